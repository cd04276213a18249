#include "tool.h"

#include <fcntl.h>
#include <unistd.h>

#include "die.h"
#include "lib/csv/csvout.h"

void
tool_begin(const char *path, const char *own)
{
	prog_begin(path, own);
	/* the next open() would get the number of a closed descriptor, and its data the output */
	if (fcntl(STDIN_FILENO, F_GETFD) == -1)
		(void)open("/dev/null", O_WRONLY);
	if (fcntl(STDOUT_FILENO, F_GETFD) == -1)
		die("the output (stdout) is closed");
	if (fcntl(STDERR_FILENO, F_GETFD) == -1)
		(void)open("/dev/null", O_WRONLY);
	csvout_begin();
}

int
tool_end(void)
{
	csvout_close();
	return STATUS_OK;
}
