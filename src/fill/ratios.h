/*
 * ratios: what the partners of a country report of it, divided by what it reports itself, year by
 * year.
 */
#ifndef RELIANCE_FILL_RATIOS_H
#define RELIANCE_FILL_RATIOS_H

#include "lib/hash/keytab.h"
#include "lib/num/decimal.h"

enum { RATIO_YEARS = 3 }; /* on either side of a year */

/* The two sides of a ratio, theirs / own. */
struct ratio_sums {
	dec own, theirs;
};

/* A zeroed struct is empty and ready to use. */
struct ratios {
	struct keytab years; /* flow, country, year */
	struct ratio_sums *sums;
	size_t cap;
};

/* The ratios of the years around one. Their median is the mean of the middle two. */
struct ratio_range {
	unsigned years;              /* 0: the middle is one by default, the others are unset */
	struct ratio_sums middle[2]; /* the same twice for an odd number of years */
	struct ratio_sums least, greatest;
};

/* Returns the number of a flow of a country in a year, adding it with sums of 0 if it is new. */
size_t ratios_year(struct ratios *r, struct str flow, struct str country, int year);

/* Add to the sums of a year. Die if a sum exceeds 128 bits. */
void ratios_add_own(struct ratios *r, size_t year, dec value);
void ratios_add_theirs(struct ratios *r, size_t year, dec value);

/* The ratios around a year, of the years in which both sums are above 0; `otherwise` if none. */
struct ratio_range ratios_around(const struct ratios *r, struct str flow, struct str country,
    int year, struct ratio_sums otherwise);

/* Prints the median with four decimals. Returns the length. */
size_t ratios_print_median(char to[DEC_TEXT], const struct ratio_range *range);

/*
 * A value divided by the median; and a value divided by a ratio, times a / b. Rounded to nine
 * decimals, half to even. Die if the result exceeds 128 bits.
 */
dec ratios_divide_by_median(dec value, const struct ratio_range *range);
dec ratios_divide(dec value, const struct ratio_sums *ratio, uint64_t a, uint64_t b);

void ratios_free(struct ratios *r);

#endif
