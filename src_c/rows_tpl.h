/* Operations along the middle axis of (outer, n, inner).
 *
 * A tile is one row (inner = 1) or up to COLS neighbouring rows that run in parallel through memory (inner > 1); in the
 * first the vector lanes lie along the row, in the second across the rows, so no axis is ever transposed.
 *
 * THE ORDER OF A SUM is the same for both, whatever the instruction set: element i belongs to lane i mod 16 of its block of
 * 64; within a block a lane adds (e0 + e1) + (e2 + e3); blocks are added to a lane with the rounding error kept beside
 * it; sixteen lanes fold 8, 4, 2, 1. */

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

/* The first `count` <= SUM_LANES elements; the rest of `to` is 0. */
static INLINE void B(lanes_load)(stored *to, const stored *from, size_t count) {
    if (count >= SUM_LANES)
        memcpy(to, from, SUM_LANES * sizeof(stored));
    else {
        memset(to, 0, SUM_LANES * sizeof(stored));
        memcpy(to, from, count * sizeof(stored));
    }
}

static INLINE void B(lanes_store)(stored *to, const stored *from, size_t count) {
    if (count >= SUM_LANES)
        memcpy(to, from, SUM_LANES * sizeof(stored));
    else
        memcpy(to, from, count * sizeof(stored));
}

/* t[i] = f(x[i], dy[i]) for one block of a row, 0 beyond its end; dy may be NULL. */
static INLINE void B(row_block)(const A(row) *w, const stored *x, const stored *dy, real *t, size_t n,
                                B(row_term) *f) {
    if (n >= SUM_BLOCK) {
        INDEPENDENT
        for (int i = 0; i < SUM_BLOCK; i++) t[i] = f(w, x[i], dy ? dy[i] : 0);
        return;
    }
    for (size_t i = 0; i < SUM_BLOCK; i += SUM_LANES) {
        stored bx[SUM_LANES], bdy[SUM_LANES];
        if (i >= n) {
            FOR_LANES(SUM_LANES) t[i + (size_t)l] = R(0.0);
            continue;
        }
        B(lanes_load)(bx, x + i, n - i);
        if (dy) B(lanes_load)(bdy, dy + i, n - i);
        FOR_LANES(SUM_LANES) t[i + (size_t)l] = f(w, bx[l], dy ? bdy[l] : 0);
        for (size_t l = n - i; l < SUM_LANES; l++) t[i + l] = R(0.0);
    }
}

/* Sum of f over one row; its values go to `store` as well if that isn't NULL. */
static INLINE real B(row_sum)(const A(row) *w, const stored *x, const stored *dy, stored *store, size_t n,
                              B(row_term) *f) {
    real hi[SUM_LANES] = {0}, lo[SUM_LANES] = {0}, t[SUM_BLOCK];
    for (size_t i = 0; i < n; i += SUM_BLOCK) {
        size_t left = n - i, count = left < SUM_BLOCK ? left : SUM_BLOCK;
        B(row_block)(w, x + i, dy ? dy + i : 0, t, left, f);
        FOR_LANES(SUM_LANES)
        B(sum_add)(&hi[l], &lo[l], (t[l] + t[SUM_LANES + l]) + (t[2 * SUM_LANES + l] + t[3 * SUM_LANES + l]));
        for (size_t j = 0; store && j < count; j++) store[i + j] = (stored)t[j];
    }
    return B(sum_fold)(hi, lo);
}

static INLINE void B(row_map)(const A(row) *w, const stored *x, const stored *dy, stored *out, size_t n,
                              B(row_value) *f) {
    size_t i = 0;
    for (; n - i >= SUM_BLOCK; i += SUM_BLOCK) {
        INDEPENDENT
        for (int l = 0; l < SUM_BLOCK; l++) out[i + (size_t)l] = f(w, x[i + (size_t)l], dy ? dy[i + (size_t)l] : 0);
    }
    for (; i < n; i += SUM_LANES) {
        stored bx[SUM_LANES], bdy[SUM_LANES];
        B(lanes_load)(bx, x + i, n - i);
        if (dy) B(lanes_load)(bdy, dy + i, n - i);
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
        memcpy(last, m, sizeof last);
        memcpy(last, x + i, (n - i) * sizeof *x);
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

/* The same three walks over `width` rows at once, `inner` elements from one entry of a row to the next. */
#define FOR_COLS                                                                                                       \
    INDEPENDENT                                                                                                        \
    for (int c = 0; c < COLS; c++)

static INLINE void B(cols_sum)(const A(row) *w, const stored *x, const stored *dy, stored *store, size_t n,
                               size_t inner, size_t width, B(row_term) *f, real *result) {
    real hi[SUM_LANES][COLS] = {{0}}, lo[SUM_LANES][COLS] = {{0}}, t[SUM_BLOCK][COLS];
    stored bx[COLS], bdy[COLS];
    for (size_t i = 0; i < n; i += SUM_BLOCK) {
        for (size_t j = 0; j < SUM_BLOCK; j++) {
            if (i + j >= n) {
                memset(t[j], 0, sizeof t[j]);
                continue;
            }
            B(lanes_load)(bx, x + (i + j) * inner, width);
            if (dy) B(lanes_load)(bdy, dy + (i + j) * inner, width);
            FOR_COLS t[j][c] = f(&w[c], bx[c], dy ? bdy[c] : 0);
            FOR_COLS bx[c] = (stored)t[j][c];
            if (store) B(lanes_store)(store + (i + j) * inner, bx, width);
        }
        for (int l = 0; l < SUM_LANES; l++) {
            FOR_COLS
            B(sum_add)(&hi[l][c], &lo[l][c],
                       (t[l][c] + t[SUM_LANES + l][c]) + (t[2 * SUM_LANES + l][c] + t[3 * SUM_LANES + l][c]));
        }
    }
    for (int half = SUM_LANES / 2; half; half /= 2)
        for (int l = 0; l < half; l++) {
            FOR_COLS {
                B(sum_add)(&hi[l][c], &lo[l][c], hi[l + half][c]);
                lo[l][c] += lo[l + half][c];
            }
        }
    FOR_COLS result[c] = hi[0][c] + lo[0][c];
}

static INLINE void B(cols_map)(const A(row) *w, const stored *x, const stored *dy, stored *out, size_t n, size_t inner,
                               size_t width, B(row_value) *f) {
    stored bx[COLS], bdy[COLS];
    for (size_t i = 0; i < n; i++) {
        B(lanes_load)(bx, x + i * inner, width);
        if (dy) B(lanes_load)(bdy, dy + i * inner, width);
        FOR_COLS bx[c] = f(&w[c], bx[c], dy ? bdy[c] : 0);
        B(lanes_store)(out + i * inner, bx, width);
    }
}

static INLINE void B(cols_max)(const stored *x, size_t n, size_t inner, size_t width, real *max, real *bad) {
    stored bx[COLS];
    FOR_COLS max[c] = -A(infinity)(), bad[c] = R(0.0);
    for (size_t i = 0; i < n; i++) {
        B(lanes_load)(bx, x + i * inner, width);
        FOR_COLS {
            max[c] = bx[c] > max[c] ? bx[c] : max[c];
            bad[c] = bx[c] != bx[c] ? R(1.0) : bad[c];
        }
    }
}

/* One walk for a tile of either kind. */
static INLINE void B(sum)(const A(row) *w, const stored *x, const stored *dy, stored *store, size_t n, size_t inner,
                          size_t width, B(row_term) *f, real *result) {
    if (inner == 1)
        result[0] = B(row_sum)(w, x, dy, store, n, f);
    else
        B(cols_sum)(w, x, dy, store, n, inner, width, f, result);
}

static INLINE void B(map)(const A(row) *w, const stored *x, const stored *dy, stored *out, size_t n, size_t inner,
                          size_t width, B(row_value) *f) {
    if (inner == 1)
        B(row_map)(w, x, dy, out, n, f);
    else
        B(cols_map)(w, x, dy, out, n, inner, width, f);
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

/* J[i, j] = y_i ((i == j) - y_j), of log_softmax (i == j) - y_j, for one row. */
static INLINE void B(jacobian)(const A(row) *w, const stored *x, stored *J, size_t n, int log) {
    real y[SUM_BLOCK], factors[SUM_BLOCK];
    for (size_t j = 0; j < n; j += SUM_BLOCK) {
        const size_t columns = n - j < SUM_BLOCK ? n - j : SUM_BLOCK;
        B(row_block)(w, x + j, 0, y, n - j, A(softmax_of_x));
        for (size_t i = 0; i < n; i++) {
            if (i % SUM_BLOCK == 0 && !log) B(row_block)(w, x + i, 0, factors, n - i, A(softmax_of_x));
            const real factor = log ? R(1.0) : factors[i % SUM_BLOCK];
            stored *to = J + i * n + j;
            for (size_t c = 0; c < columns; c++)
                to[c] = STORED(one_nan)((stored)(factor * ((j + c == i ? R(1.0) : R(0.0)) - y[c])));
        }
    }
}

/* One operation on one tile. logsumexp has one y and one dy per row. */
static INLINE void B(tile)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t n, size_t inner,
                           size_t width) {
    A(row) w[COLS];
    real max[COLS], nan[COLS], s[COLS], d[COLS] = {0};
    const size_t rows = inner == 1 ? 1 : COLS; /* the columns beyond `width` are zeros */

    if (op == CACT_SOFTMAX_BACKWARD_FROM_Y || op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y) {
        const int log = op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y;
        B(sum)(w, x, dy, 0, n, inner, width, log ? A(sum_dy) : A(sum_y_dy), s);
        for (size_t c = 0; c < rows; c++) w[c].b = s[c];
        B(map)(w, x, dy, out, n, inner, width, log ? B(log_softmax_dx_of_y_settled) : B(softmax_dx_of_y_settled));
        return;
    }

    if (inner == 1)
        max[0] = B(row_max)(x, n, nan);
    else
        B(cols_max)(x, n, inner, width, max, nan);
    int all_finite = 1, finite[COLS];
    for (size_t c = 0; c < rows; c++) {
        finite[c] = nan[c] == R(0.0) && max[c] - max[c] == R(0.0);
        all_finite &= finite[c];
        w[c] = A(row_of_max)(finite[c] ? max[c] : R(0.0));
    }

    const int terms_stored = op == CACT_SOFTMAX && all_finite && sizeof(stored) == sizeof(real); /* unrounded */
    if (op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP) {
        B(sum)(w, x, 0, 0, n, inner, width, A(sum_rest), s);
        B(sum)(w, x, 0, 0, n, inner, width, A(sum_top), d);
    } else
        B(sum)(w, x, 0, terms_stored ? out : 0, n, inner, width, A(sum_term), s);
    if (op == CACT_SOFTMAX_BACKWARD) B(sum)(w, x, dy, 0, n, inner, width, A(sum_term_dy), d);
    if (op == CACT_LOG_SOFTMAX_BACKWARD) B(sum)(w, x, dy, 0, n, inner, width, A(sum_dy), d);

    for (size_t c = 0; c < rows; c++) {
        const real no_sum = A(from_bits)(QUIET_NAN);
        w[c].a = op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP ? A(log_of_sum)(&w[c], s[c], d[c]) : R(1.0) / s[c];
        w[c].b = op == CACT_SOFTMAX_BACKWARD     ? d[c] / (s[c] * A(pow2)(-SCALE_EXP))
                 : op == CACT_LOGSUMEXP_BACKWARD ? (c < width ? dy[c] : R(0.0))
                                                 : d[c];
        if (op == CACT_LOGSUMEXP && c < width)
            out[c] = (stored)(nan[c] != R(0.0) ? no_sum : finite[c] ? max[c] + w[c].a : max[c]);
        if (!finite[c]) w[c].a = no_sum;
    }

    switch (op) {
    case CACT_SOFTMAX:
        if (terms_stored)
            B(map)(w, out, 0, out, n, inner, width, B(softmax_of_term_plain));
        else if (all_finite)
            B(map)(w, x, 0, out, n, inner, width, B(softmax_of_x_plain));
        else
            B(map)(w, x, 0, out, n, inner, width, B(softmax_of_x_settled));
        break;
    case CACT_LOG_SOFTMAX:
        if (all_finite)
            B(map)(w, x, 0, out, n, inner, width, B(log_softmax_of_x_plain));
        else
            B(map)(w, x, 0, out, n, inner, width, B(log_softmax_of_x_settled));
        break;
    case CACT_SOFTMAX_BACKWARD: B(map)(w, x, dy, out, n, inner, width, B(softmax_dx_settled)); break;
    case CACT_LOG_SOFTMAX_BACKWARD: B(map)(w, x, dy, out, n, inner, width, B(log_softmax_dx_settled)); break;
    case CACT_LOGSUMEXP_BACKWARD: B(map)(w, x, 0, out, n, inner, width, B(logsumexp_dx_settled)); break;
    case CACT_SOFTMAX_PRIME:
    case CACT_LOG_SOFTMAX_PRIME: B(jacobian)(w, x, out, n, op == CACT_LOG_SOFTMAX_PRIME); break;
    default: break;
    }
}

static INLINE void B(rows)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t outer, size_t n,
                           size_t inner) {
    const int reduced_in = op == CACT_LOGSUMEXP_BACKWARD, reduced_out = op == CACT_LOGSUMEXP;
    const int jacobian = op == CACT_SOFTMAX_PRIME || op == CACT_LOG_SOFTMAX_PRIME;
    for (size_t o = 0; o < outer; o++)
        for (size_t c = 0; c < inner; c += COLS) {
            size_t width = inner - c < COLS ? inner - c : COLS, at = o * n * inner + c, row = o * inner + c;
            B(tile)(op, x + at, dy ? dy + (reduced_in ? row : at) : dy,
                    out + (reduced_out ? row
                           : jacobian  ? at * n
                                       : at),
                    n, inner, width);
        }
}

/* Rows along the last axis get a copy of the code of their own: it knows that inner is 1. */
#define ROWS(name, OP)                                                                                                 \
    static void B(name##_rows)(const stored *x, const stored *dy, stored *out, size_t outer, size_t n, size_t inner) { \
        if (inner == 1 || OP == CACT_SOFTMAX_PRIME || OP == CACT_LOG_SOFTMAX_PRIME)                                    \
            B(rows)(OP, x, dy, out, outer, n, 1);                                                                      \
        else                                                                                                           \
            B(rows)(OP, x, dy, out, outer, n, inner);                                                                  \
    }
#define CACT_ROWS(name, kind, OP) ROWS(name, OP)
#include "rows.def"
#undef CACT_ROWS
#undef ROWS
