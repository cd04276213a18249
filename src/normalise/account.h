/*
 * account: what became of every row that was read.
 */
#ifndef RELIANCE_NORMALISE_ACCOUNT_H
#define RELIANCE_NORMALISE_ACCOUNT_H

#include <stdint.h>

#include "lib/num/amount.h"
#include "lib/csv/quote.h"

/* Why a row is where it is. The guards have the numbers of fetch-normalise(1). */
enum reason {
	REASON_EMITTED,
	REASON_NOT_SELECTED,
	REASON_DETAIL,    /* G1 */
	REASON_WORLD,     /* G2 */
	REASON_LEVEL,     /* G3 */
	REASON_FLOW,      /* G4 */
	REASON_GROUP,     /* G5 */
	REASON_CLASS,     /* G7 */
	REASON_DUPLICATE, /* G8: merged into another row, or an error */
	REASON_REJECTED,
	REASONS
};

/* Its name in the report: "G1-detail". */
const char *reason_name(enum reason r);

/* The guard's words for messages: "breakdown rows (G1, --detail keep)"; null if it is no guard. */
const char *reason_guard(enum reason r);

struct account {
	struct account_file {
		const char *name;
		uint64_t rows[REASONS];
		dec value[REASONS];
		bool unvalued[REASONS]; /* of some of the rows the value is not known */
		bool unread;            /* nor that of all rows together */
	} * file;
	size_t n, cap;
	bool values; /* are they asked for? */
};

/* Adds a value; what account_row() does if it is to. */
void account_value(struct account *a, size_t file, enum reason r, dec value);

/* Begins the next file. */
void account_file(struct account *a, const char *name);

/* Counts a row of the file numbered `file`, from 0. */
static inline void
account_row(struct account *a, size_t file, enum reason r, const struct amount *value)
{
	a->file[file].rows[r]++;
	if (a->values)
		account_value(a, file, r, amount_number(value));
}

/* The same for `n` rows whose value was not read. */
void account_rows_unvalued(struct account *a, size_t file, enum reason r, uint64_t n);

/* Moves a row that was counted as emitted. */
void account_move(struct account *a, size_t file, enum reason r, dec value);

/* The same where its value is not known any more: then neither is that of either reason. */
void account_move_unvalued(struct account *a, size_t file, enum reason r);

/* All files together. */
uint64_t account_rows(const struct account *a, enum reason r);
uint64_t account_read(const struct account *a);

/* Writes the account into a CSV file that has this header, and closes it. */
extern const char account_header[];
void account_write(const struct account *a, struct csvfile *out);

/* Says in one line on stderr what was read, emitted and dropped. */
void account_say(const struct account *a);

void account_free(struct account *a);

#endif
