/*
 * session: the state of one fetch: options, list of datasets, client and cache.
 */
#ifndef RELIANCE_COMTRADE_SESSION_H
#define RELIANCE_COMTRADE_SESSION_H

#include "cache.h"
#include "client.h"
#include "query.h"

struct fetch_options {
	bool fetch, availability, download, dry_run, offline; /* the options of these names */
	bool allow_empty, keep_groups, quiet;
	bool report;            /* --report or --rejects is given */
	const char *datasets;   /* table of datasets; null: use the service's list */
	const char *cache;      /* folder; null: the user's cache */
	const char *base;       /* of URLs; null: the service's */
	const char *key_file;   /* or null */
	unsigned pace, timeout; /* milliseconds, seconds */
	enum level_mode level;
};

struct session {
	const struct fetch_options *options;
	const struct selection *selection;
	struct query query;
	const char *base;
	const char *key;       /* or null */
	struct client *client; /* null until the first request */
	struct dataset_list list;
	struct cache *cache; /* null until it is opened */
};

/*
 * Begins a session. The options and the selection must outlive it. Ends the program if the key file
 * is invalid. Free with session_end().
 */
void session_begin(
    struct session *s, const struct fetch_options *options, const struct selection *selection);

/* The session's client, opened at the first call. */
struct client *session_client(struct session *s);

void session_end(struct session *s);

#endif
