/* The part of guards.c that is written once and compiled per type: T, S() its suffix, VALUE(r) an ordinary one. Halves, whose
 * parameters are float, are called without: with the usual ones. */
static T S(value)(int array, size_t i) { /* ordinary ones, without a pattern */
    const uint32_t r = ((uint32_t)i * 4u + (uint32_t)array + 1u) * 2654435761u;
    return VALUE(r >> 16);
}

/* The first of n elements of an array with a stride, which may lie at its end. */
static T *S(array)(int array, size_t n, ptrdiff_t stride, int at_end) {
    const size_t step = (size_t)(stride < 0 ? -stride : stride), span = n ? (n - 1) * step + 1 : 0;
    T *first = place(array, span * sizeof(T), at_end);
    now.strides[array] = stride;
    for (size_t i = 0; i < span; i++) first[i] = array >= OUT ? 42 : S(value)(array, i);
    return stride < 0 && n ? first + (n - 1) * step : first;
}

static int S(same)(T a, T b) { return !memcmp(&a, &b, sizeof a); }

static int S(is_given)(const cact_info *f, cact_op op, int array) {
    return has_array(f, op, array) && !(sizeof(T) == sizeof(uint16_t) && (array == P || array == Q));
}

/* What one element gives alone, of OUT or DU. */
static T S(alone)(const cact_info *f, cact_op op, cact_type type, const void *const *at, const ptrdiff_t *strides,
                  size_t i, int which) {
    T out[2];
    const void *one[ARRAYS];
    for (int a = X; a < OUT; a++) one[a] = S(is_given)(f, op, a) ? (const T *)at[a] + (ptrdiff_t)i * strides[a] : at[a];
    one[OUT] = &out[0], one[DU] = &out[1];
    apply(f, op, type, 1, one, all_dense);
    return out[which - OUT];
}

/* One call; every result is that of its element alone. */
static void S(elements)(cact_type type, const cact_info *f, cact_op op, size_t n, const ptrdiff_t *strides,
                        int at_end) {
    const void *at[ARRAYS];
    now.shape[0] = n;
    for (int a = 0; a < ARRAYS; a++)
        at[a] = S(is_given)(f, op, a) ? S(array)(a, n, strides[a], at_end)
                : has_array(f, op, a) ? 0
                                      : (T *)untouchable(a);
    if (apply(f, op, type, n, at, strides)) check(0);
    for (int which = OUT; which <= DU; which++) {
        const ptrdiff_t so = strides[which];
        const T *out = at[which];
        for (size_t i = 0; has_array(f, op, which) && i < n && so; i++) {
            const ptrdiff_t k = (ptrdiff_t)i;
            check(S(same)(out[k * so], S(alone)(f, op, type, at, strides, i, which)));
            for (ptrdiff_t gap = 1; i + 1 < n && gap < (so < 0 ? -so : so); gap++)
                check(out[k * so + (so < 0 ? -gap : gap)] == 42);
        }
    }
}

static void S(all_elements)(cact_type type) {
    static const size_t more[] = {255, 256, 257, 511, 512, 513};
    static const int primes[ARRAYS] = {1, 11, 2, 3, 13, 5, 17};
    const size_t step = sizeof(T) == sizeof(uint16_t) ? 3 : 1; /* halves have four tiers */
    for (size_t k = 0; k < elements_count(); k++)
        for (now.op = CACT_FORWARD; now.op <= CACT_BACKWARD_FROM_Y; now.op++)
            for (size_t l = 0; has_op(cact_at(k), (cact_op)now.op) && l < 201 + sizeof more / sizeof *more; l += step)
                for (int s = 0; s < 9; s++) { /* every stride of every array, in changing company; at last all dense */
                    const int n = (int)(l < 201 ? l : more[l - 201]);
                    ptrdiff_t strides[ARRAYS];
                    for (int a = 0; a < ARRAYS; a++)
                        strides[a] = s == 8 ? all_dense[a] : s == 7 ? 1 : (primes[a] * s + (a ? n : 0)) % 7 - 3;
                    now.name = cact_at(k)->name;
                    S(elements)(type, cact_at(k), (cact_op)now.op, (size_t)n, strides, 0);
                    S(elements)(type, cact_at(k), (cact_op)now.op, (size_t)n, strides, 1);
                }
}

/* One call on rows; every row is as if alone. */
static void S(rows)(cact_type type, const rows_op *f, size_t outer, size_t n, size_t inner, int at_end) {
    static T row[MOST], row_dy[MOST], want[MOST];
    const int jacobian = f->kind == ROWS_JACOBIAN, reduce = f->kind == ROWS_REDUCE;
    const int spread = f->kind == ROWS_SPREAD, reads_dy = spread || f->kind == ROWS_BACKWARD;
    const size_t results = jacobian ? n * n : reduce ? 1 : n, dys = spread ? 1 : n;
    const size_t shape[3] = {outer, n, inner};
    memcpy(now.shape, shape, sizeof shape);
    const T *x = S(array)(X, outer * n * inner, 1, at_end);
    const T *dy = reads_dy ? S(array)(DY, outer * dys * inner, 1, at_end) : (T *)untouchable(DY);
    T *out = S(array)(OUT, outer * results * inner, 1, at_end);
    apply_rows(f, type, x, dy, out, outer, n, inner);
    for (size_t r = 0; r < outer * inner && n <= MOST; r++) {
        const size_t o = r / inner, c = r % inner;
        for (size_t i = 0; i < n; i++) row[i] = x[(o * n + i) * inner + c];
        for (size_t i = 0; reads_dy && i < dys; i++) row_dy[i] = dy[(o * dys + i) * inner + c];
        apply_rows(f, type, row, row_dy, want, 1, n, 1);
        for (size_t i = 0; i < results; i++) check(S(same)(out[(o * results + i) * inner + c], want[i]));
    }
}

static void S(all_rows)(cact_type type) {
    static const size_t outers[] = {1, 2, 5, 17}, lengths[] = {31,  32,  33,  47,  48,  49,  63,  64,  65,  66,  100,
                                                               127, 128, 129, 130, 192, 193, 255, 256, 257, 300, 1000};
    static const size_t inners[] = {1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 80, 100};
    now.op = -1;
    for (size_t k = 0; k < rows_count(); k++) {
        const rows_op *f = rows_at(k);
        const int jacobian = f->kind == ROWS_JACOBIAN;
        now.name = f->name;
        for (size_t l = 0; l < 21 + sizeof lengths / sizeof *lengths; l++)
            for (size_t i = 0; i < (jacobian ? 1 : sizeof inners / sizeof *inners); i++)
                for (size_t o = 0; o < sizeof outers / sizeof *outers; o++) {
                    const size_t n = l < 21 ? l : lengths[l - 21];
                    if (outers[o] * n * (jacobian ? n : inners[i]) > MOST) continue;
                    S(rows)(type, f, outers[o], n, inners[i], 0);
                    S(rows)(type, f, outers[o], n, inners[i], 1);
                }
    }
}

/* Arrays beyond the caches: elements stored past them, rows side by side in strips. */
static void S(large)(cact_type type) {
    const size_t n = LARGE / sizeof(T);
    const cact_info *f = cact_find("tanh");
    for (int at_end = 0; at_end < 2; at_end++)
        for (now.op = CACT_FORWARD; now.op <= CACT_BACKWARD; now.op++) {
            now.name = f->name;
            T *x = S(array)(X, n, 1, at_end), *dy = S(array)(DY, n, 1, at_end), *out = S(array)(OUT, n, 1, at_end);
            const void *const all[ARRAYS] = {x, 0, dy, 0, 0, out, 0};
            apply(f, (cact_op)now.op, type, n, all, all_dense);
            for (size_t i = 0, by; i < n; i += by) {
                T want[500];
                by = n - i < 500 ? n - i : 500;
                const void *const some[ARRAYS] = {x + i, 0, dy + i, 0, 0, want, 0};
                apply(f, (cact_op)now.op, type, by, some, all_dense);
                check(!memcmp(out + i, want, by * sizeof(T)));
            }
        }
    for (size_t k = 0; k < rows_count(); k++) {
        now.name = rows_at(k)->name;
        if (rows_at(k)->kind != ROWS_JACOBIAN) S(rows)(type, rows_at(k), 1, 17, 61681, 1);
    }
}

static void S(all)(const char *name, cact_type type) {
    now.tier = name;
    S(all_elements)(type);
    S(all_rows)(type);
    S(large)(type);
}
#undef T
#undef S
#undef VALUE
