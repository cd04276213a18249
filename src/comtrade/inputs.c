#include "comtrade/inputs.h"

#include <unistd.h>

#include "lib/die.h"

struct operands
inputs_find(struct normalise *n, const struct fetch_options *f, int argc, char **argv)
{
	if (!f->fetch && !f->availability) {
		if (optind == argc && n->common.files_from == NULL && isatty(STDIN_FILENO))
			warn("reading standard input (--fetch reads from UN Comtrade)");
		return operands_collect(&n->common, optind, argc, argv);
	}
	if (optind < argc || n->common.files_from != NULL)
		misuse("--fetch does not read files: concatenate both streams with cat");
	if (n->seen.path != NULL)
		misuse(
		    "--seen needs input of all commodities, and --fetch gets only those of --hs; "
		    "--availability lists who has reported");
	if (n->mirror)
		misuse("--fetch does not support --mirror: pipe its output through %s --mirror",
		    prog_name());
	if (n->common.columns != NULL || n->input.map.n > 0)
		misuse("--columns and --map do not work with --fetch and --availability");
	if (f->availability) {
		fetch_availability(f, &n->selection);
		return (struct operands){ 0 };
	}
	/* fetch() has checked empty responses; a single dataset may be empty */
	n->input.allow_empty = n->input.cached = true;
	return fetch(f, &n->selection);
}
