/*
 * fetch: gets the selected rows from the service. First fetches the service's list of datasets,
 * then the datasets that are not cached; the caller reads the cached files like any input.
 */
#ifndef RELIANCE_COMTRADE_FETCH_H
#define RELIANCE_COMTRADE_FETCH_H

#include "lib/operands.h"
#include "session.h"

/* Exits with misuse if options conflict, or need --fetch and it is not given. */
void fetch_check(const struct fetch_options *o, const struct selection *selection);

/* Prints the service's list of the selected datasets as CSV. */
void fetch_availability(const struct fetch_options *o, const struct selection *selection);

/*
 * Fetches. Returns the files to read, ordered by period and reporter, for the caller to free;
 * returns none after --download or --dry-run, whose output it prints. Ends the program on failure.
 */
struct operands fetch(const struct fetch_options *o, const struct selection *selection);

#endif
