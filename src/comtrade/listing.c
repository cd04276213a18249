#include "listing.h"

#include <errno.h>
#include <stdlib.h>

#include "lib/die.h"
#include "lib/examples.h"
#include "lib/operands.h"

static enum response_result
judge_list(void *data, struct bytes *source, struct buf *why)
{
	const struct words *periods = data;
	struct dataset_list unused = { 0 };
	enum response_result got = dataset_read(&unused, source, true, why);

	for (size_t i = 0; got == RESPONSE_END && i < unused.n; i++) {
		struct str period = unused.item[i].period;
		if (words_have(*periods, period))
			continue;
		buf_printf(
		    why, "the server lists a period that was not asked for: %.*s", STR_ARG(period));
		got = RESPONSE_REFUSED;
	}
	dataset_free(&unused);
	return got;
}

static void
read_list(struct dataset_list *list, struct bytes *source, bool served, const char *name)
{
	struct buf why = { 0 };

	if (dataset_read(list, source, served, &why) != RESPONSE_END)
		die("%s: %s", name, buf_text(&why));
	buf_free(&why);
}

void
listing_request(struct client *a, const char *base, size_t digits, struct words periods)
{
	struct buf url = { 0 };

	service_list_url(&url, base, service_freq(digits), periods);
	client_ask(a, buf_text(&url), SERVICE_LIST_BYTES, judge_list, &periods);
	buf_free(&url);
}

/* Keeps an answer as it came, for --offline. */
static void
keep_list(struct client *client, struct cache *cache, const char *path)
{
	struct bytes *body = client_body(client);
	struct atomic_file *draft = cache_draft(cache);
	char chunk[16 * 1024];

	for (ssize_t n; (n = bytes_read(body, chunk, sizeof chunk)) > 0;)
		atomic_file_add(draft, (struct str){ chunk, (size_t)n });
	atomic_file_publish(draft, path);
	bytes_close(body);
}

/* The datasets of some periods, as the service lists them. */
static void
list_periods(struct session *j, struct words periods)
{
	struct buf name = { 0 };

	service_list_url(&name, "", service_freq(j->query.digits), periods);
	struct cache *cache = cache_open(j->o->cache, buf_str(&name), j->o->offline);
	char *path = strdup(cache_file(cache, "datasets.json.gz"));
	if (path == NULL)
		die("out of memory");
	if (!j->o->offline) {
		listing_request(session_client(j), j->base, j->query.digits, periods);
		keep_list(j->client, cache, path);
	}
	struct bytes *source = bytes_open(path);
	if (source == NULL)
		die("%s: %s (the list of datasets was never fetched; without --offline it is)",
		    path, strerror(errno));
	read_list(&j->list, source, true, path);
	bytes_close(source);
	free(path);
	cache_close(cache);
	buf_free(&name);
}

/* Leaves only what is selected in the list. */
static void
select_datasets(struct session *j)
{
	size_t n = 0;

	dataset_sort(&j->list);
	for (size_t i = 0; i < j->list.n; i++)
		if (query_wants(&j->query, j->selection, j->o->keep_groups, &j->list.item[i]))
			j->list.item[n++] = j->list.item[i];
	j->list.n = n;
}

/* Period and reporter of a dataset as a key. */
static struct str
series_of(struct buf *key, const struct dataset *d)
{
	const struct str part[] = { d->period, d->reporter };

	return key_join(key, part, 2);
}

/* Who was named and has not released a period: their trade is missing in every figure. */
static void
warn_of_unreleased(struct session *j)
{
	struct dataset_list all = { 0 };
	struct examples names = { 0 };
	struct keytab released = { 0 };
	struct buf key = { 0 };
	size_t n = 0;

	if (!country_set_any(&j->selection->reporters))
		return;
	query_assume(&j->query, j->selection, &all);
	for (size_t i = 0; i < j->list.n; i++)
		keytab_add(&released, series_of(&key, &j->list.item[i]), NULL);
	for (size_t i = 0; i < all.n; i++) {
		if (keytab_find(&released, series_of(&key, &all.item[i])) != SIZE_MAX)
			continue;
		n++;
		struct buf *name = examples_next(&names);
		if (name != NULL)
			buf_printf(name, "%.*s %.*s", STR_ARG(all.item[i].reporter),
			    STR_ARG(all.item[i].period));
	}
	if (n > 0)
		warn("not released, and so not in any figure: %s", examples_text(&names));
	examples_free(&names);
	keytab_free(&released);
	buf_free(&key);
	dataset_free(&all);
}

void
listing_ask(struct session *j)
{
	struct words periods;

	for (size_t at = 0; query_next_periods(&j->query, &at, &periods);)
		list_periods(j, periods);
	if (j->list.n == 0)
		die("the service lists no dataset of these periods: --period or --freq is wrong, or "
		    "nothing is released yet");
	select_datasets(j);
	warn_of_unreleased(j);
}

/* Its first line tells years from months. */
void
listing_read(struct session *j)
{
	const char *path = j->o->datasets;
	struct bytes *source = bytes_open(path);

	if (source == NULL)
		die("%s: %s", path, strerror(errno));
	read_list(&j->list, source, false, operand_name(path));
	bytes_close(source);
	if (j->list.n > 0)
		j->query.digits = j->list.item[0].period.n;
	for (size_t i = 0; i < j->list.n; i++)
		if (j->list.item[i].period.n != j->query.digits)
			die("%s: both years and months", operand_name(path));
	select_datasets(j);
}

void
listing_tell_apart(const struct dataset_list *list)
{
	struct keytab rows = { 0 }, files = { 0 };
	struct buf key = { 0 };
	bool fresh;

	for (size_t i = 0; i < list->n; i++) {
		const struct dataset *d = &list->item[i];
		const struct str row[] = { d->period, d->number },
				 file[] = { d->code, d->checksum };
		const struct dataset *other =
		    &list->item[keytab_add(&rows, key_join(&key, row, 2), &fresh)];
		if (!fresh)
			die("two datasets of reporter %.*s and period %.*s, %.*s and %.*s: which of "
			    "them a row is of cannot be told (--datasets can leave one out)",
			    STR_ARG(d->number), STR_ARG(d->period), STR_ARG(other->code),
			    STR_ARG(d->code));
		other = &list->item[keytab_add(&files, key_join(&key, file, 2), &fresh)];
		if (!fresh)
			die("dataset %.*s with checksum %.*s is listed twice, for %.*s %.*s and "
			    "%.*s %.*s: their rows would be one file (--datasets can leave one "
			    "out)",
			    STR_ARG(d->code), STR_ARG(d->checksum), STR_ARG(other->reporter),
			    STR_ARG(other->period), STR_ARG(d->reporter), STR_ARG(d->period));
	}
	keytab_free(&rows);
	keytab_free(&files);
	buf_free(&key);
}
