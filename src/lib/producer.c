#include "producer.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>

#include "mem.h"

struct producer {
	bool (*make)(void *maker, size_t slot);
	void *maker;
	size_t slots;
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t change;
	size_t made, given; /* since the start */
	bool stop;
};

/* Where the thread goes on when it quits: pthread_exit() may want a library that is not loaded yet.
 */
static _Thread_local jmp_buf quit;

/* Waits for a slot to be free. False when told to stop. */
static bool
wait_for_room(struct producer *a)
{
	pthread_mutex_lock(&a->lock);
	while (a->made - a->given == a->slots && !a->stop)
		pthread_cond_wait(&a->change, &a->lock);
	bool stop = a->stop;
	pthread_mutex_unlock(&a->lock);
	return !stop;
}

/* One more on a count; the other thread may be waiting for it. */
static void
count(struct producer *a, size_t *n)
{
	pthread_mutex_lock(&a->lock);
	++*n;
	pthread_cond_signal(&a->change);
	pthread_mutex_unlock(&a->lock);
}

static void *
run(void *data)
{
	struct producer *a = data;
	bool more = true;

	if (setjmp(quit) != 0) {
		count(a, &a->made);
		return NULL;
	}
	for (size_t slot = 0; more && wait_for_room(a); slot = (slot + 1) % a->slots) {
		more = a->make(a->maker, slot);
		count(a, &a->made);
	}
	return NULL;
}

struct producer *
producer_begin(bool (*make)(void *maker, size_t slot), void *maker, size_t slots)
{
	struct producer *a = mem_zalloc(1, sizeof *a);
	sigset_t all, before;

	a->make = make;
	a->maker = maker;
	a->slots = slots;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->change, NULL);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int error = pthread_create(&a->thread, NULL, run, a);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error == 0)
		return a;
	free(a);
	return NULL;
}

void
producer_quit(void)
{
	longjmp(quit, 1);
}

size_t
producer_take(struct producer *a)
{
	pthread_mutex_lock(&a->lock);
	while (a->made == a->given)
		pthread_cond_wait(&a->change, &a->lock);
	size_t slot = a->given % a->slots;
	pthread_mutex_unlock(&a->lock);
	return slot;
}

void
producer_give(struct producer *a)
{
	count(a, &a->given);
}

void
producer_end(struct producer *a)
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
