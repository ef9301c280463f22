/* The part of guards.c that is written once and compiled per type: T, and S() its suffix. */
typedef struct S(tier) {
    const char *name;
    int (*dense)(const cact_info *, cact_op, const T *, const T *, T *, size_t, T);
    int (*strided)(const cact_info *, cact_op, const T *, ptrdiff_t, const T *, ptrdiff_t, T *, ptrdiff_t, size_t,
                   const T *, ptrdiff_t);
    int (*rows)(const cact_rows_info *, const T *, const T *, T *, size_t, size_t, size_t);
} S(tier);

static T S(value)(int array, size_t i) { /* ordinary ones, without a pattern */
    const uint32_t r = ((uint32_t)i * 4u + (uint32_t)array + 1u) * 2654435761u;
    return (T)(int)(r >> 16 & 2047) / 97 - 10;
}

/* The first of n elements of an array with a stride, which may lie at its end. */
static T *S(array)(int array, size_t n, int stride, int at_end) {
    const size_t step = (size_t)(stride < 0 ? -stride : stride), span = n ? (n - 1) * step + 1 : 0;
    T *first = place(array, span * sizeof(T), at_end);
    now.strides[array] = stride;
    for (size_t i = 0; i < span; i++) first[i] = array == OUT ? 42 : S(value)(array, i);
    return stride < 0 && n ? first + (n - 1) * step : first;
}

static int S(same)(T a, T b) { return !memcmp(&a, &b, sizeof a); }

/* One call; every result is that of its element alone. */
static void S(elements)(const S(tier) *t, const cact_info *f, cact_op op, size_t n, const int *strides, int at_end) {
    const ptrdiff_t sx = strides[X], sdy = strides[DY], sp = strides[P], so = strides[OUT];
    const int reads_dy = op == CACT_BACKWARD || op == CACT_BACKWARD_FROM_Y;
    now.shape[0] = n;
    const T *x = S(array)(X, n, strides[X], at_end);
    const T *dy = reads_dy ? S(array)(DY, n, strides[DY], at_end) : (T *)untouchable(DY);
    const T *p = param_of(f) ? S(array)(P, n, strides[P], at_end) : (T *)untouchable(P);
    T *out = S(array)(OUT, n, strides[OUT], at_end);
    if (t->strided(f, op, x, sx, dy, sdy, out, so, n, p, sp)) return;
    for (size_t i = 0; i < n && so; i++) {
        const ptrdiff_t k = (ptrdiff_t)i;
        T want;
        t->dense(f, op, x + k * sx, reads_dy ? dy + k * sdy : dy, &want, 1, param_of(f) ? p[k * sp] : 0);
        check(S(same)(out[k * so], want));
        for (ptrdiff_t gap = 1; i + 1 < n && gap < (so < 0 ? -so : so); gap++)
            check(out[k * so + (so < 0 ? -gap : gap)] == 42);
    }
    if (n && sx == 1 && sdy == 1 && so == 1) {
        T *again = S(array)(OUT, n, 1, at_end);
        t->dense(f, op, x, dy, again, n, param_of(f) ? *p : 0);
        for (size_t i = 0; i < n; i++) {
            T want;
            t->dense(f, op, x + i, reads_dy ? dy + i : dy, &want, 1, param_of(f) ? *p : 0);
            check(S(same)(again[i], want));
        }
    }
}

static void S(all_elements)(const S(tier) *t) {
    static const size_t more[] = {255, 256, 257, 511, 512, 513};
    for (size_t k = 0; k < cact_count(); k++)
        for (now.op = CACT_FORWARD; now.op <= CACT_BACKWARD_FROM_Y; now.op++)
            for (size_t l = 0; l < 201 + sizeof more / sizeof *more; l++)
                for (int s = 0; s < 8; s++) { /* every stride of every array, in changing company; at last all dense */
                    const int n = (int)(l < 201 ? l : more[l - 201]),
                              strides[ARRAYS] = {s < 7 ? s - 3 : 1, s < 7 ? (2 * s + n) % 7 - 3 : 1,
                                                 (3 * s + n) % 7 - 3, s < 7 ? (5 * s + n) % 7 - 3 : 1};
                    now.name = cact_at(k)->name;
                    S(elements)(t, cact_at(k), (cact_op)now.op, (size_t)n, strides, 0);
                    S(elements)(t, cact_at(k), (cact_op)now.op, (size_t)n, strides, 1);
                }
}

/* One call on rows; every row is as if alone. */
static void S(rows)(const S(tier) *t, const cact_rows_info *f, size_t outer, size_t n, size_t inner, int at_end) {
    static T row[MOST], row_dy[MOST], want[MOST];
    const int jacobian = f->kind == CACT_ROWS_JACOBIAN, reduce = f->kind == CACT_ROWS_REDUCE;
    const int spread = f->kind == CACT_ROWS_SPREAD, reads_dy = spread || f->kind == CACT_ROWS_BACKWARD;
    const size_t results = jacobian ? n * n : reduce ? 1 : n, dys = spread ? 1 : n;
    const size_t shape[3] = {outer, n, inner};
    memcpy(now.shape, shape, sizeof shape);
    const T *x = S(array)(X, outer * n * inner, 1, at_end);
    const T *dy = reads_dy ? S(array)(DY, outer * dys * inner, 1, at_end) : (T *)untouchable(DY);
    T *out = S(array)(OUT, outer * results * inner, 1, at_end);
    t->rows(f, x, dy, out, outer, n, inner);
    for (size_t r = 0; r < outer * inner && n <= MOST; r++) {
        const size_t o = r / inner, c = r % inner;
        for (size_t i = 0; i < n; i++) row[i] = x[(o * n + i) * inner + c];
        for (size_t i = 0; reads_dy && i < dys; i++) row_dy[i] = dy[(o * dys + i) * inner + c];
        t->rows(f, row, row_dy, want, 1, n, 1);
        for (size_t i = 0; i < results; i++) check(S(same)(out[(o * results + i) * inner + c], want[i]));
    }
}

static void S(all_rows)(const S(tier) *t) {
    static const size_t outers[] = {1, 2, 5, 17}, lengths[] = {31,  32,  33,  47,  48,  49,  63,  64,  65,  66,  100,
                                                               127, 128, 129, 130, 192, 193, 255, 256, 257, 300, 1000};
    static const size_t inners[] = {1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 80, 100};
    now.op = -1;
    for (size_t k = 0; k < cact_rows_count(); k++) {
        const cact_rows_info *f = cact_rows_at(k);
        const int jacobian = f->kind == CACT_ROWS_JACOBIAN;
        now.name = f->name;
        for (size_t l = 0; l < 21 + sizeof lengths / sizeof *lengths; l++)
            for (size_t i = 0; i < (jacobian ? 1 : sizeof inners / sizeof *inners); i++)
                for (size_t o = 0; o < sizeof outers / sizeof *outers; o++) {
                    const size_t n = l < 21 ? l : lengths[l - 21];
                    if (outers[o] * n * (jacobian ? n : inners[i]) > MOST) continue;
                    S(rows)(t, f, outers[o], n, inners[i], 0);
                    S(rows)(t, f, outers[o], n, inners[i], 1);
                }
    }
}

/* Arrays beyond the caches: elements stored past them, rows side by side in strips. */
static void S(large)(const S(tier) *t) {
    const size_t n = LARGE / sizeof(T);
    const cact_info *f = cact_find("tanh");
    for (int at_end = 0; at_end < 2; at_end++)
        for (now.op = CACT_FORWARD; now.op <= CACT_BACKWARD; now.op++) {
            now.name = f->name;
            T *x = S(array)(X, n, 1, at_end), *dy = S(array)(DY, n, 1, at_end), *out = S(array)(OUT, n, 1, at_end);
            t->dense(f, (cact_op)now.op, x, dy, out, n, 0);
            for (size_t i = 0, by; i < n; i += by) {
                T want[500];
                by = n - i < 500 ? n - i : 500;
                t->dense(f, (cact_op)now.op, x + i, dy + i, want, by, 0);
                check(!memcmp(out + i, want, by * sizeof(T)));
            }
        }
    for (size_t k = 0; k < cact_rows_count(); k++) {
        now.name = cact_rows_at(k)->name;
        if (cact_rows_at(k)->kind != CACT_ROWS_JACOBIAN) S(rows)(t, cact_rows_at(k), 1, 17, 61681, 1);
    }
}

static void S(all)(const S(tier) *t) {
    now.tier = t->name;
    S(all_elements)(t);
    S(all_rows)(t);
    S(large)(t);
}
#undef T
#undef S
