/*
 * atomic-file: writes a gzip file that appears under its name complete and synced to disk, or not
 * at all.
 *
 * Until it is published the file is .draft-XXXXXX in the same folder, locked with flock(). An
 * unpublished file is removed at exit; atomic_file_sweep() removes the drafts of killed programs.
 * Any failure ends the program with a message that names the folder.
 */
#ifndef RELIANCE_LIB_IO_ATOMIC_FILE_H
#define RELIANCE_LIB_IO_ATOMIC_FILE_H

#include "lib/str.h"

struct atomic_file;

/* Creates a draft in `folder`; keeps that pointer. */
struct atomic_file *atomic_file_begin(const char *folder);

/* Appends text, less than 2 GiB, to the file. */
void atomic_file_add(struct atomic_file *d, struct str text);

/*
 * Completes the file, renames it to `path` in the same folder, replacing any file there; frees `d`.
 */
void atomic_file_publish(struct atomic_file *d, const char *path);

/* Removes abandoned drafts in `folder`: those that no process has locked. */
void atomic_file_sweep(const char *folder);

#endif
