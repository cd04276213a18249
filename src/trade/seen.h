/*
 * seen: the list of --seen: who has reported, whatever the commodity. It tells the silent from
 * those without trade.
 *
 * A CSV with the columns period, flow, reporter, as fetch-normalise --seen writes it; or the
 * manifest of a store, whose lines have several periods and reporters, and no flow.
 */
#ifndef RELIANCE_TRADE_SEEN_H
#define RELIANCE_TRADE_SEEN_H

#include "lib/hash/keytab.h"

/* A zeroed list is empty and ready to use. */
struct seen {
	struct keytab series; /* period, reporter and flow; an empty flow stands for any */
	struct buf key;
};

/*
 * Reads the list. A month counts for its year, too. Lines of several periods and several reporters
 * are not used, which is said. Dies if the file is no such list.
 */
void seen_read(struct seen *s, const char *path);

/* Has the country reported that flow in that period? An empty flow is any. */
bool seen_has(struct seen *s, struct str period, struct str flow, struct str reporter);

void seen_free(struct seen *s);

#endif
