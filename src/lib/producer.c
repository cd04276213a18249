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
	pthread_mutex_t lock; /* protects the following */
	pthread_cond_t change;
	size_t made, given; /* slots since the start */
	bool stop;
};

/* producer_quit() jumps here. pthread_exit() would load a library, which may fail. */
static _Thread_local jmp_buf quit;

/* Waits for a free slot. False if the thread must stop. */
static bool
wait_for_room(struct producer *p)
{
	pthread_mutex_lock(&p->lock);
	while (p->made - p->given == p->slots && !p->stop)
		pthread_cond_wait(&p->change, &p->lock);
	bool stop = p->stop;
	pthread_mutex_unlock(&p->lock);
	return !stop;
}

/* Increments a count and wakes the other thread, which may be waiting for it. */
static void
count(struct producer *p, size_t *n)
{
	pthread_mutex_lock(&p->lock);
	++*n;
	pthread_cond_signal(&p->change);
	pthread_mutex_unlock(&p->lock);
}

static void *
run(void *data)
{
	struct producer *p = data;
	bool more = true;

	if (setjmp(quit) != 0) {
		count(p, &p->made);
		return NULL;
	}
	for (size_t slot = 0; more && wait_for_room(p); slot = (slot + 1) % p->slots) {
		more = p->make(p->maker, slot);
		count(p, &p->made);
	}
	return NULL;
}

struct producer *
producer_begin(bool (*make)(void *maker, size_t slot), void *maker, size_t slots)
{
	struct producer *p = mem_zalloc(1, sizeof *p);
	sigset_t all, before;

	p->make = make;
	p->maker = maker;
	p->slots = slots;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->change, NULL);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int error = pthread_create(&p->thread, NULL, run, p);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error == 0)
		return p;
	free(p);
	return NULL;
}

void
producer_quit(void)
{
	longjmp(quit, 1);
}

size_t
producer_take(struct producer *p)
{
	pthread_mutex_lock(&p->lock);
	while (p->made == p->given)
		pthread_cond_wait(&p->change, &p->lock);
	size_t slot = p->given % p->slots;
	pthread_mutex_unlock(&p->lock);
	return slot;
}

void
producer_give(struct producer *p)
{
	count(p, &p->given);
}

void
producer_end(struct producer *p)
{
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_signal(&p->change);
	pthread_mutex_unlock(&p->lock);
	pthread_join(p->thread, NULL);
	pthread_cond_destroy(&p->change);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
