/*
 * client: HTTP requests to the service, one at a time, with a rate limit and retries.
 */
#ifndef RELIANCE_COMTRADE_CLIENT_H
#define RELIANCE_COMTRADE_CLIENT_H

#include "lib/io/bytes.h"
#include "response.h"

struct client_options {
	const char *key;  /* or null */
	unsigned pace;    /* milliseconds between the starts of two requests */
	unsigned timeout; /* seconds without a byte after which a transfer has failed */
};

struct client;

/* Opens a client; `o->key` must outlive it. Free with client_close(). */
struct client *client_open(const struct client_options *o);

/*
 * Checks a response body: RESPONSE_END accepts it, RESPONSE_BROKEN asks for a retry and
 * RESPONSE_REFUSED ends the program; the last two write a message to `error`.
 */
typedef enum response_result client_check(void *data, struct bytes *body, struct buf *error);

/*
 * Requests `url` until `check` accepts a response of at most `limit` bytes (on the wire and
 * inflated). After six tries, or at once if a retry cannot help, ends the program with the URL and
 * the server's message.
 */
void client_get(struct client *c, const char *url, uint64_t limit, client_check *check, void *data);

/* The body of that response from its beginning; the caller closes it. */
struct bytes *client_body(struct client *c);

/* How many requests were sent, including the failed ones. */
uint64_t client_requests(const struct client *c);

void client_close(struct client *c);

#endif
