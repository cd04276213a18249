#include "release.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "io/bytes.h"

#define SUMS "SHA256SUMS"

enum { SUMS_MAX = 1 << 20 }; /* bytes of SHA256SUMS */

/* "PATH/NAME" in the arena. */
static const char *
join(struct arena *names, const char *path, const char *name)
{
	struct buf text = { 0 };
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	buf_add(&text, (struct str){ path, n });
	buf_printf(&text, "%s%s", path[n - 1] == '/' ? "" : "/", name);
	const char *joined = arena_copy(names, buf_str(&text)).p;
	buf_free(&text);
	return joined;
}

/* A link by hand to another folder, or to another release, would hide what refresh writes. */
static void
check_link(const char *trade)
{
	static const char target[] = "current/trade";
	char link[sizeof target + 1];
	ssize_t n = readlink(trade, link, sizeof link);

	if (n >= 0 && !str_is((struct str){ link, (size_t)n }, target))
		die("%s: a link, but not to %s: it is not the folder of a store", trade, target);
}

static noreturn void
refuse_folder(const char *path, const char *trade, int error)
{
	struct arena names = { 0 };

	if (error != ENOENT && error != ENOTDIR)
		die("%s: %s", trade, strerror(error));
	if (access(join(&names, path, SUMS), F_OK) == 0)
		die("%s: the folder of period files; name the store, which is the folder that "
		    "contains trade/",
		    path);
	die("%s: Is a directory, and no store: it has no trade/" SUMS ". reliance-refresh makes "
	    "stores; name other files one by one",
	    path);
}

/* Reads SHA256SUMS. The caller frees the text. */
static struct buf
read_sums(int folder, const char *path, const char *trade, const char *shown)
{
	struct buf text = { 0 };
	int fd = openat(folder, SUMS, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = 0;

	if (fd < 0)
		refuse_folder(path, trade, errno);
	struct bytes *source = bytes_of(fd);
	bytes_limit(source, SUMS_MAX);
	do {
		text.n += (size_t)n;
		buf_reserve(&text, 4096);
		n = bytes_read(source, text.p + text.n, text.cap - text.n);
	} while (n > 0);
	if (n < 0)
		die("%s: %s", shown, bytes_error(source));
	bytes_close(source);
	return text;
}

/* Reads a line "DIGEST  NAME"; false if it is none. */
static bool
parse_line(struct str line, struct release_file *file, struct arena *names)
{
	enum { DIGITS = SHA256_BYTES * 2, GAP = 2 };

	if (line.n <= DIGITS + GAP || memchr(line.p, '\0', line.n) != NULL ||
	    !sha256_parse(line.p, file->sha256) || line.p[DIGITS] != ' ' ||
	    (line.p[DIGITS + 1] != ' ' && line.p[DIGITS + 1] != '*'))
		return false;
	file->name =
	    arena_copy(names, (struct str){ line.p + DIGITS + GAP, line.n - DIGITS - GAP }).p;
	return true;
}

/* Is it about a file of the release that has no rows? */
static bool
is_beside(const char *name)
{
	return strncmp(name, "../", 3) == 0 && strchr(name + 3, '/') == NULL;
}

static int
compare(const void *a, const void *b)
{
	const struct release_file *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static void
list(struct release *r, struct str text, const char *shown, struct arena *names)
{
	size_t cap = 0;
	uint64_t line = 0;

	while (text.n > 0) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end != NULL ? (size_t)(end - text.p) : text.n;
		mem_grow(&r->file, &cap, r->n, sizeof *r->file);
		struct release_file *file = &r->file[r->n];
		bool good = parse_line((struct str){ text.p, n }, file, names);
		line++;
		if (!good || (strchr(file->name, '/') != NULL && !is_beside(file->name)))
			die("%s:%llu: not the checksum of a file of this folder", shown,
			    (unsigned long long)line);
		r->n += !is_beside(file->name);
		text.p += n + (end != NULL);
		text.n -= n + (end != NULL);
	}
	if (r->n > 0)
		qsort(r->file, r->n, sizeof *r->file, compare);
	for (size_t i = 1; i < r->n; i++)
		if (compare(&r->file[i - 1], &r->file[i]) == 0)
			die("%s: it lists %s twice", shown, r->file[i].name);
}

static bool
is_listed(const struct release *r, const char *name)
{
	const struct release_file wanted = { .name = name };

	return r->n > 0 && bsearch(&wanted, r->file, r->n, sizeof *r->file, compare) != NULL;
}

/* The first name in the folder, by its bytes, that is not listed, in the arena; or null. */
static const char *
find_stray(const struct release *r, const char *trade, struct arena *names)
{
	int fd = openat(r->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	const char *first = NULL;

	if (folder == NULL)
		die("%s: %s", trade, strerror(errno));
	errno = 0;
	for (struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
		bool own = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
			   strcmp(e->d_name, SUMS) == 0 || is_listed(r, e->d_name);
		if (!own && (first == NULL || strcmp(e->d_name, first) < 0))
			first = arena_copy(names, str_of(e->d_name)).p;
	}
	if (errno != 0)
		die("%s: %s", trade, strerror(errno));
	closedir(folder);
	return first;
}

static void
check_file(const struct release_file *file)
{
	struct stat st;

	if (fstatat(file->folder, file->name, &st, 0) != 0 && errno == ENOENT)
		die("%s: missing, but " SUMS " lists it; reliance-refresh --rebuild makes it again",
		    file->path);
	if (faccessat(file->folder, file->name, R_OK, 0) != 0)
		die("%s: %s", file->path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		die("%s: not a regular file", file->path);
}

struct release
release_open(const char *path, struct arena *names)
{
	const char *trade = join(names, path, "trade"), *shown = join(names, trade, SUMS);
	struct release r = { 0 };

	check_link(trade);
	r.folder = open(trade, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r.folder < 0)
		refuse_folder(path, trade, errno);
	struct buf sums = read_sums(r.folder, path, trade, shown);
	list(&r, buf_str(&sums), shown, names);
	buf_free(&sums);
	const char *stray = find_stray(&r, trade, names);
	if (stray != NULL)
		die("%s: not a file of this store, for " SUMS " does not list it; move it away",
		    join(names, trade, stray));
	if (r.n == 0)
		die("%s: a store without rows: it has no period file", path);
	for (size_t i = 0; i < r.n; i++) {
		r.file[i].folder = r.folder;
		r.file[i].path = join(names, trade, r.file[i].name);
		check_file(&r.file[i]);
	}
	return r;
}

void
release_close(struct release *r)
{
	free(r->file);
	close(r->folder);
}
