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
place_of(struct download *c, struct str period, struct str reporter)
{
	const struct str part[] = { period, reporter };

	return keytab_find(&c->places, key_join(&c->key, part, 2));
}

void
download_begin(struct download *c, const struct dataset_list *list)
{
	c->list = list;
	c->piece = mem_zalloc(list->n, sizeof *c->piece);
	for (size_t i = 0; i < list->n; i++) {
		const struct str part[] = { list->item[i].period, list->item[i].number };
		keytab_add(&c->places, key_join(&c->key, part, 2), NULL);
	}
}

/* The column of a row that is not as it was asked for, or -1. */
static int
stray_column(const struct download *c, const struct str *cell)
{
	const struct question *q = c->asking;

	if (!words_have(q->periods, cell[PERIOD]))
		return PERIOD;
	if (!words_have(q->reporters, cell[REPORTER]))
		return REPORTER;
	if (!words_have(q->flows, cell[FLOW]))
		return FLOW;
	if (c->query->by_level ? !query_has_code(c->query, cell[CODE])
			       : !words_have(q->codes, cell[CODE]))
		return CODE;
	if (q->partners.n > 0 ? !words_have(q->partners, cell[PARTNER])
			      : !str_digits(cell[PARTNER]))
		return PARTNER;
	return -1;
}

static bool
is_whole(const struct str *cell)
{
	return (cell[PARTNER2].n == 0 || str_is(cell[PARTNER2], "0")) &&
	       (cell[CUSTOMS].n == 0 || str_is(cell[CUSTOMS], "C00")) &&
	       (cell[MODE].n == 0 || str_is(cell[MODE], "0"));
}

/* Counts a row; null, or what is wrong with it. Breakdowns are the guards' to drop. */
static const char *
count_row(struct world_check *t, const struct str *cell)
{
	dec value = 0;
	enum dec_result got = dec_parse(cell[VALUE], &value);

	if (got != DEC_OK && got != DEC_EMPTY)
		return dec_complaint(got);
	if (!is_whole(cell)) {
		t->rows++;
		return NULL;
	}
	return world_check_row(t, cell[FLOW], cell[CODE], cell[PARTNER], value) ? NULL : "is too much";
}

/* Is the answer what was asked for, and how many rows has it? */
static enum response_result
judge(void *data, struct bytes *source, struct buf *why)
{
	struct download *c = data;
	struct response a;
	enum response_result got;
	uint64_t most = service_limits(c->keyed).most;

	response_open(&a, source, columns, COLUMNS, false);
	a.served = true;
	while ((got = response_next(&a)) == RESPONSE_ROW) {
		int stray = stray_column(c, a.cell);
		if (stray < 0 && a.rows <= most)
			continue;
		if (stray < 0)
			buf_printf(
			    why, "more than %" PRIu64 " rows, the limit of the service", most);
		else
			buf_printf(why, "the server sent a row that was not asked for: %s %.*s",
			    columns[stray].name, STR_ARG(a.cell[stray]));
		response_close(&a);
		return RESPONSE_REFUSED;
	}
	c->rows = a.rows;
	buf_add(why, buf_str(&a.words));
	response_close(&a);
	return got;
}

static noreturn void
fail(const struct download *c, const char *why)
{
	die("%.*s: %s", STR_ARG(buf_str(&c->url)), why);
}

static void
empty_piece(struct piece *piece)
{
	rows_free(&piece->sheet);
	world_check_free(&piece->tally);
}

/* Deals the rows of the answer out to their datasets. */
static void
deal(struct download *c)
{
	struct bytes *body = client_body(c->client);
	struct response a;
	enum response_result got;

	c->answers++;
	response_open(&a, body, columns, COLUMNS, true);
	while ((got = response_next(&a)) == RESPONSE_ROW) {
		struct piece *piece = &c->piece[place_of(c, a.cell[PERIOD], a.cell[REPORTER])];
		rows_add(
		    &piece->sheet, a.cell[FLOW], a.cell[CODE], a.cell[PARTNER], response_raw(&a));
		const char *wrong = count_row(&piece->tally, a.cell);
		if (wrong != NULL) {
			struct buf why = { 0 };
			buf_printf(&why, "primaryValue %s", wrong);
			fail(c, buf_text(&why));
		}
	}
	if (got != RESPONSE_END) /* it was judged good, but a disk may fail */
		fail(c, buf_text(&a.words));
	response_close(&a);
	bytes_close(body);
}

static void ask(struct download *c, const struct question *q);

static void
ask_halves(struct download *c, const struct question half[2])
{
	ask(c, &half[0]);
	ask(c, &half[1]);
}

static void
ask(struct download *c, const struct question *q)
{
	struct service_limits limits = service_limits(c->keyed);
	struct question half[2];

	c->url.n = 0;
	service_url(&c->url, c->base, c->keyed, service_freq(c->query->digits), q);
	if (c->url.n >= SERVICE_URL_MAX) {
		if (!question_shorten(q, half))
			fail(c, "this URL is longer than the server takes: ask for fewer partners");
		ask_halves(c, half);
		return;
	}
	c->asking = q;
	client_ask(c->client, buf_text(&c->url), limits.rows * SERVICE_ROW_BYTES, judge, c);
	if (c->rows != limits.rows && c->rows != limits.most) {
		deal(c);
		return;
	}
	if (!question_halve(q, half)) {
		struct buf why = { 0 };
		buf_printf(&why,
		    "exactly %" PRIu64
		    " rows, as many as the server gives, of one period, reporter, "
		    "code and flow: they may have been cut off, and no question is smaller (%s)",
		    c->rows,
		    c->query->by_level ? "name codes with --hs" : "name partners with --partner");
		fail(c, buf_text(&why));
	}
	ask_halves(c, half);
}

/* Asks for a dataset whose partners are not World once more, code by code. */
static void
ask_again(struct download *c, const struct question *q, size_t place)
{
	struct piece *piece = &c->piece[place];
	const struct dataset *d = &c->list->item[place];
	struct question part = *q;
	struct buf where = { 0 };
	struct str series;
	char text[DEC_TEXT];

	empty_piece(piece);
	part.periods = (struct words){ &d->period, 1 };
	part.reporters = (struct words){ &d->number, 1 };
	for (size_t i = 0; i < q->codes.n; i++) {
		part.codes = (struct words){ &q->codes.word[i], 1 };
		ask(c, &part);
	}
	dec gap = world_check_gap(&piece->tally, &series);
	if (gap == 0)
		return;
	key_describe(&where, series);
	text[dec_print(text, gap)] = '\0';
	warn("%.*s %.*s %s: partners and World differ by %s dollars, also when asked again",
	    STR_ARG(d->reporter), STR_ARG(d->period), buf_text(&where), text);
	buf_free(&where);
}

static void
publish(struct download *c, size_t place)
{
	struct piece *piece = &c->piece[place];
	const struct dataset *d = &c->list->item[place];
	struct atomic_file *draft = cache_draft(c->cache);
	struct buf *name = piece->tally.rows == 0 ? examples_next(&c->rowless) : NULL;

	if (name != NULL)
		buf_printf(name, "%.*s %.*s", STR_ARG(d->reporter), STR_ARG(d->period));
	rows_write(&piece->sheet, draft);
	atomic_file_publish(draft, cache_path(c->cache, d));
	empty_piece(piece);
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

/* Are the datasets at these places, which came in several answers, still those that were listed? */
static void
check_release(struct download *c, const struct question *q, const size_t *place, size_t n)
{
	struct dataset_list now = { 0 };
	struct buf why = { 0 };

	listing_request(c->client, c->base, c->query->digits, q->periods);
	struct bytes *body = client_body(c->client);
	if (dataset_read(&now, body, true, &why) != RESPONSE_END)
		die("the list of datasets: %s", buf_text(&why));
	bytes_close(body);
	for (size_t i = 0; i < n; i++) {
		const struct dataset *d = &c->list->item[place[i]];
		if (!is_listed(&now, d))
			die("%.*s %.*s was released anew or withdrawn while it was fetched in "
			    "several requests: run it again",
			    STR_ARG(d->reporter), STR_ARG(d->period));
	}
	dataset_free(&now);
	buf_free(&why);
}

uint64_t
download_question(struct download *c, const struct question *q)
{
	size_t n = q->periods.n * q->reporters.n;
	size_t *place = mem_alloc(n, sizeof *place);
	uint64_t rows = 0;
	struct str series;

	for (size_t i = 0; i < n; i++)
		place[i] = place_of(
		    c, q->periods.word[i / q->reporters.n], q->reporters.word[i % q->reporters.n]);
	c->answers = 0;
	ask(c, q);
	for (size_t i = 0; i < n; i++) {
		if (q->partners.n == 0 && world_check_gap(&c->piece[place[i]].tally, &series) != 0)
			ask_again(c, q, place[i]);
		rows += c->piece[place[i]].tally.rows;
	}
	if (rows == 0 && !c->allow_empty) {
		c->url.n = 0;
		service_url(&c->url, c->base, c->keyed, service_freq(c->query->digits), q);
		fail(c,
		    "an answer without any rows (count 0): a wrong code or country is answered so "
		    "(--allow-empty if it is right)");
	}
	if (c->answers > 1)
		check_release(c, q, place, n);
	for (size_t i = 0; i < n; i++)
		publish(c, place[i]);
	free(place);
	return rows;
}

void
download_read(struct world_check *t, const char *path)
{
	struct bytes *source = bytes_open(path);
	struct response a;
	enum response_result got = RESPONSE_ROW;
	const char *wrong = NULL;

	if (source == NULL)
		die("%s: %s", path, strerror(errno));
	response_open(&a, source, columns, COLUMNS, false);
	while (wrong == NULL && (got = response_next(&a)) == RESPONSE_ROW)
		wrong = count_row(t, a.cell);
	if (got != RESPONSE_END)
		die("%s: %s; remove it, and it is fetched again", path,
		    wrong != NULL ? wrong : buf_text(&a.words));
	response_close(&a);
	bytes_close(source);
}

void
download_end(struct download *c)
{
	if (c->rowless.n > 0)
		warn("released, but without a row of what was asked for: %s",
		    examples_text(&c->rowless));
	examples_free(&c->rowless);
	keytab_free(&c->places);
	free(c->piece);
	buf_free(&c->url);
	buf_free(&c->key);
}
