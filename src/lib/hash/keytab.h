/*
 * keytab: keys to small numbers, 0, 1, 2... in the order they are first seen.
 *
 * A key is any bytes. Keys made of several fields are joined with NUL bytes, which no field holds:
 * then comparing keys as bytes is comparing field by field.
 */
#ifndef RELIANCE_LIB_HASH_KEYTAB_H
#define RELIANCE_LIB_HASH_KEYTAB_H

#include <stdint.h>

#include "slots.h"

/* Zero is a good empty table. */
struct keytab {
	struct str *key; /* the keys by number */
	size_t n, cap;
	struct arena text;
	struct slots slots;
};

/* The number of `key`, new or not; `*fresh` (may be null) says which. */
size_t keytab_add(struct keytab *t, struct str key, bool *fresh);

/* Its number, or SIZE_MAX if it is not there. */
size_t keytab_find(const struct keytab *t, struct str key);

/* The numbers 0..n-1 ordered by key; the caller frees the array. */
size_t *keytab_sorted(const struct keytab *t);

void keytab_free(struct keytab *t);

/* Joins parts to a key in `to`, whose text it is. */
struct str key_join(struct buf *to, const struct str *part, size_t n);

/* Appends a key to a message, blanks between its parts: "2024 M USA". Empty ones are left out. */
void key_describe(struct buf *to, struct str key);

/* Takes the last part, and the NUL before it, off a key of several parts. */
struct str key_last_part(struct str *key);

/* 64 well-mixed bits of `s`; a different function for every seed. */
uint64_t hash_bytes(struct str s, uint64_t seed);

/* 128 of them. */
void hash_bytes_twice(struct str s, uint64_t out[2]);

#endif
