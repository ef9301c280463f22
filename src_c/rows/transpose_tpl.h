/* Short rows that aren't beside each other, brought into a buffer where they are, and back. */

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

/* Up to COLS rows wherever they lie: entry i of row c is x[at[c] + i * step]. */
typedef struct B(scattered) {
    size_t at[COLS], step, rows;
} B(scattered);

/* Rows r to r + rows of an array (outer, n, inner). */
static INLINE void B(find_rows)(B(scattered) *p, size_t r, size_t rows, size_t n, size_t inner) {
    const size_t count = inner == 1 ? 1 : rows; /* of rows along the last axis at[0] says all */
    size_t first = r / inner * n * inner, beside = r % inner;
    p->step = inner, p->rows = rows;
    for (size_t c = 0; c < count; c++) {
        p->at[c] = first + beside++;
        if (beside == inner) first += n * inner, beside = 0;
    }
}

/* How many rows from c on are one beside the other. */
static INLINE size_t B(neighbours)(const B(scattered) *p, size_t c) {
    size_t k = 1;
    while (c + k < p->rows && p->at[c + k] == p->at[c] + k) k++;
    return k;
}

/* Columns c to c + k - 1 of a buffer, k of them one beside the other in the array as well, moved together. The pointers step
 * from entry to entry. */
static INLINE void B(move_run)(const stored *from, size_t from_step, stored *to, size_t to_step, size_t n, size_t k) {
#define MOVE(k)                                                                                                        \
    for (size_t i = 0; i < n; i++) memcpy(to + i * to_step, from + i * from_step, (k) * sizeof(stored))
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

/* Rows r to r + rows into a dense buffer, entry i of row c at i * COLS + c, and back. Functions, so that where they lie is off
 * the stack when they are computed. */
static NOINLINE void B(cols_gather)(const stored *x, size_t n, size_t inner, size_t r, size_t rows, stored *buffer) {
    B(scattered) it, *p = &it;
    B(find_rows)(p, r, rows, n, inner);
    if (p->rows < COLS) memset(buffer, 0, n * COLS * sizeof(stored));
    if (p->step == 1)
        STORED(transpose)(x + p->at[0], n, p->rows, n, buffer, COLS);
    else
        for (size_t c = 0, k; c < p->rows; c += k) {
            k = B(neighbours)(p, c);
            B(move_run)(x + p->at[c], p->step, buffer + c, COLS, n, k);
        }
}

static NOINLINE void B(cols_scatter)(const stored *buffer, size_t n, size_t inner, size_t r, size_t rows, stored *out) {
    B(scattered) it, *p = &it;
    B(find_rows)(p, r, rows, n, inner);
    if (p->step == 1)
        STORED(transpose)(buffer, COLS, n, p->rows, out + p->at[0], n);
    else
        for (size_t c = 0, k; c < p->rows; c += k) {
            k = B(neighbours)(p, c);
            B(move_run)(buffer + c, COLS, out + p->at[c], p->step, n, k);
        }
}
