#include "opts.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "die.h"
#include "mem.h"
#include "nearest.h"
#include "version.h"

enum { FILES_FROM = 10000, COLUMNS, HEADERLESS, HELP_AT = 28, HELP_END = 96 };

static const struct opt common[] = {
	{ FILES_FROM, "files-from", "FILE...",
	    "read the names of the input files from FILE, one per line" },
	{ COLUMNS, "columns", "COLS", "the input has no header line; its columns are COLS" },
	{ HEADERLESS, "headerless", NULL, "write no header line" },
	{ 'h', "help", NULL, "show this help" },
	{ 'V', "version", NULL, "show the version" },
	{ 0, NULL, NULL, NULL },
};

struct parser {
	char letters[256];
	struct option *option;
	const char *last;   /* the last argument, before getopt_long() reorders argv */
	const char **given; /* by option: its argument so far; null */
};

static size_t
add_options(struct parser *p, size_t n, const struct opt *table)
{
	size_t letters = strlen(p->letters);

	for (const struct opt *o = table; o->name != NULL; o++) {
		p->option[n++] = (struct option){ o->name, o->arg != NULL, NULL, o->id };
		if (o->id >= OPT_WORD)
			continue;
		p->letters[letters++] = (char)o->id;
		if (o->arg != NULL)
			p->letters[letters++] = ':';
	}
	p->letters[letters] = '\0';
	return n;
}

static size_t
table_size(const struct opt *table)
{
	size_t n = 0;

	while (table[n].name != NULL)
		n++;
	return n;
}

static struct parser *
new_parser(const struct opts *o, const char *last)
{
	struct parser *p = mem_zalloc(1, sizeof *p);

	p->option = mem_zalloc(table_size(o->table) + table_size(common) + 1, sizeof *p->option);
	p->given = mem_zalloc(table_size(o->table) + table_size(common), sizeof *p->given);
	p->last = last;
	p->letters[0] = ':'; /* return ':' for a missing argument, '?' for an unknown option */
	add_options(p, add_options(p, 0, o->table), common);
	opterr = 0;
	return p;
}

/* Prints text in columns HELP_AT to HELP_END, broken at spaces; `column` is the current one. */
static void
help_text(struct str text, int column)
{
	struct str word;

	while (str_split(&text, ' ', &word)) {
		if (column > HELP_AT && column + 1 + (int)word.n > HELP_END) {
			printf("\n%*s", HELP_AT, "");
			column = HELP_AT;
		}
		column += printf("%s%.*s", column > HELP_AT ? " " : "", STR_ARG(word));
	}
	putchar('\n');
}

static void
help_option(const struct opt *o)
{
	int n = o->id < OPT_WORD ? printf("  -%c, --%s", o->id, o->name)
				 : printf("      --%s", o->name);

	if (o->arg != NULL)
		n += printf(" %s", o->arg);
	if (n > HELP_AT - 2) {
		putchar('\n');
		n = 0;
	}
	printf("%*s", HELP_AT - n, "");
	help_text(str_of(o->help), HELP_AT);
}

static noreturn void
end_after_printing(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		die("writing the output failed");
	exit(STATUS_OK);
}

static noreturn void
help(const struct opts *o)
{
	printf("Usage: %s %s\n", prog_name(), o->usage);
	if (o->usage_else != NULL)
		printf("  or:  %s %s\n", prog_name(), o->usage_else);
	printf("%s\n\n", o->purpose);
	for (const struct opt *t = o->table; t->name != NULL; t++)
		help_option(t);
	for (const struct opt *t = common; t->name != NULL; t++)
		help_option(t);
	if (o->more != NULL)
		printf("\n%s", o->more);
	end_after_printing();
}

static noreturn void
unknown(const struct opts *o, const char *word)
{
	struct nearest names = nearest_begin((struct str){ word, strcspn(word, "=") });
	struct arena text = { 0 };
	struct buf name = { 0 };

	for (int k = 0; k < 2; k++)
		for (const struct opt *t = k == 0 ? o->table : common; t->name != NULL; t++) {
			name.n = 0;
			buf_printf(&name, "--%s", t->name);
			nearest_offer(&names, arena_copy(&text, buf_str(&name)));
		}
	misuse("unknown option '%s'; %s", word, nearest_answer(&names));
}

static const struct opt *
find_option(const struct opts *o, int id)
{
	for (int k = 0; k < 2; k++)
		for (const struct opt *t = k == 0 ? o->table : common; t->name != NULL; t++)
			if (t->id == id)
				return t;
	return NULL;
}

/*
 * Reports an option that getopt_long() rejected. optopt identifies it. argv[optind - 1] is less
 * reliable: within a group of letters it is the argument before the group, and with musl it is null
 * if an option's argument is missing.
 */
static noreturn void
reject(const struct opts *o, int result, const char *last, char **argv)
{
	const struct opt *known = find_option(o, optopt);
	char letter[3] = { '-', (char)optopt, '\0' };

	if (result == ':' && strncmp(last, "--", 2) != 0)
		misuse("option '%s' needs an argument", letter);
	if (known != NULL)
		misuse("option '--%s' %s", known->name,
		    result == ':' ? "needs an argument" : "takes no argument");
	unknown(o, optopt != 0 ? letter : argv[optind - 1]);
}

/* Does the option take one value, so that a second one would replace the first? */
static bool
takes_one_value(const struct opt *t)
{
	static const char *const lists[] = { "COLS", "CODES", "PERIODS", "FLOWS" };

	if (t->arg == NULL || strpbrk(t->arg, ",=") != NULL || strstr(t->arg, "...") != NULL)
		return false;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (strcmp(t->arg, lists[i]) == 0)
			return false;
	return true;
}

/* Two different values of an option that takes one are misuse. */
static void
check_repeated(const struct opts *o, struct parser *p, int id)
{
	const struct opt *t = find_option(o, id);
	size_t common_at = table_size(o->table);
	size_t at = t >= o->table && t < o->table + common_at ? (size_t)(t - o->table)
							      : common_at + (size_t)(t - common);

	if (!takes_one_value(t))
		return;
	if (p->given[at] != NULL && strcmp(p->given[at], optarg) != 0)
		misuse("--%s is given twice, as '%s' and as '%s'", t->name, p->given[at], optarg);
	p->given[at] = optarg;
}

static void
add_files_from(struct opts *o)
{
	mem_grow(&o->files_from, &o->files_from_cap, o->files_from_n, sizeof *o->files_from);
	o->files_from[o->files_from_n++] = optarg;
}

void
opts_join(const struct opts *o, const char **list)
{
	size_t n = *list != NULL ? strlen(*list) : 0, more = strlen(o->arg) + 1;
	char *joined = mem_resize((char *)*list, n + 1 + more, 1);

	if (*list != NULL)
		joined[n++] = ',';
	memcpy(joined + n, o->arg, more);
	*list = joined;
}

int
opts_next(struct opts *o, int argc, char **argv)
{
	if (o->parser == NULL)
		o->parser = new_parser(o, argv[argc - 1]);
	struct parser *p = o->parser;
	for (;;) {
		int id = getopt_long(argc, argv, p->letters, p->option, NULL);
		o->arg = optarg;
		if (id != -1 && id != ':' && id != '?')
			check_repeated(o, p, id);
		switch (id) {
		case -1:
			free(p->option);
			free(p->given);
			free(p);
			o->parser = NULL;
			return OPT_END;
		case ':':
		case '?': reject(o, id, p->last, argv);
		case FILES_FROM: add_files_from(o); break;
		case COLUMNS: opts_join(o, &o->columns); break;
		case HEADERLESS: o->headerless = true; break;
		case 'h': help(o);
		case 'V':
			printf("%s (reliance) %s\n", prog_name(), RELIANCE_VERSION);
			end_after_printing();
		default: return id;
		}
	}
}

uint64_t
opts_number(const char *option, const char *text, uint64_t low, uint64_t high)
{
	uint64_t n = 0;
	bool valid = str_digits(str_of(text)) && strlen(text) < 19;

	for (const char *p = text; valid && *p != '\0'; p++)
		n = n * 10 + (uint64_t)(*p - '0');
	if (!valid || n < low || n > high)
		misuse("--%s is '%s', not a whole number from %llu to %llu", option, text,
		    (unsigned long long)low, (unsigned long long)high);
	return n;
}

enum { FEW_BYTES = 65536 }; /* fewer bytes without a suffix are a forgotten M */

size_t
opts_size(const char *option, const char *text)
{
	static const char suffixes[] = "KMG";
	struct str digits = str_of(text);
	const char *suffix = digits.n > 0 ? strchr(suffixes, text[digits.n - 1]) : NULL;
	uint64_t n = 0, most = SIZE_MAX >> (suffix != NULL ? 10 * (suffix - suffixes + 1) : 0);

	digits.n -= suffix != NULL;
	bool valid = str_digits(digits) && digits.n < 19;
	for (size_t i = 0; valid && i < digits.n; i++)
		n = n * 10 + (uint64_t)(digits.p[i] - '0');
	if (!valid || n < 1 || n > most)
		misuse("--%s is '%s', not a size such as 64M or 2G (K, M or G)", option, text);
	if (suffix == NULL && n < FEW_BYTES)
		misuse("--%s is '%s', which is %s byte%s; did you mean %sM?", option, text, text,
		    plural(n), text);
	return (size_t)n << (suffix != NULL ? 10 * (suffix - suffixes + 1) : 0);
}

int
opts_word(const char *option, const char *text, const char *const *words)
{
	struct nearest n = nearest_begin(str_of(text));

	for (int i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], text) == 0) {
			nearest_free(&n);
			return i;
		}
		nearest_offer(&n, str_of(words[i]));
	}
	misuse("--%s is '%s'; %s", option, text, nearest_answer(&n));
}
