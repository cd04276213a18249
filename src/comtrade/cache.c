#include "cache.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/die.h"
#include "lib/hash/keytab.h"

struct cache {
	struct buf folder, path;
	bool only_read;
};

static void
make_folder(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		die("the folder %s: %s", path, strerror(errno));
}

/* The folder and those above it. */
static void
make_folders(struct buf *path)
{
	(void)buf_text(path);
	for (size_t i = 1; i < path->n; i++) {
		if (path->p[i] != '/')
			continue;
		path->p[i] = '\0';
		make_folder(path->p);
		path->p[i] = '/';
	}
	make_folder(path->p);
}

static void
find_home(struct buf *to)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache != NULL && *cache == '/') /* others are to be ignored, says the standard */
		buf_printf(to, "%s/reliance", cache);
	else if (home != NULL && *home == '/')
		buf_printf(to, "%s/.cache/reliance", home);
	else
		die("neither XDG_CACHE_HOME nor HOME says where answers are kept; --cache does");
}

/*
 * Is this what the file says, or its beginning, which a run that is at it, or was killed, has left?
 * False if there is no such file.
 */
static bool
says(const char *path, struct str query)
{
	FILE *f = fopen(path, "r");
	size_t n = 0;
	int c;

	if (f == NULL)
		return false;
	while ((c = getc(f)) != EOF && n < query.n && query.p[n] == (char)c)
		n++;
	(void)fclose(f);
	return c == EOF;
}

static void
write_query(const char *path, struct str query)
{
	FILE *f = fopen(path, "w");

	if (f == NULL || fwrite(query.p, 1, query.n, f) != query.n || fclose(f) != 0)
		die("writing %s: %s", path, strerror(errno));
}

/* The folder of the query: the first of those with its hash that says so, or that says nothing. */
static void
find_folder(struct cache *c, struct str query)
{
	size_t n = c->folder.n;
	uint64_t hash[2];

	hash_bytes_twice(query, hash);
	for (;; hash[1]++) {
		c->folder.n = n;
		buf_printf(&c->folder, "/%016" PRIx64 "%016" PRIx64, hash[0], hash[1]);
		c->path.n = 0;
		buf_printf(&c->path, "%s/query", buf_text(&c->folder));
		if (says(buf_text(&c->path), query))
			return;
		if (access(c->path.p, F_OK) != 0) {
			if (!c->only_read) {
				make_folders(&c->folder);
				write_query(c->path.p, query);
			}
			return;
		}
	}
}

struct cache *
cache_open(const char *folder, struct str query, bool only_read)
{
	struct cache *c = mem_zalloc(1, sizeof *c);

	c->only_read = only_read;
	if (folder != NULL)
		buf_add(&c->folder, str_of(folder));
	else
		find_home(&c->folder);
	find_folder(c, query);
	(void)buf_text(&c->folder);
	if (!only_read)
		atomic_file_sweep(c->folder.p);
	return c;
}

const char *
cache_file(struct cache *c, const char *name)
{
	c->path.n = 0;
	buf_printf(&c->path, "%s/%s", c->folder.p, name);
	return buf_text(&c->path);
}

const char *
cache_path(struct cache *c, const struct dataset *d)
{
	c->path.n = 0;
	buf_printf(&c->path, "%s/%s.%s.json.gz", c->folder.p, d->code.p, d->checksum.p);
	return buf_text(&c->path);
}

bool
cache_has(struct cache *c, const struct dataset *d)
{
	const char *path = cache_path(c, d);
	struct stat st;

	/* a pipe or a device that somebody put there might never end; a folder says so itself */
	return access(path, R_OK) == 0 && stat(path, &st) == 0 &&
	       (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

struct atomic_file *
cache_draft(struct cache *c)
{
	return atomic_file_begin(c->folder.p);
}

void
cache_close(struct cache *c)
{
	buf_free(&c->folder);
	buf_free(&c->path);
	free(c);
}
