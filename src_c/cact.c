/* The whole core as one translation unit, without the x86 extensions: add this one file, and include/, to any project.
 * (Compile it instead of the other files, not beside them.) C99, and C++17 as well. */
#define CACT_BASELINE_ONLY 1
#define CACT_ONE_TABLE 1
#include "isa/baseline.c"

#include "cpu.c"
#include "dispatch.c"
#include "registry.c"
#include "self_test.c"
#include "threads.c"
