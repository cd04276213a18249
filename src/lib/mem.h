/*
 * mem: memory allocation that never fails, arenas and growing buffers.
 *
 * Without memory, or if a size overflows, every function here ends the program with "out of
 * memory".
 */
#ifndef RELIANCE_LIB_MEM_H
#define RELIANCE_LIB_MEM_H

#include <stddef.h>

#include "str.h"

/*
 * malloc, calloc and realloc of `n` items of `size` bytes; never null. The caller frees the result.
 */
void *mem_alloc(size_t n, size_t size);
void *mem_zalloc(size_t n, size_t size);
void *mem_resize(void *old, size_t n, size_t size);

/* mem_alloc() aligned to cache lines; large blocks use huge pages where the system has them. */
void *mem_lines(size_t n, size_t size);

/*
 * Makes room for one more item in a growing array, doubling it when it is full. `items` points to
 * the array pointer, `*cap` is its capacity and `n` the number in use, both in items.
 */
void mem_grow(void *items, size_t *cap, size_t n, size_t size);

/* Memory that is freed all at once, by arena_free(). A zeroed arena is empty and ready to use. */
struct arena {
	struct arena_block *last;
	size_t used; /* bytes allocated from it */
};

/* Returns a copy of `s` in the arena, followed by a NUL that its length does not include. */
struct str arena_copy(struct arena *a, struct str s);

/* Returns `n` bytes in the arena, aligned for any object and not initialised. */
void *arena_alloc(struct arena *a, size_t n);

void arena_free(struct arena *a);

/* A growing byte buffer. A zeroed buffer is empty and ready to use; buf_free() frees its memory. */
struct buf {
	char *p;
	size_t n, cap;
};

/* Makes room for `more` bytes behind the `n` in use. */
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

/* The buffer's bytes as a NUL-terminated string, valid until the buffer changes. */
const char *buf_text(struct buf *b);

static inline struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

#endif
