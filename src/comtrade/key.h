/*
 * key: the subscription key of the service, which must reach no one but the server.
 */
#ifndef RELIANCE_COMTRADE_KEY_H
#define RELIANCE_COMTRADE_KEY_H

#include "lib/mem.h"

/*
 * Returns the key: the first line of the file `path` or, if that is null, $COMTRADE_API_KEY; null
 * if there is none, which selects the public preview. Static storage. Ends the program if others
 * may access the file, or if the key cannot be part of a header.
 */
const char *key_find(const char *path);

/* The header line that carries the key; the caller frees it. */
char *key_header(const char *key);

/*
 * Overwrites each copy of the key in `text` with asterisks, also a truncated one at the end:
 * servers may echo it, and messages are cut to a maximum length. `key` may be null.
 */
void key_redact(const char *key, struct buf *text);

#endif
