/* The formulas through SLEEF, for one instruction set (SUFFIX, ISA, V: the vector type, W: its floats, and the names). */
#include <immintrin.h>
#include <sleef.h>

#include "contenders.h"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#if W == 16
#define V __m512
#define LOAD _mm512_loadu_ps
#define STORE _mm512_storeu_ps
#define SET _mm512_set1_ps
#define POSITIVE(x, a, b) _mm512_mask_blend_ps(_mm512_cmp_ps_mask(x, SET(0), _CMP_GT_OQ), b, a)
#define EXP Sleef_expf16_u10avx512f
#define EXPM1 Sleef_expm1f16_u10avx512f
#define TANH_1 Sleef_tanhf16_u10avx512f
#define TANH_35 Sleef_tanhf16_u35avx512f
#else
#define V __m256
#define LOAD _mm256_loadu_ps
#define STORE _mm256_storeu_ps
#define SET _mm256_set1_ps
#define POSITIVE(x, a, b) _mm256_blendv_ps(b, a, _mm256_cmp_ps(x, SET(0), _CMP_GT_OQ))
#define EXP Sleef_expf8_u10avx2
#define EXPM1 Sleef_expm1f8_u10avx2
#define TANH_1 Sleef_tanhf8_u10avx2
#define TANH_35 Sleef_tanhf8_u35avx2
#endif

/* GNU C: vectors have operators. FORMULA(peer, name, op, value) */
#define FORMULAS                                                                                                       \
    FORMULA("SLEEF 1.0", elu_1, "elu", "forward", POSITIVE(x, x, EXPM1(x)))                                            \
    FORMULA("SLEEF 1.0", elu_prime, "elu", "prime", POSITIVE(x, SET(1), EXP(x)))                                       \
    FORMULA("SLEEF 1.0", sigmoid_1, "sigmoid", "forward", 1 / (1 + EXP(-x)))                                           \
    FORMULA("SLEEF 1.0", sigmoid_prime, "sigmoid", "prime", 1 / (1 + EXP(-x)) * (1 - 1 / (1 + EXP(-x))))               \
    FORMULA("SLEEF 1.0", tanh_1, "tanh", "forward", TANH_1(x))                                                         \
    FORMULA("SLEEF 3.5", tanh_35, "tanh", "forward", TANH_35(x))                                                       \
    FORMULA("SLEEF 1.0", tanh_prime, "tanh", "prime", 1 - TANH_1(x) * TANH_1(x))

#define FORMULA(peer, id, name, op, value)                                                                             \
    static void id(const contender *c, const void *from, const void *dy, void *to, size_t outer, size_t n,             \
                   size_t inner) {                                                                                     \
        const float *xs = from;                                                                                        \
        float *ys = to, last[W] = {0};                                                                                 \
        size_t i = 0;                                                                                                  \
        (void)c, (void)dy, (void)outer, (void)inner;                                                                   \
        for (; n - i >= W; i += W) {                                                                                   \
            const V x = LOAD(xs + i);                                                                                  \
            STORE(ys + i, value);                                                                                      \
        }                                                                                                              \
        if (i < n) {                                                                                                   \
            for (size_t k = i; k < n; k++) last[k - i] = xs[k];                                                        \
            const V x = LOAD(last);                                                                                    \
            STORE(last, value);                                                                                        \
            for (size_t k = i; k < n; k++) ys[k] = last[k - i];                                                        \
        }                                                                                                              \
    }
FORMULAS
#undef FORMULA

void JOIN(add_sleef, SUFFIX)(void) {
#define FORMULA(peer, id, name, op, value) add_contender((contender){peer, name, op, "f32", ISA, id, 0, 0, 0});
    FORMULAS
}
