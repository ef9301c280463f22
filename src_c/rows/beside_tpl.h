/* Rows beside each other, one to STRIP of them: entry i of row c is x[i * step + c]. Vector lanes go along the memory, across
 * rows, and across entries as well if nothing lies between them (step is width). 16 entries of every row fill `width`
 * vectors: so rows beside each other are summed like one row, with `width` vectors where that has one.
 *
 *     width 3, step 3    vectors | 0 1 2 0 1 2 0 1 2 0 1 2 0 1 2 0 | 1 2 0 1 ...    numbers of rows
 *
 * If step isn't width, the next entry begins with a new vector; then width is less than COLS or a multiple of it. */

/* How the rows of a tile lie. In a buffer there may be less of them, `rows`, than it is wide; those behind are zeros. */
typedef struct B(place) {
    size_t step, width, rows;
} B(place);

/* Does nothing lie between the entries? */
static INLINE int B(is_dense)(const B(place) *p) { return p->step == p->width; }

/* `count` elements that lie one behind the other, whole vectors, from one of row `row` on. */
static INLINE B(span) B(dense_span)(size_t row, size_t width, size_t count) {
    const B(span) vectors = {0, COLS, count / COLS, COLS, COLS, COLS}, run = {row, width, 1, count, 0, 0};
    return width == COLS ? vectors : run;
}

/* What is known of the rows, again and again, so that lane l of a vector that begins with row c finds it at c + l. Where no
 * vector goes beyond the last row, nothing is to be done. */
static NOINLINE void B(repeat)(B(rows_of_tile) *w, size_t width) {
    if (width % COLS == 0) return;
    for (size_t to = width, c = 0; to < width + COLS; to++, c++) {
        w->max[to] = w->max[c], w->shift[to] = w->shift[c], w->low[to] = w->low[c], w->magic[to] = w->magic[c];
        w->gain[to] = w->gain[c], w->up[to] = w->up[c], w->a[to] = w->a[c], w->b[to] = w->b[c];
    }
}

/* `count` elements that lie one behind the other, from one of row 0 on, through f. t is filled up to a whole vector; what is
 * in it goes to `store` as well if that isn't NULL. */
static NOINLINE void B(dense_terms)(const B(rows_of_tile) *w, const stored *x, const stored *dy, real *store, real *t,
                                    size_t count, size_t row, size_t width, B(terms_beside) *f, stored beyond) {
    const size_t whole = count / SUM_LANES * SUM_LANES;
    const B(span) all = B(dense_span)(row, width, whole), last = {(row + whole) % width, width, 1, SUM_LANES, 0, 0};
    VECTOR_ALIGNED stored bx[SUM_LANES], bdy[SUM_LANES];
    if (whole) f(w, &all, x, dy, t);
    if (whole < count) {
        B(load_rest)(bx, x + whole, count - whole, beyond);
        B(load_rest)(bdy, dy + whole, count - whole, 0);
        f(w, &last, bx, bdy, t + whole);
    }
    if (store) memcpy(store, t, count * sizeof *store);
}

/* Terms that lie in t for lanes hi and lo: of `rows` times `lanes`, step apart in t. A lane has up to four entries in a block,
 * far apart in t. */
typedef struct B(added) {
    size_t rows, lanes, step, far;
} B(added);

static INLINE void B(add_some)(real *hi, real *lo, const real *t, const B(added) *a, size_t entries, int first) {
    const size_t far = a->far;
    for (size_t r = 0; r < a->rows; r++, t += a->step, hi += a->lanes, lo += a->lanes)
        for (size_t i = 0; i < a->lanes; i += SUM_LANES) {
            real sum[SUM_LANES], other[SUM_LANES];
            const real *e = t + i;
            FOR_LANES(SUM_LANES) sum[l] = e[l];
            if (entries > 1)
                FOR_LANES(SUM_LANES) sum[l] += e[far + (size_t)l];
            if (entries > 2) {
                FOR_LANES(SUM_LANES) other[l] = e[2 * far + (size_t)l];
                if (entries > 3)
                    FOR_LANES(SUM_LANES) other[l] += e[3 * far + (size_t)l];
                FOR_LANES(SUM_LANES) sum[l] += other[l];
            }
            if (first) /* all of it is in sum, but of an infinity NaN is left */
                FOR_LANES(SUM_LANES) hi[i + (size_t)l] = sum[l] + R(0.0), lo[i + (size_t)l] = sum[l] - sum[l];
            else
                FOR_LANES(SUM_LANES) B(sum_add)(&hi[i + (size_t)l], &lo[i + (size_t)l], sum[l]);
        }
}

static NOINLINE void B(add_entries)(real *hi, real *lo, const real *t, const B(added) *a, size_t entries, int first) {
    if (entries == 4 && !first)
        B(add_some)(hi, lo, t, a, 4, 0);
    else if (entries)
        B(add_some)(hi, lo, t, a, entries, first);
}

/* result[c] = the sum of the lanes of row c; of the lanes, `there` hold anything, and a vector behind them is 0. */
static NOINLINE void B(fold_rows)(real *hi, real *lo, size_t there, size_t k, real *result) {
    for (size_t half = SUM_LANES / 2 * k; half >= k; half /= 2) {
        const size_t count = there < half ? 0 : there - half < half ? there - half : half;
        for (size_t q = 0; q < count;
             q += SUM_LANES) { /* whole vectors; what lies behind the half is no longer needed */
            real h[SUM_LANES], rest[SUM_LANES];
            FOR_LANES(SUM_LANES) {
                const size_t at = q + (size_t)l;
                h[l] = hi[at], rest[l] = lo[at];
                B(sum_add)(&h[l], &rest[l], hi[half + at]);
                rest[l] += lo[half + at];
            }
            FOR_LANES(SUM_LANES) hi[q + (size_t)l] = h[l], lo[q + (size_t)l] = rest[l];
        }
        there -= count;
    }
    for (size_t q = 0; q < k; q += SUM_LANES)
        FOR_LANES(SUM_LANES) result[q + (size_t)l] = hi[q + (size_t)l] + lo[q + (size_t)l];
}

/* A sum under way: hi and lo of SUM_LANES lanes per row, and terms in what is left of the room. */
typedef struct B(sums) {
    const B(rows_of_tile) *w;
    const B(place) *p;
    B(terms_beside) *f;
    const stored *x, *dy; /* at the block that is added */
    real *store, *hi, *lo, *t;
    size_t left; /* entries of each row in it, at most SUM_BLOCK */
    int first;
    stored beyond;
} B(sums);

static INLINE size_t B(whole_vectors)(size_t count) { return (count + SUM_LANES - 1) / SUM_LANES * SUM_LANES; }

/* A block whose terms fit the room all at once. Where they are stored, too, that is done first if it can be. */
static NOINLINE void B(add_whole_block)(const B(sums) *s) {
    const size_t k = s->p->width, step = s->p->step, quarters = s->left / SUM_LANES, more = s->left % SUM_LANES;
    const int dense = B(is_dense)(s->p), direct = s->store && (!dense || s->left * k % SUM_LANES == 0);
    const size_t to_step = direct ? step : k, rest = dense ? B(whole_vectors)(more * k) : more * to_step;
    real *t = direct ? s->store : s->t;
    if (dense)
        B(dense_terms)(s->w, s->x, s->dy, direct ? 0 : s->store, t, s->left * k, 0, k, s->f, s->beyond);
    else {
        const B(span) all = {0, k, s->left, k, step, to_step};
        s->f(s->w, &all, s->x, s->dy, t);
    }
    const size_t at = dense ? rest : more * k, far = SUM_LANES * to_step;
    const B(added) longer = {dense ? 1 : more, dense ? rest : k, to_step, far};
    const B(added) shorter = {dense ? 1 : SUM_LANES - more, dense ? SUM_LANES * k - rest : k, to_step, far};
    B(add_entries)(s->hi, s->lo, t, &longer, quarters + 1, s->first);
    B(add_entries)(s->hi + at, s->lo + at, t + rest, &shorter, quarters, s->first);
}

/* Elements u to u + m, from entry e on, of each quarter of a block: m of memory one behind the other. */
static NOINLINE void B(add_piece)(const B(sums) *s, size_t e, size_t u, size_t m) {
    const size_t k = s->p->width, run = B(is_dense)(s->p) ? SUM_LANES : 1, far = SUM_LANES * s->p->step;
    const size_t room = B(whole_vectors)(m), at = e * s->p->step + u;
    real *hi = s->hi + e * k + u, *lo = s->lo + e * k + u, *store = s->store ? s->store + at : 0;
    size_t entries = 0, count = 0;
    if (s->left >= 3 * SUM_LANES + e + run && m == room) {
        const B(span) all = {u % k, k, 4, m, far, store ? far : m};
        const B(added) them = {1, m, 0, store ? far : m};
        real *t = store ? store : s->t;
        s->f(s->w, &all, s->x + at, s->dy + at, t);
        B(add_entries)(hi, lo, t, &them, 4, s->first);
        return;
    }
    for (; entries < 4 && s->left > entries * SUM_LANES + e; entries++) {
        const size_t left = s->left - entries * SUM_LANES - e, there = (left < run ? left : run) * k,
                     from = at + entries * far;
        if (there <= u) break;
        count = there - u < m ? there - u : m;
        B(dense_terms)(s->w, s->x + from, s->dy + from, store ? store + entries * far : 0, s->t + entries * room, count,
                       u % k, k, s->f, s->beyond);
    }
    const B(added) longer = {1, B(whole_vectors)(count), 0, room}, shorter = {1, room - longer.lanes, 0, room};
    if (entries) B(add_entries)(hi, lo, s->t, &longer, entries, s->first);
    if (entries > 1)
        B(add_entries)(hi + longer.lanes, lo + longer.lanes, s->t + longer.lanes, &shorter, entries - 1, s->first);
}

/* Of each quarter, how many elements fit where there is room for so many of all. */
static INLINE size_t B(piece)(size_t fit, size_t left) {
    const size_t quarters = (left + SUM_LANES - 1) / SUM_LANES;
    return fit / quarters / SUM_LANES * SUM_LANES;
}

/* Sums of f over each row, in room for so many numbers. Of a block, the first, second, third and fourth SUM_LANES entries
 * are computed, and then added: what a lane adds is 16 entries apart. */
static NOINLINE void B(sum_in)(real *room, size_t size, B(sums) *s, size_t n, real *result) {
    const B(place) *p = s->p;
    const size_t k = p->width, lanes = SUM_LANES * k, there = B(whole_vectors)((n < SUM_LANES ? n : SUM_LANES) * k);
    const size_t run = B(is_dense)(p) ? SUM_LANES : 1, of_run = run * k, fit = size - 2 * (lanes + SUM_LANES);
    s->hi = room, s->lo = room + lanes + SUM_LANES, s->t = s->lo + lanes + SUM_LANES, s->first = 1;
    FOR_LANES(SUM_LANES) room[there + (size_t)l] = s->lo[there + (size_t)l] = R(0.0);
    for (size_t done = 0; done < n; done += SUM_BLOCK, s->first = 0) {
        s->left = n - done < SUM_BLOCK ? n - done : SUM_BLOCK;
        if (s->left * k <= fit && (B(is_dense)(p) || k % COLS == 0))
            B(add_whole_block)(s);
        else
            for (size_t e = 0, most = B(piece)(fit, s->left); e < SUM_LANES && e < s->left; e += run)
                for (size_t u = 0; u < of_run; u += most) B(add_piece)(s, e, u, of_run - u < most ? of_run - u : most);
        s->x += SUM_BLOCK * p->step, s->dy += SUM_BLOCK * p->step;
        if (s->store) s->store += SUM_BLOCK * p->step;
    }
    B(fold_rows)(s->hi, s->lo, there, k, result);
}

/* COLS rows may come from a buffer, and have that on the stack already. */
static NOINLINE void B(sum_in_little_room)(B(sums) *s, size_t n, real *result) {
    enum { ROOM = 2 * SUM_LANES * (COLS + 1) + 4 * (STRIP == COLS ? COLS : REAL_BITS == 32 ? 256 : 32) };
    VECTOR_ALIGNED real room[ROOM];
    B(sum_in)(room, ROOM, s, n, result);
}

static NOINLINE void B(sum_in_room)(B(sums) *s, size_t n, real *result) {
    enum { ROOM = 2 * SUM_LANES * (STRIP + 1) + 4 * STRIP };
    VECTOR_ALIGNED real room[ROOM];
    B(sum_in)(room, ROOM, s, n, result);
}

static NOINLINE void B(beside_sum)(const B(rows_of_tile) *w, const stored *x, const stored *dy, real *store, size_t n,
                                   const B(place) *p, B(terms_beside) *f, stored beyond, real *result) {
    B(sums) s = {w, p, f, x, dy, store, 0, 0, 0, 0, 0, beyond};
    if (p->width == COLS && B(is_dense)(p))
        B(sum_in_little_room)(&s, n, result);
    else
        B(sum_in_room)(&s, n, result);
}

/* What is stored of each row. `mend`: NaNs are put right afterwards, which takes a vector at a time. */
static NOINLINE void B(beside_map)(const B(rows_of_tile) *w, const stored *x, const stored *dy, stored *out, size_t n,
                                   const B(place) *p, B(values_beside) *f, int mend, stored beyond) {
    const size_t k = p->width, entries = B(is_dense)(p) ? 1 : n, run = B(is_dense)(p) ? n * k : k;
    const size_t whole = mend ? 0 : run / SUM_LANES * SUM_LANES;
    const B(span) spread = {0, k, entries, whole, p->step, p->step};
    const B(span) all = B(is_dense)(p) ? B(dense_span)(0, k, whole) : spread;
    if (whole) f(w, &all, x, dy, out);
    for (size_t e = 0; whole < run && e < entries; e++)
        for (size_t i = whole, at = e * p->step + i, count; i < run; i += SUM_LANES, at += SUM_LANES) {
            const B(span) last = {i % k, k, 1, SUM_LANES, 0, 0};
            VECTOR_ALIGNED stored bx[SUM_LANES], bdy[SUM_LANES], y[SUM_LANES];
            count = run - i < SUM_LANES ? run - i : SUM_LANES;
            B(load_rest)(bx, x + at, count, beyond);
            B(load_rest)(bdy, dy + at, count, 0);
            f(w, &last, bx, bdy, y);
            if (mend)
                FOR_LANES(SUM_LANES) y[l] = B(settled)(bx[l], 0, y[l]);
            B(store_rest)(out + at, y, count);
        }
}

#if !EXACT
/* The largest entry of each row (-inf for an empty one), NaN where there is one. Rows that fill vectors have four maxima in
 * turns, others one per lane of a sum. */
static NOINLINE void B(beside_max)(const stored *x, size_t n, size_t step, size_t k, stored *max) {
    VECTOR_ALIGNED stored m[SUM_LANES * (STRIP + 1)], last[SUM_LANES];
    const size_t turns = k % COLS ? SUM_LANES : 4, lanes = turns * k, count = n * k, run = step == k ? count : k;
    for (size_t q = 0; q < lanes + SUM_LANES; q += SUM_LANES)
        FOR_LANES(SUM_LANES) m[q + (size_t)l] = -STORED(infinity)();
    if (turns == 4)
        for (size_t i = 0, q = 0; i < n; i++, x += step)
            for (size_t c = 0; c < k; c += SUM_LANES, q = q + SUM_LANES < lanes ? q + SUM_LANES : 0)
                FOR_LANES(SUM_LANES) m[q + (size_t)l] = B(max_or_nan)(m[q + (size_t)l], x[c + (size_t)l]);
    else
        for (size_t done = 0, q = 0; done < count; done += run, x += step) {
            size_t i = 0;
            for (; run - i >= SUM_LANES; i += SUM_LANES, q = q + SUM_LANES < lanes ? q + SUM_LANES : 0)
                FOR_LANES(SUM_LANES) m[q + (size_t)l] = B(max_or_nan)(m[q + (size_t)l], x[i + (size_t)l]);
            if (i < run) {
                B(load_rest)(last, x + i, run - i, -STORED(infinity)());
                FOR_LANES(SUM_LANES) m[q + (size_t)l] = B(max_or_nan)(m[q + (size_t)l], last[l]);
            }
        }
    for (size_t half = lanes / 2; half >= k; half /= 2)
        for (size_t q = 0; q < half; q += SUM_LANES) {
            FOR_LANES(SUM_LANES) last[l] = B(max_or_nan)(m[q + (size_t)l], m[half + q + (size_t)l]);
            FOR_LANES(SUM_LANES) m[q + (size_t)l] = last[l];
        }
    for (size_t q = 0; q < k; q += SUM_LANES)
        FOR_LANES(SUM_LANES) max[q + (size_t)l] = m[q + (size_t)l];
}
#endif
