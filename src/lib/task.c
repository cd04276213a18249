#include "task.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "producer.h"
#include "die.h"
#include "mem.h"

struct task {
	void (*work)(void *with);
	void *with;
	struct producer *thread;
	char words[DIE_LINE]; /* why it failed; empty if it did not */
};

static void
take_word(void *data, enum die_kind kind, const char *text)
{
	struct task *j = data;

	if (kind == DIE_WARNING)
		return;
	snprintf(j->words, sizeof j->words, "%s", text);
	producer_quit();
}

static bool
make(void *maker, size_t slot)
{
	struct task *j = maker;

	(void)slot;
	die_divert(take_word, j);
	j->work(j->with);
	return false;
}

struct task *
task_begin(void (*work)(void *with), void *with)
{
	struct task *j = mem_zalloc(1, sizeof *j);

	j->work = work;
	j->with = with;
	if (sysconf(_SC_NPROCESSORS_ONLN) > 1)
		j->thread = producer_begin(make, j, 1);
	if (j->thread == NULL)
		work(with);
	return j;
}

void
task_end(struct task *j)
{
	if (j == NULL)
		return;
	if (j->thread != NULL) {
		producer_take(j->thread); /* producer_end() alone would not wait for the beginning */
		producer_end(j->thread);
	}
	if (j->words[0] != '\0')
		die("%s", j->words);
	free(j);
}
