/*
 * duplicates: guard G8. Two rows of one key (period, flow, reporter, partner, hs and whether a
 * predecessor's code; with --detail keep also the breakdown) are one dollar counted twice: a file
 * read twice, two editions of one year, breakdown rows whose columns someone removed.
 *
 * error and first keep a fingerprint per key (prints.h); max and sum keep the rows, and print them
 * when the input has ended. error lets rows pass and looks a little later, when the memory that it
 * has to look at has come: its verdict is on the whole stream anyway.
 */
#ifndef RELIANCE_DUPLICATES_H
#define RELIANCE_DUPLICATES_H

#include "lib/keytab.h"
#include "prints.h"
#include "trade/row.h"

enum duplicates_mode {
	DUPLICATES_ERROR,
	DUPLICATES_FIRST,
	DUPLICATES_MAX,
	DUPLICATES_SUM,
	DUPLICATES_KEEP
};

enum { PENDINGS = 32 };

/* Where a row stood. */
struct place {
	uint32_t file;
	uint64_t line;
};

struct duplicates {
	enum duplicates_mode mode;
	bool detail; /* the breakdown is part of the key */
	size_t keep; /* columns kept beside the row's own */
	struct prints prints;
	struct pending {
		struct print print;
		struct place place;
		dec value;
		struct buf key;
	} pending[PENDINGS]; /* error: seen, not looked at yet */
	size_t pendings;
	uint64_t *first_line; /* by file: the lines of all before it */
	size_t files, files_cap;
	uint64_t lines;     /* the last place given out */
	struct keytab keys; /* max and sum: keys to rows */
	struct held {
		struct row row;
		struct place place;
	} * held;
	size_t held_cap;
	struct arena text;
	struct buf key;
	uint64_t found;
	/* called for every row that counted as passed and is found to repeat a key, or is outdone
	 */
	void (*on_late)(void *data, uint32_t file, dec value);
	void *late_data;
	struct example {
		struct buf key;
		uint64_t at; /* of the first */
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

/* Ends the looking: what is pending is looked at. */
void duplicates_finish(struct duplicates *d);

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
