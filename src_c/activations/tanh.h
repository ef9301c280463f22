/* Hyperbolic tangent.
 *
 *     tanh(x) = m / (2 - m),   m = 1 - e^(-2|x|), sign of x put back
 *
 * m as in expm1, because near 0 a plain difference would lose every digit; |x|, because then m is in [0, 1) and nothing
 * overflows. Numerator and denominator move the same way, so y never falls while x rises. Where e^-2|x| is less than
 * half an ulp of 1, m would round to 1 and y to 1 too early: |x| is clamped before that, and 1 selected where the
 * rounded tanh is 1. */

#if REAL_BITS == 32
#define TANH_CLAMP R(8.48)        /* the last m that isn't 1 */
#define TANH_ONE R(0x1.205968p+3) /* from here on tanh rounds to 1: 2 e^-2|x| <= 2^-25 */
#else
#define TANH_CLAMP R(18.5)
#define TANH_ONE R(0x1.30fc1931f09cap+4)
#endif

static INLINE real A(tanh)(real x) {
    real m = A(one_minus_exp)(A(abs_up_to)(x, TANH_CLAMP), R(2.0));
    real y = m / (R(2.0) - m);
    return A(with_sign_of)(A(abs)(x) < TANH_ONE ? y : R(1.0), x);
}

static INLINE real A(tanh_prime)(real x) { return A(logistic_bell)(x, R(-2.0), R(4.0)); }
static INLINE real A(tanh_from_y)(real y) { return FMA(-y, y, R(1.0)); }
#undef TANH_CLAMP
#undef TANH_ONE
