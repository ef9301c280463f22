/* The formulas through GCC's vector libm: -ffast-math, one instruction set per compilation (SUFFIX, ISA). */
#include <math.h>

#include "contenders.h"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define EXP expf
#define EXPM1 expm1f
#define TANH tanhf
#define LOOP(name, op, value)                                                                                          \
    static void name##_##op(const contender *c, const void *from, const void *dy, void *to, size_t outer, size_t n,    \
                            size_t inner) {                                                                            \
        const float *xs = from;                                                                                        \
        float *ys = to;                                                                                                \
        (void)c, (void)dy, (void)outer, (void)inner;                                                                   \
        for (size_t i = 0; i < n; i++) {                                                                               \
            const float x = xs[i];                                                                                     \
            ys[i] = value;                                                                                             \
        }                                                                                                              \
    }
#define FORMULA(name, value, slope) LOOP(name, forward, value) LOOP(name, prime, slope)
#include "formulas.h"
#undef FORMULA

static void softmax(const contender *c, const void *from, const void *dy, void *to, size_t outer, size_t n,
                    size_t inner) {
    (void)c, (void)dy, (void)inner;
    for (size_t o = 0; o < outer; o++) {
        const float *x = (const float *)from + o * n;
        float *y = (float *)to + o * n, max = x[0], sum = 0;
        for (size_t i = 1; i < n; i++) max = x[i] > max ? x[i] : max;
        for (size_t i = 0; i < n; i++) y[i] = expf(x[i] - max);
        for (size_t i = 0; i < n; i++) sum += y[i];
        for (size_t i = 0; i < n; i++) y[i] *= 1 / sum;
    }
}

void JOIN(add_vector_libm, SUFFIX)(void) {
#define FORMULA(name, value, slope)                                                                                    \
    add_contender((contender){"vector libm", #name, "forward", "f32", ISA, name##_forward, 0, 0, 0});                  \
    add_contender((contender){"vector libm", #name, "prime", "f32", ISA, name##_prime, 0, 0, 0});
#include "formulas.h"
#undef FORMULA
    add_contender((contender){"vector libm", "softmax", "rows", "f32", ISA, softmax, 0, 0, 0});
}
