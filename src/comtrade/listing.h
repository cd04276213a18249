/*
 * listing: which datasets to fetch, from the service's list or from the table of --datasets,
 * filtered by the selection. Failures end the program.
 */
#ifndef RELIANCE_COMTRADE_LISTING_H
#define RELIANCE_COMTRADE_LISTING_H

#include "session.h"

/* Requests the list of these periods of 4 or 6 digits; client_body() then returns it. */
void listing_request(struct client *client, const char *base, size_t digits, struct values periods);

/* Sets s->list to the service's datasets; warns about selected reporters without a release. */
void listing_fetch(struct session *s);

/* Sets s->list to the datasets that the table of --datasets names, and the query's frequency. */
void listing_read(struct session *s);

/* Ends the program if two datasets have one period and reporter, or would share a cache file. */
void listing_check_unique(const struct dataset_list *list);

#endif
