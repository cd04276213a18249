#include "selection.h"

#include "lib/csv/csvin.h"
#include "lib/die.h"
#include "lib/nearest.h"

void
selection_periods(struct selection *s, const char *text)
{
	struct buf why = { 0 };
	const char *wrong = period_set_add(&s->periods, text, &why);

	if (wrong != NULL)
		misuse("--period: '%s' is not a period: use YYYY, YYYYMM or a range", wrong);
}

static noreturn void
no_country(const char *option, struct str text)
{
	struct nearest n = nearest_begin(text);
	struct buf blocs = { 0 };
	struct str rest = str_of(bloc_names(&blocs)), name;

	while (str_split(&rest, ',', &name))
		nearest_offer(&n, str_trim(name));
	country_offer(&n);
	const char *guess = nearest_guess(&n);
	misuse("--%s: '%.*s' is neither a country (see %s --list-countries) nor a bloc; %s%s",
	    option, STR_ARG(text), prog_name(),
	    guess != NULL ? guess : "the blocs are: ", guess != NULL ? "" : buf_text(&blocs));
}

void
selection_countries(struct country_set *set, const char *option, const char *text)
{
	const struct country *c = country_find(str_of(text));
	struct csvin *list = csvin_of_option(option, text, ',');
	struct buf several = { 0 };
	unsigned until;

	if (c != NULL && strchr(text, ',') != NULL) { /* a single name: "China, Hong Kong SAR" */
		keytab_add(&set->codes, c->code, NULL);
		csvin_close(list);
		return;
	}
	for (size_t i = 0; i < csvin_count(list); i++) {
		struct str part = str_trim(csvin_field(list, i));
		if (bloc_add(&set->blocs, part, BLOC_ANY_DAY) == BLOC_FOUND)
			continue;
		if (country_ambiguous(part, &several))
			misuse("--%s: '%.*s' may be %s: name the one", option, STR_ARG(part),
			    buf_text(&several));
		c = country_of_source(CODES_ANY, part, &until);
		if (c == NULL)
			no_country(option, part);
		keytab_add(&set->codes, c->code, NULL);
	}
	csvin_close(list);
	buf_free(&several);
}

static noreturn void
no_flow(struct str text)
{
	struct nearest n = nearest_begin(text);

	flow_offer(&n);
	const char *guess = nearest_guess(&n);
	misuse("--flow: '%.*s' is not a flow; %s%s", STR_ARG(text),
	    guess != NULL ? guess : "there are: ", guess != NULL ? "" : flow_codes());
}

void
selection_flows(struct selection *s, const char *text)
{
	struct str rest = str_of(text), part;

	while (str_split(&rest, ',', &part)) {
		const struct flow *f = flow_find(str_trim(part));
		if (f == NULL)
			no_flow(str_trim(part));
		s->flows |= 1u << f->number;
	}
}

void
selection_hs(struct selection *s, const char *text)
{
	struct buf why = { 0 };
	const char *wrong = hs_set_add(&s->wanted.every, text, true, &why);

	if (wrong != NULL)
		misuse("--hs: %s", wrong);
}

bool
country_set_names(const struct country_set *set, struct str code)
{
	return keytab_find(&set->codes, code) != SIZE_MAX;
}

bool
country_set_any(const struct country_set *set)
{
	return set->codes.n > 0 || set->blocs.n > 0;
}

static bool
set_has(const struct country_set *set, struct str code, struct period when)
{
	return country_set_names(set, code) ||
	       (set->blocs.n > 0 &&
		   bloc_find(&set->blocs, code, period_last_day(when), NULL) != NULL);
}

bool
selection_has_when(const struct selection *s, struct str date, struct period when)
{
	if (s->digits != 0 && date.n != (size_t)s->digits)
		return false;
	return s->periods.n == 0 || period_set_has(&s->periods, when);
}

bool
selection_has_reporter(const struct selection *s, struct str code, struct period when)
{
	return !country_set_any(&s->reporters) || set_has(&s->reporters, code, when);
}

unsigned
selection_flags(const struct selection *s)
{
	bool some = country_set_any(&s->partners);

	return some && !country_set_names(&s->partners, str_of("W00")) ? FLAG_SELECTED : 0;
}

bool
selection_has_head(const struct selection *s, const struct row_head *head)
{
	struct period when = head->date->period;

	if (!selection_has_when(s, head->date->text, when))
		return false;
	if (s->drop_self && (head->flags & FLAG_SELF) != 0)
		return false;
	if (s->flows != 0 && !flow_is_among(head->flow, s->flows))
		return false;
	if (!selection_has_reporter(s, head->reporter->code, when))
		return false;
	return !country_set_any(&s->partners) || set_has(&s->partners, head->partner->code, when);
}

void
selection_finish(struct selection *s)
{
	hs_set_add_all(&s->hs, &s->wanted.every);
	for (int e = 0; e < HS_EDITIONS; e++)
		hs_set_add_all(&s->hs, &s->wanted.edition[e]);
}

enum selection_result
selection_has_commodity(struct selection *s, const struct row *row, struct buf *why)
{
	switch (basket_match(&s->wanted, row->head->edition, row->commodity->code)) {
	case BASKET_YES: return SELECTION_YES;
	case BASKET_NO: return SELECTION_NO;
	case BASKET_COARSER: s->coarser++; return SELECTION_NO;
	case BASKET_AMBIGUOUS:
		buf_printf(why, "the row has no HS edition and the basket's codes differ between "
				"editions; set it with --edition");
		break;
	case BASKET_NO_EDITION:
		buf_printf(why, "the basket has no codes for edition \"%.*s\"",
		    STR_ARG(row->head->edition));
		break;
	}
	return SELECTION_UNKNOWN;
}

static void
set_free(struct country_set *set)
{
	keytab_free(&set->codes);
	bloc_free(&set->blocs);
}

void
selection_free(struct selection *s)
{
	period_set_free(&s->periods);
	set_free(&s->reporters);
	set_free(&s->partners);
	basket_free(&s->wanted);
	hs_set_free(&s->hs);
}
