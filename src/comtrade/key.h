/*
 * key: the subscription key of the service, which nobody but the server gets to see.
 */
#ifndef RELIANCE_COMTRADE_KEY_H
#define RELIANCE_COMTRADE_KEY_H

#include "lib/mem.h"

/*
 * The key in the file `path` (its first line), or, if that is null, in $COMTRADE_API_KEY; null if
 * there is none, and then the public preview is asked. A file that others may read, and a key that
 * no header can hold, end the program.
 */
const char *key_find(const char *path);

/* The header line of a request that carries it; the caller frees it. */
char *key_header(const char *key);

/*
 * Puts *** for the key wherever it stands in `text`, also where its beginning alone is left at the end:
 * servers repeat what they are told, and words are cut short.
 */
void key_hide(const char *key, struct buf *text);

#endif
