/*
 * inflate: decompresses one gzip member (RFC 1952) at a time, with ISA-L or zlib.
 *
 * Every build has zlib. If the build found ISA-L, that is preferred, since it is faster. Both
 * verify the header, and the checksum and length at the end. They give the same bytes and detect
 * the same errors, with one exception: ISA-L accepts an incomplete Huffman code, which is harmless
 * as long as the checksum is right.
 */
#ifndef RELIANCE_LIB_IO_INFLATE_H
#define RELIANCE_LIB_IO_INFLATE_H

#include <stddef.h>

/* Input and output; step() advances both. */
struct inflate_io {
	const unsigned char *in;
	size_t in_n; /* bytes of input left */
	char *out;
	size_t out_n; /* bytes of room left */
};

/*
 * INFLATE_MORE: `in` is used up or `out` is full. If `out` is full, the next step may produce
 * output without further input. INFLATE_END: the member is complete; `in` is just after it.
 * INFLATE_BAD: the data is damaged; `out` has the bytes before the damage, and only end() may be
 * called.
 */
enum inflate_result { INFLATE_MORE, INFLATE_END, INFLATE_BAD };

struct inflater {
	const char *name;
	/* Allocates the state for the other two. Never null; end() frees it. */
	void *(*begin)(void);
	/* Decompresses as much as possible. The first step, and one after INFLATE_END, begins a
	 * member. */
	enum inflate_result (*step)(void *state, struct inflate_io *io);
	void (*end)(void *state);
};

/* The inflaters in this build, the fastest first; ends with null. */
extern const struct inflater *const inflaters[];

#endif
