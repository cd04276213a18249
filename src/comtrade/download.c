#include "download.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "lib/die.h"
#include "listing.h"

enum { PERIOD, REPORTER, FLOW, CODE, PARTNER, VALUE, PARTNER2, CUSTOMS, MODE, COLUMNS };

static const struct response_column columns[COLUMNS] = {
	[PERIOD] = { "period", NULL, true },
	[REPORTER] = { "reporterCode", NULL, true },
	[FLOW] = { "flowCode", NULL, true },
	[CODE] = { "cmdCode", NULL, true },
	[PARTNER] = { "partnerCode", NULL, true },
	[VALUE] = { "primaryValue", NULL, true },
	[PARTNER2] = { "partner2Code", NULL, false },
	[CUSTOMS] = { "customsCode", NULL, false },
	[MODE] = { "motCode", NULL, false },
};

static size_t
index_of(struct download *dl, struct str period, struct str reporter)
{
	const struct str part[] = { period, reporter };

	return keytab_find(&dl->index, key_join(&dl->key, part, 2));
}

void
download_begin(struct download *dl, const struct dataset_list *list)
{
	dl->list = list;
	dl->piece = mem_zalloc(list->n, sizeof *dl->piece);
	for (size_t i = 0; i < list->n; i++) {
		const struct str part[] = { list->item[i].period, list->item[i].number };
		keytab_add(&dl->index, key_join(&dl->key, part, 2), NULL);
	}
}

/* Returns a column of the row whose value was not requested, or -1. */
static int
unexpected_column(const struct download *dl, const struct str *cell)
{
	const struct request *q = dl->request;

	if (!values_have(q->periods, cell[PERIOD]))
		return PERIOD;
	if (!values_have(q->reporters, cell[REPORTER]))
		return REPORTER;
	if (!values_have(q->flows, cell[FLOW]))
		return FLOW;
	if (dl->query->by_level ? !query_has_code(dl->query, cell[CODE])
				: !values_have(q->codes, cell[CODE]))
		return CODE;
	if (q->partners.n > 0 ? !values_have(q->partners, cell[PARTNER])
			      : !str_digits(cell[PARTNER]))
		return PARTNER;
	return -1;
}

static bool
is_total(const struct str *cell)
{
	return (cell[PARTNER2].n == 0 || str_is(cell[PARTNER2], "0")) &&
	       (cell[CUSTOMS].n == 0 || str_is(cell[CUSTOMS], "C00")) &&
	       (cell[MODE].n == 0 || str_is(cell[MODE], "0"));
}

/* Adds a row to `check`; the guards will drop breakdown rows. Returns null, or what its value is.
 */
static const char *
count_row(struct world_check *check, const struct str *cell)
{
	dec value = 0;
	enum dec_result got = dec_parse(cell[VALUE], &value);

	if (got != DEC_OK && got != DEC_EMPTY)
		return dec_complaint(got);
	if (!is_total(cell)) {
		check->rows++;
		return NULL;
	}
	if (!world_check_add(check, cell[FLOW], cell[CODE], cell[PARTNER], value))
		return "too large to add up";
	return NULL;
}

/* A client_check: requires the requested rows and no others, and counts them. */
static enum response_result
check_response(void *data, struct bytes *source, struct buf *error)
{
	struct download *dl = data;
	struct response r;
	enum response_result got;
	uint64_t max_rows = service_limits(dl->has_key).max_rows;

	response_open(&r, source, columns, COLUMNS, false);
	r.from_service = true;
	while ((got = response_next(&r)) == RESPONSE_ROW) {
		int column = unexpected_column(dl, r.cell);
		if (column < 0 && r.rows <= max_rows)
			continue;
		if (column < 0)
			buf_printf(error, "more than %" PRIu64 " rows, the limit of the service",
			    max_rows);
		else
			buf_printf(error, "the server sent a row that was not requested: %s %.*s",
			    columns[column].name, STR_ARG(r.cell[column]));
		response_close(&r);
		return RESPONSE_REFUSED;
	}
	dl->rows = r.rows;
	buf_add(error, buf_str(&r.error));
	response_close(&r);
	return got;
}

static noreturn void
fail(const struct download *dl, const char *error)
{
	die("%.*s: %s", STR_ARG(buf_str(&dl->url)), error);
}

static void
clear_piece(struct piece *piece)
{
	rows_free(&piece->rows);
	world_check_free(&piece->check);
}

/* Distributes the rows of the last response to their datasets. */
static void
distribute(struct download *dl)
{
	struct bytes *body = client_body(dl->client);
	struct response r;
	enum response_result got;

	dl->responses++;
	response_open(&r, body, columns, COLUMNS, true);
	while ((got = response_next(&r)) == RESPONSE_ROW) {
		struct piece *piece = &dl->piece[index_of(dl, r.cell[PERIOD], r.cell[REPORTER])];
		rows_add(
		    &piece->rows, r.cell[FLOW], r.cell[CODE], r.cell[PARTNER], response_raw(&r));
		const char *wrong = count_row(&piece->check, r.cell);
		if (wrong != NULL) {
			struct buf error = { 0 };
			buf_printf(&error, "primaryValue is %s", wrong);
			fail(dl, buf_text(&error));
		}
	}
	if (got != RESPONSE_END) /* it passed check_response(), but reading a file can fail */
		fail(dl, buf_text(&r.error));
	response_close(&r);
	bytes_close(body);
}

static void fetch_rows(struct download *dl, const struct request *q);

static void
fetch_halves(struct download *dl, const struct request half[2])
{
	fetch_rows(dl, &half[0]);
	fetch_rows(dl, &half[1]);
}

static void
fetch_rows(struct download *dl, const struct request *q)
{
	struct service_limits limits = service_limits(dl->has_key);
	struct request half[2];

	dl->url.n = 0;
	service_url(&dl->url, dl->base, dl->has_key, service_freq(dl->query->digits), q);
	if (dl->url.n >= SERVICE_URL_MAX) {
		if (!request_shorten(q, half))
			fail(dl, "this URL is longer than the server accepts: name fewer partners");
		fetch_halves(dl, half);
		return;
	}
	dl->request = q;
	client_get(
	    dl->client, buf_text(&dl->url), limits.rows * SERVICE_ROW_BYTES, check_response, dl);
	if (dl->rows != limits.rows && dl->rows != limits.max_rows) {
		distribute(dl);
		return;
	}
	if (!request_halve(q, half)) {
		struct buf error = { 0 };
		buf_printf(&error,
		    "exactly %" PRIu64
		    " rows, the limit of the service, for one period, reporter, code and flow: "
		    "the response may be truncated, and the request cannot be split further (%s)",
		    dl->rows,
		    dl->query->by_level ? "name codes with --hs" : "name partners with --partner");
		fail(dl, buf_text(&error));
	}
	fetch_halves(dl, half);
}

/* Fetches a dataset again, code by code, because its partners do not add up to World. */
static void
refetch_by_code(struct download *dl, const struct request *q, size_t at)
{
	struct piece *piece = &dl->piece[at];
	const struct dataset *d = &dl->list->item[at];
	struct request part = *q;
	struct buf where = { 0 };
	struct str series;
	char text[DEC_TEXT];

	clear_piece(piece);
	part.periods = (struct values){ &d->period, 1 };
	part.reporters = (struct values){ &d->number, 1 };
	for (size_t i = 0; i < q->codes.n; i++) {
		part.codes = (struct values){ &q->codes.item[i], 1 };
		fetch_rows(dl, &part);
	}
	dec gap = world_check_gap(&piece->check, &series);
	if (gap == 0)
		return;
	key_describe(&where, series);
	text[dec_print(text, gap)] = '\0';
	warn("%.*s %.*s %s: the partners and World differ by %s dollars, also after a second "
	     "request",
	    STR_ARG(d->reporter), STR_ARG(d->period), buf_text(&where), text);
	buf_free(&where);
}

static void
publish(struct download *dl, size_t at)
{
	struct piece *piece = &dl->piece[at];
	const struct dataset *d = &dl->list->item[at];
	struct atomic_file *file = cache_begin(dl->cache);
	struct buf *name = piece->check.rows == 0 ? examples_next(&dl->empty) : NULL;

	if (name != NULL)
		buf_printf(name, "%.*s %.*s", STR_ARG(d->reporter), STR_ARG(d->period));
	rows_write(&piece->rows, file);
	atomic_file_publish(file, cache_path(dl->cache, d));
	clear_piece(piece);
}

static bool
is_listed(const struct dataset_list *list, const struct dataset *d)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->item[i].code, d->code) &&
		    str_eq(list->item[i].checksum, d->checksum))
			return true;
	return false;
}

/*
 * Ends the program unless the datasets at these indexes are still listed: their rows came in
 * several responses, which must be of one release.
 */
static void
check_release(struct download *dl, const struct request *q, const size_t *at, size_t n)
{
	struct dataset_list now = { 0 };
	struct buf error = { 0 };

	listing_request(dl->client, dl->base, dl->query->digits, q->periods);
	struct bytes *body = client_body(dl->client);
	if (dataset_read(&now, body, true, &error) != RESPONSE_END)
		die("the list of datasets: %s", buf_text(&error));
	bytes_close(body);
	for (size_t i = 0; i < n; i++) {
		const struct dataset *d = &dl->list->item[at[i]];
		if (!is_listed(&now, d))
			die("%.*s %.*s was revised or withdrawn while it was fetched in several "
			    "requests: run this again",
			    STR_ARG(d->reporter), STR_ARG(d->period));
	}
	dataset_free(&now);
	buf_free(&error);
}

uint64_t
download_request(struct download *dl, const struct request *q)
{
	size_t n = q->periods.n * q->reporters.n;
	size_t *at = mem_alloc(n, sizeof *at);
	uint64_t rows = 0;
	struct str series;

	for (size_t i = 0; i < n; i++)
		at[i] = index_of(
		    dl, q->periods.item[i / q->reporters.n], q->reporters.item[i % q->reporters.n]);
	dl->responses = 0;
	fetch_rows(dl, q);
	for (size_t i = 0; i < n; i++) {
		if (q->partners.n == 0 && world_check_gap(&dl->piece[at[i]].check, &series) != 0)
			refetch_by_code(dl, q, at[i]);
		rows += dl->piece[at[i]].check.rows;
	}
	if (rows == 0 && !dl->allow_empty) {
		dl->url.n = 0;
		service_url(&dl->url, dl->base, dl->has_key, service_freq(dl->query->digits), q);
		fail(dl, "a response without rows (count 0), as for a wrong code or country "
			 "(--allow-empty accepts it)");
	}
	if (dl->responses > 1)
		check_release(dl, q, at, n);
	for (size_t i = 0; i < n; i++)
		publish(dl, at[i]);
	free(at);
	return rows;
}

void
download_read(struct world_check *check, const char *path)
{
	struct bytes *source = bytes_open(path);
	struct response r;
	enum response_result got = RESPONSE_ROW;
	const char *wrong = NULL;

	if (source == NULL)
		die("%s: %s", path, strerror(errno));
	response_open(&r, source, columns, COLUMNS, false);
	while (wrong == NULL && (got = response_next(&r)) == RESPONSE_ROW)
		wrong = count_row(check, r.cell);
	if (got != RESPONSE_END)
		die("%s: %s%s; remove it to fetch it again", path,
		    wrong != NULL ? "primaryValue is " : "",
		    wrong != NULL ? wrong : buf_text(&r.error));
	response_close(&r);
	bytes_close(source);
}

void
download_end(struct download *dl)
{
	if (dl->empty.n > 0)
		warn("released, but without any of the requested rows: %s",
		    examples_text(&dl->empty));
	examples_free(&dl->empty);
	keytab_free(&dl->index);
	free(dl->piece);
	buf_free(&dl->url);
	buf_free(&dl->key);
}
