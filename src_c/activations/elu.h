/* Exponential linear unit: y = x > 0 ? x : alpha (e^x - 1).
 *
 * expm1, because e^x - 1 loses every digit near 0. |x| is clamped where e^x - 1 is -1 to the last bit; the sign
 * is put back from x so that -0 stays -0. */

/* Worst ULP: float 1.70 at (-0x1.8d2612p-2, 0.01) of all, double 1.92 at (-0x1.67a31e960f7p-2, 0.01) of 10^8. */
static INLINE real A(elu)(real x, real alpha) {
    A(expm1_parts) e = A(expm1_core)(A(abs_up_to)(x, R(40.0)), R(1.0));
    real below = alpha * A(with_sign_of)(FMA(e.scale, e.t, R(1.0) - e.scale), x);
    return x > R(0.0) ? x : below;
}

#if REAL_BITS == 64
/* For the exact tier, alpha (x + x^2/2 + ...) for x near 0: alpha x often lies halfway between two floats (for alpha =
 * -0.5, half of the subnormal x do), and the rest, which decides, is below the last bit of a double. There a smaller |x|
 * decides the same way, for every alpha: times 1 - (2^-49 - |x|), factor and x^2/2 together take 2^-49 - |x|/2 off,
 * at least 2^-50, and four roundings of 2^-53 don't hide it. As a product of two integers below 2^24, alpha x is off a
 * midpoint by 2^-48 of itself or not at all, so nothing else crosses one. From 2^-49 on, x^2/2 shows by itself. */
static INLINE double elu_mend(double x) {
    const double sum = (1 - 0x1p-49) + abs_f64(x);
    return x * (sum < 1 ? sum : 1);
}
#endif

/* f' = x > 0 ? 1 : alpha e^x, rounded once where it is a normal number, for every alpha: a large one keeps e^x alive far
 * below its own underflow, so 2^k comes as two factors, 2^k1 first and the rest after alpha. A large alpha is brought
 * down by 2^lift, and the first factor up, so that the two reach over the whole range of the type. */
/* Worst ULP: float 1.98 at (-0x1.75e91ap+2, 0.01) of all, double 1.90 at (-0x1.1a57d0af937f2p+4, 0.01) of 10^8. */
static INLINE real A(elu_prime)(real x, real alpha) {
    const int large = A(abs)(alpha) >= R(1.0), lift = large ? MANT_BITS + 4 : 0;
    const real least = (real)(2 - EXP_BIAS - lift), magic = A(exp_magic)(0), magic_up = A(exp_magic)(lift);
    const real gain = large ? alpha * A(pow2)(-MANT_BITS - 4) : alpha;
    const real zero = R(-0.6932) * (real)(2 * EXP_BIAS - 3 + lift); /* alpha e^zero rounds to 0 */
    real z = -A(abs_up_to)(x, -zero);
    real k = FMA(z, LOG2E, magic) - magic, k1 = k < least ? least : k;
    real first = A(from_bits)(A(to_bits)(k1 + magic_up) << MANT_BITS);
    real second = A(from_bits)(A(to_bits)((k - k1) + magic) << MANT_BITS);
    real below = A(exp_core)(A(exp_reduce)(z, R(1.0), magic).r, R(1.0)) * first * gain * second;
    return x > R(0.0) ? R(1.0) : below;
}
/* y > 0 ? 1 : y + alpha */
static INLINE real A(elu_from_y)(real y, real alpha) { return A(leaky_relu_prime)(y, y + alpha); }
