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

/* How many functions of elements there are, which come first. */
static inline size_t elements_count(void) {
    size_t k = 0;
    while (cact_at(k) && cact_at(k)->kind == CACT_ELEMENTS) k++;
    return k;
}

/* The operations on rows, one by one: the functions, then their derivatives ... */
enum { ROWS_MAP, ROWS_REDUCE, ROWS_JACOBIAN, ROWS_BACKWARD, ROWS_SPREAD };
typedef struct rows_op {
    const cact_info *f;
    cact_op op;
    int kind;
    char name[48]; /* "softmax_backward" */
} rows_op;

static inline rows_op rows_op_of(const cact_info *f, cact_op op) {
    static const char *const suffix[] = {"", "_prime", "_backward", "_backward_from_y"};
    const int reduced = f->kind == CACT_ROWS_REDUCED;
    const int kinds[] = {reduced ? ROWS_REDUCE : ROWS_MAP, ROWS_JACOBIAN, reduced ? ROWS_SPREAD : ROWS_BACKWARD,
                         ROWS_BACKWARD};
    rows_op made = {f, op, kinds[op], ""};
    size_t at = 0;
    for (const char *c = f->name; *c; c++) made.name[at++] = *c;
    for (const char *c = suffix[op]; *c; c++) made.name[at++] = *c;
    return made;
}

static rows_op all_rows_ops[64];
static inline size_t rows_count(void) {
    static size_t count;
    size_t found = 0;
    if (count) return count;
    for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++)
        for (size_t k = elements_count(); k < cact_count(); k++)
            if (cact_at(k)->ops >> op & 1) all_rows_ops[found++] = rows_op_of(cact_at(k), op);
    return count = found;
}
static inline const rows_op *rows_at(size_t i) { return all_rows_ops + (i < rows_count() ? i : 0); }

static inline int apply_rows(const rows_op *f, cact_type type, const void *x, const void *dy, void *out, size_t outer,
                             size_t n, size_t inner) {
    const cact_rows_args args = {sizeof args, outer, n, inner, dy, x, out};
    return cact_apply_rows(f ? f->f : 0, f ? f->op : CACT_FORWARD, type, &args);
}

static inline int has_op(const cact_info *f, cact_op op) { return f->ops >> op & 1; }
static inline size_t size_of(cact_type type) { return type == CACT_F64 ? sizeof(double) : sizeof(float); }
#endif
