/*
 * keytab: numbers keys 0, 1, 2... in the order in which they are first added.
 *
 * A key is any sequence of bytes. A key of several fields has NUL bytes between them. No field
 * contains a NUL, so comparing such keys as bytes compares them field by field.
 */
#ifndef RELIANCE_LIB_HASH_KEYTAB_H
#define RELIANCE_LIB_HASH_KEYTAB_H

#include <stdint.h>

#include "slots.h"

/* A zeroed table is empty and ready to use. */
struct keytab {
	struct str *key; /* the keys by number, copied to `text` */
	size_t n, cap;
	struct arena text;
	struct slots slots;
};

/*
 * Returns the number of `key`, adding a copy of it if it is new; sets `*fresh` (may be null) to
 * whether it was. More than 2^32 - 1 keys end the program.
 */
size_t keytab_add(struct keytab *t, struct str key, bool *fresh);

/* Returns the number of `key`, or SIZE_MAX if it is not in the table. */
size_t keytab_find(const struct keytab *t, struct str key);

/*
 * Returns the numbers 0..n-1 in order of their keys (unsigned bytes); the caller frees the array.
 */
size_t *keytab_sorted(const struct keytab *t);

/* Frees the keys; the table is empty and ready to use again. */
void keytab_free(struct keytab *t);

/* Joins `n` fields into a key, which replaces the contents of `to` and is valid as long as they. */
struct str key_join(struct buf *to, const struct str *part, size_t n);

/* Appends a key to a message with spaces between its fields: "2024 M USA". Skips empty fields. */
void key_describe(struct buf *to, struct str key);

/* Removes the last field, and the NUL before it, from `*key`; returns that field. */
struct str key_last_part(struct str *key);

#endif
