/*
 * inflate: one member of gzip data (RFC 1952) at a time, by whichever library the build has.
 *
 * zlib is in every build. ISA-L is in those that found it, and preferred. Both check the header and
 * the checksum and the length at the end; the same bytes come out, and the same damage is seen,
 * but for one kind: ISA-L takes a table of codes with a hole in it, which hurts nobody as long as
 * the checksum holds.
 */
#ifndef RELIANCE_LIB_IO_INFLATE_H
#define RELIANCE_LIB_IO_INFLATE_H

#include <stddef.h>

/* What is there to inflate and where it goes; a step moves both on. */
struct inflate_io {
	const unsigned char *in;
	size_t in_n; /* bytes */
	char *out;
	size_t out_n; /* bytes of room */
};

/*
 * After INFLATE_MORE `in` is used up or `out` is full; with `out` full, a step without more in may
 * give more. After INFLATE_END `in` stands behind the member. INFLATE_BAD says that the data are
 * damaged; `out` holds what came before, and only end() may follow.
 */
enum inflate_result { INFLATE_MORE, INFLATE_END, INFLATE_BAD };

struct inflater {
	const char *name;
	/* What the other two need, to be given back to end(). Never null. */
	void *(*begin)(void);
	/* Inflates as much as it can. The first step, and one after INFLATE_END, begins a member.
	 */
	enum inflate_result (*step)(void *state, struct inflate_io *io);
	void (*end)(void *state);
};

/* Those of this build, the fastest first; null after the last. */
extern const struct inflater *const inflaters[];

#endif
