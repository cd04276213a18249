/*
 * utf8: characters of UTF-8 text. RFC 3629.
 */
#ifndef RELIANCE_LIB_UTF8_H
#define RELIANCE_LIB_UTF8_H

#include "lib/str.h"

/* The length of the character at s.p[i] in bytes; 0 if it is invalid (section 4). */
size_t utf8_length(struct str s, size_t i);

/* The code point of a valid character of `n` bytes. */
uint32_t utf8_code_point(const char *p, size_t n);

#endif
