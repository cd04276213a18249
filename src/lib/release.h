/*
 * release: the files of a store, which reliance-refresh keeps. The one place that knows its layout.
 *
 * STORE/trade is a folder of a release; its SHA256SUMS lists each period file, which a reader must
 * verify. Nothing else may be there: a copy that a cloud service or an editor leaves would count
 * its rows twice.
 */
#ifndef RELIANCE_LIB_RELEASE_H
#define RELIANCE_LIB_RELEASE_H

#include "io/sha256.h"
#include "mem.h"

struct release_file {
	int folder;       /* descriptor of the release's folder */
	const char *name; /* in that folder */
	const char *path; /* for messages */
	unsigned char sha256[SHA256_BYTES];
};

struct release {
	int folder;
	struct release_file *file; /* by period */
	size_t n;
};

/*
 * Lists the current release of the store at `path`, with names in the arena; release_close() frees
 * the rest. If the store gets a new release meanwhile, this one stays in use. Ends the program if
 * the folder is no store, has no period file, or has a file that is not listed, or if a listed file
 * is missing.
 */
struct release release_open(const char *path, struct arena *names);

void release_close(struct release *r);

#endif
