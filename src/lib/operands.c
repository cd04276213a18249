#include "operands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "lib/csv/csvin.h"
#include "lib/io/progress.h"
#include "mem.h"

struct caps {
	size_t path, stored, store;
};

static void
add_file(struct operands *o, struct caps *cap, const char *path, const struct release_file *stored)
{
	mem_grow(&o->path, &cap->path, o->n, sizeof *o->path);
	mem_grow(&o->stored, &cap->stored, o->n, sizeof *o->stored);
	o->path[o->n] = path;
	o->stored[o->n++] = stored;
	progress_expect(path);
}

static void
add(struct operands *o, struct caps *cap, const char *path)
{
	struct stat st;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
		add_file(o, cap, path, NULL);
		return;
	}
	struct release r = release_open(path, &o->names);
	mem_grow(&o->store, &cap->store, o->stores, sizeof *o->store);
	o->store[o->stores++] = r;
	for (size_t i = 0; i < r.n; i++)
		add_file(o, cap, r.file[i].path, &r.file[i]);
}

const char *
operand_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

static void
add_listed(struct operands *o, struct caps *cap, const char *list)
{
	struct bytes *source = bytes_open(list);

	if (source == NULL)
		die("%s: %s", operand_name(list), strerror(errno));
	struct csvin *in = csvin_open(source, '\n'); /* no line contains it: one field per line */
	for (;;) {
		enum csvin_result r = csvin_next(in);
		if (r == CSVIN_END)
			break;
		struct str line = csvin_raw(in);
		if (r == CSVIN_FAIL || (line.n > 0 && memchr(line.p, '\0', line.n) != NULL))
			die("%s:%llu: %s", operand_name(list), (unsigned long long)csvin_line(in),
			    csvin_error(in));
		if (line.n > 0)
			add(o, cap, arena_copy(&o->names, line).p);
	}
	csvin_close(in);
	bytes_close(source);
}

static const struct release_file *
stored_of(const struct operands *o, size_t i)
{
	return o->stored != NULL ? o->stored[i] : NULL;
}

/* The status of a file; all zero if it cannot be determined. */
static struct stat
stat_of(const struct operands *o, size_t i)
{
	const struct release_file *stored = stored_of(o, i);
	struct stat st = { 0 };
	int failed;

	if (stored != NULL)
		failed = fstatat(stored->folder, stored->name, &st, 0);
	else if (strcmp(o->path[i], "-") == 0)
		failed = fstat(STDIN_FILENO, &st);
	else
		failed = stat(o->path[i], &st);
	return failed == 0 ? st : (struct stat){ 0 };
}

/* A tool that reads the file it writes would never reach its end. */
static void
check_stdout(const struct operands *o)
{
	struct stat out, in;

	if (fstat(STDOUT_FILENO, &out) != 0 || !S_ISREG(out.st_mode))
		return;
	for (size_t i = 0; i < o->n; i++) {
		in = stat_of(o, i);
		if (in.st_dev == out.st_dev && in.st_ino == out.st_ino)
			misuse("%s is both read and written", operand_name(o->path[i]));
	}
}

/* Two readers of one pipe would each get some of its bytes. */
static void
check_streams(const struct operands *o)
{
	struct stat *seen = mem_alloc(o->n, sizeof *seen);
	const char **path = mem_alloc(o->n, sizeof *path);
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++) {
		struct stat st = stat_of(o, i);
		if (st.st_ino == 0 || S_ISREG(st.st_mode) || S_ISCHR(st.st_mode))
			continue;
		for (size_t k = 0; k < n; k++)
			if (seen[k].st_dev == st.st_dev && seen[k].st_ino == st.st_ino)
				misuse("%s and %s are the same stream", path[k],
				    operand_name(o->path[i]));
		seen[n] = st;
		path[n++] = operand_name(o->path[i]);
	}
	free(seen);
	free(path);
}

void
operands_once(const struct operands *o)
{
	struct stat *seen = mem_alloc(o->n, sizeof *seen);

	for (size_t i = 0; i < o->n; i++) {
		seen[i] = stat_of(o, i);
		for (size_t k = 0; k < i && S_ISREG(seen[i].st_mode); k++)
			if (seen[k].st_dev == seen[i].st_dev && seen[k].st_ino == seen[i].st_ino)
				misuse("%s and %s are one file: its rows would be counted twice",
				    operand_name(o->path[k]), operand_name(o->path[i]));
	}
	free(seen);
}

struct operands
operands_collect(const struct opts *o, int first, int argc, char **argv)
{
	struct operands list = { 0 };
	struct caps cap = { 0 };
	int stdins = 0;

	for (int i = first; i < argc; i++)
		add(&list, &cap, argv[i]);
	for (size_t i = 0; i < o->files_from_n; i++) {
		add_listed(&list, &cap, o->files_from[i]);
		stdins += strcmp(o->files_from[i], "-") == 0;
	}
	if (list.n == 0 && o->files_from_n == 0)
		add(&list, &cap, "-");
	for (size_t i = 0; i < list.n; i++)
		stdins += strcmp(list.path[i], "-") == 0;
	if (stdins > 1)
		misuse("stdin is named more than once");
	if (list.n == 0)
		misuse("%s names no file", operand_name(o->files_from[0]));
	for (size_t i = 0; i < list.n; i++)
		if (strcmp(list.path[i], "-") != 0 && stored_of(&list, i) == NULL &&
		    access(list.path[i], R_OK) != 0)
			die("%s: %s", list.path[i], strerror(errno));
	check_streams(&list);
	check_stdout(&list);
	return list;
}

struct bytes *
operands_open(const struct operands *o, size_t i)
{
	const struct release_file *stored = stored_of(o, i);

	if (stored == NULL)
		return bytes_open(o->path[i]);
	int fd = openat(stored->folder, stored->name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return NULL;
	struct bytes *s = bytes_of(fd);
	bytes_expect(s, stored->sha256);
	return s;
}

void
operands_free(struct operands *o)
{
	for (size_t i = 0; i < o->stores; i++)
		release_close(&o->store[i]);
	free(o->store);
	free(o->stored);
	free(o->path);
	arena_free(&o->names);
}
