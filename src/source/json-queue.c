#include "json-queue.h"

#include <stdlib.h>

struct json_item *
json_queue_add(struct json_queue *q, int kind)
{
	mem_grow(&q->item, &q->item_cap, q->items, sizeof *q->item);
	q->item[q->items] = (struct json_item){ .kind = kind };
	return &q->item[q->items++];
}

bool
json_queue_next(struct json_queue *q)
{
	q->has_current = q->returned < q->items;
	if (!q->has_current)
		return false;
	const struct json_item *item = &q->item[q->returned++];
	for (size_t i = 0; i < item->pairs; i++) {
		mem_grow(&q->keys, &q->key_cap, i, sizeof *q->keys);
		mem_grow(&q->values, &q->value_cap, i, sizeof *q->values);
		q->keys[i] = json_queue_str(q, q->pair[item->pair + i].key);
		q->values[i] = json_queue_str(q, q->pair[item->pair + i].value);
	}
	return true;
}

const struct json_item *
json_queue_item(const struct json_queue *q)
{
	return q->has_current ? &q->item[q->returned - 1] : NULL;
}

void
json_queue_drop(struct json_queue *q, size_t pairs, size_t text)
{
	for (size_t i = pairs; i < q->pairs; i++) {
		struct json_pair p = q->pair[i];
		p.key.at -= text;
		p.value.at -= text;
		q->pair[i - pairs] = p;
	}
	q->pairs -= pairs;
	if (q->text.n > 0)
		memmove(q->text.p, q->text.p + text, q->text.n - text);
	q->text.n -= text;
	q->items = q->returned = 0;
	q->has_current = false;
}

void
json_queue_free(struct json_queue *q)
{
	buf_free(&q->text);
	free(q->pair);
	free(q->item);
	free(q->keys);
	free(q->values);
}
