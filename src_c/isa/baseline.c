/* The instruction set the compiler was asked for: SSE2 on x86-64, NEON with FMA on AArch64, plain C elsewhere. */
#include "../table.h"

/* FMA as an instruction, for both types: elsewhere the builtin would be a slow call of libm. Not GCC's on POWER: where
 * registers suit, it takes AltiVec's, which makes 0 of subnormal floats. */
#if defined(__powerpc__) && !defined(__clang__)
#define CACT_HAS_FMA 0
#elif defined(__FMA__) || defined(__aarch64__) || defined(__s390x__) || defined(__powerpc64__) ||                      \
    (defined(__riscv_flen) && __riscv_flen >= 64) || (defined(__ARM_FEATURE_FMA) && (__ARM_FP & 8)) ||                 \
    (defined(__FP_FAST_FMA) && defined(__FP_FAST_FMAF))
#define CACT_HAS_FMA 1
#else
#define CACT_HAS_FMA 0
#endif
#define CACT_VECTOR 16 /* bytes */
#if CACT_HAS_STREAM && defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define CACT_STREAM(to, from) _mm_stream_si128((__m128i *)(to), _mm_load_si128((const __m128i *)(from)))
#define CACT_FENCE() _mm_sfence()
#endif
#define CACT_TABLE cact_table_baseline
#define CACT_ISA_NAME "baseline"

#if defined(__GNUC__) && !defined(__clang__)
#ifndef CACT_SMALL
#pragma GCC optimize("O3")
#endif
#pragma GCC optimize("no-trapping-math,no-math-errno,fp-contract=off,no-tree-loop-distribute-patterns")
#if !CACT_HAS_FMA
/* With it GCC computes, beside the product of a clamped argument, that of the argument as it came, and selects afterwards;
 * what was clamped away overflows all the same, and raises flags. */
#pragma GCC optimize("no-tree-pre")
#endif
#endif
#include "../kernels_tpl.h"
