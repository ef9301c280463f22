/* Leaky rectifier: y = x > 0 ? x : alpha x. The select on x is right for every alpha; max(alpha x, x) is not once
 * alpha > 1. One rounding. From y the sign of x is known for alpha >= 0. */

static INLINE real A(leaky_relu)(real x, real alpha) {
    real below = alpha * x;
    return x > R(0.0) ? x : below;
}
/* Selected as bits: of the float select GCC makes a branch. */
static INLINE real A(leaky_relu_prime)(real x, real alpha) {
    return A(from_bits)(x > R(0.0) ? A(to_bits)(R(1.0)) : A(to_bits)(alpha));
}
static INLINE real A(leaky_relu_from_y)(real y, real alpha) { return A(leaky_relu_prime)(y, alpha); }
