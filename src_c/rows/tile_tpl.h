/* One operation on a tile: one row, or rows beside each other. What it reads, sums, finds out and stores are the columns of
 * its row in rows.def, here pointers to functions; tile() is the same for all. */

/* ---- The formulas that rows.def lists, for one row and for rows beside each other -------------------------------- */

typedef struct B(summed) {
    B(terms_of_row) *of_row;
    B(terms_beside) *beside;
} B(summed);

typedef struct B(value) {
    B(values_of_row) *of_row;
    B(values_beside) *beside;
} B(value);

/* to[c] = what row c's s and d tell. */
typedef void B(finder)(const B(rows_of_tile) *w, real *to, size_t rows);
typedef real B(finding)(const A(row) *w, real s, real d);
typedef struct B(constant) {
    B(finder) *of_row, *beside;
} B(constant);

#define FOR_ROWS                                                                                                       \
    for (size_t q = 0; q < rows; q += at_once) INDEPENDENT                                                             \
    for (size_t l = 0; l < at_once; l++)

static INLINE void B(find_all)(const B(rows_of_tile) *w, real *to, size_t rows, size_t at_once, B(finding) *f) {
    FOR_ROWS {
        const A(row) row = B(row_at)(w, q + l);
        to[q + l] = f(&row, w->s[q + l], w->d[q + l]);
    }
}

#define CACT_SUM(name, light)                                                                                          \
    static NOINLINE void B(name##_of_row)(const B(rows_of_tile) *w, const stored *x, const stored *dy, real *out,      \
                                          size_t n) {                                                                  \
        B(terms_of_row_by)(w, x, dy, out, n, A(name), light);                                                          \
    }                                                                                                                  \
    static NOINLINE void B(name##_beside)(const B(rows_of_tile) *w, const B(span) *s, const stored *x,                 \
                                          const stored *dy, real *out) {                                               \
        (light ? B(terms_beside_by_light) : B(terms_beside_by))(w, s, x, dy, out, A(name));                            \
    }                                                                                                                  \
    static const B(summed) B(name##_summed) = {B(name##_of_row), B(name##_beside)};

#define PLAIN(x, dy, y) (y)
#define SETTLED(x, dy, y) B(settled)(x, dy, y)
#define CACT_VALUE(name, nans, light)                                                                                  \
    static INLINE stored B(name##_value)(const A(row) *w, stored x, stored dy) {                                       \
        return nans(x, dy, (stored)A(name)(w, x, dy));                                                                 \
    }                                                                                                                  \
    static NOINLINE void B(name##_of_row)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out,    \
                                          size_t n) {                                                                  \
        B(values_of_row_by)(w, x, dy, out, n, B(name##_value), light);                                                 \
    }                                                                                                                  \
    static NOINLINE void B(name##_beside)(const B(rows_of_tile) *w, const B(span) *s, const stored *x,                 \
                                          const stored *dy, stored *out) {                                             \
        (light ? B(values_beside_by_light) : B(values_beside_by))(w, s, x, dy, out, B(name##_value));                  \
    }                                                                                                                  \
    static const B(value) B(name##_stored) = {B(name##_of_row), B(name##_beside)};

#define CACT_CONSTANT(name)                                                                                            \
    static NOINLINE void B(name##_of_row)(const B(rows_of_tile) *w, real *to, size_t rows) {                           \
        (void)rows;                                                                                                    \
        B(find_all)(w, to, 1, 1, A(name));                                                                             \
    }                                                                                                                  \
    static NOINLINE void B(name##_beside)(const B(rows_of_tile) *w, real *to, size_t rows) {                           \
        B(find_all)(w, to, rows, COLS, A(name));                                                                       \
    }                                                                                                                  \
    static const B(constant) B(name##_found) = {B(name##_of_row), B(name##_beside)};
#include "rows.def"
#undef PLAIN
#undef SETTLED

static const B(summed) B(none_summed) = {0, 0};
static const B(value) B(none_stored) = {0, 0};
static const B(constant) B(none_found) = {0, 0};

/* ---- The operations ---------------------------------------------------------------------------------------------- */

typedef struct B(operation) {
    cact_rows_kind kind;
    int entry;
    const B(summed) *s, *d;
    const B(constant) *a;
    const B(summed) *products;
    const B(constant) *b;
    const B(value) *value, *of_term;
} B(operation);

#define ENTRY_X 0
#define ENTRY_Y 1
#define CACT_ROWS(name, kind, column, entry, s, d, a, products, b, value, of_term)                                     \
    {CACT_ROWS_##kind,      ENTRY_##entry, &B(s##_summed),     &B(d##_summed),      &B(a##_found),                     \
     &B(products##_summed), &B(b##_found), &B(value##_stored), &B(of_term##_stored)},
static const B(operation) B(operations)[] = {
#include "rows.def"
};

/* What adds nothing to a sum. */
static INLINE stored B(beyond)(const B(operation) *op) { return op->entry == ENTRY_Y ? 0 : -STORED(infinity)(); }

/* ---- A tile: one row, or rows beside each other; which of them, compilers know ---------------------------------------- */

typedef struct B(tile) {
    B(rows_of_tile) w;
    stored max[STRIP];
    const B(operation) *op;
    const stored *x, *dy;
    stored *out;
    size_t n, rows; /* with those that fill up to whole vectors */
    const B(place) *p;
    const STORED(halves) *h; /* x, dy and out where they are one row of halves, else NULL */
} B(tile);

static INLINE int B(is_of_halves)(const B(tile) *t) { return HAS_HALVES && t->h; }

/* Is the row's largest entry? */
static INLINE int B(is_finite)(const B(tile) *t, size_t c) { return t->max[c] - t->max[c] == 0; }

static INLINE void B(sum)(B(tile) *t, const B(summed) *f, int with_dy, int stores, int one_row, real *result) {
    const stored *dy = with_dy ? t->dy : 0;
    real *store = stores ? (real *)(void *)t->out : 0;
    if (one_row && B(is_of_halves)(t))
        result[0] = B(sum_of_halves)(&t->w, t->h, with_dy, t->n, f->of_row, B(beyond)(t->op));
    else if (one_row)
        result[0] = B(row_sum)(&t->w, t->x, dy, store, t->n, f->of_row, B(beyond)(t->op));
    else
        B(beside_sum)(&t->w, t->x, dy ? dy : t->x, store, t->n, t->p, f->beside, B(beyond)(t->op), result);
}

static INLINE void B(map)(const B(tile) *t, const B(value) *f, const stored *x, int mend, int one_row) {
    const int with_dy = t->op->kind == CACT_ROWS_BACKWARD;
    const stored *dy = with_dy ? t->dy : 0;
    if (one_row && B(is_of_halves)(t))
        B(map_of_halves)(&t->w, t->h, with_dy, t->n, f->of_row, mend, B(beyond)(t->op));
    else if (one_row)
        B(row_map)(&t->w, x, dy, t->out, t->n, f->of_row, mend, B(beyond)(t->op));
    else
        B(beside_map)(&t->w, x, dy ? dy : x, t->out, t->n, t->p, f->beside, mend, B(beyond)(t->op));
}

static INLINE void B(find)(B(tile) *t, const B(constant) *f, real *to, int one_row) {
    (one_row ? f->of_row : f->beside)(&t->w, to, t->rows);
}

/* What is known of the rows from their largest entries. Returns whether all of those are finite. */
static INLINE int B(begin)(B(tile) *t, int one_row) {
    const size_t at_once = one_row ? 1 : COLS, rows = one_row ? 1 : t->rows;
    B(rows_of_tile) *w = &t->w;
    int all_finite = 1;
    if (t->op->entry == ENTRY_Y)
        memset(t->max, 0, rows * sizeof *t->max);
    else if (one_row)
        t->max[0] = B(is_of_halves)(t) ? STORED(max_of_halves)(t->h, t->n) : STORED(row_max)(t->x, t->n);
    else {
        STORED(beside_max)(t->x, t->n, t->p->step, t->p->width, t->max);
        if (rows > t->p->width) memset(t->max + t->p->width, 0, (rows - t->p->width) * sizeof *t->max);
    }
    FOR_ROWS {
        const size_t c = q + l;
        const real max = t->max[c];
        const A(row) row = A(row_of_max)(max - max == R(0.0) ? max : R(0.0));
        w->max[c] = row.max, w->shift[c] = row.shift, w->low[c] = row.low, w->magic[c] = row.magic;
        w->gain[c] = row.gain, w->up[c] = row.up, w->a[c] = row.a, w->b[c] = row.b;
    }
    FOR_ROWS all_finite &= B(is_finite)(t, q + l);
    if (!one_row) B(repeat)(w, t->p->width);
    return all_finite;
}

/* a of each row: NaN where the row isn't finite. */
static INLINE void B(find_a)(B(tile) *t, int one_row) {
    const size_t at_once = one_row ? 1 : COLS, rows = one_row ? 1 : t->rows;
    B(rows_of_tile) *w = &t->w;
    B(find)(t, t->op->a, w->a, one_row);
    FOR_ROWS w->a[q + l] = B(is_finite)(t, q + l) ? w->a[q + l] : A(from_bits)(QUIET_NAN);
}

static NOINLINE void B(fill)(B(rows_of_tile) *w, size_t from, size_t rows) {
    ONE_BY_ONE
    for (size_t c = from; c < rows; c++) w->s[c] = A(pow2)(SCALE_EXP + 1), w->d[c] = R(1.0);
}

/* The sums s and d, and a. Rows that fill up, or aren't finite, get sums that raise no floating-point exception. */
static INLINE void B(sum_entries)(B(tile) *t, int stores, int one_row) {
    const size_t at_once = one_row ? 1 : COLS, rows = one_row ? 1 : t->rows;
    const real harmless = A(pow2)(SCALE_EXP + 1);
    B(rows_of_tile) *w = &t->w;
    if (!t->op->s->of_row) return;
    B(sum)(t, t->op->s, 0, stores, one_row, w->s);
    if (t->op->d->of_row)
        B(sum)(t, t->op->d, 0, 0, one_row, w->d);
    else
        FOR_ROWS w->d[q + l] = R(1.0);
    if (!one_row && rows > t->p->width) B(fill)(w, t->p->width, rows);
    FOR_ROWS w->s[q + l] = B(is_finite)(t, q + l) ? w->s[q + l] : harmless;
    B(find_a)(t, one_row);
}

/* Gives the rows a gain whose sums b of gradients are too large or no number. */
static NOINLINE void B(set_gains)(B(rows_of_tile) *w, size_t rows) {
    for (size_t c = 0; c < rows; c++) {
        const int large = !(A(abs)(w->b[c]) < LARGE_SUM);
        w->gain[c] = large ? A(pow2)(SMALL_GAIN_EXP) : R(1.0);
        w->up[c] = large ? A(pow2)(-SMALL_GAIN_EXP) : R(1.0);
    }
}

/* The sum of products with the gradients, and b; with a gain where they are large. */
static INLINE void B(sum_products)(B(tile) *t, int one_row) {
    const size_t at_once = one_row ? 1 : COLS, rows = one_row ? 1 : t->rows;
    B(rows_of_tile) *w = &t->w;
    for (int again = 0;; again = 1) {
        int large = 0;
        B(sum)(t, t->op->products, 1, 0, one_row, w->d);
        if (!one_row && rows > t->p->width) memset(w->d + t->p->width, 0, (rows - t->p->width) * sizeof *w->d);
        B(find)(t, t->op->b, w->b, one_row);
        FOR_ROWS large |= !(A(abs)(w->b[q + l]) < LARGE_SUM);
        if (again || !large) return;
        B(set_gains)(w, rows);
        if (t->op->a->of_row) B(find_a)(t, one_row);
        if (!one_row) B(repeat)(w, t->p->width);
    }
}

/* Of sums that are kept in the output, are there some of one entry beside which all others vanish? */
static INLINE int B(find_lone)(B(tile) *t, int one_row) {
    const size_t at_once = one_row ? 1 : COLS, rows = one_row ? 1 : t->rows;
    int some = 0;
    FOR_ROWS some |= t->w.s[q + l] < R(1.4143) * A(pow2)(SCALE_EXP); /* e^(ln2 / 2): one term alone is at most that */
    if (!some) return 0;
    B(find)(t, &B(half_if_lone_found), t->w.b, one_row);
    some = 0;
    FOR_ROWS some |= t->w.b[q + l] < R(1.0);
    return some;
}

/* logsumexp: one y per row. Of a row that isn't finite its largest entry, if that is a number. */
static NOINLINE void B(store_sums)(const B(tile) *t, size_t rows) {
    for (size_t c = 0; c < rows; c++) {
        const real max = t->max[c], a = t->w.a[c];
        t->out[c] = (stored)(B(is_finite)(t, c) ? max + a : max == max ? max : a);
    }
}

static INLINE void B(jacobian_row)(real factor, const real *y, size_t n, stored *to) {
    INDEPENDENT
    for (size_t c = 0; c < n; c++) to[c] = STORED(one_nan)((stored)(factor * (R(0.0) - y[c])));
}

static INLINE void B(copy_row)(const stored *from, size_t n, stored *to) {
    INDEPENDENT
    for (size_t c = 0; c < n; c++) to[c] = from[c];
}

/* The terms of the entries from j on, a block or as many as there are; returns how many. */
static INLINE size_t B(tile_block)(const B(tile) *t, size_t j, real *to) {
    const size_t left = t->n - j;
    VECTOR_ALIGNED stored x[SUM_BLOCK];
    if (!B(is_of_halves)(t)) return B(row_block)(&t->w, t->x + j, left, t->op->s->of_row, to);
    t->h->as->load(t->h->x + j, 1, x, left < SUM_BLOCK ? left : SUM_BLOCK);
    return B(row_block)(&t->w, x, left, t->op->s->of_row, to);
}

/* J[i, j] = y_i ((i == j) - y_j), of log_softmax, which has no value in rows.def, (i == j) - y_j, for one row. On the
 * diagonal, 1 - y_i of a winner is the sum of the others, which b holds: a difference would have lost its digits. There is
 * no winner among equal entries. */
static NOINLINE void B(jacobian)(const B(tile) *t) {
    const real a = t->w.a[0], b = t->w.b[0];
    const size_t n = t->n;
    const int log = !t->op->value->of_row;
    real y[SUM_BLOCK] = {0}, factors[SUM_BLOCK] = {0}; /* compilers compute with the rest of a block, too */
    stored less[SUM_BLOCK] = {0}, floats[SUM_BLOCK];
    for (size_t j = 0, columns; j < n; j += columns) {
        columns = B(tile_block)(t, j, y);
        for (size_t c = 0; c < columns; c++) y[c] *= a, less[c] = STORED(one_nan)((stored)(R(0.0) - y[c]));
        for (size_t i = 0; i < n; i++) {
            if (i % SUM_BLOCK == 0 && !log) B(tile_block)(t, i, factors);
            const real factor = log ? R(1.0) : factors[i % SUM_BLOCK] * a;
            stored *to = B(is_of_halves)(t) ? floats : t->out + i * n + j;
            if (log)
                B(copy_row)(less, columns, to);
            else
                B(jacobian_row)(factor, y, columns, to);
            if (i >= j && i - j < columns) {
                const real own = y[i - j], others = own > R(0.51) ? b : R(1.0) - own;
                to[i - j] = STORED(one_nan)((stored)(factor * others));
            }
            if (B(is_of_halves)(t)) t->h->as->store(to, t->h->out + i * n + j, 1, columns);
        }
    }
}

/* The gradient of logsumexp: one dy per row. */
static NOINLINE void B(spread)(B(tile) *t, size_t rows) {
    ONE_BY_ONE
    for (size_t c = 0; c < rows; c++) t->w.b[c] = t->dy[c];
}

static INLINE void B(compute)(B(tile) *t, int one_row) {
    const B(operation) *op = t->op;
    const size_t written = one_row ? 1 : t->p->rows;
    t->rows = one_row ? 1 : (t->p->width + COLS - 1) / COLS * COLS;
    const int all_finite = B(begin)(t, one_row);
    const int keeps = op->of_term->of_row && sizeof(stored) == sizeof(real) && !B(is_of_halves)(t); /* unrounded */
    B(sum_entries)(t, keeps && all_finite, one_row);
    if (op->products->of_row)
        B(sum_products)(t, one_row);
    else if (op->b->of_row)
        B(find)(t, op->b, t->w.b, one_row);
    if (op->kind == CACT_ROWS_SPREAD) B(spread)(t, written);
    const int lone = keeps && B(find_lone)(t, one_row);
    if (!one_row) B(repeat)(&t->w, t->p->width);
    if (op->kind == CACT_ROWS_REDUCE)
        B(store_sums)(t, written);
    else if (op->kind == CACT_ROWS_JACOBIAN)
        B(jacobian)(t);
    else if (keeps && all_finite)
        B(map)(t, op->of_term, t->out, 0, one_row);
    else
        B(map)(t, op->value, t->x, op->kind == CACT_ROWS_MAP && !all_finite, one_row);
    if (lone) B(map)(t, &B(softmax_lone_stored), t->out, 0, one_row);
}

/* One row, n entries one behind the other; or, where p says how they lie, several. logsumexp has one y and one dy per row. */
static NOINLINE void B(tile_of_row)(const B(operation) *op, const stored *x, const stored *dy, stored *out, size_t n) {
    VECTOR_ALIGNED B(tile) t;
    t.op = op, t.x = x, t.dy = dy, t.out = out, t.n = n, t.p = 0, t.h = 0;
    B(compute)(&t, 1);
}

#if HAS_HALVES
/* The same of halves; dy and out are floats where they have one value per row. */
static NOINLINE void B(tile_of_halves)(const B(operation) *op, const STORED(halves) *h, const stored *dy, stored *out,
                                       size_t n) {
    VECTOR_ALIGNED B(tile) t;
    t.op = op, t.x = 0, t.dy = dy, t.out = out, t.n = n, t.p = 0, t.h = h;
    B(compute)(&t, 1);
}
#endif

static NOINLINE void B(tile_beside)(const B(operation) *op, const stored *x, const stored *dy, stored *out, size_t n,
                                    const B(place) *p) {
    VECTOR_ALIGNED B(tile) t;
    t.op = op, t.x = x, t.dy = dy, t.out = out, t.n = n, t.p = p, t.h = 0;
    B(compute)(&t, 0);
}
