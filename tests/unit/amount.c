/*
 * amount: the fast path from a cell to its printed text gives the same text as parsing the number
 * and printing it.
 */
#include "lib/num/amount-quick.h"
#include "tap.h"

enum { LONGEST = 24, RANDOM = 2000000 };

/* A cell within a block of text: copies it to `room` and fills the rest with `after`. */
static struct str
put_cell(char room[LONGEST + DEC_ROOM], const char *text, size_t n, char after)
{
	memset(room, after, LONGEST + DEC_ROOM);
	memcpy(room, text, n);
	return (struct str){ room, n };
}

static struct str
print(const struct amount *a, char to[DEC_TEXT])
{
	return (struct str){ to, (size_t)(amount_put(to, a) - to) };
}

/* Does the fast path, where it accepts the cell, agree with the reference? */
static bool
paths_agree(struct str cell, unsigned shift, bool *fast)
{
	struct amount a = { 0 }, b = { 0 };
	char x[DEC_TEXT], y[DEC_TEXT];

	*fast = amount_read_quickly(&a, cell, shift);
	if (!*fast)
		return true;
	return amount_read(&b, cell, shift) == DEC_OK && str_eq(print(&a, x), print(&b, y)) &&
	       amount_number(&a) == amount_number(&b) && amount_is_zero(&a) == amount_is_zero(&b);
}

static void
test_table(void)
{
	static const struct {
		const char *cell;
		unsigned shift;
		const char *expected; /* null: the fast path must reject the cell */
	} cases[] = {
		{ "0", 0, "0" },
		{ "0", 3, "0" },
		{ "0.000", 3, "0" },
		{ "0.0", 0, "0" },
		{ "00.50", 0, "0.5" },
		{ "7", 0, "7" },
		{ "7", 3, "7000" },
		{ "7.", 3, "7000" },
		{ "007", 0, "7" },
		{ "457.549", 3, "457549" },
		{ "457.5", 3, "457500" },
		{ "0.122", 3, "122" },
		{ "0.001", 3, "1" },
		{ "35001.643", 0, "35001.643" },
		{ "35001.640", 0, "35001.64" },
		{ "35001.000", 0, "35001" },
		{ "100", 0, "100" },
		{ "0.123456789", 0, "0.123456789" },
		{ "1234567890123456", 0, "1234567890123456" },
		{ "123456789012.345", 3, "123456789012345" },
		{ "1234567890123", 3, "1234567890123000" },
		{ "99999999", 8, "9999999900000000" },
		{ "12345678901234", 3, NULL },
		{ "12345678901234567", 0, NULL },
		{ "00000000001", 0, NULL },
		{ "0.1234", 3, NULL },
		{ "1.0000000000", 0, NULL },
		{ "", 0, NULL },
		{ ".", 0, NULL },
		{ ".5", 0, NULL },
		{ "1..5", 0, NULL },
		{ "1.5.", 0, NULL },
		{ "-1", 0, NULL },
		{ "+1", 0, NULL },
		{ "1e3", 0, NULL },
		{ " 1", 0, NULL },
		{ "1 ", 0, NULL },
		{ "1/2", 0, NULL },
		{ "1:2", 0, NULL },
		{ "1\xb0", 0, NULL },
		{ "NA", 0, NULL },
	};
	char room[LONGEST + DEC_ROOM], text[DEC_TEXT];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *expected = cases[i].expected;
		size_t n = strlen(cases[i].cell);
		struct amount a;
		bool fast, good = true;
		for (const char *after = "0.,\n-"; *after != '\0'; after++) {
			struct str cell = put_cell(room, cases[i].cell, n, *after);
			good = good && paths_agree(cell, cases[i].shift, &fast);
			good = good && (expected != NULL || !fast);
			if (expected == NULL || amount_read(&a, cell, cases[i].shift) != DEC_OK)
				continue;
			good = good && str_is(print(&a, text), expected);
#ifdef __SSE2__
			good = good && fast;
#endif
		}
		ok(good, "\"%s\" times 10^%u: %s", cases[i].cell, cases[i].shift,
		    expected != NULL ? expected : "rejected by the fast path");
	}
}

static void
test_random(void)
{
	static const char letters[] = "0001234567899..-e ";
	char text[LONGEST], room[LONGEST + DEC_ROOM];
	bool good = true, fast;

	for (int i = 0; good && i < RANDOM; i++) {
		uint64_t draw = tap_next();
		size_t n = draw % LONGEST;
		/* most consist of digits and points only */
		size_t kinds = (draw >> 8) % 4 == 0 ? sizeof letters - 1 : 15;
		for (size_t k = 0; k < n; k++)
			text[k] = letters[tap_next() % kinds];
		struct str cell = put_cell(room, text, n, letters[tap_next() % kinds]);
		good = paths_agree(cell, (unsigned)(draw >> 32) % (AMOUNT_MOST_SHIFT + 1), &fast);
		if (!good)
			printf("# \"%.*s\"\n", STR_ARG(cell));
	}
	ok(good, "%d random cells: the fast path agrees with the reference", RANDOM);
}

int
main(void)
{
	test_table();
	test_random();
	return tap_end();
}
