/*
 * normalise: what becomes of the rows: selected, judged by the guards, printed or held, and every
 * one of them accounted for.
 */
#ifndef RELIANCE_NORMALISE_NORMALISE_H
#define RELIANCE_NORMALISE_NORMALISE_H

#include "account.h"
#include "duplicates.h"
#include "guard.h"
#include "lib/operands.h"
#include "lib/csv/quote.h"
#include "source/input.h"

struct normalise {
	struct opts common;
	bool mirror, quiet;
	unsigned jobs;
	const char *rejects_path, *report_path;
	const char *part_path; /* this is a run over a part, which is described there */
	bool judge_parts;      /* the operands describe all parts: judge the whole */
	struct selection selection;
	struct guard guard;
	struct duplicates duplicates;
	struct input_options input;
	struct account account;
	struct arena names; /* of kept columns */
	/* what the options say ends here, and the rest begins as zero */
	struct csvfile *rejects, *report;
	struct {
		bool selected;
		struct guard_head guards;
		struct row_lead lead;
	} head;                           /* of the last row */
	struct row_head mirrored;         /* told from the other side */
	uint64_t padded;                  /* codes that got their leading zero back */
	uint64_t odd_codes;               /* codes of an odd length */
	const struct commodity *odd_code; /* the first of them */
};

/* The options are set: makes the rest ready. */
void normalise_begin(struct normalise *n);

/* Reads all operands and writes the rows that pass; what is wrong with them ends the program. */
void normalise_read(struct normalise *n, struct operands operands);

/* The input has ended: writes the rows that were held and the account, judges the whole. */
void normalise_end(struct normalise *n);

void normalise_free(struct normalise *n);

#endif
