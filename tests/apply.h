/* Calls of the registry the way tests make many of them: dense or with strides, one parameter, one function per tier. */
#ifndef APPLY_H
#define APPLY_H

#include "cact.h"

static inline int apply_any(const cact_info *f, cact_op op, cact_type type, const void *x, ptrdiff_t x_stride,
                            const void *dy, ptrdiff_t dy_stride, void *out, ptrdiff_t out_stride, size_t n,
                            const void *p, ptrdiff_t p_stride) {
    const size_t gradient = op >= CACT_BACKWARD;
    const cact_in in[2] = {{dy, dy_stride}, {x, x_stride}}, param = {p, p_stride};
    const cact_out to = {out, out_stride};
    const cact_args args = {sizeof args,    n,   1 + gradient, 1, p && f ? (size_t)f->params : 0,
                            in + !gradient, &to, &param};
    return cact_apply(f, op, type, &args);
}

#define APPLY(T, tier, type)                                                                                           \
    static inline int apply_##tier(const cact_info *f, cact_op op, const T *x, const T *dy, T *out, size_t n, T p) {   \
        return apply_any(f, op, type, x, 1, dy, 1, out, 1, n, &p, 0);                                                  \
    }                                                                                                                  \
    static inline int apply_strided_##tier(const cact_info *f, cact_op op, const T *x, ptrdiff_t x_stride,             \
                                           const T *dy, ptrdiff_t dy_stride, T *out, ptrdiff_t out_stride, size_t n,   \
                                           const T *p, ptrdiff_t p_stride) {                                           \
        return apply_any(f, op, type, x, x_stride, dy, dy_stride, out, out_stride, n, p, p_stride);                    \
    }                                                                                                                  \
    static inline int apply_rows_##tier(const cact_rows_info *f, const T *x, const T *dy, T *out, size_t outer,        \
                                        size_t n, size_t inner) {                                                      \
        const cact_rows_args args = {sizeof args, outer, n, inner, x, dy, out};                                        \
        return cact_apply_rows(f, type, &args);                                                                        \
    }
APPLY(float, f32, CACT_F32)
APPLY(double, f64, CACT_F64)
APPLY(float, exact, CACT_EXACT_F32)
#undef APPLY

/* The name of the first parameter, NULL without one, and its usual value. */
static inline const char *param_of(const cact_info *f) { return f->params ? f->param[0].name : 0; }
static inline double usual_of(const cact_info *f) { return f->params ? f->param[0].usual : 0.0; }
static inline int has_from_y(const cact_info *f) { return f->ops >> CACT_BACKWARD_FROM_Y & 1; }
#endif
