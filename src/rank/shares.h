/*
 * shares: works out the shares of OTHERS from sums; rounded shares are never added up.
 */
#ifndef RELIANCE_RANK_SHARES_H
#define RELIANCE_RANK_SHARES_H

#include "lib/csv/columns.h"
#include "lib/csv/csvin.h"
#include "lib/num/decimal.h"
#include "order.h"

/* One column of the rows of a group that were cut off. */
struct other_cell {
	dec sum;
	uint64_t filled;   /* number of cells with a number */
	unsigned decimals; /* of the last cell */
	bool mixed;        /* the cells differ in their decimals, or have an exponent */
	bool spoiled;      /* a cell is not a number */
	struct str common; /* text of the first cell */
	bool differs;      /* another cell has another text */
	unsigned flags;    /* of enum flag; in the column `flags` only */
};

/* A group: the sums of what was cut off, and the rows that were kept. */
struct cut_group {
	const struct other_cell *cut; /* by column */
	const struct rank_row *kept;
	uint32_t n;
};

/* What a column is to a group. */
enum share_kind {
	SHARE_NONE,    /* no share: the cells may be added up */
	SHARE_FOUND,   /* a share, worked out */
	SHARE_UNKNOWN, /* by its name a share, but not of a sum of this table */
	SHARE_EMPTY,   /* by its name a share, without a value in any row */
};

enum { SHARES_MEASURES = 3 };

struct shares {
	const struct columns *columns;
	struct column_list measures; /* the columns that shares may be parts of */
	struct csvin *splitter;
	const char *split; /* the kept row that the splitter holds; or null */
	/* the group in hand: */
	unsigned *digits; /* by column: the most decimals in the kept rows, */
	bool *filled;     /* and whether any of these rows has a cell */
	struct share_sum {
		dec sum;
		bool known;       /* no cell is negative or no number */
	} whole[SHARES_MEASURES]; /* by measure: the sum of the group */
};

/* Begins with the measures in `key`, value_usd and net_kg. shares_free() frees the memory. */
void shares_begin(struct shares *s, const struct columns *columns, size_t key);

/* Reads the kept rows of a group, for the calls of shares_of_others() that follow. */
void shares_group(struct shares *s, const struct cut_group *g);

/*
 * Writes the share of OTHERS in column `at`, which is no measure, to `text`; `*length` is its
 * length. The denominator is the column of share --with-total, else the sum of the group, if the
 * shares of the kept rows are shares of it, rounded.
 */
enum share_kind shares_of_others(
    struct shares *s, const struct cut_group *g, size_t at, char text[DEC_TEXT], size_t *length);

/* The decimals of a number in a cell. */
unsigned shares_decimals(struct str cell);

void shares_free(struct shares *s);

#endif
