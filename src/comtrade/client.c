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

enum { SHOWN = 400 }; /* bytes of a URL */

enum { TRIES = 6, LONGEST_WAIT = 300, HTTP_OK = 200, HTTP_FORBIDDEN = 403, HTTP_BUSY = 429 };

struct client {
	const char *key;
	struct http *http;
	struct pace pace;
	int body;
	uint64_t most; /* of the last answer */
	uint64_t requests;
	struct buf why;
};

struct client *
client_open(const struct client_options *o)
{
	struct client *a = mem_zalloc(1, sizeof *a);
	char *header = o->key != NULL ? key_header(o->key) : NULL;

	a->key = o->key;
	a->http = http_open("reliance/" RELIANCE_VERSION, header, o->timeout);
	a->pace.interval = o->pace;
	a->body = tempfile_create();
	free(header);
	return a;
}

struct bytes *
client_body(struct client *a)
{
	int copy = fcntl(a->body, F_DUPFD_CLOEXEC, 0);

	if (copy < 0 || lseek(copy, 0, SEEK_SET) != 0)
		die("reading an answer: %s", strerror(errno));
	struct bytes *source = bytes_of(copy);
	bytes_limit(source, a->most);
	return source;
}

static noreturn void
give_up(struct client *a, const char *url, const char *what)
{
	key_hide(a->key, &a->why);
	die("%.*s%s: %s%s", SHOWN, url, strlen(url) > SHOWN ? "..." : "", what, buf_text(&a->why));
}

static void
read_words(struct client *a)
{
	struct bytes *body = client_body(a);

	response_words(body, &a->why);
	bytes_close(body);
}

/* What an answer without data means. True if it may be otherwise the next time. */
static bool
may_change(struct client *a, const char *url, const struct http_answer *answer)
{
	struct buf what = { 0 };

	read_words(a);
	if (answer->status == HTTP_BUSY || answer->status >= 500) {
		if (answer->retry_after <= LONGEST_WAIT)
			return true;
		buf_printf(&what, "the server asks to wait %llu seconds; run it again then: ",
		    (unsigned long long)answer->retry_after);
		give_up(a, url, buf_text(&what));
	}
	if (answer->status == HTTP_FORBIDDEN)
		give_up(a, url,
		    "the server gives no more now (what is there is kept, and the next run goes "
		    "on from it); it says: ");
	if (answer->status >= 300 && answer->status < 400)
		buf_printf(&what,
		    "the server sends us elsewhere (status %ld), which is not followed (--base-url "
		    "says where to ask); it says: ",
		    answer->status);
	else
		buf_printf(&what, "status %ld; the server says: ", answer->status);
	give_up(a, url, buf_text(&what));
}

/* One try. True if its answer is good; else the words why it is not are in `why`. */
static bool
try(struct client *a, const char *url, struct http_answer *answer,
    enum response_result (*judge)(void *data, struct bytes *source, struct buf *why), void *data)
{
	pace_wait(&a->pace);
	a->requests++;
	a->why.n = 0;
	enum http_result got = http_get(a->http, url, a->body, a->most, answer);
	if (got != HTTP_ANSWER)
		buf_add(&a->why, str_of(http_error(a->http)));
	if (got == HTTP_REFUSED)
		give_up(a, url, "");
	if (got == HTTP_TOO_LONG)
		give_up(a, url, "an answer without end, stopped: ");
	if (got == HTTP_BROKEN)
		return false;
	if (answer->status != HTTP_OK)
		return !may_change(a, url, answer);
	struct bytes *body = client_body(a);
	enum response_result good = judge(data, body, &a->why);
	bytes_close(body);
	if (good == RESPONSE_REFUSED)
		give_up(a, url, "");
	return good == RESPONSE_END;
}

static void
say_waiting(struct client *a, unsigned failures)
{
	struct buf text = { 0 };

	key_hide(a->key, &a->why);
	buf_printf(&text, "try %u of %d in a moment: %s", failures + 1, TRIES, buf_text(&a->why));
	progress_say(buf_text(&text));
	buf_free(&text);
}

void
client_ask(struct client *a, const char *url, uint64_t most,
    enum response_result (*judge)(void *data, struct bytes *source, struct buf *why), void *data)
{
	struct http_answer answer;
	struct buf what = { 0 };

	a->most = most;
	for (unsigned failures = 0; !try(a, url, &answer, judge, data);) {
		if (++failures == TRIES) {
			buf_printf(&what, "no answer after %d tries", TRIES);
			if (answer.status != 0 && answer.status != HTTP_OK)
				buf_printf(&what, " (status %ld)", answer.status);
			buf_add(&what, str_of("; the last one: "));
			give_up(a, url, buf_text(&what));
		}
		say_waiting(a, failures);
		/* one that asks for more beside an answer, a page say, is not refusing */
		pace_put_off(&a->pace, failures,
		    answer.retry_after <= LONGEST_WAIT ? answer.retry_after : 0);
	}
	buf_free(&what);
}

uint64_t
client_requests(const struct client *a)
{
	return a->requests;
}

void
client_close(struct client *a)
{
	http_close(a->http);
	tempfile_close(a->body);
	buf_free(&a->why);
	free(a);
}
