/* Every contender of the C level, and the clock. bench.py loads this as a shared library. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contenders.h"

enum { MOST = 1000 };
static contender all[MOST];
static int count;

void add_contender(contender c) {
    if (count < MOST) all[count++] = c;
}

/* ---- The floor: a loop that copies, as wide as the instruction set. ------------------------------------------------ */

#define COPY(isa, target, T, type)                                                                                     \
    target __attribute__((optimize("O3,no-tree-loop-distribute-patterns"))) static void copy_##isa##_##type(           \
        const contender *c, const void *x, const void *dy, void *y, size_t outer, size_t n, size_t inner) {            \
        const T *from = x;                                                                                             \
        T *to = y;                                                                                                     \
        (void)c, (void)dy;                                                                                             \
        _Pragma("GCC ivdep") for (size_t i = 0; i < outer * n * inner; i++) to[i] = from[i];                           \
    }
#define COPIES(isa, target) COPY(isa, target, float, f32) COPY(isa, target, double, f64)
COPIES(baseline, )
#if defined(__x86_64__)
COPIES(avx2, __attribute__((target("avx2"))))
COPIES(avx512, __attribute__((target("avx512f,prefer-vector-width=512"))))
#endif

/* The same past the caches: what memory gives at the most. */
#if defined(__SSE2__)
#include <emmintrin.h>
static void copy_past_caches(const contender *c, const void *x, const void *dy, void *y, size_t outer, size_t n,
                             size_t inner) {
    const size_t vectors = outer * n * inner * (strcmp(c->type, "f64") ? 4 : 8) / sizeof(__m128i);
    (void)dy;
    for (size_t i = 0; i < vectors; i++) _mm_stream_si128((__m128i *)y + i, _mm_loadu_si128((const __m128i *)x + i));
    _mm_sfence();
}
#endif

/* ---- cact ----------------------------------------------------------------------------------------------------------- */

/* By the registry; `detail` is operation and type. A gate's second input is dy, its second gradient goes nowhere. */
static void run_cact(const contender *c, const ptrdiff_t *strides, const void *x, const void *dy, void *y, size_t n) {
    static void *unread;
    static size_t room;
    const cact_op op = (cact_op)(c->detail % 4);
    const size_t bytes = n * sizeof(double);
    if (has_array(c->info, op, DU) && bytes > room) unread = realloc(unread, room = bytes);
    const void *const at[ARRAYS] = {x, dy, dy, 0, 0, y, unread};
    apply(c->info, op, (cact_type)(c->detail / 4), n, at, strides);
}
static void cact_elements(const contender *c, const void *x, const void *dy, void *y, size_t outer, size_t n,
                          size_t inner) {
    run_cact(c, all_dense, x, dy, y, outer * n * inner);
}
/* What is compared at a few elements, too, is called as a program would call it, without the registry. */
#define USUAL_P0
#define USUAL_P1(name, value, ...) , (float)(value)
#define USUAL_P2(name, value, low, high, ...) , (float)(value)USUAL_P1(__VA_ARGS__)
#define INPUTS_UNARY x
#define INPUTS_GATED x, dy
#define ACTIVATION(name, shape, params, ...)                                                                           \
    static void forward_##name(const contender *c, const void *x, const void *dy, void *y, size_t outer, size_t n,     \
                               size_t inner) {                                                                         \
        (void)c, (void)dy, cact_##name##_f32(INPUTS_##shape, y, outer * n * inner USUAL_##params);                     \
    }
#include "../src_c/activations.def"
#undef ACTIVATION
#define ACTIVATION(name, ...) forward_##name,
static contender_run *const forwards_f32[] = {
#include "../src_c/activations.def"
};
#undef ACTIVATION
/* Every other element of twice as many. */
static void cact_strided(const contender *c, const void *x, const void *dy, void *y, size_t outer, size_t n,
                         size_t inner) {
    static const ptrdiff_t strides[ARRAYS] = {[X] = 2, [U] = 2, [DY] = 2, [OUT] = 1, [DU] = 1};
    run_cact(c, strides, x, dy, y, outer * n * inner);
}
static void cact_rows(const contender *c, const void *x, const void *dy, void *y, size_t outer, size_t n,
                      size_t inner) {
    apply_rows(c->info, (cact_type)(c->detail / 4), x, dy, y, outer, n, inner);
}

static void add_cact(void) {
    static const char *const ops[] = {"forward", "prime", "backward", "backward_from_y"}; /* of cact_op */
    static const char *const types[] = {"f32", "f64", "exact", "f16", "bf16"};            /* of cact_type */
    for (size_t k = 0; cact_isa_at(k); k++) {
        const char *isa = cact_isa_at(k);
        for (size_t i = 0; i < elements_count(); i++)
            for (int op = 0; op < 4; op++) {
                const cact_info *info = cact_at(i);
                if (!has_op(info, (cact_op)op)) continue;
                for (int type = CACT_F32; type <= CACT_BF16; type++) {
                    contender_run *const run = op || type ? cact_elements : forwards_f32[i];
                    add_contender(
                        (contender){"cact", info->name, ops[op], types[type], isa, run, info, 0, op + 4 * type});
                }
                add_contender((contender){"cact strided", info->name, ops[op], "f32", isa, cact_strided, info, 0, op});
            }
        for (size_t i = 0; i < rows_count(); i++) {
            const rows_op *info = rows_at(i);
            if (info->kind != ROWS_MAP && info->kind != ROWS_BACKWARD) continue;
            for (int type = CACT_F32; type <= CACT_BF16; type++)
                add_contender((contender){"cact", info->name, "rows", types[type], isa, cact_rows, info, 0, 4 * type});
        }
    }
}

/* ---- Others --------------------------------------------------------------------------------------------------------- */

#define EXP expf
#define EXPM1 expm1f
#define TANH tanhf
#define FORMULA(name, forward, prime)                                                                                  \
    static float libm_##name(float x) { return forward; }                                                              \
    static float libm_##name##_prime(float x) { return prime; }
#include "formulas.h"
#undef FORMULA

static void scalar(const contender *c, const void *x, const void *dy, void *y, size_t outer, size_t n, size_t inner) {
    (void)dy;
    for (size_t i = 0; i < outer * n * inner; i++) ((float *)y)[i] = c->scalar(((const float *)x)[i]);
}

void add_vector_libm_avx2(void), add_vector_libm_avx512(void), add_sleef_avx2(void), add_sleef_avx512(void),
    add_onednn(void);

static int has(const char *isa) {
    for (size_t k = 0; cact_isa_at(k); k++)
        if (!strcmp(cact_isa_at(k), isa)) return 1;
    return 0;
}

int bench_count(void) {
    if (count) return count;
    add_contender((contender){"copy", "", "", "f32", "baseline", copy_baseline_f32, 0, 0, 0});
    add_contender((contender){"copy", "", "", "f64", "baseline", copy_baseline_f64, 0, 0, 0});
#if defined(__SSE2__)
    add_contender((contender){"copy past caches", "", "", "f32", "baseline", copy_past_caches, 0, 0, 0});
    add_contender((contender){"copy past caches", "", "", "f64", "baseline", copy_past_caches, 0, 0, 0});
#endif
    add_cact();
#define FORMULA(name, forward, prime)                                                                                  \
    add_contender((contender){"libm", #name, "forward", "f32", "scalar", scalar, 0, libm_##name, 0});                  \
    add_contender((contender){"libm", #name, "prime", "f32", "scalar", scalar, 0, libm_##name##_prime, 0});
#include "formulas.h"
#if defined(__x86_64__)
    if (has("avx2")) {
        add_contender((contender){"copy", "", "", "f32", "avx2", copy_avx2_f32, 0, 0, 0});
        add_contender((contender){"copy", "", "", "f64", "avx2", copy_avx2_f64, 0, 0, 0});
        add_vector_libm_avx2();
#ifdef HAVE_SLEEF
        add_sleef_avx2();
#endif
    }
    if (has("avx512")) {
        add_contender((contender){"copy", "", "", "f32", "avx512", copy_avx512_f32, 0, 0, 0});
        add_contender((contender){"copy", "", "", "f64", "avx512", copy_avx512_f64, 0, 0, 0});
        add_vector_libm_avx512();
#ifdef HAVE_SLEEF
        add_sleef_avx512();
#endif
    }
#endif
#ifdef HAVE_ONEDNN
    add_onednn();
#endif
    return count;
}

const contender *bench_at(int i) { return &all[i]; }

/* ---- The clock ------------------------------------------------------------------------------------------------------- */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void use_isa_of(const contender *c) {
    if (has(c->isa)) cact_use_isa(c->isa);
}

void bench_run(int i, const void *x, const void *dy, void *y, size_t outer, size_t n, size_t inner) {
    use_isa_of(&all[i]);
    all[i].run(&all[i], x, dy, y, outer, n, inner);
}

static int by_size(const void *a, const void *b) {
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

/* Times the contenders `which` in turns, `rounds` times over all pairs of buffers: ns per call, the least and the median.
 * In place, y[k] is x refreshed from x[k] before each measurement. */
void bench_time(int m, const int *which, int pairs, const void *const *x, const void *dy, void *const *y, size_t outer,
                size_t n, size_t inner, int calls, int rounds, int in_place, double *least, double *median) {
    double *samples = malloc(sizeof(double) * (size_t)(m * rounds * pairs));
    for (int r = 0; r < rounds * pairs; r++)
        for (int i = 0; i < m; i++) {
            const contender *c = &all[which[i]];
            const void *from = in_place ? y[r % pairs] : x[r % pairs];
            const size_t bytes = outer * n * inner * (strcmp(c->type, "f64") ? 4 : 8);
            use_isa_of(c);
            if (in_place) memcpy(y[r % pairs], x[r % pairs], bytes);
            c->run(c, from, dy, y[r % pairs], outer, n, inner); /* warm */
            if (in_place) memcpy(y[r % pairs], x[r % pairs], bytes);
            const double start = now();
            for (int k = 0; k < calls; k++) c->run(c, from, dy, y[r % pairs], outer, n, inner);
            samples[i * rounds * pairs + r] = (now() - start) / calls;
        }
    for (int i = 0; i < m; i++) {
        double *s = samples + i * rounds * pairs;
        qsort(s, (size_t)(rounds * pairs), sizeof *s, by_size);
        least[i] = s[0];
        median[i] = s[rounds * pairs / 2];
    }
    free(samples);
}
