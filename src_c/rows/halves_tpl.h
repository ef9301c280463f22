/* Rows of halves. One row is read as floats piece by piece and stored likewise, by the passes of row_tpl.h; where all of it
 * fits a buffer, or COLS short rows do, it is a tile of floats there (rows_tpl.h). Where `stored` is double there are none. */

#define HAS_HALVES (REAL_BITS == 32 || EXACT)
#if HAS_HALVES
#define EDGES cact_edges_half
#else
#define EDGES cact_edges_exact_half
#endif

#if !EXACT
/* A row, and how its elements become floats and go back. */
typedef struct B(halves) {
    const uint16_t *x, *dy;
    uint16_t *out;
    ptrdiff_t stride;
    const EDGES *as;
} B(halves);

enum { B(PIECE) = 256 }; /* whole blocks of a sum */

/* The next of n elements from i on, `from` being x or dy; returns how many. */
static INLINE size_t B(load_piece)(const B(halves) *h, const uint16_t *from, size_t i, size_t n, stored *to) {
    const size_t count = n - i < B(PIECE) ? n - i : B(PIECE);
    h->as->load(from + (ptrdiff_t)i * h->stride, h->stride, to, count);
    return count;
}

static NOINLINE stored B(max_of_halves)(const B(halves) *h, size_t n) {
    VECTOR_ALIGNED stored x[B(PIECE)];
    stored max = -STORED(infinity)();
    for (size_t i = 0, count; i < n; i += count) {
        count = B(load_piece)(h, h->x, i, n, x);
        max = B(max_or_nan)(max, B(row_max)(x, count));
    }
    return max;
}
#endif
#undef EDGES

static NOINLINE real B(sum_of_halves)(const B(rows_of_tile) *w, const STORED(halves) *h, int with_dy, size_t n,
                                      B(terms_of_row) *f, stored beyond) {
    real hi[SUM_LANES] = {0}, lo[SUM_LANES] = {0};
    VECTOR_ALIGNED stored x[STORED(PIECE)], dy[STORED(PIECE)];
    for (size_t i = 0, count; i < n; i += count) {
        count = STORED(load_piece)(h, h->x, i, n, x);
        if (with_dy) STORED(load_piece)(h, h->dy, i, n, dy);
        B(row_add)(w, x, with_dy ? dy : 0, 0, count, f, beyond, hi, lo);
    }
    return B(sum_fold)(hi, lo);
}

static NOINLINE void B(map_of_halves)(const B(rows_of_tile) *w, const STORED(halves) *h, int with_dy, size_t n,
                                      B(values_of_row) *f, int mend, stored beyond) {
    VECTOR_ALIGNED stored x[STORED(PIECE)], dy[STORED(PIECE)];
    for (size_t i = 0, count; i < n; i += count) {
        count = STORED(load_piece)(h, h->x, i, n, x);
        if (with_dy) STORED(load_piece)(h, h->dy, i, n, dy);
        B(row_map)(w, x, with_dy ? dy : 0, x, count, f, mend, beyond);
        h->as->store(x, h->out + (ptrdiff_t)i * h->stride, h->stride, count);
    }
}
