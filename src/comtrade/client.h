/*
 * asker: asks the service, one question at a time, at its pace, and again when that may help.
 */
#ifndef RELIANCE_ASKER_H
#define RELIANCE_ASKER_H

#include "lib/io/bytes.h"
#include "response.h"

struct asker_options {
	const char *key;  /* or null */
	unsigned pace;    /* milliseconds from one request to the next */
	unsigned timeout; /* seconds without a byte */
};

struct asker;

struct asker *asker_open(const struct asker_options *o);

/*
 * Asks for `url` until an answer of at most `most` bytes, on the wire and inflated, is one that
 * `judge` finds whole (ANSWER_END; else it puts words into `why`). After six tries, and at once
 * where no other try can help, the program ends with the question and the words of the server.
 */
void asker_ask(struct asker *a, const char *url, uint64_t most,
    enum answer_result (*judge)(void *data, struct source *source, struct buf *why), void *data);

/* The body of that answer once more; the caller closes it. */
struct source *asker_body(struct asker *a);

/* Requests that were sent, those that failed too. */
uint64_t asker_requests(const struct asker *a);

void asker_close(struct asker *a);

#endif
