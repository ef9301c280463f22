/* A strip: width <= STRIP rows, one beside the other, as they lie; entry i of row c is x[at[0] + i * step + c]. Vector lanes
 * go along the memory, across rows, and across entries as well if nothing lies between them (step is width): SUM_LANES
 * entries of all rows are `width` vectors, and a strip is summed as one row is, by so many vectors instead of one. If step
 * isn't width, the next entry begins with a new vector; then width is less than COLS or a multiple of it, which the maximum
 * relies on. Part of rows_tpl.h, which explains the order of the sums. */

/* What is known of the rows, again and again, so that lane l of a vector that begins with row c finds it at c + l; a and b
 * once the sums are known, the rest before. */
static NOINLINE void B(repeat)(B(rows_of_tile) *w, size_t width, int sums_known) {
    for (size_t to = width, c = 0; to < width + COLS; to++, c++) {
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

/* The terms of SUM_BLOCK entries, or of as many quarters of those as there are, added to the sums. */
static NOINLINE void B(strip_add)(real *hi, real *lo, real *t, size_t lanes, size_t quarters) {
    for (size_t q = 0; q < lanes; q += SUM_LANES, hi += SUM_LANES, lo += SUM_LANES, t += SUM_LANES) {
        const real *t1 = t + lanes, *t2 = t1 + lanes, *t3 = t2 + lanes;
        if (quarters == 4) {
            FOR_LANES(SUM_LANES) B(sum_add)(&hi[l], &lo[l], (t[l] + t1[l]) + (t2[l] + t3[l]));
            continue;
        }
        if (quarters > 1) FOR_LANES(SUM_LANES) t[l] += t1[l];
        if (quarters > 2) FOR_LANES(SUM_LANES) t[l] += t2[l];
        FOR_LANES(SUM_LANES) B(sum_add)(&hi[l], &lo[l], t[l]);
    }
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

/* Sums of f over each row; its values go to `store` as well if that isn't NULL. */
static INLINE void B(strip_sum)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *store, size_t n,
                                const B(place) *p, B(row_term) *f, stored beyond, real *result) {
    real hi[SUM_LANES * (STRIP + 1)], lo[SUM_LANES * (STRIP + 1)], t[SUM_BLOCK * STRIP + SUM_LANES];
    const size_t k = p->width, lanes = SUM_LANES * k;
    size_t at = p->at[0];
    for (size_t q = 0; q < lanes; q += SUM_LANES) FOR_LANES(SUM_LANES) hi[q + (size_t)l] = lo[q + (size_t)l] = R(0.0);
    for (size_t left = n, count; left; left -= count / k) {
        size_t done = 0;
        count = (left < SUM_BLOCK ? left : SUM_BLOCK) * k;
        for (const size_t run = B(run_of)(p, count); done < count; done += run, at += run + p->step - k) {
            size_t i = 0, c = 0;
            for (; run - i >= SUM_LANES; i += SUM_LANES, c = B(next_row)(c, k)) {
                real *to = t + done + i;
                B(strip_terms)(w, c, x + at + i, dy + at + i, to, f);
                if (store) FOR_LANES(SUM_LANES) store[at + i + (size_t)l] = (stored)to[l];
            }
            if (i < run) {
                stored bx[SUM_LANES], bdy[SUM_LANES];
                B(load_rest)(bx, x + at + i, run - i, beyond);
                B(load_rest)(bdy, dy + at + i, run - i, 0);
                B(strip_terms)(w, c, bx, bdy, t + done + i, f);
                FOR_LANES(SUM_LANES) bx[l] = (stored)t[done + i + (size_t)l];
                if (store) B(store_rest)(store + at + i, bx, run - i);
            }
        }
        const size_t quarters = (count + lanes - 1) / lanes;
        for (; done < quarters * lanes; done += SUM_LANES) FOR_LANES(SUM_LANES) t[done + (size_t)l] = R(0.0);
        B(strip_add)(hi, lo, t, lanes, quarters);
    }
    B(strip_fold)(hi, lo, lanes, k, result);
}

static INLINE void B(strip_map)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out, size_t n,
                                const B(place) *p, B(row_value) *f) {
    const size_t count = n * p->width, run = B(run_of)(p, count);
    for (size_t done = 0, at = p->at[0]; done < count; done += run, at += p->step) {
        size_t i = 0, c = 0;
        for (; run - i >= SUM_LANES; i += SUM_LANES, c = B(next_row)(c, p->width))
            B(strip_values)(w, c, x + at + i, dy + at + i, out + at + i, f);
        if (i < run) {
            stored bx[SUM_LANES], bdy[SUM_LANES];
            B(load_rest)(bx, x + at + i, run - i, 0);
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
    for (; q < lanes; q += SUM_LANES) FOR_LANES(SUM_LANES) m[q + (size_t)l] = -STORED(infinity)();
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
    for (q = 0; q < k; q += SUM_LANES)
        FOR_LANES(SUM_LANES) max[q + (size_t)l] = q + (size_t)l < k ? m[q + (size_t)l] : R(0.0);
}
