#include "outputs.h"

#include <sys/stat.h>

#include "lib/csv/csvin.h"
#include "lib/die.h"

void
outputs_keep(struct normalise *n, const char *text)
{
	struct csvin *list = csvin_of_option("keep", text, ',');

	size_t more = csvin_count(list);
	n->input.kept = mem_resize(n->input.kept, n->input.keep + more, sizeof *n->input.kept);
	for (size_t i = 0; i < more; i++)
		n->input.kept[n->input.keep++] = arena_copy(&n->names, csvin_field(list, i));
	n->duplicates.keep = n->input.keep;
	csvin_close(list);
}

/* Is `path` the file `other`? */
static bool
same_file(const char *path, const char *other)
{
	struct stat a, b;

	return strcmp(path, other) == 0 ||
	       (stat(path, &a) == 0 && stat(other, &b) == 0 && S_ISREG(a.st_mode) &&
		   a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

void
outputs_check_files(const struct normalise *n, struct operands operands)
{
	const char *const path[] = { n->rejects_path, n->report_path, n->part_path, n->seen.path };

	for (size_t k = 0; k < sizeof path / sizeof *path; k++)
		for (size_t i = 0; path[k] != NULL && i < operands.n; i++)
			if (same_file(path[k], operands.path[i]))
				misuse("%s is both read and written", path[k]);
	if (path[0] != NULL && path[1] != NULL && same_file(path[0], path[1]) &&
	    strncmp(path[0], "/dev/", 5) != 0)
		misuse("--rejects and --report name the same file, %s", path[0]);
}

void
outputs_check_columns(const struct normalise *n)
{
	static const char *const output[] = { "period", "flow", "reporter", "partner", "edition",
		"hs", "value_usd", "net_kg", "flags", "partner2", "customs", "mode", "transport" };

	const int own = sizeof output / sizeof *output;
	struct columns all = { 0 };

	for (int i = 0; i < own; i++)
		columns_add(&all, str_of(output[i]));
	for (size_t i = 0; i < n->input.keep; i++) {
		int at = columns_find(&all, n->input.kept[i]);
		if (at >= own)
			misuse("--keep names '%.*s' twice", STR_ARG(n->input.kept[i]));
		if (at >= 0)
			misuse(
			    "--keep %s: the output already has a column of that name", output[at]);
		columns_add(&all, n->input.kept[i]);
	}
	columns_free(&all);
}
