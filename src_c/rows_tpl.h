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

typedef real A(row_element)(const A(row) *w, real x, real dy);

static INLINE void A(sum_add)(real *hi, real *lo, real v) {
    real s = *hi + v, b = s - *hi;
    *lo += (*hi - (s - b)) + (v - b);
    *hi = s;
}

static INLINE real A(sum_fold)(real *hi, real *lo, int stride) {
    for (int half = SUM_LANES / 2; half; half /= 2)
        for (int l = 0; l < half; l++) {
            A(sum_add)(&hi[l * stride], &lo[l * stride], hi[(l + half) * stride]);
            lo[l * stride] += lo[(l + half) * stride];
        }
    return hi[0] + lo[0];
}

/* t[i] = f(x[i], dy[i]) for one block of a row, 0 beyond its end; dy may be NULL. */
static INLINE void A(row_block)(const A(row) *w, const real *x, const real *dy, real *t, size_t n, A(row_element) *f) {
    if (n >= SUM_BLOCK) {
        INDEPENDENT
        for (int i = 0; i < SUM_BLOCK; i++) t[i] = f(w, x[i], dy ? dy[i] : R(0.0));
        return;
    }
    for (size_t i = 0; i < SUM_BLOCK; i += SUM_LANES) {
        size_t left = i < n ? n - i : 0, count = left < SUM_LANES ? left : SUM_LANES;
        if (count) {
            real bx[SUM_LANES] = {0}, bdy[SUM_LANES] = {0};
            memcpy(bx, x + i, count * sizeof(real));
            if (dy) memcpy(bdy, dy + i, count * sizeof(real));
            INDEPENDENT
            for (int l = 0; l < SUM_LANES; l++) {
                real v = f(w, bx[l], bdy[l]);
                t[i + (size_t)l] = (size_t)l < count ? v : R(0.0);
            }
        } else
            memset(t + i, 0, SUM_LANES * sizeof(real));
    }
}

/* Sum of f over one row; its values go to `store` as well if that isn't NULL. */
static INLINE real A(row_sum)(const A(row) *w, const real *x, const real *dy, real *store, size_t n, A(row_element) *f) {
    real hi[SUM_LANES] = {0}, lo[SUM_LANES] = {0}, t[SUM_BLOCK];
    for (size_t i = 0; i < n; i += SUM_BLOCK) {
        size_t left = n - i, count = left < SUM_BLOCK ? left : SUM_BLOCK;
        A(row_block)(w, x + i, dy ? dy + i : 0, t, left, f);
        INDEPENDENT
        for (int l = 0; l < SUM_LANES; l++)
            A(sum_add)(&hi[l], &lo[l], (t[l] + t[SUM_LANES + l]) + (t[2 * SUM_LANES + l] + t[3 * SUM_LANES + l]));
        if (store) memcpy(store + i, t, count * sizeof(real));
    }
    return A(sum_fold)(hi, lo, 1);
}

static INLINE void A(row_map)(const A(row) *w, const real *x, const real *dy, real *out, size_t n, A(row_element) *f) {
    real t[SUM_BLOCK];
    size_t i = 0;
    for (; n - i >= SUM_BLOCK; i += SUM_BLOCK) {
        INDEPENDENT
        for (int l = 0; l < SUM_BLOCK; l++) out[i + (size_t)l] = f(w, x[i + (size_t)l], dy ? dy[i + (size_t)l] : R(0.0));
    }
    if (i < n) {
        A(row_block)(w, x + i, dy ? dy + i : 0, t, n - i, f);
        memcpy(out + i, t, (n - i) * sizeof(real));
    }
}

/* The largest entry (-inf for an empty row); *bad is set where there is a NaN. */
static INLINE real A(row_max)(const real *x, size_t n, real *bad) {
    real m[SUM_LANES], nan[SUM_LANES];
    size_t i = 0;
    for (int l = 0; l < SUM_LANES; l++) m[l] = -A(from_bits)(QUIET_NAN ^ QUIET_BIT), nan[l] = R(0.0);
    for (; n - i >= SUM_LANES; i += SUM_LANES) {
        INDEPENDENT
        for (int l = 0; l < SUM_LANES; l++) {
            real v = x[i + (size_t)l];
            m[l] = v > m[l] ? v : m[l];
            nan[l] = v != v ? R(1.0) : nan[l];
        }
    }
    for (int l = 0; i < n; i++, l++) {
        m[l] = x[i] > m[l] ? x[i] : m[l];
        nan[l] = x[i] != x[i] ? R(1.0) : nan[l];
    }
    for (int half = SUM_LANES / 2; half; half /= 2)
        for (int l = 0; l < half; l++) {
            m[l] = m[l + half] > m[l] ? m[l + half] : m[l];
            nan[l] = nan[l + half] > nan[l] ? nan[l + half] : nan[l];
        }
    *bad = nan[0];
    return m[0];
}

/* The same three walks over `width` rows at once, `inner` elements from one entry of a row to the next. */
static INLINE void A(cols_load)(real *to, const real *from, size_t width) {
    if (width == COLS)
        memcpy(to, from, COLS * sizeof(real));
    else
        memcpy(to, from, width * sizeof(real));
}

static INLINE void A(cols_sum)(const A(row) *w, const real *x, const real *dy, real *store, size_t n, size_t inner,
                               size_t width, A(row_element) *f, real *result) {
    real hi[SUM_LANES][COLS] = {{0}}, lo[SUM_LANES][COLS] = {{0}}, t[SUM_BLOCK][COLS], bx[COLS] = {0}, bdy[COLS] = {0};
    for (size_t i = 0; i < n; i += SUM_BLOCK) {
        for (size_t j = 0; j < SUM_BLOCK; j++) {
            if (i + j >= n) {
                memset(t[j], 0, sizeof t[j]);
                continue;
            }
            A(cols_load)(bx, x + (i + j) * inner, width);
            if (dy) A(cols_load)(bdy, dy + (i + j) * inner, width);
            INDEPENDENT
            for (int c = 0; c < COLS; c++) t[j][c] = f(&w[c], bx[c], bdy[c]);
            if (store) A(cols_load)(store + (i + j) * inner, t[j], width);
        }
        for (int l = 0; l < SUM_LANES; l++) {
            INDEPENDENT
            for (int c = 0; c < COLS; c++)
                A(sum_add)(&hi[l][c], &lo[l][c], (t[l][c] + t[SUM_LANES + l][c]) + (t[2 * SUM_LANES + l][c] + t[3 * SUM_LANES + l][c]));
        }
    }
    for (int c = 0; c < COLS; c++) result[c] = A(sum_fold)(&hi[0][c], &lo[0][c], COLS);
}

static INLINE void A(cols_map)(const A(row) *w, const real *x, const real *dy, real *out, size_t n, size_t inner,
                               size_t width, A(row_element) *f) {
    real bx[COLS] = {0}, bdy[COLS] = {0};
    for (size_t i = 0; i < n; i++) {
        A(cols_load)(bx, x + i * inner, width);
        if (dy) A(cols_load)(bdy, dy + i * inner, width);
        INDEPENDENT
        for (int c = 0; c < COLS; c++) bx[c] = f(&w[c], bx[c], bdy[c]);
        A(cols_load)(out + i * inner, bx, width);
    }
}

static INLINE void A(cols_max)(const real *x, size_t n, size_t inner, size_t width, real *max, real *bad) {
    real bx[COLS] = {0};
    for (int c = 0; c < COLS; c++) max[c] = -A(from_bits)(QUIET_NAN ^ QUIET_BIT), bad[c] = R(0.0);
    for (size_t i = 0; i < n; i++) {
        A(cols_load)(bx, x + i * inner, width);
        INDEPENDENT
        for (int c = 0; c < COLS; c++) {
            max[c] = bx[c] > max[c] ? bx[c] : max[c];
            bad[c] = bx[c] != bx[c] ? R(1.0) : bad[c];
        }
    }
}

/* One walk for a tile of either kind. */
static INLINE void A(sum)(const A(row) *w, const real *x, const real *dy, real *store, size_t n, size_t inner, size_t width,
                          A(row_element) *f, real *result) {
    if (inner == 1)
        result[0] = A(row_sum)(w, x, dy, store, n, f);
    else
        A(cols_sum)(w, x, dy, store, n, inner, width, f, result);
}

static INLINE void A(map)(const A(row) *w, const real *x, const real *dy, real *out, size_t n, size_t inner, size_t width,
                          A(row_element) *f) {
    if (inner == 1)
        A(row_map)(w, x, dy, out, n, f);
    else
        A(cols_map)(w, x, dy, out, n, inner, width, f);
}

/* What is stored where NaNs can occur: an element's own NaN, the gradient's, else the one quiet NaN. */
#define SETTLED(name)                                                                                                  \
    static INLINE real A(name##_settled)(const A(row) *w, real x, real dy) {                                           \
        return A(keep_nan)(x, A(keep_nan)(dy, A(one_nan)(A(name)(w, x, dy))));                                         \
    }
SETTLED(softmax_of_x)
SETTLED(log_softmax_of_x)
SETTLED(softmax_dx)
SETTLED(log_softmax_dx)
SETTLED(logsumexp_dx)
SETTLED(softmax_dx_of_y)
SETTLED(log_softmax_dx_of_y)
#undef SETTLED

/* One operation on one tile. logsumexp has one y and one dy per row. */
static INLINE void A(tile)(enum cact_row_op op, const real *x, const real *dy, real *out, size_t n, size_t inner,
                           size_t width) {
    A(row) w[COLS];
    real max[COLS], nan[COLS], s[COLS], d[COLS] = {0};
    const size_t rows = inner == 1 ? 1 : width;
    memset(w, 0, sizeof w);

    if (op == CACT_SOFTMAX_BACKWARD_FROM_Y || op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y) {
        const int log = op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y;
        A(sum)(w, x, dy, 0, n, inner, width, log ? A(sum_dy) : A(sum_y_dy), s);
        for (size_t c = 0; c < rows; c++) w[c].b = s[c];
        A(map)(w, x, dy, out, n, inner, width, log ? A(log_softmax_dx_of_y_settled) : A(softmax_dx_of_y_settled));
        return;
    }

    if (inner == 1)
        max[0] = A(row_max)(x, n, nan);
    else
        A(cols_max)(x, n, inner, width, max, nan);
    int all_finite = 1, finite[COLS];
    for (size_t c = 0; c < rows; c++) {
        finite[c] = nan[c] == R(0.0) && max[c] - max[c] == R(0.0);
        all_finite &= finite[c];
        w[c] = A(row_of_max)(finite[c] ? max[c] : R(0.0));
    }

    if (op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP) {
        A(sum)(w, x, 0, 0, n, inner, width, A(sum_rest), s);
        A(sum)(w, x, 0, 0, n, inner, width, A(sum_top), d);
    } else
        A(sum)(w, x, 0, op == CACT_SOFTMAX && all_finite ? out : 0, n, inner, width, A(sum_term), s);
    if (op == CACT_SOFTMAX_BACKWARD) A(sum)(w, x, dy, 0, n, inner, width, A(sum_term_dy), d);
    if (op == CACT_LOG_SOFTMAX_BACKWARD) A(sum)(w, x, dy, 0, n, inner, width, A(sum_dy), d);

    for (size_t c = 0; c < rows; c++) {
        const real no_sum = A(from_bits)(QUIET_NAN);
        w[c].a = op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP ? A(log_of_sum)(&w[c], s[c], d[c]) : R(1.0) / s[c];
        w[c].b = op == CACT_SOFTMAX_BACKWARD     ? d[c] / (s[c] * A(pow2)(-SCALE_EXP))
                 : op == CACT_LOGSUMEXP_BACKWARD ? dy[c]
                                                 : d[c];
        if (op == CACT_LOGSUMEXP) out[c] = nan[c] != R(0.0) ? no_sum : finite[c] ? max[c] + w[c].a : max[c];
        if (!finite[c]) w[c].a = no_sum;
    }

    switch (op) {
    case CACT_SOFTMAX:
        if (all_finite)
            A(map)(w, out, 0, out, n, inner, width, A(softmax_of_term));
        else
            A(map)(w, x, 0, out, n, inner, width, A(softmax_of_x_settled));
        break;
    case CACT_LOG_SOFTMAX:
        if (all_finite)
            A(map)(w, x, 0, out, n, inner, width, A(log_softmax_of_x));
        else
            A(map)(w, x, 0, out, n, inner, width, A(log_softmax_of_x_settled));
        break;
    case CACT_SOFTMAX_BACKWARD: A(map)(w, x, dy, out, n, inner, width, A(softmax_dx_settled)); break;
    case CACT_LOG_SOFTMAX_BACKWARD: A(map)(w, x, dy, out, n, inner, width, A(log_softmax_dx_settled)); break;
    case CACT_LOGSUMEXP_BACKWARD: A(map)(w, x, 0, out, n, inner, width, A(logsumexp_dx_settled)); break;
    default: break;
    }
}

static INLINE void A(rows)(enum cact_row_op op, const real *x, const real *dy, real *out, size_t outer, size_t n,
                           size_t inner) {
    const int reduced_in = op == CACT_LOGSUMEXP_BACKWARD, reduced_out = op == CACT_LOGSUMEXP;
    for (size_t o = 0; o < outer; o++)
        for (size_t c = 0; c < inner; c += COLS) {
            size_t width = inner - c < COLS ? inner - c : COLS, at = o * n * inner + c, row = o * inner + c;
            A(tile)(op, x ? x + at : x, dy ? dy + (reduced_in ? row : at) : dy, out + (reduced_out ? row : at), n, inner, width);
        }
}

/* Rows along the last axis get a copy of the code of their own: it knows that inner is 1. */
#define ROWS(name, OP)                                                                                                 \
    static void A(name##_rows)(const real *x, const real *dy, real *out, size_t outer, size_t n, size_t inner) {       \
        if (inner == 1)                                                                                                \
            A(rows)(OP, x, dy, out, outer, n, 1);                                                                      \
        else                                                                                                           \
            A(rows)(OP, x, dy, out, outer, n, inner);                                                                  \
    }
ROWS(softmax, CACT_SOFTMAX)
ROWS(log_softmax, CACT_LOG_SOFTMAX)
ROWS(logsumexp, CACT_LOGSUMEXP)
ROWS(softmax_backward, CACT_SOFTMAX_BACKWARD)
ROWS(log_softmax_backward, CACT_LOG_SOFTMAX_BACKWARD)
ROWS(logsumexp_backward, CACT_LOGSUMEXP_BACKWARD)
ROWS(softmax_backward_from_y, CACT_SOFTMAX_BACKWARD_FROM_Y)
ROWS(log_softmax_backward_from_y, CACT_LOG_SOFTMAX_BACKWARD_FROM_Y)
#undef ROWS

#ifndef ROW_KERNELS
#define ROW_KERNELS(s)                                                                                                 \
    {softmax_rows_##s,          log_softmax_rows_##s,          logsumexp_rows_##s,                                     \
     softmax_backward_rows_##s, log_softmax_backward_rows_##s, logsumexp_backward_rows_##s,                            \
     softmax_backward_from_y_rows_##s, log_softmax_backward_from_y_rows_##s}
#endif
