/*
 * limits: the row limits of Comtrade's API, which truncates a response without notice.
 */
#ifndef RELIANCE_SOURCE_LIMITS_H
#define RELIANCE_SOURCE_LIMITS_H

#include <stdint.h>

/* Warns if a file or response has exactly as many rows as one of the limits. */
void limits_check(const char *name, uint64_t rows);

#endif
