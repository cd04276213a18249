#include "runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/die.h"
#include "lib/hash/numset.h"
#include "lib/producer.h"
#include "merge.h"

enum {
	READ_GOOD = 32 * 1024, /* with smaller read buffers, merging in two passes is faster */
	FAN_LEAST = 2,         /* least and most runs merged at the same time */
	FAN_MOST = 4096,
	PORTION = 256 * 1024, /* bytes of merged entries per slot of the producer */
	PORTIONS = 3,         /* one with the consumer, one full, one being filled */
	MUCH = 1024 * 1024,   /* bytes in a run that are worth a thread */
	FEW = 500,            /* a sample of fewer keys is not significant */
};

struct runs {
	size_t data_size;
	bool much; /* a run is large enough for a thread */
	void (*fold)(const void *with, char *to, const char *from);
	const void *with;
	struct spill spill;
	struct numset sample; /* the different hashes in the samples of all runs */
	size_t sampled;       /* all hashes in those samples */
	struct merge merge;
	struct portion {
		struct buf text; /* merged entries */
		bool last;
	} portion[PORTIONS], *now; /* now: the one being read */
	size_t at;                 /* offset of the next entry in `now` */
	struct producer *thread;   /* merges ahead; null: no thread */
	bool taken;                /* the consumer has a portion of the thread's */
	size_t slot, whole;        /* the portion being filled, and its bytes of whole entries */
	char message[DIE_LINE];    /* of a failure in the thread; empty if there is none */
};

struct runs *
runs_new(size_t data_size, size_t memory, void fold(const void *with, char *to, const char *from),
    const void *with)
{
	struct runs *r = mem_zalloc(1, sizeof *r);

	r->data_size = data_size;
	r->fold = fold;
	r->with = with;
	spill_begin(&r->spill, data_size, memory);
	return r;
}

static void
take_sample(struct runs *r, const struct entries *t)
{
	uint32_t hash;

	for (size_t at = 0; slots_sample(&t->slots, &at, &hash);) {
		numset_add(&r->sample, hash);
		r->sampled++;
	}
}

void
runs_add(struct runs *r, const struct entries *t)
{
	take_sample(r, t);
	r->much |= t->used >= MUCH;
	spill_begin_run(&r->spill, t->used);
	for (size_t i = 0; i < t->n; i++)
		spill_add(&r->spill, entries_nth(t, i));
	spill_end_run(&r->spill);
}

bool
runs_overlap(const struct runs *r)
{
	return r->sampled > FEW && r->sampled - r->sample.n > r->sample.n / 8;
}

bool
runs_drain(struct runs *r, void each(void *to, struct entry e), void *to)
{
	spill_drain(&r->spill, each, to);
	return r->spill.n > 0;
}

/* Merges each group of `fan` runs into one run of a new file, which replaces the old runs. */
static void
merge_pass(struct runs *r, size_t fan, size_t memory)
{
	struct spill merged;
	struct buf *text = &r->portion[0].text;

	spill_begin(&merged, r->data_size, 0);
	for (size_t first = 0; first < r->spill.n; first += fan) {
		size_t rest = r->spill.n - first;
		merge_open(&r->merge, first, rest < fan ? rest : fan, memory);
		spill_begin_run(&merged, 0);
		for (text->n = 0; merge_next(&r->merge, text); text->n = 0)
			spill_add(&merged, entry_at(text->p));
		spill_end_run(&merged);
	}
	merge_close(&r->merge);
	spill_free(&r->spill);
	r->spill = merged;
}

/* Fills a portion with the next merged entries. */
static void
fill(struct runs *r, struct portion *p)
{
	p->text.n = r->whole = 0;
	p->last = false;
	while (p->text.n < PORTION && !p->last) {
		p->last = !merge_next(&r->merge, &p->text);
		r->whole = p->text.n;
	}
}

/*
 * Called for die() in the thread: ends the portion after its last whole entry, and the thread.
 * take() reports the message after that portion.
 */
static void
take_message(void *data, enum die_kind kind, const char *text)
{
	struct runs *r = data;

	if (kind == DIE_WARNING)
		return;
	snprintf(r->message, sizeof r->message, "%s", text);
	r->portion[r->slot].text.n = r->whole;
	r->portion[r->slot].last = true;
	producer_quit();
}

static bool
make(void *maker, size_t slot)
{
	struct runs *r = maker;

	r->slot = slot;
	die_divert(take_message, r);
	fill(r, &r->portion[slot]);
	return !r->portion[slot].last;
}

static void
stop(struct runs *r)
{
	if (r->thread != NULL)
		producer_end(r->thread);
	r->thread = NULL;
	r->taken = false;
	merge_close(&r->merge);
}

void
runs_start(struct runs *r, size_t memory)
{
	size_t fan = memory / READ_GOOD;

	stop(r);
	fan = fan < FAN_LEAST ? FAN_LEAST : fan > FAN_MOST ? FAN_MOST : fan;
	merge_begin(&r->merge, &r->spill, r->fold, r->with);
	while (r->spill.has_file && r->spill.n > fan)
		merge_pass(r, fan, memory);
	merge_open(&r->merge, 0, r->spill.n, memory);
	if (r->much && sysconf(_SC_NPROCESSORS_ONLN) > 1)
		r->thread = producer_begin(make, r, PORTIONS);
	r->now = NULL;
}

/* Goes to the next portion; false after the last. */
static bool
take(struct runs *r)
{
	if (r->now != NULL && r->now->last) {
		if (r->message[0] != '\0')
			die("%s", r->message);
		return false;
	}
	r->at = 0;
	if (r->thread == NULL) {
		r->now = &r->portion[0];
		fill(r, r->now);
		return true;
	}
	if (r->taken)
		producer_give(r->thread);
	r->taken = true;
	r->now = &r->portion[producer_take(r->thread)];
	return true;
}

bool
runs_next(struct runs *r, struct entry *e)
{
	while (r->now == NULL || r->at == r->now->text.n)
		if (!take(r))
			return false;
	*e = entry_at(r->now->text.p + r->at);
	r->at += ENTRY_HEAD + e->key.n + r->data_size;
	return true;
}

void
runs_free(struct runs *r)
{
	if (r == NULL)
		return;
	stop(r);
	spill_free(&r->spill);
	numset_free(&r->sample);
	for (size_t i = 0; i < PORTIONS; i++)
		buf_free(&r->portion[i].text);
	free(r);
}
