#include "code-cell.h"

#include "cell.h"
#include "trade/hs-list.h"

struct str
cell_period(struct str s, char digits[6])
{
	bool month = s.n == 7 && (s.p[4] == '-' || upper(s.p[4]) == 'M');

	if (!month)
		return cell_without_fraction(s);
	memcpy(digits, s.p, 4);
	memcpy(digits + 4, s.p + 5, 2);
	return (struct str){ digits, 6 };
}

/* Is it all commodities, as sources write it? Letters are compared without case. */
static bool
is_all(struct str s)
{
	static const char *const spelling[] = { "ALL", "TOTAL", "AG2", "AG4", "AG6", "LF",
		"ALL COMMODITIES", "ALL PRODUCTS", "ALL GOODS", "TOTAL TRADE", "TOTAL ALL PRODUCTS",
		"ALL HS COMMODITIES" };

	size_t zeros = 0;

	if (s.n > 0 && s.p[0] > '0' && s.p[0] <= '9')
		return false;
	for (size_t i = 0; i < sizeof spelling / sizeof *spelling; i++) {
		size_t k = 0;
		while (k < s.n && upper(s.p[k]) == spelling[i][k])
			k++;
		if (k == s.n && spelling[i][k] == '\0')
			return true;
	}
	while (zeros < s.n && s.p[zeros] == '0')
		zeros++;
	return zeros == s.n && s.n > 0;
}

const char *
cell_hs(struct str s, char to[HS_MAX + 1], bool *padded)
{
	*padded = false;
	if (s.n > 2 && s.p[s.n - 1] == '0' && s.p[s.n - 2] == '.') /* 280530.0 */
		s = cell_without_fraction(s);
	if (is_all(s)) {
		memcpy(to, "TOTAL", 6);
		return NULL;
	}
	if (cell_is_missing(s))
		return s.n == 0 ? "empty" : "a missing value";
	*padded = cell_hs_pad(s, to);
	if (*padded && (hs_list_editions(str_of(to)) & ((1u << HS_LISTED) - 1)) == 0)
		return "no HS code, also with a zero before it: name its classification, as in --map "
		       "edition==S4";
	return *padded || hs_parse(s, to) ? NULL : "not an HS code";
}

struct str
cell_without_section(struct str s)
{
	size_t section = s.n % 2 == 1 ? 1 : 2;

	if (s.n < 3 || s.n > 8 || !str_digits(s))
		return s;
	return (struct str){ s.p + section, s.n - section };
}
