/*
 * fetch: what is selected, from the service. First the service's list of datasets, then those that
 * the cache does not have; from there they are read like any file.
 */
#ifndef RELIANCE_COMTRADE_FETCH_H
#define RELIANCE_COMTRADE_FETCH_H

#include "lib/operands.h"
#include "session.h"

/* Options that do not go together, or are for fetching alone, are misuse. */
void fetch_check(const struct fetch_options *o, const struct selection *s);

/* Prints the service's list of the datasets that are selected. */
void fetch_availability(const struct fetch_options *o, const struct selection *s);

/*
 * Fetches. Returns the files to read, in the order of period and reporter; none if only the
 * download or the questions were wanted, which are printed here. What cannot be had ends the
 * program.
 */
struct operands fetch(const struct fetch_options *o, const struct selection *s);

#endif
