/*
 * draft: a gzip file in the making, that is there under its name whole and synced to the disk, or
 * not at all.
 *
 * Until then it is .draft-XXXXXX in the same folder, locked; it is removed when the program ends
 * without a word for it, and draft_sweep() removes those of programs that were killed. What goes
 * wrong ends the program with words that name the file.
 */
#ifndef RELIANCE_DRAFT_H
#define RELIANCE_DRAFT_H

#include "lib/str.h"

struct draft;

/* Begins a file of `folder`, whose path must live on. */
struct draft *draft_begin(const char *folder);

void draft_add(struct draft *d, struct str text);

/* Gives it the name `path`, in place of what had it, and ends the draft. */
void draft_publish(struct draft *d, const char *path);

/* Removes the drafts in `folder` that nobody works on any more. */
void draft_sweep(const char *folder);

#endif
