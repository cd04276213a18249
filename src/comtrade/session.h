/*
 * session: a fetch from the service: its options, the datasets that it wants, the connection and the
 * cache that it works with.
 */
#ifndef RELIANCE_COMTRADE_SESSION_H
#define RELIANCE_COMTRADE_SESSION_H

#include "client.h"
#include "cache.h"
#include "query.h"

struct fetch_options {
	bool fetch, availability, download, dry_run, offline; /* what is asked for */
	bool allow_empty, keep_groups, quiet;
	bool report;          /* the rows are to be accounted for in a file */
	const char *datasets; /* a table of them instead of the service's list; or null */
	const char *cache;    /* a folder; null for the user's */
	const char *base;     /* of URLs; null for the service's */
	const char *key_file; /* or null */
	unsigned pace, timeout;
	enum level_mode level;
};

struct session {
	const struct fetch_options *o;
	const struct selection *selection;
	struct query query;
	const char *base;
	const char *key;
	struct client *client; /* null until the first request */
	struct dataset_list list;
	struct cache *cache; /* null until it is opened */
};

/* Begins a session. The options and the selection must live as long; a bad key file ends the program. */
void session_begin(
    struct session *s, const struct fetch_options *o, const struct selection *selection);

/* The client that makes requests, opened when it is first needed; the session's. */
struct client *session_client(struct session *s);

void session_end(struct session *s);

#endif
