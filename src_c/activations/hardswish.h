/* Piecewise quadratic swish: y = x min(max(x + 3, 0), 6) / 6.
 *
 * x is held above -3, since at -inf the product would be inf * 0. A sixth is taken before the product, which could
 * overflow; from 3 on it is at least 1 and held there. The derivative is 0 up to -3, 1 from 3 on, else (2x + 3) / 6. */

/* x / c, c = 3 or 6. A float is multiplied, which takes a quarter of a division's time. A double is divided: the exact tier
 * rounds its results, and many lie halfway between two floats. */
static INLINE real A(hardswish_part)(real x, real c) { return REAL_BITS == 32 ? x * (R(1.0) / c) : x / c; }

/* Worst ULP: float 2.48 at 0x1.fde802p-10 of all, double 1.87 at 0x1.5f0286b4111b6p+0 of 10^8. */
static INLINE real A(hardswish)(real x) {
    const real c = A(at_least)(x, R(-3.0));
    return c * A(at_most)(A(hardswish_part)(c + R(3.0), R(6.0)), R(1.0));
}

#if REAL_BITS == 64
/* For the exact tier. Where x/2 is a subnormal float it may lie halfway between two, and x^2/6 decides, far below the last
 * bit of a double. A slightly larger x decides the same way. */
static INLINE double hardswish_mend(double x) { return abs_f64(x) < 0x1p-125 ? x + x * (x * 0x1p99) : x; }
#endif

/* Worst ULP: float 1.33 at -0x1.4p-22 of all, double 1.00 at -0x1.962d3eb69220cp-3 of 10^8. */
static INLINE real A(hardswish_prime)(real x) {
    const real d = A(hardswish_part)(x + R(1.5), R(3.0)), below = x <= R(-3.0) ? R(0.0) : d;
    return x >= R(3.0) ? R(1.0) : below;
}
