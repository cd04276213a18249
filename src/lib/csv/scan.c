#include "scan.h"

#include <stdbool.h>

#if defined(__x86_64__)
scan_function scan_avx2, scan_avx512;
#elif defined(__aarch64__)
scan_function scan_neon;
#endif

scan_function *
scan_version(size_t i)
{
	scan_function *version[4] = { scan_plain };
	size_t n = 1;

#if defined(__x86_64__)
	bool carryless = __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("pclmul");

	if (carryless && __builtin_cpu_supports("avx2"))
		version[n++] = scan_avx2;
	if (carryless && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vbmi2"))
		version[n++] = scan_avx512;
#elif defined(__aarch64__)
	version[n++] = scan_neon;
#endif
	return i < n ? version[i] : NULL;
}

scan_function *
scan_best(void)
{
	scan_function *best = scan_plain;

	for (size_t i = 0; scan_version(i) != NULL; i++)
		best = scan_version(i);
	return best;
}
