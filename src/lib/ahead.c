#include "ahead.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "mem.h"

enum { BLOCKS = 4, BLOCK = 256 * 1024 };

struct block {
	ssize_t n; /* as read() returned it */
	char bytes[BLOCK];
};

struct ahead {
	ssize_t (*read)(void *from, void *to, size_t cap);
	void *from;
	pthread_t thread;
	size_t at; /* bytes of the oldest block that ahead_read() has handed out */
	/* of the counts and `stop`; the blocks themselves change hands with the counts */
	pthread_mutex_t lock;
	pthread_cond_t change;
	size_t filled, emptied; /* blocks since the start */
	bool stop;
	struct block block[BLOCKS];
};

/* Waits for a block to fill. Null when told to stop. */
static struct block *
wait_for_empty(struct ahead *a)
{
	pthread_mutex_lock(&a->lock);
	while (a->filled - a->emptied == BLOCKS && !a->stop)
		pthread_cond_wait(&a->change, &a->lock);
	struct block *b = a->stop ? NULL : &a->block[a->filled % BLOCKS];
	pthread_mutex_unlock(&a->lock);
	return b;
}

/* Waits for a block that has been filled. */
static struct block *
wait_for_filled(struct ahead *a)
{
	pthread_mutex_lock(&a->lock);
	while (a->filled == a->emptied)
		pthread_cond_wait(&a->change, &a->lock);
	pthread_mutex_unlock(&a->lock);
	return &a->block[a->emptied % BLOCKS];
}

/* One more on a count; the other thread may be waiting for it. */
static void
count(struct ahead *a, size_t *n)
{
	pthread_mutex_lock(&a->lock);
	++*n;
	pthread_cond_signal(&a->change);
	pthread_mutex_unlock(&a->lock);
}

static void *
fill(void *data)
{
	struct ahead *a = data;
	struct block *b;
	bool more = true;

	while (more && (b = wait_for_empty(a)) != NULL) {
		b->n = a->read(a->from, b->bytes, BLOCK);
		more = b->n > 0;
		count(a, &a->filled);
	}
	return NULL;
}

struct ahead *
ahead_begin(ssize_t (*read)(void *from, void *to, size_t cap), void *from)
{
	struct ahead *a = mem_zalloc(1, sizeof *a);
	sigset_t all, before;

	a->read = read;
	a->from = from;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->change, NULL);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int error = pthread_create(&a->thread, NULL, fill, a);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error == 0)
		return a;
	free(a);
	return NULL;
}

ssize_t
ahead_read(struct ahead *a, void *to, size_t cap)
{
	struct block *b = wait_for_filled(a);

	if (b->n <= 0)
		return b->n;
	size_t n = (size_t)b->n - a->at;
	if (n > cap)
		n = cap;
	memcpy(to, b->bytes + a->at, n);
	a->at += n;
	if (a->at == (size_t)b->n) {
		a->at = 0;
		count(a, &a->emptied);
	}
	return (ssize_t)n;
}

void
ahead_end(struct ahead *a)
{
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_signal(&a->change);
	pthread_mutex_unlock(&a->lock);
	pthread_join(a->thread, NULL);
	pthread_cond_destroy(&a->change);
	pthread_mutex_destroy(&a->lock);
	free(a);
}
