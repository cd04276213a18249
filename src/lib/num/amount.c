#include "amount.h"

static const int64_t power[AMOUNT_MOST_SHIFT + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000,
	10000000, 100000000 };

dec
amount_number(const struct amount *a)
{
	dec x;

	if (a->n == 0)
		memcpy(&x, a->bytes, sizeof x);
	else
		(void)dec_parse((struct str){ a->bytes + a->from, a->n }, &x);
	return x;
}

enum dec_result
amount_read(struct amount *a, struct str cell, unsigned shift)
{
	dec x = 0;
	enum dec_result r = dec_parse(cell, &x);

	if (shift > 0 && r == DEC_OK && (!dec_scale(&x, power[shift]) || !dec_fits(x))) {
		x = 0;
		r = DEC_TOO_BIG;
	}
	amount_set(a, x);
	return r;
}
