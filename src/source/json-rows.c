#include "json-rows.h"

void
json_rows_begin(struct json_rows *r)
{
	r->in_row = true;
	r->in_header = r->header.n == 0;
	r->cell = 0;
}

const char *
json_rows_cell(struct json_rows *r, struct str value, struct str *key)
{
	size_t i = r->cell++;
	bool repeated = r->in_header && columns_find(&r->header, value) != COLUMN_NONE;

	*key = (struct str){ "", 0 };
	if (r->in_header)
		columns_add(&r->header, repeated ? *key : value);
	else if (i >= r->header.n)
		return "an array with more elements than the first one";
	else
		*key = r->header.name[i];
	return NULL;
}

const char *
json_rows_end(struct json_rows *r)
{
	r->in_row = false;
	if (!r->in_header && r->cell < r->header.n)
		return "an array with fewer elements than the first one";
	return NULL;
}
