#include "progress.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { STEP = 16 << 20, FIRST_SECONDS = 2 };

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

void
progress_read(size_t n)
{
	done += n;
	if (done < next_look)
		return;
	next_look = done + STEP;
	if (expected < done || begun == 0 || !isatty(STDERR_FILENO))
		return;
	time_t now = time(NULL);
	if (now - begun >= FIRST_SECONDS && now != shown)
		show(now);
}

void
progress_end(void)
{
	if (visible)
		fputs("\r\033[K", stderr);
	visible = false;
}
