/* Operations on the rows of (outer, n, inner): entry i of row r is x[r / inner * n * inner + r % inner + i * inner].
 *
 * A tile is one row (row_tpl.h), vector lanes along it; or COLS rows side by side (columns_tpl.h), vector lanes across them;
 * or a strip of rows beside each other, more or less than COLS (strip_tpl.h). Rows along the last axis (inner = 1) are taken
 * one by one; but vectors along a short row would be partly empty, and each sum ends with folds of halves, quarters ...:
 * COLS short rows are transposed, computed side by side and transposed back. So are short rows with few beside them.
 *
 * THE ORDER OF A SUM is the same for all, whatever the instruction set: element i belongs to lane i mod 16 of its block of
 * 64; within a block a lane adds (e0 + e1) + (e2 + e3); blocks are added to a lane with the rounding error kept beside
 * it; sixteen lanes fold 8, 4, 2, 1. Elements beyond the end are 0; leaving out their additions changes no bit. */

#define COLS 16
#define SUM_LANES 16
#define SUM_BLOCK 64
#define SHORT_ROW 128 /* rows up to this length may pass through buffers, of COLS such rows */
#define FEW_ROWS 4    /* fewer are faster one by one */
#define STRIP CACT_STRIP_ROWS /* rows of a strip, at most */

typedef real B(row_term)(const A(row) *w, real x, real dy);        /* what is summed */
typedef stored B(row_value)(const A(row) *w, stored x, stored dy); /* what is stored */

/* SUM_LANES, or COLS, are vectors enough to be computed side by side, as a wide block is; of smaller vectors that would be
 * a fifth more code. */
#define LANES_BESIDE (REAL_BITS == 64 && CACT_VECTOR == 32)

#define FOR_LANES(count)                                                                                               \
    INDEPENDENT                                                                                                        \
    for (int l = 0; l < (count); l++)

static INLINE void B(sum_add)(real *hi, real *lo, real v) {
    real s = *hi + v, b = s - *hi;
    *lo += (*hi - (s - b)) + (v - b);
    *hi = s;
}

#include "row_tpl.h"
#include "columns_tpl.h"
#include "strip_tpl.h"

/* ---- One walk for a tile of any kind ----------------------------------------------------------------------------------- */

/* Several operations share a sum, so except for one row alone, which a call would slow down, it is a function. */
#define SUM(name, light)                                                                                               \
    static NOINLINE void B(name##_of_strip)(const B(rows_of_tile) *w, const stored *x, const stored *dy,               \
                                            stored *store, size_t n, const B(place) *p, stored beyond, real *result) { \
        B(strip_sum)(w, x, dy, store, n, p, A(name), beyond, result);                                                  \
    }                                                                                                                  \
    static NOINLINE void B(name##_of_cols)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *store, \
                                           size_t n, const B(place) *p, real *result) {                                \
        B(cols_sum)(w, x, dy, store, n, p, A(name), result);                                                           \
    }                                                                                                                  \
    static INLINE void B(name##_of_rows)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *store,   \
                                         size_t n, const B(place) *p, cact_tile kind, stored beyond, real *result) {   \
        const A(row) row = B(row_at)(w, 0);                                                                            \
        const size_t at = p->at[0];                                                                                    \
        if (kind == CACT_ONE_ROW)                                                                                      \
            result[0] = B(row_sum)(&row, x + at, dy + at, store ? store + at : 0, n, A(name), light, beyond);          \
        else if (kind == CACT_STRIP)                                                                                   \
            B(name##_of_strip)(w, x, dy, store, n, p, beyond, result);                                                 \
        else                                                                                                           \
            B(name##_of_cols)(w, x, dy, store, n, p, result);                                                          \
    }
SUM(sum_term, 0)
SUM(sum_rest, 0)
SUM(sum_top, 1)
SUM(sum_term_dy, 0)
SUM(sum_y_dy, 1)
SUM(sum_dy, 1)
#undef SUM

static INLINE void B(map)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out, size_t n,
                          const B(place) *p, cact_tile kind, B(row_value) *f) {
    const A(row) row = B(row_at)(w, 0);
    const size_t at = p->at[0];
    if (kind == CACT_ONE_ROW)
        B(row_map)(&row, x + at, dy + at, out + at, n, f);
    else if (kind == CACT_STRIP)
        B(strip_map)(w, x, dy, out, n, p, f);
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

/* The softmax of n <= SUM_BLOCK entries. */
static NOINLINE void B(probabilities)(const A(row) *w, const stored *x, real *y, size_t n) {
    B(row_block)(w, x, x, y, n, A(softmax_of_x), 0, -STORED(infinity)());
}

/* J[i, j] = y_i ((i == j) - y_j), of log_softmax (i == j) - y_j, for one row. On the diagonal, 1 - y_i of a winner is the
 * sum of the others, which b holds: a difference would have lost its digits. There is no winner among equal entries. */
static INLINE void B(jacobian)(const A(row) *w, const stored *x, stored *J, size_t n, int log) {
    real y[SUM_BLOCK], factors[SUM_BLOCK];
    for (size_t j = 0; j < n; j += SUM_BLOCK) {
        const size_t columns = n - j < SUM_BLOCK ? n - j : SUM_BLOCK;
        B(probabilities)(w, x + j, y, columns);
        for (size_t i = 0; i < n; i++) {
            if (i % SUM_BLOCK == 0 && !log)
                B(probabilities)(w, x + i, factors, n - i < SUM_BLOCK ? n - i : SUM_BLOCK);
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

#define FOR_ROWS                                                                                                       \
    for (size_t q = 0; q < rows; q += at_once)                                                                         \
        INDEPENDENT                                                                                                    \
    for (size_t l = 0; l < at_once; l++)

/* One operation on the rows from `first` on that p places. logsumexp has one y and one dy per row. */
static INLINE void B(tile)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t n, size_t first,
                           const B(place) *p, cact_tile kind) {
    B(rows_of_tile) w;
    real max[STRIP], odd[STRIP], s[STRIP], d[STRIP]; /* odd: 0 if all is finite, else NaN */
    const size_t at_once = kind == CACT_ONE_ROW ? 1 : COLS;
    const size_t rows = kind == CACT_STRIP ? (p->width + COLS - 1) / COLS * COLS : at_once;
    const stored beyond = -STORED(infinity)(); /* what adds nothing to a sum of exponentials */

    if (op == CACT_SOFTMAX_BACKWARD_FROM_Y || op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y) {
        const int log = op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y;
        if (log)
            B(sum_dy_of_rows)(&w, x, dy, 0, n, p, kind, 0, w.b);
        else
            B(sum_y_dy_of_rows)(&w, x, dy, 0, n, p, kind, 0, w.b);
        if (kind == CACT_STRIP) B(repeat)(&w, p->width, 1);
        B(map)(&w, x, dy, out, n, p, kind, log ? B(log_softmax_dx_of_y_settled) : B(softmax_dx_of_y_settled));
        return;
    }

    if (kind == CACT_ONE_ROW)
        max[0] = B(row_max)(x + p->at[0], n);
    else if (kind == CACT_STRIP)
        B(strip_max)(x, n, p, max);
    else
        B(cols_max)(x, n, p, max);
    FOR_ROWS {
        const size_t c = q + l;
        odd[c] = max[c] - max[c];
        const A(row) row = A(row_of_max)(odd[c] == R(0.0) ? max[c] : R(0.0));
        w.max[c] = row.max, w.shift[c] = row.shift, w.low[c] = row.low, w.magic[c] = row.magic;
    }
    if (kind == CACT_STRIP) B(repeat)(&w, p->width, 0);
    int all_finite = 1;
    FOR_ROWS all_finite &= odd[q + l] == R(0.0), d[q + l] = R(0.0);

    const int terms_stored = op == CACT_SOFTMAX && all_finite && sizeof(stored) == sizeof(real); /* unrounded */
    if (op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP) {
        B(sum_rest_of_rows)(&w, x, x, 0, n, p, kind, beyond, s);
        B(sum_top_of_rows)(&w, x, x, 0, n, p, kind, beyond, d);
    } else
        B(sum_term_of_rows)(&w, x, x, terms_stored ? out : 0, n, p, kind, beyond, s);
    const int jacobian = op == CACT_SOFTMAX_PRIME || op == CACT_LOG_SOFTMAX_PRIME;
    if (jacobian) B(sum_rest_of_rows)(&w, x, x, 0, n, p, kind, beyond, d);
    if (op == CACT_SOFTMAX_BACKWARD) B(sum_term_dy_of_rows)(&w, x, dy, 0, n, p, kind, beyond, d);
    if (op == CACT_LOG_SOFTMAX_BACKWARD) B(sum_dy_of_rows)(&w, x, dy, 0, n, p, kind, beyond, d);

    const int log = op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP;
    FOR_ROWS {
        const size_t c = q + l;
        const A(row) row = B(row_at)(&w, c);
        const real a = log ? A(log_of_sum)(&row, s[c], d[c]) : R(1.0) / s[c];
        w.b[c] = op == CACT_SOFTMAX_BACKWARD ? d[c] / (s[c] * A(pow2)(-SCALE_EXP)) : jacobian ? d[c] / s[c] : d[c];
        w.a[c] = odd[c] == R(0.0) ? a : A(from_bits)(QUIET_NAN);
    }
    for (size_t c = 0; op == CACT_LOGSUMEXP && c < rows && c < p->width; c++)
        out[first + c] = (stored)(odd[c] == R(0.0) ? max[c] + w.a[c] : max[c] == max[c] ? max[c] : w.a[c]);
    for (size_t c = 0; op == CACT_LOGSUMEXP_BACKWARD && c < rows && c < p->width; c++)
        w.b[c] = dy[first + c];

    if (kind == CACT_STRIP) B(repeat)(&w, p->width, 1);

    switch (op) {
    case CACT_SOFTMAX:
        if (terms_stored)
            B(map)(&w, out, out, out, n, p, kind, B(softmax_of_term_plain));
        else if (all_finite)
            B(map)(&w, x, x, out, n, p, kind, B(softmax_of_x_plain));
        else
            B(map)(&w, x, x, out, n, p, kind, B(softmax_of_x_settled));
        break;
    case CACT_LOG_SOFTMAX:
        if (all_finite)
            B(map)(&w, x, x, out, n, p, kind, B(log_softmax_of_x_plain));
        else
            B(map)(&w, x, x, out, n, p, kind, B(log_softmax_of_x_settled));
        break;
    case CACT_SOFTMAX_BACKWARD: B(map)(&w, x, dy, out, n, p, kind, B(softmax_dx_settled)); break;
    case CACT_LOG_SOFTMAX_BACKWARD: B(map)(&w, x, dy, out, n, p, kind, B(log_softmax_dx_settled)); break;
    case CACT_LOGSUMEXP_BACKWARD: B(map)(&w, x, x, out, n, p, kind, B(logsumexp_dx_settled)); break;
    case CACT_SOFTMAX_PRIME:
    case CACT_LOG_SOFTMAX_PRIME: {
        const A(row) row = B(row_at)(&w, 0);
        B(jacobian)(&row, x + p->at[0], out + p->at[0] * n, n, op == CACT_LOG_SOFTMAX_PRIME);
        break;
    }
    default: break;
    }
}

/* The rows [first, end) along the last axis, one by one: a copy of the code which knows that inner is 1. */
static INLINE void B(last_axis)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t n,
                                size_t first, size_t end) {
    B(place) p = {{0}, 1, 1};
    for (size_t r = first; r < end; r++) {
        p.at[0] = r * n;
        B(tile)(op, x, dy, out, n, r, &p, CACT_ONE_ROW);
    }
}

/* The rows [first, end), several at a time: a strip of those beside each other, or COLS of them; short ones with few beside
 * them in dense buffers. */
static INLINE void B(side_by_side)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t outer,
                                   size_t n, size_t inner, size_t first, size_t end) {
    stored bx[SHORT_ROW * COLS], bdy[SHORT_ROW * COLS];
    const size_t strip = cact_strip(outer, n, inner, sizeof(stored));
    const int short_rows = n - 1 < SHORT_ROW, twice = !short_rows && inner >= COLS && out != x && out != dy;
    B(place) p, buffer = {{0}, COLS, COLS};
    for (size_t r = first; r < end; r += p.width) {
        size_t beside = inner - r % inner;
        if (twice && beside < COLS && r - first >= COLS - beside) { /* some rows twice: that is faster than few rows */
            r -= COLS - beside;
            beside = COLS;
        }
        if (beside > end - r) beside = end - r;
        const int whole_strip = strip && beside >= strip, through = !whole_strip && beside < COLS && short_rows;
        const cact_tile kind = whole_strip || (beside < COLS && !short_rows) ? CACT_STRIP : CACT_COLUMNS;
        p.step = inner, p.width = whole_strip ? strip : through ? end - r : beside;
        if (kind == CACT_COLUMNS && p.width > COLS) p.width = COLS;
        for (size_t c = 0; c < (through ? p.width : 1); c++) p.at[c] = (r + c) / inner * n * inner + (r + c) % inner;

        /* logsumexp's one y or dy per row needs no buffer */
        const int dy_through = through && dy && op != CACT_LOGSUMEXP_BACKWARD;
        const int out_through = through && op != CACT_LOGSUMEXP;
        buffer.width = p.width;
        if (through) B(cols_gather)(&p, x, n, bx);
        if (dy_through) B(cols_gather)(&p, dy, n, bdy);
        B(tile)(op, through ? bx : x, dy_through ? bdy : dy, out_through ? bx : out, n, r, through ? &buffer : &p, kind);
        if (out_through) B(cols_scatter)(&p, bx, n, out);
    }
}

/* Along the last axis, `single` rows at the end one by one: all of them if they are long or fill their vectors. */
#define ROWS(name, OP)                                                                                                 \
    static void B(name##_rows)(const stored *x, const stored *dy, stored *out, size_t outer, size_t n, size_t inner,   \
                               size_t first, size_t end) {                                                             \
        const int jacobian = OP == CACT_SOFTMAX_PRIME || OP == CACT_LOG_SOFTMAX_PRIME;                                 \
        const int long_rows = jacobian || n - 1 >= SHORT_ROW || n % SUM_BLOCK == 0;                                    \
        const size_t rest = (end - first) % COLS;                                                                      \
        const size_t single = inner > 1 ? 0 : long_rows ? end - first : rest < FEW_ROWS ? rest : 0;                    \
        if (!jacobian) B(side_by_side)(OP, x, dy, out, outer, n, inner, first, end - single);                          \
        B(last_axis)(OP, x, dy, out, n, end - single, end);                                                            \
    }
#define CACT_ROWS(name, kind, OP) ROWS(name, OP)
#include "rows.def"
#undef CACT_ROWS
#undef ROWS
