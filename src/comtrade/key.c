#include "key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/die.h"

enum { LONGEST = 256, LEAST_PART = 4 };

static char text[LONGEST + 2];

static const char *
read_file(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) != 0)
		die("%s: %s", path, strerror(errno));
	if (st.st_uid != geteuid() || (st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		die("%s: others than you may read or change this key (chmod 600 %s)", path, path);
	ssize_t n = read(fd, text, sizeof text - 1);
	if (n < 0)
		die("%s: %s", path, strerror(errno));
	(void)close(fd);
	text[n] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	return text;
}

const char *
key_find(const char *path)
{
	const char *key = path != NULL ? read_file(path) : getenv("COMTRADE_API_KEY");
	const char *where = path != NULL ? path : "COMTRADE_API_KEY";

	if (key == NULL || (path == NULL && *key == '\0'))
		return NULL;
	size_t n = strlen(key);
	if (n == 0 || n > LONGEST)
		die("%s: a key has 1 to %d characters", where, LONGEST);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)key[i] <= ' ' || (unsigned char)key[i] > '~')
			die("%s: a key has no blanks and no characters beyond ASCII", where);
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
key_hide(const char *key, struct buf *text_of)
{
	size_t n = key != NULL ? strlen(key) : 0;

	for (size_t i = 0; n > 0 && i < text_of->n; i++) {
		/* where words were cut short, the beginning of a key may be their end */
		size_t part = text_of->n - i < n ? text_of->n - i : n;
		if (part >= LEAST_PART && memcmp(text_of->p + i, key, part) == 0)
			memset(text_of->p + i, '*', part);
	}
}
