#include "limits.h"

#include <stddef.h>

#include "lib/die.h"

void
limits_check(const char *name, uint64_t rows)
{
	static const uint64_t limit[] = { 500, 100000, 250000 };

	for (size_t i = 0; i < sizeof limit / sizeof *limit; i++)
		if (rows == limit[i])
			warn("%s: exactly %llu rows, a row limit of the service: some rows may be "
			     "missing",
			    name, (unsigned long long)rows);
}
