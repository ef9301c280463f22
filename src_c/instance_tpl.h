/* All kernels of one type (REAL_BITS) for the instruction set at hand. */
#include "real_tpl.h"

#include "math/exp.h"
#include "math/log1p.h"

#define CACT_FORMULAS
#include "activations.def"
#undef CACT_FORMULAS

#include "loops_tpl.h"
#include "rows_tpl.h"

/* An element of each operation: what is stored for it, NaN included. */
#define ELEMENT(name, x, dy, p, value)                                                                                 \
    static INLINE real A(name##_element)(real x, real dy, real p) { return (void)x, (void)dy, (void)p, value; }
#define GRADIENT(x, dy, slope) A(keep_nan)(x, A(keep_nan)(dy, A(one_nan)(dy * (slope))))
#define KERNEL(name, has_dy)                                                                                           \
    static void A(name)(const real *x, const real *dy, real *out, size_t n, real p) {                                  \
        A(loop)(x, dy, out, n, p, 0, A(name##_element), has_dy);                                                       \
    }
#define KERNEL_P(name, has_dy)                                                                                         \
    static void A(name##_p)(const real *x, const real *dy, real *out, size_t n, const real *p) {                       \
        A(loop)(x, dy, out, n, R(0.0), p, A(name##_element), has_dy);                                                  \
    }

#define IF_YES(kernel) kernel
#define IF_NO(kernel)
#define CACT_UNARY0(name, from_y, ...)                                                                                 \
    ELEMENT(name##_forward, x, dy, p, A(keep_nan)(x, A(name)(x)))                                                      \
    ELEMENT(name##_prime_op, x, dy, p, A(keep_nan)(x, A(name##_prime)(x)))                                             \
    ELEMENT(name##_backward, x, dy, p, GRADIENT(x, dy, A(name##_prime)(x)))                                            \
    KERNEL(name##_forward, 0)                                                                                          \
    KERNEL(name##_prime_op, 0)                                                                                         \
    KERNEL(name##_backward, 1)                                                                                         \
    IF_##from_y(ELEMENT(name##_from_y_op, x, dy, p, GRADIENT(x, dy, A(name##_from_y)(x))) KERNEL(name##_from_y_op, 1))
#define CACT_UNARY1(name, from_y, ...)                                                                                 \
    ELEMENT(name##_forward, x, dy, p, A(keep_nan)(x, A(one_nan)(A(name)(x, p))))                                       \
    ELEMENT(name##_prime_op, x, dy, p, A(keep_nan)(x, A(one_nan)(A(name##_prime)(x, p))))                              \
    ELEMENT(name##_backward, x, dy, p, GRADIENT(x, dy, A(name##_prime)(x, p)))                                         \
    KERNEL(name##_forward, 0)                                                                                          \
    KERNEL(name##_prime_op, 0)                                                                                         \
    KERNEL(name##_backward, 1)                                                                                         \
    KERNEL_P(name##_forward, 0)                                                                                        \
    KERNEL_P(name##_prime_op, 0)                                                                                       \
    KERNEL_P(name##_backward, 1)                                                                                       \
    IF_##from_y(ELEMENT(name##_from_y_op, x, dy, p, GRADIENT(x, dy, A(name##_from_y)(x, p)))                           \
                    KERNEL(name##_from_y_op, 1) KERNEL_P(name##_from_y_op, 1))
#include "activations.def"
#undef CACT_UNARY0
#undef CACT_UNARY1
#undef IF_YES
#undef IF_NO
#undef ELEMENT
#undef GRADIENT
#undef KERNEL
#undef KERNEL_P
