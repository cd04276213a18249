#include "one-flow.h"

struct one_flow
one_flow_watch(const struct columns *columns, bool apart)
{
	return (struct one_flow){ .at = apart ? COLUMN_NONE : columns_want(columns, "flow") };
}

bool
one_flow_holds(struct one_flow *w, const struct str *field)
{
	if (w->at == COLUMN_NONE)
		return true;
	struct str flow = field[w->at];
	if (w->seen)
		return str_eq(buf_str(&w->first), flow);
	buf_add(&w->first, flow);
	w->seen = true;
	return true;
}

void
one_flow_free(struct one_flow *w)
{
	buf_free(&w->first);
}
