/*
 * download: the rows of a question out of the service and into the cache, cut by dataset.
 *
 * An answer of as many rows as the service gives at a time has been cut off: the question is asked
 * in halves then, until it is whole. Where partners do not add up to their World row, the dataset
 * is asked for once more, code by code.
 */
#ifndef RELIANCE_COMTRADE_DOWNLOAD_H
#define RELIANCE_COMTRADE_DOWNLOAD_H

#include "client.h"
#include "cache.h"
#include "lib/examples.h"
#include "query.h"
#include "rows.h"
#include "world-check.h"

struct download {
	struct client *client;
	struct cache *cache;
	const struct query *query;
	const char *base; /* of the URLs */
	bool keyed;
	bool allow_empty;
	/* the rest begins as zero */
	const struct dataset_list *list;
	struct keytab places; /* period and reporter of the datasets, by their place in the list */
	struct piece {
		struct rows sheet;
		struct world_check tally;
	} * piece;             /* of each of them */
	struct examples rowless; /* datasets that came without a row */
	const struct question *asking;
	unsigned answers; /* that the rows of the question came in */
	uint64_t rows;    /* in the answer that was judged last */
	struct buf url, key;
};

/* Where rows may come to: no two datasets are of one period and reporter. */
void download_begin(struct download *c, const struct dataset_list *list);

/* Asks, and puts the datasets of the question into the cache; returns how many rows they have. */
uint64_t download_question(struct download *c, const struct question *q);

/* Reads a dataset back from its file; what is wrong with it ends the program. */
void download_read(struct world_check *t, const char *path);

void download_end(struct download *c);

#endif
