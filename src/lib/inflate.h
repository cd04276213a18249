/*
 * inflate: one member of gzip data (RFC 1952) at a time, by whichever library the build has.
 *
 * zlib is in every build. ISA-L is in those that found it, and preferred. Both check the header and
 * the checksum and the length at the end; the same bytes come out. The verdict is the same too but
 * for one damage: ISA-L takes a table of codes that has unused ones, if the checksum holds.
 */
#ifndef RELIANCE_INFLATE_H
#define RELIANCE_INFLATE_H

#include <stddef.h>

/* What is there to inflate and where it goes; a step moves both on. */
struct inflate_io {
	const unsigned char *in;
	size_t in_n; /* bytes */
	char *out;
	size_t out_n; /* bytes of room */
};

enum inflate_result {
	INFLATE_MORE, /* `in` is used up, or there is no room: there may be more to come without
			 more in */
	INFLATE_END,  /* the member is complete; `in` stands behind it */
	INFLATE_BAD,  /* the data are damaged; what is in `out` came before. Only end() may follow.
		       */
};

struct inflater {
	const char *name;
	/* What the other two need, to be given back to end(). Never null. */
	void *(*begin)(void);
	/* Inflates as much as it can. The first step of all and that after INFLATE_END begin a
	 * member. */
	enum inflate_result (*step)(void *state, struct inflate_io *io);
	void (*end)(void *state);
};

/* Those of this build, the fastest first; null after the last. */
extern const struct inflater *const inflaters[];

#endif
