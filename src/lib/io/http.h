/*
 * http: HTTP GET requests, one at a time, by means of libcurl. Only http.c depends on libcurl.
 *
 * libcurl is loaded by http_open(): if it were linked, every start of fetch-normalise would take
 * 4.4 ms instead of 0.8 ms, also for reading files. Certificates are always verified. Redirects are
 * not followed but returned like any response, so that a header with a key is never sent elsewhere.
 */
#ifndef RELIANCE_LIB_IO_HTTP_H
#define RELIANCE_LIB_IO_HTTP_H

#include <stdint.h>

#include "lib/str.h"

struct http;

enum http_result {
	HTTP_RESPONSE, /* a complete response, whatever its status */
	HTTP_BROKEN,   /* no response, or an incomplete one: a retry may help */
	HTTP_REFUSED,  /* a retry cannot help: a malformed URL, an invalid certificate */
	HTTP_TOO_LONG, /* a response of more bytes than the limit */
};

struct http_response {
	long status;          /* the HTTP status code */
	uint64_t retry_after; /* Retry-After in seconds; 0 without a valid one */
	uint64_t bytes;       /* length of the body as received */
};

/*
 * Loads libcurl, and ends the program if there is none. `agent` is the User-Agent, `header` (may be
 * null) an additional header line for all requests; both are copied. A transfer fails if it
 * receives no byte for `quiet` seconds, or lasts 30 times as long. http_close() frees the result.
 */
struct http *http_open(const char *agent, const char *header, unsigned quiet);

/*
 * Requests `url` and writes the body, at most `most` bytes, to the file `fd`, replacing its
 * contents. The request accepts gzip, and the body is not decompressed. A file that cannot be
 * written ends the program.
 */
enum http_result http_get(
    struct http *h, const char *url, int fd, uint64_t most, struct http_response *response);

/* The reason for a result other than HTTP_RESPONSE, for a message; valid until the next request. */
const char *http_error(const struct http *h);

/*
 * Checks a base URL for requests: https, or http for this machine only, with scheme, host, port and
 * path and nothing else. Returns null, or what is wrong with it, for a message.
 */
const char *http_check_base(const char *url);

/* Frees it; libcurl stays loaded. */
void http_close(struct http *h);

#endif
