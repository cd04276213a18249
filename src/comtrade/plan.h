/*
 * plan: which datasets are asked for together. A question is a cross product of reporters and
 * periods, and a plan asks for every dataset once and for no other. Pure.
 */
#ifndef RELIANCE_COMTRADE_PLAN_H
#define RELIANCE_COMTRADE_PLAN_H

#include "query.h"

struct request_plan {
	struct question *question;
	size_t n, cap;
	struct arena text; /* the lists of the questions */
};

/*
 * Plans for datasets that are sorted: as many to a question as its limits allow by what is expected
 * to come, but at least one.
 */
void plan_make(struct request_plan *p, const struct query *q, const struct service_limits *limits,
    const struct dataset *const *wanted, size_t n);

void plan_free(struct request_plan *p);

#endif
