#include "output.h"

#include "indices.h"
#include "lib/csv/csvout.h"
#include "lib/die.h"
#include "trade/measures.h"

/* The scales: a share of 1 is 100 per cent, and its square 10000. */
enum { SHARE_SHIFT = 2, HHI_SHIFT = 4 };

static void
add_name(const struct concentration_plan *p, size_t m, const char *plain, bool wanted)
{
	struct buf name = { 0 };

	if (!wanted)
		return;
	struct str title = measures_title(&p->of, p->columns, m, plain, false, &name);
	for (size_t i = 0; i < p->within->n; i++)
		if (str_eq(p->columns->name[p->within->at[i]], title))
			misuse("--within has a column '%s', and so has the result; rename it",
			    buf_text(&name));
	csvout_field(title);
	buf_free(&name);
}

void
output_header(const struct concentration_plan *p, bool headerless)
{
	if (headerless)
		return;
	for (size_t i = 0; i < p->within->n; i++)
		csvout_field(p->columns->name[p->within->at[i]]);
	for (size_t m = 0; m < p->of.n; m++) {
		add_name(p, m, "total", true);
		add_name(p, m, "suppliers", true);
		add_name(p, m, "top1", true);
		add_name(p, m, p->fraction ? "top1_share" : "top1_share_pct", true);
		add_name(p, m, p->fraction ? "top3_share" : "top3_share_pct", true);
		add_name(p, m, "hhi", true);
		add_name(p, m, "effective_suppliers", true);
		add_name(p, m, "hhi_normalised", p->normalised);
		add_name(p, m, "unctad", p->unctad);
	}
	csvout_end_record();
}

void
output_key(const struct concentration_plan *p, struct str key)
{
	struct str part;

	for (size_t i = 0; i < p->within->n && str_split(&key, '\0', &part); i++)
		csvout_field(part);
}

static void
write_nothing(size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		csvout_raw((struct str){ "", 0 });
}

static void
write_text(const char *text, size_t n)
{
	csvout_raw((struct str){ text, n });
}

/*
 * The indices relative to the number of suppliers; for one supplier they are 0 / 0. Without the
 * squares of what is unranked they could be negative.
 */
static void
write_relative(const struct concentration_plan *p, const struct group *g, unsigned shift)
{
	char text[DEC_TEXT];

	if (g->suppliers < 2 || g->unranked > 0) {
		write_nothing((size_t)p->normalised + p->unctad);
		return;
	}
	if (p->normalised)
		write_text(text, normalised_print(text, g, shift, p->digits));
	if (p->unctad)
		write_text(text, unctad_print(text, g, p->digits));
}

void
output_group(const struct concentration_plan *p, const struct group *g, uint64_t counted)
{
	unsigned share = p->fraction ? 0 : SHARE_SHIFT, hhi = p->fraction ? 0 : HHI_SHIFT;
	char text[DEC_TEXT];

	if (g->known)
		csvout_dec(g->total);
	else
		write_nothing(1);
	csvout_count(counted);
	if (g->suppliers == 0) {
		write_nothing(5 + (size_t)p->normalised + p->unctad);
		return;
	}
	csvout_field(g->top[0].name);
	write_text(text, top_share_print(text, g, 1, share, p->digits));
	write_text(text, top_share_print(text, g, TOP, share, p->digits));
	write_text(text, hhi_print(text, g, hhi, p->digits));
	write_text(text, effective_print(text, g, p->digits));
	write_relative(p, g, hhi);
}
