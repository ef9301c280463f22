/* What cact.h promises of rows: one finite entry gives exactly 1, gradients stay within their bound where sums leave the
 * range of the type, finite rows raise no exception but inexact and underflow; wherever a row lies, and whatever lies
 * beside it. Every instruction set and tier. */
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apply.h"

enum { TIERS = CACT_EXACT_F32 + 1, MOST = 20000 };
static const char *const tier_names[] = {"float32", "float64", "exact"}; /* of cact_type */
static long checks, failures;
static float xf[MOST], dyf[MOST], outf[MOST];
static double x[MOST], dy[MOST], out[MOST];

static int check(int right, const char *what, const char *name, int tier, size_t n, size_t inner) {
    checks++;
    if (right) return 1;
    if (++failures < 40)
        fprintf(stderr, "%s %s (%s, %s), n = %u, inner = %u\n", name, what, cact_isa(), tier_names[tier], (unsigned)n,
                (unsigned)inner);
    return 0;
}

/* Leaves signalling NaNs of both types below: what is read without having been written raises FE_INVALID. */
static void dirty_the_stack(void) {
    static uint32_t turn;
    volatile uint32_t words[12000];
    turn = !turn;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) words[i] = turn ? 0x7fa00001 : i % 2 ? 0x7ff00001 : 1;
}

/* An operation on x and dy, in the type of a tier; returns the exceptions it raised. */
static int on_rows(const char *name, int tier, size_t outer, size_t n, size_t inner) {
    const rows_op *f = rows_at(0);
    for (size_t i = 0; strcmp(f->name, name); i++) f = rows_at(i);
    const size_t size = outer * n * inner, results = f->kind == ROWS_JACOBIAN ? size * n : size;
    for (size_t i = 0; i < size; i++) xf[i] = (float)x[i], dyf[i] = (float)dy[i];
    dirty_the_stack();
    feclearexcept(FE_ALL_EXCEPT);
    if (tier == CACT_F64)
        apply_rows(f, CACT_F64, x, dy, out, outer, n, inner);
    else
        apply_rows(f, (cact_type)tier, xf, dyf, outf, outer, n, inner);
    const int raised = fetestexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW);
    for (size_t i = 0; tier != CACT_F64 && i < results; i++) out[i] = outf[i];
    return raised;
}

static double uniform(double low, double high) { return low + (high - low) * (rand() % 100001) / 100000; }

/* Lone entries in some rows, NaNs and ordinary numbers in others. */
static void lone_entries(int tier) {
    static const size_t shapes[][3] = {{50, 1, 1}, {40, 3, 1},  {40, 70, 1}, {1, 200, 1},
                                       {1, 5, 40}, {2, 130, 7}, {1, 130, 40}};
    for (int round = 0; round < 40; round++)
        for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
            const size_t outer = shapes[s][0], n = shapes[s][1], inner = shapes[s][2];
            for (size_t r = 0; r < outer * inner; r++)
                for (size_t i = 0; i < n; i++) {
                    const int lone = i == r % n;
                    double v = r % 4 == 3 ? uniform(-5, 5) : lone ? uniform(-700, 700) : r % 4 ? -INFINITY : -3e4;
                    if (round % 2 && r % 9 == 3 && lone) v = NAN;
                    x[r / inner * n * inner + i * inner + r % inner] = v;
                }
            on_rows("softmax", tier, outer, n, inner);
            for (size_t r = 0; r < outer * inner; r++)
                if (r % 4 < 3 && !(round % 2 && r % 9 == 3))
                    for (size_t i = 0; i < n; i++)
                        check(out[r / inner * n * inner + i * inner + r % inner] == (i == r % n), "of a lone entry",
                              "softmax", tier, n, inner);
        }
}

/* Ordinary finite rows; of those with entries of -inf, too, no operation but logsumexp of nothing else has to invent a
 * number. */
static void exceptions(int tier) {
    static const size_t inners[] = {1, 2, 7, 16, 17, 49, 64, 65};
    for (size_t f = 0; f < rows_count(); f++)
        for (size_t k = 0; k < sizeof inners / sizeof *inners; k++)
            for (size_t n = 1; n * inners[k] * 2 < MOST && n < 270; n += n < 20 ? 1 : 13) {
                const size_t inner = inners[k], outer = inner == 1 && n < 70 ? 35 : inner == 1 ? 2 : 1;
                const char *name = rows_at(f)->name;
                const int from_y = strstr(name, "from_y") != 0, jacobian = rows_at(f)->kind == ROWS_JACOBIAN;
                if (jacobian && (inner > 1 || n * n * outer > MOST)) continue;
                for (int mood = 0; mood < 5; mood++) {
                    for (size_t i = 0; i < outer * n * inner; i++) {
                        const double size = mood == 1 ? 1e-30 : mood == 2 ? 1e30 : mood == 3 ? 1e3 : 5;
                        x[i] = from_y ? (strstr(name, "log") ? uniform(-20, 0) : uniform(0, 1)) : uniform(-size, size);
                        if (mood == 4 && !from_y && i / inner % n && rand() % 2) x[i] = -INFINITY;
                        dy[i] = uniform(-9, 9);
                    }
                    check(!on_rows(name, tier, outer, n, inner), "raises an exception", name, tier, n, inner);
                }
            }
}

/* ---- Gradients whose sums leave the range ------------------------------------------------------------------------- */

#if LDBL_MAX_EXP > DBL_MAX_EXP
static void gradients(int tier) {
    static const char *const names[] = {"softmax_backward", "log_softmax_backward", "softmax_backward_from_y",
                                        "log_softmax_backward_from_y"};
    static const size_t shapes[][2] = {{1, 1}, {2, 1}, {33, 1}, {64, 1}, {400, 1}, {9, 20}, {400, 5}, {150, 49}};
    const double largest = tier == CACT_F64 ? DBL_MAX : FLT_MAX, eps = tier == CACT_F64 ? DBL_EPSILON : FLT_EPSILON;
    const long double least = tier == CACT_F64 ? DBL_MIN * DBL_EPSILON : FLT_MIN * FLT_EPSILON;
    for (int round = 0; round < 60; round++)
        for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
            for (int op = 0; op < 4; op++) {
                static long double y[MOST];
                const size_t n = shapes[s][0], inner = shapes[s][1];
                const int from_y = op >= 2, log = op % 2;
                const double size = round % 3 == 0 ? 0.6 : round % 3 == 1 || n < 5 ? 0.99 : 4.0 / (double)n;
                for (size_t i = 0; i < n * inner; i++) {
                    x[i] = round % 5 ? uniform(-3, 3) : (double)(rand() % 2);
                    dy[i] = largest * size * (round % 4 ? uniform(-1, 1) : rand() % 8 ? 1 : -1);
                    if (tier != CACT_F64) x[i] = (float)x[i], dy[i] = (float)dy[i];
                }
                for (size_t c = 0; c < inner; c++) {
                    long double sum = 0;
                    for (size_t i = c; i < n * inner; i += inner) sum += y[i] = expl(x[i]);
                    for (size_t i = c; i < n * inner; i += inner) {
                        y[i] /= sum;
                        if (!from_y) continue;
                        x[i] = log ? (double)logl(y[i]) : (double)y[i];
                        if (tier != CACT_F64) x[i] = (float)x[i];
                        y[i] = log ? expl(x[i]) : (long double)x[i];
                    }
                }
                on_rows(names[op], tier, 1, n, inner);
                for (size_t c = 0; c < inner; c++) {
                    long double sum = 0, sizes = 0;
                    for (size_t i = c; i < n * inner; i += inner) {
                        sum += log ? dy[i] : dy[i] * y[i];
                        sizes += fabsl(log ? dy[i] : dy[i] * y[i]);
                    }
                    for (size_t i = c; i < n * inner; i += inner) {
                        const long double want = log ? dy[i] - y[i] * sum : y[i] * (dy[i] - sum);
                        long double scale = y[i] * sizes, own = log ? fabsl(dy[i]) : fabsl(dy[i] * y[i]);
                        scale = fmaxl(fmaxl(scale, own), fabsl(want));
                        const long double error = fabsl(out[i] - want), bound = 8 * (scale * eps + least);
                        const int over = fabsl(want) > largest * (1 - 8 * (long double)eps);
                        if (!check(over || error <= bound, "leaves its bound", names[op], tier, n, inner) &&
                            failures < 9)
                            fprintf(stderr, "    got %Lg, want %Lg, bound %Lg\n", (long double)out[i], want, bound);
                    }
                }
            }
}
#else
static void gradients(int tier) { (void)tier; }
#endif

int main(void) {
    for (size_t i = 0; cact_isa_at(i); i++)
        for (int tier = 0; tier < TIERS; tier++) {
            if (cact_use_isa(cact_isa_at(i))) failures++;
            lone_entries(tier);
            exceptions(tier);
            gradients(tier);
        }
    printf("%ld passed, %ld failed\n", checks - failures, failures);
    return failures != 0;
}
