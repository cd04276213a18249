/*
 * word: up to eight bytes as a number, the first one lowest, on machines of either byte order.
 */
#ifndef RELIANCE_LIB_WORD_H
#define RELIANCE_LIB_WORD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if !defined(__SIZEOF_INT128__) || SIZE_MAX < UINT64_MAX
#error "reliance needs a 64-bit machine: its amounts have 128 bits and its sizes 64"
#endif

/* From a number to the word that is stored in memory, and back. */
static inline uint64_t
word_swap(uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return x;
#else
	return __builtin_bswap64(x);
#endif
}

/* The number that the `n` bytes at `p` make; n is 1 to 8, best a constant. */
static inline uint64_t
word_load(const char *p, size_t n)
{
	uint64_t x = 0;

	memcpy(&x, p, n);
	return word_swap(x);
}

/* Writes the eight bytes of a number. */
static inline void
word_store(char *to, uint64_t x)
{
	x = word_swap(x);
	memcpy(to, &x, sizeof x);
}

#endif
