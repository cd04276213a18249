/*
 * json-queue: the records and responses that a chunk of JSON completed, until json_next() has
 * returned them all. yajl calls back for a whole chunk at once, so results wait here, with their
 * text.
 */
#ifndef RELIANCE_SOURCE_JSON_QUEUE_H
#define RELIANCE_SOURCE_JSON_QUEUE_H

#include "lib/mem.h"

/* A piece of the queue's text, by its offset, because the text moves when it grows. */
struct json_piece {
	size_t at, n;
};

struct json_pair {
	struct json_piece key, value;
};

struct json_item {
	int kind;           /* enum json_result */
	size_t pair, pairs; /* of a record: its first pair, and how many */
	struct json_piece raw;
	uint64_t line;
	uint64_t records, count; /* of a response */
	struct json_piece error;
};

/* A zeroed queue is empty and ready to use. */
struct json_queue {
	struct buf text;
	struct json_pair *pair;
	size_t pairs, pair_cap;
	struct json_item *item;
	size_t items, item_cap, returned;
	bool has_current;          /* the last of the returned items is the current one */
	struct str *keys, *values; /* of the current item */
	size_t key_cap, value_cap;
};

/* Appends text, a pair, an item; the item is the caller's to fill until the next call. */
static inline struct json_piece
json_queue_text(struct json_queue *q, struct str s)
{
	struct json_piece p = { q->text.n, s.n };

	buf_add(&q->text, s);
	return p;
}

static inline void
json_queue_pair(struct json_queue *q, struct str key, struct str value)
{
	mem_grow(&q->pair, &q->pair_cap, q->pairs, sizeof *q->pair);
	struct json_piece name = json_queue_text(q, key);
	q->pair[q->pairs++] = (struct json_pair){ name, json_queue_text(q, value) };
}

struct json_item *json_queue_add(struct json_queue *q, int kind);

/* Makes the next item the current one and sets `keys` and `values`. False after the last, and then
 * there is no current item. */
bool json_queue_next(struct json_queue *q);

/* The current item; null if there is none. */
const struct json_item *json_queue_item(const struct json_queue *q);

/* A piece as text, valid until more is added. */
static inline struct str
json_queue_str(const struct json_queue *q, struct json_piece p)
{
	return p.n > 0 ? (struct str){ q->text.p + p.at, p.n } : (struct str){ "", 0 };
}

/* Drops all items, the pairs before number `pairs` and the first `text` bytes of text. */
void json_queue_drop(struct json_queue *q, size_t pairs, size_t text);

void json_queue_free(struct json_queue *q);

#endif
