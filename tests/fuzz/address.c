/*
 * address: libcurl agrees with http_check_base() about every URL that this accepts: https, or http
 * to this machine, without a user, a query or a fragment; also after a query is appended.
 */
#include <curl/curl.h>
#include <stdbool.h>

#include "fuzz.h"
#include "lib/io/http.h"
#include "lib/str.h"

static bool
has(CURLU *u, CURLUPart part)
{
	char *text = NULL;
	bool found = curl_url_get(u, part, &text, 0) == CURLUE_OK;

	curl_free(text);
	return found;
}

static void
check(const char *url, const char *path)
{
	CURLU *u = curl_url();
	char *scheme = NULL, *host = NULL, all[8192];

	snprintf(all, sizeof all, "%s%s", url, path);
	if (curl_url_set(u, CURLUPART_URL, all, 0) != CURLUE_OK) {
		curl_url_cleanup(u); /* libcurl rejects the URL */
		return;
	}
	CHECK(curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK);
	CHECK(curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK);
	CHECK(
	    !has(u, CURLUPART_USER) && !has(u, CURLUPART_PASSWORD) && !has(u, CURLUPART_FRAGMENT));
	CHECK(has(u, CURLUPART_QUERY) == (*path != '\0'));
	if (strcmp(scheme, "https") != 0) {
		CHECK(strcmp(scheme, "http") == 0);
		CHECK(strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
		      strncmp(host, "127.", 4) == 0);
		CHECK(strspn(host, "0123456789.") == strlen(host) || host[0] != '1');
	}
	curl_free(scheme);
	curl_free(host);
	curl_url_cleanup(u);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char url[4096];

	if (n >= sizeof url || memchr(data, '\0', n) != NULL)
		return 0;
	memcpy(url, data, n);
	url[n] = '\0';
	if (http_check_base(url) != NULL)
		return 0;
	check(url, "");
	check(url, "/data/v1/get/C/A/HS?reporterCode=842");
	return 0;
}
