#include "unit-words.h"

enum { WORD_MAX = 24 };

struct unit_word {
	const char *words; /* in lower case, between blanks */
	struct unit unit;
};

static const struct unit_word scales[] = {
	{ " 1000 000 thousand thousands thousandusd tsd kusd usdk keur ",
	    { "thousands", "1000*" } },
	{ " 1000000 million millions mio mln mn musd usdm usdmn meur ",
	    { "millions", "1000000*" } },
	{ " billion billions bn bln usdbn mrd ", { "billions", "1000000000*" } },
};

static const struct unit_word currencies[] = {
	{ " eur euro euros € meur keur ", { "euros", "EUR" } },
	{ " gbp pound pounds sterling £ ", { "pounds", "GBP" } },
	{ " jpy yen ¥ ", { "yen", "JPY" } },
	{ " cny rmb yuan renminbi ", { "yuan", "CNY" } },
	{ " chf franc francs cad aud nzd inr rupee rupees krw won brl reais mxn peso pesos rub "
	  "rouble roubles ruble rubles zar rand sek nok dkk krona kronor krone kroner pln zloty czk "
	  "huf sgd hkd twd idr rupiah thb baht vnd dong myr php ars clp cop lira lcu nac national "
	  "local sdr ",
	    { "another currency", "CURRENCY" } },
};

static const struct unit_word weights[] = {
	{ " 100 quintal quintals dt ", { "100 kg", "100*" } },
	{ " t ton tons tonne tonnes mt kt metric tonnage ", { "tonnes", "1000*" } },
	{ " 1000 000 thousand thousands million millions mio mn ",
	    { "thousands or millions", "FACTOR*" } },
	{ " lb lbs pound pounds oz ounces g gram grams ", { "another weight", "FACTOR*" } },
};

/* The next word: letters, digits, or one character beyond ASCII; "" at the end. */
static size_t
next_word(struct str *rest, char word[WORD_MAX])
{
	size_t n = 0;

	for (; rest->n > 0; rest->p++, rest->n--) {
		char c = rest->p[0];
		bool digit = is_digit(c), high = (unsigned char)c >= 0x80;
		bool letter = lower(c) >= 'a' && lower(c) <= 'z';
		bool was_digit = n > 0 && is_digit(word[n - 1]);
		/* "TradeValue" is two words, "GBP" is one */
		bool hump = n > 0 && upper(c) == c && letter && rest->p[-1] == lower(rest->p[-1]);
		if (n > 0 && ((!digit && !letter && !high) || digit != was_digit || hump))
			break;
		if ((digit || letter || high) && n < WORD_MAX - 1)
			word[n++] = lower(c);
	}
	word[n] = '\0';
	return n;
}

static bool
lists_word(const char *words, const char *word, size_t n)
{
	for (const char *at = words; (at = strstr(at, word)) != NULL; at++)
		if (at > words && at[-1] == ' ' && at[n] == ' ')
			return true;
	return false;
}

static const struct unit *
find(const struct unit_word *list, size_t count, struct str name)
{
	char word[WORD_MAX];

	for (size_t n; (n = next_word(&name, word)) > 0;)
		for (size_t i = 0; i < count; i++)
			if (lists_word(list[i].words, word, n))
				return &list[i].unit;
	return NULL;
}

const struct unit *
unit_words_scale(struct str name)
{
	return find(scales, sizeof scales / sizeof *scales, name);
}

const struct unit *
unit_words_currency(struct str name)
{
	return find(currencies, sizeof currencies / sizeof *currencies, name);
}

const struct unit *
unit_words_weight(struct str name)
{
	/* a single letter is no unit: BACI's t is the year */
	return name.n > 1 ? find(weights, sizeof weights / sizeof *weights, name) : NULL;
}

bool
unit_words_money(struct str text)
{
	static const struct unit_word dollars[] = { { " usd us dollar dollars kusd musd usdm ",
	    { "dollars", "USD" } } };

	return find(dollars, 1, text) != NULL || unit_words_currency(text) != NULL;
}
