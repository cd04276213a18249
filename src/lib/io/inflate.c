#include "inflate.h"

extern const struct inflater inflate_zlib, inflate_isal;

const struct inflater *const inflaters[] = {
#ifdef INFLATE_ISAL
	&inflate_isal,
#endif
	&inflate_zlib,
	NULL,
};
