/* Operations on the rows of (outer, n, inner): entry i of row r is x[r / inner * n * inner + r % inner + i * inner].
 *
 * A tile is one row (row_tpl.h), vector lanes along it, or rows beside each other (beside_tpl.h), vector lanes across them:
 * COLS of them or a strip, more or less. Rows along the last axis (inner = 1) are taken one by one; but vectors along a short
 * row would be partly empty, and each sum ends with folds of halves, quarters ...: COLS short rows are transposed, computed
 * side by side and transposed back (transpose_tpl.h). So are short rows with few beside them.
 *
 * Each file needs only those above it. */

#include "lanes_tpl.h"
#define RESULT real
#define OF(name) B(terms_##name)
#include "formula_tpl.h"
#define RESULT stored
#define OF(name) B(values_##name)
#include "formula_tpl.h"
#include "row_tpl.h"
#include "beside_tpl.h"
#include "transpose_tpl.h"
#include "tile_tpl.h"

#define SHORT_ROW 128 /* rows up to this length may pass through a buffer, COLS of them */
#define FEW_ROWS 4    /* fewer are faster one by one */
#define MANY_COLS 40  /* rows up to this length are taken 2 * COLS at a time */
#define BUFFERED (CACT_ROWS_BUFFER / COLS / (int)sizeof(stored)) /* entries of COLS rows that the buffer holds */

static INLINE const B(operation) *B(operation_of)(const B(cact_job_on_rows) *a) { return &B(operations)[a->op]; }

/* Where a row's gradients, and results, lie: `at` for one of n entries, r for one per row. */
static INLINE const stored *B(dy_of)(const B(cact_job_on_rows) *a, size_t at, size_t r) {
    const cact_rows_kind kind = B(operation_of)(a)->kind;
    return kind == CACT_ROWS_BACKWARD ? a->dy + at : kind == CACT_ROWS_SPREAD ? a->dy + r : a->x;
}

static INLINE stored *B(out_of)(const B(cact_job_on_rows) *a, size_t at, size_t r) {
    const cact_rows_kind kind = B(operation_of)(a)->kind;
    return a->out + (kind == CACT_ROWS_REDUCE ? r : kind == CACT_ROWS_JACOBIAN ? at * a->n : at);
}

/* Do COLS rows fit the buffer? */
static INLINE int B(is_short)(const B(operation) *op, size_t n) {
    const size_t most = op->kind == CACT_ROWS_BACKWARD ? BUFFERED / 2 : BUFFERED;
    return n - 1 < (most < SHORT_ROW ? most : SHORT_ROW);
}

/* How many of the rows along the last axis, at the end, are better taken one by one. */
static INLINE size_t B(singles)(const B(operation) *op, size_t n, size_t rows) {
    if (op->kind == CACT_ROWS_JACOBIAN || !B(is_short)(op, n) || n % SUM_BLOCK == 0) return rows;
    return rows % COLS < FEW_ROWS ? rows % COLS : 0;
}

/* How the next rows are taken: `width` of them, as they lie or through a buffer. */
typedef struct B(choice) {
    size_t width;
    int through;
} B(choice);

static INLINE B(choice) B(choose)(size_t n, size_t beside, size_t left, size_t strip, int buffered) {
    B(choice) it = {beside, 0};
    const int whole_strip = strip && beside >= strip;
    if (whole_strip)
        it.width = strip;
    else if (beside < COLS && buffered)
        it.through = 1, it.width = left < COLS ? left : COLS;
    else if (beside >= 2 * COLS && STRIP >= 2 * COLS && n <= MANY_COLS)
        it.width = 2 * COLS;
    else if (beside > COLS)
        it.width = COLS;
    return it;
}

/* Up to COLS rows from r on through a buffer. logsumexp's one y or dy per row needs none. */
static NOINLINE void B(through_buffer)(const B(cact_job_on_rows) *a, size_t r, size_t rows) {
    const B(operation) *op = B(operation_of)(a);
    const B(place) buffer = {COLS, COLS, rows};
    const size_t n = a->n, inner = a->inner;
    VECTOR_ALIGNED stored bx[BUFFERED * COLS];
    stored *bdy = bx + n * COLS, *out = op->kind == CACT_ROWS_REDUCE ? a->out + r : bx;
    B(cols_gather)(a->x, n, inner, r, rows, bx);
    if (op->kind == CACT_ROWS_BACKWARD) B(cols_gather)(a->dy, n, inner, r, rows, bdy);
    B(tile_beside)(op, bx, op->kind == CACT_ROWS_BACKWARD ? bdy : B(dy_of)(a, 0, r), out, n, &buffer);
    if (out == bx) B(cols_scatter)(bx, n, inner, r, rows, a->out);
}

/* The rows [first, end), several at a time: a strip of those beside each other, or COLS of them; short ones with few beside
 * them in a dense buffer. */
static NOINLINE void B(side_by_side)(const B(cact_job_on_rows) *a, size_t first, size_t end) {
    const size_t n = a->n, inner = a->inner, strip = cact_strip(a->outer, n, inner, sizeof(stored));
    const int buffered = B(is_short)(B(operation_of)(a), n);
    const int twice = !buffered && inner >= COLS && a->out != a->x && a->out != a->dy;
    B(choice) it;
    for (size_t r = first; r < end; r += it.width) {
        size_t beside = inner - r % inner;
        if (twice && beside < COLS && r - first >= COLS - beside) { /* some rows twice: that is faster than few rows */
            r -= COLS - beside;
            beside = COLS;
        }
        if (beside > end - r) beside = end - r;
        it = B(choose)(n, beside, end - r, strip, buffered);
        if (it.through)
            B(through_buffer)(a, r, it.width);
        else {
            const size_t at = r / inner * n * inner + r % inner;
            const B(place) p = {inner, it.width, it.width};
            B(tile_beside)(B(operation_of)(a), a->x + at, B(dy_of)(a, at, r), B(out_of)(a, at, r), n, &p);
        }
    }
}

/* Along the last axis, `single` rows at the end one by one: all of them if they are long or fill their vectors. */
static void B(all_rows)(const B(cact_job_on_rows) *a, size_t first, size_t end) {
    const B(operation) *op = B(operation_of)(a);
    const size_t n = a->n, single = a->inner > 1 ? 0 : B(singles)(op, n, end - first);
    if (first < end - single) B(side_by_side)(a, first, end - single);
    for (size_t r = end - single; r < end; r++)
        B(tile_of_row)(op, a->x + r * n, B(dy_of)(a, r * n, r), B(out_of)(a, r * n, r), n);
}
