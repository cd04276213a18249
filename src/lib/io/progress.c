#include "progress.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/visible.h"

enum { STEP = 16 << 20, FIRST_SECONDS = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* several threads read */
static uint64_t expected, done, next_update = STEP;
static time_t begun, shown;
static bool on_screen; /* the line of progress */

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
show_bytes(time_t now)
{
	double seconds = (double)(now - begun);
	double rate = (double)done / seconds;
	double left = (double)(expected - done) / rate;

	shown = now;
	on_screen = true;
	fprintf(stderr, "\r%.0f of %.0f MB, %.0f MB/s, %.0f s left \033[K", (double)done / 1e6,
	    (double)expected / 1e6, rate / 1e6, left);
}

static void
update(void)
{
	time_t now = time(NULL);

	next_update = done + STEP;
	if (expected < done || begun == 0 || !isatty(STDERR_FILENO))
		return;
	if (now - begun >= FIRST_SECONDS && now != shown)
		show_bytes(now);
}

void
progress_read(size_t n)
{
	pthread_mutex_lock(&lock);
	done += n;
	if (done >= next_update)
		update();
	pthread_mutex_unlock(&lock);
}

void
progress_count(const char *step, size_t done_steps, size_t all, const char *item, size_t got)
{
	time_t now = time(NULL);

	if (begun == 0 || done_steps == 0)
		begun = now;
	if (!isatty(STDERR_FILENO) || now == shown)
		return;
	shown = now;
	on_screen = true;
	fprintf(stderr, "\r%zu of %zu %s%s, %zu %s%s", done_steps, all, step, plural(all), got,
	    item, plural(got));
	if (done_steps > 0)
		fprintf(stderr, ", %.0f s left",
		    (double)(now - begun) / (double)done_steps * (double)(all - done_steps));
	fputs(" \033[K", stderr);
}

void
progress_show(const char *text)
{
	enum { SHOWN = 70 };
	char line[VISIBLE_GROWTH * SHOWN + 1];
	size_t n = strlen(text);

	if (!isatty(STDERR_FILENO))
		return;
	on_screen = true;
	visible((struct str){ text, n < SHOWN ? n : SHOWN }, line);
	fprintf(stderr, "\r%.*s \033[K", SHOWN, line);
}

void
progress_end(void)
{
	/* no lock: a thread that is ending the program may hold it */
	if (on_screen)
		fputs("\r\033[K", stderr);
	on_screen = false;
}
