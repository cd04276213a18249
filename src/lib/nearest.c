#include "nearest.h"

enum {
	LONGEST = 64, /* longer names are not compared */
	PART = 3,     /* one letter in PART may be wrong; the shortest part that counts */
	WITHIN = 2,   /* the distance of a name that contains the word, or the reverse */
};

static bool
same(char a, char b)
{
	return lower(a) == lower(b);
}

/* The letters to add, leave out, replace, or swap with their neighbours: optimal string alignment.
 */
static size_t
distance(struct str a, struct str b)
{
	size_t row[3][LONGEST + 1];
	size_t *before = row[0], *last = row[1], *now = row[2];

	for (size_t k = 0; k <= b.n; k++)
		last[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		now[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			size_t d = last[k - 1] + !same(a.p[i - 1], b.p[k - 1]);
			if (last[k] + 1 < d)
				d = last[k] + 1;
			if (now[k - 1] + 1 < d)
				d = now[k - 1] + 1;
			if (i > 1 && k > 1 && same(a.p[i - 1], b.p[k - 2]) &&
			    same(a.p[i - 2], b.p[k - 1]) && before[k - 2] + 1 < d)
				d = before[k - 2] + 1;
			now[k] = d;
		}
		size_t *spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b.n];
}

bool
nearest_within(struct str a, struct str b, size_t most)
{
	size_t gap = a.n > b.n ? a.n - b.n : b.n - a.n;

	return gap <= most && a.n <= LONGEST && b.n <= LONGEST && distance(a, b) <= most;
}

static bool
contains(struct str whole, struct str part)
{
	for (size_t at = 0; at + part.n <= whole.n; at++) {
		size_t i = 0;
		while (i < part.n && same(whole.p[at + i], part.p[i]))
			i++;
		if (i == part.n)
			return true;
	}
	return false;
}

/* How far a name is from the word; SIZE_MAX: not near. */
static size_t
measure(struct str word, struct str name)
{
	bool shorter = word.n < name.n;
	struct str part = shorter ? word : name, whole = shorter ? name : word;

	size_t d = SIZE_MAX;

	if (nearest_within(word, name, whole.n / PART))
		d = distance(word, name);
	if (d > WITHIN && part.n >= PART && part.n * PART >= whole.n && contains(whole, part))
		d = WITHIN;
	return d;
}

struct nearest
nearest_begin(struct str word)
{
	return (struct nearest){ .word = word, .distance = SIZE_MAX };
}

void
nearest_offer(struct nearest *n, struct str name)
{
	size_t d = measure(n->word, name);

	buf_printf(&n->all, "%s", n->all.n > 0 ? ", " : "");
	buf_add(&n->all, name);
	if (name.n == 0 || d >= n->distance)
		return;
	n->distance = d;
	n->best = name;
}

const char *
nearest_guess(struct nearest *n)
{
	if (n->best.n == 0)
		return NULL;
	n->answer.n = 0;
	buf_printf(&n->answer, "did you mean '%.*s'?", STR_ARG(n->best));
	return buf_text(&n->answer);
}

const char *
nearest_answer(struct nearest *n)
{
	if (nearest_guess(n) == NULL) {
		n->answer.n = 0;
		buf_printf(&n->answer, "there are: %s", buf_text(&n->all));
	}
	return buf_text(&n->answer);
}

void
nearest_free(struct nearest *n)
{
	buf_free(&n->all);
	buf_free(&n->answer);
}

const char *
nearest_in_list(struct str word, const char *list, struct buf *to)
{
	struct nearest n = nearest_begin(word);
	struct str rest = str_of(list), name;

	while (str_split(&rest, ',', &name))
		nearest_offer(&n, str_trim(name));
	to->n = 0;
	buf_add(to, str_of(nearest_answer(&n)));
	nearest_free(&n);
	return buf_text(to);
}
