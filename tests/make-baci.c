/*
 * make-baci ROWS YEARS [SEED]: rows in BACI's layout on stdout, every key (t, i, j, k) once, sorted
 * by it, the same bytes on every machine. The years end with 2023, which is a little shorter than
 * the others, because it ends with the last of the ROWS. For scripts/bench: the real file of a
 * recent year has 11 million rows, and a year here at most 12.7.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trade/hs-list.h"

/* BACI's codes of countries, the large traders first: how much each trades goes by its place. */
static const int countries[] = { 156, 842, 276, 392, 528, 251, 410, 826, 380, 56, 699, 490, 124,
	484, 724, 757, 702, 616, 704, 764, 458, 36, 203, 40, 76, 792, 752, 360, 784, 372, 348, 643,
	208, 682, 710, 642, 579, 246, 703, 620, 608, 300, 152, 344, 804, 376, 604, 100, 705, 440,
	32, 586, 170, 50, 191, 112, 818, 233, 428, 504, 4, 8, 12, 16, 20, 24, 28, 31, 44, 48, 51,
	52, 60, 64, 68, 70, 72, 84, 86, 90, 92, 96, 104, 108, 116, 120, 132, 136, 140, 144, 148,
	162, 166, 174, 178, 180, 184, 188, 192, 196, 204, 212, 214, 218, 222, 226, 231, 232, 238,
	242, 258, 262, 266, 268, 270, 275, 288, 292, 296, 308, 316, 320, 324, 328, 332, 340, 352,
	364, 368, 384, 388, 398, 400, 404, 408, 414, 417, 418, 422, 426, 430, 434, 442, 446, 450,
	454, 462, 466, 470, 478, 480, 496, 498, 499, 500, 508, 512, 516, 520, 524, 531, 533, 534,
	540, 548, 554, 558, 562, 566, 570, 583, 584, 585, 591, 598, 600, 624, 626, 634, 646, 652,
	659, 660, 662, 670, 678, 686, 688, 690, 694, 706, 716, 728, 729, 740, 748, 760, 762, 768,
	780, 788, 795, 796, 798, 800, 807, 834, 854, 858, 860, 862, 882, 887, 894 };

enum {
	COUNTRIES = sizeof countries / sizeof *countries,
	MOST_CODES = HS_LIST_MOST,
	LAST_YEAR = 2023,
	EDITION = 5
};

struct trader {
	int code;
	uint64_t size; /* of 256 */
};

static uint64_t state;

/* splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014 */
static uint64_t
next(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static int
compare(const void *a, const void *b)
{
	return ((const struct trader *)a)->code - ((const struct trader *)b)->code;
}

static void
fill_traders(struct trader to[COUNTRIES])
{
	for (int n = 0; n < COUNTRIES; n++)
		to[n] = (struct trader){ countries[n], (uint64_t)(256 * 20 / (20 + n)) };
	qsort(to, COUNTRIES, sizeof *to, compare);
}

/* The codes of H5, as numbers, so that the zero before the first nine is lost. */
static int
fill_codes(int to[MOST_CODES])
{
	char text[7];
	int n = 0;

	for (size_t i = 0; i < hs_codes; i++) {
		if (!hs_list_has(i, EDITION))
			continue;
		hs_list_text(i, text);
		to[n++] = atoi(text);
	}
	return n;
}

/*
 * How likely a row of two traders is, as a factor of their sizes: 65536 if every year is full, less
 * if `rows` are to take `years`. A little more than these rows, so that they end in the last year.
 */
static uint64_t
density(uint64_t rows, uint64_t years, const struct trader trader[COUNTRIES], int codes)
{
	uint64_t full = 0, wanted = (rows + rows / 256 + 4096) / years;

	for (int i = 0; i < COUNTRIES; i++)
		for (int j = 0; j < COUNTRIES; j++)
			full += i == j ? 0 : trader[i].size * trader[j].size;
	full = full * (uint64_t)codes >> 16;
	return wanted < full ? (wanted << 16) / full : 65536;
}

/* Writes the digits of x that end before `end`, at least `least` of them: where they begin. */
static char *
digits(char *end, uint64_t x, int least)
{
	for (; x > 0 || least > 0; x /= 10, least--)
		*--end = (char)('0' + x % 10);
	return end;
}

/* The same for thousandths. */
static char *
thousandths(char *end, uint64_t x)
{
	end = digits(end, x % 1000, 3);
	*--end = '.';
	return digits(end, x / 1000, 1);
}

static void
print_row(const int key[4])
{
	static const uint64_t most[] = { 1000, 10000, 10000, 100000, 100000, 1000000, 10000000,
		1000000000 };
	uint64_t x = next(), y = next();
	uint64_t value = 1 + x / 8 % most[x % 8];
	uint64_t weight = value * (1 + y % 512) / 1024;
	char line[96], *end = line + sizeof line, *p = end;

	/* from its end to its beginning */
	*--p = '\n';
	if (y >> 58 == 0)
		p = memcpy(p - 2, "NA", 2);
	else
		p = thousandths(p, weight);
	while (end - p < 14)
		*--p = ' ';
	*--p = ',';
	p = thousandths(p, value);
	for (int i = 3; i >= 0; i--) {
		*--p = ',';
		p = digits(p, (uint64_t)key[i], 1);
	}
	fwrite(p, 1, (size_t)(end - p), stdout);
}

/* A number of the command line, 0 if it is none. */
static uint64_t
number(const char *text)
{
	char *rest;
	uint64_t n = strtoull(text, &rest, 10);

	return *rest == '\0' ? n : 0;
}

int
main(int argc, char **argv)
{
	static struct trader trader[COUNTRIES];
	static int code[MOST_CODES];
	uint64_t rows = argc > 1 ? number(argv[1]) : 0, years = argc > 2 ? number(argv[2]) : 0,
		 n = 0;

	if (argc > 4 || rows == 0 || years == 0) {
		fputs("usage: make-baci ROWS YEARS [SEED]\n", stderr);
		return 2;
	}
	state = argc > 3 ? number(argv[3]) : 1;
	fill_traders(trader);
	int codes = fill_codes(code);
	uint64_t likely = density(rows, years, trader, codes);
	puts("t,i,j,k,v,q");
	for (int year = LAST_YEAR + 1 - (int)years; n < rows; year++)
		for (int i = 0; i < COUNTRIES; i++)
			for (int j = 0; j < COUNTRIES; j++)
				for (int k = 0; k < codes && i != j && n < rows; k++) {
					if (next() >> 32 >=
					    trader[i].size * trader[j].size * likely)
						continue;
					print_row((int[]){
					    year, trader[i].code, trader[j].code, code[k] });
					n++;
				}
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
