/*
 * hidden-total: finds a name whose value is the sum of all other rows of its group, in at least
 * half of its groups: a total, in words that no table of names knows.
 */
#ifndef RELIANCE_SHARE_HIDDEN_TOTAL_H
#define RELIANCE_SHARE_HIDDEN_TOTAL_H

#include "lib/csv/csvin.h"
#include "table.h"

/* A name that was the sum of the others in some group. */
struct hidden_name {
	uint64_t hits;   /* groups in which it was */
	uint64_t groups; /* groups of three or more rows in which it occurs */
	uint32_t rows;   /* of the last group */
	dec value;       /* its value there */
	struct str key;  /* the key of that group, in `text` */
};

struct hidden_total {
	const struct columns *columns;
	struct column_list naming; /* describing columns outside the group: together the name */
	struct str measure;
	struct keytab names;
	struct hidden_name *name;
	size_t cap;
	struct csvin *splitter;
	struct arena text;
	struct buf key; /* scratch */
};

/*
 * Begins in `h`, which is zeroed; hidden_free() frees it. Copies the lists; the columns must
 * outlive it.
 */
void hidden_begin(struct hidden_total *h, const struct columns *c, const struct column_list *within,
    const struct column_list *measures);

/* The name of a row; valid until the next call. The table keeps it for rows that are not printed.
 */
struct str hidden_name(struct hidden_total *h, const struct str *field);

/*
 * Looks at all groups of the table, by the first measure. Of names that are found it counts the
 * groups in this table and later ones; with --sorted, earlier ones are not counted.
 */
void hidden_find(struct hidden_total *h, const struct share_table *t);

/* Warns about the names that look like totals. */
void hidden_report(const struct hidden_total *h);

void hidden_free(struct hidden_total *h);

#endif
