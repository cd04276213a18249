/*
 * bytes: every inflater restores gzip data, whatever the block size, and they agree on which data
 * is damaged. The thread that inflates long files frees what it uses and never blocks the reader.
 */
#include "lib/io/bytes.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "file.h"
#include "lib/io/gunzip.h"
#include "lib/mem.h"
#include "tap.h"

static uint64_t seed = 1;

/* The next of a fixed sequence of pseudo-random numbers, below `below`. */
static uint32_t
random_below(uint32_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % below;
}

/* How a gzip member is compressed. */
struct compression {
	int level, strategy;
	bool fields; /* its header has a name, a comment, an extra field and a checksum */
};

static void
add_member(struct buf *to, struct str text, struct compression c)
{
	static unsigned char extra[300] = "extra", name[] = "a name", comment[] = "";
	gz_header header = { .extra = extra,
		.extra_len = sizeof extra,
		.name = name,
		.comment = comment,
		.hcrc = 1 };
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)text.p, .avail_in = (uInt)text.n };
	size_t most = text.n + text.n / 8 + 1000;

	buf_reserve(to, most);
	z.next_out = (unsigned char *)to->p + to->n;
	z.avail_out = (uInt)most;
	if (deflateInit2(&z, c.level, Z_DEFLATED, 15 + 16, 8, c.strategy) != Z_OK ||
	    (c.fields && deflateSetHeader(&z, &header) != Z_OK) ||
	    deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	to->n += most - z.avail_out;
	deflateEnd(&z);
}

/* Appends `n` bytes that gzip compresses to about a half. */
static void
add_text(struct buf *to, size_t n)
{
	while (n-- > 0)
		buf_add_byte(to, "0123456789abcdef,\n"[random_below(18)]);
}

/* Inflates `bytes` into `to`, `cap` bytes per read. Returns an error message, or "". */
static const char *
gunzip_all(struct str bytes, const struct inflater *inflater, size_t cap, struct buf *to)
{
	struct gunzip *g = gunzip_open(file_of(bytes), inflater);
	ssize_t n;

	to->n = 0;
	do {
		buf_reserve(to, cap);
		n = gunzip_read(g, to->p + to->n, cap);
		to->n += n > 0 ? (size_t)n : 0;
	} while (n > 0);
	const char *error = n < 0 ? gunzip_error(g) : "";
	gunzip_close(g);
	return error;
}

static const struct compression compressions[] = {
	{ 0, Z_DEFAULT_STRATEGY, false },
	{ 1, Z_DEFAULT_STRATEGY, true },
	{ 6, Z_DEFAULT_STRATEGY, false },
	{ 9, Z_FIXED, false },
	{ 9, Z_HUFFMAN_ONLY, true },
	{ 9, Z_RLE, false },
};
enum { COMPRESSIONS = sizeof compressions / sizeof *compressions };

/* Members of every compression, one of them empty: their text, and the gzip data. */
static void
make_members(struct buf *text, struct buf *gz)
{
	text->n = gz->n = 0;
	for (size_t i = 0; i <= COMPRESSIONS; i++) {
		size_t from = text->n;
		add_text(text, i < COMPRESSIONS ? random_below(i % 2 == 0 ? 300 : 90000) : 0);
		for (uint32_t again = random_below(4); again > 0 && text->n > from; again--) {
			buf_reserve(text, text->n - from);
			buf_add(text, (struct str){ text->p + from, text->n - from });
		}
		add_member(gz, (struct str){ text->p + from, text->n - from },
		    compressions[i % COMPRESSIONS]);
	}
}

static void
test_inflaters(void)
{
	static const size_t caps[] = { 1, 7, 1000, 65536, 1 << 20 };
	struct buf text = { 0 }, gz = { 0 }, got = { 0 };

	for (size_t k = 0; inflaters[k] != NULL; k++) {
		size_t wrong = 0;
		for (int round = 0; round < 10; round++) {
			make_members(&text, &gz);
			for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
				const char *why =
				    gunzip_all(buf_str(&gz), inflaters[k], caps[i], &got);
				wrong += *why != '\0' || !str_eq(buf_str(&got), buf_str(&text));
			}
		}
		ok(wrong == 0, "%s restores the text in blocks of any size; %zu failures",
		    inflaters[k]->name, wrong);
	}
	buf_free(&text);
	buf_free(&gz);
	buf_free(&got);
}

/* Damages the data in one place: cuts it, flips a bit, drops or appends a byte. */
static void
mutate(struct buf *b)
{
	size_t at = random_below((uint32_t)b->n);

	switch (random_below(4)) {
	case 0: b->n = at; break;
	case 1: b->p[at] ^= (char)(1 << random_below(8)); break;
	case 2: memmove(b->p + at, b->p + at + 1, --b->n - at); break;
	default: buf_add_byte(b, random_below(2) == 0 ? '\0' : 'x');
	}
}

/* All inflaters agree on which members are damaged, and none accepts wrong bytes. */
static void
test_damage(void)
{
	struct buf text = { 0 }, gz = { 0 }, got = { 0 };
	size_t differ = 0, wrong = 0, bad = 0;

	for (int round = 0; round < 2000; round++) {
		text.n = gz.n = 0;
		add_text(&text, random_below(2000));
		add_member(&gz, buf_str(&text), compressions[round % COMPRESSIONS]);
		mutate(&gz);
		const char *why = NULL;
		for (size_t k = 0; inflaters[k] != NULL; k++) {
			const char *now = gunzip_all(buf_str(&gz), inflaters[k], 4096, &got);
			/* only the result counts; messages may differ */
			differ += why != NULL && (*why == '\0') != (*now == '\0');
			/* damage to the header's name or time is harmless; without the gzip magic
			 * the bytes are passed through */
			wrong += *now == '\0' && !str_eq(buf_str(&got), buf_str(&text)) &&
				 !str_eq(buf_str(&got), buf_str(&gz));
			bad += *now != '\0';
			why = now;
		}
	}
	ok(differ == 0 && bad > 0, "all inflaters agree on which data is damaged; %zu differences",
	    differ);
	ok(wrong == 0, "no inflater returns wrong bytes without an error; %zu did", wrong);
	buf_free(&text);
	buf_free(&gz);
	buf_free(&got);
}

/* Writes a gzip file that is long enough for the thread. Returns its path; fills `text` and `gz`.
 */
static const char *
long_file(struct buf *text, struct buf *gz)
{
	static char path[] = "/tmp/bytes-long-XXXXXX";
	int fd = mkstemp(path);

	text->n = gz->n = 0;
	add_text(text, 5 << 20);
	add_member(gz, buf_str(text), compressions[1]);
	if (fd < 0 || write(fd, gz->p, gz->n) != (ssize_t)gz->n)
		abort();
	close(fd);
	return path;
}

/* The lowest free descriptor. */
static int
next_descriptor(void)
{
	int fd = open("/dev/null", O_RDONLY);

	close(fd);
	return fd;
}

/* Reads `most` bytes, or all. Returns the last result of bytes_read(). */
static ssize_t
read_random_below(struct bytes *s, size_t cap, size_t most, struct buf *to)
{
	ssize_t n = 1;

	to->n = 0;
	while (n > 0 && to->n < most) {
		buf_reserve(to, cap);
		n = bytes_read(s, to->p + to->n, cap);
		to->n += n > 0 ? (size_t)n : 0;
	}
	return n;
}

static void
test_thread(const char *path, struct str text)
{
	static const size_t caps[] = { 4096, 100000, 1 << 20 };
	struct buf got = { 0 };
	size_t wrong = 0;
	int before = next_descriptor();

	for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
		struct bytes *s = bytes_open(path);
		wrong += read_random_below(s, caps[i], SIZE_MAX, &got) != 0 ||
			 bytes_error(s) != NULL || !str_eq(buf_str(&got), text) ||
			 bytes_read(s, got.p, 1) != 0;
		bytes_close(s);
	}
	ok(wrong == 0, "a long file is inflated, whatever the block size");
	for (size_t i = 0; i < 300; i++) {
		struct bytes *s = bytes_open(path);
		read_random_below(s, 50000, i * 4096, &got);
		bytes_close(s);
	}
	ok(next_descriptor() == before, "closing it at any point leaves no descriptor open");
	buf_free(&got);
}

/* Without a free descriptor there is no thread: the caller's thread inflates. */
static void
test_without_thread(const char *path, struct str text)
{
	struct buf got = { 0 };
	struct rlimit limit, tight;
	struct bytes *s = bytes_open(path);

	getrlimit(RLIMIT_NOFILE, &limit);
	tight = limit;
	tight.rlim_cur = (rlim_t)next_descriptor();
	setrlimit(RLIMIT_NOFILE, &tight);
	ssize_t n = read_random_below(s, 65536, SIZE_MAX, &got);
	setrlimit(RLIMIT_NOFILE, &limit);
	ok(n == 0 && str_eq(buf_str(&got), text), "without a free descriptor it is inflated, too");
	bytes_close(s);
	buf_free(&got);
}

/* All bytes before the damage are returned first; then the error, repeatedly. */
static void
test_late_damage(struct str text, struct str gz)
{
	struct buf damaged = { 0 }, got = { 0 };
	char path[64], byte;

	buf_add(&damaged, gz);
	damaged.p[damaged.n - 8] ^= 1; /* the checksum */
	int fd = file_of(buf_str(&damaged));
	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	struct bytes *s = bytes_open(path);
	ssize_t n = read_random_below(s, 65536, SIZE_MAX, &got);
	ok(n == -1 && str_eq(buf_str(&got), text), "all bytes before the damage are returned");
	is(bytes_error(s), "damaged gzip data", "then the error is reported");
	ok(bytes_read(s, &byte, 1) == -1 && bytes_read(s, &byte, 1) == -1,
	    "... by every later read");
	bytes_close(s);
	close(fd);
	buf_free(&damaged);
	buf_free(&got);
}

/* Starts a child that writes `bytes` to a pipe and then keeps it open. Returns the read end. */
static int
silent_writer(struct str bytes, pid_t *child)
{
	int fd[2];

	if (pipe(fd) != 0)
		abort();
	*child = fork();
	if (*child == 0) {
		close(fd[0]);
		while (bytes.n > 0) {
			ssize_t n = write(fd[1], bytes.p, bytes.n);
			if (n < 0)
				_exit(1);
			bytes.p += n;
			bytes.n -= (size_t)n;
		}
		alarm(300);
		for (;;)
			pause();
	}
	close(fd[1]);
	return fd[0];
}

/* A pipe that stays open without more data: all data is returned, and it can be closed. */
static void
test_silent_pipe(struct str text, struct str gz)
{
	struct buf got = { 0 };
	char path[64];
	pid_t child;
	/* without the trailer, the member has all its bytes but does not end */
	int fd = silent_writer((struct str){ gz.p, gz.n - 4 }, &child);

	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	struct bytes *s = bytes_open(path);
	read_random_below(s, 65536, text.n, &got);
	ok(str_eq(buf_str(&got), text), "a pipe that stays open: all that was sent is returned");
	bytes_close(s);
	ok(true, "... and closing it does not block");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(fd);
	buf_free(&got);
}

/* Sends line after line, each once the one before is acknowledged on `acknowledged`. */
static noreturn void
send_slowly(int to, int acknowledged, struct str start, int lines)
{
	unsigned char block[1 << 16];
	z_stream z = { 0 };
	char line[32], byte;

	if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		_exit(1);
	for (int i = 0; i < lines; i++) {
		snprintf(line, sizeof line, "%d\n", i);
		struct str text = i == 0 ? start : str_of(line);
		z.next_in = (unsigned char *)(uintptr_t)text.p;
		z.avail_in = (uInt)text.n;
		do {
			z.next_out = block;
			z.avail_out = sizeof block;
			deflate(&z, Z_SYNC_FLUSH);
			size_t n = sizeof block - z.avail_out;
			if (write(to, block, n) != (ssize_t)n)
				_exit(1);
		} while (z.avail_out == 0);
		if (read(acknowledged, &byte, 1) != 1)
			_exit(1);
	}
	_exit(0);
}

/* A slow writer: each line can be read before the next is sent, with a thread and without. */
static void
test_slow_writer(struct str start, int lines, const char *what)
{
	int data[2], acknowledged[2], received = 0;
	struct buf got = { 0 };
	char path[64];

	if (pipe(data) != 0 || pipe(acknowledged) != 0)
		abort();
	pid_t child = fork();
	if (child == 0)
		send_slowly(data[1], acknowledged[0], start, lines);
	close(data[1]);
	snprintf(path, sizeof path, "/dev/fd/%d", data[0]);
	struct bytes *s = bytes_open(path);
	for (; received < lines; received++) {
		char line[32];
		snprintf(line, sizeof line, "%d\n", received);
		struct str text = received == 0 ? start : str_of(line);
		read_random_below(s, 65536, text.n, &got);
		if (!str_eq(buf_str(&got), text) || write(acknowledged[1], "", 1) != 1)
			break;
	}
	ok(received == lines, "lines of a slow writer can be read as they are sent, %s: %d of %d",
	    what, received, lines);
	bytes_close(s);
	waitpid(child, NULL, 0);
	close(data[0]);
	close(acknowledged[0]);
	close(acknowledged[1]);
	buf_free(&got);
}

int
main(void)
{
	struct buf text = { 0 }, gz = { 0 };
	const char *path = long_file(&text, &gz);

	alarm(300); /* ends a test that hangs */
	test_inflaters();
	test_damage();
	test_thread(path, buf_str(&text));
	test_without_thread(path, buf_str(&text));
	test_late_damage(buf_str(&text), buf_str(&gz));
	test_silent_pipe(buf_str(&text), buf_str(&gz));
	test_slow_writer(str_of("a line\n"), 20, "without a thread");
	test_slow_writer(buf_str(&text), 20, "with a thread");
	unlink(path);
	buf_free(&text);
	buf_free(&gz);
	return tap_end();
}
