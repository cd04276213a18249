#include "session.h"

#include "key.h"

void
session_begin(struct session *s, const struct fetch_options *o, const struct selection *selection)
{
	*s = (struct session){
		.o = o,
		.selection = selection,
		.base = o->base != NULL ? o->base : SERVICE_URL,
		.key = key_find(o->key_file),
	};
}

struct client *
session_client(struct session *s)
{
	const struct client_options options = { s->key, s->o->pace, s->o->timeout };

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
