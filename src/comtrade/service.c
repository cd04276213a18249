#include "service.h"

enum { BY_PERIOD, BY_REPORTER, BY_CODE, BY_FLOW, WAYS };

struct service_limits
service_limits(bool keyed)
{
	return keyed ? (struct service_limits){ 12, 100000, 250000 }
		     : (struct service_limits){ 1, 500, 500 };
}

bool
words_have(struct words words, struct str s)
{
	for (size_t i = 0; i < words.n; i++)
		if (str_eq(words.word[i], s))
			return true;
	return false;
}

const char *
service_freq(size_t digits)
{
	return digits == 4 ? "A" : "M";
}

static void
add_words(struct buf *to, const char *name, struct words words)
{
	buf_add(to, str_of(name));
	for (size_t i = 0; i < words.n; i++) {
		if (i > 0)
			buf_add_byte(to, ',');
		buf_add(to, words.word[i]);
	}
}

/* The base without slashes at its end, and a path. */
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
    struct buf *to, const char *base, bool keyed, const char *freq, const struct question *q)
{
	add_path(to, base, keyed ? "data/v1/get" : "public/v1/preview", freq);
	add_words(to, "?reporterCode=", q->reporters);
	add_words(to, "&period=", q->periods);
	add_words(to, "&flowCode=", q->flows);
	add_words(to, "&cmdCode=", q->codes);
	if (q->partners.n > 0)
		add_words(to, "&partnerCode=", q->partners);
	buf_add(to, str_of("&partner2Code=0&customsCode=C00&motCode=0&includeDesc=false"));
}

void
service_list_url(struct buf *to, const char *base, const char *freq, struct words periods)
{
	add_path(to, base, "public/v1/getDA", freq);
	add_words(to, "?period=", periods);
}

static struct words *
list_of(struct question *q, int way)
{
	struct words *const list[WAYS] = { &q->periods, &q->reporters, &q->codes, &q->flows };

	return list[way];
}

static bool
cut(const struct question *q, struct question half[2], int way)
{
	half[0] = half[1] = *q;
	struct words *first = list_of(&half[0], way), *second = list_of(&half[1], way);
	size_t n = first->n;

	if (n < 2)
		return false;
	first->n = n / 2;
	second->word += n / 2;
	second->n = n - n / 2;
	return true;
}

bool
question_halve(const struct question *q, struct question half[2])
{
	for (int way = 0; way < WAYS; way++)
		if (cut(q, half, way))
			return true;
	return false;
}

bool
question_shorten(const struct question *q, struct question half[2])
{
	struct question copy = *q;
	int longest = BY_CODE;

	for (int way = 0; way < WAYS; way++)
		if (list_of(&copy, way)->n > list_of(&copy, longest)->n)
			longest = way;
	return cut(q, half, longest);
}
