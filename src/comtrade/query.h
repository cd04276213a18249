/*
 * query: a selection in the parameters of the service: periods of one frequency, flows, commodity
 * codes and partners. Pure.
 */
#ifndef RELIANCE_COMTRADE_QUERY_H
#define RELIANCE_COMTRADE_QUERY_H

#include "dataset.h"
#include "normalise/selection.h"
#include "service.h"

/* A zeroed query is empty; free with query_free(). */
struct query {
	size_t digits;                        /* of its periods: 4 or 6 */
	struct values periods;                /* none if the selection names none */
	struct values flows, codes, partners; /* as in a request */
	bool by_level;                        /* the code is a level: AG2, AG4, AG6, TOTAL */
	struct arena text;
};

/*
 * Makes the query of a selection. Exits with misuse for mixed years and months, more than 240
 * periods, or neither codes nor a level.
 */
void query_make(struct query *q, const struct selection *s, enum level_mode level);

/* The same for the periods alone. */
void query_make_periods(struct query *q, const struct selection *s);

/*
 * Sets `periods` to the next batch for one request of a dataset list, and advances `*at`, which
 * begins as 0. Returns false after the last batch.
 */
bool query_next_periods(const struct query *q, size_t *at, struct values *periods);

/* Appends the name of the query: one line, unique apart from the periods; the cache key. */
void query_name(const struct query *q, struct buf *to);

/* Does the selection include the dataset: frequency, period, reporter and, unless `groups`, no
 * group of countries? */
bool query_matches(
    const struct query *q, const struct selection *s, bool groups, const struct dataset *d);

/* Can a response contain a row of this commodity code? */
bool query_has_code(const struct query *q, struct str code);

/*
 * Appends the datasets that would exist if each selected reporter had released each period. They
 * have the reporters' current codes, but no dataset code or checksum.
 */
void query_expected(const struct query *q, const struct selection *s, struct dataset_list *list);

void query_free(struct query *q);

#endif
