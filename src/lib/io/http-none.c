#ifdef NO_FETCH
#include "http.h"
#include "lib/die.h"

/* Replaces http.c in a build without fetching: FETCH=no, or static. */

struct http *
http_open(const char *agent, const char *header, unsigned quiet)
{
	(void)agent, (void)header, (void)quiet;
	die("this build does not fetch; use one made by plain make, without FETCH=no");
}

/* The functions below are never called: http_open() does not return. */

enum http_result
http_get(struct http *h, const char *url, int fd, uint64_t most, struct http_response *response)
{
	(void)h, (void)url, (void)fd, (void)most, (void)response;
	return HTTP_REFUSED;
}

const char *
http_error(const struct http *h)
{
	(void)h;
	return "this build does not fetch";
}

void
http_close(struct http *h)
{
	(void)h;
}
#else
typedef int http_none_is_not_in_this_build;
#endif
