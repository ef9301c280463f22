/* All kernels of one type for the instruction set at hand. REAL_BITS: 32 or 64. EXACT, after 64: the exact tier, which
 * stores floats and computes in double; its kernels are B(name), what they compute with is that of double, A(name). */
#undef stored
#undef STORED
#undef B
#undef FORWARD_MENDED
#undef FORWARD_ROUNDED
#if EXACT
#define stored float
#define STORED(name) name##_f32
#define B(name) name##_exact
#define FORWARD_MENDED(name) name##_mended
#else
#include "real_tpl.h"

#include "math/exp.h"
#include "math/log1p.h"

#define CACT_FORMULAS
#include "activations.def"
#undef CACT_FORMULAS

#define stored real
#define STORED(name) A(name)
#define B(name) A(name)
#define FORWARD_MENDED(name) A(name)
#endif
#define FORWARD_ROUNDED(name) A(name)

#include "loops_tpl.h"

/* An element of each operation: what is stored for it, NaN included. */
#define ELEMENT(name, x, dy, p, value)                                                                                 \
    static INLINE stored B(name##_element)(stored x, stored dy, stored p) { return (void)x, (void)dy, (void)p, value; }
#define GRADIENT(x, dy, slope) STORED(keep_nans)(x, dy, STORED(one_nan)((stored)(dy * (slope))))
/* The usual few elements need no frame, so those that do are functions of their own: less than a vector, and many. Of
 * many, those before the first aligned store and after the last whole block come back. */
#define KERNEL(name, has_dy, light, WALK)                                                                              \
    static void B(name)(const stored *x, const stored *dy, stored *out, size_t n, stored p);                           \
    static NOINLINE void B(name##_many)(const stored *x, const stored *dy, stored *out, size_t n, stored p) {          \
        size_t i = B(unaligned)(out, n);                                                                               \
        if (i) B(name)(x, dy, out, i, p);                                                                              \
        WALK(name, has_dy, light)                                                                                      \
        if (i < n) B(name)(x + i, DY(has_dy, i), out + i, n - i, p);                                                   \
    }                                                                                                                  \
    static NOINLINE void B(name##_part)(const stored *x, const stored *dy, stored *out, size_t n, stored p) {          \
        B(part)(x, dy, out, n, p, 0, B(name##_element), has_dy);                                                       \
    }                                                                                                                  \
    static NOINLINE void B(name)(const stored *x, const stored *dy, stored *out, size_t n, stored p) {                 \
        if (n > WIDE)                                                                                                  \
            B(name##_many)(x, dy, out, n, p);                                                                          \
        else if (n < LANES)                                                                                            \
            B(name##_part)(x, dy, out, n, p);                                                                          \
        else                                                                                                           \
            B(few)(x, dy, out, n, p, B(name##_element), has_dy);                                                       \
    }
#define BLOCKS(name, has_dy, light) i = B(many)(x, dy, out, i, n, p, 0, B(name##_element), has_dy, light);
/* With a usual parameter no NaN arises, and what mends it is left out. */
#define BLOCKS_OF_P(name, has_dy, light)                                                                               \
    if (p - p == 0 && p != 0)                                                                                          \
        BLOCKS(name##_usual, has_dy, light)                                                                            \
    else                                                                                                               \
        BLOCKS(name, has_dy, light)
#define KERNEL_P(name, has_dy, light)                                                                                  \
    static NOINLINE void B(name##_p)(const stored *x, const stored *dy, stored *out, size_t n, const stored *p) {      \
        size_t i = B(unaligned)(out, n);                                                                               \
        if (i) B(name##_p)(x, dy, out, i, p);                                                                          \
        i = B(many)(x, dy, out, i, n, 0, p, B(name##_element), has_dy, light);                                         \
        INDEPENDENT                                                                                                    \
        for (; n - i >= LANES; i += LANES)                                                                             \
            B(block)(x + i, DY(has_dy, i), out + i, 0, p + i, B(name##_element), has_dy);                              \
        B(part)(x + i, DY(has_dy, i), out + i, n - i, 0, p + i, B(name##_element), has_dy);                            \
    }

#define IF_YES(kernel) kernel
#define IF_NO(kernel)
#define CACT_UNARY0(name, from_y, exact, ulp, ...)                                                                     \
    ELEMENT(name##_forward, x, dy, p, STORED(keep_nan)(x, (stored)FORWARD_##exact(name)(x)))                           \
    ELEMENT(name##_prime_op, x, dy, p, STORED(keep_nan)(x, (stored)A(name##_prime)(x)))                                \
    ELEMENT(name##_backward, x, dy, p, GRADIENT(x, dy, A(name##_prime)(x)))                                            \
    KERNEL(name##_forward, 0, CACT_IS_LIGHT(ulp), BLOCKS)                                                              \
    KERNEL(name##_prime_op, 0, CACT_IS_LIGHT(ulp), BLOCKS)                                                             \
    KERNEL(name##_backward, 1, CACT_IS_LIGHT(ulp), BLOCKS)                                                             \
    IF_##from_y(ELEMENT(name##_from_y_op, x, dy, p, GRADIENT(x, dy, A(name##_from_y)(x)))                              \
                    KERNEL(name##_from_y_op, 1, 1, BLOCKS))
#define CACT_UNARY1(name, from_y, exact, ulp, ...)                                                                     \
    ELEMENT(name##_forward, x, dy, p, STORED(keep_nan)(x, STORED(one_nan)((stored)FORWARD_##exact(name)(x, p))))       \
    ELEMENT(name##_forward_usual, x, dy, p, STORED(keep_nan)(x, (stored)FORWARD_##exact(name)(x, p)))                  \
    ELEMENT(name##_prime_op, x, dy, p, STORED(keep_nan)(x, STORED(one_nan)((stored)A(name##_prime)(x, p))))            \
    ELEMENT(name##_prime_op_usual, x, dy, p, STORED(keep_nan)(x, (stored)A(name##_prime)(x, p)))                       \
    ELEMENT(name##_backward, x, dy, p, GRADIENT(x, dy, A(name##_prime)(x, p)))                                         \
    KERNEL(name##_forward, 0, CACT_IS_LIGHT(ulp), BLOCKS_OF_P)                                                         \
    KERNEL(name##_prime_op, 0, CACT_IS_LIGHT(ulp), BLOCKS_OF_P)                                                        \
    KERNEL(name##_backward, 1, CACT_IS_LIGHT(ulp), BLOCKS)                                                             \
    KERNEL_P(name##_forward, 0, CACT_IS_LIGHT(ulp))                                                                    \
    KERNEL_P(name##_prime_op, 0, CACT_IS_LIGHT(ulp))                                                                   \
    KERNEL_P(name##_backward, 1, CACT_IS_LIGHT(ulp))                                                                   \
    IF_##from_y(ELEMENT(name##_from_y_op, x, dy, p, GRADIENT(x, dy, A(name##_from_y)(x, p)))                           \
                    KERNEL(name##_from_y_op, 1, 1, BLOCKS) KERNEL_P(name##_from_y_op, 1, 1))
#include "activations.def"
#undef CACT_UNARY0
#undef CACT_UNARY1
#undef IF_YES
#undef IF_NO
#undef ELEMENT
#undef GRADIENT
#undef KERNEL
#undef BLOCKS
#undef BLOCKS_OF_P
#undef KERNEL_P

/* Rows of the exact tier are not correctly rounded to the last case, so they get the same bits everywhere in another way:
 * from the same operations, FMA or not. */
#if EXACT
#undef NO_FMA
#define NO_FMA 1
#include "real_tpl.h"

#include "math/exp.h"
#include "math/log1p.h"

#include "activations/softmax.h"
#endif
#include "rows_tpl.h"
