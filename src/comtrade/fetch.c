#include "fetch.h"

#include <inttypes.h>
#include <stdlib.h>

#include "download.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "lib/io/http.h"
#include "lib/io/progress.h"
#include "listing.h"
#include "plan.h"

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
print_line(const struct buf *text)
{
	csvout_raw(buf_str(text));
	csvout_end_record();
}

static void
print_list_urls(struct session *j)
{
	struct buf url = { 0 };
	struct words periods;

	for (size_t at = 0; query_next_periods(&j->query, &at, &periods);) {
		url.n = 0;
		service_list_url(&url, j->base, service_freq(j->query.digits), periods);
		print_line(&url);
	}
	buf_free(&url);
}

/* Prints the URLs of a question, in parts where it is too long. */
static void
print_url(const struct session *j, const struct question *q)
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
make_plan(struct session *j, struct request_plan *plan, const struct dataset *const *wanted, size_t n)
{
	struct service_limits limits = service_limits(j->key != NULL);

	plan_make(plan, &j->query, &limits, wanted, n);
}

static void
print_plan(struct session *j)
{
	struct request_plan plan = { 0 };

	if (j->o->datasets == NULL) {
		print_list_urls(j);
		query_assume(&j->query, j->selection, &j->list);
	}
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
ask_all(struct session *j, const struct request_plan *plan)
{
	struct download c = {
		.client = session_client(j),
		.cache = j->cache,
		.query = &j->query,
		.base = j->base,
		.keyed = j->key != NULL,
		.allow_empty = j->o->allow_empty,
	};
	uint64_t rows = 0;

	download_begin(&c, &j->list);
	for (size_t i = 0; i < plan->n; i++) {
		progress_count("request", i, plan->n, "row", rows);
		rows += download_question(&c, &plan->question[i]);
	}
	progress_end();
	download_end(&c);
	if (!j->o->quiet)
		warn("%" PRIu64 " requests, %" PRIu64 " rows fetched (%s)",
		    client_requests(j->client), rows,
		    j->key != NULL ? "with a key"
				   : "no key: the public preview, 500 rows a request");
}

static void
fetch_missing(struct session *j)
{
	const struct dataset **missing = mem_alloc(j->list.n, sizeof *missing);
	struct request_plan plan = { 0 };
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
print_download(struct session *j)
{
	dataset_write_header("rows,world_gap_usd,file");
	for (size_t i = 0; i < j->list.n; i++) {
		const char *path = cache_path(j->cache, &j->list.item[i]);
		struct world_check tally = { 0 };
		struct str series;
		download_read(&tally, path);
		dec gap = world_check_gap(&tally, &series);
		dataset_write(&j->list.item[i]);
		csvout_count(tally.rows);
		if (gap != 0)
			csvout_dec(gap);
		else
			csvout_field(str_of(""));
		csvout_field(str_of(path));
		csvout_end_record();
		world_check_free(&tally);
	}
}

static struct operands
files(struct session *j)
{
	struct operands list = { .path = mem_alloc(j->list.n, sizeof *list.path) };

	for (size_t i = 0; i < j->list.n; i++)
		list.path[list.n++] =
		    arena_copy(&list.names, str_of(cache_path(j->cache, &j->list.item[i]))).p;
	return list;
}

void
fetch_availability(const struct fetch_options *o, const struct selection *s)
{
	struct session j;

	session_begin(&j, o, s);
	query_make_periods(&j.query, s);
	if (o->dry_run) {
		print_list_urls(&j);
	} else {
		listing_ask(&j);
		dataset_write_header(NULL);
		for (size_t i = 0; i < j.list.n; i++) {
			dataset_write(&j.list.item[i]);
			csvout_end_record();
		}
	}
	session_end(&j);
}

struct operands
fetch(const struct fetch_options *o, const struct selection *s)
{
	struct session j;
	struct buf name = { 0 };
	struct operands list = { 0 };

	session_begin(&j, o, s);
	query_make(&j.query, s, o->level);
	if (o->datasets != NULL)
		listing_read(&j);
	if (o->dry_run) {
		print_plan(&j);
		session_end(&j);
		return list;
	}
	if (o->datasets == NULL)
		listing_ask(&j);
	listing_tell_apart(&j.list);
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
	session_end(&j);
	return list;
}
