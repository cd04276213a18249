/*
 * service: UN Comtrade as a server: where it answers, how much it gives at a time, and how it is
 * asked. Pure: questions in, URLs out.
 *
 * Sources: the service's own client (github.com/uncomtrade/comtradeapicall) and the R client
 * comtradr. Every question asks for totals alone (no second partner, all customs procedures and
 * modes of transport): without that the rows of breakdowns come along with their totals.
 */
#ifndef RELIANCE_COMTRADE_SERVICE_H
#define RELIANCE_COMTRADE_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/mem.h"

#define SERVICE_URL "https://comtradeapi.un.org"

enum {
	SERVICE_URL_MAX = 4096,        /* a longer URL is not answered */
	SERVICE_PERIODS = 12,          /* in a question about datasets */
	SERVICE_ROW_BYTES = 4096,      /* more than a row ever takes, on the wire or inflated */
	SERVICE_LIST_BYTES = 64 << 20, /* the same for a list of datasets */
};

/* What may be asked for at a time. */
struct service_limits {
	size_t periods;
	uint64_t rows; /* an answer of so many has been cut off */
	uint64_t most; /* and so has one of so many, which some keys get; nobody gets more */
};

/* With a key, or without (the public preview). */
struct service_limits service_limits(bool keyed);

/* A part of a list. */
struct words {
	const struct str *word;
	size_t n;
};

bool words_have(struct words words, struct str s);

/* Rows are asked for as a cross product. */
struct question {
	struct words periods, reporters, codes, flows, partners; /* no partner: all, World too */
};

/* The freq of periods of so many digits: "A" or "M". */
const char *service_freq(size_t digits);

/* Appends the URL of a question for rows, or of one for the datasets of some periods. */
void service_url(
    struct buf *to, const char *base, bool keyed, const char *freq, const struct question *q);
void service_list_url(struct buf *to, const char *base, const char *freq, struct words periods);

/*
 * Cuts a question into two that ask for the same, by period, else reporter, else code, else flow.
 * False if it asks for one thing alone.
 */
bool question_halve(const struct question *q, struct question half[2]);

/* The same by the longest list, for a URL that is too long. */
bool question_shorten(const struct question *q, struct question half[2]);

#endif
