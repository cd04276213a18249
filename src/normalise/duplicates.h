/*
 * duplicates: guard G8. Two rows with one key (period, flow, reporter, partner, commodity, flag p
 * and, with --detail keep, the breakdown) count one trade twice: a file read twice, two HS editions
 * of one year, or breakdown rows without their columns.
 *
 * Mode error passes all rows, records their keys (exact-keys.h) and checks them at the end; first
 * keeps a fingerprint per key (fingerprints.h); max and sum hold all rows until the end.
 */
#ifndef RELIANCE_NORMALISE_DUPLICATES_H
#define RELIANCE_NORMALISE_DUPLICATES_H

#include "exact-keys.h"
#include "fingerprints.h"
#include "lib/hash/keytab.h"
#include "rowkey.h"

enum duplicates_mode {
	DUPLICATES_ERROR,
	DUPLICATES_FIRST,
	DUPLICATES_MAX,
	DUPLICATES_SUM,
	DUPLICATES_KEEP
};

enum { EXAMPLES = 5 };

/* The file and line of a row. */
struct place {
	uint32_t file;
	uint64_t line;
};

/* The caller zeroes it and sets `mode`, `keep` and the callbacks. */
struct duplicates {
	enum duplicates_mode mode;
	size_t keep; /* number of extra columns (--keep) */
	/* error: the position of a row is its line, counted through all files */
	struct exact_keys exact;
	uint64_t *first_line; /* by file: the number of lines before it */
	size_t files, files_cap;
	uint64_t lines;                             /* the last position */
	uint64_t found;                             /* rows that repeat a key */
	struct exact_keys_repeat example[EXAMPLES]; /* the first ones, sorted */
	size_t examples;
	const struct rowkeys *names; /* the meaning of the keys' numbers, with `book` */
	const struct codebook *book;
	/* first */
	struct fingerprints fingerprints;
	/* max and sum */
	struct keytab keys;
	struct held {
		struct row row;
		struct place place;
	} * held; /* by number of the key */
	size_t held_cap;
	struct arena text;
	/* max: called when a larger row replaces a held one of this file and value */
	void (*on_replaced)(void *data, uint32_t file, dec value);
	/* error: called for each row that passed and turns out to repeat a key */
	void (*on_repeat_row)(void *data, uint32_t file);
	void *data;
};

enum verdict {
	VERDICT_PASS, /* print the row now */
	VERDICT_HOLD, /* held until the end; counts as emitted */
	VERDICT_DUPLICATE,
	VERDICT_OVERFLOW, /* a sum exceeds 128 bits */
};

/* The slow path of duplicates_add(): modes other than error, and the first row of a file. */
enum verdict duplicates_add_slow(
    struct duplicates *d, const struct row *row, struct rowkey key, struct place place);

/* Judges the next row. Places must be in order of files and of lines within a file. */
static inline enum verdict
duplicates_add(struct duplicates *d, const struct row *row, struct rowkey key, struct place place)
{
	const uint64_t max = ((uint64_t)1 << EXACT_KEYS_POSITION_BITS) - 1;

	if (d->mode != DUPLICATES_ERROR || place.file >= d->files)
		return duplicates_add_slow(d, row, key, place);
	d->lines = d->first_line[place.file] + place.line;
	exact_keys_add(
	    &d->exact, key.series, key.partner, key.commodity, d->lines < max ? d->lines : max);
	return VERDICT_PASS;
}

/* Ends the input: in mode error, finds all repeats. `names` and `book` must outlive `d`. */
void duplicates_finish(
    struct duplicates *d, const struct rowkeys *names, const struct codebook *book);

/* The held rows, in the order in which their keys first occurred. */
size_t duplicates_held(const struct duplicates *d);
const struct row *duplicates_row(const struct duplicates *d, size_t i);

/* Warns with the first repeated keys and their places; `name` returns the name of a file. */
void duplicates_print(const struct duplicates *d,
    const char *(*name)(const void *data, uint32_t file), const void *data);

void duplicates_free(struct duplicates *d);

#endif
