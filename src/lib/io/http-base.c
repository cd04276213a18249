#include "http.h"

#include <arpa/inet.h>

/* Is `host` this machine: localhost, [::1] or 127.x.x.x? */
static bool
is_loopback(struct str host)
{
	char text[64];
	struct in_addr number;

	if (str_is(host, "localhost") || str_is(host, "[::1]"))
		return true;
	if (host.n >= sizeof text)
		return false;
	memcpy(text, host.p, host.n);
	text[host.n] = '\0';
	return inet_pton(AF_INET, text, &number) == 1 && ntohl(number.s_addr) >> 24 == 127;
}

const char *
http_check_base(const char *url)
{
	struct str s = str_of(url);
	bool plain = str_begins(s, str_of("http://"));

	if (!plain && !str_begins(s, str_of("https://")))
		return "it does not begin with https://";
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7f ||
		    strchr("@?#\\\"<>", s.p[i]) != NULL)
			return "it may have a scheme, host, port and path only";
	s.p += plain ? 7 : 8;
	s.n = strcspn(s.p, "/");
	size_t host = s.n > 0 && s.p[0] == '[' ? strcspn(s.p, "]") + 1 : strcspn(s.p, ":/");
	if (host == 0 || host > s.n || (host < s.n && strchr(":/", s.p[host]) == NULL))
		return "it has no host";
	if (plain && !is_loopback((struct str){ s.p, host }))
		return "http is allowed for this machine only; use https";
	return NULL;
}
