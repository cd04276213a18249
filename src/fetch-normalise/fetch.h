/*
 * fetch: what is selected, from the service. First the service's list of datasets, then those that
 * the cache does not have; from there they are read like any file.
 */
#ifndef RELIANCE_FETCH_H
#define RELIANCE_FETCH_H

#include "guard.h"
#include "lib/operands.h"
#include "select.h"

struct fetch_options {
	bool fetch, availability, download, dry_run, offline; /* what is asked for */
	bool allow_empty, keep_groups, quiet;
	bool report;          /* the rows are to be accounted for in a file */
	const char *datasets; /* a table of them instead of the service's list; or null */
	const char *cache;    /* a folder; null for the user's */
	const char *base;     /* of URLs; null for the service's */
	const char *key_file; /* or null */
	unsigned pace, timeout;
	enum level_mode level;
};

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
