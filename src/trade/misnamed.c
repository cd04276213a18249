#include "misnamed.h"

#include "lib/die.h"
#include "lib/nearest.h"

enum { LONGEST = 64 };

/* Other names, in small letters without blanks and punctuation. */
static const struct {
	const char *name, *others;
} synonyms[] = {
	{ "period", "year,yr,refyear,time,timeperiod,yearmonth,month,date" },
	{ "flow", "tradeflow,tradedirection,rg" },
	{ "reporter", "reportingcountry,reportingeconomy,declarant,rt" },
	{ "partner", "partnercountry,partnereconomy,counterpart,pt" },
	{ "value_usd", "value,usd,tradevalue,tradevalueus,tradevalueusd,primaryvalue" },
	{ "net_kg", "kg,netweight,netweightkg,netwgt,weight" },
	{ "edition", "hsrevision,hsedition,classification,classificationcode" },
};

/* What may follow the name of a thing: reporterISO, flowCode, partner_name. */
static const char *const tails[] = { "", "code", "desc", "name", "iso", "iso3", "id" };

/* Small letters and digits of `s`, as far as there is room. */
static struct str
fold(struct str s, char to[LONGEST])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < LONGEST; i++) {
		char c = lower(s.p[i]);
		if (is_digit(c) || (c >= 'a' && c <= 'z'))
			to[n++] = c;
	}
	return (struct str){ to, n };
}

/* Is `text` the `name`, or that and a tail? */
static bool
is_name(struct str text, struct str name)
{
	if (name.n == 0 || !str_begins(text, name))
		return false;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (str_is((struct str){ text.p + name.n, text.n - name.n }, tails[i]))
			return true;
	return false;
}

static bool
is_synonym(struct str text, const char *name)
{
	for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
		struct str rest = str_of(synonyms[i].others), other;
		while (strcmp(synonyms[i].name, name) == 0 && str_split(&rest, ',', &other))
			if (is_name(text, other))
				return true;
	}
	return false;
}

/* One letter wrong, but neither the first nor a digit: partner2 is another thing. */
static bool
is_misspelt(struct str text, struct str name)
{
	return text.n > 3 && text.p[0] == name.p[0] && !is_digit(text.p[text.n - 1]) &&
	       nearest_within(text, name, 1);
}

static bool
is_nearly(struct str column, const char *name)
{
	char text[LONGEST], own[LONGEST];
	struct str folded = fold(column, text), wanted = fold(str_of(name), own);

	return is_name(folded, wanted) || is_synonym(folded, name) || is_misspelt(folded, wanted);
}

void
misnamed_report(const struct columns *c, const char *name, const struct column_list *used)
{
	if (columns_find(c, str_of(name)) != COLUMN_NONE)
		return;
	for (size_t i = 0; i < c->n; i++) {
		if (!is_nearly(c->name[i], name) || column_list_has(used, i))
			continue;
		warn("no column '%s'; '%.*s' is not taken for it: rename it if it is meant", name,
		    STR_ARG(c->name[i]));
		return;
	}
}
