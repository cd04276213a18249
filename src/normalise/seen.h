/*
 * seen: --seen lists which reporters have rows in which period and flow, whatever the commodity. So
 * share --seen tells who is silent from who has no trade in the selected commodities.
 */
#ifndef RELIANCE_NORMALISE_SEEN_H
#define RELIANCE_NORMALISE_SEEN_H

#include "series.h"

/* The caller zeroes it and sets `path`. */
struct seen_list {
	const char *path; /* null: no list */
	struct series_table series;
};

/* Adds the row's period, flow and reporter. */
void seen_add(struct seen_list *s, const struct row_head *head);

/*
 * Publishes the list, sorted, as CSV period,flow,reporter: under its name at once and whole, or
 * directly if the name is that of a device or pipe. A failure ends the program.
 */
void seen_publish(const struct seen_list *s);

void seen_list_free(struct seen_list *s);

#endif
