/* The C interface on its own: special values, NaN bits, every length, in place, strides, every instruction set. */
#define _POSIX_C_SOURCE 200112L /* setenv */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apply.h"

static long checks, failures;

static uint32_t bits_of(float x) {
    uint32_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}

static float float_of(uint32_t u) {
    float x;
    memcpy(&x, &u, sizeof x);
    return x;
}

static void same(const char *what, float input, float got, float want) {
    checks++;
    if (bits_of(got) == bits_of(want)) return;
    failures++;
    fprintf(stderr, "%s [%s] at %a (0x%08x): got %a (0x%08x), want %a (0x%08x)\n", what, cact_isa(), (double)input,
            (unsigned)bits_of(input), (double)got, (unsigned)bits_of(got), (double)want, (unsigned)bits_of(want));
}

/* The fast and the exact tier. */
static const cact_type tiers[] = {CACT_F32, CACT_EXACT_F32};

static float one(const char *name, cact_op op, float x, float p) {
    float y;
    const void *const at[ARRAYS] = {&x, 0, 0, &p, 0, &y, 0};
    apply(cact_find(name), op, CACT_F32, 1, at, all_dense);
    return y;
}

/* Where the exact tier mends, since double alone would round the other way. */
static void mended(void) {
    const float x = -0x1.250c02p-10f;
    float y;
    cact_exact_sigmoid_f32(&x, &y, 1);
    same("exact sigmoid", x, y, 0x1.ffb6bep-2f);
}

static void special_values(void) {
    const struct { /* not static: for TinyCC -0.0f is no constant */
        const char *name;
        cact_op op;
        float p, x, want;
    } rows[] = {
        {"linear", CACT_FORWARD, 2.0f, -0.0f, -0.0f},
        {"linear", CACT_PRIME, 2.0f, INFINITY, 2.0f},
        {"relu", CACT_FORWARD, 0, -INFINITY, 0.0f},
        {"relu", CACT_FORWARD, 0, -0.0f, -0.0f},
        {"relu", CACT_FORWARD, 0, INFINITY, INFINITY},
        {"relu", CACT_PRIME, 0, 0.0f, 0.0f},
        {"leaky_relu", CACT_FORWARD, 2.0f, -3.0f, -6.0f},
        {"leaky_relu", CACT_FORWARD, 0.01f, -0.0f, -0.0f},
        {"leaky_relu", CACT_FORWARD, 0.01f, -INFINITY, -INFINITY},
        {"leaky_relu", CACT_PRIME, 0.01f, 0.0f, 0.01f},
        {"elu", CACT_FORWARD, 1.5f, -INFINITY, -1.5f},
        {"elu", CACT_FORWARD, 1.0f, -0.0f, -0.0f},
        {"elu", CACT_FORWARD, 1.0f, 0.0f, 0.0f},
        {"elu", CACT_FORWARD, 1.0f, 0x1p-149f, 0x1p-149f},
        {"elu", CACT_FORWARD, 1.0f, -0x1p-149f, -0x1p-149f},
        {"elu", CACT_PRIME, 1.5f, 0.0f, 1.5f},
        {"elu", CACT_PRIME, 1.5f, -INFINITY, 0.0f},
        {"sigmoid", CACT_FORWARD, 0, -INFINITY, 0.0f},
        {"sigmoid", CACT_FORWARD, 0, -0.0f, 0.5f},
        {"sigmoid", CACT_FORWARD, 0, 0.0f, 0.5f},
        {"sigmoid", CACT_FORWARD, 0, INFINITY, 1.0f},
        {"sigmoid", CACT_FORWARD, 0, -103.5f, 0x1p-149f},
        {"sigmoid", CACT_FORWARD, 0, -3e38f, 0.0f},
        {"sigmoid", CACT_PRIME, 0, INFINITY, 0.0f},
        {"sigmoid", CACT_PRIME, 0, -INFINITY, 0.0f},
        {"sigmoid", CACT_PRIME, 0, 0.0f, 0.25f},
        {"tanh", CACT_FORWARD, 0, -INFINITY, -1.0f},
        {"tanh", CACT_FORWARD, 0, INFINITY, 1.0f},
        {"tanh", CACT_FORWARD, 0, -0.0f, -0.0f},
        {"tanh", CACT_FORWARD, 0, 0.0f, 0.0f},
        {"tanh", CACT_FORWARD, 0, 9.0f, 1.0f},
        {"tanh", CACT_PRIME, 0, INFINITY, 0.0f},
        {"tanh", CACT_PRIME, 0, -0.0f, 1.0f},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        same(rows[i].name, rows[i].x, one(rows[i].name, rows[i].op, rows[i].x, rows[i].p), rows[i].want);
}

static void nan_bits(cact_type type) {
    enum { N = 19 };
    static const uint32_t nans[] = {0x7fc00000, 0xffc00001, 0x7f800001, 0xff812345, 0x7fffffff};
    for (size_t k = 0; k < elements_count(); k++)
        for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++)
            for (size_t i = 0; has_op(cact_at(k), (cact_op)op) && i < sizeof nans / sizeof *nans; i++)
                for (int input = X; input <= DY; input++) {
                    const cact_info *f = cact_at(k);
                    float in[P][N], out[2][N];
                    const void *const at[ARRAYS] = {in[X], in[U], in[DY], 0, 0, out[0], out[1]};
                    if (!has_array(f, (cact_op)op, input)) continue;
                    for (int j = 0; j < P * N; j++) in[j / N][j % N] = j / N == input ? float_of(nans[i]) : 1.0f;
                    apply(f, (cact_op)op, type, N, at, all_dense);
                    for (int which = OUT; which <= DU; which++) {
                        if (!has_array(f, (cact_op)op, which)) continue;
                        same(f->name, in[X][0], out[which - OUT][0], float_of(nans[i] | 0x400000));
                        same(f->name, in[X][0], out[which - OUT][N - 1], float_of(nans[i] | 0x400000));
                    }
                }
    same("inf * 0", INFINITY, one("linear", CACT_FORWARD, INFINITY, 0.0f), float_of(0x7fc00000));
}

enum { N = 200 };

/* Every length gives the bits of element-by-element calls, writes nothing beyond, and works in place and strided. */
static void lengths_of(const cact_info *f, cact_op op, cact_type type) {
    static const ptrdiff_t strides[ARRAYS] = {-1, -1, -1, 0, 0, 2, 2};
    float in[P][N], params[2], want[2][N];
    for (int i = 0; i < P * N; i++) in[i / N][i % N] = (float)(rand() % 4001 - 2000) / 97.0f;
    for (int k = 0; k < f->params; k++) params[k] = (float)(0.3 * f->param[k].usual);
    for (int i = 0; i < N; i++) {
        const void *const at[ARRAYS] = {&in[X][i],  &in[U][i],   &in[DY][i], &params[0],
                                        &params[1], &want[0][i], &want[1][i]};
        apply(f, op, type, 1, at, all_dense);
    }
    for (size_t n = 0; n <= N; n++) {
        const size_t last = n ? n - 1 : 0;
        float out[2][N + 1], in_place[P][N], strided[2][2 * N];
        const void *const at[ARRAYS] = {in[X], in[U], in[DY], &params[0], &params[1], out[0], out[1]};
        const void *const again[ARRAYS] = {in_place[X], in_place[U], in_place[DY], &params[0],
                                           &params[1],  in_place[X], in_place[U]};
        const void *const back[ARRAYS] = {&in[X][last], &in[U][last], &in[DY][last], &params[0],
                                          &params[1],   strided[0],   strided[1]};
        out[0][n] = out[1][n] = 42.0f;
        apply(f, op, type, n, at, all_dense);
        memcpy(in_place, in, sizeof in);
        apply(f, op, type, n, again, all_dense);
        apply(f, op, type, n, back, strides);
        for (int k = 0; k < 2; k++) {
            same("beyond the end", 0, out[k][n], 42.0f);
            for (size_t i = 0; has_array(f, op, OUT + k) && i < n; i++) {
                same(f->name, in[X][i], out[k][i], want[k][i]);
                same("in place", in[X][i], in_place[k][i], want[k][i]); /* x, and u */
                same("strided", in[X][i], strided[k][2 * (n - 1 - i)], want[k][i]);
            }
        }
    }
}

static void lengths(cact_type type) {
    for (size_t k = 0; k < elements_count(); k++)
        for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++)
            if (has_op(cact_at(k), (cact_op)op)) lengths_of(cact_at(k), (cact_op)op, type);
}

/* Arrays beyond the caches are stored another way: the same bits, wherever they begin, and nothing beside them. */
static void beyond_caches(cact_type type) {
    enum { N = (1 << 22) + 1003, PIECE = 997 };
    float *x = malloc(N * sizeof *x), *dy = malloc(N * sizeof *dy), *y = malloc((N + 8) * sizeof *y);
    float *du = malloc(N * sizeof *du), want[PIECE], want_du[PIECE];
    if (!x || !dy || !y || !du) exit(2);
    for (size_t i = 0; i < N; i++) {
        x[i] = (float)(rand() % 4001 - 2000) / 97.0f;
        dy[i] = (float)(rand() % 401 - 200) / 97.0f;
    }
    for (size_t offset = 1; offset < 8; offset += 3)
        for (int op = CACT_FORWARD; op <= CACT_BACKWARD; op++) {
            const cact_info *f = cact_at(offset == 4 ? 0 : elements_count() - 1);
            float *out = y + offset;
            const void *const at[ARRAYS] = {x, dy, dy, 0, 0, out, du};
            if (!has_op(f, (cact_op)op)) continue;
            out[-1] = out[N] = 42.0f;
            apply(f, (cact_op)op, type, N, at, all_dense);
            same("before the beginning", 0, out[-1], 42.0f);
            same("beyond the end", 0, out[N], 42.0f);
            for (size_t i = 0, n; i < N; i += n) {
                const void *const some[ARRAYS] = {x + i, dy + i, dy + i, 0, 0, want, want_du};
                n = N - i < PIECE ? N - i : PIECE;
                apply(f, (cact_op)op, type, n, some, all_dense);
                checks++;
                if (memcmp(out + i, want, n * sizeof *want)) same("a large array", x[i], 0.0f, 1.0f);
            }
        }
    free(x);
    free(dy);
    free(y);
    free(du);
}

/* A row gives the same bits along the last axis and along a middle one, at every length and position. */
static void rows(void) {
    typedef void forward(const float *, float *, size_t, size_t, size_t);
    static forward *const functions[] = {cact_softmax_f32, cact_log_softmax_f32, cact_exact_softmax_f32,
                                         cact_exact_log_softmax_f32};
    for (size_t k = 0; k < sizeof functions / sizeof *functions; k++)
        for (size_t n = 1; n <= 300; n++) {
            const size_t inner = 1 + n % 37;
            float *x = malloc(n * inner * sizeof *x), *y = malloc(n * inner * sizeof *y), row[300], want[300];
            if (!x || !y) exit(2);
            for (size_t i = 0; i < n * inner; i++) x[i] = (float)(rand() % 4001 - 2000) / 97.0f;
            functions[k](x, y, 1, n, inner);
            for (size_t c = 0; c < inner; c++) {
                for (size_t i = 0; i < n; i++) row[i] = x[i * inner + c];
                functions[k](row, want, 1, n, 1);
                functions[k](row, row, 1, n, 1);
                for (size_t i = 0; i < n; i++) {
                    same("middle axis", x[i * inner + c], y[i * inner + c], want[i]);
                    same("row in place", x[i * inner + c], row[i], want[i]);
                }
            }
            free(x);
            free(y);
        }
    float x[3] = {0.0f, -INFINITY, NAN}, y[3];
    cact_softmax_f32(x, y, 1, 2, 1);
    same("softmax", x[0], y[0], 1.0f);
    same("softmax", x[1], y[1], 0.0f);
    cact_softmax_f32(x, y, 1, 3, 1);
    same("softmax with a NaN", x[0], y[0], float_of(0x7fc00000));
    cact_softmax_f32(x + 1, y, 1, 1, 1);
    same("softmax of -inf only", x[1], y[0], float_of(0x7fc00000));
    cact_logsumexp_f32(x + 1, y, 1, 1, 1);
    same("logsumexp of -inf only", x[1], y[0], -INFINITY);
}

static void refused(int status, const void *out, const void *before, size_t bytes) {
    checks++;
    if (status == -1 && !memcmp(out, before, bytes)) return;
    failures++;
    fprintf(stderr, "a wrong call returns %d, and writes %s\n", status,
            memcmp(out, before, bytes) ? "something" : "nothing");
}

/* What isn't of the registry, or no operation, is refused before anything is written. */
static void refusals(void) {
    enum { N = 16 };
    const float x[N] = {0}, before[N] = {42.0f};
    const double x64[N] = {0}, before64[N] = {42.0};
    float y[N] = {42.0f};
    double y64[N] = {42.0};
    const cact_info copy = *cact_at(0), copy_of_rows = *cact_find("softmax");
    const cact_info *functions[5] = {0, &copy, cact_find("softmax"), cact_find("relu"), cact_find("linear")};
    static const ptrdiff_t ones[ARRAYS] = {1, 1, 1, 1, 1, 1, 1};
    for (int i = 0; i < 5; i++)
        for (int op = -1; op <= 4; op++) {
            if (i == 3 && op >= 0 && op <= 3) continue;
            if (i == 4 && op != CACT_BACKWARD_FROM_Y) continue;
            for (int t = CACT_F32; t <= CACT_EXACT_F32; t++) {
                const void *const given = t == CACT_F64 ? (const void *)x64 : x;
                void *const to = t == CACT_F64 ? (void *)y64 : y;
                const void *const at[ARRAYS] = {given, given, given, given, given, to, to};
                const size_t bytes = t == CACT_F64 ? sizeof y64 : sizeof y;
                const void *const was = t == CACT_F64 ? (const void *)before64 : before;
                refused(apply(functions[i], (cact_op)op, (cact_type)t, N, at, all_dense), to, was, bytes);
                refused(apply(functions[i], (cact_op)op, (cact_type)t, N, at, ones), to, was, bytes);
            }
        }
    const rows_op others[] = {{&copy_of_rows, CACT_FORWARD, 0, ""},
                              {cact_at(0), CACT_FORWARD, 0, ""},
                              {cact_find("softmax"), -1, 0, ""},
                              {cact_find("softmax"), CACT_BACKWARD_FROM_Y + 1, 0, ""},
                              {cact_find("logsumexp"), CACT_PRIME, 0, ""}};
    enum { OTHERS = sizeof others / sizeof *others };
    for (size_t i = 0; i <= rows_count() + OTHERS; i++) {
        const rows_op *f = i < OTHERS ? &others[i] : i < OTHERS + rows_count() ? rows_at(i - OTHERS) : 0;
        if (i >= OTHERS && f && f->kind != ROWS_JACOBIAN) continue;
        for (size_t inner = 0; inner <= 2; inner += 2) {
            refused(apply_rows(f, CACT_F32, x, x, y, 1, 2, inner), y, before, sizeof y);
            refused(apply_rows(f, CACT_EXACT_F32, x, x, y, 1, 2, inner), y, before, sizeof y);
            refused(apply_rows(f, CACT_F64, x64, x64, y64, 1, 2, inner), y64, before64, sizeof y64);
        }
    }
}

/* Arguments of another version, or that don't fit the function; f takes dy, x and a parameter here. */
static void wrong_arguments(void) {
    enum { N = 4 };
    const float x[N] = {1, 2, 3, 4}, p = 0.5f, before[N] = {42, 42, 42, 42};
    float y[N] = {42, 42, 42, 42};
    const cact_in in[3] = {{x, 1}, {x, 1}, {x, 1}}, param[2] = {{&p, 0}, {&p, 0}}, nothing[2] = {{x, 1}, {0, 1}};
    const cact_out out[2] = {{y, 1}, {y, 1}}, nowhere = {0, 1};
    const cact_args right = {sizeof right, N, 2, 1, 1, in, out, param};
    const cact_info *f = cact_find("elu");
    for (int wrong = 0; wrong < 16; wrong++) {
        cact_args a = right;
        cact_type type = CACT_F32;
        switch (wrong) {
        case 0: a.size = 0; break;
        case 1: a.size = sizeof a - 1; break;
        case 2: a.size = sizeof a + 8; break;
        case 3: a.inputs = 1; break;
        case 4: a.inputs = 3; break;
        case 5: a.outputs = 0; break;
        case 6: a.outputs = 2; break;
        case 7: a.params = 2; break;
        case 8: a.input = 0; break;
        case 9: a.input = nothing; break;
        case 10: a.output = 0; break;
        case 11: a.output = &nowhere; break;
        case 12: a.param = 0; break;
        case 13: a.param = nothing + 1; break;
        case 14: type = (cact_type)(CACT_EXACT_BF16 + 1); break;
        default: type = (cact_type)-1;
        }
        refused(cact_apply(f, CACT_BACKWARD, type, &a), y, before, sizeof y);
    }
    refused(cact_apply(f, CACT_BACKWARD, CACT_F32, 0), y, before, sizeof y);
    cact_rows_args rows = {sizeof rows, 1, N, 1, x, x, y};
    refused(cact_apply_rows(rows_at(0)->f, CACT_FORWARD, (cact_type)(CACT_EXACT_BF16 + 1), &rows), y, before, sizeof y);
    refused(cact_apply_rows(rows_at(0)->f, CACT_FORWARD, (cact_type)-1, &rows), y, before, sizeof y);
    refused(cact_apply_rows(rows_at(0)->f, CACT_FORWARD, CACT_F32, 0), y, before, sizeof y);
    rows.size--;
    refused(cact_apply_rows(rows_at(0)->f, CACT_FORWARD, CACT_F32, &rows), y, before, sizeof y);
    /* of none, pointers may be NULL; without parameters the usual ones hold */
    cact_args none = {sizeof none, 0, 2, 1, 1, 0, 0, 0}, usual = right;
    float want[N];
    checks += 2;
    failures += cact_apply(f, CACT_BACKWARD, CACT_F32, &none) != 0;
    usual.params = 0, usual.param = 0;
    cact_elu_backward_f32(x, x, want, N, (float)f->param[0].usual);
    failures += cact_apply(f, CACT_BACKWARD, CACT_F32, &usual) != 0 || memcmp(y, want, sizeof y) != 0;
}

static void expect_fault(const char *words) {
    const char *fault = cact_self_test();
    checks++;
    if (words ? fault && strstr(fault, words) : !fault) return;
    failures++;
    fprintf(stderr, "self-test: got \"%s\", want \"%s\"\n", fault ? fault : "no fault", words ? words : "no fault");
}

#if defined(__unix__) || defined(__APPLE__)
/* Variables of the environment that can't be meant. */
static void variables(void) {
    static const char *const wrong[] = {"3x", "none", "-1", "0", "1.5", "1000000000000", " 2"};
    setenv("CACT_ISA", "typo", 1);
    expect_fault("CACT_ISA");
    setenv("CACT_ISA", "", 1);
    expect_fault(0);
    setenv("CACT_ISA", "Baseline", 1);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        setenv("CACT_NUM_THREADS", wrong[i], 1);
        expect_fault("CACT_NUM_THREADS");
    }
    setenv("CACT_NUM_THREADS", "12", 1);
    expect_fault(0);
    unsetenv("CACT_ISA");
    unsetenv("CACT_NUM_THREADS");
    checks++;
    if (cact_use_isa("BASELINE") || strcmp(cact_isa(), "baseline") || cact_use_isa("base") != -1) failures++;
}
#else
static void variables(void) {}
#endif

/* The self-test names what is broken. */
static void self_test(void) {
    expect_fault(0);
#if defined(__SSE2__)
    const unsigned was = __builtin_ia32_stmxcsr();
    __builtin_ia32_ldmxcsr(was | 0x8000);
    expect_fault("flush-to-zero");
    __builtin_ia32_ldmxcsr(was | 0x0040);
    expect_fault("denormals-are-zero");
    for (unsigned mode = 1; mode <= 3; mode++) {
        __builtin_ia32_ldmxcsr(was | mode << 13);
        expect_fault("rounding mode");
    }
    for (unsigned exception = 0x80; exception <= 0x1000; exception *= 2) {
        __builtin_ia32_ldmxcsr(was & ~exception);
        expect_fault("unmasked");
    }
    __builtin_ia32_ldmxcsr(was);
#elif defined(__aarch64__)
    for (unsigned mode = 1; mode <= 3; mode++) {
        __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)mode << 22));
        expect_fault("rounding mode");
    }
    __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)1 << 24));
    expect_fault("is on"); /* one bit for inputs and results */
    __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)0));
#endif
    expect_fault(0);
}

int main(void) {
    variables();
    for (size_t i = 0; cact_isa_at(i); i++) {
        if (cact_use_isa(cact_isa_at(i))) failures++;
        special_values();
        mended();
        refusals();
        wrong_arguments();
        self_test();
        for (size_t t = 0; t < sizeof tiers / sizeof *tiers; t++) {
            nan_bits(tiers[t]);
            lengths(tiers[t]);
            beyond_caches(tiers[t]);
        }
        rows();
        printf("%s: %ld checks, %ld failures so far\n", cact_isa(), checks, failures);
    }
    checks++;
    if (cact_use_isa("none") != -1 || cact_find("none") || cact_at(cact_count())) failures++;
    printf("%ld passed, %ld failed\n", checks - failures, failures);
    return failures != 0;
}
