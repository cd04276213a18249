#include "codebook.h"

#include <pthread.h>
#include <stdlib.h>

#include "lib/die.h"
#include "trade/hs-list.h"

/* The entries of one kind. */
struct intern_table {
	struct keytab keys;
	void **entry; /* by the number of its key */
	size_t cap;
};

struct codebook {
	pthread_mutex_t lock;
	struct intern_table parties, commodities, dates, details, flows;
	const struct detail *total;
	struct arena text;
	struct buf key;
	unsigned flows_seen; /* bits by flow.number */
};

struct codebook *
codebook_open(void)
{
	struct codebook *b = mem_zalloc(1, sizeof *b);
	pthread_mutexattr_t robust;
	const struct detail total = { { "W00", 3 }, { "C00", 3 }, { "0", 1 }, { "0", 1 }, 0 };

	pthread_mutexattr_init(&robust);
	pthread_mutexattr_setrobust(&robust, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(&b->lock, &robust);
	pthread_mutexattr_destroy(&robust);
	/* loads the tables of countries before any other thread starts */
	unsigned until;
	(void)country_of_source(CODES_ANY, (struct str){ "W00", 3 }, &until);
	b->total = codebook_detail(b, total);
	return b;
}

/* The number of a key; a fresh key gets a zeroed entry of `size` bytes. */
static uint32_t
look_up(struct codebook *b, struct intern_table *t, struct str key, size_t size, bool *fresh)
{
	size_t number = keytab_add(&t->keys, key, fresh);

	mem_grow(&t->entry, &t->cap, number, sizeof *t->entry);
	if (*fresh)
		t->entry[number] = memset(arena_alloc(&b->text, size), 0, size);
	return (uint32_t)number;
}

/*
 * A thread that ran out of memory may have ended while it held the lock and changed the codebook.
 * The codebook is then unusable, so the next thread ends for the same reason.
 */
static void
lock(struct codebook *b)
{
	if (pthread_mutex_lock(&b->lock) != 0)
		die("out of memory");
}

/* A predecessor's code has its own entry, with the number of the current code. */
static const struct party *
find_party(struct codebook *b, struct str code, const struct country *country,
    const struct party *current, unsigned until)
{
	const struct str part[] = { code, { (const char *)&until, sizeof until } };
	bool fresh;
	uint32_t number =
	    look_up(b, &b->parties, key_join(&b->key, part, 2), sizeof(struct party), &fresh);
	struct party *p = b->parties.entry[number];

	if (fresh)
		*p = (struct party){ .code = arena_copy(&b->text, code),
			.country = country,
			.kind = country != NULL ? country->kind : KIND_COUNTRY,
			.number = current != NULL ? current->number : number,
			.until = until };
	return p;
}

const struct party *
codebook_party(struct codebook *b, struct str code, const struct country *country, unsigned until)
{
	lock(b);
	const struct party *p = find_party(b, code, country, NULL, 0);
	if (until > 0)
		p = find_party(b, code, country, p, until);
	pthread_mutex_unlock(&b->lock);
	return p;
}

const struct commodity *
codebook_commodity(struct codebook *b, struct str code)
{
	bool fresh;

	lock(b);
	uint32_t number = look_up(b, &b->commodities, code, sizeof(struct commodity), &fresh);
	struct commodity *c = b->commodities.entry[number];
	if (fresh) {
		c->number = number;
		c->editions = (uint16_t)hs_list_editions(code);
		c->code = code.n <= HS_MAX ? (struct str){ memcpy(c->own, code.p, code.n), code.n }
					   : arena_copy(&b->text, code);
	}
	pthread_mutex_unlock(&b->lock);
	return c;
}

const struct date *
codebook_date(struct codebook *b, struct str text, struct period period)
{
	bool fresh;

	lock(b);
	uint32_t number = look_up(b, &b->dates, text, sizeof(struct date), &fresh);
	struct date *d = b->dates.entry[number];
	if (fresh)
		*d = (struct date){ arena_copy(&b->text, text), period };
	pthread_mutex_unlock(&b->lock);
	return d;
}

const struct detail *
codebook_detail(struct codebook *b, struct detail detail)
{
	struct str part[] = { detail.partner2, detail.customs, detail.mode, detail.transport };
	bool fresh;

	lock(b);
	uint32_t number =
	    look_up(b, &b->details, key_join(&b->key, part, 4), sizeof(struct detail), &fresh);
	struct detail *d = b->details.entry[number];
	if (fresh) {
		for (size_t i = 0; i < 4; i++)
			part[i] = arena_copy(&b->text, part[i]);
		*d = (struct detail){ part[0], part[1], part[2], part[3], number };
	}
	pthread_mutex_unlock(&b->lock);
	return d;
}

const struct party *
codebook_party_of(const struct codebook *b, uint32_t number)
{
	return b->parties.entry[number];
}

const struct commodity *
codebook_commodity_of(const struct codebook *b, uint32_t number)
{
	return b->commodities.entry[number];
}

const struct detail *
codebook_detail_of(const struct codebook *b, uint32_t number)
{
	return b->details.entry[number];
}

const struct detail *
codebook_total(const struct codebook *b)
{
	return b->total;
}

/* WITS's gross flows, which layouts.txt calls GM and GX, are of imports and exports. */
static const struct flow *
gross_parent(struct str code)
{
	bool gross = str_is(code, "GM") || str_is(code, "GX");

	return gross ? flow_find((struct str){ code.p + 1, 1 }) : NULL;
}

const struct flow *
codebook_flow(struct codebook *b, struct str code)
{
	const struct flow *known = flow_find(code);
	bool fresh;

	lock(b);
	if (known != NULL) {
		b->flows_seen |= 1u << known->number;
		pthread_mutex_unlock(&b->lock);
		return known;
	}
	uint32_t number = look_up(b, &b->flows, code, sizeof(struct flow), &fresh);
	struct flow *f = b->flows.entry[number];
	if (fresh)
		*f = (struct flow){ .code = arena_copy(&b->text, code),
			.number = FLOWS + number,
			.parent = gross_parent(code) };
	pthread_mutex_unlock(&b->lock);
	return f;
}

unsigned
codebook_flows(const struct codebook *b)
{
	return b->flows_seen;
}

void
codebook_unknown_parties(const struct codebook *b, struct keytab *codes)
{
	for (size_t i = 0; i < b->parties.keys.n; i++) {
		const struct party *p = b->parties.entry[i];
		if (p->country == NULL)
			keytab_add(codes, p->code, NULL);
	}
}

static void
clear(struct intern_table *t)
{
	keytab_free(&t->keys);
	free(t->entry);
}

void
codebook_close(struct codebook *b)
{
	clear(&b->parties);
	clear(&b->commodities);
	clear(&b->dates);
	clear(&b->details);
	clear(&b->flows);
	arena_free(&b->text);
	buf_free(&b->key);
	pthread_mutex_destroy(&b->lock);
	free(b);
}
