/*
 * download: fetches the rows of requests and stores them in the cache, one file per dataset.
 *
 * A response with exactly as many rows as the service's limit is truncated: the request is halved
 * and sent again, until each response is complete. A dataset whose partners do not add up to its
 * World row is fetched again, one commodity code at a time.
 */
#ifndef RELIANCE_COMTRADE_DOWNLOAD_H
#define RELIANCE_COMTRADE_DOWNLOAD_H

#include "cache.h"
#include "client.h"
#include "lib/examples.h"
#include "query.h"
#include "rows.h"
#include "world-check.h"

struct download {
	struct client *client;
	struct cache *cache;
	const struct query *query;
	const char *base; /* of the URLs */
	bool has_key;
	bool allow_empty;
	/* the caller sets the fields above and zeroes the rest */
	const struct dataset_list *list;
	struct keytab index; /* (period, reporter) to the index of its dataset in the list */
	struct piece {
		struct rows rows;
		struct world_check check;
	} * piece;                     /* the rows received so far, by dataset */
	struct examples empty;         /* datasets that had no rows */
	const struct request *request; /* the one in progress */
	unsigned responses;            /* that the rows of the current request came in */
	uint64_t rows;                 /* in the last response */
	struct buf url, key;
};

/* Begins; `list` must outlive the download and have one dataset per period and reporter. */
void download_begin(struct download *dl, const struct dataset_list *list);

/*
 * Fetches a request and stores its datasets in the cache. Returns their number of rows; ends the
 * program on failure.
 */
uint64_t download_request(struct download *dl, const struct request *q);

/* Adds the rows of a cached dataset to `check`; ends the program if the file is damaged. */
void download_read(struct world_check *check, const char *path);

/* Warns about datasets without rows, and frees the download. */
void download_end(struct download *dl);

#endif
