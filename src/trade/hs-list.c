#include "hs-list.h"

#include "hs.h"

enum { SIX = 6, LISTED_BITS = (1 << HS_LISTED) - 1 };

/* The first number, from `low` to `high`, whose listed code is not below `code`. */
static size_t
first_from(uint32_t code, size_t low, size_t high)
{
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (hs_code[middle] >> 8 < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct hs_span
hs_list_find(struct str code)
{
	size_t n = code.n < SIX ? code.n : SIX;
	uint32_t from = 0, width = 1;

	if (n == 0 || !str_digits((struct str){ code.p, n }))
		return (struct hs_span){ 0, 0 };
	for (size_t i = 0; i < SIX; i++) {
		from = from * 10 + (i < n ? (uint32_t)(code.p[i] - '0') : 0);
		width *= i < n ? 1 : 10;
	}
	size_t first = first_from(from, 0, hs_codes), left = hs_codes - first;
	return (struct hs_span){ first,
		first_from(from + width, first, first + (width < left ? width : left)) };
}

void
hs_list_text(size_t number, char to[7])
{
	uint32_t code = hs_code[number] >> 8;

	for (size_t i = SIX; i-- > 0; code /= 10)
		to[i] = (char)('0' + code % 10);
	to[SIX] = '\0';
}

static bool
is_free(struct str code)
{
	return code.n == 0 || !str_digits(code) ||
	       (code.n >= 2 && code.p[0] == '9' && (code.p[1] == '8' || code.p[1] == '9'));
}

unsigned
hs_list_editions(struct str code)
{
	unsigned editions = (1u << HS_EDITIONS) - 1;

	if (is_free(code))
		return editions;
	editions &= ~(unsigned)LISTED_BITS;
	struct hs_span span = hs_list_find(code);
	for (size_t i = span.from; i < span.to; i++)
		editions |= hs_code[i] & LISTED_BITS;
	return editions;
}

const char *
hs_list_complaint(struct str code, int edition, struct buf *to)
{
	unsigned editions = hs_list_editions(code) & LISTED_BITS;

	to->n = 0;
	buf_printf(to, "%.*s has no code %.*s; ", STR_ARG(hs_edition_name(edition)), STR_ARG(code));
	if (editions == 0)
		buf_printf(to, "no edition has it: a leading zero may be missing");
	for (int e = 0, n = 0; e < HS_LISTED; e++)
		if ((editions >> e & 1) != 0)
			buf_printf(to, "%s%.*s",
			    n++ > 0 ? ", " : "editions with it: ", STR_ARG(hs_edition_name(e)));
	return buf_text(to);
}
