#include "seen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/csv/quote.h"
#include "lib/die.h"

void
seen_add(struct seen_list *s, const struct row_head *head)
{
	if (s->path != NULL && head->reporter->kind != KIND_WORLD)
		(void)series_number(&s->series, head->date, head->flow, head->reporter);
}

static void
write_list(const struct seen_list *s, const char *path)
{
	struct csvfile *out = csvfile_create(path, "period,flow,reporter");
	const struct series **series = series_sorted(&s->series);

	for (size_t i = 0; i < s->series.n; i++) {
		struct str field[] = { series[i]->date->text, series[i]->flow->code,
			series[i]->reporter->code };
		csvfile_record(out, field, 3);
	}
	free(series);
	csvfile_close(out);
}

void
seen_publish(const struct seen_list *s)
{
	struct stat old;
	struct buf draft = { 0 };

	if (s->path == NULL)
		return;
	if (stat(s->path, &old) == 0 && !S_ISREG(old.st_mode)) {
		write_list(s, s->path);
		return;
	}
	buf_printf(&draft, "%s.%ld.new", s->path, (long)getpid());
	write_list(s, buf_text(&draft));
	if (rename(buf_text(&draft), s->path) != 0) {
		int error = errno;
		(void)unlink(buf_text(&draft));
		die("%s: %s", s->path, strerror(error));
	}
	buf_free(&draft);
}

void
seen_list_free(struct seen_list *s)
{
	series_free(&s->series);
}
