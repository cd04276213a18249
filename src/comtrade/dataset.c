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
	MOST_TEXT = 40
};

/* The service's names, and those that are written here. */
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

/* They become parts of file names and of URLs. */
static bool
is_made_of(struct str s, const char *others)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && (s.p[i] == '\0' || strchr(others, s.p[i]) == NULL))
			return false;
	return s.n <= MOST_TEXT;
}

/* What is wrong with the cells, or null. */
static const char *
judge(const struct str *cell, struct period *when)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	static const char of_dates[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ/-: .+";

	if (cell[CODE].n == 0 || !is_made_of(cell[CODE], ""))
		return "a dataset's code is digits";
	if (cell[CHECKSUM].n == 0 ||
	    (!is_made_of(cell[CHECKSUM], "-") && !is_made_of(cell[CHECKSUM], letters)))
		return "a dataset's checksum is a number";
	if (cell[NUMBER].n == 0 || cell[NUMBER].n > 4 || !is_made_of(cell[NUMBER], ""))
		return "a reporter's code is a number of up to four digits";
	if (!period_parse(cell[PERIOD], when))
		return "a period is YYYY or YYYYMM";
	if (!is_made_of(cell[EDITION], letters))
		return "an edition is letters and digits";
	if (!is_made_of(cell[RECORDS], ""))
		return "the number of records is no number";
	if (!is_made_of(cell[FIRST_RELEASED], of_dates) ||
	    !is_made_of(cell[LAST_RELEASED], of_dates))
		return "a date of release is no date";
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
		.country = country_find(cell[NUMBER], NULL),
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
dataset_read(struct dataset_list *list, struct bytes *source, bool served, struct buf *why)
{
	struct response a;
	enum response_result got;
	struct period when;

	why->n = 0;
	response_open(&a, source, columns, COLUMNS, false);
	a.served = served;
	while ((got = response_next(&a)) == RESPONSE_ROW) {
		const char *wrong = judge(a.cell, &when);
		if (wrong != NULL) {
			buf_printf(why, "line %llu is no dataset: %s",
			    (unsigned long long)response_line(&a), wrong);
			response_close(&a);
			return RESPONSE_REFUSED;
		}
		add(list, a.cell, when);
	}
	buf_add(why, buf_str(&a.words));
	response_close(&a);
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
