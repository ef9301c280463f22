/* AVX-512 with full-width vectors: x86-64 servers since Skylake, Zen 4. */
#include "../table.h"

#if CACT_X86
#include <immintrin.h>
#define CACT_HAS_FMA 1
#define CACT_F16C 1
#define CACT_VECTOR 64 /* bytes */
#define CACT_STREAM(to, from) _mm512_stream_si512((__m512i *)(to), _mm512_load_si512((const __m512i *)(from)))
#define CACT_FENCE() _mm_sfence()
#define CACT_TABLE cact_table_avx512
#define CACT_ISA_NAME "avx512"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,f16c"))),              \
                             apply_to = function)
#elif defined(__GNUC__)
#pragma GCC target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,f16c,prefer-vector-width=512")
#pragma GCC optimize("O3,no-trapping-math,no-math-errno,fp-contract=off,no-tree-loop-distribute-patterns")
#endif
#include "../kernels_tpl.h"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
