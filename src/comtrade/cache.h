/*
 * cache: responses of the service on disk, one file per dataset and query.
 *
 * Layout: FOLDER/HASH/CODE.CHECKSUM.json.gz, where HASH is the hash of the query and the file
 * `query` beside the datasets holds its text. A revised dataset has a new checksum and so a new
 * name: a cached file never goes stale, it only becomes unused. Users may delete the cache any
 * time.
 */
#ifndef RELIANCE_COMTRADE_CACHE_H
#define RELIANCE_COMTRADE_CACHE_H

#include "dataset.h"
#include "lib/io/atomic-file.h"

struct cache;

/*
 * Opens the cache for the query of this name in `folder` or, if that is null, in
 * $XDG_CACHE_HOME/reliance or ~/.cache/reliance. Creates the folders unless `read_only`; ends the
 * program if it cannot. Free with cache_close().
 */
struct cache *cache_open(const char *folder, struct str query, bool read_only);

/* The path of a file of this name, or of a dataset, present or not; valid until the next call. */
const char *cache_file(struct cache *c, const char *name);
const char *cache_path(struct cache *c, const struct dataset *d);

/* Is the dataset in the cache? */
bool cache_has(struct cache *c, const struct dataset *d);

/* Begins a file in the folder of the query; the caller publishes it with atomic_file_publish(). */
struct atomic_file *cache_begin(struct cache *c);

void cache_close(struct cache *c);

#endif
