/*
 * atomic-file: a gzip file in the making, that is there under its name whole and synced to the disk, or
 * not at all.
 *
 * Until then it is .draft-XXXXXX in the same folder, locked; it is removed when the program ends
 * without a word for it, and atomic_file_sweep() removes those of programs that were killed. What goes
 * wrong ends the program with words that name the file.
 */
#ifndef RELIANCE_LIB_IO_ATOMIC_FILE_H
#define RELIANCE_LIB_IO_ATOMIC_FILE_H

#include "lib/str.h"

struct atomic_file;

/* Begins a file of `folder`, whose path must live on. */
struct atomic_file *atomic_file_begin(const char *folder);

void atomic_file_add(struct atomic_file *d, struct str text);

/* Gives it the name `path`, in place of what had it, and ends the draft. */
void atomic_file_publish(struct atomic_file *d, const char *path);

/* Removes the drafts in `folder` that nobody works on any more. */
void atomic_file_sweep(const char *folder);

#endif
