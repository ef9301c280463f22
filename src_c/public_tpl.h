/* The public functions of one tier: PUBLIC(name) of arrays of T, each one call through the table in use; large arrays are
 * shared among threads. */

typedef struct PRIVATE(elements) {
    KERNEL *f;
    const T *x, *dy;
    T *out, p;
    int past_caches;
} PRIVATE(elements);

static void PRIVATE(some_elements)(const void *job, size_t first, size_t count) {
    const PRIVATE(elements) *j = (const PRIVATE(elements) *)job;
    const T *x = j->x + first, *dy = j->dy ? j->dy + first : 0;
    if (j->past_caches)
        table()->STREAM(j->f, x, dy, j->out + first, count, j->p);
    else
        j->f(x, dy, j->out + first, count, j->p);
}

static NOINLINE void PRIVATE(run_any)(int id, cact_op op, const T *x, const T *dy, T *out, size_t n, T p) {
    KERNEL *f = table()->COLUMNS[id][op];
    if (!n) return;
    if (!reads_dy(op)) dy = 0;
    if (n < CACT_SHARE_FROM) {
        f(x, dy, out, n, p);
        return;
    }
    const int past_caches = n >= stream_from(id, op) / sizeof(T) && out != x && out != dy;
    const PRIVATE(elements) job = {f, x, dy, out, p, past_caches};
    cact_share(n, CACT_SHARE, PRIVATE(some_elements), &job);
}

/* What is left of a public function on few elements is two jumps, without a frame: the rest lies elsewhere, and so does the
 * end of a call on none, whose pointers may be NULL. */
static inline void PRIVATE(run)(int id, cact_op op, const T *x, const T *dy, T *out, size_t n, T p) {
    const cact_table *t = ATOMIC_LOAD(&active);
    if (t && n - 1 < CACT_SHARE_FROM - 1)
        t->COLUMNS[id][op](x, dy, out, n, p);
    else
        PRIVATE(run_any)(id, op, x, dy, out, n, p);
}

#define IF_YES(code) code
#define IF_NO(code)
#define FORWARD0(name, op, OP)                                                                                         \
    void PUBLIC(name##op)(const T *x, T *y, size_t n) {                                                                \
        PRIVATE(run)(CACT_ID_##name, OP, x, 0, y, n, 0);                                                               \
    }
#define FORWARD1(name, op, OP)                                                                                         \
    void PUBLIC(name##op)(const T *x, T *y, size_t n, T p) {                                                           \
        PRIVATE(run)(CACT_ID_##name, OP, x, 0, y, n, p);                                                               \
    }
#define BACKWARD0(name, op, OP)                                                                                        \
    void PUBLIC(name##op)(const T *dy, const T *x, T *dx, size_t n) {                                                  \
        PRIVATE(run)(CACT_ID_##name, OP, x, dy, dx, n, 0);                                                             \
    }
#define BACKWARD1(name, op, OP)                                                                                        \
    void PUBLIC(name##op)(const T *dy, const T *x, T *dx, size_t n, T p) {                                             \
        PRIVATE(run)(CACT_ID_##name, OP, x, dy, dx, n, p);                                                             \
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

typedef struct PRIVATE(rows) {
    ROWS_KERNEL *f;
    const T *x, *dy;
    T *out;
    size_t outer, n, inner;
} PRIVATE(rows);

static void PRIVATE(some_rows)(const void *job, size_t first, size_t count) {
    const PRIVATE(rows) *j = (const PRIVATE(rows) *)job;
    j->f(j->x, j->dy, j->out, j->outer, j->n, j->inner, first, first + count);
}

static void PRIVATE(run_rows)(enum cact_row_op op, const T *x, const T *dy, T *out, size_t outer, size_t n,
                              size_t inner) {
    const size_t rows = outer * inner;
    if (!rows || (!n && op != CACT_LOGSUMEXP)) return;
    if (!n) x = out; /* of empty rows there is something to write, but x may be NULL */
    const PRIVATE(rows) job = {table()->ROW_COLUMNS[op], x, dy, out, outer, n, inner};
    if (rows * n < CACT_SHARE_ROWS_FROM)
        job.f(x, dy, out, outer, n, inner, 0, rows);
    else { /* no two threads beside each other in few rows: they would write to the same cache lines */
        const size_t some = CACT_SHARE / n, most = CACT_STRIP_ROWS, beside = inner < most ? inner : most;
        const size_t unit = inner > 1 ? beside : some < 16 ? 1 : 16;
        cact_share(rows, some > unit ? some / unit * unit : unit, PRIVATE(some_rows), &job);
    }
}

#define MAP(name, OP)                                                                                            \
    void PUBLIC(name)(const T *x, T *y, size_t outer, size_t n, size_t inner) {                                        \
        PRIVATE(run_rows)(OP, x, 0, y, outer, n, inner);                                             \
    }
#define REDUCE(name, OP) MAP(name, OP)
#define JACOBIAN(name, OP)                                                                                       \
    void PUBLIC(name)(const T *x, T *J, size_t outer, size_t n) {                                                      \
        PRIVATE(run_rows)(OP, x, 0, J, outer, n, 1);                                                 \
    }
#define BACKWARD(name, OP)                                                                                       \
    void PUBLIC(name)(const T *dy, const T *x, T *dx, size_t outer, size_t n, size_t inner) {                          \
        PRIVATE(run_rows)(OP, x, dy, dx, outer, n, inner);                                           \
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

int PUBLIC(apply_rows)(const cact_rows_info *f, const T *x, const T *dy, T *out, size_t outer, size_t n, size_t inner) {
    const cact_rows_info *known = f ? cact_rows_at((size_t)f->id) : 0;
    if (!known || (known->kind == CACT_ROWS_JACOBIAN && inner != 1)) return -1;
    const int takes_dy = known->kind == CACT_ROWS_BACKWARD || known->kind == CACT_ROWS_SPREAD;
    PRIVATE(run_rows)((enum cact_row_op)known->id, x, takes_dy ? dy : 0, out, outer, n, inner);
    return 0;
}

int PUBLIC(apply)(const cact_info *f, cact_op op, const T *x, const T *dy, T *out, size_t n, T p) {
    const cact_table *t = ATOMIC_LOAD(&active);
    if (!is_known(f, op)) return -1;
    KERNEL *kernel = (t ? t : &cact_table_baseline)->COLUMNS[f->id][op]; /* every table has the same operations */
    if (!kernel) return -1;
    if (t && n - 1 < CACT_SHARE_FROM - 1)
        kernel(x, dy, out, n, p);
    else
        PRIVATE(run_any)(f->id, op, x, dy, out, n, p);
    return 0;
}

typedef struct PRIVATE(strided) {
    KERNEL *f;
    PARAM_KERNEL *f_p; /* where p isn't the same for all */
    const T *x, *dy, *p;
    T *out;
    ptrdiff_t x_stride, dy_stride, p_stride, out_stride;
} PRIVATE(strided);

static const T *PRIVATE(dense)(const T *from, size_t first, ptrdiff_t stride, T *buffer, size_t n) {
    if (!from) return 0;
    from += (ptrdiff_t)first * stride;
    if (stride == 1) return from;
    table()->GATHER(from, stride, buffer, n);
    return buffer;
}

/* Blocks of strided arrays pass through dense buffers on the stack, aligned since that is faster, and as long as so much of
 * it allows; x and out share one, as if in place. */
static void PRIVATE(some_strided)(const void *job, size_t first, size_t count) {
    enum { LINE = 64 / sizeof(T), LINES = 72 };
    const PRIVATE(strided) *j = (const PRIVATE(strided) *)job;
    const size_t of_dy = j->dy && j->dy_stride != 1, of_p = j->f_p && j->p_stride != 1;
    const size_t block = LINES / (1 + of_dy + of_p) * LINE;
    T raw[(LINES + 1) * LINE], *bx = raw + (0 - (uintptr_t)raw) % 64 / sizeof(T);
    T *bdy = bx + of_dy * block, *bp = bdy + of_p * block;
    for (size_t i = first, m; i < first + count; i += m) {
        m = first + count - i < block ? first + count - i : block;
        const T *x = PRIVATE(dense)(j->x, i, j->x_stride, bx, m), *dy = PRIVATE(dense)(j->dy, i, j->dy_stride, bdy, m);
        T *to = j->out + (ptrdiff_t)i * j->out_stride, *out = j->out_stride == 1 ? to : bx;
        if (j->f_p)
            j->f_p(x, dy, out, m, PRIVATE(dense)(j->p, i, j->p_stride, bp, m));
        else
            j->f(x, dy, out, m, j->p ? *j->p : 0);
        for (size_t k = 0; out == bx && k < m; k++) to[(ptrdiff_t)k * j->out_stride] = bx[k];
    }
}

int PUBLIC(apply_strided)(const cact_info *f, cact_op op, const T *x, ptrdiff_t x_stride, const T *dy,
                          ptrdiff_t dy_stride, T *out, ptrdiff_t out_stride, size_t n, const T *p, ptrdiff_t p_stride) {
    if (!is_known(f, op)) return -1;
    const cact_table *t = table();
    const PRIVATE(strided) job = {t->COLUMNS[f->id][op],
                                  f->param && p && p_stride ? t->PARAM_COLUMNS[f->id][op] : 0,
                                  x,
                                  reads_dy(op) ? dy : 0,
                                  f->param ? p : 0,
                                  out,
                                  x_stride,
                                  dy_stride,
                                  p_stride,
                                  out_stride};
    if (!job.f) return -1;
    if (n < CACT_SHARE_FROM)
        PRIVATE(some_strided)(&job, 0, n);
    else
        cact_share(n, CACT_SHARE, PRIVATE(some_strided), &job);
    return 0;
}
#undef T
#undef PUBLIC
#undef PRIVATE
#undef KERNEL
#undef PARAM_KERNEL
#undef ROWS_KERNEL
#undef COLUMNS
#undef PARAM_COLUMNS
#undef ROW_COLUMNS
#undef GATHER
#undef STREAM
