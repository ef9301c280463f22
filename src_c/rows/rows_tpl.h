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
#include "halves_tpl.h"
#include "beside_tpl.h"
#include "transpose_tpl.h"
#include "tile_tpl.h"

#define SHORT_ROW 128 /* rows up to this length may pass through a buffer, COLS of them */
#define FEW_ROWS 4    /* fewer are faster one by one */
#define MANY_COLS 40  /* rows up to this length are taken 2 * COLS at a time */
#define BUFFERED ((size_t)CACT_ROWS_BUFFER / COLS / sizeof(stored)) /* entries of COLS rows that the buffer holds */

static INLINE const B(operation) *B(operation_of)(const cact_rows_job *a) { return &B(operations)[a->op]; }

/* Where a row's gradients, and results, lie: `at` for one of n entries, r for one per row. */
static INLINE size_t B(dy_at)(const cact_rows_job *a, size_t at, size_t r) {
    return B(operation_of)(a)->kind == CACT_ROWS_SPREAD ? r : at;
}

static INLINE size_t B(out_at)(const cact_rows_job *a, size_t at, size_t r) {
    const cact_rows_kind kind = B(operation_of)(a)->kind;
    return kind == CACT_ROWS_REDUCE ? r : kind == CACT_ROWS_JACOBIAN ? at * a->n : at;
}

static INLINE const stored *B(x_of)(const cact_rows_job *a, size_t at) { return (const stored *)a->x + at; }
static INLINE const stored *B(dy_of)(const cact_rows_job *a, size_t at, size_t r) {
    return a->dy ? (const stored *)a->dy + B(dy_at)(a, at, r) : B(x_of)(a, 0); /* which nothing reads */
}
static INLINE stored *B(out_of)(const cact_rows_job *a, size_t at, size_t r) {
    return (stored *)a->out + B(out_at)(a, at, r);
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
static NOINLINE void B(through_buffer)(const cact_rows_job *a, size_t r, size_t rows) {
    const B(operation) *op = B(operation_of)(a);
    const B(place) buffer = {COLS, COLS, rows};
    const size_t n = a->n, inner = a->inner;
    VECTOR_ALIGNED stored bx[BUFFERED * COLS];
    stored *bdy = bx + n * COLS, *out = op->kind == CACT_ROWS_REDUCE ? B(out_of)(a, 0, r) : bx;
    B(cols_gather)(B(x_of)(a, 0), n, inner, r, rows, bx);
    if (op->kind == CACT_ROWS_BACKWARD) B(cols_gather)(B(dy_of)(a, 0, 0), n, inner, r, rows, bdy);
    B(tile_beside)(op, bx, op->kind == CACT_ROWS_BACKWARD ? bdy : B(dy_of)(a, 0, r), out, n, &buffer);
    if (out == bx) B(cols_scatter)(bx, n, inner, r, rows, B(out_of)(a, 0, 0));
}

/* The rows [first, end), several at a time: a strip of those beside each other, or COLS of them; short ones with few beside
 * them in a dense buffer. */
static NOINLINE void B(side_by_side)(const cact_rows_job *a, size_t first, size_t end) {
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
            B(tile_beside)(B(operation_of)(a), B(x_of)(a, at), B(dy_of)(a, at, r), B(out_of)(a, at, r), n, &p);
        }
    }
}

/* ---- Halves ------------------------------------------------------------------------------------------------------- */

#if HAS_HALVES
/* Row r, or some of an array's, as halves_tpl.h wants it. */
static INLINE STORED(halves) B(halves_of)(const cact_rows_job *a, size_t r) {
    const size_t at = r / a->inner * a->n * a->inner + r % a->inner;
    const uint16_t *x = (const uint16_t *)a->x, *dy = (const uint16_t *)a->dy;
    const STORED(halves) h = {x + at, dy ? dy + B(dy_at)(a, at, r) : 0, (uint16_t *)a->out + B(out_at)(a, at, r),
                              (ptrdiff_t)a->inner, a->half};
    return h;
}

/* A row that isn't short. One that a buffer holds is a row of floats there. */
static NOINLINE void B(row_in_buffer)(const B(operation) *op, const STORED(halves) *h, size_t n, const stored *dy,
                                      stored *out) {
    VECTOR_ALIGNED stored x[CACT_ROWS_BUFFER / sizeof(stored)];
    h->as->load(h->x, h->stride, x, n);
    if (op->kind == CACT_ROWS_BACKWARD) h->as->load(h->dy, h->stride, x + n, n);
    B(tile_of_row)(op, x, op->kind == CACT_ROWS_BACKWARD ? x + n : dy, op->kind == CACT_ROWS_REDUCE ? out : x, n);
    if (op->kind != CACT_ROWS_REDUCE) h->as->store(x, h->out, h->stride, n);
}

static void B(row_of_halves)(const cact_rows_job *a, size_t r) {
    const B(operation) *op = B(operation_of)(a);
    const STORED(halves) h = B(halves_of)(a, r);
    const size_t needed = a->n * sizeof(stored) * (op->kind == CACT_ROWS_BACKWARD ? 2 : 1);
    stored dy = 0, y = 0;
    if (op->kind == CACT_ROWS_SPREAD) h.as->load(h.dy, 1, &dy, 1);
    if (op->kind == CACT_ROWS_JACOBIAN || needed > CACT_ROWS_BUFFER)
        B(tile_of_halves)(op, &h, &dy, &y, a->n);
    else
        B(row_in_buffer)(op, &h, a->n, &dy, &y);
    if (op->kind == CACT_ROWS_REDUCE) h.as->store(&y, h.out, 1, 1);
}

/* Are these rows one beside the other? */
static INLINE int B(are_beside)(const cact_rows_job *a, size_t r, size_t rows) {
    return a->inner > 1 && r % a->inner + rows <= a->inner;
}

/* Up to COLS rows into a buffer where they are side by side, and back: entry by entry, or by way of `row`, which holds them
 * one behind the other. */
static void B(load_cols)(const cact_rows_job *a, int gradients, size_t r, size_t rows, stored *to, stored *row) {
    const STORED(halves) first = B(halves_of)(a, r);
    const uint16_t *from = gradients ? first.dy : first.x;
    const size_t n = a->n;
    if (B(are_beside)(a, r, rows)) {
        if (rows < COLS) memset(to, 0, n * COLS * sizeof *to);
        for (size_t i = 0; i < n; i++) a->half->load(from + i * a->inner, 1, to + i * COLS, rows);
        return;
    }
    if (a->inner == 1) a->half->load(from, 1, row, rows * n);
    for (size_t c = 0; c < rows && a->inner > 1; c++) {
        const STORED(halves) h = B(halves_of)(a, r + c);
        a->half->load(gradients ? h.dy : h.x, h.stride, row + c * n, n);
    }
    B(cols_gather)(row, n, 1, 0, rows, to);
}

static void B(store_cols)(const cact_rows_job *a, size_t r, size_t rows, const stored *from, stored *row) {
    const STORED(halves) first = B(halves_of)(a, r);
    const size_t n = a->n;
    if (B(are_beside)(a, r, rows)) {
        for (size_t i = 0; i < n; i++) a->half->store(from + i * COLS, first.out + i * a->inner, 1, rows);
        return;
    }
    B(cols_scatter)(from, n, 1, 0, rows, row);
    if (a->inner == 1) a->half->store(row, first.out, 1, rows * n);
    for (size_t c = 0; c < rows && a->inner > 1; c++) {
        const STORED(halves) h = B(halves_of)(a, r + c);
        a->half->store(row + c * n, h.out, h.stride, n);
    }
}

static NOINLINE void B(halves_through_buffer)(const cact_rows_job *a, size_t r, size_t rows) {
    const B(operation) *op = B(operation_of)(a);
    const B(place) buffer = {COLS, COLS, rows};
    const size_t size = a->n * COLS;
    const STORED(halves) first = B(halves_of)(a, r);
    const int reduces = op->kind == CACT_ROWS_REDUCE, backward = op->kind == CACT_ROWS_BACKWARD;
    VECTOR_ALIGNED stored x[BUFFERED * COLS];
    stored per_row[COLS], *dy = backward ? x + size : per_row, *row = x + size * (backward ? 2 : 1);
    B(load_cols)(a, 0, r, rows, x, row);
    if (backward) B(load_cols)(a, 1, r, rows, dy, row);
    if (op->kind == CACT_ROWS_SPREAD) a->half->load(first.dy, 1, per_row, rows);
    B(tile_beside)(op, x, dy, reduces ? per_row : x, a->n, &buffer);
    if (reduces)
        a->half->store(per_row, first.out, 1, rows);
    else
        B(store_cols)(a, r, rows, x, row);
}

/* How many rows from r on are better taken together. Those beside each other need no second buffer. */
static INLINE size_t B(together)(const cact_rows_job *a, size_t r, size_t end) {
    const B(operation) *op = B(operation_of)(a);
    const size_t buffers = op->kind == CACT_ROWS_BACKWARD ? 2 : 1, n = a->n, inner = a->inner;
    const size_t beside = inner > 1 ? inner - r % inner : 0, left = end - r < COLS ? end - r : COLS;
    if (op->kind == CACT_ROWS_JACOBIAN) return 1;
    if (beside >= FEW_ROWS && left >= FEW_ROWS && n - 1 < BUFFERED / buffers) return beside < left ? beside : left;
    return n - 1 < BUFFERED / (buffers + 1) && (inner > 1 || n % SUM_BLOCK) && left >= FEW_ROWS ? left : 1;
}

static void B(all_halves)(const cact_rows_job *a, size_t first, size_t end) {
    for (size_t r = first, rows; r < end; r += rows) {
        rows = B(together)(a, r, end);
        if (rows > 1)
            B(halves_through_buffer)(a, r, rows);
        else
            B(row_of_halves)(a, r);
    }
}
#endif

/* Along the last axis, `single` rows at the end one by one: all of them if they are long or fill their vectors. */
static void B(all_rows)(const cact_rows_job *a, size_t first, size_t end) {
    const B(operation) *op = B(operation_of)(a);
#if HAS_HALVES
    if (a->half) {
        B(all_halves)(a, first, end);
        return;
    }
#endif
    const size_t n = a->n, single = a->inner > 1 ? 0 : B(singles)(op, n, end - first);
    if (first < end - single) B(side_by_side)(a, first, end - single);
    for (size_t r = end - single; r < end; r++)
        B(tile_of_row)(op, B(x_of)(a, r * n), B(dy_of)(a, r * n, r), B(out_of)(a, r * n, r), n);
}
