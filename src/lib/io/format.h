/*
 * format: files that are no text, recognised by their first bytes, and the command that makes text
 * of them. Sources: the magic numbers in file(1)'s database and in each format's own specification.
 */
#ifndef RELIANCE_LIB_IO_FORMAT_H
#define RELIANCE_LIB_IO_FORMAT_H

#include <stddef.h>

/*
 * What is wrong with a text that begins with these bytes, and what helps: "a zip file or an Excel
 * sheet:
 * ...". Null if they may be text. The string is constant.
 */
const char *format_of(const void *bytes, size_t n);

#endif
