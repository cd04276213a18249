/*
 * replay: an engine for the harnesses that needs no fuzzer: runs them on the files that are named.
 */
#include "fuzz.h"
#include "lib/mem.h"

static void
replay(const char *path)
{
	struct buf bytes = { 0 };
	FILE *file = fopen(path, "rb");

	CHECK(file != NULL);
	for (int c; (c = getc(file)) != EOF;)
		buf_add_byte(&bytes, (char)c);
	CHECK(fclose(file) == 0);
	/* of the very size, so that a sanitizer sees a byte too many */
	uint8_t *data = mem_alloc(bytes.n, 1);
	if (bytes.n > 0)
		memcpy(data, bytes.p, bytes.n);
	LLVMFuzzerTestOneInput(data, bytes.n);
	free(data);
	buf_free(&bytes);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	printf("%d\n", argc - 1);
	return 0;
}
