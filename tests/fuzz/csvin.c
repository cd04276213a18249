/*
 * csvin: compared with libcsv, which parses the whole input at once. Until csvin rejects a record,
 * the rows are equal; where it stops, libcsv has found an error or a newline inside quotes, too.
 */
#include <csv.h>

#include "fuzz.h"
#include "lib/csv/csvin.h"
#include "lib/io/format.h"
#include "lib/mem.h"

/* libcsv's rows, one buffer each: lengths and bytes of the fields. */
struct reference {
	struct buf *row;
	size_t n, cap;
	bool newline; /* the current row contains one */
	struct buf current;
	size_t first_newline; /* the first row with a newline, or SIZE_MAX */
};

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
add_field(struct buf *row, struct str field)
{
	buf_add(row, (struct str){ (char *)&field.n, sizeof field.n });
	buf_add(row, field);
}

static void
on_field(void *text, size_t n, void *data)
{
	struct reference *ref = data;

	ref->newline |= n > 0 && memchr(text, '\n', n) != NULL;
	add_field(&ref->current, (struct str){ text, n });
}

static void
on_row(int end, void *data)
{
	struct reference *ref = data;

	(void)end;
	if (ref->newline && ref->first_newline == SIZE_MAX)
		ref->first_newline = ref->n;
	mem_grow(&ref->row, &ref->cap, ref->n, sizeof *ref->row);
	ref->row[ref->n++] = ref->current;
	ref->current = (struct buf){ 0 };
	ref->newline = false;
}

static void
read_with_libcsv(struct reference *ref, const uint8_t *data, size_t n)
{
	struct csv_parser p;

	*ref = (struct reference){ .first_newline = SIZE_MAX };
	csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_space_func(&p, no_space);
	if (csv_parse(&p, data, n, on_field, on_row, ref) == n)
		(void)csv_fini(&p, on_field, on_row, ref);
	csv_free(&p);
	buf_free(&ref->current);
}

static void
free_reference(struct reference *ref)
{
	for (size_t i = 0; i < ref->n; i++)
		buf_free(&ref->row[i]);
	free(ref->row);
}

/* Does the input have what csvin and libcsv treat differently: gzip and other formats, CR, NUL,
 * byte-order marks? */
static bool
differs_by_rule(const uint8_t *data, size_t n)
{
	if (format_of(data, n) != NULL)
		return true;
	for (size_t i = 0; i < n; i++)
		if (data[i] == '\r' || data[i] == '\0' || data[i] == 0xef)
			return true;
	return false;
}

static void
compare(struct csvin *in, const struct reference *ref)
{
	struct buf row = { 0 };
	size_t rows = 0;
	enum csvin_result r;

	while ((r = csvin_next(in)) != CSVIN_END) {
		if (r == CSVIN_BAD && csvin_raw(in).n == 0)
			continue; /* libcsv skips blank lines */
		if (r != CSVIN_ROW)
			break;
		row.n = 0;
		for (size_t i = 0; i < csvin_count(in); i++)
			add_field(&row, csvin_field(in, i));
		CHECK(rows < ref->n);
		CHECK(str_eq(buf_str(&row), buf_str(&ref->row[rows])));
		rows++;
	}
	CHECK(r == CSVIN_END ? rows == ref->n : rows == ref->n || rows == ref->first_newline);
	buf_free(&row);
}

/* csvin continues after bad records, gives a reason for each, and reaches the end. */
static void
read_all(struct csvin *in)
{
	enum csvin_result r;
	uint64_t line = 0;

	while ((r = csvin_next(in)) != CSVIN_END && r != CSVIN_FAIL) {
		CHECK(csvin_line(in) == ++line);
		CHECK(r == CSVIN_ROW ? csvin_count(in) > 0 : csvin_error(in) != NULL);
		for (size_t i = 0; i < csvin_count(in); i++)
			CHECK(csvin_field(in, i).n <= csvin_raw(in).n);
	}
	CHECK(r == CSVIN_END || csvin_error(in) != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes *source = bytes_of_bytes(data, n);
	struct csvin *in = csvin_open(source, ',');

	if (differs_by_rule(data, n)) {
		read_all(in);
	} else {
		struct reference ref;
		read_with_libcsv(&ref, data, n);
		compare(in, &ref);
		free_reference(&ref);
	}
	csvin_close(in);
	bytes_close(source);
	return 0;
}
