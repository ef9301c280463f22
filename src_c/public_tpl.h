/* The public functions of one tier: PUBLIC(name) of arrays of T, each one call through the table in use. */

#define IF_YES(code) code
#define IF_NO(code)
#define FORWARD0(name, op, OP)                                                                                         \
    void PUBLIC(name##op)(const T *x, T *y, size_t n) { table()->COLUMNS[CACT_ID_##name][OP](x, 0, y, n, 0); }
#define FORWARD1(name, op, OP)                                                                                         \
    void PUBLIC(name##op)(const T *x, T *y, size_t n, T p) { table()->COLUMNS[CACT_ID_##name][OP](x, 0, y, n, p); }
#define BACKWARD0(name, op, OP)                                                                                        \
    void PUBLIC(name##op)(const T *dy, const T *x, T *dx, size_t n) {                                                  \
        table()->COLUMNS[CACT_ID_##name][OP](x, dy, dx, n, 0);                                                         \
    }
#define BACKWARD1(name, op, OP)                                                                                        \
    void PUBLIC(name##op)(const T *dy, const T *x, T *dx, size_t n, T p) {                                             \
        table()->COLUMNS[CACT_ID_##name][OP](x, dy, dx, n, p);                                                         \
    }
#define OPERATIONS(arity, name, from_y)                                                                                \
    FORWARD##arity(name, , CACT_FORWARD) FORWARD##arity(name, _prime, CACT_PRIME)                                      \
        BACKWARD##arity(name, _backward, CACT_BACKWARD)                                                                \
            IF_##from_y(BACKWARD##arity(name, _backward_from_y, CACT_BACKWARD_FROM_Y))
#define CACT_UNARY0(name, from_y, ...) OPERATIONS(0, name, from_y)
#define CACT_UNARY1(name, from_y, ...) OPERATIONS(1, name, from_y)
#include "activations.def"
#undef CACT_UNARY0
#undef CACT_UNARY1
#undef OPERATIONS
#undef FORWARD0
#undef FORWARD1
#undef BACKWARD0
#undef BACKWARD1
#undef IF_YES
#undef IF_NO

#define MAP(name, OP)                                                                                                  \
    void PUBLIC(name)(const T *x, T *y, size_t outer, size_t n, size_t inner) {                                        \
        table()->ROW_COLUMNS[OP](x, 0, y, outer, n, inner);                                                            \
    }
#define REDUCE(name, OP) MAP(name, OP)
#define JACOBIAN(name, OP)                                                                                             \
    void PUBLIC(name)(const T *x, T *J, size_t outer, size_t n) { table()->ROW_COLUMNS[OP](x, 0, J, outer, n, 1); }
#define BACKWARD(name, OP)                                                                                             \
    void PUBLIC(name)(const T *dy, const T *x, T *dx, size_t outer, size_t n, size_t inner) {                          \
        table()->ROW_COLUMNS[OP](x, dy, dx, outer, n, inner);                                                          \
    }
#define SPREAD(name, OP) BACKWARD(name, OP)
#define CACT_ROWS(name, kind, OP) kind(name, OP)
#include "rows.def"
#undef CACT_ROWS
#undef MAP
#undef REDUCE
#undef JACOBIAN
#undef BACKWARD
#undef SPREAD

void PUBLIC(apply_rows)(const cact_rows_info *f, const T *x, const T *dy, T *out, size_t outer, size_t n,
                        size_t inner) {
    table()->ROW_COLUMNS[f->id](x, dy, out, outer, n, inner);
}

int PUBLIC(apply)(const cact_info *f, cact_op op, const T *x, const T *dy, T *out, size_t n, T p) {
    if (!table()->COLUMNS[f->id][op]) return -1;
    table()->COLUMNS[f->id][op](x, dy, out, n, p);
    return 0;
}

static const T *DENSE(const T *from, ptrdiff_t first, ptrdiff_t stride, T *buffer, size_t n) {
    if (!from) return 0;
    if (stride == 1) return from + first;
    for (size_t i = 0; i < n; i++) buffer[i] = from[(first + (ptrdiff_t)i) * stride];
    return buffer;
}

/* Blocks of a strided array pass through dense buffers on the stack. */
int PUBLIC(apply_strided)(const cact_info *f, cact_op op, const T *x, ptrdiff_t x_stride, const T *dy,
                          ptrdiff_t dy_stride, T *out, ptrdiff_t out_stride, size_t n, const T *p, ptrdiff_t p_stride) {
    enum { BLOCK = 512 };
    T bx[BLOCK], bdy[BLOCK], bp[BLOCK], bout[BLOCK];
    const cact_table *t = table();
    if (!t->COLUMNS[f->id][op]) return -1;
    if (op == CACT_FORWARD || op == CACT_PRIME) dy = 0;
    if (!f->param) p = 0;
    for (size_t i = 0; i < n;) {
        const size_t m = n - i < BLOCK ? n - i : BLOCK;
        const ptrdiff_t k = (ptrdiff_t)i;
        const T *from = DENSE(x, k, x_stride, bx, m), *dys = DENSE(dy, k, dy_stride, bdy, m);
        T *to = out_stride == 1 ? out + i : bout;
        if (p && p_stride)
            t->PARAM_COLUMNS[f->id][op](from, dys, to, m, DENSE(p, k, p_stride, bp, m));
        else
            t->COLUMNS[f->id][op](from, dys, to, m, p ? *p : 0);
        for (size_t j = 0; to == bout && j < m; j++) out[(k + (ptrdiff_t)j) * out_stride] = bout[j];
        i += m;
    }
    return 0;
}
#undef T
#undef PUBLIC
#undef DENSE
#undef COLUMNS
#undef PARAM_COLUMNS
#undef ROW_COLUMNS
