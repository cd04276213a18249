/*
 * decimal: compared with a slow reference that works on the digits as text.
 */
#include "fuzz.h"
#include "lib/num/amount-quick.h"

enum { WHOLE = DEC_INT_DIGITS, DECIMALS = DEC_DECIMALS, LONGEST = 60 };

/* Splits a number into sign, digits and the place of the decimal point. False if it is none. */
static bool
split(const char *s, bool *negative, char digits[LONGEST + 1], long *point)
{
	size_t n = 0, whole = 0;
	long exponent = 0, sign = 1;

	*negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	for (; is_digit(*s); s++, whole++)
		digits[n++] = *s;
	if (*s == '.')
		for (s++; is_digit(*s); s++)
			digits[n++] = *s;
	digits[n] = '\0';
	if (n == 0)
		return false;
	if (*s == 'e' || *s == 'E') {
		s++;
		if (*s == '-')
			sign = -1;
		if (*s == '-' || *s == '+')
			s++;
		if (!is_digit(*s))
			return false;
		for (; is_digit(*s); s++)
			if (exponent < 100000)
				exponent = exponent * 10 + (*s - '0');
	}
	*point = (long)whole + sign * exponent;
	return *s == '\0';
}

/* The digit with the weight 10^place. */
static int
digit(const char *digits, long point, long place)
{
	long at = point - 1 - place;

	return at < 0 || at >= (long)strlen(digits) ? 0 : digits[at] - '0';
}

/* Is any digit of a weight below 10^place other than 0? */
static bool
anything_below(const char *digits, long point, long place)
{
	for (long at = 0; digits[at] != '\0'; at++)
		if (point - 1 - at < place && digits[at] != '0')
			return true;
	return false;
}

/* Prints the number as dec_print() should; "" if it has too many digits. */
static void
print_slowly(char *to, bool negative, const char *digits, long point)
{
	char cell[WHOLE + 1 + DECIMALS]; /* the first one is for the carry */
	int at = 0;
	bool zero = true;

	*to = '\0';
	for (size_t i = 0; digits[i] != '\0'; i++)
		if (digits[i] != '0' && point - 1 - (long)i >= WHOLE)
			return;
	cell[at++] = 0;
	for (long place = WHOLE - 1; place >= -DECIMALS; place--)
		cell[at++] = (char)digit(digits, point, place);
	int next = digit(digits, point, -DECIMALS - 1);
	bool up =
	    next > 5 ||
	    (next == 5 && (anything_below(digits, point, -DECIMALS - 1) || cell[at - 1] % 2 == 1));
	for (int i = at - 1; up && i >= 0; i--) {
		cell[i] = (char)((cell[i] + 1) % 10);
		up = cell[i] == 0;
	}
	if (cell[0] != 0)
		return; /* rounding up made too many digits */
	int first = 1, last = at;
	while (first < WHOLE && cell[first] == 0)
		first++;
	while (last > WHOLE + 1 && cell[last - 1] == 0)
		last--;
	for (int i = 0; i < at; i++)
		zero = zero && cell[i] == 0;
	if (negative && !zero)
		*to++ = '-';
	for (int i = first; i < last; i++) {
		if (i == WHOLE + 1)
			*to++ = '.';
		*to++ = (char)('0' + cell[i]);
	}
	*to = '\0';
}

/* The fast path for amounts agrees with the slow one; DEC_ROOM bytes after the cell are readable.
 */
static void
check_amount(struct str cell, unsigned shift)
{
	struct amount quick, plain;
	char a[DEC_TEXT], b[DEC_TEXT];

	if (!amount_read_quickly(&quick, cell, shift))
		return;
	CHECK(amount_read(&plain, cell, shift) == DEC_OK);
	CHECK(amount_number(&quick) == amount_number(&plain));
	CHECK(str_eq((struct str){ a, (size_t)(amount_put(a, &quick) - a) },
	    (struct str){ b, (size_t)(amount_put(b, &plain) - b) }));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char text[LONGEST + 1 + DEC_ROOM], digits[LONGEST + 1], expected[DEC_TEXT],
	    printed[DEC_TEXT];
	bool negative;
	long point;
	dec x = 0, again;

	if (n > LONGEST || (n > 0 && memchr(data, '\0', n) != NULL))
		return 0;
	for (size_t i = 0; i < n; i++)
		text[i] = (char)data[i];
	text[n] = '\0';
	enum dec_result r = dec_parse(str_of(text), &x);
	CHECK((r == DEC_EMPTY) == (n == 0));
	memset(text + n + 1, '7', DEC_ROOM); /* another cell follows */
	CHECK(dec_parse_roomy(str_of(text), &again) == r && (r != DEC_OK || again == x));
	for (unsigned shift = 0; shift <= AMOUNT_MOST_SHIFT; shift++)
		check_amount(str_of(text), shift);
	if (n == 0)
		return 0;
	bool valid = split(text, &negative, digits, &point);
	CHECK(valid == (r != DEC_BAD));
	if (!valid)
		return 0;
	print_slowly(expected, negative, digits, point);
	CHECK((r == DEC_TOO_BIG) == (*expected == '\0'));
	if (r != DEC_OK)
		return 0;
	CHECK(dec_print(printed, x) == strlen(printed));
	CHECK(strcmp(printed, expected) == 0);
	CHECK(dec_parse(str_of(printed), &again) == DEC_OK && again == x);
	return 0;
}
