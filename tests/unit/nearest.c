/*
 * nearest: finds the name that a misspelt word probably meant, and no other.
 */
#include "lib/nearest.h"
#include "tap.h"

static void
answers(const char *word, const char *list, const char *expected)
{
	struct buf answer = { 0 };
	const char *text = nearest_in_list(str_of(word), list, &answer);

	ok(strcmp(text, expected) == 0, "'%s' of %s: %s", word, list, text);
	buf_free(&answer);
}

static void
test_distance(void)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} pairs[] = { { "", "", 0 }, { "a", "", 1 }, { "flow", "flow", 0 }, { "flow", "FLOW", 0 },
		{ "flow", "flo", 1 }, { "flow", "fflow", 1 }, { "flow", "flaw", 1 },
		{ "flow", "folw", 1 }, { "flow", "wolf", 3 }, { "period", "preoid", 2 },
		{ "abc", "xyz", 3 }, { "kitten", "sitting", 3 } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct str a = str_of(pairs[i].a), b = str_of(pairs[i].b);
		size_t d = pairs[i].distance;
		ok(nearest_within(a, b, d) && nearest_within(b, a, d) &&
			(d == 0 || !nearest_within(a, b, d - 1)),
		    "'%s' and '%s' are %zu apart", pairs[i].a, pairs[i].b, d);
	}
}

int
main(void)
{
	static const char columns[] = "period, flow, reporter, partner, value_usd, net_kg";
	char name[200];

	test_distance();
	answers("perod", columns, "did you mean 'period'?");
	answers("Flow", columns, "did you mean 'flow'?");
	answers(" partner", columns, "did you mean 'partner'?");
	answers("netkg", columns, "did you mean 'net_kg'?");
	answers("value", columns, "did you mean 'value_usd'?");
	answers("nosuch", columns, "there are: period, flow, reporter, partner, value_usd, net_kg");
	answers("", "a, b", "there are: a, b");
	answers("x", "a, b", "there are: a, b");
	answers("ab", "axb, abx", "did you mean 'axb'?");
	answers("abc", "abd, abx", "did you mean 'abd'?");
	answers("magnets", "magnesite, permanent-magnets", "did you mean 'permanent-magnets'?");
	answers("competiton", "competition, dense", "did you mean 'competition'?");

	memset(name, 'x', sizeof name);
	struct nearest n = nearest_begin((struct str){ name, sizeof name });
	nearest_offer(&n, (struct str){ name, sizeof name - 1 });
	ok(nearest_guess(&n) != NULL, "a long name that begins like the word is near");
	nearest_free(&n);
	return tap_end();
}
