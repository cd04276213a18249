/*
 * input-options: how input.h reads, and what it returns.
 */
#ifndef RELIANCE_SOURCE_INPUT_OPTIONS_H
#define RELIANCE_SOURCE_INPUT_OPTIONS_H

#include "codebook.h"
#include "mapping.h"
#include "rates.h"

struct input_options {
	struct mapping map;
	const char *columns;     /* --columns; null if not given */
	struct str class;        /* --class: to keep, alone; empty for the HS */
	struct rates *rates;     /* --rates: converts to US dollars; or null */
	bool skip_unknown;       /* pass over files of no known layout */
	struct str edition;      /* of rows without one; empty if not given */
	struct str *kept;        /* the names of the --keep columns */
	size_t keep;             /* their number */
	bool allow_empty;        /* accept a response without rows */
	bool cached;             /* cached downloads: known to be complete */
	bool want_raw;           /* keep the source text of bad rows */
	unsigned flows;          /* to select, as bits; see flow_is_among(); 0 for all */
	const struct hs_set *hs; /* the commodities to select; empty for all */
	struct codebook *book;
};

/* Ends a message about a bad file of the cache. */
#define INPUT_FETCHED_HINT "; this file is a cached download: remove it to fetch it again"

enum input_result {
	INPUT_ROW,
	INPUT_OTHER,    /* of a flow or commodity that is not selected; not decoded */
	INPUT_BAD,      /* a bad row; see input_error() and input_raw() */
	INPUT_UPSTREAM, /* the failure mark of an upstream filter, see input_raw(); no more rows */
	INPUT_END,
	INPUT_OPENED, /* never of input_next(): for callers that queue results */
};

#endif
