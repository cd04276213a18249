/*
 * duplicates: guard G8. Two rows of one key (period, flow, reporter, partner, hs and whether a
 * predecessor's code; with --detail keep also the breakdown) are one dollar counted twice: a file
 * read twice, two editions of one year, breakdown rows whose columns someone removed.
 *
 * error and first keep a fingerprint of 128 bits per key (a false alarm among 250 million keys is
 * less likely than 1e-21); max and sum keep the rows, and print them when the input has ended.
 */
#ifndef RELIANCE_DUPLICATES_H
#define RELIANCE_DUPLICATES_H

#include "lib/keytab.h"
#include "trade/row.h"

enum duplicates_mode {
	DUPLICATES_ERROR,
	DUPLICATES_FIRST,
	DUPLICATES_MAX,
	DUPLICATES_SUM,
	DUPLICATES_KEEP
};

/* Where a row stood. */
struct place {
	uint32_t file;
	uint64_t line;
};

struct duplicates {
	enum duplicates_mode mode;
	bool detail; /* the breakdown is part of the key */
	size_t keep; /* columns kept beside the row's own */
	struct print {
		uint64_t a, b; /* never both 0 in use */
		uint64_t line;
		uint32_t file;
	} * slot;
	size_t slots, n;
	struct keytab keys; /* max and sum: keys to rows */
	struct held {
		struct row row;
		struct place place;
	} * held;
	size_t held_cap;
	struct arena text;
	struct buf key;
	uint64_t found;
	struct example {
		struct buf key;
		struct place first, second;
	} example[5];
	size_t examples;
};

enum verdict {
	VERDICT_PASS, /* print the row now */
	VERDICT_HOLD, /* it is held, and counts as emitted by its file */
	VERDICT_DUPLICATE,
	VERDICT_OVERFLOW, /* a sum is beyond 128 bits */
};

/* Judges the next row. */
enum verdict duplicates_add(struct duplicates *d, const struct row *row, struct place place);

/* The rows held, in the order in which their keys first appeared. */
size_t duplicates_held(const struct duplicates *d);
const struct row *duplicates_row(const struct duplicates *d, size_t i);

/* Says which keys were found twice and where; `name` gives a file's name. */
void duplicates_complain(
    struct duplicates *d, const char *(*name)(const void *data, uint32_t file), const void *data);

void duplicates_free(struct duplicates *d);

#endif
