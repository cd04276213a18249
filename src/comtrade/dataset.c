#include "dataset.h"

#include <stdlib.h>

#include "lib/csv/csvout.h"

enum {
	CODE,
	CHECKSUM,
	NUMBER,
	PERIOD,
	EDITION,
	RECORDS,
	FIRST_RELEASED,
	LAST_RELEASED,
	COLUMNS,
	MAX_TEXT = 40
};

/* The service's names, and those of dataset_write(). */
static const struct response_column columns[COLUMNS] = {
	[CODE] = { "datasetCode", "code", true },
	[CHECKSUM] = { "datasetChecksum", "checksum", true },
	[NUMBER] = { "reporterCode", NULL, true },
	[PERIOD] = { "period", NULL, true },
	[EDITION] = { "classificationCode", "edition", false },
	[RECORDS] = { "totalRecords", "records", false },
	[FIRST_RELEASED] = { "firstReleased", NULL, false },
	[LAST_RELEASED] = { "lastReleased", NULL, false },
};

/* Is it short, and digits and `allowed` characters only? Cells become parts of paths and URLs. */
static bool
has_only(struct str s, const char *allowed)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && (s.p[i] == '\0' || strchr(allowed, s.p[i]) == NULL))
			return false;
	return s.n <= MAX_TEXT;
}

/* Returns what is wrong with the cells, or null. */
static const char *
find_error(const struct str *cell, struct period *when)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	static const char of_dates[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ/-: .+";

	if (cell[CODE].n == 0 || !has_only(cell[CODE], ""))
		return "the dataset's code is not all digits";
	if (cell[CHECKSUM].n == 0 ||
	    (!has_only(cell[CHECKSUM], "-") && !has_only(cell[CHECKSUM], letters)))
		return "the dataset's checksum is not a number";
	if (cell[NUMBER].n == 0 || cell[NUMBER].n > 4 || !has_only(cell[NUMBER], ""))
		return "the reporter's code is not a number of up to four digits";
	if (!period_parse(cell[PERIOD], when))
		return "the period is not YYYY or YYYYMM";
	if (!has_only(cell[EDITION], letters))
		return "the edition is not letters and digits";
	if (!has_only(cell[RECORDS], ""))
		return "the number of records is not a number";
	if (!has_only(cell[FIRST_RELEASED], of_dates) || !has_only(cell[LAST_RELEASED], of_dates))
		return "a release date is not a date";
	return NULL;
}

static void
add(struct dataset_list *list, const struct str *cell, struct period when)
{
	struct arena *text = &list->text;

	mem_grow(&list->item, &list->cap, list->n, sizeof *list->item);
	struct dataset *d = &list->item[list->n++];
	*d = (struct dataset){
		.code = arena_copy(text, cell[CODE]),
		.checksum = arena_copy(text, cell[CHECKSUM]),
		.number = arena_copy(text, cell[NUMBER]),
		.country = country_find(cell[NUMBER]),
		.period = arena_copy(text, cell[PERIOD]),
		.when = when,
		.edition = arena_copy(text, cell[EDITION]),
		.records = arena_copy(text, cell[RECORDS]),
		.first_released = arena_copy(text, cell[FIRST_RELEASED]),
		.last_released = arena_copy(text, cell[LAST_RELEASED]),
	};
	d->reporter = d->country != NULL ? d->country->code : d->number;
}

enum response_result
dataset_read(struct dataset_list *list, struct bytes *source, bool from_service, struct buf *error)
{
	struct response r;
	enum response_result got;
	struct period when;

	error->n = 0;
	response_open(&r, source, columns, COLUMNS, false);
	r.from_service = from_service;
	while ((got = response_next(&r)) == RESPONSE_ROW) {
		const char *wrong = find_error(r.cell, &when);
		if (wrong != NULL) {
			buf_printf(error, "line %llu is not a dataset: %s",
			    (unsigned long long)response_line(&r), wrong);
			response_close(&r);
			return RESPONSE_REFUSED;
		}
		add(list, r.cell, when);
	}
	buf_add(error, buf_str(&r.error));
	response_close(&r);
	return got;
}

static int
compare(const void *p, const void *q)
{
	const struct dataset *a = p, *b = q;
	int order = str_cmp(a->period, b->period);

	if (order == 0)
		order = str_cmp_number(a->number, b->number);
	if (order == 0)
		order = str_cmp(a->code, b->code);
	return order != 0 ? order : str_cmp(a->checksum, b->checksum);
}

void
dataset_sort(struct dataset_list *list)
{
	size_t n = 0;

	if (list->n > 0)
		qsort(list->item, list->n, sizeof *list->item, compare);
	for (size_t i = 0; i < list->n; i++)
		if (n == 0 || compare(&list->item[n - 1], &list->item[i]) != 0)
			list->item[n++] = list->item[i];
	list->n = n;
}

void
dataset_write_header(const char *more)
{
	csvout_raw(str_of("code,checksum,reporter,reporter_code,period,edition,records,"
			  "first_released,last_released"));
	if (more != NULL)
		csvout_raw(str_of(more));
	csvout_end_record();
}

void
dataset_write(const struct dataset *d)
{
	const struct str field[] = { d->code, d->checksum, d->reporter, d->number, d->period,
		d->edition, d->records, d->first_released, d->last_released };

	for (size_t i = 0; i < sizeof field / sizeof *field; i++)
		csvout_field(field[i]);
}

void
dataset_free(struct dataset_list *list)
{
	free(list->item);
	arena_free(&list->text);
	*list = (struct dataset_list){ 0 };
}
