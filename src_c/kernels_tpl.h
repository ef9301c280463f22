/* Every kernel of one instruction set, and the table that lists them. An isa/ file sets CACT_TABLE (the table's name),
 * CACT_ISA_NAME and CACT_HAS_FMA, switches the compiler to its target and includes this file. */

/* In-place calls are allowed, so nothing is `restrict`; this says that an iteration doesn't read what another wrote.
 * SIDE_BY_SIDE: and that there are iterations for several vectors, to be computed in turns.
 * ONE_BY_ONE: a loop over such loops is not worth the code of its iterations one after the other. */
#if defined(__clang__)
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety) interleave_count(1) unroll(disable)")
#define SIDE_BY_SIDE _Pragma("clang loop vectorize(assume_safety) interleave_count(4) unroll(disable)")
#define ONE_BY_ONE _Pragma("clang loop unroll(disable)")
#pragma clang diagnostic ignored "-Wpass-failed" /* of loops of two iterations no vector is made */
#pragma clang diagnostic ignored "-Wignored-pragmas" /* not every CPU has the next one */
#pragma float_control(precise, on)                   /* whatever parts of -ffast-math were asked for */
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
/* Unrolling first would leave GCC no loop to vectorise where the trip count is a small constant; where it isn't, GCC
 * unrolls afterwards what is short. */
#define INDEPENDENT _Pragma("GCC ivdep") _Pragma("GCC unroll 1")
#define SIDE_BY_SIDE _Pragma("GCC ivdep")
#define ONE_BY_ONE _Pragma("GCC unroll 1")
/* GCC can't be told how many, but takes as many vectors as one of the narrowest type in a loop needs: with a type a quarter
 * as wide as what is computed, four. Where `when` is true, its numbers are stored, and nobody reads them. */
#define BESIDE(count, when)                                                                                            \
    const int store_beside = (when);                                                                                   \
    quarter beside[count];
#define STORE_BESIDE(i) \
    if (store_beside) beside[i] = 0
#define KEEP_BESIDE() \
    if (store_beside) __asm__ volatile("" : : "m"(beside))
#else
#define INDEPENDENT
#define SIDE_BY_SIDE
#define ONE_BY_ONE
#endif

#if !defined(BESIDE)
#define BESIDE(count, when) (void)(when);
#define STORE_BESIDE(i) (void)0
#define KEEP_BESIDE() (void)0
#endif

/* Is one of the two a NaN? One instruction. */
#if defined(__GNUC__)
#define UNORDERED(a, b) __builtin_isunordered(a, b)
#else
#define UNORDERED(a, b) ((a) != (a) || (b) != (b))
#endif

/* Vectors of 16 bytes and their shuffles, which these compilers have for every CPU. */
#if defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
#define HAS_SHUFFLES 1
#endif
#endif

typedef enum cact_tile { CACT_ONE_ROW, CACT_STRIP, CACT_COLUMNS } cact_tile; /* rows_tpl.h */

#define EXACT 0
#define NO_FMA 0
#define REAL_BITS 32
#include "instance_tpl.h"
#undef REAL_BITS
#define REAL_BITS 64
#include "instance_tpl.h"
#undef EXACT
#define EXACT 1
#include "instance_tpl.h"
#undef REAL_BITS

#define IF_YES(kernel) kernel
#define IF_NO(kernel) 0
#define COLUMN(name, from_y, s)                                                                                        \
    {name##_forward##s, name##_prime_op##s, name##_backward##s, IF_##from_y(name##_from_y_op##s)},

const cact_table CACT_TABLE = {
    CACT_ISA_NAME,
#define CACT_UNARY0(name, from_y, ...) COLUMN(name, from_y, _f32)
#define CACT_UNARY1(name, from_y, ...) COLUMN(name, from_y, _f32)
    {
#include "activations.def"
    },
#undef CACT_UNARY0
#undef CACT_UNARY1
#define CACT_UNARY0(name, from_y, ...) COLUMN(name, from_y, _f64)
#define CACT_UNARY1(name, from_y, ...) COLUMN(name, from_y, _f64)
    {
#include "activations.def"
    },
#undef CACT_UNARY0
#undef CACT_UNARY1
#define CACT_UNARY0(name, from_y, ...) {0, 0, 0, 0},
#define CACT_UNARY1(name, from_y, ...) COLUMN(name, from_y, _p_f32)
    {
#include "activations.def"
    },
#undef CACT_UNARY0
#undef CACT_UNARY1
#define CACT_UNARY0(name, from_y, ...) {0, 0, 0, 0},
#define CACT_UNARY1(name, from_y, ...) COLUMN(name, from_y, _p_f64)
    {
#include "activations.def"
    },
#undef CACT_UNARY0
#undef CACT_UNARY1
#define CACT_UNARY0(name, from_y, ...) COLUMN(name, from_y, _exact)
#define CACT_UNARY1(name, from_y, ...) COLUMN(name, from_y, _exact)
    {
#include "activations.def"
    },
#undef CACT_UNARY0
#undef CACT_UNARY1
#define CACT_UNARY0(name, from_y, ...) {0, 0, 0, 0},
#define CACT_UNARY1(name, from_y, ...) COLUMN(name, from_y, _p_exact)
    {
#include "activations.def"
    },
#undef CACT_UNARY0
#undef CACT_UNARY1
#define CACT_ROWS(name, kind, OP) name##_rows_f32,
    {
#include "rows.def"
    },
#undef CACT_ROWS
#define CACT_ROWS(name, kind, OP) name##_rows_f64,
    {
#include "rows.def"
    },
#undef CACT_ROWS
#define CACT_ROWS(name, kind, OP) name##_rows_exact,
    {
#include "rows.def"
    },
#undef CACT_ROWS
    gather_f32,
    gather_f64,
    stream_f32,
    stream_f64,
};
#undef COLUMN
#undef IF_YES
#undef IF_NO
