#include "listing.h"

#include <errno.h>
#include <stdlib.h>

#include "lib/die.h"
#include "lib/examples.h"
#include "lib/operands.h"

/* A client_check: requires a valid list of the requested periods only. */
static enum response_result
check_list(void *data, struct bytes *source, struct buf *error)
{
	const struct values *periods = data;
	struct dataset_list datasets = { 0 };
	enum response_result got = dataset_read(&datasets, source, true, error);

	for (size_t i = 0; got == RESPONSE_END && i < datasets.n; i++) {
		struct str period = datasets.item[i].period;
		if (values_have(*periods, period))
			continue;
		buf_printf(error, "the server lists a period that was not requested: %.*s",
		    STR_ARG(period));
		got = RESPONSE_REFUSED;
	}
	dataset_free(&datasets);
	return got;
}

static void
read_list(struct dataset_list *list, struct bytes *source, bool from_service, const char *name)
{
	struct buf error = { 0 };

	if (dataset_read(list, source, from_service, &error) != RESPONSE_END)
		die("%s: %s", name, buf_text(&error));
	buf_free(&error);
}

void
listing_request(struct client *client, const char *base, size_t digits, struct values periods)
{
	struct buf url = { 0 };

	service_list_url(&url, base, service_freq(digits), periods);
	client_get(client, buf_text(&url), SERVICE_LIST_BYTES, check_list, &periods);
	buf_free(&url);
}

/* Stores the last response in the cache, for --offline. */
static void
cache_list(struct client *client, struct cache *cache, const char *path)
{
	struct bytes *body = client_body(client);
	struct atomic_file *file = cache_begin(cache);
	char chunk[16 * 1024];

	for (ssize_t n; (n = bytes_read(body, chunk, sizeof chunk)) > 0;)
		atomic_file_add(file, (struct str){ chunk, (size_t)n });
	atomic_file_publish(file, path);
	bytes_close(body);
}

/* Appends the service's datasets of these periods to s->list. */
static void
list_periods(struct session *s, struct values periods)
{
	struct buf name = { 0 };

	service_list_url(&name, "", service_freq(s->query.digits), periods);
	struct cache *cache = cache_open(s->options->cache, buf_str(&name), s->options->offline);
	char *path = strdup(cache_file(cache, "datasets.json.gz"));
	if (path == NULL)
		die("out of memory");
	if (!s->options->offline) {
		listing_request(session_client(s), s->base, s->query.digits, periods);
		cache_list(s->client, cache, path);
	}
	struct bytes *source = bytes_open(path);
	if (source == NULL)
		die("%s: %s (the list of datasets is not in the cache; fetch it without --offline)",
		    path, strerror(errno));
	read_list(&s->list, source, true, path);
	bytes_close(source);
	free(path);
	cache_close(cache);
	buf_free(&name);
}

/* Sorts the list and keeps the selected datasets only. */
static void
select_datasets(struct session *s)
{
	size_t n = 0;

	dataset_sort(&s->list);
	for (size_t i = 0; i < s->list.n; i++)
		if (query_matches(
			&s->query, s->selection, s->options->keep_groups, &s->list.item[i]))
			s->list.item[n++] = s->list.item[i];
	s->list.n = n;
}

/* Makes a key of the dataset's period and reporter, in `key`. */
static struct str
series_key(struct buf *key, const struct dataset *d)
{
	const struct str part[] = { d->period, d->reporter };

	return key_join(key, part, 2);
}

/* Names the selected reporters that have not released a period: their trade is in no figure. */
static void
warn_unreleased(struct session *s)
{
	struct dataset_list all = { 0 };
	struct examples names = { 0 };
	struct keytab released = { 0 };
	struct buf key = { 0 };
	size_t n = 0;

	if (!country_set_any(&s->selection->reporters))
		return;
	query_expected(&s->query, s->selection, &all);
	for (size_t i = 0; i < s->list.n; i++)
		keytab_add(&released, series_key(&key, &s->list.item[i]), NULL);
	for (size_t i = 0; i < all.n; i++) {
		if (keytab_find(&released, series_key(&key, &all.item[i])) != SIZE_MAX)
			continue;
		n++;
		struct buf *name = examples_next(&names);
		if (name != NULL)
			buf_printf(name, "%.*s %.*s", STR_ARG(all.item[i].reporter),
			    STR_ARG(all.item[i].period));
	}
	if (n > 0)
		warn("not released, so missing from all figures: %s", examples_text(&names));
	examples_free(&names);
	keytab_free(&released);
	buf_free(&key);
	dataset_free(&all);
}

void
listing_fetch(struct session *s)
{
	struct values periods;

	for (size_t at = 0; query_next_periods(&s->query, &at, &periods);)
		list_periods(s, periods);
	if (s->list.n == 0)
		die("the service lists no datasets of these periods: check --period and --freq; "
		    "perhaps nothing is released yet");
	select_datasets(s);
	warn_unreleased(s);
}

void
listing_read(struct session *s)
{
	const char *path = s->options->datasets;
	struct bytes *source = bytes_open(path);

	if (source == NULL)
		die("%s: %s", path, strerror(errno));
	read_list(&s->list, source, false, operand_name(path));
	bytes_close(source);
	if (s->list.n > 0)
		s->query.digits = s->list.item[0].period.n; /* all others must agree */
	for (size_t i = 0; i < s->list.n; i++)
		if (s->list.item[i].period.n != s->query.digits)
			die("%s: mixes years and months", operand_name(path));
	select_datasets(s);
}

void
listing_check_unique(const struct dataset_list *list)
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
			die("reporter %.*s has two datasets for period %.*s, %.*s and %.*s, and rows "
			    "do not name their dataset (omit one with --datasets)",
			    STR_ARG(d->number), STR_ARG(d->period), STR_ARG(other->code),
			    STR_ARG(d->code));
		other = &list->item[keytab_add(&files, key_join(&key, file, 2), &fresh)];
		if (!fresh)
			die("dataset %.*s with checksum %.*s is listed twice, for %.*s %.*s and "
			    "%.*s %.*s: both would use one cache file (omit one with --datasets)",
			    STR_ARG(d->code), STR_ARG(d->checksum), STR_ARG(other->reporter),
			    STR_ARG(other->period), STR_ARG(d->reporter), STR_ARG(d->period));
	}
	keytab_free(&rows);
	keytab_free(&files);
	buf_free(&key);
}
