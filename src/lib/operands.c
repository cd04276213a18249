#include "operands.h"

#include <errno.h>
#include <unistd.h>

#include "csvin.h"
#include "die.h"
#include "mem.h"
#include "progress.h"

static void
add(struct operands *o, size_t *cap, const char *path)
{
	mem_grow(&o->path, cap, o->n, sizeof *o->path);
	o->path[o->n++] = path;
	progress_expect(path);
}

const char *
operand_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

static void
add_listed(struct operands *o, size_t *cap, const char *list)
{
	static struct arena names;
	struct source *source = source_open(list);

	if (source == NULL)
		die("%s: %s", operand_name(list), strerror(errno));
	struct csvin *in = csvin_open(source, '\n'); /* a delimiter no line has: whole lines */
	for (;;) {
		enum csvin_result r = csvin_next(in);
		if (r == CSVIN_END)
			break;
		struct str line = csvin_raw(in);
		if (r == CSVIN_FAIL || (line.n > 0 && memchr(line.p, '\0', line.n) != NULL))
			die("%s:%llu: %s", operand_name(list), (unsigned long long)csvin_line(in),
			    csvin_error(in));
		if (line.n > 0)
			add(o, cap, arena_copy(&names, line).p);
	}
	csvin_close(in);
	source_close(source);
}

struct operands
operands_collect(const struct opts *o, int first, int argc, char **argv)
{
	struct operands list = { 0 };
	size_t cap = 0;
	int stdins = 0;

	for (int i = first; i < argc; i++)
		add(&list, &cap, argv[i]);
	if (o->files_from != NULL)
		add_listed(&list, &cap, o->files_from);
	else if (list.n == 0)
		add(&list, &cap, "-");
	for (size_t i = 0; i < list.n; i++)
		stdins += strcmp(list.path[i], "-") == 0;
	if (stdins + (o->files_from != NULL && strcmp(o->files_from, "-") == 0) > 1)
		misuse("stdin is named more than once");
	if (list.n == 0)
		misuse("%s names no file", operand_name(o->files_from));
	for (size_t i = 0; i < list.n; i++)
		if (strcmp(list.path[i], "-") != 0 && access(list.path[i], R_OK) != 0)
			die("%s: %s", list.path[i], strerror(errno));
	return list;
}
