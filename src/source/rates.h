/*
 * rates: exchange rates by period and currency, as --rates reads them: CSV with the columns period,
 * currency and usd, the dollars for one unit.
 */
#ifndef RELIANCE_SOURCE_RATES_H
#define RELIANCE_SOURCE_RATES_H

#include "lib/hash/keytab.h"
#include "lib/num/decimal.h"

struct rates;

/* Reads a file; what is wrong in it ends the program. rates_free() frees it. */
struct rates *rates_read(const char *path);

/* Sets `rate` to the dollars for one unit in this very period; false if the file has none. */
bool rates_find(const struct rates *r, struct str period, const char *currency, dec *rate);

/* value * rate, rounded to nine decimals, half to even. False if it exceeds 128 bits. */
bool rates_convert(dec value, dec rate, dec *out);

void rates_free(struct rates *r);

#endif
