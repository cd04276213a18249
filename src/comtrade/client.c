#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "key.h"
#include "lib/die.h"
#include "lib/io/http.h"
#include "lib/io/pace.h"
#include "lib/io/progress.h"
#include "lib/io/tempfile.h"
#include "lib/version.h"

enum {
	URL_SHOWN = 400, /* bytes of a URL in a message */
	MAX_TRIES = 6,
	MAX_WAIT = 300, /* seconds */
};

enum { HTTP_OK = 200, HTTP_FORBIDDEN = 403, HTTP_TOO_MANY_REQUESTS = 429 };

struct client {
	const char *key;
	struct http *http;
	struct pace pace;
	int body;       /* temporary file */
	uint64_t limit; /* bytes of the last response */
	uint64_t requests;
	struct buf error; /* of the last try */
};

struct client *
client_open(const struct client_options *o)
{
	struct client *c = mem_zalloc(1, sizeof *c);
	char *header = o->key != NULL ? key_header(o->key) : NULL;

	c->key = o->key;
	c->http = http_open("reliance/" RELIANCE_VERSION, header, o->timeout);
	c->pace.interval = o->pace;
	c->body = tempfile_create();
	free(header);
	return c;
}

struct bytes *
client_body(struct client *c)
{
	int copy = fcntl(c->body, F_DUPFD_CLOEXEC, 0);

	if (copy < 0 || lseek(copy, 0, SEEK_SET) != 0)
		die("cannot read a response: %s", strerror(errno));
	struct bytes *source = bytes_of(copy);
	bytes_limit(source, c->limit);
	return source;
}

static noreturn void
fail(struct client *c, const char *url, const char *what)
{
	key_redact(c->key, &c->error);
	die("%.*s%s: %s%s", URL_SHOWN, url, strlen(url) > URL_SHOWN ? "..." : "", what,
	    buf_text(&c->error));
}

static void
read_error(struct client *c)
{
	struct bytes *body = client_body(c);

	response_error_text(body, &c->error);
	bytes_close(body);
}

/* Handles an error status: returns true if a retry may help, else ends the program. */
static bool
may_retry(struct client *c, const char *url, const struct http_response *response)
{
	struct buf what = { 0 };

	read_error(c);
	if (response->status == HTTP_TOO_MANY_REQUESTS || response->status >= 500) {
		if (response->retry_after <= MAX_WAIT)
			return true;
		buf_printf(&what,
		    "the server asks for a wait of %llu seconds; run this again then: ",
		    (unsigned long long)response->retry_after);
		fail(c, url, buf_text(&what));
	}
	if (response->status == HTTP_FORBIDDEN)
		fail(c, url,
		    "the server refuses more requests for now (the cache keeps what was fetched, "
		    "and the next run continues from there); its message: ");
	if (response->status >= 300 && response->status < 400)
		buf_printf(&what,
		    "status %ld, a redirect, which is not followed (--base-url sets the server); "
		    "its message: ",
		    response->status);
	else
		buf_printf(&what, "status %ld; the server's message: ", response->status);
	fail(c, url, buf_text(&what));
}

/* Sends one request. Returns true if `check` accepts the response, else sets c->error. */
static bool
try(struct client *c, const char *url, struct http_response *response, client_check *check,
    void *data)
{
	pace_wait(&c->pace);
	c->requests++;
	c->error.n = 0;
	enum http_result got = http_get(c->http, url, c->body, c->limit, response);
	if (got != HTTP_RESPONSE)
		buf_add(&c->error, str_of(http_error(c->http)));
	if (got == HTTP_REFUSED)
		fail(c, url, "");
	if (got == HTTP_TOO_LONG)
		fail(c, url, "the response is too long and was cut off: ");
	if (got == HTTP_BROKEN)
		return false;
	if (response->status != HTTP_OK)
		return !may_retry(c, url, response);
	struct bytes *body = client_body(c);
	enum response_result result = check(data, body, &c->error);
	bytes_close(body);
	if (result == RESPONSE_REFUSED)
		fail(c, url, "");
	return result == RESPONSE_END;
}

static void
report_retry(struct client *c, unsigned failures)
{
	struct buf text = { 0 };

	key_redact(c->key, &c->error);
	buf_printf(
	    &text, "waiting for try %u of %d: %s", failures + 1, MAX_TRIES, buf_text(&c->error));
	progress_show(buf_text(&text));
	buf_free(&text);
}

void
client_get(struct client *c, const char *url, uint64_t limit, client_check *check, void *data)
{
	struct http_response response;
	struct buf what = { 0 };

	c->limit = limit;
	for (unsigned failures = 0; !try(c, url, &response, check, data);) {
		if (++failures == MAX_TRIES) {
			buf_printf(&what, "no usable response after %d tries", MAX_TRIES);
			if (response.status != 0 && response.status != HTTP_OK)
				buf_printf(&what, " (status %ld)", response.status);
			buf_add(&what, str_of("; the last error: "));
			fail(c, url, buf_text(&what));
		}
		report_retry(c, failures);
		/* ignore a longer wait here: may_retry() has handled those of error statuses */
		pace_back_off(&c->pace, failures,
		    response.retry_after <= MAX_WAIT ? response.retry_after : 0);
	}
	buf_free(&what);
}

uint64_t
client_requests(const struct client *c)
{
	return c->requests;
}

void
client_close(struct client *c)
{
	http_close(c->http);
	tempfile_close(c->body);
	buf_free(&c->error);
	free(c);
}
