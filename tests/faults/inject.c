/*
 * inject: a library to preload, which makes one system call or allocation of a program fail.
 *
 * FAULT=KIND:N      the N-th call of the kind fails, KIND:N+ every one from the N-th on. KIND is a
 * name of `kinds` below; 0 fails none. FAULT_COUNT=FILE  appends a line for each process: its name
 * and how many calls of the kind it made FAULT_ON=NAME     only in programs of this name
 * FAULT_TURN=N:FILE only in the N-th such process; FILE gets a byte for each
 * FAULT_UNDER=DIR   only calls on files below this folder
 */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind {
	NONE,
	COUNT, /* none fails, all are counted */
	MALLOC,
	READ,
	READ_SHORT,
	READ_SIGNAL,
	WRITE,
	WRITE_SHORT,
	WRITE_SIGNAL,
	KILL,
	OPEN,
	CLOSE,
	SYNC,
	RENAME,
	MAKE,
	TRUNCATE,
	STAT,
	PIPE,
	POLL,
	THREAD,
	KINDS,
};

static const struct {
	const char *name;
	int error;
} kinds[KINDS] = {
	[NONE] = { "none", 0 },
	[COUNT] = { "count", 0 },
	[MALLOC] = { "malloc", ENOMEM },
	[READ] = { "read", EIO },
	[READ_SHORT] = { "read-short", 0 },
	[READ_SIGNAL] = { "read-signal", EINTR },
	[WRITE] = { "write", ENOSPC },
	[WRITE_SHORT] = { "write-short", 0 },
	[WRITE_SIGNAL] = { "write-signal", EINTR },
	[KILL] = { "kill", 0 },
	[OPEN] = { "open", EMFILE },
	[CLOSE] = { "close", EIO },
	[SYNC] = { "sync", EIO },
	[RENAME] = { "rename", EIO },
	[MAKE] = { "make", ENOSPC },
	[TRUNCATE] = { "truncate", EIO },
	[STAT] = { "stat", EIO },
	[PIPE] = { "pipe", EMFILE },
	[POLL] = { "poll", ENOMEM },
	[THREAD] = { "thread", EAGAIN },
};

static enum kind chosen;
static long first;
static bool all_later;
static const char *under;
static atomic_long calls[KINDS];

/* The library must not call what it replaces. */
static int
append_to(const char *path)
{
	return (int)syscall(
	    SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

/* Is it this process's turn? */
static bool
is_its_turn(const char *turn)
{
	char *file;
	long wanted = strtol(turn, &file, 10);
	int fd = append_to(file + 1);

	if (syscall(SYS_write, fd, ".", (size_t)1) != 1)
		abort();
	long mine = lseek(fd, 0, SEEK_CUR);
	syscall(SYS_close, fd);
	return mine == wanted;
}

__attribute__((constructor)) static void
begin(void)
{
	const char *fault = getenv("FAULT"), *on = getenv("FAULT_ON"), *turn = getenv("FAULT_TURN");
	const char *colon = fault != NULL ? strchr(fault, ':') : NULL;
	char *rest;

	if (colon == NULL || (on != NULL && strcmp(on, program_invocation_short_name) != 0) ||
	    (turn != NULL && !is_its_turn(turn)))
		return;
	first = strtol(colon + 1, &rest, 10);
	all_later = *rest == '+';
	under = getenv("FAULT_UNDER");
	for (int k = NONE; k < KINDS; k++)
		if (strlen(kinds[k].name) == (size_t)(colon - fault) &&
		    strncmp(kinds[k].name, fault, (size_t)(colon - fault)) == 0)
			chosen = (enum kind)k;
	if (chosen == NONE)
		abort();
}

static void
print_count(int fd, const char *what, long n)
{
	char line[256];
	int length =
	    snprintf(line, sizeof line, "%s %s %ld\n", program_invocation_short_name, what, n);

	if (syscall(SYS_write, fd, line, (size_t)length) != length)
		abort();
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("FAULT_COUNT");

	if (path == NULL || chosen != COUNT)
		return;
	int fd = append_to(path);
	print_count(fd, "process", 1);
	for (int k = COUNT + 1; k < KINDS; k++)
		if (calls[k] > 0)
			print_count(fd, kinds[k].name, (long)calls[k]);
	syscall(SYS_close, fd);
}

/* Does this call fail? Counts it, and sets errno. */
static bool
fails(enum kind kind)
{
	if (kind != chosen && chosen != COUNT)
		return false;
	long n = atomic_fetch_add(&calls[kind], 1) + 1;
	if (chosen == COUNT || (all_later ? n < first : n != first))
		return false;
	errno = kinds[kind].error;
	return true;
}

static bool
is_below(const char *path)
{
	return under == NULL || strncmp(path, under, strlen(under)) == 0;
}

static bool
file_fails(enum kind kind, int fd)
{
	char link[64], path[4096] = "";

	if (kind != chosen && chosen != COUNT)
		return false;
	if (under != NULL) {
		snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
		if (readlink(link, path, sizeof path - 1) < 0)
			return false;
	}
	return is_below(path) && fails(kind);
}

static bool
path_fails(enum kind kind, const char *path)
{
	return (kind == chosen || chosen == COUNT) && is_below(path) && fails(kind);
}

/* Fills `real` with the function that this library replaces. */
#define REAL(name)                                                 \
	static __typeof__(&name) real;                             \
	do {                                                       \
		if (real == NULL)                                  \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
	} while (0)

/* dlsym() allocates, so these have names of their own in glibc. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t n);
extern void *__libc_memalign(size_t align, size_t n);

void *
malloc(size_t n)
{
	return fails(MALLOC) ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails(MALLOC) ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *old, size_t n)
{
	return fails(MALLOC) ? NULL : __libc_realloc(old, n);
}

int
posix_memalign(void **p, size_t align, size_t n)
{
	if (fails(MALLOC))
		return ENOMEM;
	*p = __libc_memalign(align, n);
	return *p == NULL ? ENOMEM : 0;
}

static size_t
shortened(size_t n)
{
	size_t call = (size_t)calls[READ_SHORT] + (size_t)calls[WRITE_SHORT];

	return n > 1 ? 1 + call * 7 % (n < 100 ? n : 100) : n;
}

ssize_t
read(int fd, void *to, size_t n)
{
	REAL(read);
	if (file_fails(READ, fd) || file_fails(READ_SIGNAL, fd))
		return -1;
	return real(fd, to, file_fails(READ_SHORT, fd) ? shortened(n) : n);
}

ssize_t
pread(int fd, void *to, size_t n, off_t at)
{
	REAL(pread);
	if (file_fails(READ, fd) || file_fails(READ_SIGNAL, fd))
		return -1;
	return real(fd, to, file_fails(READ_SHORT, fd) ? shortened(n) : n, at);
}

/* Does this write fail? Messages are left alone, or nobody could read them. */
static bool
write_fails(int fd)
{
	if (fd == STDERR_FILENO)
		return false;
	if (file_fails(KILL, fd))
		raise(SIGKILL);
	return file_fails(WRITE, fd) || file_fails(WRITE_SIGNAL, fd);
}

ssize_t
write(int fd, const void *from, size_t n)
{
	REAL(write);
	if (write_fails(fd))
		return -1;
	return real(
	    fd, from, fd != STDERR_FILENO && file_fails(WRITE_SHORT, fd) ? shortened(n) : n);
}

ssize_t
pwrite(int fd, const void *from, size_t n, off_t at)
{
	REAL(pwrite);
	if (write_fails(fd))
		return -1;
	return real(fd, from, file_fails(WRITE_SHORT, fd) ? shortened(n) : n, at);
}

static mode_t
mode_in(int flags, va_list more)
{
	return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(more, int) : 0;
}

int
open(const char *path, int flags, ...)
{
	va_list more;

	REAL(open);
	va_start(more, flags);
	mode_t mode = mode_in(flags, more);
	va_end(more);
	return path_fails(OPEN, path) ? -1 : real(path, flags, mode);
}

/* Programs with 64-bit offsets, as Python, call it so. */
int
open64(const char *path, int flags, ...)
{
	va_list more;

	REAL(open64);
	va_start(more, flags);
	mode_t mode = mode_in(flags, more);
	va_end(more);
	return path_fails(OPEN, path) ? -1 : real(path, flags, mode);
}

FILE *
fopen(const char *path, const char *mode)
{
	REAL(fopen);
	return path_fails(OPEN, path) ? NULL : real(path, mode);
}

/* Linux closes the descriptor even where close() fails. */
int
close(int fd)
{
	REAL(close);
	bool failed = file_fails(CLOSE, fd);
	int error = errno, result = real(fd);
	if (!failed)
		return result;
	errno = error;
	return -1;
}

int
fclose(FILE *file)
{
	REAL(fclose);
	bool failed = file_fails(CLOSE, fileno(file));
	int error = errno, result = real(file);
	if (!failed)
		return result;
	errno = error;
	return EOF;
}

int
fsync(int fd)
{
	REAL(fsync);
	return file_fails(SYNC, fd) ? -1 : real(fd);
}

int
rename(const char *from, const char *to)
{
	REAL(rename);
	return path_fails(RENAME, to) ? -1 : real(from, to);
}

int
mkstemp(char *path)
{
	REAL(mkstemp);
	return path_fails(MAKE, path) ? -1 : real(path);
}

int
mkdir(const char *path, mode_t mode)
{
	REAL(mkdir);
	return path_fails(MAKE, path) ? -1 : real(path, mode);
}

int
ftruncate(int fd, off_t n)
{
	REAL(ftruncate);
	return file_fails(TRUNCATE, fd) ? -1 : real(fd, n);
}

int
fstat(int fd, struct stat *to)
{
	REAL(fstat);
	return file_fails(STAT, fd) ? -1 : real(fd, to);
}

int
stat(const char *path, struct stat *to)
{
	REAL(stat);
	return path_fails(STAT, path) ? -1 : real(path, to);
}

int
pipe(int fd[2])
{
	REAL(pipe);
	return fails(PIPE) ? -1 : real(fd);
}

int
poll(struct pollfd *fd, nfds_t n, int timeout)
{
	REAL(poll);
	return fails(POLL) ? -1 : real(fd, n, timeout);
}

int
pthread_create(pthread_t *to, const pthread_attr_t *how, void *(*body)(void *), void *data)
{
	REAL(pthread_create);
	return fails(THREAD) ? EAGAIN : real(to, how, body, data);
}
