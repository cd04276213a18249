/*
 * arguments: the syntax of options and cells: periods, commodity codes, blocs, countries, flows.
 * The first byte selects one.
 */
#include "fuzz.h"
#include "lib/csv/csvout.h"
#include "source/row.h"
#include "trade/bloc.h"
#include "trade/country.h"
#include "trade/flow.h"
#include "trade/hs.h"
#include "trade/period.h"

/* A list contains the ends of its ranges, and the months of its years. */
static void
periods(const char *text)
{
	struct period_set set = { 0 };
	struct buf why = { 0 };
	struct period p = { 0 };
	const char *wrong = period_set_add(&set, text, &why);

	if (period_parse(str_of(text), &p)) {
		CHECK(p.year > 0 && p.year < 10000 && p.month >= 0 && p.month <= 12);
		CHECK(wrong == NULL && period_set_has(&set, p));
		int day = period_last_day(p);
		CHECK(day / 10000 == p.year && day % 100 >= 28 && day % 100 <= 31);
	}
	for (size_t i = 0; wrong == NULL && i < set.n; i++) {
		CHECK(period_set_has(&set, set.range[i].from) &&
		      period_set_has(&set, set.range[i].to));
		struct period month = { set.range[i].from.year, 6 };
		CHECK(set.range[i].from.month > 0 || period_set_has(&set, month));
	}
	period_set_free(&set);
	buf_free(&why);
}

/* The reference for hs_set_match(). */
static enum hs_match
match_plainly(const struct hs_set *set, const char *code)
{
	enum hs_match best = strcmp(code, "TOTAL") == 0 ? HS_COARSER : HS_NO;

	for (size_t i = 0; i < set->n; i++) {
		const struct hs_range *r = &set->range[i];
		size_t n = strlen(code) < r->n ? strlen(code) : r->n;
		if (strncmp(code, r->from, n) < 0 || strncmp(code, r->to, n) > 0)
			continue;
		if (n == r->n)
			return HS_YES;
		best = HS_COARSER;
	}
	return set->n == 0 ? HS_NO : best;
}

/* "CODES;CODE": a set, and a code to match against it. */
static void
codes(char *text)
{
	struct hs_set set = { 0 };
	struct buf why = { 0 };
	char code[HS_MAX + 1] = "", again[HS_MAX + 1];
	char *rest = strchr(text, ';');

	if (rest != NULL)
		*rest++ = '\0';
	if (rest != NULL && hs_parse(str_of(rest), code)) {
		CHECK(strlen(code) >= 1 && strlen(code) <= HS_MAX);
		CHECK(hs_parse(str_of(code), again) && strcmp(code, again) == 0);
	}
	int edition = hs_edition(str_of(text));
	CHECK(edition >= -1 && edition < HS_EDITIONS);
	if (edition >= 0)
		CHECK(hs_edition(hs_edition_name(edition)) == edition);
	const char *wrong = hs_set_add(&set, text, text[0] % 2 == 0, &why);
	CHECK(wrong == NULL || strlen(wrong) > 0);
	if (wrong == NULL && *code != '\0')
		CHECK(hs_set_match(&set, str_of(code)) == match_plainly(&set, code));
	hs_set_free(&set);
	buf_free(&why);
}

/* "BLOC;MEMBER;FROM;TO" per line: each membership is found on its first and its last day. */
static void
blocs(char *text)
{
	struct bloc_set set = { 0 };
	struct str lines = str_of(text), line;

	while (str_split(&lines, '\n', &line)) {
		struct str field[4] = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
		for (size_t i = 0; i < 4 && str_split(&line, ';', &field[i]); i++)
			;
		size_t before = set.n;
		bool added = bloc_add_member(&set, field[0], field[1], field[2], field[3]);
		CHECK(set.n == before + added);
		if (!added)
			continue;
		const struct bloc_member *m = &set.member[before], *other;
		const struct bloc_member *found = bloc_find(&set, m->member, m->from, &other);
		CHECK(found != NULL && m->from <= m->to);
		CHECK(str_eq(found->bloc, m->bloc) || other != NULL);
		CHECK(bloc_find(&set, m->member, m->to, NULL) != NULL);
	}
	free(set.member);
	free(set.next);
	free(set.first);
	keytab_free(&set.members);
	arena_free(&set.text);
}

static void
names(const char *text)
{
	const struct country *c = country_find(str_of(text));
	const struct flow *f = flow_find(str_of(text));
	unsigned flags;
	char letters[FLAGS_TEXT];

	if (c != NULL) /* its own code finds it again */
		CHECK(country_find(c->code) == c);
	if (f != NULL)
		CHECK(flow_find(f->code) == f && flow_find(f->parent->code) == f->parent);
	if (flags_parse(str_of(text), &flags)) {
		struct str sorted = flags_text(flags, letters);
		unsigned again;
		CHECK(flags_parse(sorted, &again) && again == flags);
	}
	if (csvout_is_failure(str_of(text)))
		CHECK(text[0] == '!' && strstr(text, " failed") != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n == 0 || memchr(data, '\0', n) != NULL)
		return 0;
	char *text = malloc(n);
	memcpy(text, data + 1, n - 1);
	text[n - 1] = '\0';
	switch (data[0] % 4) {
	case 0: periods(text); break;
	case 1: codes(text); break;
	case 2: blocs(text); break;
	case 3: names(text); break;
	}
	free(text);
	return 0;
}
