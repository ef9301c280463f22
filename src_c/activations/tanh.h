/* Hyperbolic tangent.
 *
 *     tanh(x) = (1 - E) / (1 + E),   E = e^(-2|x|), sign of x put back
 *
 * 1 - E as in expm1, because near 0 a plain difference would lose every digit; |x|, because then E is in (0, 1] and
 * nothing overflows. 1 + E comes from the same parts, not from the rounded 1 - E: half an ulp less. The two move against
 * each other, so y never falls while x rises. Where E is less than half an ulp of 1, 1 - E would round to 1 and y to 1
 * too early: |x| is clamped before that, and 1 selected where the rounded tanh is 1. */

#if REAL_BITS == 32
#define TANH_CLAMP R(8.48)        /* the last E that shows in 1 - E */
#define TANH_ONE R(0x1.205968p+3) /* from here on tanh rounds to 1: 2 E <= 2^-25 */
#else
#define TANH_CLAMP R(18.5)
#define TANH_ONE R(0x1.30fc1931f09cap+4)
#endif

/* Worst ULP: float 1.99 at 0x1.0a09fcp-1 of all, double 2.05 at 0x1.ff0742baa6508p-2 of 10^8. */
static INLINE real A(tanh)(real x) {
    A(expm1_parts) e = A(expm1_core)(A(abs_up_to)(x, TANH_CLAMP), R(2.0));
    real y = FMA(e.scale, e.t, FMA(e.scale, R(-0.5), R(1.0))) / FMA(-e.scale, e.t, FMA(e.scale, R(0.5), R(1.0)));
    return A(with_sign_of)(A(abs)(x) >= TANH_ONE ? R(1.0) : y, x);
}

/* Worst ULP: float 2.49 at 0x1.51741ap+0 of all, double 2.43 at 0x1.5216357b2169cp+0 of 10^8. */
static INLINE real A(tanh_prime)(real x) { return A(logistic_bell)(x, R(-2.0), R(4.0)); }
static INLINE real A(tanh_from_y)(real y) { return FMA(-y, y, R(1.0)); }
#undef TANH_CLAMP
#undef TANH_ONE
