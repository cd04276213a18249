/*
 * service: the API of UN Comtrade: its URLs and limits. Pure.
 *
 * Sources: the service's own client (github.com/uncomtrade/comtradeapicall) and the R client
 * comtradr. Each request asks for totals only (no second partner, all customs procedures, all modes
 * of transport): without these parameters the response mixes totals and breakdown rows.
 */
#ifndef RELIANCE_COMTRADE_SERVICE_H
#define RELIANCE_COMTRADE_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/mem.h"

#define SERVICE_URL "https://comtradeapi.un.org"

enum {
	SERVICE_URL_MAX = 4096,        /* bytes; the server rejects longer URLs */
	SERVICE_PERIODS = 12,          /* in a request for a list of datasets */
	SERVICE_ROW_BYTES = 4096,      /* upper bound for a row, on the wire or inflated */
	SERVICE_LIST_BYTES = 64 << 20, /* upper bound for a list of datasets */
};

/* Limits of one request. */
struct service_limits {
	size_t periods;
	uint64_t rows;     /* a response of exactly this size is truncated */
	uint64_t max_rows; /* the same, for keys with a higher limit */
};

/* The limits with a key, or without one (the public preview). */
struct service_limits service_limits(bool has_key);

/* The values of one request parameter: a slice of a list that someone else owns. */
struct values {
	const struct str *item;
	size_t n;
};

bool values_have(struct values values, struct str s);

/* A request for rows: the cross product of its parameters. */
struct request {
	struct values periods, reporters, codes, flows;
	struct values partners; /* none: all, including World */
};

/* The frequency of periods of 4 or 6 digits: "A" or "M". */
const char *service_freq(size_t digits);

/* Appends the URL of a request for rows. */
void service_url(
    struct buf *to, const char *base, bool has_key, const char *freq, const struct request *q);

/* Appends the URL of a request for the list of datasets of some periods. */
void service_list_url(struct buf *to, const char *base, const char *freq, struct values periods);

/*
 * Splits a request into two halves by period, else reporter, else code, else flow. Returns false if
 * each parameter has only one value. The halves share the lists of `q`.
 */
bool request_halve(const struct request *q, struct request half[2]);

/* The same by the parameter with the most values, for a URL that is too long. */
bool request_shorten(const struct request *q, struct request half[2]);

#endif
