#include "csvout.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/die.h"
#include "lib/io/pipe.h"
#include "lib/io/progress.h"
#include "lib/mem.h"
#include "quote.h"

enum { BLOCK = 256 * 1024 };

static struct {
	struct buf text; /* whole records, then the unfinished one */
	size_t record;   /* offset of the unfinished record */
	unsigned fields; /* its number of fields so far */
	bool broken;     /* a write failed: do not write again */
} out;

static volatile sig_atomic_t inside_write, interrupted;
static volatile sig_atomic_t begun; /* the output has begun: a failure must be marked */
static char mark[PROG_NAME + 16];   /* "\n!NAME failed\n", formatted for the signal handler */
static size_t mark_n;

/* May a write be tried again after this errno? Waits where stdout does not block. */
static bool
may_write_again(int error)
{
	struct pollfd stdout_fd = { .fd = STDOUT_FILENO, .events = POLLOUT };

	if (error == EAGAIN || error == EWOULDBLOCK)
		return poll(&stdout_fd, 1, -1) > 0 || errno == EINTR;
	return error == EINTR;
}

/* Writes to stdout; returns 0 or errno. Async-signal-safe. */
static int
write_all(const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(STDOUT_FILENO, p, n);
		if (done < 0 && may_write_again(errno))
			continue;
		if (done < 0)
			return errno;
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

/*
 * Marks the output and ends the program by the signal. `newline`: half a record has been written.
 */
static noreturn void
end_by_signal(int number, bool newline)
{
	(void)write_all(mark + !newline, mark_n - !newline);
	signal(number, SIG_DFL);
	raise(number);
	_exit(STATUS_FAILED);
}

/* Writes whole records to stdout; returns 0 or errno. A signal meanwhile ends the program. */
static int
write_block(const char *p, size_t n)
{
	size_t done = 0;

	while (done < n) {
		ssize_t now = write(STDOUT_FILENO, p + done, n - done);
		if (now < 0 && interrupted == 0 && !may_write_again(errno))
			return errno;
		done += now > 0 ? (size_t)now : 0;
		if (interrupted != 0)
			end_by_signal(interrupted, done > 0 && done < n);
	}
	return 0;
}

static void
write_out(size_t n)
{
	if (n == 0)
		return;
	begun = 1;
	inside_write = 1;
	int error = write_block(out.text.p, n);
	inside_write = 0;
	if (error != 0) {
		out.broken = true;
		if (error == EPIPE)
			die_silently(); /* SIGPIPE is ignored, and the reader has closed the pipe */
		die("writing the output: %s", strerror(error));
	}
	memmove(out.text.p, out.text.p + n, out.text.n - n);
	out.text.n -= n;
	out.record -= n;
}

static void
mark_failure(void)
{
	if (out.broken)
		return;
	out.text.n = out.record; /* drop the unfinished record */
	if (!begun && out.text.n == 0)
		return;
	buf_add(&out.text, (struct str){ mark + 1, mark_n - 1 });
	(void)write_all(out.text.p, out.text.n);
}

/* The output of an interrupted filter must not look complete. */
static void
on_signal(int number)
{
	interrupted = number;
	if (inside_write)
		return; /* write_block() handles it: it knows whether a record is half written */
	if (begun && !out.broken)
		end_by_signal(number, false);
	signal(number, SIG_DFL);
	raise(number);
}

void
csvout_begin(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGALRM, SIGUSR1,
		SIGUSR2 };
	/* a second signal ends the program at once, should writing the mark block */
	const struct sigaction action = { .sa_handler = on_signal,
		.sa_flags = (int)(SA_RESETHAND | SA_NODEFER) };

	mark_n = (size_t)snprintf(mark, sizeof mark, "\n!%s failed\n", prog_name());
	die_register(mark_failure);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct sigaction now;
		/* signals that the parent ignores, as nohup does, stay ignored */
		if (sigaction(numbers[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
	pipe_widen(STDOUT_FILENO);
	signal(SIGXFSZ, SIG_IGN); /* make the file size limit a write error */
}

static void
begin_field(void)
{
	if (out.fields++ > 0)
		buf_add_byte(&out.text, ',');
}

void
csvout_field(struct str s)
{
	begin_field();
	quote_add(&out.text, s);
}

void
csvout_dec(dec x)
{
	char text[DEC_TEXT];

	if (!dec_fits(x))
		die("a sum of more than 28 digits before the point: no filter could read it");
	begin_field();
	buf_add(&out.text, (struct str){ text, dec_print(text, x) });
}

void
csvout_count(uint64_t n)
{
	char text[24], *end = text + sizeof text, *p = end;

	do
		*--p = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	begin_field();
	buf_add(&out.text, (struct str){ p, (size_t)(end - p) });
}

void
csvout_raw(struct str s)
{
	begin_field();
	buf_add(&out.text, s);
}

/* Quotes the only field of a record if it is empty (a blank line) or looks like a failure mark. */
static void
quote_lone_field(void)
{
	struct str field = { "", 0 };

	if (out.text.n > out.record)
		field = (struct str){ out.text.p + out.record, out.text.n - out.record };

	if (field.n > 0 && !csvout_is_failure(field))
		return;
	struct buf quoted = { 0 };
	buf_add_byte(&quoted, '"');
	buf_add(&quoted, field);
	buf_add_byte(&quoted, '"');
	out.text.n = out.record;
	buf_add(&out.text, buf_str(&quoted));
	buf_free(&quoted);
}

void
csvout_end_record(void)
{
	if (out.fields <= 1)
		quote_lone_field();
	buf_add_byte(&out.text, '\n');
	out.record = out.text.n;
	out.fields = 0;
	if (out.text.n >= BLOCK)
		write_out(out.text.n);
}

char *
csvout_room(size_t n)
{
	if (out.text.cap - out.text.n <= n)
		buf_reserve(&out.text, n + 1);
	return out.text.p + out.text.n;
}

void
csvout_took(char *end)
{
	*end = '\n';
	out.text.n = out.record = (size_t)(end + 1 - out.text.p);
	if (out.text.n >= BLOCK)
		write_out(out.text.n);
}

void
csvout_bytes(struct str s)
{
	buf_add(&out.text, s);
	out.record = out.text.n;
}

void
csvout_flush(void)
{
	write_out(out.record);
	begun = 1; /* also with --headerless, where nothing is written yet */
}

void
csvout_pass_failure(struct str line)
{
	out.text.n = out.record;
	buf_add(&out.text, line);
	buf_add_byte(&out.text, '\n');
	out.record = out.text.n;
	die_register(NULL);
	write_out(out.record);
	exit(STATUS_FAILED);
}

void
csvout_close(void)
{
	progress_end();
	write_out(out.record);
	die_register(NULL);
	/* a full disk or a lost mount may be reported only by close() */
	if (close(STDOUT_FILENO) != 0 && errno != EINTR)
		die("closing the output: %s", strerror(errno));
	buf_free(&out.text);
}

bool
csvout_is_failure(struct str line)
{
	struct str tail = str_of(" failed");

	return line.n > tail.n && line.p[0] == '!' && str_ends(line, tail) &&
	       prog_is_name((struct str){ line.p + 1, line.n - tail.n - 1 });
}
