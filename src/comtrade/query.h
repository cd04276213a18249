/*
 * query: what a selection asks of the service: periods of one frequency, flows, codes, partners.
 * Pure: a selection in, lists of words out.
 */
#ifndef RELIANCE_COMTRADE_QUERY_H
#define RELIANCE_COMTRADE_QUERY_H

#include "normalise/selection.h"
#include "normalise/selection.h"
#include "dataset.h"
#include "service.h"

struct query {
	size_t digits;                       /* of its periods: 4 or 6 */
	struct words periods;                /* none if the selection names none */
	struct words flows, codes, partners; /* as a question has them */
	bool by_level;                       /* the code is a level: AG2, AG4, AG6, TOTAL */
	struct arena text;
};

/*
 * What cannot be asked for is misuse: periods of two kinds, more than 240 of them, neither codes
 * nor a level.
 */
void query_make(struct query *q, const struct selection *s, enum level_mode level);

/* The same for its periods alone. */
void query_make_periods(struct query *q, const struct selection *s);

/*
 * The next of its periods that one question about datasets may name, from place `*at` on, which
 * begins as 0. False behind the last.
 */
bool query_next_periods(const struct query *q, size_t *at, struct words *periods);

/* One line that tells it from every other one, its periods aside: by it answers are kept. */
void query_name(const struct query *q, struct buf *to);

/* Is a dataset of the query's frequency, selected by period and reporter, and of no group? */
bool query_wants(
    const struct query *q, const struct selection *s, bool groups, const struct dataset *d);

/* May an answer hold a row of this commodity? */
bool query_has_code(const struct query *q, struct str code);

/*
 * The datasets that there would be if every reporter that is selected had released every period, by
 * their current codes; their own codes and checksums are empty.
 */
void query_assume(const struct query *q, const struct selection *s, struct dataset_list *list);

void query_free(struct query *q);

#endif
