#include "flags.h"

static const uint16_t flag_of[256] = {
	['d'] = FLAG_DEDUPLICATED,
	['e'] = FLAG_ESTIMATED,
	['f'] = FLAG_FILLED,
	['m'] = FLAG_MIRRORED,
	['n'] = FLAG_NO_COUNTRY,
	['p'] = FLAG_PREDECESSOR,
	['r'] = FLAG_RECONCILED,
	['s'] = FLAG_SELF,
	['x'] = FLAG_SELECTED,
};

struct str
flags_text(unsigned flags, char to[FLAGS_TEXT])
{
	return (struct str){ to, (size_t)(flags_put(to, flags) - to) };
}

bool
flags_parse(struct str letters, unsigned *flags)
{
	*flags = 0;
	for (size_t i = 0; i < letters.n; i++) {
		unsigned flag = flag_of[(unsigned char)letters.p[i]];
		if (flag == 0) {
			*flags = 0;
			return false;
		}
		*flags |= flag;
	}
	return true;
}
