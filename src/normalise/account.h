/*
 * account: counts the rows of each file, and their value, by what became of them.
 */
#ifndef RELIANCE_NORMALISE_ACCOUNT_H
#define RELIANCE_NORMALISE_ACCOUNT_H

#include <stdint.h>

#include "lib/csv/quote.h"
#include "lib/num/amount.h"

/* What became of a row, and why. fetch-normalise(1) defines the guards G1 to G9. */
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

/* The name in the report: "G1-detail". */
const char *reason_name(enum reason r);

/* The guard in a message: "breakdown rows (G1, --detail keep)"; null if `r` is not a guard. */
const char *reason_guard(enum reason r);

/* A zeroed account is empty and ready to use. */
struct account {
	struct account_file {
		const char *name;
		uint64_t rows[REASONS];
		dec value[REASONS];     /* US dollars */
		bool unvalued[REASONS]; /* the value of some of these rows is unknown */
		bool unread;            /* so is the total of all rows */
	} * file;
	size_t n, cap;
	bool values; /* count values, too */
};

/* Adds a value in US dollars. Ends the program if the sum overflows. */
void account_value(struct account *a, size_t file, enum reason r, dec value);

/* Begins the next file; `name` must outlive the account. */
void account_file(struct account *a, const char *name);

/* Counts a row of the file with index `file`. */
static inline void
account_row(struct account *a, size_t file, enum reason r, const struct amount *value)
{
	a->file[file].rows[r]++;
	if (a->values)
		account_value(a, file, r, amount_number(value));
}

/* Counts `n` rows of unknown value. */
void account_rows_unvalued(struct account *a, size_t file, enum reason r, uint64_t n);

/* Moves an emitted row to another reason. */
void account_move(struct account *a, size_t file, enum reason r, dec value);

/* The same for a row of unknown value, which makes the values of both reasons unknown. */
void account_move_unvalued(struct account *a, size_t file, enum reason r);

/* The rows of all files: of one reason, or all that were read. */
uint64_t account_rows(const struct account *a, enum reason r);
uint64_t account_read(const struct account *a);

/* Writes the account to a CSV file created with this header, and closes the file. */
extern const char account_header[];
void account_write(const struct account *a, struct csvfile *out);

/* Prints a summary on stderr, in one line: rows read, emitted and dropped. */
void account_print(const struct account *a);

void account_free(struct account *a);

#endif
