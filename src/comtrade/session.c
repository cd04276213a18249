#include "session.h"

#include "key.h"

void
session_begin(
    struct session *s, const struct fetch_options *options, const struct selection *selection)
{
	*s = (struct session){
		.options = options,
		.selection = selection,
		.base = options->base != NULL ? options->base : SERVICE_URL,
		.key = key_find(options->key_file),
	};
}

struct client *
session_client(struct session *s)
{
	const struct client_options options = { s->key, s->options->pace, s->options->timeout };

	if (s->client == NULL)
		s->client = client_open(&options);
	return s->client;
}

void
session_end(struct session *s)
{
	if (s->client != NULL)
		client_close(s->client);
	if (s->cache != NULL)
		cache_close(s->cache);
	dataset_free(&s->list);
	query_free(&s->query);
}
