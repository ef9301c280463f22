/* Soft shrinkage: y = x > lambd ? x - lambd : x < -lambd ? x + lambd : 0, for any lambd: clipping x and taking that off is
 * not the same for lambd < 0 and for infinities. One rounding. The derivative is 1 where y isn't 0 by the last case:
 * hardshrink's. */

/* The last case is asked for by <= and >=, so that a NaN stays. */
/* Worst ULP: float 0.50 at (0x1p-25, -0.5) of all, double 0.50 at (0x1.6e47ce2944ffap-3, -0.5) of 10^8. */
static INLINE real A(softshrink)(real x, real lambd) {
    const real l = A(not_nan)(lambd), y = x - (x > l ? l : -l);
    return ((x <= l) & (x >= -l)) ? R(0.0) : y;
}
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(softshrink_prime)(real x, real lambd) { return ((x > lambd) | (x < -lambd)) ? R(1.0) : R(0.0); }
