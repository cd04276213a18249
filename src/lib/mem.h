/*
 * mem: memory that is there or ends the program, and an arena for text that outlives its row.
 */
#ifndef RELIANCE_LIB_MEM_H
#define RELIANCE_LIB_MEM_H

#include <stddef.h>

#include "str.h"

/* malloc, calloc and realloc of `n` items of `size` bytes; never null, overflow checked. */
void *mem_alloc(size_t n, size_t size);
void *mem_zalloc(size_t n, size_t size);
void *mem_resize(void *old, size_t n, size_t size);

/* The same as mem_alloc(), aligned to lines of the cache, in huge pages where there are any. */
void *mem_lines(size_t n, size_t size);

/*
 * Makes room for one more item in a growing array. `items` points to the array pointer, `*cap` is
 * its capacity in items, `n` how many are in use. Doubles when full.
 */
void mem_grow(void *items, size_t *cap, size_t n, size_t size);

/* Text that lives until arena_free(). Zero is a good arena. */
struct arena {
	struct arena_block *last;
	size_t used; /* bytes handed out since the start */
};

/* Copies `s` into the arena, followed by a NUL that is not counted. */
struct str arena_copy(struct arena *a, struct str s);

/* `n` bytes from the arena, aligned for any object. */
void *arena_alloc(struct arena *a, size_t n);

void arena_free(struct arena *a);

/* A growing byte buffer. Zero is a good buffer; buf_free() gives the memory back. */
struct buf {
	char *p;
	size_t n, cap;
};

/* Makes room for `more` bytes; what buf_add() does when there is none. */
void buf_reserve(struct buf *b, size_t more);

static inline void
buf_add(struct buf *b, struct str s)
{
	if (b->cap - b->n < s.n)
		buf_reserve(b, s.n);
	if (s.n > 0)
		memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

static inline void
buf_add_byte(struct buf *b, char c)
{
	if (b->cap == b->n)
		buf_reserve(b, 1);
	b->p[b->n++] = c;
}

void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *b);

/* The buffer's bytes as a string that ends in a NUL; good until the next change. */
const char *buf_text(struct buf *b);

static inline struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

#endif
