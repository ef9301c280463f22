/* Logistic sigmoid: y = 1 / (1 + e^-x).
 *
 * The same quotient on both sides of 0: no select. Numerator and denominator carry a factor 2^-lift, so that e^-x
 * doesn't overflow where y is a subnormal number, and the division rounds y once. Above the upper clamp 1 + e^-x is 1 to
 * the last bit. With e^-x = 2^k (1 + t) the denominator is (1 + 2^k) + 2^k t: t's own rounding is far below that of the
 * sum, so y never falls while x rises; of 1 + e^-x, e^-x rounded first, it would at 900 floats. */

/* Worst ULP: float 2.44 at -0x1.0a47d2p+4 of all, double 2.44 at -0x1.25fea5dbbda4ep+5 of 10^8. */
static INLINE real A(sigmoid)(real x) {
    const real one = A(pow2)(-SCALE_EXP);
    A(exp_parts) e = A(exp_reduce)(A(clamp)(x, EXP_MIN, R(40.0)), R(-1.0), A(exp_magic)(-SCALE_EXP));
    real t = FMA(e.r * e.r, A(exp_q)(e.r, R(-1.0), R(1.0)), -e.r);
    return one / FMA(e.scale, t, e.scale + one);
}

#if REAL_BITS == 64
/* For the exact tier. Near 0 sigmoid is 1/2 + x/4 - x^3/48: for short x the first two terms lie halfway between two
 * floats, and the third decides, below the last bit of a double. A slightly smaller |x| decides the same way. One more
 * input is nearer to a midpoint than double sees. */
static INLINE double sigmoid_mend(double x) {
    return abs_f64(x) < 0x1p-12 || x == -0x1.250c02p-10 ? x * (1 - 0x1p-28) : x;
}
#endif

/* c E / (1 + E)^2, E = e^(rate |x|): the bell of sigmoid' (rate -1, c 1) and tanh' (rate -2, c 4).
 *
 * From x, because y (1 - y) has no digits left where y rounds to 1. (1 + E)^2 = 1 + E (2 + E), one rounding instead of
 * three. 2^lift goes through the numerator and the denominator: subnormal results are rounded once, by the division.
 * c divides the denominator; it is a power of two. */
static INLINE real A(logistic_bell)(real x, real rate, real c) {
    const real one = A(pow2)(SCALE_EXP), down = A(pow2)(-SCALE_EXP);
    A(exp_parts) e = A(exp_reduce)(A(abs_up_to)(x, EXP_MIN / rate), rate, A(exp_magic)(SCALE_EXP));
    real E = A(exp_core)(e.r, rate) * e.scale;
    return E / FMA(E, FMA(E, down / c, R(2.0) / c), one / c);
}

/* Worst ULP: float 2.49 at 0x1.51741ap+1 of all, double 2.43 at 0x1.b380e3dc11d34p+1 of 10^8. */
static INLINE real A(sigmoid_prime)(real x) { return A(logistic_bell)(x, R(-1.0), R(1.0)); }
static INLINE real A(sigmoid_from_y)(real y) { return y * (R(1.0) - y); }
