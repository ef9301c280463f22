/* Every path through the core, taken on purpose, where the fuzzer makes calls of any bytes: each function by its own name, all
 * operations in every shape that has code of its own, dense, strided, in place, shared among threads, beyond the caches. Each
 * is compared with single calls, judged, and kept from its neighbours by fuzz/check.h.
 *
 *     paths          everything: tests/coverage.py takes it to have reached every line; a function that is like one before
 *                    it, but for its formula, as if it were short
 *     paths short    few large arrays, and fewer small ones
 *
 * With -DNO_MALLOC whoever allocates memory meanwhile is caught: the core never does. */
#include "fuzz/check.h"

#ifdef NO_MALLOC
static int computing;
static void *allocate(size_t bytes) { /* never freed: what is asked for before and after is little */
    static unsigned char all[1 << 20];
    static size_t used;
    if (computing || bytes > sizeof all - used - 16) abort();
    unsigned char *first = all + (used = (used + 15) / 16 * 16);
    used += bytes;
    return first;
}
void *malloc(size_t bytes) { return allocate(bytes); }
void *calloc(size_t n, size_t bytes) { return allocate(n * bytes); }
void *realloc(void *old, size_t bytes) { return old ? abort(), old : allocate(bytes); }
void *aligned_alloc(size_t alignment, size_t bytes) { return (void)alignment, (void)bytes, abort(), (void *)0; }
void free(void *old) { (void)old; }
#endif

static const rows_op *rows_named(const char *name) {
    for (size_t i = 0; i < rows_count(); i++)
        if (!strcmp(rows_at(i)->name, name)) return rows_at(i);
    return 0;
}

#define T float
#define PUBLIC(name) cact_##name##_f32
#define TIER(name) name##_f32
#define TYPE CACT_F32
#include "fuzz/names_tpl.h"

#define T double
#define PUBLIC(name) cact_##name##_f64
#define TIER(name) name##_f64
#define TYPE CACT_F64
#include "fuzz/names_tpl.h"

#define T float
#define PUBLIC(name) cact_exact_##name##_f32
#define TIER(name) name##_exact
#define TYPE CACT_EXACT_F32
#include "fuzz/names_tpl.h"

static int brief;
static unsigned long long calls;

static void make(call c) {
    c.seed = calls++;
    for (int i = 0; i < ARRAYS; i++)
        if (!c.at[i]) c.at[i] = mix(calls * 4 + (unsigned)i) % 3 ? 0 : 1 + (int)(mix(calls) % 17);
    check(&c);
}

/* ---- Elements ---------------------------------------------------------------------------------------------------- */

static void lengths(call c) {
    static const size_t more[] = {95, 127, 128, 129, 255, 256, 257, 300, 511, 512, 513, 1100};
    for (size_t n = 0; n <= 70; n += brief && n > 17 ? 9 : 1) c.n = n, make(c);
    for (size_t i = brief ? 6 : 0; i < sizeof more / sizeof *more; i += brief ? 3 : 1) c.n = more[i], make(c);
}

static void elements(int tier, size_t f, int op) {
    static const int strides[][ARRAYS] = {{2, 2, 2, 2, 2, 1, 1}, {-1, -1, -1, -1, -1, 2, 2}, {2, 2, 1, 0, 1, -3, 1},
                                          {3, 1, 2, 1, 0, 1, 3}, {0, 1, -2, -1, -1, 1, -2},  {1, 0, 1, 2, 2, 0, 1}};
    static const size_t offsets[] = {1, 2, 4, 7, 16};
    const cact_info *info = cact_at(f);
    const int param = info->params != 0, pair = has_array(info, (cact_op)op, DU);
    call c = {.tier = tier,
              .kind = ELEMENTS,
              .f = f,
              .op = op,
              .in_place = ARRAYS,
              .du_in_place = ARRAYS,
              .values = {MIXED, MIXED, MIXED},
              .parameter = CLASSES};
    lengths(c);
    c.values[X] = MODERATE, c.values[U] = c.values[DY] = ORDINARY;
    for (c.parameter = CLASSES + 1; param && c.parameter < CLASSES + 6; c.parameter++)
        for (c.n = 5; c.n < 1000; c.n = c.n * 3 + 1) make(c);
    for (c.parameter = ORDINARY; param && c.parameter <= MIXED; c.parameter++)
        for (c.values[0] = MODERATE; c.values[0] <= MIXED; c.values[0]++) c.n = 20 + (size_t)c.values[0] * 7, make(c);
    c.parameter = CLASSES, c.values[0] = MODERATE;
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) /* where the first aligned store is */
        for (c.n = 250; c.n < 600; c.n += 333) c.at[OUT] = (int)offsets[i] + 1, make(c);
    c.at[OUT] = 0;
    for (c.in_place = X; c.in_place <= DY; c.in_place++)
        if (has_array(info, (cact_op)op, c.in_place)) {
            c.du_in_place = pair ? (c.in_place + 1) % P : ARRAYS;
            lengths(c);
        }
    c.in_place = c.du_in_place = ARRAYS;
    for (size_t s = 0; s < sizeof strides / sizeof *strides; s++)
        for (int values = MIXED; values >= 0; values -= MIXED) {
            c.strided = 1, c.values[0] = values, c.parameter = s % 2 ? MIXED : CLASSES + (int)s;
            for (int i = 0; i < ARRAYS; i++) c.stride[i] = strides[s][i];
            for (c.n = 1; c.n < (brief ? 300 : 1500); c.n = c.n * 2 + (s + c.n) % 3) make(c);
        }
    for (int i = X; i < OUT; i++) c.stride[i] = 2;
    for (c.n = 64; c.n <= 512; c.n *= 2) c.at[X] = c.at[DY] = 0, make(c);
    c.stride[OUT] = c.stride[X], c.in_place = X, c.n = 700;
    make(c);
    if (!f && op != CACT_PRIME) /* past the caches */
        c = (call){.tier = tier,
                   .kind = ELEMENTS,
                   .op = op,
                   .in_place = ARRAYS,
                   .du_in_place = ARRAYS,
                   .parameter = CLASSES + 3,
                   .at = {[DY] = 3, [OUT] = 4},
                   .n = (tier == CACT_F64 ? 1 << 20 : 1 << 21) + 12345},
        make(c);
    if (brief) return;
    for (int threads = 1; threads < 4; threads += 2) {
        c = (call){.tier = tier,
                   .kind = ELEMENTS,
                   .f = f,
                   .op = op,
                   .in_place = ARRAYS,
                   .du_in_place = ARRAYS,
                   .values = {ORDINARY, ORDINARY, ORDINARY},
                   .parameter = CLASSES,
                   .threads = threads,
                   .n = 70001};
        make(c);
        c.strided = 1;
        for (int i = 0; i < ARRAYS; i++) c.stride[i] = 2;
        make(c);
    }
    if (op == CACT_FORWARD) c.n = MOST - 4000, c.strided = 0, c.at[OUT] = 2, make(c);
}

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

static void rows(int tier, size_t f) {
    const rows_op *info = rows_at(f);
    const int jacobian = info->kind == ROWS_JACOBIAN;
    static const size_t along[] = {1,  2,  3,  4,  5,  7,   8,   15,  16,  17,  31,  32,  33,
                                   48, 49, 63, 64, 65, 100, 127, 128, 129, 200, 320, 1000};
    static const size_t beside[] = {1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 20, 31, 32, 33, 48, 63, 64, 65, 79, 80, 130};
    call c = {.tier = tier, .kind = ROWS, .f = f, .in_place = ARRAYS, .du_in_place = ARRAYS, .probabilities = 1};
    for (size_t i = 0; i < sizeof along / sizeof *along; i += brief ? 2 : 1)
        for (size_t k = 0; k < (jacobian ? 1 : sizeof beside / sizeof *beside); k += brief ? 3 : 1) {
            c.n = along[i], c.inner = beside[k];
            if (c.n * c.inner > (brief ? 2000 : 20000) || (jacobian && c.n > 200)) continue;
            for (c.outer = 1; c.outer < (c.inner > 1 ? 4 : brief ? 21 : 50); c.outer = c.outer * 2 + 1) {
                c.values[X] = (int)(calls % CLASSES), c.values[DY] = (int)(calls / CLASSES % CLASSES);
                c.in_place = mix(calls) % 3 ? ARRAYS : mix(calls) / 3 % 2 ? DY : X;
                if (brief && c.n * c.inner * c.outer > 4000) continue;
                make(c);
            }
        }
    for (c.outer = 0; c.outer < 2; c.outer++) /* nothing */
        for (c.n = 0; c.n < 4; c.n += 3) c.inner = c.outer && c.n && !jacobian ? 0 : 1, make(c);
    if (brief) return;
    c.in_place = ARRAYS, c.values[X] = WINNER, c.values[DY] = ORDINARY;
    for (c.threads = 1; c.threads < 4; c.threads += 2) {
        c.outer = 30, c.n = jacobian ? 40 : 1500, c.inner = 1, make(c);
        if (jacobian) continue;
        c.outer = 3, c.n = 150, c.inner = 90, make(c);
        c.outer = 1, c.n = 17000, c.inner = 5, make(c);
        c.outer = 1, c.n = 40, c.inner = (1 << 20) / 40 + 7, make(c); /* beyond the caches */
    }
}

/* Is there one before it with the same operations, inputs and parameters, rounded likewise? */
static int like_another(size_t f) {
    const cact_info *a = cact_at(f);
    for (size_t i = 0; i < f; i++) {
        const cact_info *b = cact_at(i);
        if (a->ops == b->ops && a->inputs == b->inputs && a->params == b->params &&
            (a->bounds[0].forward > 0.5) == (b->bounds[0].forward > 0.5))
            return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    const int all_brief = argc > 1 && !strcmp(argv[1], "short");
    go_on = getenv("GO_ON") ? strtoull(getenv("GO_ON"), 0, 0) : 0;
#ifdef NO_MALLOC
    computing = 1;
#endif
    if (!*cact_version() || cact_abi() != CACT_ABI) return 2;
    by_name_f32(); /* the first call chooses */
    for (size_t k = 0; cact_isa_at(k); k++) {
        if (cact_use_isa(cact_isa_at(k))) return 2;
        by_name_f32(), by_name_f64(), by_name_exact();
    }
    for (int tier = 0; tier < TIERS; tier++) {
        for (size_t f = 0; f < elements_count(); f++) {
            brief = all_brief || like_another(f);
            for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++) elements(tier, f, op);
        }
        brief = all_brief;
        for (size_t f = 0; f < rows_count(); f++) rows(tier, f);
        for (int i = 0; i < 40; i++) {
            const int ops[] = {-1, 4, 5, 1 << 20, -(1 << 30)};
            make((call){.tier = tier,
                        .kind = WRONG,
                        .f = (size_t)i,
                        .op = ops[i % 5],
                        .null = i % 3 == 0,
                        .in_place = ARRAYS,
                        .du_in_place = ARRAYS});
        }
    }
#ifdef NO_MALLOC
    computing = 0;
#endif
    printf("%llu calls, %llu failures\n", calls, failures);
    return failures != 0;
}
