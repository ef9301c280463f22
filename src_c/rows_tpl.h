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
#define SHORT_ROW 128 /* rows up to this length may pass through a buffer, COLS of them */
#define FEW_ROWS 4    /* fewer are faster one by one */
#define STRIP CACT_STRIP_ROWS /* rows of a strip, at most */
#define BUFFERED (CACT_ROWS_BUFFER / COLS / (int)sizeof(stored)) /* entries of COLS rows that the buffer holds */

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

/* Several operations share a sum, so it is a function. What is known of one row comes into its registers by a copy. */
#define SUM(name, light)                                                                                               \
    static NOINLINE real B(name##_of_row)(const A(row) *known, const stored *x, const stored *dy, stored *store,       \
                                          size_t n, stored beyond) {                                                   \
        const A(row) w = *known;                                                                                       \
        return B(row_sum)(&w, x, dy, store, n, A(name), light, beyond);                                                \
    }                                                                                                                  \
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
            result[0] = B(name##_of_row)(&row, x + at, dy + at, store ? store + at : 0, n, beyond);                    \
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
                          const B(place) *p, cact_tile kind, B(row_value) *f, stored beyond) {
    const A(row) row = B(row_at)(w, 0);
    const size_t at = p->at[0];
    if (kind == CACT_ONE_ROW)
        B(row_map)(&row, x + at, dy + at, out + at, n, f, beyond);
    else if (kind == CACT_STRIP)
        B(strip_map)(w, x, dy, out, n, p, f, beyond);
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
AS_IS(softmax_lone)
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
    real y[SUM_BLOCK] = {0}, factors[SUM_BLOCK] = {0}; /* compilers compute with the rest of a block, too */
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

static INLINE size_t B(rows_at_once)(cact_tile kind) { return kind == CACT_ONE_ROW ? 1 : COLS; }
/* With those that fill up to whole vectors. */
static INLINE size_t B(rows_in_all)(const B(place) *p, cact_tile kind) {
    return kind == CACT_STRIP ? (p->width + COLS - 1) / COLS * COLS : B(rows_at_once)(kind);
}

/* What is known of the rows from their largest entries; odd[c] is 0 if all of row c is finite, else NaN. Returns whether
 * all of all are. */
static INLINE int B(begin_rows)(B(rows_of_tile) *w, real *odd, const real *max, size_t rows, size_t at_once) {
    int all_finite = 1;
    FOR_ROWS {
        const size_t c = q + l;
        odd[c] = max[c] - max[c];
        const A(row) row = A(row_of_max)(odd[c] == R(0.0) ? max[c] : R(0.0));
        w->max[c] = row.max, w->shift[c] = row.shift, w->low[c] = row.low, w->magic[c] = row.magic;
        w->gain[c] = row.gain, w->up[c] = row.up, w->a[c] = row.a, w->b[c] = row.b;
    }
    FOR_ROWS all_finite &= odd[q + l] == R(0.0);
    return all_finite;
}

/* Gives the rows a gain whose sums b of gradients are too large or no number. */
static NOINLINE void B(set_gains)(B(rows_of_tile) *w, size_t rows, size_t at_once) {
    FOR_ROWS {
        const int large = !(A(abs)(w->b[q + l]) < LARGE_SUM);
        w->gain[q + l] = large ? A(pow2)(SMALL_GAIN_EXP) : R(1.0);
        w->up[q + l] = large ? A(pow2)(-SMALL_GAIN_EXP) : R(1.0);
    }
}

/* Sets b to what A(softmax_lone) wants of rows with the sums s; returns whether there are lone entries. */
static NOINLINE int B(some_lone)(B(rows_of_tile) *w, const real *s, size_t rows, size_t at_once) {
    int some = 0;
    FOR_ROWS {
        const A(row) row = B(row_at)(w, q + l);
        w->b[q + l] = s[q + l] == A(term)(&row, row.max) ? R(0.5) : R(1.0);
    }
    FOR_ROWS some |= w->b[q + l] < R(1.0);
    return some;
}

/* Does the operation read a dy of x's shape? */
static INLINE int B(reads_dy)(enum cact_row_op op) {
    return op == CACT_SOFTMAX_BACKWARD || op == CACT_LOG_SOFTMAX_BACKWARD || op == CACT_SOFTMAX_BACKWARD_FROM_Y ||
           op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y;
}

/* One operation on the rows from `first` on that p places. logsumexp has one y and one dy per row. */
static INLINE void B(tile)(enum cact_row_op op, const stored *x, const stored *dy, stored *out, size_t n, size_t first,
                           const B(place) *p, cact_tile kind) {
    const int from_y = op == CACT_SOFTMAX_BACKWARD_FROM_Y || op == CACT_LOG_SOFTMAX_BACKWARD_FROM_Y;
    const int log = op == CACT_LOG_SOFTMAX || op == CACT_LOGSUMEXP;
    const int jacobian = op == CACT_SOFTMAX_PRIME || op == CACT_LOG_SOFTMAX_PRIME;
    const int gradient = B(reads_dy)(op);
    const stored beyond = from_y ? 0 : -STORED(infinity)(); /* what adds nothing to a sum */
    const size_t at_once = B(rows_at_once)(kind), rows = B(rows_in_all)(p, kind);
    B(rows_of_tile) w;
    real max[STRIP], odd[STRIP], s[STRIP], d[STRIP];

    if (from_y)
        memset(max, 0, sizeof max);
    else if (kind == CACT_ONE_ROW)
        max[0] = B(row_max)(x + p->at[0], n);
    else if (kind == CACT_STRIP)
        B(strip_max)(x, n, p, max);
    else
        B(cols_max)(x, n, p, max);
    const int all_finite = B(begin_rows)(&w, odd, max, rows, at_once);
    if (kind == CACT_STRIP) B(repeat)(&w, p->width);

    const int terms_stored = op == CACT_SOFTMAX && all_finite && sizeof(stored) == sizeof(real); /* unrounded */
    if (log) {
        B(sum_rest_of_rows)(&w, x, x, 0, n, p, kind, beyond, s);
        B(sum_top_of_rows)(&w, x, x, 0, n, p, kind, beyond, d);
    } else if (!from_y)
        B(sum_term_of_rows)(&w, x, x, terms_stored ? out : 0, n, p, kind, beyond, s);
    if (jacobian) B(sum_rest_of_rows)(&w, x, x, 0, n, p, kind, beyond, d);
    if (kind == CACT_STRIP && !from_y) /* the rows that fill up */
        for (size_t c = p->width; c < rows; c++) s[c] = A(pow2)(SCALE_EXP + 1), d[c] = R(1.0);
    FOR_ROWS {
        const size_t c = q + l;
        const A(row) row = B(row_at)(&w, c);
        const real a = log ? A(log_of_sum)(&row, s[c], d[c]) : from_y ? R(0.0) : R(1.0) / (odd[c] == R(0.0) ? s[c] : R(1.0));
        w.a[c] = odd[c] == R(0.0) ? a : A(from_bits)(QUIET_NAN);
        w.b[c] = jacobian ? d[c] / s[c] : R(0.0);
    }
    for (int again = 0; gradient; again = 1) {
        if (op == CACT_SOFTMAX_BACKWARD)
            B(sum_term_dy_of_rows)(&w, x, dy, 0, n, p, kind, beyond, d);
        else if (op == CACT_SOFTMAX_BACKWARD_FROM_Y)
            B(sum_y_dy_of_rows)(&w, x, dy, 0, n, p, kind, beyond, d);
        else
            B(sum_dy_of_rows)(&w, x, dy, 0, n, p, kind, beyond, d);
        if (kind == CACT_STRIP)
            for (size_t c = p->width; c < rows; c++) d[c] = R(0.0);
        FOR_ROWS w.b[q + l] = op == CACT_SOFTMAX_BACKWARD ? d[q + l] / (s[q + l] * A(pow2)(-SCALE_EXP)) : d[q + l];
        int large = 0;
        FOR_ROWS large |= !(A(abs)(w.b[q + l]) < LARGE_SUM);
        if (again || !large) break;
        B(set_gains)(&w, rows, at_once);
        if (op == CACT_SOFTMAX_BACKWARD) FOR_ROWS w.a[q + l] *= w.up[q + l];
        if (kind == CACT_STRIP) B(repeat)(&w, p->width);
    }
    for (size_t c = 0; op == CACT_LOGSUMEXP && c < rows && c < p->width; c++)
        out[first + c] = (stored)(odd[c] == R(0.0) ? max[c] + w.a[c] : max[c] == max[c] ? max[c] : w.a[c]);
    for (size_t c = 0; op == CACT_LOGSUMEXP_BACKWARD && c < rows && c < p->width; c++)
        w.b[c] = dy[first + c];
    int lone = 0;
    if (op == CACT_SOFTMAX && sizeof(stored) == sizeof(real)) {
        FOR_ROWS lone |= s[q + l] < R(1.4143) * A(pow2)(SCALE_EXP); /* e^(ln2 / 2): one term alone is at most that */
        if (lone) lone = B(some_lone)(&w, s, rows, at_once);
    }
    if (kind == CACT_STRIP) B(repeat)(&w, p->width);

    switch (op) {
    case CACT_SOFTMAX:
        if (terms_stored)
            B(map)(&w, out, out, out, n, p, kind, B(softmax_of_term_plain), beyond);
        else if (all_finite)
            B(map)(&w, x, x, out, n, p, kind, B(softmax_of_x_plain), beyond);
        else
            B(map)(&w, x, x, out, n, p, kind, B(softmax_of_x_settled), beyond);
        if (lone) B(map)(&w, out, out, out, n, p, kind, B(softmax_lone_plain), 0);
        break;
    case CACT_LOG_SOFTMAX:
        if (all_finite)
            B(map)(&w, x, x, out, n, p, kind, B(log_softmax_of_x_plain), beyond);
        else
            B(map)(&w, x, x, out, n, p, kind, B(log_softmax_of_x_settled), beyond);
        break;
    case CACT_SOFTMAX_BACKWARD: B(map)(&w, x, dy, out, n, p, kind, B(softmax_dx_settled), beyond); break;
    case CACT_LOG_SOFTMAX_BACKWARD: B(map)(&w, x, dy, out, n, p, kind, B(log_softmax_dx_settled), beyond); break;
    case CACT_LOGSUMEXP_BACKWARD: B(map)(&w, x, x, out, n, p, kind, B(logsumexp_dx_settled), beyond); break;
    case CACT_SOFTMAX_BACKWARD_FROM_Y: B(map)(&w, x, dy, out, n, p, kind, B(softmax_dx_of_y_settled), beyond); break;
    case CACT_LOG_SOFTMAX_BACKWARD_FROM_Y:
        B(map)(&w, x, dy, out, n, p, kind, B(log_softmax_dx_of_y_settled), beyond);
        break;
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

/* One operation on a tile; the same for rows that lie otherwise, through a buffer. */
typedef void B(tile_of)(const stored *x, const stored *dy, stored *out, size_t n, size_t first, const B(place) *p,
                        cact_tile kind);
typedef void B(through)(const stored *x, const stored *dy, stored *out, size_t n, size_t first, const B(place) *p);

/* Do COLS rows fit the buffer? */
static INLINE int B(is_short)(enum cact_row_op op, size_t n) {
    const size_t most = B(reads_dy)(op) ? BUFFERED / 2 : BUFFERED;
    return n - 1 < (most < SHORT_ROW ? most : SHORT_ROW);
}

/* How many of the rows along the last axis, at the end, are better taken one by one. */
static INLINE size_t B(singles)(enum cact_row_op op, size_t n, size_t rows) {
    const int jacobian = op == CACT_SOFTMAX_PRIME || op == CACT_LOG_SOFTMAX_PRIME;
    if (jacobian || !B(is_short)(op, n) || n % SUM_BLOCK == 0) return rows;
    return rows % COLS < FEW_ROWS ? rows % COLS : 0;
}

/* How the rows from r on are taken: `width` of them, as they lie or through a buffer. */
typedef struct B(choice) {
    cact_tile kind;
    size_t width;
    int through;
} B(choice);

static INLINE B(choice) B(choose)(size_t beside, size_t left, size_t strip, int buffered) {
    B(choice) it = {CACT_COLUMNS, 0, 0};
    const int whole_strip = strip && beside >= strip;
    it.through = !whole_strip && beside < COLS && buffered;
    if (whole_strip || (beside < COLS && !buffered)) it.kind = CACT_STRIP;
    it.width = whole_strip ? strip : it.through ? left : beside;
    if (it.kind == CACT_COLUMNS && it.width > COLS) it.width = COLS;
    return it;
}

/* One tile through a buffer. logsumexp's one y or dy per row needs none. */
static INLINE void B(through_buffer)(enum cact_row_op op, B(tile_of) *f, const stored *x, const stored *dy, stored *out,
                                     size_t n, size_t r, const B(place) *p) {
    stored bx[BUFFERED * COLS], *bdy = bx + n * COLS;
    const int dy_through = B(reads_dy)(op), out_through = op != CACT_LOGSUMEXP;
    const B(place) buffer = {{0}, COLS, p->width};
    B(cols_gather)(p, x, n, bx);
    if (dy_through) B(cols_gather)(p, dy, n, bdy);
    f(bx, dy_through ? bdy : dy, out_through ? bx : out, n, r, &buffer, CACT_COLUMNS);
    if (out_through) B(cols_scatter)(p, bx, n, out);
}

/* The rows [first, end), several at a time: a strip of those beside each other, or COLS of them; short ones with few beside
 * them in a dense buffer. */
static NOINLINE void B(side_by_side)(int buffered, B(tile_of) *f, B(through) *f_buffered, const stored *x, const stored *dy,
                                   stored *out, size_t outer, size_t n, size_t inner, size_t first, size_t end) {
    const size_t strip = cact_strip(outer, n, inner, sizeof(stored));
    const int twice = !buffered && inner >= COLS && out != x && out != dy;
    B(place) p;
    for (size_t r = first; r < end; r += p.width) {
        size_t beside = inner - r % inner;
        if (twice && beside < COLS && r - first >= COLS - beside) { /* some rows twice: that is faster than few rows */
            r -= COLS - beside;
            beside = COLS;
        }
        if (beside > end - r) beside = end - r;
        const B(choice) it = B(choose)(beside, end - r, strip, buffered);
        p.step = inner, p.width = it.width;
        for (size_t c = 0; c < (it.through ? p.width : 1); c++) p.at[c] = (r + c) / inner * n * inner + (r + c) % inner;
        if (it.through)
            f_buffered(x, dy, out, n, r, &p);
        else
            f(x, dy, out, n, r, &p, it.kind);
    }
}

/* Along the last axis, `single` rows at the end one by one: all of them if they are long or fill their vectors. Each way is
 * a function, so that one row alone takes little stack. */
#define ROWS(name, OP)                                                                                                 \
    static NOINLINE void B(name##_tile)(const stored *x, const stored *dy, stored *out, size_t n, size_t first,        \
                                        const B(place) *p, cact_tile kind) {                                           \
        B(tile)(OP, x, dy, out, n, first, p, kind == CACT_STRIP ? CACT_STRIP : CACT_COLUMNS);                          \
    }                                                                                                                  \
    static NOINLINE void B(name##_through)(const stored *x, const stored *dy, stored *out, size_t n, size_t first,     \
                                           const B(place) *p) {                                                        \
        B(through_buffer)(OP, B(name##_tile), x, dy, out, n, first, p);                                                \
    }                                                                                                                  \
    static NOINLINE void B(name##_single)(const stored *x, const stored *dy, stored *out, size_t n, size_t first,      \
                                          size_t end) {                                                                \
        B(last_axis)(OP, x, dy, out, n, first, end);                                                                   \
    }                                                                                                                  \
    static void B(name##_rows)(const stored *x, const stored *dy, stored *out, size_t outer, size_t n, size_t inner,   \
                               size_t first, size_t end) {                                                             \
        const size_t single = inner > 1 ? 0 : B(singles)(OP, n, end - first);                                          \
        if (first < end - single)                                                                                      \
            B(side_by_side)(B(is_short)(OP, n), B(name##_tile), B(name##_through), x, dy, out, outer, n, inner, first, \
                            end - single);                                                                             \
        if (single) B(name##_single)(x, dy, out, n, end - single, end);                                                \
    }
#define CACT_ROWS(name, kind, OP) ROWS(name, OP)
#include "rows.def"
#undef CACT_ROWS
#undef ROWS
