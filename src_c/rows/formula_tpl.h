/* A formula over whole vectors of SUM_LANES, for one row and for rows beside each other. RESULT: real for what is summed,
 * stored for what is stored; OF(name): the functions' names for that type. */

typedef RESULT OF(formula)(const A(row) *w, RESULT x, RESULT dy);
typedef void OF(of_row)(const B(rows_of_tile) *w, const stored *x, const stored *dy, RESULT *out, size_t n);
typedef void OF(beside)(const B(rows_of_tile) *w, const B(span) *s, const stored *x, const stored *dy, RESULT *out);

/* out[i] = f(x[i], dy[i]) for n elements of one row, n a multiple of SUM_LANES. `light`: f is an operation or two. What is
 * known of the row comes into registers by a copy, since `out` may alias it. */
static INLINE void OF(of_row_by)(const B(rows_of_tile) *known, const stored *x, const stored *dy, RESULT *out, size_t n,
                                 OF(formula) * f, int light) {
    const A(row) w = B(row_at)(known, 0);
    size_t i = 0;
    for (; n - i >= SUM_BLOCK; i += SUM_BLOCK) {
        BESIDE(SUM_BLOCK, !light)
        SIDE_BY_SIDE
        for (int l = 0; l < SUM_BLOCK; l++) {
            out[i + (size_t)l] = f(&w, x[i + (size_t)l], dy[i + (size_t)l]);
            STORE_BESIDE(l);
        }
        KEEP_BESIDE();
    }
    for (; i < n; i += SUM_LANES) {
        FOR_LANES(SUM_LANES) out[i + (size_t)l] = f(&w, x[i + (size_t)l], dy[i + (size_t)l]);
    }
}

/* The same for the elements of s: rows beside each other. */
static INLINE void OF(beside_by)(const B(rows_of_tile) *w, const B(span) *s, const stored *x, const stored *dy,
                                 RESULT *out, OF(formula) * f) {
    const size_t width = s->width, lanes = s->lanes, step = s->step, out_step = s->out_step,
                 advance = SUM_LANES % width;
    for (size_t e = s->entries; e; e--, x += step, dy += step, out += out_step)
        for (size_t v = 0, c = s->row; v < lanes; v += SUM_LANES) {
            BESIDE(SUM_LANES, LANES_BESIDE)
            FOR_LANES(SUM_LANES) {
                const A(row) row = B(row_at)(w, c + (size_t)l);
                out[v + (size_t)l] = f(&row, x[v + (size_t)l], dy[v + (size_t)l]);
                STORE_BESIDE(l);
            }
            KEEP_BESIDE();
            c = c + advance < width ? c + advance : c + advance - width;
        }
}

/* The same of a light formula, which would wait for what is known of the rows: where a vector is an entry, that is read
 * first. */
static INLINE void OF(beside_by_light)(const B(rows_of_tile) *w, const B(span) *s, const stored *x, const stored *dy,
                                       RESULT *out, OF(formula) * f) {
    real max[SUM_LANES], gain[SUM_LANES], up[SUM_LANES], a[SUM_LANES], b[SUM_LANES];
    if (s->lanes != SUM_LANES) {
        OF(beside_by)(w, s, x, dy, out, f);
        return;
    }
    FOR_LANES(SUM_LANES) {
        const size_t c = s->row + (size_t)l;
        max[l] = w->max[c], gain[l] = w->gain[c], up[l] = w->up[c], a[l] = w->a[c], b[l] = w->b[c];
    }
    for (size_t e = 0; e < s->entries; e++, x += s->step, dy += s->step, out += s->out_step) {
        FOR_LANES(SUM_LANES) {
            const A(row) row = {max[l], 0, 0, 0, gain[l], up[l], a[l], b[l]};
            out[l] = f(&row, x[l], dy[l]);
        }
    }
}

#undef RESULT
#undef OF
