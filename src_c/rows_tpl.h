/* Operations on the rows of (outer, n, inner): entry i of row r is x[r / inner * n * inner + r % inner + i * inner].
 *
 * A tile is one row (inner = 1) or up to COLS rows at once (inner > 1): in the first the vector lanes lie along the row, in
 * the second across the rows, so no axis is ever transposed.
 *
 * THE ORDER OF A SUM is the same for both, whatever the instruction set: element i belongs to lane i mod 16 of its block of
 * 64; within a block a lane adds (e0 + e1) + (e2 + e3); blocks are added to a lane with the rounding error kept beside
 * it; sixteen lanes fold 8, 4, 2, 1. Elements beyond the end are 0; leaving out their additions changes no bit. */

#define COLS 16
#define SUM_LANES 16
#define SUM_BLOCK 64

typedef real B(row_term)(const A(row) *w, real x, real dy);        /* what is summed */
typedef stored B(row_value)(const A(row) *w, stored x, stored dy); /* what is stored */

#define FOR_LANES(count)                                                                                               \
    INDEPENDENT                                                                                                        \
    for (int l = 0; l < (count); l++)

static INLINE void B(sum_add)(real *hi, real *lo, real v) {
    real s = *hi + v, b = s - *hi;
    *lo += (*hi - (s - b)) + (v - b);
    *hi = s;
}

/* ---- One row -------------------------------------------------------------------------------------------------------- */

/* The first `count` <= SUM_LANES elements, `beyond` behind them. */
static INLINE void B(lanes_load)(stored *to, const stored *from, size_t count, stored beyond) {
    if (count >= SUM_LANES)
        memcpy(to, from, SUM_LANES * sizeof(stored));
    else {
#if CACT_VECTOR > 16 /* a masked load */
        const int end = (int)count;
        FOR_LANES(SUM_LANES) to[l] = l < end ? from[l] : beyond;
#else
        FOR_LANES(SUM_LANES) to[l] = beyond;
        for (size_t l = 0; l < count; l++) to[l] = from[l];
#endif
    }
}

static INLINE void B(lanes_store)(stored *to, const stored *from, size_t count) {
    if (count >= SUM_LANES)
        memcpy(to, from, SUM_LANES * sizeof(stored));
    else {
        const int end = (int)count;
#if CACT_VECTOR > 16
        FOR_LANES(SUM_LANES)
        if (l < end) to[l] = from[l];
#else
        for (int l = 0; l < end; l++) to[l] = from[l];
#endif
    }
}

/* Halves spelled out: the trip count of a vector loop must be a constant. */
static INLINE real B(sum_fold)(real *hi, real *lo) {
#define FOLD(half)                                                                                                     \
    FOR_LANES(half) {                                                                                                  \
        B(sum_add)(&hi[l], &lo[l], hi[l + (half)]);                                                                    \
        lo[l] += lo[l + (half)];                                                                                       \
    }
    FOLD(8)
    FOLD(4)
    FOLD(2)
    FOLD(1)
#undef FOLD
    return hi[0] + lo[0];
}

/* t[l] = f(x[l], dy[l]) for n elements, at most SUM_BLOCK, and up to the next SUM_LANES beyond them; dy may be NULL. Of
 * an x that is `beyond`, and no dy, f is 0. */
static INLINE void B(row_block)(const A(row) *w, const stored *x, const stored *dy, real *t, size_t n, B(row_term) *f,
                                stored beyond) {
    if (n >= SUM_BLOCK) {
        SIDE_BY_SIDE
        for (int i = 0; i < SUM_BLOCK; i++) t[i] = f(w, x[i], dy ? dy[i] : 0);
        return;
    }
    for (size_t i = 0; i < n; i += SUM_LANES) {
        stored bx[SUM_LANES], bdy[SUM_LANES];
        B(lanes_load)(bx, x + i, n - i, beyond);
        if (dy) B(lanes_load)(bdy, dy + i, n - i, 0);
        FOR_LANES(SUM_LANES) t[i + (size_t)l] = f(w, bx[l], dy ? bdy[l] : 0);
    }
}

/* Sum of f over one row; its values go to `store` as well if that isn't NULL. */
static INLINE real B(row_sum)(const A(row) *w, const stored *x, const stored *dy, stored *store, size_t n,
                              B(row_term) *f, stored beyond) {
    real hi[SUM_LANES] = {0}, lo[SUM_LANES] = {0}, t[SUM_BLOCK];
    size_t i = 0;
    for (; n - i >= SUM_BLOCK; i += SUM_BLOCK) {
        B(row_block)(w, x + i, dy ? dy + i : 0, t, SUM_BLOCK, f, beyond);
        FOR_LANES(SUM_LANES)
        B(sum_add)(&hi[l], &lo[l], (t[l] + t[SUM_LANES + l]) + (t[2 * SUM_LANES + l] + t[3 * SUM_LANES + l]));
        for (int l = 0; store && l < SUM_BLOCK; l++) store[i + (size_t)l] = (stored)t[l];
    }
    const size_t rest = n - i;
    if (!rest) return B(sum_fold)(hi, lo);
    B(row_block)(w, x + i, dy ? dy + i : 0, t, rest, f, beyond);
    for (size_t at = 0; store && at < rest; at += SUM_LANES) {
        stored bt[SUM_LANES];
        FOR_LANES(SUM_LANES) bt[l] = (stored)t[at + (size_t)l];
        B(lanes_store)(store + i + at, bt, rest - at);
    }
    if (rest > SUM_LANES) {
        FOR_LANES(SUM_LANES) t[l] += t[SUM_LANES + l];
        if (rest > 2 * SUM_LANES) {
            if (rest > 3 * SUM_LANES) FOR_LANES(SUM_LANES) t[2 * SUM_LANES + l] += t[3 * SUM_LANES + l];
            FOR_LANES(SUM_LANES) t[l] += t[2 * SUM_LANES + l];
        }
    }
    FOR_LANES(SUM_LANES) B(sum_add)(&hi[l], &lo[l], t[l]);
    return B(sum_fold)(hi, lo);
}

static INLINE void B(row_map)(const A(row) *w, const stored *x, const stored *dy, stored *out, size_t n,
                              B(row_value) *f) {
    size_t i = 0;
    for (; n - i >= SUM_BLOCK; i += SUM_BLOCK) {
        SIDE_BY_SIDE
        for (int l = 0; l < SUM_BLOCK; l++) out[i + (size_t)l] = f(w, x[i + (size_t)l], dy ? dy[i + (size_t)l] : 0);
    }
    for (; i < n; i += SUM_LANES) {
        stored bx[SUM_LANES], bdy[SUM_LANES];
        B(lanes_load)(bx, x + i, n - i, 0);
        if (dy) B(lanes_load)(bdy, dy + i, n - i, 0);
        FOR_LANES(SUM_LANES) bx[l] = f(w, bx[l], dy ? bdy[l] : 0);
        B(lanes_store)(out + i, bx, n - i);
    }
}

/* The largest entry (-inf for an empty row); *bad is set where there is a NaN. */
static INLINE real B(row_max)(const stored *x, size_t n, real *bad) {
    stored m[SUM_LANES], nan[SUM_LANES], last[SUM_LANES];
    size_t i = 0;
    FOR_LANES(SUM_LANES) m[l] = -STORED(infinity)(), nan[l] = 0;
    for (; n - i >= SUM_LANES; i += SUM_LANES) {
        FOR_LANES(SUM_LANES) {
            stored v = x[i + (size_t)l];
            m[l] = v > m[l] ? v : m[l];
            nan[l] = v != v ? 1 : nan[l];
        }
    }
    if (i < n) {
        B(lanes_load)(last, x + i, n - i, -STORED(infinity)());
        FOR_LANES(SUM_LANES) {
            m[l] = last[l] > m[l] ? last[l] : m[l];
            nan[l] = last[l] != last[l] ? 1 : nan[l];
        }
    }
#define FOLD(half)                                                                                                     \
    FOR_LANES(half) {                                                                                                  \
        m[l] = m[l + (half)] > m[l] ? m[l + (half)] : m[l];                                                            \
        nan[l] += nan[l + (half)];                                                                                     \
    }
    FOLD(8)
    FOLD(4)
    FOLD(2)
    FOLD(1)
#undef FOLD
    *bad = nan[0];
    return m[0];
}

/* ---- Rows side by side ---------------------------------------------------------------------------------------------- */

#define FOR_COLS                                                                                                       \
    INDEPENDENT                                                                                                        \
    for (int c = 0; c < COLS; c++)

/* Where the rows of a tile lie: entry i of row c is x[at[c] + i * step]. The columns beyond `width` are zeros. */
typedef struct B(place) {
    size_t at[COLS], step, width;
    int beside, dense; /* one beside the other; and COLS of them */
} B(place);

/* What is known of them. Arrays, so that a vector of rows is a vector of each. */
typedef struct B(rows_of_tile) {
    real max[COLS], shift[COLS], low[COLS], magic[COLS], a[COLS], b[COLS];
} B(rows_of_tile);

static INLINE A(row) B(row_at)(const B(rows_of_tile) *w, int c) {
    A(row) row = {w->max[c], w->shift[c], w->low[c], w->magic[c], w->a[c], w->b[c]};
    return row;
}

/* The i-th entries of all rows: in place, or in the buffer, whose last columns stay 0. */
static INLINE const stored *B(cols_load)(const B(place) *p, const stored *x, size_t i, stored *buffer) {
    if (p->dense) return x + p->at[0] + i * p->step;
    if (p->beside)
        B(lanes_load)(buffer, x + p->at[0] + i * p->step, p->width, 0);
    else
        for (size_t c = 0; c < p->width; c++) buffer[c] = x[p->at[c] + i * p->step];
    return buffer;
}

static INLINE void B(cols_store)(const B(place) *p, stored *out, size_t i, const stored *from) {
    if (p->beside)
        B(lanes_store)(out + p->at[0] + i * p->step, from, p->width);
    else
        for (size_t c = 0; c < p->width; c++) out[p->at[c] + i * p->step] = from[c];
}

static INLINE void B(cols_sum)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *store, size_t n,
                               const B(place) *p, B(row_term) *f, real *result) {
    real hi[SUM_LANES][COLS] = {{0}}, lo[SUM_LANES][COLS] = {{0}}, t[SUM_BLOCK][COLS];
    stored bx[COLS] = {0}, bdy[COLS] = {0}, bt[COLS];
    for (size_t i = 0; i < n; i += SUM_BLOCK) {
        const size_t left = n - i < SUM_BLOCK ? n - i : SUM_BLOCK;
        for (size_t j = 0; j < left; j++) {
            const stored *xs = B(cols_load)(p, x, i + j, bx), *dys = dy ? B(cols_load)(p, dy, i + j, bdy) : 0;
            FOR_COLS {
                const A(row) row = B(row_at)(w, c);
                t[j][c] = f(&row, xs[c], dy ? dys[c] : 0);
            }
            if (store) {
                FOR_COLS bt[c] = (stored)t[j][c];
                B(cols_store)(p, store, i + j, bt);
            }
        }
        for (size_t l = 0; l < SUM_LANES && l < left; l++) {
            if (l + SUM_LANES < left) FOR_COLS t[l][c] += t[SUM_LANES + l][c];
            if (l + 3 * SUM_LANES < left) FOR_COLS t[2 * SUM_LANES + l][c] += t[3 * SUM_LANES + l][c];
            if (l + 2 * SUM_LANES < left) FOR_COLS t[l][c] += t[2 * SUM_LANES + l][c];
            FOR_COLS B(sum_add)(&hi[l][c], &lo[l][c], t[l][c]);
        }
    }
    for (size_t half = SUM_LANES / 2; half; half /= 2)
        for (size_t l = 0; l < half && l + half < n; l++) {
            FOR_COLS {
                B(sum_add)(&hi[l][c], &lo[l][c], hi[l + half][c]);
                lo[l][c] += lo[l + half][c];
            }
        }
    FOR_COLS result[c] = hi[0][c] + lo[0][c];
}

static INLINE void B(cols_map)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out, size_t n,
                               const B(place) *p, B(row_value) *f) {
    stored bx[COLS] = {0}, bdy[COLS] = {0}, by[COLS];
    for (size_t i = 0; i < n; i++) {
        const stored *xs = B(cols_load)(p, x, i, bx), *dys = dy ? B(cols_load)(p, dy, i, bdy) : 0;
        FOR_COLS {
            const A(row) row = B(row_at)(w, c);
            by[c] = f(&row, xs[c], dy ? dys[c] : 0);
        }
        B(cols_store)(p, out, i, by);
    }
}

static INLINE void B(cols_max)(const stored *x, size_t n, const B(place) *p, real *max, real *bad) {
    stored bx[COLS] = {0};
    FOR_COLS max[c] = -A(infinity)(), bad[c] = R(0.0);
    for (size_t i = 0; i < n; i++) {
        const stored *xs = B(cols_load)(p, x, i, bx);
        FOR_COLS {
            max[c] = xs[c] > max[c] ? xs[c] : max[c];
            bad[c] = xs[c] != xs[c] ? R(1.0) : bad[c];
        }
    }
}

/* ---- One walk for a tile of either kind -------------------------------------------------------------------------------- */

static INLINE void B(sum)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *store, size_t n,
                          const B(place) *p, int single, B(row_term) *f, stored beyond, real *result) {
    const A(row) row = B(row_at)(w, 0);
    const size_t at = p->at[0];
    if (single)
        result[0] = B(row_sum)(&row, x + at, dy ? dy + at : 0, store ? store + at : 0, n, f, beyond);
    else
        B(cols_sum)(w, x, dy, store, n, p, f, result);
}

static INLINE void B(map)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out, size_t n,
                          const B(place) *p, int single, B(row_value) *f) {
    const A(row) row = B(row_at)(w, 0);
    const size_t at = p->at[0];
    if (single)
        B(row_map)(&row, x + at, dy ? dy + at : 0, out + at, n, f);
    else
        B(cols_map)(w, x, dy, out, n, p, f);
}

/* What is stored; where NaNs can occur, an element's own, else the gradient's, else the one quiet NaN. */
#define AS_IS(name)                                                                                                    \
    static INLINE stored B(name##_plain)(const A(row) *w, stored x, stored dy) { return (stored)A(name)(w, x, dy); }
#define SETTLED(name)                                                                                                  \
    static INLINE stored B(name##_settled)(const A(row) *w, stored x, stored dy) {                                    \
        return STORED(keep_nan)(x, STORED(keep_nan)(dy, STORED(one_nan)((stored)A(name)(w, x, dy))));                  \
    }
AS_IS(softmax_of_x)
AS_IS(softmax_of_term)
AS_IS(log_softmax_of_x)
SETTLED(softmax_of_x)
SETTLED(log_softmax_of_x)
SETTLED(softmax_dx)
SETTLED(log_softmax_dx)
SETTLED(logsumexp_dx)
SETTLED(softmax_dx_of_y)
SETTLED(log_softmax_dx_of_y)
#undef AS_IS
#undef SETTLED

/* J[i, j] = y_i ((i == j) - y_j), of log_softmax (i == j) - y_j, for one row. On the diagonal, 1 - y_i of a winner is the
 * sum of the others, which b holds: a difference would have lost its digits. There is no winner among equal entries. */
static INLINE void B(jacobian)(const A(row) *w, const stored *x, stored *J, size_t n, int log) {
    const stored beyond = -STORED(infinity)();
    real y[SUM_BLOCK], factors[SUM_BLOCK];
    for (size_t j = 0; j < n; j += SUM_BLOCK) {
        const size_t columns = n - j < SUM_BLOCK ? n - j : SUM_BLOCK;
        B(row_block)(w, x + j, 0, y, columns, A(softmax_of_x), beyond);
        for (size_t i = 0; i < n; i++) {
            if (i % SUM_BLOCK == 0 && !log) 
                B(row_block)(w, x + i, 0, factors, n - i < SUM_BLOCK ? n - i : SUM_BLOCK, A(softmax_of_x), beyond);
            const real factor = log ? R(1.0) : factors[i % SUM_BLOCK];
            stored *to = J + i * n + j;
            for (size_t c = 0; c < columns; c++) to[c] = STORED(one_nan)((stored)(factor * (R(0.0) - y[c])));
            if (i >= j && i - j < columns) {
                const real own = y[i - j], others = own > R(0.51) ? w->b : R(1.0) - own;
                to[i - j] = STORED(one_nan)((stored)(factor * others));
            }
        }
    }
}

/* One operation on the rows from `first` on that p places. logsumexp has one y and one dy per row. */
static INLINE void B(tile)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t n, size_t first,
                           const B(place) *p, int single) {
    B(rows_of_tile) w = {{0}, {0}, {0}, {0}, {0}, {0}};
    real max[COLS], nan[COLS], s[COLS], d[COLS] = {0};
    const int rows = single ? 1 : COLS;
    const stored beyond = -STORED(infinity)(); /* what adds nothing to a sum of exponentials */

    if (op == CACT_SOFTMAX_BACKWARD_FROM_Y || op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y) {
        const int log = op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y;
        B(sum)(&w, x, dy, 0, n, p, single, log ? A(sum_dy) : A(sum_y_dy), 0, w.b);
        B(map)(&w, x, dy, out, n, p, single, log ? B(log_softmax_dx_of_y_settled) : B(softmax_dx_of_y_settled));
        return;
    }

    if (single)
        max[0] = B(row_max)(x + p->at[0], n, nan);
    else
        B(cols_max)(x, n, p, max, nan);
    int all_finite = 1, finite[COLS];
    for (int c = 0; c < rows; c++) {
        finite[c] = nan[c] == R(0.0) && max[c] - max[c] == R(0.0);
        all_finite &= finite[c];
        const A(row) row = A(row_of_max)(finite[c] ? max[c] : R(0.0));
        w.max[c] = row.max, w.shift[c] = row.shift, w.low[c] = row.low, w.magic[c] = row.magic;
    }

    const int terms_stored = op == CACT_SOFTMAX && all_finite && sizeof(stored) == sizeof(real); /* unrounded */
    if (op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP) {
        B(sum)(&w, x, 0, 0, n, p, single, A(sum_rest), beyond, s);
        B(sum)(&w, x, 0, 0, n, p, single, A(sum_top), beyond, d);
    } else
        B(sum)(&w, x, 0, terms_stored ? out : 0, n, p, single, A(sum_term), beyond, s);
    const int jacobian = op == CACT_SOFTMAX_PRIME || op == CACT_LOG_SOFTMAX_PRIME;
    if (jacobian) B(sum)(&w, x, 0, 0, n, p, single, A(sum_rest), beyond, d);
    if (op == CACT_SOFTMAX_BACKWARD) B(sum)(&w, x, dy, 0, n, p, single, A(sum_term_dy), beyond, d);
    if (op == CACT_LOG_SOFTMAX_BACKWARD) B(sum)(&w, x, dy, 0, n, p, single, A(sum_dy), beyond, d);

    for (int c = 0; c < rows; c++) {
        const real no_sum = A(from_bits)(QUIET_NAN);
        const A(row) row = B(row_at)(&w, c);
        const real a = op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP ? A(log_of_sum)(&row, s[c], d[c]) : R(1.0) / s[c];
        w.b[c] = op == CACT_SOFTMAX_BACKWARD     ? d[c] / (s[c] * A(pow2)(-SCALE_EXP))
                 : op == CACT_LOGSUMEXP_BACKWARD ? ((size_t)c < p->width ? dy[first + (size_t)c] : R(0.0))
                 : jacobian                      ? d[c] / s[c]
                                                 : d[c];
        if (op == CACT_LOGSUMEXP && (size_t)c < p->width)
            out[first + (size_t)c] = (stored)(nan[c] != R(0.0) ? no_sum : finite[c] ? max[c] + a : max[c]);
        w.a[c] = finite[c] ? a : no_sum;
    }

    switch (op) {
    case CACT_SOFTMAX:
        if (terms_stored)
            B(map)(&w, out, 0, out, n, p, single, B(softmax_of_term_plain));
        else if (all_finite)
            B(map)(&w, x, 0, out, n, p, single, B(softmax_of_x_plain));
        else
            B(map)(&w, x, 0, out, n, p, single, B(softmax_of_x_settled));
        break;
    case CACT_LOG_SOFTMAX:
        if (all_finite)
            B(map)(&w, x, 0, out, n, p, single, B(log_softmax_of_x_plain));
        else
            B(map)(&w, x, 0, out, n, p, single, B(log_softmax_of_x_settled));
        break;
    case CACT_SOFTMAX_BACKWARD: B(map)(&w, x, dy, out, n, p, single, B(softmax_dx_settled)); break;
    case CACT_LOG_SOFTMAX_BACKWARD: B(map)(&w, x, dy, out, n, p, single, B(log_softmax_dx_settled)); break;
    case CACT_LOGSUMEXP_BACKWARD: B(map)(&w, x, 0, out, n, p, single, B(logsumexp_dx_settled)); break;
    case CACT_SOFTMAX_PRIME:
    case CACT_LOG_SOFTMAX_PRIME: {
        const A(row) row = B(row_at)(&w, 0);
        B(jacobian)(&row, x + p->at[0], out + p->at[0] * n, n, op == CACT_LOG_SOFTMAX_PRIME);
        break;
    }
    default: break;
    }
}

/* The rows [first, end) along the last axis: a copy of the code of their own, which knows that inner is 1. */
static INLINE void B(last_axis)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t n,
                                size_t first, size_t end) {
    B(place) p = {{0}, 1, 1, 0, 0};
    for (size_t r = first; r < end; r++) {
        p.at[0] = r * n;
        B(tile)(op, x, dy, out, n, r, &p, 1);
    }
}

static INLINE void B(middle_axis)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t n,
                                  size_t inner, size_t first, size_t end) {
    B(place) p;
    for (size_t r = first; r < end; r += p.width) {
        const size_t beside = inner < COLS ? COLS : inner - r % inner, left = end - r < beside ? end - r : beside;
        p.step = inner, p.width = left < COLS ? left : COLS;
        p.beside = inner >= COLS, p.dense = p.beside && p.width == COLS;
        for (size_t c = 0; c < p.width; c++) p.at[c] = (r + c) / inner * n * inner + (r + c) % inner;
        B(tile)(op, x, dy, out, n, r, &p, 0);
    }
}

/* Short rows with few beside them pass through dense buffers, several at a time. */
enum { B(NARROW) = 512 };

static void B(narrow_rows)(STORED(cact_rows) *f, enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t n,
                      size_t inner, size_t first, size_t end) {
    stored bx[B(NARROW)], bdy[B(NARROW)], bout[B(NARROW)];
    const int reduced_in = op == CACT_LOGSUMEXP_BACKWARD, reduced_out = op == CACT_LOGSUMEXP;
    for (size_t r = first, rows; r < end; r += rows) {
        rows = end - r < B(NARROW) / n ? end - r : B(NARROW) / n;
        for (size_t k = 0; k < rows; k++) {
            const size_t at = (r + k) / inner * n * inner + (r + k) % inner;
            for (size_t i = 0; i < n; i++) bx[k * n + i] = x[at + i * inner];
            for (size_t i = 0; dy && !reduced_in && i < n; i++) bdy[k * n + i] = dy[at + i * inner];
        }
        f(bx, reduced_in ? dy + r : bdy, reduced_out ? out + r : bout, n, 1, 0, rows);
        for (size_t k = 0; k < rows && !reduced_out; k++) {
            const size_t at = (r + k) / inner * n * inner + (r + k) % inner;
            for (size_t i = 0; i < n; i++) out[at + i * inner] = bout[k * n + i];
        }
    }
}

#define ROWS(name, OP)                                                                                                 \
    static void B(name##_rows)(const stored *x, const stored *dy, stored *out, size_t n, size_t inner, size_t first,   \
                               size_t end) {                                                                           \
        if (inner == 1 || OP == CACT_SOFTMAX_PRIME || OP == CACT_LOG_SOFTMAX_PRIME)                                    \
            B(last_axis)(OP, x, dy, out, n, first, end);                                                               \
        else if (inner < COLS && n - 1 < B(NARROW))                                                                    \
            B(narrow_rows)(B(name##_rows), OP, x, dy, out, n, inner, first, end);                                           \
        else                                                                                                           \
            B(middle_axis)(OP, x, dy, out, n, inner, first, end);                                                      \
    }
#define CACT_ROWS(name, kind, OP) ROWS(name, OP)
#include "rows.def"
#undef CACT_ROWS
#undef ROWS
