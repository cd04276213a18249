#include "cache.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/die.h"
#include "lib/hash/hash.h"

struct cache {
	struct buf folder, path;
	bool read_only;
};

static void
make_folder(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		die("cannot create the folder %s: %s", path, strerror(errno));
}

/* Makes the folder and its parents. */
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
add_default_folder(struct buf *to)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache != NULL && *cache == '/') /* the XDG standard ignores relative paths */
		buf_printf(to, "%s/reliance", cache);
	else if (home != NULL && *home == '/')
		buf_printf(to, "%s/.cache/reliance", home);
	else
		die("no folder for the cache: set XDG_CACHE_HOME or HOME, or use --cache DIR");
}

/*
 * Does the file hold this query, or a prefix of it? A run that is writing it, or was killed while
 * it did, leaves a prefix. False if there is no such file.
 */
static bool
has_query(const char *path, struct str query)
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
		die("cannot write %s: %s", path, strerror(errno));
}

/* Finds the folder of the query: after a hash collision, the next number. */
static void
find_folder(struct cache *c, struct str query)
{
	size_t n = c->folder.n;
	uint64_t hash[2];

	hash_name(query, hash);
	for (;; hash[1]++) {
		c->folder.n = n;
		buf_printf(&c->folder, "/%016" PRIx64 "%016" PRIx64, hash[0], hash[1]);
		c->path.n = 0;
		buf_printf(&c->path, "%s/query", buf_text(&c->folder));
		if (has_query(buf_text(&c->path), query))
			return;
		if (access(c->path.p, F_OK) != 0) {
			if (!c->read_only) {
				make_folders(&c->folder);
				write_query(c->path.p, query);
			}
			return;
		}
	}
}

struct cache *
cache_open(const char *folder, struct str query, bool read_only)
{
	struct cache *c = mem_zalloc(1, sizeof *c);

	c->read_only = read_only;
	if (folder != NULL)
		buf_add(&c->folder, str_of(folder));
	else
		add_default_folder(&c->folder);
	find_folder(c, query);
	(void)buf_text(&c->folder);
	if (!read_only)
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

	/* a pipe or a device might never end; reading a folder fails with a clear message */
	return access(path, R_OK) == 0 && stat(path, &st) == 0 &&
	       (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

struct atomic_file *
cache_begin(struct cache *c)
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
