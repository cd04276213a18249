/*
 * plan: groups datasets into requests. A request is a cross product of reporters and periods; the
 * plan covers each dataset exactly once and nothing else. Pure.
 */
#ifndef RELIANCE_COMTRADE_PLAN_H
#define RELIANCE_COMTRADE_PLAN_H

#include "query.h"

/* A zeroed plan is empty and ready to use; it owns the lists of its requests. */
struct request_plan {
	struct request *request;
	size_t n, cap;
	struct arena text;
};

/*
 * Plans requests for `n` sorted datasets, each with as many datasets (at least one) as the expected
 * number of rows allows. The datasets and the query must outlive the plan.
 */
void plan_make(struct request_plan *p, const struct query *q, const struct service_limits *limits,
    const struct dataset *const *wanted, size_t n);

void plan_free(struct request_plan *p);

#endif
