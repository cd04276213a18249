#include "format.h"

#include <string.h>

#define MAGIC(text) (text), sizeof(text) - 1

static const struct format {
	const char *magic;
	size_t n;
	const char *problem;
} formats[] = {
	{ MAGIC("\x1f\x8b"),
	    "gzip data inside gzip data, compressed twice: unpack it once with gzip -dc FILE" },
	{ MAGIC("PK\x03\x04"),
	    "a zip file, or a sheet of Excel or LibreOffice: unpack it with unzip -p FILE, or save the "
	    "sheet as CSV" },
	{ MAGIC("\xfd"
		"7zXZ"),
	    "an xz file: unpack it with xz -dc FILE" },
	{ MAGIC("BZh"), "a bzip2 file: unpack it with bzip2 -dc FILE" },
	{ MAGIC("\x28\xb5\x2f\xfd"), "a zstd file: unpack it with zstd -dc FILE" },
	{ MAGIC("PAR1"),
	    "a Parquet file: print it as CSV, as duckdb -csv -c \"from 'FILE'\" does" },
	{ MAGIC("<stata_dta>"), "a Stata file: save it as CSV, as Stata's export delimited does" },
	{ MAGIC("\xd0\xcf\x11\xe0"), "an old Excel sheet: save it as CSV" },
	{ MAGIC("%PDF-"), "a PDF, which has no rows to read" },
};

const char *
format_of(const void *bytes, size_t n)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (n >= formats[i].n && memcmp(bytes, formats[i].magic, formats[i].n) == 0)
			return formats[i].problem;
	return NULL;
}
