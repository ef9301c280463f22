/* AVX2 and FMA: x86-64 since Haswell and Zen. */
#include "../table.h"

#if CACT_X86
#include <immintrin.h>
#define CACT_HAS_FMA 1
#define CACT_F16C 1
#define CACT_VECTOR 32 /* bytes */
#define CACT_STREAM(to, from) _mm256_stream_si256((__m256i *)(to), _mm256_load_si256((const __m256i *)(from)))
#define CACT_FENCE() _mm_sfence()
#define CACT_TABLE cact_table_avx2
#define CACT_ISA_NAME "avx2"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#elif defined(__GNUC__)
#pragma GCC target("avx2,fma,f16c")
#pragma GCC optimize("O3,no-trapping-math,no-math-errno,fp-contract=off,no-tree-loop-distribute-patterns")
#endif
#include "../kernels_tpl.h"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
