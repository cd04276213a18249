/*
 * indices: the indices of any group are within their bounds, and do not depend on the order of its
 * suppliers.
 */
#include <string.h>

#include "concentration/indices.h"
#include "fuzz.h"
#include "lib/num/ratio.h"

enum { MOST = 200, DIGITS = 9 };

/* Each value has a byte for its length and shift, so that sizes vary and many values are equal. */
static size_t
read_values(const uint8_t *data, size_t n, dec *value)
{
	size_t found = 0;

	for (size_t i = 0; i < n && found < MOST;) {
		unsigned bytes = data[i] % 8, shift = data[i] / 8 % 4 * 8;
		uint64_t x = 0;
		for (i++; bytes > 0 && i < n; bytes--, i++)
			x = x << 8 | data[i];
		value[found++] = (dec)((udec)x << shift);
	}
	return found;
}

/* A printed number in units of its last digit. */
static udec
units(const char *text)
{
	udec x = 0;

	for (; *text != '\0'; text++)
		if (*text != '.')
			x = x * 10 + (unsigned)(*text - '0');
	return x;
}

static void
check_bounds(const struct group *g)
{
	const udec one = 1000000000;
	char text[DEC_TEXT];
	udec n = g->suppliers;

	CHECK(hhi_print(text, g, 0, DIGITS) == strlen(text));
	udec hhi = units(text);
	CHECK(hhi <= one && hhi >= one / n);
	effective_print(text, g, DIGITS);
	udec effective = units(text);
	CHECK(effective >= one && effective <= n * one);
	top_share_print(text, g, 1, 0, DIGITS);
	udec top = units(text);
	top_share_print(text, g, TOP, 0, DIGITS);
	CHECK(top <= units(text) && units(text) <= one);
	/* H is at most the largest share; rounding adds up to half a unit to each */
	CHECK(hhi <= top + 1);
	if (n < 2)
		return;
	normalised_print(text, g, 0, DIGITS);
	udec normalised = units(text);
	CHECK(normalised <= hhi);
	unctad_print(text, g, DIGITS);
	/* UNCTAD's is larger, by the factor (1 + y) / (x + y) with x = sqrt(H) and y = sqrt(1/n) */
	CHECK(units(text) <= one && units(text) + 1 >= normalised);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static dec value[MOST];
	size_t found = read_values(data, n, value);
	struct group forth = { 0 }, back = { 0 };
	char name[MOST];

	for (size_t i = 0; i < found; i++) {
		name[i] = (char)i;
		CHECK(group_add(&forth, (struct supplier){ { &name[i], 1 }, value[i] }));
	}
	for (size_t i = found; i-- > 0;)
		CHECK(group_add(&back, (struct supplier){ { &name[i], 1 }, value[i] }));
	CHECK(forth.total == back.total && forth.suppliers == back.suppliers);
	CHECK(wide_cmp(&forth.squares, &back.squares) == 0);
	for (size_t i = 0; i < TOP; i++)
		CHECK(forth.top[i].value == back.top[i].value &&
		      forth.top[i].name.p == back.top[i].name.p);
	if (forth.total > 0)
		check_bounds(&forth);
	return 0;
}
