#include "rates.h"

#include <stdlib.h>

#include "lib/csv/tablein.h"
#include "lib/die.h"
#include "lib/num/wide.h"
#include "trade/currency.h"
#include "trade/period.h"

struct rates {
	struct keytab keys; /* "2023 EUR" */
	dec *usd;           /* by the number of the key */
	size_t cap;
};

enum { KEY_MAX = 16 };

/* "2023" and "eur" as "2023 EUR". */
static struct str
key_of(struct str period, struct str currency, char to[KEY_MAX])
{
	size_t n = period.n < KEY_MAX - 4 ? period.n : KEY_MAX - 4;

	memcpy(to, period.p, n);
	to[n++] = ' ';
	for (size_t i = 0; i < 3; i++)
		to[n++] = i < currency.n ? upper(currency.p[i]) : ' ';
	return (struct str){ to, n };
}

static void
add_rate(struct rates *r, const struct tablein *in, struct str period, struct str currency, dec usd)
{
	struct period parsed;
	char text[KEY_MAX];
	bool fresh;

	if (!period_parse(period, &parsed))
		tablein_die(in, "period is \"%.*s\", not YYYY or YYYYMM", STR_ARG(period));
	if (!is_currency(currency))
		tablein_die(in, "currency is \"%.*s\", not an ISO 4217 code", STR_ARG(currency));
	if (usd <= 0)
		tablein_die(in, "usd is not above 0");
	size_t number = keytab_add(&r->keys, key_of(period, currency, text), &fresh);
	if (!fresh)
		tablein_die(
		    in, "a second rate of %.*s in %.*s", STR_ARG(currency), STR_ARG(period));
	mem_grow(&r->usd, &r->cap, number, sizeof *r->usd);
	r->usd[number] = usd;
}

struct rates *
rates_read(const char *path)
{
	const struct opts plain = { 0 };
	struct rates *r = mem_zalloc(1, sizeof *r);
	const char **name = mem_alloc(1, sizeof *name);

	*name = path;
	struct tablein *in = tablein_open(&plain, (struct operands){ .path = name, .n = 1 });
	const struct columns *c = tablein_columns(in);
	size_t period = columns_need(c, str_of("period"));
	size_t currency = columns_need(c, str_of("currency"));
	size_t usd = columns_need(c, str_of("usd"));

	while (tablein_next(in)) {
		dec rate;
		if (!tablein_number(in, usd, &rate))
			tablein_die(in, "usd is empty");
		add_rate(r, in, tablein_cell(in, period), tablein_cell(in, currency), rate);
	}
	tablein_close(in);
	return r;
}

bool
rates_find(const struct rates *r, struct str period, const char *currency, dec *rate)
{
	char text[KEY_MAX];
	size_t number = keytab_find(&r->keys, key_of(period, str_of(currency), text));

	if (number == SIZE_MAX)
		return false;
	*rate = r->usd[number];
	return true;
}

bool
rates_convert(dec value, dec rate, dec *out)
{
	struct wide one = wide_of((udec)DEC_ONE);
	struct wide product = wide_product(dec_magnitude(value), dec_magnitude(rate));
	struct wide rounded = wide_divide(product, &one);
	udec x = (udec)rounded.limb[1] << 64 | rounded.limb[0];

	for (size_t i = 2; i < WIDE_LIMBS; i++)
		if (rounded.limb[i] != 0)
			return false;
	if (x >> 127 != 0)
		return false;
	*out = value < 0 ? -(dec)x : (dec)x;
	return true;
}

void
rates_free(struct rates *r)
{
	if (r == NULL)
		return;
	keytab_free(&r->keys);
	free(r->usd);
	free(r);
}
