/*
 * hs: the lists of the HS are sorted, whole and consistent; goods are followed between editions.
 */
#include <stdlib.h>

#include "tap.h"
#include "trade/hs-goods.h"
#include "trade/hs.h"

static void
test_lists(void)
{
	/* subheadings in the UN's lists, 999999 included */
	static const size_t listed[HS_LISTED] = { 5040, 5133, 5225, 5053, 5206, 5388, 5613 };
	size_t n[HS_LISTED] = { 0 }, unsorted = 0, lost = 0;
	char text[7];

	for (size_t i = 0; i < hs_codes; i++) {
		unsorted += i > 0 && hs_code[i - 1] >> 8 >= hs_code[i] >> 8;
		hs_list_text(i, text);
		struct hs_span span = hs_list_find(str_of(text));
		lost += span.from != i || span.to != i + 1;
		for (int e = 0; e < HS_LISTED; e++)
			n[e] += hs_list_has(i, e);
	}
	ok(unsorted == 0 && hs_codes <= HS_LIST_MOST, "the list is sorted, and fits");
	ok(lost == 0, "each code is found by its text: %zu are not", lost);
	for (int e = 0; e < HS_LISTED; e++)
		ok(n[e] == listed[e], "H%d has %zu codes", e, n[e]);
}

static void
test_changes(void)
{
	size_t wrong = 0;

	for (int e = 0; e + 1 < HS_LISTED; e++)
		for (size_t i = hs_changes_from[e]; i < hs_changes_from[e + 1]; i++)
			wrong += !hs_list_has(hs_change[i] >> 16, e) ||
				 !hs_list_has(hs_change[i] & 0xffff, e + 1);
	ok(wrong == 0, "both codes of a change are in their editions: %zu are not", wrong);
}

/* The editions that have a code, as digits. */
static const char *
editions(const char *code)
{
	static char text[HS_EDITIONS + 1];
	unsigned bits = hs_list_editions(str_of(code));
	size_t n = 0;

	for (int e = 0; e < HS_EDITIONS; e++)
		if ((bits >> e & 1) != 0)
			text[n++] = (char)('0' + e);
	text[n] = '\0';
	return text;
}

static void
test_editions(void)
{
	is(editions("811231"), "6789", "a code of the last edition, and of those to come");
	is(editions("854140"), "012345789", "a code that the last edition dropped");
	is(editions("8541409999"), "012345789", "a national line of it");
	is(editions("8549"), "6789", "a heading");
	is(editions("85"), "0123456789", "a chapter");
	is(editions("77"), "789", "the chapter that is reserved");
	is(editions("100001"), "789", "a code that never was");
	is(editions("0"), "0123456789", "a single digit that begins codes");
	is(editions("TOTAL"), "0123456789", "TOTAL is free");
	is(editions("9999AA"), "0123456789", "and codes with letters");
	is(editions("981234"), "0123456789", "and chapter 98");
	is(editions(""), "0123456789", "and no code");
}

static struct hs_goods
goods_of(const char *codes)
{
	struct hs_goods goods = { { 0 } };
	struct str rest = str_of(codes), code;

	while (str_split(&rest, ' ', &code)) {
		struct hs_span span = hs_list_find(code);
		for (size_t i = span.from; i < span.to; i++)
			hs_goods_add(&goods, i);
	}
	return goods;
}

/* Do these codes differ in goods? Compares the codes that moved with a list. */
static void
test_goods(const char *older, int from, const char *newer, int to, const char *expected)
{
	struct hs_goods a = goods_of(older), b = goods_of(newer), moved = { { 0 } };
	char text[7];
	struct buf list = { 0 };

	bool differ = hs_goods_differ(&a, from, &b, to, &moved);
	for (size_t i = 0; i < hs_codes; i++)
		if (hs_goods_has(&moved, i)) {
			hs_list_text(i, text);
			buf_printf(&list, "%s%s", list.n > 0 ? " " : "", text);
		}
	is(list.n > 0 ? buf_text(&list) : "", expected, "goods that moved");
	ok(differ == (list.n > 0), "H%d %s, H%d %s", from, older, to, newer);
	buf_free(&list);
}

int
main(void)
{
	test_lists();
	test_changes();
	test_editions();
	test_goods("850511", 0, "850511", 6, "");
	test_goods("811292", 3, "811292", 5, "");
	test_goods("811292", 3, "811292", 6, "811292");
	test_goods("854140", 5, "854141 854142 854143 854149", 6, "");
	test_goods("854140", 5, "854143", 6, "854140");
	test_goods("", 5, "854143", 6, "854143");
	test_goods("", 5, "8549", 6, "");
	return tap_end();
}
