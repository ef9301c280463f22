/* What can this CPU do? */
#include "table.h"

CACT_WITHIN int cact_cpu_has(const char *isa) {
#if CACT_X86 && defined(__GNUC__)
    __builtin_cpu_init();
    if (cact_is_name(isa, "avx2"))
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    if (cact_is_name(isa, "avx512"))
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
#endif
    return cact_is_name(isa, "baseline");
}
