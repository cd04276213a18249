#include "atomic-file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/die.h"
#include "lib/mem.h"

static const char prefix[] = ".draft-";

struct atomic_file {
	const char *folder;
	struct buf path;
	int fd; /* the same file, for flock() and fsync() */
	gzFile file;
	struct atomic_file *next; /* in the list of all drafts */
};

static struct atomic_file *all;

static noreturn void
fail(const struct atomic_file *d, const char *what)
{
	die("%s in %s: %s", what, d->folder, strerror(errno));
}

static void
remove_all(void)
{
	for (const struct atomic_file *d = all; d != NULL; d = d->next)
		(void)unlink(d->path.p);
}

/*
 * Creates and locks the file. If a sweep by another process removed it before it was locked, tries
 * again.
 */
static void
create(struct atomic_file *d)
{
	struct stat st = { 0 };

	while (st.st_nlink == 0) {
		d->path.n = 0;
		buf_printf(&d->path, "%s/%sXXXXXX", d->folder, prefix);
		(void)buf_text(&d->path);
		if (d->fd >= 0)
			(void)close(d->fd);
		d->fd = mkstemp(d->path.p);
		if (d->fd < 0 || flock(d->fd, LOCK_EX) != 0 || fstat(d->fd, &st) != 0)
			fail(d, "creating a file");
	}
	/* mkstemp() makes the file private; give it ordinary permissions */
	mode_t mask = umask(0);
	(void)umask(mask);
	if (fchmod(d->fd, 0666 & ~mask) != 0)
		fail(d, "creating a file");
}

struct atomic_file *
atomic_file_begin(const char *folder)
{
	static bool registered;
	struct atomic_file *d = mem_zalloc(1, sizeof *d);

	if (!registered)
		registered = atexit(remove_all) == 0;
	d->folder = folder;
	d->fd = -1;
	create(d);
	d->next = all;
	all = d;
	int copy = fcntl(d->fd, F_DUPFD_CLOEXEC, 0);
	d->file = copy >= 0 ? gzdopen(copy, "w") : NULL;
	if (d->file == NULL)
		fail(d, "creating a file");
	return d;
}

void
atomic_file_add(struct atomic_file *d, struct str text)
{
	if (text.n > 0 && gzwrite(d->file, text.p, (unsigned)text.n) != (int)text.n)
		fail(d, "writing a file");
}

static void
forget(struct atomic_file *d)
{
	struct atomic_file **at = &all;

	while (*at != d)
		at = &(*at)->next;
	*at = d->next;
	buf_free(&d->path);
	free(d);
}

/* A rename is durable only after the folder has been synced. */
static void
sync_folder(const struct atomic_file *d)
{
	int fd = open(d->folder, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL) || close(fd) != 0)
		fail(d, "syncing the folder");
}

void
atomic_file_publish(struct atomic_file *d, const char *path)
{
	if (gzclose(d->file) != Z_OK || fsync(d->fd) != 0)
		fail(d, "writing a file");
	if (rename(d->path.p, path) != 0)
		fail(d, "renaming a file");
	sync_folder(d);
	(void)close(d->fd);
	forget(d);
}

void
atomic_file_sweep(const char *folder)
{
	DIR *dir = opendir(folder);
	struct buf path = { 0 };

	if (dir == NULL)
		return;
	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		if (strncmp(entry->d_name, prefix, sizeof prefix - 1) != 0)
			continue;
		path.n = 0;
		buf_printf(&path, "%s/%s", folder, entry->d_name);
		int fd = open(buf_text(&path), O_RDWR | O_CLOEXEC);
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			(void)unlink(path.p);
		if (fd >= 0)
			(void)close(fd);
	}
	buf_free(&path);
	(void)closedir(dir);
}
