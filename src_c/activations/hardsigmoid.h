/* Piecewise linear sigmoid: y = min(max(slope x + offset, 0), 1).
 *
 * Where y is near 0 the sum cancels, so the product must not be rounded before: one rounding, or on CPUs without FMA two
 * of which the first is far below a float's last bit. */

/* x, held where the sum is far beyond 0 and 1: the product must not overflow there, since the result doesn't. */
static INLINE real A(hardsigmoid_held)(real x, real slope, real offset) {
    const int flat = (A(abs)(slope) >= A(pow2)(-48)) & (A(abs)(offset) <= A(pow2)(15));
    const real most = flat ? A(pow2)(64) : A(infinity)();
    return A(clamp)(x, -most, most);
}
/* slope x + offset. */
static INLINE real A(hardsigmoid_sum)(real x, real slope, real offset) {
#if CACT_HAS_FMA && !NO_FMA
    return FMA(slope, x, offset);
#elif REAL_BITS == 32
    return (float)((double)slope * x + offset); /* of floats, the product is exact */
#else
    /* The product as two doubles, of halves whose products are exact, then the sum as two. Infinities have no
     * rest, and of a product so small that its own would be rounded it is left out. */
    const bits upper = ~(((bits)1 << 27) - 1);
    const real x1 = A(from_bits)(A(to_bits)(x) & upper), x2 = x - x1;
    const real s1 = A(from_bits)(A(to_bits)(slope) & upper), s2 = slope - s1;
    const real product = slope * x, sum = product + offset, back = sum - product;
    const real rest = ((s1 * x1 - product) + s1 * x2 + s2 * x1) + s2 * x2;
    const real lost = (product - (sum - back)) + (offset - back);
    return (A(abs)(sum) < A(pow2)(1000)) & (A(abs)(product) > A(pow2)(-900)) ? sum + (lost + rest) : sum;
#endif
}
static INLINE real A(hardsigmoid)(real x, real slope, real offset) {
    const real sum = A(hardsigmoid_sum)(A(hardsigmoid_held)(x, slope, offset), slope, offset);
    return A(at_most)(A(at_least)(sum, R(0.0)), R(1.0));
}
/* slope where the exact sum lies strictly between 0 and 1: of which the rounded sum could be 1, but not what it lies above
 * `top` = offset - 1, which is exact with what `top` lost. All times 2^MANT_BITS, since else a tiny sum could round to 0. */
static INLINE real A(hardsigmoid_prime)(real x, real slope, real offset) {
    const real lift = A(pow2)(MANT_BITS), top = offset - R(1.0), back = top - offset;
    const real lost = (offset - (top - back)) - (R(1.0) + back);
    const real c = A(hardsigmoid_held)(x, slope, offset);
    const real up = A(hardsigmoid_sum)(c, slope * lift, offset * lift);
    const real down = A(hardsigmoid_sum)(c, slope * lift, top * lift);
    return (up > R(0.0)) & (down < -lost * lift) ? slope : R(0.0);
}
