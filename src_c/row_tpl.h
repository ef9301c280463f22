/* One row, vector lanes along it: its largest entry, sums, what is stored. Part of rows_tpl.h, which explains the order of
 * the sums. */

/* The first `count` elements, at most SUM_LANES of them, `beyond` behind them: what a row may hold without a sum's being
 * changed or a floating-point exception raised. */
static INLINE void B(lanes_load)(stored *to, const stored *from, size_t count, stored beyond) {
    if (count >= SUM_LANES)
        memcpy(to, from, SUM_LANES * sizeof(stored));
    else
        B(load_first)(to, from, count, SUM_LANES, beyond);
}

static INLINE void B(lanes_store)(stored *to, const stored *from, size_t count) {
    if (count >= SUM_LANES)
        memcpy(to, from, SUM_LANES * sizeof(stored));
    else
        B(store_first)(to, from, count, SUM_LANES);
}

/* The same of less than SUM_LANES, as functions, for those that more code would slow down more than a call. */
static NOINLINE void B(load_rest)(stored *to, const stored *from, size_t count, stored beyond) {
    B(load_first)(to, from, count, SUM_LANES, beyond);
}

static NOINLINE void B(store_rest)(stored *to, const stored *from, size_t count) {
    B(store_first)(to, from, count, SUM_LANES);
}

/* Halves spelled out: the trip count of a vector loop must be a constant. */
static INLINE real B(sum_fold)(real *hi, real *lo) {
#define FOLD(half)                                                                                                     \
    FOR_LANES(half) {                                                                                                  \
        B(sum_add)(&hi[l], &lo[l], hi[l + (half)]);                                                                    \
        lo[l] += lo[l + (half)];                                                                                       \
    }
    FOLD(8)
    FOLD(4)
    FOLD(2)
    FOLD(1)
#undef FOLD
    return hi[0] + lo[0];
}

/* t[l] = f(x[l], dy[l]) for n elements, at most SUM_BLOCK, and up to the next SUM_LANES beyond them. Of an x that is
 * `beyond`, or a dy that is 0, f is 0. `light`: f is an operation or two. */
static INLINE void B(row_block)(const A(row) *w, const stored *x, const stored *dy, real *t, size_t n, B(row_term) *f,
                                int light, stored beyond) {
    if (n >= SUM_BLOCK) {
        BESIDE(SUM_BLOCK, !light)
        SIDE_BY_SIDE
        for (int i = 0; i < SUM_BLOCK; i++) {
            t[i] = f(w, x[i], dy[i]);
            STORE_BESIDE(i);
        }
        KEEP_BESIDE();
        return;
    }
    for (size_t i = 0; i < n; i += SUM_LANES) {
        stored bx[SUM_LANES], bdy[SUM_LANES];
        B(lanes_load)(bx, x + i, n - i, beyond);
        B(lanes_load)(bdy, dy + i, n - i, 0);
        FOR_LANES(SUM_LANES) t[i + (size_t)l] = f(w, bx[l], bdy[l]);
    }
}

/* Sum of f over one row; its values go to `store` as well if that isn't NULL. */
static INLINE real B(row_sum)(const A(row) *w, const stored *x, const stored *dy, stored *store, size_t n,
                              B(row_term) *f, int light, stored beyond) {
    real hi[SUM_LANES] = {0}, lo[SUM_LANES] = {0}, t[SUM_BLOCK];
    size_t i = 0;
    for (; n - i >= SUM_BLOCK; i += SUM_BLOCK) {
        B(row_block)(w, x + i, dy + i, t, SUM_BLOCK, f, light, beyond);
        FOR_LANES(SUM_LANES)
        B(sum_add)(&hi[l], &lo[l], (t[l] + t[SUM_LANES + l]) + (t[2 * SUM_LANES + l] + t[3 * SUM_LANES + l]));
        for (int l = 0; store && l < SUM_BLOCK; l++) store[i + (size_t)l] = (stored)t[l];
    }
    const size_t rest = n - i;
    if (!rest) return B(sum_fold)(hi, lo);
    B(row_block)(w, x + i, dy + i, t, rest, f, light, beyond);
    for (size_t at = 0; store && at < rest; at += SUM_LANES) {
        stored bt[SUM_LANES];
        FOR_LANES(SUM_LANES) bt[l] = (stored)t[at + (size_t)l];
        B(lanes_store)(store + i + at, bt, rest - at);
    }
    if (rest > SUM_LANES) {
        FOR_LANES(SUM_LANES) t[l] += t[SUM_LANES + l];
        if (rest > 2 * SUM_LANES) {
            if (rest > 3 * SUM_LANES) FOR_LANES(SUM_LANES) t[2 * SUM_LANES + l] += t[3 * SUM_LANES + l];
            FOR_LANES(SUM_LANES) t[l] += t[2 * SUM_LANES + l];
        }
    }
    FOR_LANES(SUM_LANES) B(sum_add)(&hi[l], &lo[l], t[l]);
    return B(sum_fold)(hi, lo);
}

static INLINE void B(row_map)(const A(row) *w, const stored *x, const stored *dy, stored *out, size_t n,
                              B(row_value) *f, stored beyond) {
    size_t i = 0;
    for (; n - i >= SUM_BLOCK; i += SUM_BLOCK) {
        BESIDE(SUM_BLOCK, 1)
        SIDE_BY_SIDE
        for (int l = 0; l < SUM_BLOCK; l++) {
            out[i + (size_t)l] = f(w, x[i + (size_t)l], dy[i + (size_t)l]);
            STORE_BESIDE(l);
        }
        KEEP_BESIDE();
    }
    for (; i < n; i += SUM_LANES) {
        stored bx[SUM_LANES], bdy[SUM_LANES];
        B(lanes_load)(bx, x + i, n - i, beyond);
        B(lanes_load)(bdy, dy + i, n - i, 0);
        FOR_LANES(SUM_LANES) bx[l] = f(w, bx[l], bdy[l]);
        B(lanes_store)(out + i, bx, n - i);
    }
}

/* The largest entry (-inf for an empty row), NaN where there is one. */
static NOINLINE real B(row_max)(const stored *x, size_t n) {
    stored m[SUM_LANES], nan[SUM_LANES], last[SUM_LANES];
    size_t i = 0;
    FOR_LANES(SUM_LANES) m[l] = -STORED(infinity)(), nan[l] = 0;
    for (; n - i >= SUM_LANES; i += SUM_LANES) {
        FOR_LANES(SUM_LANES) {
            stored v = x[i + (size_t)l];
            m[l] = v > m[l] ? v : m[l];
            nan[l] = v != v ? 1 : nan[l];
        }
    }
    if (i < n) {
        B(lanes_load)(last, x + i, n - i, -STORED(infinity)());
        FOR_LANES(SUM_LANES) {
            m[l] = last[l] > m[l] ? last[l] : m[l];
            nan[l] = last[l] != last[l] ? 1 : nan[l];
        }
    }
#define FOLD(half)                                                                                                     \
    FOR_LANES(half) {                                                                                                  \
        m[l] = m[l + (half)] > m[l] ? m[l + (half)] : m[l];                                                            \
        nan[l] += nan[l + (half)];                                                                                     \
    }
    FOLD(8)
    FOLD(4)
    FOLD(2)
    FOLD(1)
#undef FOLD
    return nan[0] != 0 ? A(from_bits)(QUIET_NAN) : m[0];
}
