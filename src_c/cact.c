/* The whole core as one translation unit, without the x86 extensions: add this one file, and include/, to any project.
 * (Compile it instead of the other files, not beside them.) C99, and C++17 as well. */
#define CACT_BASELINE_ONLY 1
#define CACT_ONE_TABLE 1
/* For firmware: as little code and stack as there can be, which takes longer and doesn't change a bit. */
#if defined(__OPTIMIZE_SIZE__) && !defined(CACT_SMALL)
#define CACT_SMALL 1
#endif
#if defined(CACT_SMALL) && !defined(CACT_SMALL_STACK)
#define CACT_SMALL_STACK 1
#endif
#include "isa/baseline.c"

#include "cpu.c"
#include "dispatch.c"
#include "registry.c"
#include "self_test.c"
#include "threads.c"
