/* What one instruction set offers: a table of kernels, one column per operation. Internal. */
#ifndef CACT_TABLE_H
#define CACT_TABLE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "cact.h"

/* Inline also where -ffreestanding or -fno-builtin makes them functions like any other: a float's bits are a memcpy. */
#if defined(__GNUC__)
#undef memcpy
#undef memset
#define memcpy __builtin_memcpy
#define memset __builtin_memset
#endif

/* 16: only _Float16, not used here, is kept as it is (AVX512-FP16, SVE). */
#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16
#error "cact: float is computed in a wider type here; use -std=gnu99 or -fexcess-precision=fast, on 32-bit x86 -mfpmath=sse"
#endif
/* What of -ffast-math and its parts leaves a macro behind; Clang's parts don't, but kernels_tpl.h takes them back, and what
 * else there may be the self-test finds. */
#if defined(__FAST_MATH__)
#error "cact: -ffast-math breaks every promise in cact.h; build without it and without -Ofast"
#elif defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#error "cact: -ffinite-math-only makes NaN and infinities garbage; build without it"
#elif defined(__ASSOCIATIVE_MATH__)
#error "cact: -fassociative-math (a part of -funsafe-math-optimizations and -Ofast) costs all accuracy; build without it"
#elif defined(__RECIPROCAL_MATH__)
#error "cact: -freciprocal-math (a part of -funsafe-math-optimizations and -Ofast) changes bits; build without it"
#elif defined(__NO_SIGNED_ZEROS__)
#error "cact: -fno-signed-zeros (a part of -funsafe-math-optimizations and -Ofast) changes bits; build without it"
#endif

enum {
#define CACT_UNARY0(name, ...) CACT_ID_##name,
#define CACT_UNARY1(name, ...) CACT_ID_##name,
#include "activations.def"
#undef CACT_UNARY0
#undef CACT_UNARY1
    CACT_UNARY_COUNT
};

enum cact_row_op {
#define CACT_ROWS(name, kind, OP) OP,
#include "rows.def"
#undef CACT_ROWS
    CACT_ROW_OP_COUNT
};

#if defined(__GNUC__)
#define INLINE inline __attribute__((always_inline, unused))
#define NOINLINE __attribute__((noinline))
#else
#define INLINE inline
#define NOINLINE
#endif

#define CACT_KERNEL_TYPES(T, suffix)                                                                                   \
    typedef void cact_kernel_##suffix(const T *x, const T *dy, T *out, size_t n, T p);                                 \
    typedef void cact_kernel_p_##suffix(const T *x, const T *dy, T *out, size_t n, const T *p);                        \
    typedef void cact_rows_##suffix(const T *x, const T *dy, T *out, size_t outer, size_t n, size_t inner,             \
                                    size_t first, size_t end);                                                         \
    typedef void cact_gather_##suffix(const T *from, ptrdiff_t stride, T *to, size_t n);                               \
    typedef void cact_stream_##suffix(cact_kernel_##suffix *f, const T *x, const T *dy, T *out, size_t n, T p);
CACT_KERNEL_TYPES(float, f32)
CACT_KERNEL_TYPES(double, f64)

#define CACT_OPS 4 /* cact_op */

/* What is exact to half an ulp takes an operation or two, forward as well as in its derivative; so does any product from y.
 * Such functions wait for memory, the others for arithmetic. */
#define CACT_IS_LIGHT(ulp_forward) ((ulp_forward) <= 0.5)

/* Stack for rows: bytes of a buffer for short ones, and how many rows beside each other are summed at once. With
 * CACT_SMALL_STACK, which is meant for firmware, less of both: it costs time, but doesn't change a bit. */
#ifdef CACT_SMALL_STACK
enum { CACT_ROWS_BUFFER = 2048, CACT_STRIP_ROWS = 16 };
#else
enum { CACT_ROWS_BUFFER = 16384, CACT_STRIP_ROWS = 64 };
#endif

/* Rows of (outer, n, inner) that are computed at once since they lie beside each other: all of them if they aren't many and
 * there is enough to gain; the most there can be where the array is beyond the caches, which like few long runs of memory
 * better than many short ones; else 0, which means what fills the vectors, and leaves more of it in the first cache. */
static INLINE size_t cact_strip(size_t outer, size_t n, size_t inner, size_t element_size) {
    if (inner > CACT_STRIP_ROWS) return n >= 16 && outer * n * inner >= (1 << 22) / element_size ? CACT_STRIP_ROWS : 0;
    return inner > 1 && n * inner >= 192 && (inner < 16 || n >= 24) ? inner : 0;
}

typedef struct cact_table {
    const char *isa;
    cact_kernel_f32 *f32[CACT_UNARY_COUNT][CACT_OPS]; /* NULL where f lacks the operation */
    cact_kernel_f64 *f64[CACT_UNARY_COUNT][CACT_OPS];
    cact_kernel_p_f32 *f32_p[CACT_UNARY_COUNT][CACT_OPS]; /* a parameter per element; NULL without parameter */
    cact_kernel_p_f64 *f64_p[CACT_UNARY_COUNT][CACT_OPS];
    cact_kernel_f32 *exact[CACT_UNARY_COUNT][CACT_OPS]; /* the exact tier: float in and out, double inside */
    cact_kernel_p_f32 *exact_p[CACT_UNARY_COUNT][CACT_OPS];
    cact_rows_f32 *rows_f32[CACT_ROW_OP_COUNT];
    cact_rows_f64 *rows_f64[CACT_ROW_OP_COUNT];
    cact_rows_f32 *rows_exact[CACT_ROW_OP_COUNT];
    cact_gather_f32 *gather_f32;
    cact_gather_f64 *gather_f64;
    cact_stream_f32 *stream_f32;
    cact_stream_f64 *stream_f64;
} cact_table;

#if defined(__x86_64__) && !defined(CACT_BASELINE_ONLY)
#define CACT_X86 1
#else
#define CACT_X86 0
#endif

extern const cact_table cact_table_baseline, cact_table_avx2, cact_table_avx512;

int cact_cpu_has(const char *isa); /* cpu.c */
int cact_isa_misread(void);        /* is CACT_ISA set to what is none of this CPU's? dispatch.c */

#endif
