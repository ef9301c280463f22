/* What one instruction set offers: a table of kernels, one column per operation. Internal. */
#ifndef CACT_TABLE_H
#define CACT_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "cact.h"
#include "host.h"

/* 16: only _Float16, not used here, is kept as it is (AVX512-FP16, SVE). */
#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16
#error                                                                                                                 \
    "cact: float is computed in a wider type here; use -std=gnu99 or -fexcess-precision=fast, on 32-bit x86 -mfpmath=sse"
#endif
/* What of -ffast-math and its parts leaves a macro behind; Clang's parts don't, but kernels_tpl.h takes them back, and what
 * else there may be the self-test finds. */
#if defined(__FAST_MATH__)
#error "cact: -ffast-math breaks every promise in cact.h; build without it and without -Ofast"
#elif defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#error "cact: -ffinite-math-only makes NaN and infinities garbage; build without it"
#elif defined(__ASSOCIATIVE_MATH__)
#error                                                                                                                 \
    "cact: -fassociative-math (a part of -funsafe-math-optimizations and -Ofast) costs all accuracy; build without it"
#elif defined(__RECIPROCAL_MATH__)
#error "cact: -freciprocal-math (a part of -funsafe-math-optimizations and -Ofast) changes bits; build without it"
#elif defined(__NO_SIGNED_ZEROS__)
#error "cact: -fno-signed-zeros (a part of -funsafe-math-optimizations and -Ofast) changes bits; build without it"
#endif

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b) /* what they expand to, as one word */

enum {
#define ACTIVATION(name, ...) CACT_ID_##name,
#include "activations.def"
#undef ACTIVATION
    CACT_COUNT
};

enum cact_row_op {
#define CACT_ROWS(name, kind, column, ...) column,
#include "rows/rows.def"
    CACT_ROW_OP_COUNT,
    CACT_NO_COLUMN = CACT_ROW_OP_COUNT
};

/* What a column makes of a row: as much as it has; one value; a square of them; a gradient of as much, or of one value. */
typedef enum cact_rows_kind {
    CACT_ROWS_MAP,
    CACT_ROWS_REDUCE,
    CACT_ROWS_JACOBIAN,
    CACT_ROWS_BACKWARD,
    CACT_ROWS_SPREAD
} cact_rows_kind;

#if defined(__GNUC__)
#define INLINE inline __attribute__((always_inline, unused))
#define NOINLINE __attribute__((noinline))
#else
#define INLINE inline
#define NOINLINE
#endif

#define CACT_OPS 4                       /* cact_op */
#define CACT_TYPES (CACT_EXACT_BF16 + 1) /* cact_type */

/* What a kernel reads and writes beside x and out. */
enum { HAS_U = 1, HAS_DY = 2, HAS_DU = 4 };
enum { HEAVY, LIGHT }; /* activations.def */

/* Of a type that is computed with: kernels over dense arrays, with parameters p and q that are the same for all elements;
 * u and du are a gate's second input and its gradient. cact_whole: with a p and a q per element, for n that are multiples
 * of a block; cact_each: one of these for any n. */
#define CACT_COMPUTED(T, tier)                                                                                         \
    typedef void cact_kernel_##tier(const T *x, const T *u, const T *dy, T *out, T *du, size_t n, T p, T q);           \
    typedef void cact_whole_##tier(const T *x, const T *u, const T *dy, T *out, T *du, size_t n, const T *p,           \
                                   const T *q, size_t step);                                                           \
    typedef void cact_each_##tier(cact_whole_##tier *f, const T *x, const T *u, const T *dy, T *out, T *du, size_t n,  \
                                  const T *p, const T *q, size_t step);                                                \
    typedef struct cact_elements_##tier {                                                                              \
        cact_kernel_##tier *of[CACT_COUNT][CACT_OPS];   /* NULL where f lacks the operation */                         \
        cact_whole_##tier *whole[CACT_COUNT][CACT_OPS]; /* NULL where it has no parameter */                           \
        cact_each_##tier *each;                                                                                        \
    } cact_elements_##tier;
CACT_COMPUTED(float, f32)
CACT_COMPUTED(double, f64)

/* Of what a tier stores, T, and computes with, R. stream: non-temporal stores of whole lines, while the inputs (u and dy
 * may be NULL) are prefetched; n = 0 ends them. */
#define CACT_STORED(T, R, tier)                                                                                        \
    typedef struct cact_edges_##tier {                                                                                 \
        void (*load)(const T *from, ptrdiff_t stride, R *to, size_t n);                                                \
        void (*store)(const R *from, T *to, ptrdiff_t stride, size_t n);                                               \
        void (*stream)(const R *from, T *to, size_t n, const T *x, const T *u, const T *dy);                           \
    } cact_edges_##tier;
CACT_STORED(float, float, f32)
CACT_STORED(double, double, f64)
CACT_STORED(float, double, exact)
CACT_STORED(uint16_t, float, half)
CACT_STORED(uint16_t, double, exact_half)

/* An operation on rows of arrays of one type; of halves, `half` says how they become floats and go back, else it is NULL. */
typedef struct cact_rows_job {
    enum cact_row_op op;
    const void *x, *dy;
    void *out;
    size_t outer, n, inner;
    const cact_edges_half *half;
} cact_rows_job;
typedef void cact_rows(const cact_rows_job *job, size_t first, size_t end);

/* Stack, in bytes: of a buffer for short rows; of one for the derivatives of a block; of those that elements pass through;
 * and how many rows beside each other are summed at once. With CACT_SMALL_STACK, which is meant for firmware, less of
 * all: it costs time, but doesn't change a bit. */
#ifdef CACT_SMALL_STACK
enum { CACT_ROWS_BUFFER = 1792, CACT_SLOPES = 512, CACT_BLOCKS = 1024, CACT_STRIP_ROWS = 16 };
#else
enum { CACT_ROWS_BUFFER = 16256, CACT_SLOPES = 2048, CACT_BLOCKS = 2048, CACT_STRIP_ROWS = 64 };
#endif

/* Rows of (outer, n, inner) that are computed at once since they lie beside each other: all of them if they aren't many and
 * there is enough to gain; the most there can be where the array is beyond the caches, which like few long runs of memory
 * better than many short ones; else 0, which means what fills the vectors, and leaves more of it in the first cache. */
static INLINE size_t cact_strip(size_t outer, size_t n, size_t inner, size_t element_size) {
    if (inner > CACT_STRIP_ROWS) return n >= 16 && outer * n * inner >= (1 << 22) / element_size ? CACT_STRIP_ROWS : 0;
    return inner > 1 && n * inner >= 192 && (inner < 16 || n >= 24) ? inner : 0;
}

typedef void cact_mend(double *x, size_t n);

typedef struct cact_table {
    const char *isa;
    cact_elements_f32 by_f32;
    cact_elements_f64 by_f64;
    cact_edges_f32 f32;
    cact_edges_f64 f64;
    cact_edges_exact exact;
    cact_edges_half f16, bf16;
    cact_edges_exact_half exact_f16, exact_bf16;
    cact_mend *mend[CACT_COUNT]; /* before the exact tier's forward; mostly NULL */
    cact_rows *rows_f32, *rows_f64, *rows_exact;
} cact_table;

#if defined(__x86_64__) && !defined(CACT_BASELINE_ONLY)
#define CACT_X86 1
#else
#define CACT_X86 0
#endif

/* Are there stores past the caches? */
#if CACT_X86 || defined(CACT_STREAM) || (defined(__SSE2__) && defined(__GNUC__) && !defined(CACT_FREESTANDING))
#define CACT_HAS_STREAM 1
#else
#define CACT_HAS_STREAM 0
#endif

/* Does arithmetic hand a NaN on with all it carries? Not where a product may be negated, as AArch64's FMLS does: of a NaN
 * that changes the sign. */
#if (defined(__SSE2__) || defined(__x86_64__)) && defined(__GNUC__)
#define CACT_NAN_FLOWS 1
#else
#define CACT_NAN_FLOWS 0
#endif

#ifndef CACT_ONE_TABLE
extern const cact_table cact_table_baseline, cact_table_avx2, cact_table_avx512;
#endif

CACT_WITHIN int cact_cpu_has(const char *isa); /* cpu.c */
CACT_WITHIN int
cact_place_of(const cact_info *f);      /* in the registry, elements first; -1 if it isn't of it. registry.c */
CACT_WITHIN int cact_isa_misread(void); /* is CACT_ISA set to what is none of this CPU's? dispatch.c */

static INLINE int cact_is_name(const char *a, const char *b) {
    for (; *a && *a == *b; a++) b++;
    return *a == *b;
}

#endif
