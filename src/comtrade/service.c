#include "service.h"

enum { BY_PERIOD, BY_REPORTER, BY_CODE, BY_FLOW, DIMENSIONS };

struct service_limits
service_limits(bool has_key)
{
	return has_key ? (struct service_limits){ 12, 100000, 250000 }
		       : (struct service_limits){ 1, 500, 500 };
}

bool
values_have(struct values values, struct str s)
{
	for (size_t i = 0; i < values.n; i++)
		if (str_eq(values.item[i], s))
			return true;
	return false;
}

const char *
service_freq(size_t digits)
{
	return digits == 4 ? "A" : "M";
}

static void
add_values(struct buf *to, const char *name, struct values values)
{
	buf_add(to, str_of(name));
	for (size_t i = 0; i < values.n; i++) {
		if (i > 0)
			buf_add_byte(to, ',');
		buf_add(to, values.item[i]);
	}
}

/* Appends the base, without trailing slashes, and the path of an endpoint. */
static void
add_path(struct buf *to, const char *base, const char *path, const char *freq)
{
	size_t n = strlen(base);

	while (n > 0 && base[n - 1] == '/')
		n--;
	buf_add(to, (struct str){ base, n });
	buf_printf(to, "/%s/C/%s/HS", path, freq);
}

void
service_url(
    struct buf *to, const char *base, bool has_key, const char *freq, const struct request *q)
{
	add_path(to, base, has_key ? "data/v1/get" : "public/v1/preview", freq);
	add_values(to, "?reporterCode=", q->reporters);
	add_values(to, "&period=", q->periods);
	add_values(to, "&flowCode=", q->flows);
	add_values(to, "&cmdCode=", q->codes);
	if (q->partners.n > 0)
		add_values(to, "&partnerCode=", q->partners);
	buf_add(to, str_of("&partner2Code=0&customsCode=C00&motCode=0&includeDesc=false"));
}

void
service_list_url(struct buf *to, const char *base, const char *freq, struct values periods)
{
	add_path(to, base, "public/v1/getDA", freq);
	add_values(to, "?period=", periods);
}

/* The values of the parameter `by`. */
static struct values *
values_of(struct request *q, int by)
{
	struct values *const list[DIMENSIONS] = { &q->periods, &q->reporters, &q->codes,
		&q->flows };

	return list[by];
}

static bool
split(const struct request *q, struct request half[2], int by)
{
	half[0] = half[1] = *q;
	struct values *first = values_of(&half[0], by), *second = values_of(&half[1], by);
	size_t n = first->n;

	if (n < 2)
		return false;
	first->n = n / 2;
	second->item += n / 2;
	second->n = n - n / 2;
	return true;
}

bool
request_halve(const struct request *q, struct request half[2])
{
	for (int by = 0; by < DIMENSIONS; by++)
		if (split(q, half, by))
			return true;
	return false;
}

bool
request_shorten(const struct request *q, struct request half[2])
{
	struct request copy = *q;
	int longest = BY_CODE;

	for (int by = 0; by < DIMENSIONS; by++)
		if (values_of(&copy, by)->n > values_of(&copy, longest)->n)
			longest = by;
	return split(q, half, longest);
}
