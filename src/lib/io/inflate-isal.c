#ifdef INFLATE_ISAL
#include "inflate.h"

#include <isa-l/igzip_lib.h>
#include <stdbool.h>
#include <stdlib.h>

#include "lib/mem.h"

enum { RESERVED_FLAGS = 0xe0 }; /* of a gzip header; RFC 1952 requires an error if one is set */

struct isal {
	bool in_body; /* the member's header has been read */
	struct isal_gzip_header header;
	struct inflate_state body;
};

static void
begin_member(struct isal *z)
{
	z->in_body = false;
	z->header = (struct isal_gzip_header){ 0 };
	isal_inflate_reset(&z->body);
}

static void *
begin(void)
{
	struct isal *z = mem_zalloc(1, sizeof *z);

	isal_inflate_init(&z->body);
	/* isal_inflate() loses the flags of a header that arrives in pieces: advance() reads it */
	z->body.crc_flag = ISAL_GZIP_NO_HDR_VER;
	begin_member(z);
	return z;
}

static uint32_t
at_most(size_t n)
{
	return n < INT32_MAX ? (uint32_t)n : INT32_MAX;
}

static enum inflate_result
advance(struct isal *z)
{
	if (!z->in_body) {
		int status = isal_read_gzip_header(&z->body, &z->header);
		if (status == ISAL_END_INPUT)
			return INFLATE_MORE;
		if (status != ISAL_DECOMP_OK || (z->header.flags & RESERVED_FLAGS) != 0)
			return INFLATE_BAD;
		z->in_body = true;
	}
	if (isal_inflate(&z->body) != ISAL_DECOMP_OK)
		return INFLATE_BAD;
	return z->body.block_state == ISAL_BLOCK_FINISH ? INFLATE_END : INFLATE_MORE;
}

static enum inflate_result
step(void *state, struct inflate_io *io)
{
	struct isal *z = state;

	z->body.next_in = (uint8_t *)(uintptr_t)io->in;
	z->body.avail_in = at_most(io->in_n);
	z->body.next_out = (uint8_t *)io->out;
	z->body.avail_out = at_most(io->out_n);
	enum inflate_result result = advance(z);
	io->in_n -= (size_t)(z->body.next_in - io->in);
	io->in = z->body.next_in;
	io->out_n -= (size_t)((char *)z->body.next_out - io->out);
	io->out = (char *)z->body.next_out;
	if (result == INFLATE_END)
		begin_member(z);
	return result;
}

static void
end(void *state)
{
	free(state);
}

const struct inflater inflate_isal = { "ISA-L", begin, step, end };
#else
typedef int inflate_isal_is_not_in_this_build;
#endif
