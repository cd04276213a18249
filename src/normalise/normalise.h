/*
 * normalise: processes the rows of all inputs: select, guard, print or hold, and account for each.
 */
#ifndef RELIANCE_NORMALISE_NORMALISE_H
#define RELIANCE_NORMALISE_NORMALISE_H

#include "account.h"
#include "duplicates.h"
#include "guard.h"
#include "lib/csv/quote.h"
#include "lib/operands.h"
#include "seen.h"
#include "source/input.h"
#include "trade/hs-watch.h"
#include "world-sums.h"

struct normalise {
	struct opts common;
	bool mirror, quiet;
	char currency[4];   /* of the values; of the first file that has rows */
	uint64_t converted; /* rows whose value --rates converted */
	bool begun;         /* the header is written */
	unsigned flags;     /* of all emitted rows, besides their own */
	unsigned jobs;
	const char *rejects_path, *report_path;
	const char *rates_path; /* --rates; or null */
	const char *part_path;  /* --part: where to describe this run; or null */
	bool diagnose;          /* describe the operands instead */
	bool judge_parts;       /* the operands are descriptions of parts */
	struct selection selection;
	struct guard guard;
	struct duplicates duplicates;
	struct world_sums world;
	struct seen_list seen;
	struct hs_watch watch;  /* of the selected codes */
	struct hs_set no_codes; /* stays empty */
	struct input_options input;
	struct account account;
	struct arena names; /* of kept columns */
	/* the options set the fields above; the rest begins zeroed */
	struct csvfile *rejects, *report;
	struct {
		bool selected;
		struct guard_head guards;
		struct row_lead lead;
	} head;                           /* of the last row */
	struct row_head mirrored;         /* the head of a mirrored row */
	uint64_t padded;                  /* codes whose leading zero was restored */
	uint64_t odd_codes;               /* codes of an odd length */
	const struct commodity *odd_code; /* the first of them */
};

/* Prepares for reading, after the options are set. Free with normalise_free(). */
void normalise_begin(struct normalise *n);

/* Reads all operands and writes the rows that pass. Ends the program on bad input. */
void normalise_read(struct normalise *n, struct operands operands);

/*
 * Ends the input: writes the held rows and the account, and checks the whole. Ends the program if
 * a guard finds an error.
 */
void normalise_end(struct normalise *n);

void normalise_free(struct normalise *n);

#endif
