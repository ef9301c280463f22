/* check() for one type: T with bits U, FRACTION_BITS of them fraction, S() its suffix, TIER_OF what the tier's functions are.
 * Everything is compared bit by bit with calls of one element, or of one row along the last axis, on the same instruction
 * set; some of it with long double (judge_tpl.h). */
#define BIAS (((U)1 << (8 * sizeof(U) - 2 - FRACTION_BITS)) - 1)
#define INF ((2 * BIAS + 1) << FRACTION_BITS)
#define SIGN ((U)1 << (8 * sizeof(U) - 1))
#define QUIET ((U)1 << (FRACTION_BITS - 1))

static T S(from_bits)(U u) {
    T v;
    memcpy(&v, &u, sizeof v);
    return v;
}

static U S(bits)(T v) {
    U u;
    memcpy(&u, &v, sizeof u);
    return u;
}

#include "judge_tpl.h"

/* ---- What arrays are filled with --------------------------------------------------------------------------------- */

static T S(value)(int class, uint64_t r) {
    const U sign = r >> 63 ? SIGN : 0, fraction = (U)(r * 0x9e3779b97f4a7c15u) & (((U)1 << FRACTION_BITS) - 1);
    const U special[] = {
        0, SIGN,     INF,     INF | SIGN,       INF | QUIET,           INF | SIGN | QUIET | 5, INF | 1, INF | SIGN | 77,
        1, SIGN | 1, INF - 1, (INF - 1) | SIGN, BIAS << FRACTION_BITS, (U)1 << FRACTION_BITS};
    switch (class) {
    case MODERATE: return S(from_bits)(sign | (BIAS - 22 + (U)(r >> 58 & 31)) << FRACTION_BITS | fraction);
    case ANY_BITS: return S(from_bits)((U)(r * 0xbf58476d1ce4e5b9u >> (64 - 8 * sizeof(U))));
    case SPECIAL: return S(from_bits)(special[r % (sizeof special / sizeof *special)]);
    case SUBNORMAL: return S(from_bits)(sign | fraction >> (r >> 40) % FRACTION_BITS);
    case LARGE: return S(from_bits)(sign | (INF - ((U)(1 + (r >> 50) % 3) << FRACTION_BITS)) | fraction);
    case SHORT: return (T)((int)(r % 33) - 16) / 4;
    default: return (T)((int)(r % 40001) - 20000) / 977;
    }
}

/* Entry i of a row of n. */
static T S(entry)(int class, uint64_t seed, size_t row, size_t i, size_t n) {
    const uint64_t of_row = mix(seed + 0x632be59bd9b4e019u * row), r = mix(of_row + i);
    if (class == BY_ROW) class = (int)(of_row >> 20) % BY_ROW;
    switch (class < 0 ? 0 : class) {
    case MIXED: return S(value)((int)(r >> 33) % MIXABLE, r);
    case EQUAL: return S(value)((int)(of_row >> 33) % MIXABLE, of_row);
    case MASKED: return r >> 61 ? S(value)(ORDINARY, r) : -(T)INFINITY;
    case ONE_FINITE: return of_row % n == i ? S(value)(r >> 40 & 1 ? MODERATE : ORDINARY, r) : -(T)INFINITY;
    case WINNER: return S(value)(ORDINARY, r) + (of_row % n == i ? 30 : 0);
    default: return S(value)(class, r);
    }
}

/* outer * inner rows of n, and the first bits from outside. */
static void S(fill)(T *to, const call *c, int which, size_t outer, size_t n, size_t inner) {
    const size_t skip = which ? c->raw_size / 2 : 0, bytes = which ? c->raw_size - skip : c->raw_size / 2;
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

static T S(x)[MOST], S(dy)[MOST], S(p)[MOST], S(want)[MOST], S(other)[MOST];

static void S(elements)(const call *c, const S(tier) *t) {
    const cact_info *f = cact_at(c->f);
    const size_t n = c->n;
    const int reads_dy = c->op == CACT_BACKWARD || c->op == CACT_BACKWARD_FROM_Y, takes_p = param_of(f) != 0;
    const int exists = c->op != CACT_BACKWARD_FROM_Y || has_from_y(f);
    static const double usual[] = {1, 0.01, 0, 2, -0.5, 3e4};
    S(array) a[ARRAYS];
    int others = 0;

    S(fill)(S(x), c, 0, 1, n, 1);
    S(fill)(S(dy), c, 1, 1, n, 1);
    for (size_t i = 0; i < n; i++)
        S(p)[i] = c->parameter < CLASSES ? S(entry)(c->parameter, c->seed + 2, 0, c->strided && c->stride[P] ? i : 0, n)
                                         : (T)usual[(c->parameter - CLASSES) % 6];
    T *const dense[] = {S(x), S(dy), S(p)};
    for (int which = 0; which < ARRAYS; which++) {
        a[which] = S(lay)(c, which, n, c->strided ? c->stride[which] : 1);
        for (size_t i = 1; which < OUT && i < n && !a[which].stride; i++) dense[which][i] = dense[which][0];
    }
    if (c->in_place < P) a[OUT] = a[c->in_place];

    for (size_t k = 0; cact_isa_at(k); k++) {
        cact_use_isa(cact_isa_at(k));
        for (size_t i = 0; exists && i < n; i++)
            t->apply(f, (cact_op)c->op, &S(x)[i], &S(dy)[i], &S(want)[i], 1, S(p)[i]);
        if (c->in_place >= P) S(spread)(&a[OUT], 0, 0xa5);
        for (int which = 0; which < OUT; which++) S(spread)(&a[which], dense[which], 0xff), S(keep)(&a[which], which);
        S(keep)(&a[OUT], OUT);
        for (int which = 0; which < ARRAYS; which++) region_shut(&a[which].r);
        const T *dy = reads_dy ? a[DY].base : S(nowhere)(c, DY);
        const T *p = takes_p ? a[P].base : S(nowhere)(c, P);
        const int status = c->strided ? t->strided(f, (cact_op)c->op, a[X].base, a[X].stride, dy, a[DY].stride,
                                                   a[OUT].base, a[OUT].stride, n, p, a[P].stride)
                                      : t->apply(f, (cact_op)c->op, a[X].base, dy, a[OUT].base, n, n ? S(p)[0] : (T)1);
        for (int which = 0; which < ARRAYS; which++) region_open(&a[which].r);
        if (status != (exists ? 0 : -1)) fail(c, "it returns %d", status);
        for (int which = 0; which < OUT; which++)
            if (which != c->in_place) S(compare)(c, "an input", &a[which], 0, S(before)[which]);
        S(compare)(c, "against single calls", &a[OUT], exists ? S(want) : 0, S(before)[OUT]);
        if (!exists) continue;
        for (size_t i = 0; i < n; i += n / 64 + 1) S(judge_element)(c, f, S(x)[i], S(dy)[i], S(p)[i], S(want)[i]);
        /* baseline may have no FMA; the exact tier is the same all the same, where the header says so */
        const int proven = t->exact && c->op < CACT_BACKWARD && (!takes_p || f->bounds[0].forward <= 0.5);
        if (!k && cact_isa_at(1) && !proven) continue;
        if (others++ && memcmp(S(other), S(want), n * sizeof(T))) fail(c, "other bits than on another instruction set");
        memcpy(S(other), S(want), n * sizeof(T));
    }
}

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

/* y as the forward operation gives it. */
static void S(make_probabilities)(const S(tier) *t, const char *name, size_t outer, size_t n, size_t inner) {
    for (size_t i = 0; i < cact_rows_count(); i++) {
        const cact_rows_info *f = cact_rows_at(i);
        const size_t length = strlen(f->name);
        if (!strncmp(name, f->name, length) && !strcmp(name + length, "_backward_from_y"))
            t->rows(f, S(x), 0, S(x), outer, n, inner);
    }
}

static void S(rows)(const call *c, const S(tier) *t) {
    const cact_rows_info *f = cact_rows_at(c->f);
    const int jacobian = f->kind == CACT_ROWS_JACOBIAN, reduce = f->kind == CACT_ROWS_REDUCE;
    const int spread = f->kind == CACT_ROWS_SPREAD, reads_dy = f->kind == CACT_ROWS_BACKWARD || spread;
    const size_t inner = jacobian ? 1 : c->inner, n = c->n, rows = c->outer * inner;
    const size_t results = jacobian ? n * n : reduce ? 1 : n;
    static T rx[MOST], rdy[MOST], ry[MOST];
    S(array) a[ARRAYS];
    int others = 0;

    S(fill)(S(x), c, 0, c->outer, n, inner);
    if (reads_dy) S(fill)(S(dy), c, 1, c->outer, spread ? 1 : n, inner);
    if (c->probabilities && n) cact_use_isa(cact_isa_at(0)), S(make_probabilities)(t, f->name, c->outer, n, inner);
    a[X] = S(lay)(c, X, rows * n, 1);
    a[DY] = S(lay)(c, DY, reads_dy ? rows * (spread ? 1 : n) : 0, 1);
    a[OUT] = S(lay)(c, OUT, rows * results, 1);
    const int in_place = c->in_place < P && a[c->in_place].n == a[OUT].n ? c->in_place : ARRAYS;
    if (in_place < P) a[OUT] = a[in_place];

    for (size_t k = 0; cact_isa_at(k); k++) {
        cact_use_isa(cact_isa_at(k));
        for (size_t r = 0; r < rows; r++) {
            const size_t o = r / inner, at = r % inner;
            for (size_t i = 0; i < n; i++) {
                rx[i] = S(x)[(o * n + i) * inner + at];
                if (reads_dy && !spread) rdy[i] = S(dy)[(o * n + i) * inner + at];
            }
            if (spread) rdy[0] = S(dy)[r];
            t->rows(f, rx, reads_dy ? rdy : 0, ry, 1, n, 1);
            if (n <= 4096 && (!jacobian || n <= 64)) S(judge_row)(c, f, rx, rdy, ry, n, t->exact);
            for (size_t i = 0; i < results; i++)
                S(want)[jacobian ? r * results + i : (o * results + i) * inner + at] = ry[i];
        }
        if (in_place >= P) S(spread)(&a[OUT], 0, 0xa5);
        for (int which = 0; which < P; which++)
            S(spread)(&a[which], which ? S(dy) : S(x), 0xff), S(keep)(&a[which], which);
        S(keep)(&a[OUT], OUT);
        region_shut(&a[X].r), region_shut(&a[DY].r), region_shut(&a[OUT].r);
        t->rows(f, a[X].base, reads_dy ? a[DY].base : S(nowhere)(c, DY), a[OUT].base, c->outer, n, inner);
        region_open(&a[X].r), region_open(&a[DY].r), region_open(&a[OUT].r);
        for (int which = 0; which < P; which++)
            if (which != in_place) S(compare)(c, "an input", &a[which], 0, S(before)[which]);
        S(compare)(c, "against rows alone", &a[OUT], S(want), S(before)[OUT]);
        if (!k && cact_isa_at(1) && !t->exact) continue;
        if (others++ && memcmp(S(other), S(want), a[OUT].n * sizeof(T)))
            fail(c, "other bits than on another instruction set");
        memcpy(S(other), S(want), a[OUT].n * sizeof(T));
    }
}

/* ---- What is to be refused --------------------------------------------------------------------------------------- */

static void S(wrong)(const call *c, const S(tier) *t) {
    T x[4] = {1, 2, 3, 4}, dy[4] = {1, 1, 1, 1}, out[64], p = 1;
    for (int i = 0; i < 64; i++) out[i] = 42;
    const cact_info *f = c->null ? 0 : cact_at(c->f % cact_count());
    const cact_op op = c->op >= 0 && c->op <= CACT_BACKWARD_FROM_Y && !c->null ? (cact_op)(c->op + 4) : (cact_op)c->op;
    if (t->apply(f, op, x, dy, out, 4, p) != -1) fail(c, "apply takes it");
    if (t->strided(f, op, x, 1, dy, 1, out, 1, 4, &p, 0) != -1) fail(c, "apply_strided takes it");
    for (size_t i = 0; i < cact_rows_count(); i++)
        if (c->null || cact_rows_at(i)->kind == CACT_ROWS_JACOBIAN)
            if (t->rows(c->null ? 0 : cact_rows_at(i), x, dy, out, 1, 2, 2) != -1) fail(c, "apply_rows takes it");
    for (int i = 0; i < 64; i++)
        if (out[i] != 42) fail(c, "something is written");
}

static void S(check)(const call *c, const S(tier) *t) {
    switch (c->kind) {
    case ELEMENTS: S(elements)(c, t); break;
    case ROWS: S(rows)(c, t); break;
    default: S(wrong)(c, t);
    }
}
#undef BIAS
#undef INF
#undef SIGN
#undef QUIET
#undef T
#undef U
#undef S
#undef FRACTION_BITS
#undef LEAST
#undef MOST_FINITE
