/*
 * word: up to eight bytes as a little-endian number, on machines of either byte order.
 */
#ifndef RELIANCE_LIB_WORD_H
#define RELIANCE_LIB_WORD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if !defined(__SIZEOF_INT128__) || SIZE_MAX < UINT64_MAX
#error "reliance needs a 64-bit machine: it uses 128-bit integers and 64-bit sizes"
#endif

/* Converts between a number and its little-endian representation; its own inverse. */
static inline uint64_t
word_swap(uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return x;
#else
	return __builtin_bswap64(x);
#endif
}

/* Reads `n` bytes, 1 to 8, as a number; fastest if `n` is a constant. */
static inline uint64_t
word_load(const char *p, size_t n)
{
	uint64_t x = 0;

	memcpy(&x, p, n);
	return word_swap(x);
}

/* Writes a number as eight bytes. */
static inline void
word_store(char *to, uint64_t x)
{
	x = word_swap(x);
	memcpy(to, &x, sizeof x);
}

#endif
