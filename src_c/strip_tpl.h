/* A strip: k < COLS rows, one beside the other, as they lie; entry i of row c is x[i * k + c]. Vector lanes go along the
 * memory, across rows and entries alike: SUM_LANES entries of all rows are k vectors, and a strip is summed as one row is,
 * by k vectors instead of one. Part of rows_tpl.h, which explains the order of the sums. */

/* What is known of the rows, again and again, so that lane l of a vector that begins with row c finds it at c + l; a and b
 * once the sums are known, the rest before. */
static NOINLINE void B(repeat)(B(rows_of_tile) *w, size_t k, int sums_known) {
    for (size_t to = k, c = 0; to < k + COLS; to++, c++) {
        if (sums_known)
            w->a[to] = w->a[c], w->b[to] = w->b[c];
        else
            w->max[to] = w->max[c], w->shift[to] = w->shift[c], w->low[to] = w->low[c], w->magic[to] = w->magic[c];
    }
}

/* The row that the next vector begins with. */
static INLINE size_t B(next_row)(size_t c, size_t k) {
    c += SUM_LANES % k;
    return c < k ? c : c - k;
}

static INLINE void B(strip_terms)(const B(rows_of_tile) *w, size_t c, const stored *x, const stored *dy, real *t,
                                  B(row_term) *f) {
    FOR_LANES(SUM_LANES) {
        const A(row) row = B(row_at)(w, (int)c + l);
        t[l] = f(&row, x[l], dy[l]);
    }
}

static INLINE void B(strip_values)(const B(rows_of_tile) *w, size_t c, const stored *x, const stored *dy, stored *out,
                                   B(row_value) *f) {
    FOR_LANES(SUM_LANES) {
        const A(row) row = B(row_at)(w, (int)c + l);
        out[l] = f(&row, x[l], dy[l]);
    }
}

/* Sums of f over each row; its values go to `store` as well if that isn't NULL. */
static INLINE void B(strip_sum)(const B(rows_of_tile) *w, size_t k, const stored *x, const stored *dy,
                                stored *store, size_t n, B(row_term) *f, stored beyond, real *result) {
    real hi[SUM_LANES * COLS], lo[SUM_LANES * COLS], t[SUM_BLOCK * COLS];
    const size_t lanes = SUM_LANES * k, block = SUM_BLOCK * k;
    for (size_t q = 0; q < lanes; q += SUM_LANES) FOR_LANES(SUM_LANES) hi[q + (size_t)l] = lo[q + (size_t)l] = R(0.0);
    for (size_t left = n * k, count; left; left -= count, x += count, dy += count) {
        size_t i = 0, c = 0;
        count = left < block ? left : block;
        for (; count - i >= SUM_LANES; i += SUM_LANES, c = B(next_row)(c, k)) {
            B(strip_terms)(w, c, x + i, dy + i, t + i, f);
            if (store) FOR_LANES(SUM_LANES) store[i + (size_t)l] = (stored)t[i + (size_t)l];
        }
        if (i < count) {
            stored bx[SUM_LANES], bdy[SUM_LANES];
            B(load_first)(bx, x + i, count - i, SUM_LANES, beyond);
            B(load_first)(bdy, dy + i, count - i, SUM_LANES, 0);
            B(strip_terms)(w, c, bx, bdy, t + i, f);
            FOR_LANES(SUM_LANES) bx[l] = (stored)t[i + (size_t)l];
            if (store) B(store_first)(store + i, bx, count - i, SUM_LANES);
            i += SUM_LANES;
        }
        for (; i < block; i += SUM_LANES) FOR_LANES(SUM_LANES) t[i + (size_t)l] = R(0.0);
        for (size_t q = 0; q < lanes; q += SUM_LANES) {
            FOR_LANES(SUM_LANES) {
                const size_t at = q + (size_t)l;
                B(sum_add)(&hi[at], &lo[at], (t[at] + t[lanes + at]) + (t[2 * lanes + at] + t[3 * lanes + at]));
            }
        }
        if (store) store += count;
    }
    for (size_t half = lanes / 2; half >= k; half /= 2) {
        for (size_t q = 0; q < half; q += SUM_LANES) { /* whole vectors; what lies behind the half is no longer needed */
            real h[SUM_LANES], rest[SUM_LANES];
            FOR_LANES(SUM_LANES) {
                const size_t at = q + (size_t)l;
                h[l] = hi[at], rest[l] = lo[at];
                B(sum_add)(&h[l], &rest[l], hi[half + at]);
                rest[l] += lo[half + at];
            }
            FOR_LANES(SUM_LANES) hi[q + (size_t)l] = h[l], lo[q + (size_t)l] = rest[l];
        }
    }
    FOR_LANES(SUM_LANES) result[l] = hi[l] + lo[l];
}

static INLINE void B(strip_map)(const B(rows_of_tile) *w, size_t k, const stored *x, const stored *dy, stored *out,
                                size_t n, B(row_value) *f) {
    const size_t count = n * k;
    size_t i = 0, c = 0;
    for (; count - i >= SUM_LANES; i += SUM_LANES, c = B(next_row)(c, k))
        B(strip_values)(w, c, x + i, dy + i, out + i, f);
    if (i < count) {
        stored bx[SUM_LANES], bdy[SUM_LANES];
        B(load_first)(bx, x + i, count - i, SUM_LANES, 0);
        B(load_first)(bdy, dy + i, count - i, SUM_LANES, 0);
        B(strip_values)(w, c, bx, bdy, bx, f);
        B(store_first)(out + i, bx, count - i, SUM_LANES);
    }
}

/* The largest entry of each row, NaN where there is one. */
static NOINLINE void B(strip_max)(const stored *x, size_t k, size_t n, real *max) {
    stored m[SUM_LANES * COLS], last[SUM_LANES];
    const size_t count = n * k, lanes = SUM_LANES * k;
    size_t i = 0, q = 0;
    for (; q < lanes; q += SUM_LANES) FOR_LANES(SUM_LANES) m[q + (size_t)l] = -STORED(infinity)();
    for (q = 0; count - i >= SUM_LANES; i += SUM_LANES, q = q + SUM_LANES < lanes ? q + SUM_LANES : 0)
        FOR_LANES(SUM_LANES) m[q + (size_t)l] = B(max_or_nan)(m[q + (size_t)l], x[i + (size_t)l]);
    if (i < count) {
        B(load_first)(last, x + i, count - i, SUM_LANES, -STORED(infinity)());
        FOR_LANES(SUM_LANES) m[q + (size_t)l] = B(max_or_nan)(m[q + (size_t)l], last[l]);
    }
    for (size_t half = lanes / 2; half >= k; half /= 2) {
        for (q = 0; q < half; q += SUM_LANES) {
            FOR_LANES(SUM_LANES) last[l] = B(max_or_nan)(m[q + (size_t)l], m[half + q + (size_t)l]);
            FOR_LANES(SUM_LANES) m[q + (size_t)l] = last[l];
        }
    }
    for (size_t c = 0; c < k; c++) max[c] = m[c];
}
