/*
 * cache: answers of the service on disk, a file for each dataset and query.
 *
 * FOLDER/QUERY/CODE.CHECKSUM.json.gz, where QUERY is made of a hash and the file `query` in it says
 * what it stands for. A dataset that was revised has another checksum, so what is there is never
 * wrong, only perhaps not asked for any more; it may be removed at any time.
 */
#ifndef RELIANCE_COMTRADE_CACHE_H
#define RELIANCE_COMTRADE_CACHE_H

#include "lib/io/atomic-file.h"
#include "dataset.h"

struct cache;

/*
 * The cache in `folder`, or if that is null in $XDG_CACHE_HOME/reliance or ~/.cache/reliance, for
 * the query of this name; makes the folders unless `only_read`. What cannot be made ends the
 * program.
 */
struct cache *cache_open(const char *folder, struct str query, bool only_read);

/* Where a file of this name, or a dataset, is or will be; good until the next call. */
const char *cache_file(struct cache *c, const char *name);
const char *cache_path(struct cache *c, const struct dataset *d);

bool cache_has(struct cache *c, const struct dataset *d);

/* Begins a file of it; atomic_file_publish() gives it its name. */
struct atomic_file *cache_draft(struct cache *c);

void cache_close(struct cache *c);

#endif
