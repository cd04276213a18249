#include "fetch.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "cache.h"
#include "collect.h"
#include "key.h"
#include "lib/csvout.h"
#include "lib/die.h"
#include "lib/http.h"
#include "lib/naming.h"
#include "lib/progress.h"
#include "plan.h"

struct job {
	const struct fetch_options *o;
	const struct selection *selection;
	struct query query;
	const char *base;
	const char *key;
	struct asker *asker; /* null until something is asked */
	struct dataset_list list;
	struct cache *cache;
};

void
fetch_check(const struct fetch_options *o, const struct selection *s)
{
	const char *wrong = http_check_base(o->base != NULL ? o->base : SERVICE_URL);

	if (!o->fetch && !o->availability &&
	    (o->download || o->dry_run || o->offline || o->datasets != NULL || o->cache != NULL ||
		o->base != NULL || o->key_file != NULL))
		misuse("--datasets, --download, --dry-run, --offline, --cache, --base-url and "
		       "--key-file go with --fetch");
	if (o->fetch && o->availability)
		misuse("--fetch or --availability, not both");
	if (o->download && o->report)
		misuse("--download prints no rows that --report or --rejects could tell of");
	if (o->availability && (o->download || o->datasets != NULL))
		misuse("--download and --datasets go with --fetch");
	if (wrong != NULL)
		misuse("--base-url %s: %s", o->base, wrong);
	if (o->cache != NULL && (*o->cache == '\0' || strchr(o->cache, '\n') != NULL))
		misuse("--cache: the name of a folder is needed, of one line");
	if (o->pace < 1000 && o->base == NULL)
		misuse("--pace: the service takes a request a second (1000); other servers with "
		       "--base-url may take more");
	if (s->periods.n == 0 && o->datasets == NULL && (o->fetch || o->availability))
		misuse("which periods? --period 2012-2024");
}

static void
begin(struct job *j, const struct fetch_options *o, const struct selection *s)
{
	*j =
	    (struct job){ .o = o, .selection = s, .base = o->base != NULL ? o->base : SERVICE_URL };
	j->key = key_find(o->key_file);
}

static struct asker *
asker_of(struct job *j)
{
	const struct asker_options options = { j->key, j->o->pace, j->o->timeout };

	if (j->asker == NULL)
		j->asker = asker_open(&options);
	return j->asker;
}

static enum answer_result
judge_list(void *data, struct source *source, struct buf *why)
{
	const struct words *periods = data;
	struct dataset_list unused = { 0 };
	enum answer_result got = dataset_read(&unused, source, true, why);

	for (size_t i = 0; got == ANSWER_END && i < unused.n; i++) {
		struct str period = unused.item[i].period;
		if (words_have(*periods, period))
			continue;
		buf_printf(why, "the server lists a period that was not asked for: %.*s",
		    STR_ARG(period));
		got = ANSWER_REFUSED;
	}
	dataset_free(&unused);
	return got;
}

static void
read_list(struct dataset_list *list, struct source *source, bool served, const char *name)
{
	struct buf why = { 0 };

	if (dataset_read(list, source, served, &why) != ANSWER_END)
		die("%s: %s", name, buf_text(&why));
	buf_free(&why);
}

/* Keeps an answer as it came, for --offline. */
static void
keep_list(struct asker *asker, struct cache *cache, const char *path)
{
	struct source *body = asker_body(asker);
	struct draft *draft = cache_draft(cache);
	char chunk[16 * 1024];

	for (ssize_t n; (n = source_read(body, chunk, sizeof chunk)) > 0;)
		draft_add(draft, (struct str){ chunk, (size_t)n });
	draft_publish(draft, path);
	source_close(body);
}

/* The datasets of some periods, as the service lists them. */
static void
list_periods(struct job *j, struct words periods)
{
	struct buf url = { 0 }, name = { 0 };

	service_list_url(&url, j->base, service_freq(j->query.digits), periods);
	service_list_url(&name, "", service_freq(j->query.digits), periods);
	struct cache *cache = cache_open(j->o->cache, buf_str(&name), j->o->offline);
	char *path = strdup(cache_file(cache, "datasets.json.gz"));
	if (path == NULL)
		die("out of memory");
	if (!j->o->offline) {
		asker_ask(asker_of(j), buf_text(&url), SERVICE_LIST_BYTES, judge_list, &periods);
		keep_list(j->asker, cache, path);
	}
	struct source *source = source_open(path);
	if (source == NULL)
		die("%s: %s (the list of datasets was never fetched; without --offline it is)",
		    path, strerror(errno));
	read_list(&j->list, source, true, path);
	source_close(source);
	free(path);
	cache_close(cache);
	buf_free(&url);
	buf_free(&name);
}

/* Leaves only what is selected in the list. */
static void
select_datasets(struct job *j)
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
warn_of_unreleased(struct job *j)
{
	struct dataset_list all = { 0 };
	struct naming names = { 0 };
	struct keytab released = { 0 };
	struct buf key = { 0 };
	size_t n = 0;

	if (!places_any(&j->selection->reporters))
		return;
	query_assume(&j->query, j->selection, &all);
	for (size_t i = 0; i < j->list.n; i++)
		keytab_add(&released, series_of(&key, &j->list.item[i]), NULL);
	for (size_t i = 0; i < all.n; i++) {
		if (keytab_find(&released, series_of(&key, &all.item[i])) != SIZE_MAX)
			continue;
		n++;
		struct buf *name = naming_next(&names);
		if (name != NULL)
			buf_printf(name, "%.*s %.*s", STR_ARG(all.item[i].reporter),
			    STR_ARG(all.item[i].period));
	}
	if (n > 0)
		warn("not released, and so not in any figure: %s", naming_text(&names));
	naming_free(&names);
	keytab_free(&released);
	buf_free(&key);
	dataset_free(&all);
}

static void
list_all(struct job *j)
{
	for (size_t i = 0; i < j->query.periods.n; i += SERVICE_PERIODS) {
		size_t n = j->query.periods.n - i;
		list_periods(j, (struct words){ j->query.periods.word + i,
				    n < SERVICE_PERIODS ? n : SERVICE_PERIODS });
	}
	if (j->list.n == 0)
		die("the service lists no dataset of these periods: --period or --freq is wrong, or "
		    "nothing is released yet");
	select_datasets(j);
	warn_of_unreleased(j);
}

/* The datasets that a table names. Its first line tells years from months. */
static void
list_from_table(struct job *j)
{
	const char *path = j->o->datasets;
	struct source *source = source_open(path);

	if (source == NULL)
		die("%s: %s", path, strerror(errno));
	read_list(&j->list, source, false, operand_name(path));
	source_close(source);
	if (j->list.n > 0)
		j->query.digits = j->list.item[0].period.n;
	for (size_t i = 0; i < j->list.n; i++)
		if (j->list.item[i].period.n != j->query.digits)
			die("%s: both years and months", operand_name(path));
	select_datasets(j);
}

/* Each dataset has rows and a file of its own, or the program ends. */
static void
tell_apart(const struct dataset_list *list)
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

static void
print_line(const struct buf *text)
{
	csvout_raw(buf_str(text));
	csvout_end_record();
}

static void
print_list_urls(struct job *j)
{
	struct buf url = { 0 };

	for (size_t i = 0; i < j->query.periods.n && j->o->datasets == NULL; i += SERVICE_PERIODS) {
		size_t n = j->query.periods.n - i;
		struct words periods = { j->query.periods.word + i,
			n < SERVICE_PERIODS ? n : SERVICE_PERIODS };
		url.n = 0;
		service_list_url(&url, j->base, service_freq(j->query.digits), periods);
		print_line(&url);
	}
	buf_free(&url);
}

/* Prints the URLs of a question, in parts where it is too long. */
static void
print_url(const struct job *j, const struct question *q)
{
	struct buf url = { 0 };
	struct question half[2];

	service_url(&url, j->base, j->key != NULL, service_freq(j->query.digits), q);
	if (url.n >= SERVICE_URL_MAX && question_shorten(q, half)) {
		print_url(j, &half[0]);
		print_url(j, &half[1]);
	} else {
		print_line(&url);
	}
	buf_free(&url);
}

static void
make_plan(struct job *j, struct plan *plan, const struct dataset *const *wanted, size_t n)
{
	struct service_limits limits = service_limits(j->key != NULL);

	plan_make(plan, &j->query, &limits, wanted, n);
}

static void
print_plan(struct job *j)
{
	struct plan plan = { 0 };

	print_list_urls(j);
	if (j->o->datasets == NULL)
		query_assume(&j->query, j->selection, &j->list);
	const struct dataset **all = mem_alloc(j->list.n, sizeof *all);
	for (size_t i = 0; i < j->list.n; i++)
		all[i] = &j->list.item[i];
	make_plan(j, &plan, all, j->list.n);
	for (size_t i = 0; i < plan.n; i++)
		print_url(j, &plan.question[i]);
	plan_free(&plan);
	free(all);
}

static void
ask_all(struct job *j, const struct plan *plan)
{
	struct collect c = {
		.asker = asker_of(j),
		.cache = j->cache,
		.query = &j->query,
		.base = j->base,
		.keyed = j->key != NULL,
		.allow_empty = j->o->allow_empty,
	};
	uint64_t rows = 0;

	collect_begin(&c, &j->list);
	for (size_t i = 0; i < plan->n; i++) {
		progress_count("request", i, plan->n, "row", rows);
		rows += collect_question(&c, &plan->question[i]);
	}
	progress_end();
	collect_end(&c);
	if (!j->o->quiet)
		warn("%" PRIu64 " requests, %" PRIu64 " rows fetched (%s)",
		    asker_requests(j->asker), rows,
		    j->key != NULL ? "with a key"
				   : "no key: the public preview, 500 rows a request");
}

static void
fetch_missing(struct job *j)
{
	const struct dataset **missing = mem_alloc(j->list.n, sizeof *missing);
	struct plan plan = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < j->list.n; i++)
		if (!cache_has(j->cache, &j->list.item[i]))
			missing[n++] = &j->list.item[i];
	if (n > 0 && j->o->offline)
		die("%s is not in the cache, nor are %zu others; without --offline they are fetched",
		    cache_path(j->cache, missing[0]), n - 1);
	if (n > 0) {
		make_plan(j, &plan, missing, n);
		ask_all(j, &plan);
		plan_free(&plan);
	}
	free(missing);
}

static void
print_download(struct job *j)
{
	dataset_write_header("rows,world_gap_usd,file");
	for (size_t i = 0; i < j->list.n; i++) {
		const char *path = cache_path(j->cache, &j->list.item[i]);
		struct tally tally = { 0 };
		struct str series;
		collect_read(&tally, path);
		dec gap = tally_gap(&tally, &series);
		dataset_write(&j->list.item[i]);
		csvout_count(tally.rows);
		if (gap != 0)
			csvout_dec(gap);
		else
			csvout_field(str_of(""));
		csvout_field(str_of(path));
		csvout_end_record();
		tally_free(&tally);
	}
}

static struct operands
files(struct job *j)
{
	static struct arena names; /* as long as the program */
	struct operands list = { .path = mem_alloc(j->list.n, sizeof *list.path) };

	for (size_t i = 0; i < j->list.n; i++)
		list.path[list.n++] =
		    arena_copy(&names, str_of(cache_path(j->cache, &j->list.item[i]))).p;
	return list;
}

static void
end(struct job *j)
{
	if (j->asker != NULL)
		asker_close(j->asker);
	if (j->cache != NULL)
		cache_close(j->cache);
	dataset_free(&j->list);
	query_free(&j->query);
}

void
fetch_availability(const struct fetch_options *o, const struct selection *s)
{
	struct job j;

	begin(&j, o, s);
	query_make_periods(&j.query, s);
	if (o->dry_run) {
		print_list_urls(&j);
	} else {
		list_all(&j);
		dataset_write_header(NULL);
		for (size_t i = 0; i < j.list.n; i++) {
			dataset_write(&j.list.item[i]);
			csvout_end_record();
		}
	}
	end(&j);
}

struct operands
fetch(const struct fetch_options *o, const struct selection *s)
{
	struct job j;
	struct buf name = { 0 };
	struct operands list = { 0 };

	begin(&j, o, s);
	query_make(&j.query, s, o->level);
	if (o->datasets != NULL)
		list_from_table(&j);
	if (o->dry_run) {
		print_plan(&j);
		end(&j);
		return list;
	}
	if (o->datasets == NULL)
		list_all(&j);
	tell_apart(&j.list);
	query_name(&j.query, &name);
	j.cache = cache_open(o->cache, buf_str(&name), o->offline);
	buf_free(&name);
	fetch_missing(&j);
	if (o->download)
		print_download(&j);
	else if (j.list.n == 0)
		die("no dataset is of what was selected");
	else
		list = files(&j);
	end(&j);
	return list;
}
