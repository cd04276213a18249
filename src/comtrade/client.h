/*
 * client: asks the service, one question at a time, at its pace, and again when that may help.
 */
#ifndef RELIANCE_COMTRADE_CLIENT_H
#define RELIANCE_COMTRADE_CLIENT_H

#include "lib/io/bytes.h"
#include "response.h"

struct client_options {
	const char *key;  /* or null */
	unsigned pace;    /* milliseconds from one request to the next */
	unsigned timeout; /* seconds without a byte */
};

struct client;

struct client *client_open(const struct client_options *o);

/*
 * Asks for `url` until an answer of at most `most` bytes, on the wire and inflated, is one that
 * `judge` finds whole (RESPONSE_END; else it puts words into `why`). After six tries, and at once
 * where no other try can help, the program ends with the question and the words of the server.
 */
void client_ask(struct client *a, const char *url, uint64_t most,
    enum response_result (*judge)(void *data, struct bytes *source, struct buf *why), void *data);

/* The body of that answer once more; the caller closes it. */
struct bytes *client_body(struct client *a);

/* Requests that were sent, those that failed too. */
uint64_t client_requests(const struct client *a);

void client_close(struct client *a);

#endif
