#ifdef NO_FETCH
#include "lib/die.h"
#include "http.h"

/* A build that does not fetch (FETCH=no, and all that is linked statically). */

struct http *
http_open(const char *agent, const char *header, unsigned quiet)
{
	(void)agent, (void)header, (void)quiet;
	die("this build does not fetch: fetch with one that make all builds");
}

/* What follows is never reached. */

enum http_result
http_get(struct http *h, const char *url, int fd, uint64_t most, struct http_answer *answer)
{
	(void)h, (void)url, (void)fd, (void)most, (void)answer;
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
