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
fetch_check(const struct fetch_options *o, const struct selection *selection)
{
	const char *wrong = http_check_base(o->base != NULL ? o->base : SERVICE_URL);

	if (!o->fetch && !o->availability &&
	    (o->download || o->dry_run || o->offline || o->datasets != NULL || o->cache != NULL ||
		o->base != NULL || o->key_file != NULL))
		misuse("--datasets, --download, --dry-run, --offline, --cache, --base-url and "
		       "--key-file need --fetch");
	if (o->fetch && o->availability)
		misuse("--fetch and --availability exclude each other");
	if (o->download && o->report)
		misuse("--report and --rejects do not work with --download, which prints no rows");
	if (o->availability && (o->download || o->datasets != NULL))
		misuse("--download and --datasets need --fetch");
	if (wrong != NULL)
		misuse("--base-url %s: %s", o->base, wrong);
	if (o->cache != NULL && (*o->cache == '\0' || strchr(o->cache, '\n') != NULL))
		misuse("--cache needs the name of a folder, without line breaks");
	if (o->pace < 1000 && o->base == NULL)
		misuse(
		    "--pace: the service allows one request a second (1000); only another server "
		    "(--base-url) may allow more");
	if (selection->periods.n == 0 && o->datasets == NULL && (o->fetch || o->availability))
		misuse("--fetch and --availability need periods, such as --period 2012-2024");
}

static void
print_line(const struct buf *text)
{
	csvout_raw(buf_str(text));
	csvout_end_record();
}

static void
print_list_urls(struct session *s)
{
	struct buf url = { 0 };
	struct values periods;

	for (size_t at = 0; query_next_periods(&s->query, &at, &periods);) {
		url.n = 0;
		service_list_url(&url, s->base, service_freq(s->query.digits), periods);
		print_line(&url);
	}
	buf_free(&url);
}

/* Prints the URL of a request; of several smaller ones if it is too long. */
static void
print_url(const struct session *s, const struct request *q)
{
	struct buf url = { 0 };
	struct request half[2];

	service_url(&url, s->base, s->key != NULL, service_freq(s->query.digits), q);
	if (url.n >= SERVICE_URL_MAX && request_shorten(q, half)) {
		print_url(s, &half[0]);
		print_url(s, &half[1]);
	} else {
		print_line(&url);
	}
	buf_free(&url);
}

static void
make_plan(
    struct session *s, struct request_plan *plan, const struct dataset *const *wanted, size_t n)
{
	struct service_limits limits = service_limits(s->key != NULL);

	plan_make(plan, &s->query, &limits, wanted, n);
}

static void
print_plan(struct session *s)
{
	struct request_plan plan = { 0 };

	if (s->options->datasets == NULL) {
		print_list_urls(s);
		query_expected(&s->query, s->selection, &s->list);
	}
	const struct dataset **all = mem_alloc(s->list.n, sizeof *all);
	for (size_t i = 0; i < s->list.n; i++)
		all[i] = &s->list.item[i];
	make_plan(s, &plan, all, s->list.n);
	for (size_t i = 0; i < plan.n; i++)
		print_url(s, &plan.request[i]);
	plan_free(&plan);
	free(all);
}

static void
fetch_all(struct session *s, const struct request_plan *plan)
{
	struct download dl = {
		.client = session_client(s),
		.cache = s->cache,
		.query = &s->query,
		.base = s->base,
		.has_key = s->key != NULL,
		.allow_empty = s->options->allow_empty,
	};
	uint64_t rows = 0;

	download_begin(&dl, &s->list);
	for (size_t i = 0; i < plan->n; i++) {
		progress_count("request", i, plan->n, "row", rows);
		rows += download_request(&dl, &plan->request[i]);
	}
	progress_end();
	download_end(&dl);
	if (!s->options->quiet)
		warn("%" PRIu64 " request%s, %" PRIu64 " row%s fetched (%s)",
		    client_requests(s->client), plural(client_requests(s->client)), rows,
		    plural(rows),
		    s->key != NULL ? "with a key" : "no key: public preview, 500 rows per request");
}

static void
fetch_missing(struct session *s)
{
	const struct dataset **missing = mem_alloc(s->list.n, sizeof *missing);
	struct request_plan plan = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < s->list.n; i++)
		if (!cache_has(s->cache, &s->list.item[i]))
			missing[n++] = &s->list.item[i];
	if (n > 0 && s->options->offline)
		die("%zu dataset%s not in the cache, such as %s; fetch without --offline", n,
		    n == 1 ? " is" : "s are", cache_path(s->cache, missing[0]));
	if (n > 0) {
		make_plan(s, &plan, missing, n);
		fetch_all(s, &plan);
		plan_free(&plan);
	}
	free(missing);
}

static void
print_download(struct session *s)
{
	dataset_write_header("rows,world_gap_usd,file");
	for (size_t i = 0; i < s->list.n; i++) {
		const char *path = cache_path(s->cache, &s->list.item[i]);
		struct world_check check = { 0 };
		struct str series;
		download_read(&check, path);
		dec gap = world_check_gap(&check, &series);
		dataset_write(&s->list.item[i]);
		csvout_count(check.rows);
		if (gap != 0)
			csvout_dec(gap);
		else
			csvout_field(str_of(""));
		csvout_field(str_of(path));
		csvout_end_record();
		world_check_free(&check);
	}
}

static struct operands
cached_files(struct session *s)
{
	struct operands list = { .path = mem_alloc(s->list.n, sizeof *list.path) };

	for (size_t i = 0; i < s->list.n; i++)
		list.path[list.n++] =
		    arena_copy(&list.names, str_of(cache_path(s->cache, &s->list.item[i]))).p;
	return list;
}

void
fetch_availability(const struct fetch_options *o, const struct selection *selection)
{
	struct session s;

	session_begin(&s, o, selection);
	query_make_periods(&s.query, selection);
	if (o->dry_run) {
		print_list_urls(&s);
	} else {
		listing_fetch(&s);
		dataset_write_header(NULL);
		for (size_t i = 0; i < s.list.n; i++) {
			dataset_write(&s.list.item[i]);
			csvout_end_record();
		}
	}
	session_end(&s);
}

struct operands
fetch(const struct fetch_options *o, const struct selection *selection)
{
	struct session s;
	struct buf name = { 0 };
	struct operands list = { 0 };

	session_begin(&s, o, selection);
	query_make(&s.query, selection, o->level);
	if (o->datasets != NULL)
		listing_read(&s);
	if (o->dry_run) {
		print_plan(&s);
		session_end(&s);
		return list;
	}
	if (o->datasets == NULL)
		listing_fetch(&s);
	listing_check_unique(&s.list);
	query_name(&s.query, &name);
	s.cache = cache_open(o->cache, buf_str(&name), o->offline);
	buf_free(&name);
	fetch_missing(&s);
	if (o->download)
		print_download(&s);
	else if (s.list.n == 0)
		die("no dataset matches the selection");
	else
		list = cached_files(&s);
	session_end(&s);
	return list;
}
