#include "key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/die.h"

enum {
	MAX_KEY = 256,
	MIN_PREFIX = 4, /* a shorter prefix at the end of a message reveals nothing */
};

static char key_text[MAX_KEY + 2];

static const char *
read_file(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) != 0)
		die("%s: %s", path, strerror(errno));
	if (st.st_uid != geteuid() || (st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		die("%s: other users can access this key (chmod 600 %s)", path, path);
	ssize_t n = read(fd, key_text, sizeof key_text - 1);
	if (n < 0)
		die("%s: %s", path, strerror(errno));
	(void)close(fd);
	key_text[n] = '\0';
	key_text[strcspn(key_text, "\r\n")] = '\0';
	return key_text;
}

const char *
key_find(const char *path)
{
	const char *key = path != NULL ? read_file(path) : getenv("COMTRADE_API_KEY");
	const char *where = path != NULL ? path : "COMTRADE_API_KEY";

	if (key == NULL || (path == NULL && *key == '\0'))
		return NULL;
	size_t n = strlen(key);
	if (n == 0 || n > MAX_KEY)
		die("%s: the key must have 1 to %d characters", where, MAX_KEY);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)key[i] <= ' ' || (unsigned char)key[i] > '~')
			die("%s: the key must have printable ASCII characters only, without blanks",
			    where);
	return key;
}

char *
key_header(const char *key)
{
	static const char name[] = "Ocp-Apim-Subscription-Key: ";
	size_t n = sizeof name + strlen(key);
	char *header = mem_alloc(n, 1);

	snprintf(header, n, "%s%s", name, key);
	return header;
}

void
key_redact(const char *key, struct buf *text)
{
	size_t n = key != NULL ? strlen(key) : 0;

	for (size_t i = 0; n > 0 && i < text->n; i++) {
		/* a truncated message may end within the key */
		size_t part = text->n - i < n ? text->n - i : n;
		if (part >= MIN_PREFIX && memcmp(text->p + i, key, part) == 0)
			memset(text->p + i, '*', part);
	}
}
