#include "task.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "die.h"
#include "mem.h"
#include "producer.h"

struct task {
	void (*work)(void *with);
	void *with;
	struct producer *thread;
	char message[DIE_LINE]; /* of the failure; empty if there is none */
};

static void
take_message(void *data, enum die_kind kind, const char *text)
{
	struct task *t = data;

	if (kind == DIE_WARNING)
		return;
	snprintf(t->message, sizeof t->message, "%s", text);
	producer_quit();
}

static bool
make(void *maker, size_t slot)
{
	struct task *t = maker;

	(void)slot;
	die_divert(take_message, t);
	t->work(t->with);
	return false;
}

struct task *
task_begin(void (*work)(void *with), void *with)
{
	struct task *t = mem_zalloc(1, sizeof *t);

	t->work = work;
	t->with = with;
	if (sysconf(_SC_NPROCESSORS_ONLN) > 1)
		t->thread = producer_begin(make, t, 1);
	if (t->thread == NULL)
		work(with);
	return t;
}

void
task_end(struct task *t)
{
	if (t == NULL)
		return;
	if (t->thread != NULL) {
		producer_take(t->thread); /* producer_end() alone might end it before it starts */
		producer_end(t->thread);
	}
	if (t->message[0] != '\0')
		die("%s", t->message);
	free(t);
}
