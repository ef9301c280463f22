/* What all of rows/ stands on: the order of a sum, what is known of the rows of a tile, vectors that are not full.
 *
 * THE ORDER OF A SUM is the same for every way to take rows and for every instruction set: element i belongs to lane
 * i mod 16 of its block of 64; within a block a lane adds (e0 + e1) + (e2 + e3); blocks are added to a lane with the rounding
 * error kept beside it; sixteen lanes fold 8, 4, 2, 1. Missing elements count as 0, so skipping them gives the same bits. */

#define COLS 16
#define SUM_LANES 16
#define SUM_BLOCK 64
#define STRIP CACT_STRIP_ROWS /* rows of a tile, at most */

/* SUM_LANES are vectors enough to be computed in turns, as a wide block is; of smaller vectors that would be a fifth more
 * code. */
#define LANES_BESIDE (REAL_BITS == 64 && CACT_VECTOR == 32)

/* Arrays that whole vectors of other functions are read from: compilers wouldn't know, and half of the vectors might cross the
 * border of a cache line. */
#if defined(__GNUC__)
#define VECTOR_ALIGNED __attribute__((aligned(CACT_VECTOR)))
#else
#define VECTOR_ALIGNED
#endif

#define FOR_LANES(count)                                                                                               \
    INDEPENDENT                                                                                                        \
    for (int l = 0; l < (count); l++)

static INLINE void B(sum_add)(real *hi, real *lo, real v) {
    real s = *hi + v, b = s - *hi;
    *lo += (*hi - (s - b)) + (v - b);
    *hi = s;
}

/* Halves spelled out: the trip count of a vector loop must be a constant. */
#define FOLD_LANES(FOLD)                                                                                               \
    FOLD(8)                                                                                                            \
    FOLD(4)                                                                                                            \
    FOLD(2)                                                                                                            \
    FOLD(1)

/* What is known of the rows of a tile. Arrays, so that a vector of rows is a vector of each. Those that formulas read are a
 * vector longer: lane l of a vector that begins with row c finds its row at c + l (repeat, in beside_tpl.h). */
typedef struct B(rows_of_tile) {
    real max[STRIP + COLS], shift[STRIP + COLS], low[STRIP + COLS], magic[STRIP + COLS];
    real gain[STRIP + COLS], up[STRIP + COLS], a[STRIP + COLS], b[STRIP + COLS];
    real s[STRIP], d[STRIP]; /* the sums */
} B(rows_of_tile);

/* c as wide as a pointer: of an int, where those may wrap (-fwrapv), compilers don't know that c + 1 is the next. */
static INLINE A(row) B(row_at)(const B(rows_of_tile) *w, size_t c) {
    A(row) row = {w->max[c], w->shift[c], w->low[c], w->magic[c], w->gain[c], w->up[c], w->a[c], w->b[c]};
    return row;
}

/* What of them a formula is applied to: `lanes` elements from one of row `row` on, one behind the other, rows coming round
 * after `width`; the same of several entries, `step` apart, and out_step in the results. */
typedef struct B(span) {
    size_t row, width, entries, lanes, step, out_step;
} B(span);

/* The first count < SUM_LANES elements, `beyond` behind them: what a row may hold without changing a sum or raising a
 * floating-point exception. Functions, since so much code at each place would cost more than a call. */
static NOINLINE void B(load_rest)(stored *to, const stored *from, size_t count, stored beyond) {
    B(load_first)(to, from, count, SUM_LANES, beyond);
}

static NOINLINE void B(store_rest)(stored *to, const stored *from, size_t count) {
    B(store_first)(to, from, count, SUM_LANES);
}

/* An element's NaN, else the gradient's, else the one quiet NaN. */
static INLINE stored B(settled)(stored x, stored dy, stored y) {
    return STORED(keep_nan)(x, STORED(keep_nan)(dy, STORED(one_nan)(y)));
}

/* Of two entries the larger, of NaNs a NaN. */
static INLINE stored B(max_or_nan)(stored m, stored x) { return ((x > m) | (x != x)) ? x : m; }
