/*
 * decimal: exact numbers at their limits.
 *
 * With the argument "calculate" it is a calculator instead: reads lines "OPERATION ARGUMENT..." and
 * prints the results. tests/lib/decimal.t compares these with Python's exact arithmetic for random
 * cases.
 */
#include <stdlib.h>

#include "lib/num/decimal.h"
#include "lib/num/ratio.h"
#include "tap.h"

#define DEC_LARGEST ((dec)(~(udec)0 >> 1))
#define DEC_SMALLEST (-DEC_LARGEST - 1)
#define LARGEST "170141183460469231731687303715.884105727"
#define SMALLEST "-170141183460469231731687303715.884105728"

/* Parses a cell; returns the number printed again, or the reason why it is not a number. */
static const char *
read_back(const char *cell)
{
	static char text[DEC_TEXT];
	dec x;
	enum dec_result r = dec_parse(str_of(cell), &x);

	if (r != DEC_OK)
		return dec_complaint(r);
	dec_print(text, x);
	return text;
}

static void
test_reading(void)
{
	static const char no[] = "not a number",
			  big[] = "a number of more than 28 digits before the point";
	static const struct {
		const char *cell, *expected, *what;
	} cases[] = {
		{ "0", "0", "zero" },
		{ "-0", "0", "no minus zero" },
		{ "-0.0000000004", "0", "no minus zero after rounding" },
		{ "-0e5", "0", "no minus zero with an exponent" },
		{ "007", "7", "leading zeros" },
		{ "+5", "5", "plus sign" },
		{ "-1204.50", "-1204.5", "trailing zeros are dropped" },
		{ "12.", "12", "point without decimals" },
		{ ".5", "0.5", "point without integer digits" },
		{ "-.5", "-0.5", "the same below zero" },
		{ "2.716e+12", "2716000000000", "exponent of a spreadsheet" },
		{ "1E3", "1000", "capital exponent" },
		{ "12345e-3", "12.345", "negative exponent" },
		{ "1e-9", "0.000000001", "the smallest step" },
		{ "1e-10", "0", "below half a step" },
		{ "1e-99999999999999999999", "0", "an exponent beyond every type" },
		{ "0e99999999999999999999", "0", "zero times anything" },
		{ "1e99999999999999999999", big, "one times ten to an exponent beyond every type" },
		{ "0.0000000005", "0", "half a step rounds to the even 0" },
		{ "0.0000000015", "0.000000002", "half a step rounds to the even 2" },
		{ "0.0000000025", "0.000000002", "half a step rounds down to the even 2" },
		{ "-0.0000000015", "-0.000000002", "the same below zero" },
		{ "0.00000000050000000000000000001", "0.000000001", "a little more than half" },
		{ "0.00000000149999999999999999999", "0.000000001", "a little less than half" },
		{ "5e-10", "0", "half a step, by exponent, rounds to the even 0" },
		{ "15e-10", "0.000000002", "half a step, by exponent, rounds to the even 2" },
		{ "999999999999999999", "999999999999999999", "18 digits" },
		{ "999999999999999999.999999999", "999999999999999999.999999999", "27 digits" },
		{ "-999999999999999999.999999999", "-999999999999999999.999999999", "below zero" },
		{ "999999999999999999.9999999995", "1000000000000000000", "rounded up to 19" },
		{ "1000000000000000000", "1000000000000000000", "19 digits" },
		{ "9999999999999999999999999999", "9999999999999999999999999999", "28 digits" },
		{ "9999999999999999999999999999.999999999",
		    "9999999999999999999999999999.999999999", "37 digits" },
		{ "-9999999999999999999999999999.999999999",
		    "-9999999999999999999999999999.999999999", "37 digits below zero" },
		{ "9999999999999999999999999999.9999999994",
		    "9999999999999999999999999999.999999999", "rounded down" },
		{ "9999999999999999999999999999.9999999995", big, "rounded up to 29 digits" },
		{ "-9999999999999999999999999999.9999999995", big, "the same below zero" },
		{ "10000000000000000000000000000", big, "29 digits" },
		{ "-10000000000000000000000000000", big, "29 digits below zero" },
		{ "00010000000000000000000000000000", big, "29 digits after zeros" },
		{ "0009999999999999999999999999999", "9999999999999999999999999999",
		    "28 digits after zeros" },
		{ "1e27", "1000000000000000000000000000", "28 digits by exponent" },
		{ "1e28", big, "29 digits by exponent" },
		{ "10000000000000000000000000000e-1", "1000000000000000000000000000",
		    "29 digits, 28 by exponent" },
		{ "0.0001e31", "1000000000000000000000000000", "decimals turned into digits" },
		{ "", "empty", "nothing" },
		{ "-", no, "a sign only" },
		{ ".", no, "a point only" },
		{ "-.", no, "sign and point" },
		{ "e5", no, "an exponent only" },
		{ "1e", no, "an exponent without digits" },
		{ "1e+", no, "an exponent that is only a sign" },
		{ "1e5.5", no, "a broken exponent" },
		{ "--1", no, "two signs" },
		{ "+-1", no, "two different signs" },
		{ "1.2.3", no, "two points" },
		{ " 1", no, "a blank before" },
		{ "1 ", no, "a blank after" },
		{ "1,5", no, "a comma" },
		{ "1_000", no, "an underscore" },
		{ "0x10", no, "hexadecimal" },
		{ "inf", no, "infinity" },
		{ "nan", no, "not a number" },
		{ "NA", no, "not available" },
		{ "\xef\xbc\x91", no, "a digit of another script" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		is(read_back(cases[i].cell), cases[i].expected, cases[i].what);
}

/* Cells with very many digits, shifted by as large an exponent. */
static void
test_long_cells(void)
{
	enum { ZEROS = 200000 };
	char *cell = malloc(ZEROS + 64);

	memset(cell, '0', ZEROS);
	strcpy(cell + ZEROS, "17");
	is(read_back(cell), "17", "200000 zeros before a number");
	memcpy(cell, "0.", 2);
	strcpy(cell + ZEROS, "17e200000");
	is(read_back(cell), "17", "200000 decimals, shifted by the exponent");
	memset(cell, '0', ZEROS);
	cell[0] = '7';
	strcpy(cell + ZEROS, "e-199999");
	is(read_back(cell), "7", "200000 digits, shifted back by the exponent");
	free(cell);
}

static void
test_sums(void)
{
	char text[DEC_TEXT];
	dec sum = DEC_LARGEST - 1;

	ok(dec_add(&sum, 1) && sum == DEC_LARGEST, "a sum may reach the limit");
	ok(!dec_add(&sum, 1) && sum == DEC_LARGEST, "a sum beyond it fails, unchanged");
	ok(dec_add(&sum, DEC_SMALLEST) && sum == -1, "the limits add up to -1");
	sum = DEC_SMALLEST;
	ok(!dec_add(&sum, -1) && sum == DEC_SMALLEST, "a sum below the lower one fails");
	dec_print(text, DEC_LARGEST);
	is(text, LARGEST, "print the largest");
	dec_print(text, DEC_SMALLEST);
	is(text, SMALLEST, "print the smallest");
	ok(dec_magnitude(DEC_SMALLEST) == (udec)1 << 127, "magnitude of the smallest");

	dec x = DEC_LARGEST / 1000;
	ok(dec_scale(&x, 1000) && x == DEC_LARGEST / 1000 * 1000, "scale up to the limit");
	x = DEC_LARGEST / 1000 + 1;
	ok(!dec_scale(&x, 1000) && x == DEC_LARGEST / 1000 + 1,
	    "scaling beyond the limit fails and changes nothing");
}

static const char *
fixed(dec x, unsigned digits)
{
	static char text[DEC_TEXT];
	size_t n = dec_print_fixed(text, x, digits);

	return n == strlen(text) ? text : "a wrong length";
}

static void
test_printing(void)
{
	is(fixed(DEC_ONE / 2, 0), "0", "half rounds to the even 0");
	is(fixed(DEC_ONE * 3 / 2, 0), "2", "one and a half rounds to the even 2");
	is(fixed(DEC_ONE * 5 / 2, 0), "2", "two and a half rounds to the even 2");
	is(fixed(-DEC_ONE * 3 / 2, 0), "-2", "the same below zero");
	is(fixed(-DEC_ONE / 2, 0), "0", "never -0");
	is(fixed(-4, 4), "0.0000", "never -0 with decimals");
	is(fixed(DEC_ONE, 9), "1.000000000", "nine decimals");
	is(fixed(123456789, 9), "0.123456789", "nine decimals as they are");
	is(fixed(DEC_LARGEST, 0), "170141183460469231731687303716", "the largest, rounded");
	is(fixed(DEC_SMALLEST, 9), SMALLEST, "the smallest, in full");
}

static void
test_means(void)
{
	ok(dec_mean(1, 2) == 0, "half a step rounds to the even 0");
	ok(dec_mean(3, 2) == 2, "one and a half steps round to the even 2");
	ok(dec_mean(-3, 2) == -2, "the same below zero");
	ok(dec_mean(-1, 2) == 0, "minus half a step rounds to 0");
	ok(dec_mean(2, 3) == 1 && dec_mean(1, 3) == 0, "thirds round to the nearest");
	ok(dec_mean(DEC_LARGEST, 1) == DEC_LARGEST, "the largest by one");
	ok(dec_mean(DEC_SMALLEST, 1) == DEC_SMALLEST, "the smallest by one");
	ok(dec_mean(DEC_SMALLEST, UINT64_MAX) == -(dec)9223372036854775809u,
	    "the smallest by the largest count");
}

/* Prints a ratio by the fast path and by the reference, which must agree. */
static const char *
both_ways(struct ratio r, unsigned shift, unsigned digits, char text[DEC_TEXT])
{
	char plain[DEC_TEXT];
	size_t n = ratio_print(text, r, shift, digits);
	size_t plain_n = ratio_print_plainly(plain, r, shift, digits);

	if (n != strlen(text) || plain_n != n || strcmp(text, plain) != 0)
		return "the fast path and the reference differ";
	return text;
}

static void
is_ratio(dec num, dec den, unsigned shift, unsigned digits, const char *expected)
{
	char text[DEC_TEXT];

	is(both_ways((struct ratio){ num, den }, shift, digits, text), expected, "a ratio");
}

static void
is_difference(struct ratio a, struct ratio b, unsigned digits, const char *expected)
{
	char text[DEC_TEXT];

	ratio_print_difference(text, a, b, 2, digits);
	is(text, expected, "a difference of ratios");
}

static void
test_ratios(void)
{
	is_ratio(119772703, 175165060, 2, 4, "68.3771");
	is_ratio(1, 3, 2, 4, "33.3333");
	is_ratio(2, 3, 2, 4, "66.6667");
	is_ratio(1, 3, 0, 18, "0.333333333333333333");
	is_ratio(1, 8, 0, 2, "0.12");
	is_ratio(3, 8, 0, 2, "0.38");
	is_ratio(1, 2, 0, 0, "0");
	is_ratio(3, 2, 0, 0, "2");
	is_ratio(-3, 2, 0, 0, "-2");
	is_ratio(-1, 1000000, 2, 3, "0.000");
	is_ratio(0, DEC_LARGEST, 2, 4, "0.0000");
	is_ratio(DEC_LARGEST, DEC_LARGEST, 2, 18, "100.000000000000000000");
	is_ratio(DEC_LARGEST - 1, DEC_LARGEST, 2, 18, "100.000000000000000000");
	is_ratio(
	    DEC_LARGEST, 1, 2, 18, "17014118346046923173168730371588410572700.000000000000000000");
	is_ratio(DEC_SMALLEST, 1, 2, 0, "-17014118346046923173168730371588410572800");
	is_ratio(1, DEC_LARGEST, 2, 18, "0.000000000000000000");
	/* around the limits of the fast path: results of 64 bits, 10^19, 128 bits */
	is_ratio(UINT64_MAX, 1, 0, 0, "18446744073709551615");
	is_ratio((dec)UINT64_MAX + 1, 1, 0, 0, "18446744073709551616");
	is_ratio((dec)UINT64_MAX * 2 + 1, 2, 0, 0, "18446744073709551616");
	is_ratio(1, 1, 2, 17, "100.00000000000000000");
	is_ratio(1, 100, 2, 17, "1.00000000000000000");
	is_ratio(DEC_LARGEST / 500000, DEC_LARGEST, 2, 4, "0.0002");
	is_ratio(DEC_LARGEST / 200000, DEC_LARGEST, 2, 4, "0.0005");
	is_ratio(1, 8000000, 2, 4, "0.0000");
	is_ratio(1, 2000000, 2, 4, "0.0000");
	is_ratio(3, 2000000, 2, 4, "0.0002");

	struct ratio none = { 0, DEC_LARGEST }, all = { DEC_LARGEST, DEC_LARGEST },
		     nearly = { DEC_LARGEST - 1, DEC_LARGEST };
	is_difference(all, none, 4, "100.0000");
	is_difference(none, all, 4, "-100.0000");
	is_difference(all, all, 18, "0.000000000000000000");
	is_difference(nearly, all, 18, "0.000000000000000000");
	is_difference((struct ratio){ 1, 3 }, (struct ratio){ 1, 6 }, 4, "16.6667");
	is_difference((struct ratio){ 1, 6 }, (struct ratio){ 1, 3 }, 4, "-16.6667");
	/* rounded separately the shares would be 33.33 and 33.34 */
	is_difference((struct ratio){ 33334, 100000 }, (struct ratio){ 33336, 100000 }, 2, "0.00");
	is_difference((struct ratio){ DEC_LARGEST, 1 }, (struct ratio){ 1, DEC_LARGEST }, 18,
	    "17014118346046923173168730371588410572700.000000000000000000");
}

/* A whole number of billionths, up to 39 digits. */
static dec
billionths(const char *text)
{
	bool negative = *text == '-';
	udec x = 0;

	for (text += negative; *text != '\0'; text++)
		x = x * 10 + (unsigned)(*text - '0');
	return negative ? (dec)((udec)0 - x) : (dec)x;
}

/* The fast paths parse and print like the reference, for text that is almost a number. */
static void
test_fast_paths(void)
{
	static const char bytes[] = "0123456789012345678901234567890123456789..-+e /:";
	size_t read = 0, roomy = 0, printed = 0, numbers = 0;

	for (int i = 0; i < 500000; i++) {
		char cell[24 + DEC_ROOM], text[DEC_TEXT], plain[DEC_TEXT];
		struct str s = { cell, tap_next() % 24 };
		dec x = 0, y = 0;
		for (size_t k = 0; k < s.n; k++)
			cell[k] = bytes[tap_next() % (sizeof bytes - 1)];
		for (size_t k = s.n; k < sizeof cell; k++)
			cell[k] = bytes[tap_next() % (sizeof bytes - 1)]; /* must not matter */
		enum dec_result r = dec_parse(s, &x), plainly = dec_parse_plainly(s, &y);
		read += r != plainly || (r == DEC_OK && x != y);
		roomy += dec_parse_roomy(s, &x) != plainly || (r == DEC_OK && x != y);
		if (r != DEC_OK)
			x = (dec)tap_next() * (tap_next() % 2 == 0 ? DEC_ONE : 1);
		numbers += r == DEC_OK;
		printed +=
		    dec_print(text, x) != dec_print_plainly(plain, x) || strcmp(text, plain) != 0;
	}
	ok(read == 0, "dec_parse() agrees with the reference: %zu of 500000 differ", read);
	ok(roomy == 0, "dec_parse_roomy() agrees with the reference: %zu differ", roomy);
	ok(printed == 0, "dec_print() agrees with the reference: %zu differ", printed);
	ok(numbers > 100000, "%zu of the cells are numbers", numbers);
}

/* A number of up to `bits` bits, often with runs of ones or zeros, hard cases for division. */
static struct wide
random_wide(unsigned bits)
{
	struct wide w = { { 0 } };

	for (unsigned i = 0; i < bits; i += 64)
		w.limb[i / 64] = tap_next() % 3 == 0   ? tap_next()
				 : tap_next() % 2 == 0 ? 0
						       : UINT64_MAX;
	w.limb[bits / 64 % WIDE_LIMBS] >>= tap_next() % 64;
	return w;
}

static void
test_division(void)
{
	size_t wrong = 0, quick = 0;

	for (int i = 0; i < 300000; i++) {
		unsigned bits = 1 + (unsigned)(tap_next() % 400);
		struct wide den = random_wide(bits),
			    num = random_wide(bits + (unsigned)(tap_next() % 64));
		if (wide_is_zero(&den))
			continue;
		if (tap_next() % 4 == 0) { /* a quotient of about one half */
			num = wide_times(&den, tap_next() | 1);
			struct wide half = wide_of(2), one = wide_of(1);
			num = wide_divide_plainly(num, &half);
			if (tap_next() % 2 == 0)
				wide_add(&num, &one);
		}
		struct wide a = wide_divide(num, &den), b = wide_divide_plainly(num, &den);
		uint64_t x;
		wrong += wide_cmp(&a, &b) != 0;
		quick += wide_is_short(&a, &x) && x > 0;
	}
	ok(wrong == 0, "wide_divide() agrees with the reference: %zu of 300000 differ", wrong);
	ok(quick > 50000, "%zu of the quotients are below 2^64", quick);
}

/* Evaluates a line of the calculator. Returns the result, which may be in `text`. */
static const char *
calculate(char *line, char text[DEC_TEXT])
{
	char *word[8] = { 0 };
	size_t n = 0;

	for (char *w = strtok(line, " \n"); w != NULL && n < 8; w = strtok(NULL, " \n"))
		word[n++] = w;
	if (n == 2 && strcmp(word[0], "parse") == 0)
		return read_back(word[1]);
	if (n == 2 && strcmp(word[0], "print") == 0)
		dec_print(text, billionths(word[1]));
	else if (n == 3 && strcmp(word[0], "fixed") == 0)
		dec_print_fixed(text, billionths(word[1]), (unsigned)atoi(word[2]));
	else if (n == 3 && strcmp(word[0], "mean") == 0)
		dec_print(text, dec_mean(billionths(word[1]), strtoull(word[2], NULL, 10)));
	else if (n == 3 && strcmp(word[0], "add") == 0) {
		dec sum = billionths(word[1]);
		if (!dec_add(&sum, billionths(word[2])))
			return "overflow";
		dec_print(text, sum);
	} else if (n == 3 && strcmp(word[0], "scale") == 0) {
		dec x = billionths(word[1]);
		if (!dec_scale(&x, strtoll(word[2], NULL, 10)))
			return "overflow";
		dec_print(text, x);
	} else if (n == 5 && strcmp(word[0], "ratio") == 0)
		return both_ways((struct ratio){ billionths(word[1]), billionths(word[2]) },
		    (unsigned)atoi(word[3]), (unsigned)atoi(word[4]), text);
	else if (n == 5 && strcmp(word[0], "squares") == 0) {
		struct wide num =
		    wide_product((udec)billionths(word[1]), (udec)billionths(word[1]));
		struct wide den =
		    wide_product((udec)billionths(word[2]), (udec)billionths(word[2]));
		ratio_print_wide(text, num, &den, (unsigned)atoi(word[3]), (unsigned)atoi(word[4]));
	} else if (n == 6 && strcmp(word[0], "root") == 0) {
		struct wide a = wide_product((udec)billionths(word[1]), (udec)billionths(word[2]));
		struct wide b = wide_product((udec)billionths(word[3]), (udec)billionths(word[4]));
		dec_print(text, wide_cmp_root(&a, &b, strtoull(word[5], NULL, 10)) * DEC_ONE);
	} else if (n == 7 && strcmp(word[0], "difference") == 0)
		ratio_print_difference(text,
		    (struct ratio){ billionths(word[1]), billionths(word[2]) },
		    (struct ratio){ billionths(word[3]), billionths(word[4]) },
		    (unsigned)atoi(word[5]), (unsigned)atoi(word[6]));
	else
		return "no such operation";
	return text;
}

static int
calculate_lines(void)
{
	char line[4096], text[DEC_TEXT];

	while (fgets(line, sizeof line, stdin) != NULL)
		puts(calculate(line, text));
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "calculate") == 0)
		return calculate_lines();
	test_reading();
	test_long_cells();
	test_sums();
	test_printing();
	test_means();
	test_ratios();
	test_fast_paths();
	test_division();
	return tap_end();
}
