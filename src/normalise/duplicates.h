/*
 * duplicates: guard G8. Two rows of one key (period, flow, reporter, partner, hs and whether a
 * predecessor's code; with --detail keep also the breakdown) are one dollar counted twice: a file
 * read twice, two editions of one year, breakdown rows whose columns someone removed.
 *
 * error lets all rows pass, writes their keys into a ledger and judges it at the end; first keeps a
 * fingerprint per key (prints.h); max and sum keep the rows, and print them when the input has
 * ended.
 */
#ifndef RELIANCE_NORMALISE_DUPLICATES_H
#define RELIANCE_NORMALISE_DUPLICATES_H

#include "exact-keys.h"
#include "lib/hash/keytab.h"
#include "fingerprints.h"
#include "rowkey.h"

enum duplicates_mode {
	DUPLICATES_ERROR,
	DUPLICATES_FIRST,
	DUPLICATES_MAX,
	DUPLICATES_SUM,
	DUPLICATES_KEEP
};

enum { EXAMPLES = 5 };

/* Where a row stood. */
struct place {
	uint32_t file;
	uint64_t line;
};

struct duplicates {
	enum duplicates_mode mode;
	size_t keep; /* columns kept beside the row's own */
	/* error */
	struct exact_keys ledger;
	uint64_t *first_line; /* by file: the lines of all before it */
	size_t files, files_cap;
	uint64_t lines; /* the last place given out */
	uint64_t found;
	struct exact_keys_repeat example[EXAMPLES]; /* by place and name */
	size_t examples;
	const struct rowkeys *names; /* what the numbers of keys stand for */
	const struct codebook *book;
	/* first */
	struct fingerprints prints;
	/* max and sum: keys to rows */
	struct keytab keys;
	struct held {
		struct row row;
		struct place place;
	} * held;
	size_t held_cap;
	struct arena text;
	/* max: called for a held row that a larger one drives out */
	void (*on_outdone)(void *data, uint32_t file, dec value);
	/* error: called for a row that passed and is found to repeat a key */
	void (*on_late)(void *data, uint32_t file);
	void *data;
};

enum verdict {
	VERDICT_PASS, /* print the row now */
	VERDICT_HOLD, /* it is held, and counts as emitted by its file */
	VERDICT_DUPLICATE,
	VERDICT_OVERFLOW, /* a sum is beyond 128 bits */
};

/* What duplicates_add() does in other modes, and with the first row of a file. */
enum verdict duplicates_add_slowly(
    struct duplicates *d, const struct row *row, struct rowkey key, struct place place);

/* Judges the next row. Places come in order: by file, and by line in a file. */
static inline enum verdict
duplicates_add(struct duplicates *d, const struct row *row, struct rowkey key, struct place place)
{
	const uint64_t most = ((uint64_t)1 << EXACT_KEYS_PLACE_BITS) - 1;

	if (d->mode != DUPLICATES_ERROR || place.file >= d->files)
		return duplicates_add_slowly(d, row, key, place);
	d->lines = d->first_line[place.file] + place.line;
	exact_keys_add(
	    &d->ledger, key.series, key.partner, key.commodity, d->lines < most ? d->lines : most);
	return VERDICT_PASS;
}

/* Ends the looking: what was let pass is judged. What names the keys is the caller's. */
void duplicates_finish(
    struct duplicates *d, const struct rowkeys *names, const struct codebook *book);

/* The rows held, in the order in which their keys first appeared. */
size_t duplicates_held(const struct duplicates *d);
const struct row *duplicates_row(const struct duplicates *d, size_t i);

/* Says which keys were found twice and where; `name` gives a file's name. */
void duplicates_complain(const struct duplicates *d,
    const char *(*name)(const void *data, uint32_t file), const void *data);

void duplicates_free(struct duplicates *d);

#endif
