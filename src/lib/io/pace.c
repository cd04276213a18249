#include "pace.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "lib/hash/hash.h"

enum { LONGEST = 60 * 1000, MOST_DOUBLINGS = 16 };

static uint64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* A random number below `n`, different in every process. */
static uint64_t
random_below(uint64_t n)
{
	struct {
		struct timespec time;
		pid_t process;
	} seed = { .process = getpid() };

	clock_gettime(CLOCK_REALTIME, &seed.time);
	return hash_bytes((struct str){ (const char *)&seed, sizeof seed }) % n;
}

void
pace_wait(struct pace *p)
{
	uint64_t at = now();

	if (at < p->next) {
		uint64_t ms = p->next - at;
		struct timespec left = { (time_t)(ms / 1000), (long)(ms % 1000) * 1000000 };
		while (nanosleep(&left, &left) != 0 && errno == EINTR)
			;
		at = now();
	}
	p->next = at + p->interval;
}

void
pace_back_off(struct pace *p, unsigned failures, uint64_t retry_after)
{
	unsigned doublings = failures < MOST_DOUBLINGS ? failures : MOST_DOUBLINGS;
	uint64_t wait = (uint64_t)p->interval << doublings;

	if (wait > LONGEST)
		wait = LONGEST;
	wait = wait / 2 + random_below(wait / 2 + 1);
	if (wait < retry_after * 1000)
		wait = retry_after * 1000;
	p->next = now() + wait;
}
