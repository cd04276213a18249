#ifndef NO_FETCH
#include "http.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "lib/die.h"
#include "lib/mem.h"
#include "tempfile.h"

enum { CONNECT_SECONDS = 30, TOTAL = 30, MOST_HEADER = 64 * 1024 };

/* The functions of libcurl in use: return type, name, parameters. */
#define CURL_FUNCTIONS(F)                                                              \
	F(CURLcode, curl_global_init, (long))                                          \
	F(CURL *, curl_easy_init, (void))                                              \
	F(CURLcode, curl_easy_setopt, (CURL *, CURLoption, ...))                       \
	F(CURLcode, curl_easy_perform, (CURL *))                                       \
	F(CURLcode, curl_easy_getinfo, (CURL *, CURLINFO, ...))                        \
	F(const char *, curl_easy_strerror, (CURLcode))                                \
	F(void, curl_easy_cleanup, (CURL *))                                           \
	F(time_t, curl_getdate, (const char *, const time_t *))                        \
	F(struct curl_slist *, curl_slist_append, (struct curl_slist *, const char *)) \
	F(void, curl_slist_free_all, (struct curl_slist *))

/* libcurl defines macros with these names */
#undef curl_easy_setopt
#undef curl_easy_getinfo

struct http {
	void *library;
#define MEMBER(type, name, args) type(*name) args;
	CURL_FUNCTIONS(MEMBER)
#undef MEMBER
	CURL *curl;
	struct curl_slist *headers;
	char error[CURL_ERROR_SIZE];
	/* the response being received */
	int fd;
	uint64_t bytes, most, header_bytes;
	bool too_long;
	uint64_t retry_after; /* seconds */
};

static void
load(struct http *h)
{
	static const char *const names[] = { "libcurl.so.4", "libcurl-gnutls.so.4",
		"libcurl.4.dylib", "libcurl.so" };

	for (size_t i = 0; i < sizeof names / sizeof *names && h->library == NULL; i++)
		h->library = dlopen(names[i], RTLD_NOW);
	if (h->library == NULL)
		die("fetching needs libcurl, which cannot be loaded: %s", dlerror());
/* POSIX guarantees that dlsym() results convert to function pointers */
#define FIND(type, name, args)                           \
	*(void **)(&h->name) = dlsym(h->library, #name); \
	if (h->name == NULL)                             \
		die("this version of libcurl has no " #name);
	CURL_FUNCTIONS(FIND)
#undef FIND
}

static size_t
take_body(char *p, size_t size, size_t n, void *data)
{
	struct http *h = data;

	n *= size;
	if (n > h->most - h->bytes) {
		h->too_long = true;
		return 0;
	}
	tempfile_write(h->fd, p, n, h->bytes);
	h->bytes += n;
	return n;
}

/*
 * The seconds of a Retry-After: a number of seconds or an HTTP date; 0 for anything else. libcurl
 * would read "10 minutes" as 10 and 2026-11-28 as 2026.
 */
static uint64_t
seconds_of(const struct http *h, struct str value)
{
	enum { LONGEST = 60, DIGITS = 18 };
	static const char *const day[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	char text[LONGEST];
	bool is_date = false;

	if (value.n == 0 || value.n >= sizeof text)
		return 0;
	memcpy(text, value.p, value.n);
	text[value.n] = '\0';
	if (str_digits(value))
		return value.n <= DIGITS ? strtoull(text, NULL, 10) : 0;
	for (size_t i = 0; i < sizeof day / sizeof *day; i++)
		is_date |= str_begins(value, str_of(day[i]));
	time_t now = time(NULL), then = is_date ? h->curl_getdate(text, &now) : -1;
	return then > now ? (uint64_t)(then - now) : 0;
}

static size_t
take_header(char *p, size_t size, size_t n, void *data)
{
	static const char name[] = "retry-after:";
	const size_t name_n = sizeof name - 1;
	struct http *h = data;
	struct str line = { p, n * size };

	while (line.n > 0 && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
		line.n--;
	if (line.n > name_n && strncasecmp(line.p, name, name_n) == 0)
		h->retry_after =
		    seconds_of(h, str_trim((struct str){ line.p + name_n, line.n - name_n }));
	h->header_bytes += n * size;
	h->too_long |= h->header_bytes > MOST_HEADER;
	return h->too_long ? 0 : n * size;
}

static void
add_header(struct http *h, const char *header)
{
	h->headers = h->curl_slist_append(h->headers, header);
	if (h->headers == NULL)
		die("out of memory");
}

static void
set_protocols(struct http *h)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	(void)h->curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	(void)h->curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

struct http *
http_open(const char *agent, const char *header, unsigned quiet)
{
	struct http *h = mem_zalloc(1, sizeof *h);

	load(h);
	if (h->curl_global_init(CURL_GLOBAL_ALL) != CURLE_OK ||
	    (h->curl = h->curl_easy_init()) == NULL)
		die("libcurl failed to initialise");
	add_header(h, "Accept-Encoding: gzip");
	add_header(h, "Accept: application/json");
	if (header != NULL)
		add_header(h, header);
	set_protocols(h);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, h->headers);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_USERAGENT, agent);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_FOLLOWLOCATION, 0L);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_LOW_SPEED_TIME, (long)quiet);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_TIMEOUT, (long)quiet * TOTAL);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, h->error);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take_body);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, h);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_HEADERFUNCTION, take_header);
	(void)h->curl_easy_setopt(h->curl, CURLOPT_HEADERDATA, h);
	return h;
}

static enum http_result
judge(struct http *h, CURLcode code)
{
	if (h->too_long) {
		snprintf(h->error, sizeof h->error, "more than %llu bytes",
		    (unsigned long long)(h->header_bytes > MOST_HEADER ? MOST_HEADER : h->most));
		return HTTP_TOO_LONG;
	}
	if (h->error[0] == '\0')
		snprintf(h->error, sizeof h->error, "%s", h->curl_easy_strerror(code));
	switch (code) {
	case CURLE_URL_MALFORMAT:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR: return HTTP_REFUSED;
	default: return HTTP_BROKEN;
	}
}

enum http_result
http_get(struct http *h, const char *url, int fd, uint64_t most, struct http_response *response)
{
	h->fd = fd;
	h->bytes = h->header_bytes = 0;
	h->most = most;
	h->too_long = false;
	h->retry_after = 0;
	h->error[0] = '\0';
	tempfile_empty(fd);
	*response = (struct http_response){ 0 };
	(void)h->curl_easy_setopt(h->curl, CURLOPT_URL, url);
	/* http goes to this machine, never through a proxy; null: the proxy of the environment */
	(void)h->curl_easy_setopt(
	    h->curl, CURLOPT_PROXY, strncmp(url, "http://", 7) == 0 ? "" : NULL);
	CURLcode code = h->curl_easy_perform(h->curl);
	if (code != CURLE_OK)
		return judge(h, code);
	(void)h->curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &response->status);
	response->retry_after = h->retry_after;
	response->bytes = h->bytes;
	return HTTP_RESPONSE;
}

const char *
http_error(const struct http *h)
{
	return h->error;
}

void
http_close(struct http *h)
{
	h->curl_easy_cleanup(h->curl);
	h->curl_slist_free_all(h->headers);
	free(h); /* does not unload the library: its threads and exit handlers may still run */
}
#else
typedef int http_is_not_in_this_build;
#endif
