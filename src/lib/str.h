/*
 * str: a slice of bytes that it does not own: any bytes, not necessarily NUL-terminated.
 */
#ifndef RELIANCE_LIB_STR_H
#define RELIANCE_LIB_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "word.h"

struct str {
	const char *p;
	size_t n;
};

/* printf arguments for "%.*s". Prints at most 200 bytes, so that a message stays readable. */
#define STR_ARG(s) str_precision(s), str_start(s)

static inline int
str_precision(struct str s)
{
	return s.n > 200 ? 200 : (int)s.n;
}

static inline const char *
str_start(struct str s)
{
	return s.n > 0 ? s.p : "";
}

static inline struct str
str_of(const char *text)
{
	return (struct str){ text, strlen(text) };
}

/* Do the 8 bytes at `a` and `b` differ? */
static inline bool
differ_8(const char *a, const char *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return x != y;
}

/* Keys are short: two overlapping words compare the common lengths faster than memcmp() does. */
static inline bool
str_eq(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	if (a.n < 8 || a.n > 16)
		return a.n == 0 || memcmp(a.p, b.p, a.n) == 0;
	return !differ_8(a.p, b.p) && !differ_8(a.p + a.n - 8, b.p + a.n - 8);
}

/* Are the `n` bytes at `a` and `b` equal? Compares eight at a time; the last word may overlap. */
static inline bool
str_same(const char *a, const char *b, size_t n)
{
	if (n < 8)
		return memcmp(a, b, n) == 0;
	for (size_t i = 0; i + 8 < n; i += 8)
		if (differ_8(a + i, b + i))
			return false;
	return !differ_8(a + n - 8, b + n - 8);
}

static inline bool
str_is(struct str a, const char *text)
{
	return str_eq(a, str_of(text));
}

static inline bool
str_begins(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool
str_ends(struct str s, struct str tail)
{
	return s.n >= tail.n && memcmp(s.p + (s.n - tail.n), tail.p, tail.n) == 0;
}

/* Compares as unsigned bytes, like memcmp(); a prefix is less than the longer string. */
static inline int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

/* The first `n` bytes, at most eight, as a little-endian number. Reads no byte beyond them. */
static inline uint64_t
str_word(const char *p, size_t n)
{
	uint64_t a = 0, b = 0;

	if (n >= 8) {
		a = word_load(p, 8);
	} else if (n >= 4) {
		a = word_load(p, 4);
		b = word_load(p + n - 4, 4);
		a |= b << (8 * (n - 4));
	} else if (n >= 2) {
		a = word_load(p, 2);
		b = word_load(p + n - 2, 2);
		a |= b << (8 * (n - 2));
	} else if (n == 1) {
		a = (unsigned char)*p;
	}
	return a;
}

/* Copies `s` to `to`, which must have room for eight bytes more: they may be overwritten. */
static inline void
str_put(char *to, struct str s)
{
	if (s.n > 8) {
		memcpy(to, s.p, s.n);
		return;
	}
	word_store(to, str_word(s.p, s.n)); /* the common case, without a call of memcpy() */
}

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Are all eight bytes of a word ASCII digits? */
static inline bool
word_digits(uint64_t x)
{
	return ((x & 0xf0f0f0f0f0f0f0f0) | ((x + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4) ==
	       0x3333333333333333;
}

/* Is `s` one or more ASCII digits and nothing else? */
static inline bool
str_digits(struct str s)
{
	if (s.n - 1 < 7) /* 1 to 7 bytes, padded with "0" */
		return word_digits(str_word(s.p, s.n) | (uint64_t)0x3030303030303030 << (8 * s.n));
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* `s` without leading and trailing blanks. */
static inline struct str
str_trim(struct str s)
{
	while (s.n >= 8 && s.p[0] == ' ') { /* up to eight spaces at once */
		uint64_t other = word_load(s.p, 8) ^ 0x2020202020202020;
		size_t blanks = other != 0 ? (size_t)__builtin_ctzll(other) / 8 : 8;
		s.p += blanks, s.n -= blanks;
	}
	while (s.n > 0 && is_blank(s.p[0]))
		s.p++, s.n--;
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* ASCII lower case, regardless of the locale. */
static inline char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Are they equal, ASCII case aside? */
static inline bool
str_alike(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

/* Compares whole numbers, written as digits without leading zeros, by value. */
static inline int
str_cmp_number(struct str a, struct str b)
{
	return a.n != b.n ? (a.n > b.n) - (a.n < b.n) : str_cmp(a, b);
}

/* ASCII upper case, regardless of the locale. */
static inline char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/*
 * Splits a list: sets `*part` to the text up to the next `sep`, or to the end, and removes both
 * from `*rest`. False after the last part; an empty string has one empty part.
 */
static inline bool
str_split(struct str *rest, char sep, struct str *part)
{
	if (rest->p == NULL)
		return false;
	const char *end = rest->n > 0 ? memchr(rest->p, sep, rest->n) : NULL;
	part->p = rest->p;
	if (end == NULL) {
		part->n = rest->n;
		rest->p = NULL;
		return true;
	}
	part->n = (size_t)(end - rest->p);
	rest->n -= part->n + 1;
	rest->p = end + 1;
	return true;
}

/* The plural ending for a message: warn("%zu row%s", n, plural(n)). */
static inline const char *
plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

#endif
