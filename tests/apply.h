/* Calls of the registry the way tests make many of them: of any shape, by the arrays that an operation has. */
#ifndef APPLY_H
#define APPLY_H

#include "cact.h"

/* The arrays of a call: x and a gate's second input, the gradient that comes in, the parameters; what comes out, a gate's
 * second gradient. What an operation hasn't may be NULL. */
enum { X, U, DY, P, Q, OUT, DU, ARRAYS };

/* Dense arrays, one value of each parameter for all. */
static const ptrdiff_t all_dense[ARRAYS] = {1, 1, 1, 0, 0, 1, 1};

static inline int has_array(const cact_info *f, cact_op op, int which) {
    const int gradient = op >= CACT_BACKWARD, gate = f && f->inputs > 1, params = f ? f->params : 0;
    const int has[ARRAYS] = {1, gate, gradient, params > 0, params > 1, 1, gate && gradient};
    return has[which];
}

typedef struct prepared {
    cact_in in[3], param[2];
    cact_out out[2];
    cact_args args;
} prepared;

/* A call of n elements; without parameters where at[P] is NULL, which means the usual values. */
static inline void prepare(prepared *c, const cact_info *f, cact_op op, size_t n, const void *const *at,
                           const ptrdiff_t *stride) {
    static const int inputs[] = {DY, X, U}; /* in the order of cact.h */
    const cact_args none = {sizeof none, n, 0, 0, 0, c->in, c->out, c->param};
    c->args = none;
    for (int i = 0; i < 3; i++)
        if (has_array(f, op, inputs[i])) {
            const cact_in given = {at[inputs[i]], stride[inputs[i]]};
            c->in[c->args.inputs++] = given;
        }
    for (int which = P; which <= Q && at[P]; which++)
        if (has_array(f, op, which)) {
            const cact_in given = {at[which], stride[which]};
            c->param[c->args.params++] = given;
        }
    for (int which = OUT; which <= DU; which++)
        if (has_array(f, op, which)) {
            const cact_out given = {(void *)at[which], stride[which]};
            c->out[c->args.outputs++] = given;
        }
}

static inline int apply(const cact_info *f, cact_op op, cact_type type, size_t n, const void *const *at,
                        const ptrdiff_t *stride) {
    prepared c;
    prepare(&c, f, op, n, at, stride);
    return cact_apply(f, op, type, &c.args);
}

static inline int apply_rows(const cact_rows_info *f, cact_type type, const void *x, const void *dy, void *out,
                             size_t outer, size_t n, size_t inner) {
    const cact_rows_args args = {sizeof args, outer, n, inner, x, dy, out};
    return cact_apply_rows(f, type, &args);
}

static inline int has_op(const cact_info *f, cact_op op) { return f->ops >> op & 1; }
static inline size_t size_of(cact_type type) { return type == CACT_F64 ? sizeof(double) : sizeof(float); }
#endif
