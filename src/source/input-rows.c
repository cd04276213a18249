#include "input-state.h"

#include "cell.h"
#include "code-cell.h"
#include "input.h"

static enum input_result
bad(struct input *in, const char *why)
{
	in->error = why;
	return INPUT_BAD;
}

/* The caller does not receive this row, nor its head: the next row must not rely on that. */
static enum input_result
bad_row(struct input *in, const char *why)
{
	in->head_n = 0;
	return bad(in, why);
}

/* Reads the cells of --keep into `kept`; false if one is not text. */
static bool
read_kept(struct input *in)
{
	records_take(in->records, in->binding.kept, in->options->keep, in->kept);
	for (size_t i = 0; i < in->options->keep; i++)
		if (!cell_text(in->kept[i], &in->kept_text[i], &in->kept[i]))
			return false;
	return true;
}

/* Is the row of a flow that is not selected? False also if that is not known yet. */
static inline bool
is_other_flow(struct input *in)
{
	struct str cell;

	if (in->binding.flow == NULL)
		return false;
	const struct csvin_pick pick = { in->binding.flow->at, 0 };
	records_take(in->records, &pick, 1, &cell);
	const struct flow *flow = memo_find(&in->decoder->flows, cell);
	return flow != NULL && !flow_is_among(flow, in->options->flows);
}

/*
 * Is the row of a commodity that is not selected? False also if that is not known yet. With --hs
 * most rows end here, many times faster than if they were decoded.
 */
static bool
is_other_commodity(struct input *in)
{
	const struct hs_set *wanted = in->options->hs;
	char text[HS_MAX + 1];
	struct str cell;

	if (in->binding.hs == NULL || in->binding.means.section_digits || in->options->class.n > 0)
		return false;
	const struct csvin_pick pick = { in->binding.hs->at, 0 };
	records_take(in->records, &pick, 1, &cell);
	cell = str_trim(cell);
	if (cell_hs_pad(cell, text))
		cell = (struct str){ text, cell.n + 1 };
	/* only codes written in the usual way can be judged here */
	return cell.n <= 8 && cell.n % 2 == 0 && str_digits(cell) &&
	       !hs_set_may_match(wanted, cell);
}

/* Is the head, with the comma after it, the same text as in the row before? */
static inline bool
has_same_head(const struct input *in)
{
	if (in->head_n == 0)
		return false;
	struct str prefix = records_prefix(in->records, in->binding.prefix);
	return prefix.n == in->head_n && str_same(prefix.p, in->head_text, prefix.n);
}

/* Decodes a row with the same head as the row before; false if decode_fast() cannot. */
static inline bool
decode_rest_fast(struct input *in, struct row *row)
{
	const struct csvin *csv = in->records->csv;
	const int *at = in->binding.at;
	struct str weight = { "", 0 };

	if (at[ROLE_NET_KG] >= 0)
		weight = csvin_written_field(csv, (size_t)at[ROLE_NET_KG]);
	row->fresh = false;
	row->head = &in->head;
	return decode_fast(in->decoder, csvin_written_field(csv, (size_t)at[ROLE_HS]),
	    csvin_written_field(csv, (size_t)at[ROLE_VALUE]), weight, row);
}

static const char *
read_head(struct input *in)
{
	const char *wrong = decode_head(in->decoder, &in->cells, &in->head, &in->why);
	struct str prefix = records_prefix(in->records, in->binding.prefix);

	bool comparable = wrong == NULL && prefix.n > 0 && prefix.n <= HEAD_MAX &&
			  !records_may_be_header(in->records);
	in->head_n = comparable ? prefix.n : 0;
	if (in->head_n > 0)
		memcpy(in->head_text, prefix.p, prefix.n);
	return wrong;
}

static enum input_result
decode(struct input *in, struct row *row, struct row_head *head)
{
	const struct binding *b = &in->binding;
	const char *wrong = NULL;

	if (records_has_extra(in->records) && !b->layout->from_service)
		return bad(in, "one field more than the header has");
	if ((in->options->flows != 0 && is_other_flow(in)) ||
	    (in->options->hs->n > 0 && is_other_commodity(in)))
		return INPUT_OTHER;
	row->fresh = !has_same_head(in);
	if (row->fresh) {
		records_take(in->records, b->pick, b->picks, in->cells.cell);
		wrong = read_head(in);
		*head = in->head;
	} else {
		records_take(in->records, b->pick + b->heads, b->picks - b->heads, in->cells.cell);
	}
	row->head = &in->head;
	if (wrong == NULL)
		wrong = decode_rest(in->decoder, &in->cells, row, &in->why);
	if (wrong != NULL)
		return bad_row(in, wrong);
	if (in->options->keep > 0 && !read_kept(in))
		return bad_row(in, "a --keep column has bytes that are not text");
	row->kept = in->kept;
	return INPUT_ROW;
}

/* input_next() without the fast path. */
static enum input_result
next_row(struct input *in, struct row *row, struct row_head *head)
{
	enum records_result got = in->ahead;
	const char *wrong = in->ahead_error;

	if (!in->has_ahead)
		got = input_advance(in, &wrong);
	in->has_ahead = false;
	if (got == RECORDS_END) {
		input_check_end(in);
		return INPUT_END;
	}
	if (got == RECORDS_UPSTREAM)
		return INPUT_UPSTREAM;
	in->rows++;
	return wrong != NULL ? bad(in, wrong) : decode(in, row, head);
}

/* The next row as the table has it. */
static enum input_result
next_plain(struct input *in, struct row *row, struct row_head *head)
{
	if (!in->fast || in->head_n == 0 ||
	    !records_next_alike(in->records, (struct str){ in->head_text, in->head_n }))
		return next_row(in, row, head);
	in->rows++;
	return decode_rest_fast(in, row) ? INPUT_ROW : decode(in, row, head);
}

/* The second row of the record. */
static enum input_result
next_twin(struct input *in, struct row *row, struct row_head *head)
{
	const char *why;

	in->has_twin = false;
	in->one.head = &in->head;
	if (!twin_make(in->decoder, &in->binding, &in->cells, &in->one, row, &in->twin_head,
		&in->why, &why))
		return why != NULL ? bad(in, why) : INPUT_OTHER;
	*head = in->twin_head;
	return INPUT_ROW;
}

/* The next row of a table in which a record may be several rows. */
static enum input_result
next_of_both(struct input *in, struct row *row, struct row_head *head)
{
	if (in->has_twin)
		return next_twin(in, row, head);
	enum input_result got = next_plain(in, row, head);
	if (got != INPUT_ROW)
		return got;
	in->has_twin = in->wanted.second;
	in->one = *row;
	*head = in->head;
	row->fresh = true;
	if (!in->wanted.first)
		return next_twin(in, row, head);
	return (row->notes & NOTE_NOTHING) != 0 ? INPUT_OTHER : INPUT_ROW;
}

/* The next row of a table in which several records are a row. */
static enum input_result
next_gathered(struct input *in, struct row *row, struct row_head *head)
{
	while (!in->gathered) {
		enum input_result got = next_plain(in, row, head);
		in->gathered = got == INPUT_END;
		if (got == INPUT_ROW && (row->notes & NOTE_NOTHING) != 0)
			return INPUT_OTHER;
		if (got == INPUT_ROW && !gather_add(in->gather, row, records_line(in->records)))
			input_fail_at(in, "the sum of the rows of one key exceeds 128 bits");
		if (got != INPUT_ROW && got != INPUT_END)
			return got;
	}
	if (!gather_next(in->gather, row, head, &in->gather_line))
		return INPUT_END;
	return (row->notes & NOTE_NO_VALUE) != 0 ? bad(in, "a quantity without its value")
						 : INPUT_ROW;
}

/* Converts the value of a row to US dollars. Returns null, or what is wrong. */
static const char *
convert(struct input *in, struct row *row)
{
	struct str period = row->head->date->text;
	dec rate, usd;

	if (!rates_find(in->options->rates, period, in->currency, &rate)) {
		in->why.n = 0;
		buf_printf(
		    &in->why, "--rates has no rate of %s in %.*s", in->currency, STR_ARG(period));
		return buf_text(&in->why);
	}
	if (!rates_convert(amount_number(&row->value), rate, &usd))
		return "the value in US dollars exceeds 128 bits";
	amount_set(&row->value, usd);
	row->notes |= NOTE_CONVERTED;
	return NULL;
}

/*
 * The next row of a table in which a record is not a row, or a value not in US dollars. Kept out of
 * input_next(), whose every call would save its registers.
 */
static __attribute__((noinline)) enum input_result
next_odd(struct input *in, struct row *row, struct row_head *head)
{
	enum input_result got = in->gather != NULL ? next_gathered(in, row, head)
				: in->bound        ? next_of_both(in, row, head)
						   : next_plain(in, row, head);
	const char *wrong = got == INPUT_ROW && in->converts ? convert(in, row) : NULL;

	return wrong != NULL ? bad_row(in, wrong) : got;
}

enum input_result
input_next(struct input *in, struct row *row, struct row_head *head)
{
	if (in->skipped)
		return INPUT_END;
	return in->plain ? next_plain(in, row, head) : next_odd(in, row, head);
}
