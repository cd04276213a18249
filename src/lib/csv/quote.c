#include "quote.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/die.h"

static bool
needs_quotes(struct str s)
{
	if (s.n == 0)
		return false;
	return is_blank(s.p[0]) || is_blank(s.p[s.n - 1]) || memchr(s.p, ',', s.n) != NULL ||
	       memchr(s.p, '"', s.n) != NULL;
}

void
quote_add(struct buf *to, struct str s)
{
	if (!needs_quotes(s)) {
		buf_add(to, s);
		return;
	}
	buf_add_byte(to, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_add_byte(to, '"');
		buf_add_byte(to, s.p[i]);
	}
	buf_add_byte(to, '"');
}

struct csvfile {
	const char *path;
	FILE *file;
	struct buf line;
};

static noreturn void
fail(const struct csvfile *f)
{
	die("writing %s: %s", f->path, strerror(errno));
}

struct csvfile *
csvfile_create(const char *path, const char *header)
{
	struct csvfile *f = mem_zalloc(1, sizeof *f);

	f->path = path;
	f->file = fopen(path, "w");
	if (f->file == NULL || fprintf(f->file, "%s\n", header) < 0)
		fail(f);
	return f;
}

void
csvfile_record(struct csvfile *f, const struct str *field, size_t n)
{
	if (f == NULL)
		return;
	f->line.n = 0;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add_byte(&f->line, ',');
		quote_add(&f->line, field[i]);
	}
	buf_add_byte(&f->line, '\n');
	if (fwrite(f->line.p, 1, f->line.n, f->file) != f->line.n)
		fail(f);
}

void
csvfile_close(struct csvfile *f)
{
	if (f == NULL)
		return;
	if (fclose(f->file) != 0)
		fail(f);
	buf_free(&f->line);
	free(f);
}
