/* check() for one type: T with bits BITS, FRACTION_BITS of them fraction, S() its suffix, TO() one of a number;
 * EXPONENTS from 2^-BELOW on are moderate. Everything is compared bit by bit with calls of one element, or of one row along
 * the last axis, on the same instruction set; some of it, not halves, with long double (judge_tpl.h). Halves, whose parameters
 * are float, are called without, with the usual ones. */
#define IS_HALF (sizeof(T) == sizeof(uint16_t))
#define BIAS ((BITS)((BITS)1 << (8 * sizeof(BITS) - 2 - FRACTION_BITS)) - 1)
#define INF ((BITS)((2 * BIAS + 1) << FRACTION_BITS))
#define SIGN ((BITS)((BITS)1 << (8 * sizeof(BITS) - 1)))
#define QUIET ((BITS)1 << (FRACTION_BITS - 1))

static T S(from_bits)(BITS u) {
    T v;
    memcpy(&v, &u, sizeof v);
    return v;
}

static BITS S(bits)(T v) {
    BITS u;
    memcpy(&u, &v, sizeof u);
    return u;
}

static T S(values)[OUT][MOST], S(want)[2][MOST]; /* of a call on elements: what goes in, what comes out */
#if FRACTION_BITS > 10
#include "judge_tpl.h"
#else
static void S(judge_element)(const call *c, const cact_info *f, int which, size_t i) {
    (void)c, (void)f, (void)which, (void)i;
}
static void S(judge_row)(const call *c, const rows_op *f, const T *x, const T *dy, const T *got, size_t n, int exact) {
    (void)c, (void)f, (void)x, (void)dy, (void)got, (void)n, (void)exact;
}
#endif

/* ---- What arrays are filled with --------------------------------------------------------------------------------- */

static double S(ordinary)(uint64_t r) { return ((int)(r % 40001) - 20000) / 977.0; }

static T S(value)(int class, uint64_t r) {
    const BITS sign = (BITS)(r >> 63 ? SIGN : 0);
    const BITS fraction = (BITS)(r * 0x9e3779b97f4a7c15u & (((uint64_t)1 << FRACTION_BITS) - 1));
    const uint64_t special[] = {0,
                                SIGN,
                                INF,
                                INF | SIGN,
                                INF | QUIET,
                                INF | SIGN | QUIET | 5,
                                INF | 1,
                                INF | SIGN | 77,
                                1,
                                SIGN | 1,
                                INF - 1,
                                (INF - 1) | SIGN,
                                BIAS << FRACTION_BITS,
                                (BITS)1 << FRACTION_BITS};
    switch (class) {
    case MODERATE:
        return S(from_bits)((BITS)(sign | (BIAS - BELOW + (BITS)(r >> 58) % EXPONENTS) << FRACTION_BITS | fraction));
    case ANY_BITS: return S(from_bits)((BITS)(r * 0xbf58476d1ce4e5b9u >> (64 - 8 * sizeof(BITS))));
    case SPECIAL: return S(from_bits)((BITS)special[r % (sizeof special / sizeof *special)]);
    case SUBNORMAL: return S(from_bits)((BITS)(sign | fraction >> (r >> 40) % FRACTION_BITS));
    case LARGE: return S(from_bits)((BITS)(sign | (INF - ((BITS)(1 + (r >> 50) % 3) << FRACTION_BITS)) | fraction));
    case SHORT: return TO(((int)(r % 33) - 16) / 4.0);
    default: return TO(S(ordinary)(r));
    }
}

/* Entry i of a row of n. */
static T S(entry)(int class, uint64_t seed, size_t row, size_t i, size_t n) {
    const uint64_t of_row = mix(seed + 0x632be59bd9b4e019u * row), r = mix(of_row + i);
    if (class == BY_ROW) class = (int)(of_row >> 20) % BY_ROW;
    switch (class < 0 ? 0 : class) {
    case MIXED: return S(value)((int)(r >> 33) % MIXABLE, r);
    case EQUAL: return S(value)((int)(of_row >> 33) % MIXABLE, of_row);
    case MASKED: return r >> 61 ? S(value)(ORDINARY, r) : S(from_bits)(INF | SIGN);
    case ONE_FINITE: return of_row % n == i ? S(value)(r >> 40 & 1 ? MODERATE : ORDINARY, r) : S(from_bits)(INF | SIGN);
    case WINNER: return TO(S(ordinary)(r) + (of_row % n == i ? 30 : 0));
    default: return S(value)(class, r);
    }
}

/* outer * inner rows of n, and the first bits from outside. */
static void S(fill)(T *to, const call *c, int which, size_t outer, size_t n, size_t inner) {
    const size_t skip = c->raw_size * (size_t)which / P, bytes = c->raw_size * (size_t)(which + 1) / P - skip;
    const size_t count = outer * n * inner;
    for (size_t o = 0; o < outer; o++)
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < inner; k++)
                to[(o * n + i) * inner + k] =
                    S(entry)(c->values[which], c->seed + (uint64_t)which, o * inner + k, i, n);
    const size_t whole = bytes / sizeof(T) < count ? bytes / sizeof(T) : count;
    if (whole) memcpy(to, c->raw + skip, whole * sizeof(T));
}

/* ---- Arrays in memory -------------------------------------------------------------------------------------------- */

typedef struct S(array) {
    region r;
    T *base;
    ptrdiff_t stride;
    size_t n;
} S(array);

static S(array) S(lay)(const call *c, int which, size_t n, ptrdiff_t stride) {
    S(array) a;
    const size_t apart = (size_t)(stride < 0 ? -stride : stride);
    a.r = arena_place(&arenas[which], (n ? (n - 1) * apart + 1 : 0) * sizeof(T), sizeof(T), n ? c->at[which] : 0);
    a.base = n || !c->null ? (T *)(void *)a.r.array + (stride < 0 && n ? (n - 1) * apart : 0) : 0;
    a.stride = stride;
    a.n = n;
    return a;
}

/* Where a read or a write would fault, or NULL. */
static T *S(nowhere)(const call *c, int which) { return c->null ? 0 : (T *)(void *)arenas[which].end; }

/* The values into the array; what lies around them and between would not go unnoticed if it were used. */
static void S(spread)(const S(array) *a, const T *values, int canary) {
    memset(a->r.from, canary, (size_t)(a->r.to - a->r.from));
    for (size_t i = 0; values && i < a->n; i++) a->base[(ptrdiff_t)i * a->stride] = values[i];
}

/* Does the memory hold these values in the array, and what it held before around them and between? */
static void S(compare)(const call *c, const char *what, const S(array) *a, const T *want, const unsigned char *before) {
    static unsigned char expected[sizeof(T) * MOST + 2 * ARENA_BESIDE];
    const size_t bytes = (size_t)(a->r.to - a->r.from);
    T *base = (T *)(void *)(expected + (a->n ? (unsigned char *)a->base - a->r.from : 0));
    memcpy(expected, before, bytes);
    for (size_t i = 0; want && i < a->n; i++) memcpy(base + (ptrdiff_t)i * a->stride, want + i, sizeof(T));
    if (!memcmp(expected, a->r.from, bytes)) return;
    for (size_t i = 0; i < a->n; i++) {
        const T got = a->base[(ptrdiff_t)i * a->stride], wanted = want ? want[i] : got;
        if (S(bits)(got) == S(bits)(wanted)) continue;
        fail(c, "%s: element %zu is %a (0x%llx), not %a (0x%llx)", what, i, (double)got,
             (unsigned long long)S(bits)(got), (double)wanted, (unsigned long long)S(bits)(wanted));
        return;
    }
    for (size_t i = 0; i < bytes; i++)
        if (expected[i] != a->r.from[i]) {
            fail(c, "%s: written at byte %td of an array of %zu", what, a->r.from + i - a->r.array, a->r.bytes);
            return;
        }
}

static unsigned char S(before)[ARRAYS][sizeof(T) * MOST + 2 * ARENA_BESIDE];
static void S(keep)(const S(array) *a, int which) {
    memcpy(S(before)[which], a->r.from, (size_t)(a->r.to - a->r.from));
}

/* ---- Elements ---------------------------------------------------------------------------------------------------- */

static T S(other)[2][MOST];

/* What the arrays of a call hold, as if they were dense. */
static void S(fill_elements)(const call *c, const cact_info *f, const S(array) *a) {
    double value[2] = {0, 0};
    for (int which = X; which <= DY; which++) S(fill)(S(values)[which], c, which, 1, c->n, 1);
    if (c->parameter >= CLASSES) verified_values(f, c->parameter - CLASSES, value);
    for (int which = P; which <= Q; which++)
        for (size_t i = 0; i < c->n; i++)
            S(values)[which][i] = c->parameter < CLASSES ? S(entry)(c->parameter, c->seed + (uint64_t)which, 0, i, c->n)
                                                         : TO(value[which - P]);
    for (int which = X; which < OUT; which++)
        for (size_t i = 1; i < c->n && !a[which].stride; i++) S(values)[which][i] = S(values)[which][0];
}

static void S(elements)(const call *c) {
    const cact_info *f = cact_at(c->f);
    const cact_op op = (cact_op)c->op;
    const cact_type type = (cact_type)c->tier;
    const int exists = has_op(f, op);
    const size_t n = c->n;
    const void *at[ARRAYS];
    ptrdiff_t stride[ARRAYS];
    S(array) a[ARRAYS];
    int others = 0;

    for (int which = 0; which < ARRAYS; which++)
        a[which] = S(lay)(c, which, n, c->strided ? c->stride[which] : all_dense[which]);
    S(fill_elements)(c, f, a);
    if (c->in_place < P) a[OUT] = a[c->in_place];
    if (c->du_in_place < P) a[DU] = a[c->du_in_place];

    for (size_t k = 0; cact_isa_at(k); k++) {
        cact_use_isa(cact_isa_at(k));
        for (size_t i = 0; exists && i < n; i++) {
            for (int which = X; which < OUT; which++) at[which] = IS_HALF && which >= P ? 0 : &S(values)[which][i];
            at[OUT] = &S(want)[0][i], at[DU] = &S(want)[1][i];
            apply(f, op, type, 1, at, all_dense);
        }
        if (c->in_place >= P) S(spread)(&a[OUT], 0, 0xa5);
        if (c->du_in_place >= P) S(spread)(&a[DU], 0, 0xa5);
        for (int which = X; which < OUT; which++) S(spread)(&a[which], S(values)[which], 0xff);
        for (int which = 0; which < ARRAYS; which++) {
            const int is_there = which == OUT || which == X || has_array(f, op, which);
            S(keep)(&a[which], which);
            at[which] = IS_HALF && (which == P || which == Q) ? 0 : is_there ? a[which].base : S(nowhere)(c, which);
            stride[which] = a[which].stride;
        }
        for (int which = 0; which < ARRAYS; which++) region_shut(&a[which].r);
        const int status = apply(f, op, type, n, at, stride);
        for (int which = 0; which < ARRAYS; which++) region_open(&a[which].r);
        if (status != (exists ? 0 : -1)) fail(c, "it returns %d", status);
        for (int which = X; which < OUT; which++)
            if (which != c->in_place && which != c->du_in_place)
                S(compare)(c, "an input", &a[which], 0, S(before)[which]);
        for (int which = OUT; which <= DU; which++)
            S(compare)(c, "against single calls", &a[which],
                       exists && has_array(f, op, which) ? S(want)[which - OUT] : 0, S(before)[which]);
        if (!exists) continue;
        for (int which = OUT; which <= DU; which++)
            for (size_t i = 0; has_array(f, op, which) && i < n; i += n / 64 + 1) S(judge_element)(c, f, which, i);
        /* baseline may have no FMA; the exact tier is the same all the same, where the header says so */
        const int proven =
            type == CACT_EXACT_F32 && op < CACT_BACKWARD && (f->inputs + f->params == 1 || f->bounds[0].forward <= 0.5);
        if (!k && cact_isa_at(1) && !proven) continue;
        for (int which = OUT; which <= DU; which++) {
            if (!has_array(f, op, which)) continue;
            T *const want = S(want)[which - OUT], *const other = S(other)[which - OUT];
            if (others && memcmp(other, want, n * sizeof(T))) fail(c, "other bits than on another instruction set");
            memcpy(other, want, n * sizeof(T));
        }
        others++;
    }
}

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

/* y as the forward operation gives it. */
static void S(make_probabilities)(cact_type type, const char *name, size_t outer, size_t n, size_t inner) {
    for (size_t i = 0; i < rows_count(); i++) {
        const rows_op *f = rows_at(i);
        const size_t length = strlen(f->name);
        if (!strncmp(name, f->name, length) && !strcmp(name + length, "_backward_from_y"))
            apply_rows(f, type, S(values)[X], 0, S(values)[X], outer, n, inner);
    }
}

static void S(rows)(const call *c) {
    static const int inputs[] = {X, DY};
    const cact_type type = (cact_type)c->tier;
    const rows_op *f = rows_at(c->f);
    const int jacobian = f->kind == ROWS_JACOBIAN, reduce = f->kind == ROWS_REDUCE;
    const int spread = f->kind == ROWS_SPREAD, reads_dy = f->kind == ROWS_BACKWARD || spread;
    const size_t inner = jacobian ? 1 : c->inner, n = c->n, rows = c->outer * inner;
    const size_t results = jacobian ? n * n : reduce ? 1 : n;
    static T rx[MOST], rdy[MOST], ry[MOST];
    S(array) a[ARRAYS];
    int others = 0;

    S(fill)(S(values)[X], c, X, c->outer, n, inner);
    if (reads_dy) S(fill)(S(values)[DY], c, DY, c->outer, spread ? 1 : n, inner);
    if (c->probabilities && n) cact_use_isa(cact_isa_at(0)), S(make_probabilities)(type, f->name, c->outer, n, inner);
    a[X] = S(lay)(c, X, rows * n, 1);
    a[DY] = S(lay)(c, DY, reads_dy ? rows * (spread ? 1 : n) : 0, 1);
    a[OUT] = S(lay)(c, OUT, rows * results, 1);
    const int in_place = (c->in_place == X || c->in_place == DY) && a[c->in_place].n == a[OUT].n ? c->in_place : ARRAYS;
    if (in_place < P) a[OUT] = a[in_place];

    for (size_t k = 0; cact_isa_at(k); k++) {
        cact_use_isa(cact_isa_at(k));
        for (size_t r = 0; r < rows; r++) {
            const size_t o = r / inner, at = r % inner;
            for (size_t i = 0; i < n; i++) {
                rx[i] = S(values)[X][(o * n + i) * inner + at];
                if (reads_dy && !spread) rdy[i] = S(values)[DY][(o * n + i) * inner + at];
            }
            if (spread) rdy[0] = S(values)[DY][r];
            apply_rows(f, type, rx, reads_dy ? rdy : 0, ry, 1, n, 1);
            if (n <= 4096 && (!jacobian || n <= 64)) S(judge_row)(c, f, rx, rdy, ry, n, type == CACT_EXACT_F32);
            for (size_t i = 0; i < results; i++)
                S(want)[0][jacobian ? r * results + i : (o * results + i) * inner + at] = ry[i];
        }
        if (in_place >= P) S(spread)(&a[OUT], 0, 0xa5);
        for (int i = 0; i < 2; i++)
            S(spread)(&a[inputs[i]], S(values)[inputs[i]], 0xff), S(keep)(&a[inputs[i]], inputs[i]);
        S(keep)(&a[OUT], OUT);
        region_shut(&a[X].r), region_shut(&a[DY].r), region_shut(&a[OUT].r);
        apply_rows(f, type, a[X].base, reads_dy ? a[DY].base : S(nowhere)(c, DY), a[OUT].base, c->outer, n, inner);
        region_open(&a[X].r), region_open(&a[DY].r), region_open(&a[OUT].r);
        for (int i = 0; i < 2; i++)
            if (inputs[i] != in_place) S(compare)(c, "an input", &a[inputs[i]], 0, S(before)[inputs[i]]);
        S(compare)(c, "against rows alone", &a[OUT], S(want)[0], S(before)[OUT]);
        if (!k && cact_isa_at(1) && type != CACT_EXACT_F32) continue;
        if (others++ && memcmp(S(other)[0], S(want)[0], a[OUT].n * sizeof(T)))
            fail(c, "other bits than on another instruction set");
        memcpy(S(other)[0], S(want)[0], a[OUT].n * sizeof(T));
    }
}

/* ---- What is to be refused --------------------------------------------------------------------------------------- */

static void S(wrong)(const call *c) {
    T in[OUT][4] = {{1, 2, 3, 4}, {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}}, out[64], du[64];
    const ptrdiff_t some_strides[ARRAYS] = {1, 1, 1, 1, 0, 2, 1};
    const void *const at[ARRAYS] = {in[X], in[U], in[DY], IS_HALF ? 0 : in[P], in[Q], out, du};
    const cact_type type = (cact_type)c->tier;
    for (int i = 0; i < 64; i++) out[i] = du[i] = 42;
    const cact_info *f = c->null ? 0 : cact_at(c->f % elements_count());
    const cact_op op = c->op >= 0 && c->op <= CACT_BACKWARD_FROM_Y && !c->null ? (cact_op)(c->op + 4) : (cact_op)c->op;
    if (apply(f, op, type, 4, at, all_dense) != -1) fail(c, "apply takes it");
    if (apply(f, op, type, 4, at, some_strides) != -1) fail(c, "apply takes it with strides");
    for (size_t i = 0; i < rows_count(); i++)
        if (c->null || rows_at(i)->kind == ROWS_JACOBIAN)
            if (apply_rows(c->null ? 0 : rows_at(i), type, in[X], in[DY], out, 1, 2, 2) != -1)
                fail(c, "apply_rows takes it");
    for (int i = 0; i < 64; i++)
        if (out[i] != 42 || du[i] != 42) fail(c, "something is written");
}

static void S(check)(const call *c) {
    switch (c->kind) {
    case ELEMENTS: S(elements)(c); break;
    case ROWS: S(rows)(c); break;
    default: S(wrong)(c);
    }
}
#undef BIAS
#undef INF
#undef SIGN
#undef QUIET
#undef T
#undef BITS
#undef S
#undef FRACTION_BITS
#undef TO
#undef BELOW
#undef EXPONENTS
#undef IS_HALF
#undef LEAST
#undef MOST_FINITE
