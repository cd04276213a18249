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

struct asker *
session_asker(struct session *s)
{
	const struct asker_options options = { s->key, s->o->pace, s->o->timeout };

	if (s->asker == NULL)
		s->asker = asker_open(&options);
	return s->asker;
}

void
session_end(struct session *s)
{
	if (s->asker != NULL)
		asker_close(s->asker);
	if (s->cache != NULL)
		cache_close(s->cache);
	dataset_free(&s->list);
	query_free(&s->query);
}
