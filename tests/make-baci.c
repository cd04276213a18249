/*
 * make-baci ROWS [SEED]: rows in BACI's layout on stdout, every key (t, i, j, k) once, the same
 * bytes on every machine. For scripts/bench: the real file of a year has 11 million of them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trade/table.h"

enum { COUNTRIES = 200, CODES = 5000, FIRST_YEAR = 2012, COUNTRY_KIND = 2, COUNTRY_NUMERIC = 3 };

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

/* The current numeric codes of countries, as BACI uses them. */
static int
country_codes(int to[COUNTRIES])
{
	struct table_walk row = table_begin(&table_countries);
	int n = 0;

	while (n < COUNTRIES && table_next(&row))
		if (str_is(row.field[COUNTRY_KIND], "country"))
			to[n++] = atoi(row.field[COUNTRY_NUMERIC].p);
	return n;
}

static int
compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* Codes from 010121 on, as numbers, so without their leading zero; rare earths among them. */
static void
commodity_codes(int to[CODES])
{
	static const int wanted[] = { 280530, 284610, 284690, 850511 };

	for (int k = 0; k < CODES; k++)
		to[k] = 10121 + k * 191;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		to[CODES - 1 - i] = wanted[i];
	qsort(to, CODES, sizeof *to, compare);
}

static void
print_row(int year, int from, int to, int code)
{
	uint64_t x = next();
	uint64_t value = x % 1000 == 0 ? x % 900000000 : x % 90000 + 1; /* a few are large */
	uint64_t weight = (x >> 20) % 9000000;

	printf("%d,%d,%d,%d,%" PRIu64 ".%03" PRIu64 ",", year, from, to, code, value / 1000,
	    value % 1000);
	if (x >> 58 == 0)
		printf("%13s\n", "NA");
	else
		printf("%9" PRIu64 ".%03" PRIu64 "\n", weight / 1000, weight % 1000);
}

int
main(int argc, char **argv)
{
	static int country[COUNTRIES], code[CODES];
	uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 0, n = 0;
	int countries = country_codes(country);

	state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	commodity_codes(code);
	puts("t,i,j,k,v,q");
	for (int year = FIRST_YEAR; n < rows; year++)
		for (int i = 0; i < countries && n < rows; i++)
			for (int step = 1; step <= 9 && n < rows; step++)
				for (int k = 0; k < CODES && n < rows; k++, n++)
					print_row(year, country[i],
					    country[(i + step * 7) % countries], code[k]);
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
