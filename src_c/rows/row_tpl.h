/* One row, vector lanes along it: its largest entry, a sum, what is stored. */

enum { B(TERMS_AT_ONCE) = 1024 / sizeof(real) };

/* The first count < SUM_BLOCK elements of a row through f; out is filled up to the next multiple of SUM_LANES. dy is
 * NULL where none are read. */
static NOINLINE void B(row_rest)(const B(rows_of_tile) *w, const stored *x, const stored *dy, real *out, size_t count,
                                 B(terms_of_row) *f, stored beyond) {
    const size_t whole = count / SUM_LANES * SUM_LANES;
    VECTOR_ALIGNED stored bx[SUM_LANES], bdy[SUM_LANES];
    if (whole) f(w, x, dy ? dy : x, out, whole);
    if (whole == count) return;
    B(load_rest)(bx, x + whole, count - whole, beyond);
    if (dy) B(load_rest)(bdy, dy + whole, count - whole, 0);
    f(w, bx, dy ? bdy : bx, out + whole, SUM_LANES);
}

static INLINE void B(add_blocks)(real *hi, real *lo, const real *t, size_t n) {
    for (size_t i = 0; i < n; i += SUM_BLOCK, t += SUM_BLOCK)
        FOR_LANES(SUM_LANES) {
            real h = hi[l], rest = lo[l];
            B(sum_add)(&h, &rest, (t[l] + t[SUM_LANES + l]) + (t[2 * SUM_LANES + l] + t[3 * SUM_LANES + l]));
            hi[l] = h, lo[l] = rest;
        }
}

/* The last block, of which there are only n terms. */
static INLINE void B(add_rest)(real *hi, real *lo, real *t, size_t n) {
    if (n > SUM_LANES)
        FOR_LANES(SUM_LANES) t[l] += t[SUM_LANES + l];
    if (n > 3 * SUM_LANES)
        FOR_LANES(SUM_LANES) t[2 * SUM_LANES + l] += t[3 * SUM_LANES + l];
    if (n > 2 * SUM_LANES)
        FOR_LANES(SUM_LANES) t[l] += t[2 * SUM_LANES + l];
    FOR_LANES(SUM_LANES) B(sum_add)(&hi[l], &lo[l], t[l]);
}

static INLINE real B(sum_fold)(real *hi, real *lo) {
#define FOLD(half)                                                                                                     \
    FOR_LANES(half) {                                                                                                  \
        B(sum_add)(&hi[l], &lo[l], hi[l + (half)]);                                                                    \
        lo[l] += lo[l + (half)];                                                                                       \
    }
    FOLD_LANES(FOLD)
#undef FOLD
    return hi[0] + lo[0];
}

static INLINE void B(store_terms)(real *store, const real *t, size_t n) {
    size_t i = 0;
    for (; n - i >= SUM_LANES; i += SUM_LANES) memcpy(store + i, t + i, SUM_LANES * sizeof *t);
    for (; i < n; i++) store[i] = t[i];
}

/* Adds f over one row, or whole blocks of it; its terms go to `store` as well if that isn't NULL. */
static INLINE void B(row_add)(const B(rows_of_tile) *w, const stored *x, const stored *dy, real *store, size_t n,
                              B(terms_of_row) *f, stored beyond, real *hi, real *lo) {
    VECTOR_ALIGNED real t[B(TERMS_AT_ONCE)];
    const size_t whole = n / SUM_BLOCK * SUM_BLOCK;
    for (size_t i = 0, count; i < whole; i += count) {
        real *to = store ? store + i : t;
        count = whole - i < B(TERMS_AT_ONCE) ? whole - i : B(TERMS_AT_ONCE);
        f(w, x + i, dy ? dy + i : x + i, to, count);
        B(add_blocks)(hi, lo, to, count);
    }
    if (whole < n) {
        B(row_rest)(w, x + whole, dy ? dy + whole : 0, t, n - whole, f, beyond);
        if (store) B(store_terms)(store + whole, t, n - whole);
        B(add_rest)(hi, lo, t, n - whole);
    }
}

static NOINLINE real B(row_sum)(const B(rows_of_tile) *w, const stored *x, const stored *dy, real *store, size_t n,
                                B(terms_of_row) *f, stored beyond) {
    real hi[SUM_LANES] = {0}, lo[SUM_LANES] = {0};
    B(row_add)(w, x, dy, store, n, f, beyond, hi, lo);
    return B(sum_fold)(hi, lo);
}

/* The next SUM_BLOCK of n terms, or as many as there are; returns how many. */
static INLINE size_t B(row_block)(const B(rows_of_tile) *w, const stored *x, size_t n, B(terms_of_row) *f, real *t) {
    if (n < SUM_BLOCK)
        B(row_rest)(w, x, 0, t, n, f, -STORED(infinity)());
    else
        f(w, x, x, t, SUM_BLOCK);
    return n < SUM_BLOCK ? n : SUM_BLOCK;
}

/* What is stored of one row. `mend`: NaNs are put right afterwards, which takes a vector at a time. */
static NOINLINE void B(row_map)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out, size_t n,
                                B(values_of_row) *f, int mend, stored beyond) {
    size_t i = mend ? 0 : n / SUM_LANES * SUM_LANES;
    if (i) f(w, x, dy ? dy : x, out, i);
    for (; i < n; i += SUM_LANES) {
        const size_t count = n - i < SUM_LANES ? n - i : SUM_LANES;
        VECTOR_ALIGNED stored bx[SUM_LANES], bdy[SUM_LANES], y[SUM_LANES];
        B(load_rest)(bx, x + i, count, beyond);
        if (dy) B(load_rest)(bdy, dy + i, count, 0);
        f(w, bx, dy ? bdy : bx, y, SUM_LANES);
        if (mend)
            FOR_LANES(SUM_LANES) y[l] = B(settled)(bx[l], 0, y[l]);
        B(store_rest)(out + i, y, count);
    }
}

#if !EXACT
/* The largest entry of a row (-inf for an empty one), NaN where there is one. From MANY entries on four maxima in turns, so
 * that none waits for the one just found. */
static INLINE void B(larger)(stored *m, stored *nan, const stored *x) {
    FOR_LANES(SUM_LANES) {
        m[l] = x[l] > m[l] ? x[l] : m[l];
        nan[l] = x[l] != x[l] ? 1 : nan[l];
    }
}

static NOINLINE stored B(row_max)(const stored *x, size_t n) {
    enum { MANY = 4 * SUM_BLOCK };
    stored m[SUM_BLOCK], nan[SUM_BLOCK], last[SUM_LANES];
    size_t i = 0;
    FOR_LANES(SUM_LANES) m[l] = -STORED(infinity)(), nan[l] = 0;
    if (n >= MANY) {
        FOR_LANES(SUM_BLOCK) m[l] = -STORED(infinity)(), nan[l] = 0;
        for (; n - i >= SUM_BLOCK; i += SUM_BLOCK) {
            INDEPENDENT
            for (int l = 0; l < SUM_BLOCK; l++) {
                m[l] = x[i + (size_t)l] > m[l] ? x[i + (size_t)l] : m[l];
                nan[l] = x[i + (size_t)l] != x[i + (size_t)l] ? 1 : nan[l];
            }
        }
        FOR_LANES(2 * SUM_LANES) {
            m[l] = m[l + 2 * SUM_LANES] > m[l] ? m[l + 2 * SUM_LANES] : m[l];
            nan[l] += nan[l + 2 * SUM_LANES];
        }
        FOR_LANES(SUM_LANES) {
            m[l] = m[l + SUM_LANES] > m[l] ? m[l + SUM_LANES] : m[l];
            nan[l] += nan[l + SUM_LANES];
        }
    }
    for (; n - i >= SUM_LANES; i += SUM_LANES) B(larger)(m, nan, x + i);
    if (i < n) {
        B(load_rest)(last, x + i, n - i, -STORED(infinity)());
        B(larger)(m, nan, last);
    }
#define FOLD(half)                                                                                                     \
    FOR_LANES(half) {                                                                                                  \
        m[l] = m[l + (half)] > m[l] ? m[l + (half)] : m[l];                                                            \
        nan[l] += nan[l + (half)];                                                                                     \
    }
    FOLD_LANES(FOLD)
#undef FOLD
    return nan[0] != 0 ? STORED(from_bits)(QUIET_NAN) : m[0];
}
#endif
