/*
 * csvin: its records must not depend on where the blocks of its input end.
 *
 * A child process sends each input in pieces of 1, 2, 3... bytes over a socket that preserves their
 * boundaries. The reader must return the expected records and errors for every size of the pieces.
 * Every text is sent both plain and as gzip.
 */
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/csv/csvin.h"
#include "lib/mem.h"
#include "tap.h"

#define BOM "\xef\xbb\xbf"
#define MISPLACED "a misplaced quote: quote whole fields, and double the quotes in them\n"
#define UNCLOSED "a quote is opened and not closed on its line\n"

static const char long_record[] = "a record of more than 1 MiB",
		  truncated[] = "gzip data ends too early: the file was cut off";

/* Writes the input to `fd` in pieces of that size, and exits. */
static void
feed(int fd, struct str input, size_t piece)
{
	while (input.n > 0) {
		size_t n = input.n < piece ? input.n : piece;
		/* one read returns one datagram; a pipe would join the pieces */
		if (send(fd, input.p, n, MSG_NOSIGNAL) != (ssize_t)n)
			_exit(0); /* the reader has stopped, as it may after an error */
		input.p += n;
		input.n -= n;
	}
	_exit(0);
}

/* Appends a record as text: "LINE [field][field] raw", or "LINE ! error". */
static void
record(struct buf *to, struct csvin *in, enum csvin_result r)
{
	buf_printf(to, "%llu ", (unsigned long long)csvin_line(in));
	if (r != CSVIN_ROW) {
		buf_printf(to, "! %s\n", csvin_error(in));
		return;
	}
	for (size_t i = 0; i < csvin_count(in); i++)
		buf_printf(to, "[%.*s]", STR_ARG(csvin_field(in, i)));
	buf_printf(to, " %.*s\n", STR_ARG(csvin_raw(in)));
}

/* Sets `to` to the records of `input`, which a child process sends in pieces. */
static void
replay(struct str input, size_t piece, struct buf *to)
{
	int fd[2], saved = dup(STDIN_FILENO);

	if (saved < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fd) != 0)
		abort();
	pid_t child = fork();
	if (child == 0) {
		close(fd[0]);
		feed(fd[1], input, piece);
	}
	close(fd[1]);
	dup2(fd[0], STDIN_FILENO);
	close(fd[0]);
	struct bytes *source = bytes_open("-");
	struct csvin *in = csvin_open(source, ',');
	enum csvin_result r;
	to->n = 0;
	while ((r = csvin_next(in)) != CSVIN_END && r != CSVIN_FAIL)
		record(to, in, r);
	if (r == CSVIN_FAIL)
		record(to, in, r);
	csvin_close(in);
	bytes_close(source);
	dup2(saved, STDIN_FILENO);
	close(saved);
	waitpid(child, NULL, 0);
}

/* Compares the records with `expected` for every size of the pieces. */
static void
check(struct str input, const char *expected, const char *what)
{
	struct buf got = { 0 };
	size_t wrong = 0;

	for (size_t piece = 1; wrong == 0 && piece <= input.n + 1; piece++) {
		replay(input, piece, &got);
		if (strcmp(buf_text(&got), expected) != 0)
			wrong = piece;
	}
	if (!ok(wrong == 0, "%s", what))
		printf("# in pieces of %zu bytes\n# expected: %s\n# actual: %s\n", wrong, expected,
		    buf_text(&got));
	buf_free(&got);
}

/* Appends `text` as one gzip member. */
static void
compress_to(struct buf *to, struct str text)
{
	unsigned char block[4096];
	z_stream z = { 0 };

	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	z.next_in = (unsigned char *)(uintptr_t)text.p;
	z.avail_in = (uInt)text.n;
	z.next_out = block;
	z.avail_out = sizeof block;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	buf_add(to, (struct str){ (char *)block, sizeof block - z.avail_out });
	deflateEnd(&z);
}

#define IN(text)                      \
	{                             \
		text, sizeof text - 1 \
	}

static void
test_texts(void)
{
	static const struct {
		struct str input;
		const char *expected;
		const char *what;
	} cases[] = {
		{ IN(""), "", "nothing" },
		{ IN("a,b\n1,2\n"), "1 [a][b] a,b\n2 [1][2] 1,2\n", "two lines" },
		{ IN("a,b\n1,2"), "1 [a][b] a,b\n2 [1][2] 1,2\n", "no last newline" },
		{ IN("a,b\r\n1,2\r\n"), "1 [a][b] a,b\n2 [1][2] 1,2\n", "CRLF" },
		{ IN("a\r\nb\r"), "1 [a] a\n2 [b] b\n", "CRLF cut in its middle" },
		{ IN("a\rb\nc\n"), "1 ! a carriage return inside the line\n2 [c] c\n",
		    "a CR inside" },
		{ IN("a\r\r\nb\r\r"),
		    "1 ! a carriage return inside the line\n2 ! a carriage return inside the line\n",
		    "a second CR before the end of a line" },
		{ IN(BOM "a,b\n" BOM "1,2\n"), "1 [a][b] a,b\n2 [1][2] 1,2\n", "byte-order marks" },
		{ IN(BOM "\"a\",b\n"), "1 [a][b] \"a\",b\n", "a byte-order mark before a quote" },
		{ IN("\xef\xbb\n"), "1 [\xef\xbb] \xef\xbb\n", "half a byte-order mark is text" },
		{ IN("\n\na\n"), "1 ! a blank line\n2 ! a blank line\n3 [a] a\n", "blank lines" },
		{ IN("\r\na\n"), "1 ! a blank line\n2 [a] a\n", "a blank line that ends in CRLF" },
		{ IN(BOM "\n"), "1 ! a blank line\n", "a line of only a byte-order mark is blank" },
		{ IN(","), "1 [][] ,\n", "empty fields" },
		{ IN(" a ,\tb\n"), "1 [ a ][\tb]  a ,\tb\n", "blanks belong to the field" },
		{ IN("\"a,b\",c\n"), "1 [a,b][c] \"a,b\",c\n", "a comma in quotes" },
		{ IN("\"\",\"\"\n"), "1 [][] \"\",\"\"\n", "empty quoted fields" },
		{ IN("\"say \"\"hi\"\"\",1\n"), "1 [say \"hi\"][1] \"say \"\"hi\"\"\",1\n",
		    "quotes in quotes" },
		{ IN("\" a \"\n"), "1 [ a ] \" a \"\n", "blanks in quotes" },
		{ IN("\"a\"\r\nb\n"), "1 [a] \"a\"\n2 [b] b\n", "a closing quote before CRLF" },
		{ IN("a\"b\nc\n"), "1 ! " MISPLACED "2 [c] c\n", "a quote inside a field" },
		{ IN("\"a\"b\nc\n"), "1 ! " MISPLACED "2 [c] c\n", "text after a closing quote" },
		{ IN("\"a\" ,b\nc\n"), "1 ! " MISPLACED "2 [c] c\n",
		    "a blank after a closing quote" },
		{ IN("x,\"a\nb\",y\n\"z\"\n"), "1 ! " UNCLOSED "2 ! " MISPLACED "3 [z] \"z\"\n",
		    "a quoted newline makes two bad lines, and the third is valid" },
		{ IN("\"a"), "1 ! " UNCLOSED, "an unclosed quote at the end of the input" },
		{ IN("a\0b\nc\n"),
		    "1 ! a NUL byte: this is UTF-16 text or a binary file\n2 [c] c\n",
		    "a NUL byte" },
		{ IN("\xff,\x80\n"), "1 [\xff][\x80] \xff,\x80\n", "all other bytes are text" },
		{ IN("!rank failed"), "1 [!rank failed] !rank failed\n",
		    "a failure mark is an ordinary line" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char what[200];
		struct buf gz = { 0 };
		check(cases[i].input, cases[i].expected, cases[i].what);
		compress_to(&gz, cases[i].input);
		snprintf(what, sizeof what, "%s, as gzip", cases[i].what);
		check(buf_str(&gz), cases[i].expected, what);
		buf_free(&gz);
	}
}

static void
test_gzip(void)
{
	struct buf gz = { 0 };

	compress_to(&gz, str_of("a,b\n1,"));
	compress_to(&gz, str_of(""));
	compress_to(&gz, str_of("2\n3,4\n"));
	check(buf_str(&gz), "1 [a][b] a,b\n2 [1][2] 1,2\n3 [3][4] 3,4\n",
	    "concatenated gzip members, one of them empty, with a line across them");

	size_t whole = gz.n, wrong = 0;
	struct buf got = { 0 }, one = { 0 };
	compress_to(&one, str_of("a,b\n1,2\n"));
	/* a single byte is not recognised as gzip */
	for (size_t n = 2; n < one.n; n++) {
		replay((struct str){ one.p, n }, 7, &got);
		wrong += got.n < sizeof truncated || strstr(buf_text(&got), truncated) == NULL;
	}
	ok(wrong == 0, "gzip data truncated at any of its %zu bytes is an error: %zu were not",
	    one.n - 2, wrong);
	buf_add(&gz, str_of("x"));
	check(buf_str(&gz),
	    "1 [a][b] a,b\n2 [1][2] 1,2\n3 [3][4] 3,4\n3 ! bytes after the end of the gzip data\n",
	    "a byte after the gzip data");
	gz.n = whole;
	gz.p[whole - 5] ^= 1; /* in the checksum of the last member */
	/* the number of rows before the error depends on the pieces */
	wrong = 0;
	for (size_t piece = 1; piece <= gz.n; piece++) {
		replay(buf_str(&gz), piece, &got);
		wrong += !str_ends(buf_str(&got), str_of(" ! damaged gzip data\n"));
	}
	ok(wrong == 0, "a wrong checksum is an error: %zu were not", wrong);
	buf_free(&gz);
	buf_free(&one);
	buf_free(&got);
}

/* Lines around the limit and around the reader's blocks, in pieces of the size of a pipe's. */
static void
test_long_lines(void)
{
	static const size_t pieces[] = { 4093, 32768, 65521 }; /* less than one read accepts */
	struct buf input = { 0 }, got = { 0 };
	char expected[256];

	for (int quoted = 0; quoted < 2; quoted++) {
		for (size_t n = CSVIN_MAX_RECORD - 1; n <= CSVIN_MAX_RECORD + 6; n++) {
			input.n = 0;
			buf_add(&input, str_of("h\n" BOM));
			for (size_t i = 0; i < n; i++)
				buf_add_byte(&input, quoted && (i == 0 || i == n - 1) ? '"' : 'x');
			buf_add(&input, str_of("\r\n7\n"));
			size_t wrong = 0;
			for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
				replay(buf_str(&input), pieces[p], &got);
				bool good = strstr(buf_text(&got), "3 [7] 7\n") != NULL &&
					    strstr(buf_text(&got), "2 [xxx") != NULL;
				snprintf(
				    expected, sizeof expected, "1 [h] h\n2 ! %s\n", long_record);
				if (n > CSVIN_MAX_RECORD)
					good = strcmp(buf_text(&got), expected) == 0;
				wrong += !good;
				if (!good)
					printf("# %zu bytes, in pieces of %zu: %.200s\n", n,
					    pieces[p], buf_text(&got));
			}
			ok(wrong == 0, "a %s record of %zu bytes is %s",
			    quoted ? "quoted" : "plain", n,
			    n > CSVIN_MAX_RECORD ? "an error" : "valid");
		}
	}
	buf_free(&input);
	buf_free(&got);
}

/* A hundred thousand lines in many blocks: every field is read as it was written. */
static void
test_many_lines(void)
{
	enum { LINES = 100000 };
	struct buf input = { 0 };
	char path[] = "/tmp/csvin-XXXXXX", text[64];
	int fd = mkstemp(path);
	size_t wrong = 0;

	for (size_t i = 0; i < LINES; i++)
		buf_printf(&input, i % 100 == 99 ? "%zu,\"q,%zu\"%s\n" : "%zu,r%zu%s\n", i, i,
		    i % 1000 == 0 ? "\r" : "");
	if (fd < 0 || write(fd, input.p, input.n) != (ssize_t)input.n)
		abort();
	close(fd);
	struct bytes *source = bytes_open(path);
	struct csvin *in = csvin_open(source, ',');
	size_t rows = 0;
	for (; csvin_next(in) == CSVIN_ROW; rows++) {
		snprintf(text, sizeof text, rows % 100 == 99 ? "q,%zu" : "r%zu", rows);
		wrong += csvin_count(in) != 2 || csvin_line(in) != rows + 1 ||
			 !str_is(csvin_field(in, 1), text);
	}
	ok(rows == LINES && wrong == 0, "%zu lines in many blocks, %zu wrong", rows, wrong);
	csvin_close(in);
	bytes_close(source);
	unlink(path);
	buf_free(&input);
}

static void
test_split(void)
{
	struct csvin *in = csvin_for_lines(',');

	ok(csvin_split(in, str_of("a,\"b,c\",")) && csvin_count(in) == 3 &&
		str_is(csvin_field(in, 1), "b,c") && csvin_field(in, 2).n == 0,
	    "csvin_split() splits a line without a source");
	ok(!csvin_split(in, str_of("a,\"b")), "csvin_split() rejects an unclosed quote");
	csvin_close(in);
	in = csvin_for_lines(';');
	ok(!csvin_split(in, str_of("x\"y")) && csvin_split(in, str_of("1;\"2\"")) &&
		csvin_count(in) == 2 && str_is(csvin_field(in, 1), "2"),
	    "the reader can be used after a malformed line");
	ok(csvin_split(in, str_of("")) && csvin_count(in) == 1 && csvin_field(in, 0).n == 0,
	    "an empty line is one empty field");
	csvin_close(in);
}

int
main(void)
{
	test_texts();
	test_gzip();
	test_long_lines();
	test_many_lines();
	test_split();
	return tap_end();
}
