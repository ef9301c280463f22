/* Clipped identity: y = min(max(x, low), high), in this order: high, where low > high. A comparison with a NaN is false, so
 * a NaN limits nothing. -0 stays -0. The derivative is 1 strictly between the limits. */

/* Exact: all floats, 10^8 doubles. */
static INLINE real A(hardtanh)(real x, real low, real high) { return A(quiet)(A(at_most)(A(at_least)(x, low), high)); }
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(hardtanh_prime)(real x, real low, real high) {
    return ((x <= low) | (x >= high)) ? R(0.0) : R(1.0);
}
