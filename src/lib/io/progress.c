#include "progress.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { STEP = 16 << 20, FIRST_SECONDS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* sources are read by several threads */
static uint64_t expected, done, next_look = STEP;
static time_t begun, shown;
static bool visible;

void
progress_expect(const char *path)
{
	struct stat st;

	if (strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode))
		expected += (uint64_t)st.st_size;
	if (begun == 0)
		begun = time(NULL);
}

static void
show(time_t now)
{
	double seconds = (double)(now - begun);
	double rate = (double)done / seconds;
	double left = (double)(expected - done) / rate;

	shown = now;
	visible = true;
	fprintf(stderr, "\r%.0f of %.0f MB, %.0f MB/s, %.0f s left \033[K", (double)done / 1e6,
	    (double)expected / 1e6, rate / 1e6, left);
}

static void
look(void)
{
	time_t now = time(NULL);

	next_look = done + STEP;
	if (expected < done || begun == 0 || !isatty(STDERR_FILENO))
		return;
	if (now - begun >= FIRST_SECONDS && now != shown)
		show(now);
}

void
progress_read(size_t n)
{
	pthread_mutex_lock(&lock);
	done += n;
	if (done >= next_look)
		look();
	pthread_mutex_unlock(&lock);
}

void
progress_count(const char *step, size_t done_steps, size_t all, const char *what, size_t got)
{
	time_t now = time(NULL);

	if (begun == 0 || done_steps == 0)
		begun = now;
	if (!isatty(STDERR_FILENO) || now == shown)
		return;
	shown = now;
	visible = true;
	fprintf(stderr, "\r%zu of %zu %ss, %zu %ss", done_steps, all, step, got, what);
	if (done_steps > 0)
		fprintf(stderr, ", %.0f s left",
		    (double)(now - begun) / (double)done_steps * (double)(all - done_steps));
	fputs(" \033[K", stderr);
}

void
progress_say(const char *text)
{
	enum { SHOWN = 70 };

	if (!isatty(STDERR_FILENO))
		return;
	visible = true;
	fprintf(stderr, "\r%.*s \033[K", SHOWN, text);
}

void
progress_end(void)
{
	/* no lock: who ends the program may be in the midst of it */
	if (visible)
		fputs("\r\033[K", stderr);
	visible = false;
}
