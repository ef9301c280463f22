/* Hyperbolic tangent.
 *
 *     tanh(x) = (1 - E) / (1 + E),   E = e^(-2|x|), sign of x put back
 *
 * 1 - E as in expm1, because near 0 a plain difference would lose every digit; |x|, because then E is in (0, 1] and
 * nothing overflows. 1 + E comes from the same parts, not from the rounded 1 - E: half an ulp less. The two move against
 * each other, so y never falls while x rises. From where E is less than half an ulp of 1 both round to 1 and y is 1, a
 * little before the rounded tanh is (float: from 8.66, not 9.01), so |x| may be clamped anywhere beyond. */

#define TANH_CLAMP (REAL_BITS == 32 ? R(9.02) : R(19.07))

/* Worst ULP: float 1.99 at 0x1.0a09fcp-1 of all, double 2.05 at 0x1.ff0742baa6508p-2 of 10^8. */
static INLINE real A(tanh)(real x) {
    A(expm1_parts) e = A(expm1_core)(A(abs_up_to)(x, TANH_CLAMP), R(2.0));
    real y = FMA(e.scale, e.t, FMA(e.scale, R(-0.5), R(1.0))) / FMA(-e.scale, e.t, FMA(e.scale, R(0.5), R(1.0)));
    return A(with_sign_of)(y, x);
}

/* Worst ULP: float 2.49 at 0x1.51741ap+0 of all, double 2.43 at 0x1.5216357b2169cp+0 of 10^8. */
static INLINE real A(tanh_prime)(real x) { return A(logistic_bell)(x, R(-2.0), R(4.0)); }
static INLINE real A(tanh_from_y)(real y) { return FMA(-y, y, R(1.0)); }
#undef TANH_CLAMP
