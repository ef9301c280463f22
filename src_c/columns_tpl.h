/* COLS rows side by side, vector lanes across them. Part of rows_tpl.h, which explains the order of the sums. */

#define FOR_COLS                                                                                                       \
    INDEPENDENT                                                                                                        \
    for (int c = 0; c < COLS; c++)

/* Where the rows of a tile lie: entry i of row c is x[at[c] + i * step]. Where they lie one beside the other, at[0] says all.
 * In a buffer, the columns beyond `width` are zeros. */
typedef struct B(place) {
    size_t at[COLS], step, width;
} B(place);

/* What is known of them. Arrays, so that a vector of rows is a vector of each; longer than they would have to be, for
 * strip_tpl.h. */
typedef struct B(rows_of_tile) {
    real max[STRIP + COLS], shift[STRIP + COLS], low[STRIP + COLS], magic[STRIP + COLS];
    real gain[STRIP + COLS], up[STRIP + COLS], a[STRIP + COLS], b[STRIP + COLS];
} B(rows_of_tile);

/* c as wide as a pointer: of an int, where those may wrap (-fwrapv), compilers don't know that c + 1 is the next. */
static INLINE A(row) B(row_at)(const B(rows_of_tile) *w, size_t c) {
    A(row) row = {w->max[c], w->shift[c], w->low[c], w->magic[c], w->gain[c], w->up[c], w->a[c], w->b[c]};
    return row;
}

/* The entries of a lane in one block, up to four, added to hi and lo; `first`: which are 0. */
static INLINE void B(add_entries)(real *hi, real *lo, real (*t)[COLS], size_t entries, int first) {
    if (entries > 1) FOR_COLS t[0][c] += t[1][c];
    if (entries > 3) FOR_COLS t[2][c] += t[3][c];
    if (entries > 2) FOR_COLS t[0][c] += t[2][c];
    if (first)
        FOR_COLS hi[c] = t[0][c] + R(0.0), lo[c] = t[0][c] - t[0][c]; /* of infinities NaN, as below */
    else
        FOR_COLS B(sum_add)(&hi[c], &lo[c], t[0][c]);
}

static INLINE void B(cols_sum)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *store, size_t n,
                               const B(place) *p, B(row_term) *f, real *result) {
    real hi[SUM_LANES][COLS], lo[SUM_LANES][COLS], t[4][COLS];
    FOR_COLS hi[0][c] = lo[0][c] = R(0.0);
    for (size_t i = 0; i < n; i += SUM_BLOCK)
        for (size_t l = 0; l < SUM_LANES && i + l < n; l++) {
            size_t entries = 0, at = p->at[0] + (i + l) * p->step;
            for (size_t j = i + l; entries < 4 && j < n; j += SUM_LANES, at += SUM_LANES * p->step, entries++) {
                BESIDE(COLS, LANES_BESIDE)
                FOR_COLS {
                    const A(row) row = B(row_at)(w, (size_t)c);
                    t[entries][c] = f(&row, x[at + (size_t)c], dy[at + (size_t)c]);
                    STORE_BESIDE(c);
                }
                KEEP_BESIDE();
                if (store) FOR_COLS store[at + (size_t)c] = (stored)t[entries][c];
            }
            B(add_entries)(hi[l], lo[l], t, entries, !i);
        }
    for (size_t half = SUM_LANES / 2; half; half /= 2)
        for (size_t l = 0; l < half && l + half < n; l++) {
            FOR_COLS {
                real h = hi[l][c], rest = lo[l][c];
                B(sum_add)(&h, &rest, hi[l + half][c]);
                hi[l][c] = h, lo[l][c] = rest + lo[l + half][c];
            }
        }
    FOR_COLS result[c] = hi[0][c] + lo[0][c];
}

static INLINE void B(cols_map)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out, size_t n,
                               const B(place) *p, B(row_value) *f) {
    for (size_t i = 0, at = p->at[0]; i < n; i++, at += p->step) {
        BESIDE(COLS, LANES_BESIDE)
        FOR_COLS {
            const A(row) row = B(row_at)(w, (size_t)c);
            out[at + (size_t)c] = f(&row, x[at + (size_t)c], dy[at + (size_t)c]);
            STORE_BESIDE(c);
        }
        KEEP_BESIDE();
    }
}

static INLINE stored B(max_or_nan)(stored m, stored x) { return ((x > m) | (x != x)) ? x : m; }

/* The largest entry of each row (-inf for an empty one), NaN where there is one. */
static NOINLINE void B(cols_max)(const stored *x, size_t n, const B(place) *p, real *max) {
    enum { TURNS = 4 }; /* maxima in turns, so that none waits for the one just stored */
    stored m[TURNS][COLS];
    for (size_t i = 0; i < TURNS; i++) FOR_COLS m[i][c] = -STORED(infinity)();
    x += p->at[0];
    for (size_t i = 0; i < n; i++, x += p->step) FOR_COLS m[i % TURNS][c] = B(max_or_nan)(m[i % TURNS][c], x[c]);
    for (size_t i = 1; i < TURNS; i++) FOR_COLS m[0][c] = B(max_or_nan)(m[0][c], m[i][c]);
    FOR_COLS max[c] = m[0][c];
}

/* ---- Rows that aren't side by side, brought there --------------------------------------------------------------------- */

#if !EXACT
#ifdef HAS_SHUFFLES
typedef stored B(pack) __attribute__((vector_size(16)));
enum { B(SIDE) = 16 / sizeof(stored) };
#if REAL_BITS == 32
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#else
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 2)
#define HIGH(a, b) __builtin_shufflevector(a, b, 1, 3)
#endif
/* From one array to another and back: copied as a whole, they would go through memory. */
static INLINE void B(riffle)(const B(pack) *v, B(pack) *to) {
    for (int c = 0; c < B(SIDE); c++)
        to[c] = c % 2 ? HIGH(v[c / 2], v[(c + B(SIDE)) / 2]) : LOW(v[c / 2], v[(c + B(SIDE)) / 2]);
}
/* to[k * to_step + c] = from[c * from_step + k] for c, k < SIDE: rows riffled until each is a column. */
static INLINE void B(turn)(const stored *from, size_t from_step, stored *to, size_t to_step) {
    B(pack) v[B(SIDE)], u[B(SIDE)];
    for (size_t c = 0; c < B(SIDE); c++) memcpy(&v[c], from + c * from_step, sizeof v[c]);
    B(riffle)(v, u);
    if (B(SIDE) > 2) B(riffle)(u, v);
    for (size_t k = 0; k < B(SIDE); k++) memcpy(to + k * to_step, B(SIDE) > 2 ? &v[k] : &u[k], sizeof v[k]);
}
#undef LOW
#undef HIGH
#else
enum { B(SIDE) = 1 };
static INLINE void B(turn)(const stored *from, size_t from_step, stored *to, size_t to_step) {
    (void)from_step, (void)to_step, *to = *from;
}
#endif

/* The same for c < rows, k < columns. The last blocks overlap those before. */
static NOINLINE void B(transpose)(const stored *from, size_t from_step, size_t rows, size_t columns, stored *to,
                                  size_t to_step) {
    enum { SIDE = B(SIDE) };
    if (rows < SIDE || columns < SIDE) {
        for (size_t c = 0; c < rows; c++)
            for (size_t k = 0; k < columns; k++) to[k * to_step + c] = from[c * from_step + k];
        return;
    }
    for (size_t r = 0; r < rows; r += SIDE) {
        const size_t c = r + SIDE < rows ? r : rows - SIDE;
        for (size_t s = 0; s < columns; s += SIDE) {
            const size_t k = s + SIDE < columns ? s : columns - SIDE;
            B(turn)(from + c * from_step + k, from_step, to + k * to_step + c, to_step);
        }
    }
}
#endif

/* How many rows from c on are one beside the other. */
static INLINE size_t B(neighbours)(const B(place) *p, size_t c) {
    size_t k = 1;
    while (c + k < p->width && p->at[c + k] == p->at[c] + k) k++;
    return k;
}

/* Columns c to c + k - 1 of a buffer, k of them one beside the other in the array as well, moved together. The pointers step
 * from entry to entry. */
static INLINE void B(move_run)(const stored *from, size_t from_step, stored *to, size_t to_step, size_t n, size_t k) {
#define MOVE(k) for (size_t i = 0; i < n; i++) memcpy(to + i * to_step, from + i * from_step, (k) * sizeof(stored))
    if (k == 2)
        MOVE(2);
    else if (k == 4)
        MOVE(4);
    else if (k == 8)
        MOVE(8);
    else
        for (size_t i = 0; i < n; i++)
            for (size_t c = 0; c < k; c++) to[i * to_step + c] = from[i * from_step + c];
#undef MOVE
}

/* The rows of a tile into a dense buffer, entry i of row c at i * COLS + c, and back. */
static void B(cols_gather)(const B(place) *p, const stored *x, size_t n, stored *buffer) {
    if (p->width < COLS) memset(buffer, 0, n * COLS * sizeof(stored));
    if (p->step == 1)
        STORED(transpose)(x + p->at[0], n, p->width, n, buffer, COLS);
    else
        for (size_t c = 0, k; c < p->width; c += k) {
            k = B(neighbours)(p, c);
            B(move_run)(x + p->at[c], p->step, buffer + c, COLS, n, k);
        }
}

static void B(cols_scatter)(const B(place) *p, const stored *buffer, size_t n, stored *out) {
    if (p->step == 1)
        STORED(transpose)(buffer, COLS, n, p->width, out + p->at[0], n);
    else
        for (size_t c = 0, k; c < p->width; c += k) {
            k = B(neighbours)(p, c);
            B(move_run)(buffer + c, COLS, out + p->at[c], p->step, n, k);
        }
}
