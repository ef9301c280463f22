/* A strip: width <= STRIP rows, one beside the other, as they lie; entry i of row c is x[at[0] + i * step + c]. Vector lanes
 * go along the memory, across rows, and across entries as well if nothing lies between them (step is width): SUM_LANES
 * entries of all rows are `width` vectors, and a strip is summed as one row is, by so many vectors instead of one. If step
 * isn't width, the next entry begins with a new vector; then width is less than COLS or a multiple of it, which the maximum
 * relies on. Part of rows_tpl.h, which explains the order of the sums. */

/* What is known of the rows, again and again, so that lane l of a vector that begins with row c finds it at c + l. */
static NOINLINE void B(repeat)(B(rows_of_tile) *w, size_t width) {
    for (size_t to = width, c = 0; to < width + COLS; to++, c++) {
        w->max[to] = w->max[c], w->shift[to] = w->shift[c], w->low[to] = w->low[c], w->magic[to] = w->magic[c];
        w->gain[to] = w->gain[c], w->up[to] = w->up[c], w->a[to] = w->a[c], w->b[to] = w->b[c];
    }
}

/* The row that the next vector begins with. */
static INLINE size_t B(next_row)(size_t c, size_t k) {
    c += SUM_LANES % k;
    return c < k ? c : c - k;
}

/* Of so many elements, how many lie one behind the other: all, or one entry of each row. */
static INLINE size_t B(run_of)(const B(place) *p, size_t count) { return p->step == p->width ? count : p->width; }

static INLINE void B(strip_terms)(const B(rows_of_tile) *w, size_t c, const stored *x, const stored *dy, real *t,
                                  B(row_term) *f) {
    BESIDE(SUM_LANES, LANES_BESIDE)
    FOR_LANES(SUM_LANES) {
        const A(row) row = B(row_at)(w, c + (size_t)l);
        t[l] = f(&row, x[l], dy[l]);
        STORE_BESIDE(l);
    }
    KEEP_BESIDE();
}

static INLINE void B(strip_values)(const B(rows_of_tile) *w, size_t c, const stored *x, const stored *dy, stored *out,
                                   B(row_value) *f) {
    BESIDE(SUM_LANES, LANES_BESIDE)
    FOR_LANES(SUM_LANES) {
        const A(row) row = B(row_at)(w, c + (size_t)l);
        out[l] = f(&row, x[l], dy[l]);
        STORE_BESIDE(l);
    }
    KEEP_BESIDE();
}

/* result[c] = the sum of the lanes of row c. */
static NOINLINE void B(strip_fold)(real *hi, real *lo, size_t lanes, size_t k, real *result) {
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
    for (size_t q = 0; q < k; q += SUM_LANES)
        FOR_LANES(SUM_LANES) result[q + (size_t)l] = hi[q + (size_t)l] + lo[q + (size_t)l];
}

/* f of the last elements of a run, `count` or SUM_LANES if there are more; the values go to `store` as well if that isn't NULL. */
static INLINE void B(strip_last_terms)(const B(rows_of_tile) *w, size_t c, const stored *x, const stored *dy,
                                       stored *store, real *t, size_t count, B(row_term) *f, stored beyond) {
    stored bx[SUM_LANES], bdy[SUM_LANES];
    if (count > SUM_LANES) count = SUM_LANES;
    B(load_rest)(bx, x, count, beyond);
    B(load_rest)(bdy, dy, count, 0);
    B(strip_terms)(w, c, bx, bdy, t, f);
    if (!store) return;
    FOR_LANES(SUM_LANES) bx[l] = (stored)t[l];
    B(store_rest)(store, bx, count);
}

static NOINLINE void B(add_last_entries)(real *hi, real *lo, real (*t)[COLS], size_t entries) {
    B(add_entries)(hi, lo, t, entries, 0);
}

/* Sums of f over each row; its values go to `store` as well if that isn't NULL. Of a block, the first, second, third and
 * fourth SUM_LANES entries are read side by side: what a lane adds is 16 entries apart. A run is what lies one behind the
 * other of each of the four: all its entries, or one. */
static INLINE void B(strip_sum)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *store, size_t n,
                                const B(place) *p, B(row_term) *f, stored beyond, real *result) {
    real hi[SUM_LANES * (STRIP + 1)], lo[SUM_LANES * (STRIP + 1)], t[4][COLS];
    const size_t k = p->width, lanes = SUM_LANES * k, run = p->step == k ? SUM_LANES : 1, far = SUM_LANES * p->step;
    for (size_t q = 0; q < lanes + SUM_LANES; q += SUM_LANES)
        FOR_LANES(SUM_LANES) hi[q + (size_t)l] = lo[q + (size_t)l] = R(0.0);
    for (size_t i = 0; i < n; i += SUM_BLOCK)
        for (size_t e = 0; e < SUM_LANES && i + e < n; e += run) {
            const size_t left = n - i - e, first = p->at[0] + (i + e) * p->step;
            size_t u = 0, c = 0;
            for (; left >= 3 * SUM_LANES + run && run * k - u >= SUM_LANES; u += SUM_LANES, c = B(next_row)(c, k)) {
                ONE_BY_ONE
                for (size_t q = 0, at = first + u; q < 4; q++, at += far) {
                    B(strip_terms)(w, c, x + at, dy + at, t[q], f);
                    if (store) FOR_LANES(SUM_LANES) store[at + (size_t)l] = (stored)t[q][l];
                }
                B(add_entries)(hi + e * k + u, lo + e * k + u, t, 4, 0);
            }
            for (; u < (left < run ? left : run) * k; u += SUM_LANES, c = B(next_row)(c, k)) {
                size_t q = 0;
                for (size_t at = first + u, there; q < 4 && left > q * SUM_LANES; q++, at += far) {
                    there = (left - q * SUM_LANES < run ? left - q * SUM_LANES : run) * k;
                    if (there <= u) break;
                    B(strip_last_terms)(w, c, x + at, dy + at, store ? store + at : 0, t[q], there - u, f, beyond);
                }
                B(add_last_entries)(hi + e * k + u, lo + e * k + u, t, q);
            }
        }
    B(strip_fold)(hi, lo, lanes, k, result);
}

static INLINE void B(strip_map)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out, size_t n,
                                const B(place) *p, B(row_value) *f, stored beyond) {
    const size_t count = n * p->width, run = B(run_of)(p, count);
    for (size_t done = 0, at = p->at[0]; done < count; done += run, at += p->step) {
        size_t i = 0, c = 0;
        for (; run - i >= SUM_LANES; i += SUM_LANES, c = B(next_row)(c, p->width))
            B(strip_values)(w, c, x + at + i, dy + at + i, out + at + i, f);
        if (i < run) {
            stored bx[SUM_LANES], bdy[SUM_LANES];
            B(load_rest)(bx, x + at + i, run - i, beyond);
            B(load_rest)(bdy, dy + at + i, run - i, 0);
            B(strip_values)(w, c, bx, bdy, bx, f);
            B(store_rest)(out + at + i, bx, run - i);
        }
    }
}

/* The largest entry of each row, NaN where there is one; 0 for those that fill up to COLS. */
static NOINLINE void B(strip_max)(const stored *x, size_t n, const B(place) *p, real *max) {
    stored m[SUM_LANES * (STRIP + 1)], last[SUM_LANES];
    const size_t k = p->width, lanes = (k < COLS || k % 4 ? SUM_LANES : 4) * k, count = n * k, run = B(run_of)(p, count);
    size_t q = 0;
    for (; q < lanes + SUM_LANES; q += SUM_LANES) FOR_LANES(SUM_LANES) m[q + (size_t)l] = -STORED(infinity)();
    q = 0;
    for (size_t done = 0, at = p->at[0]; done < count; done += run, at += p->step) {
        size_t i = 0;
        for (; run - i >= SUM_LANES; i += SUM_LANES, q = q + SUM_LANES < lanes ? q + SUM_LANES : 0)
            FOR_LANES(SUM_LANES) m[q + (size_t)l] = B(max_or_nan)(m[q + (size_t)l], x[at + i + (size_t)l]);
        if (i < run) {
            B(load_rest)(last, x + at + i, run - i, -STORED(infinity)());
            FOR_LANES(SUM_LANES) m[q + (size_t)l] = B(max_or_nan)(m[q + (size_t)l], last[l]);
        }
    }
    for (size_t half = lanes / 2; half >= k; half /= 2) {
        for (q = 0; q < half; q += SUM_LANES) {
            FOR_LANES(SUM_LANES) last[l] = B(max_or_nan)(m[q + (size_t)l], m[half + q + (size_t)l]);
            FOR_LANES(SUM_LANES) m[q + (size_t)l] = last[l];
        }
    }
    for (q = 0; q < k; q += SUM_LANES) FOR_LANES(SUM_LANES) max[q + (size_t)l] = m[q + (size_t)l];
    for (q = k; q % COLS; q++) max[q] = R(0.0);
}
