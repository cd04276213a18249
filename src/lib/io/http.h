/*
 * http: one GET after the other, over libcurl, which only http.c knows of.
 *
 * libcurl is loaded at the first use: linked in, it would make every start of a filter that reads
 * files five times as long (0.8 to 4.4 ms measured). Certificates are verified, always; a redirect
 * is an answer like any other and is never followed, so that a header with a key in it goes nowhere
 * else.
 */
#ifndef RELIANCE_LIB_IO_HTTP_H
#define RELIANCE_LIB_IO_HTTP_H

#include <stdint.h>

#include "lib/str.h"

struct http;

enum http_result {
	HTTP_ANSWER,   /* an answer, whatever its status */
	HTTP_BROKEN,   /* no answer, or half of one: another try may help */
	HTTP_REFUSED,  /* no other try can help: the URL, the server's certificate */
	HTTP_TOO_LONG, /* more bytes than are taken */
};

struct http_answer {
	long status;
	uint64_t retry_after; /* seconds that the server asks to wait; 0 if it does not */
	uint64_t bytes;       /* of the body */
};

/*
 * Makes ready; without libcurl the program ends. `agent` is what the program calls itself, `header`
 * (may be null) a header line of every request; both are copied. A transfer without a byte for
 * `quiet` seconds is broken, and so is one that lasts 30 times that.
 */
struct http *http_open(const char *agent, const char *header, unsigned quiet);

/*
 * Asks for `url` and writes the body to the file `fd` from its beginning, as it came (gzip is asked
 * for, and is not inflated), at most `most` bytes. A file that cannot be written ends the program.
 */
enum http_result http_get(
    struct http *h, const char *url, int fd, uint64_t most, struct http_answer *answer);

/* Why the last one was no HTTP_ANSWER. */
const char *http_error(const struct http *h);

/*
 * Is it a URL that questions may be put behind: https, or http on this machine, of scheme, host,
 * port and path alone? Null, or what is wrong with it.
 */
const char *http_check_base(const char *url);

void http_close(struct http *h);

#endif
