/* Leaky rectifier: y = x > 0 ? x : alpha x. The select on x is right for every alpha; max(alpha x, x) is not once
 * alpha > 1. One rounding. From y the sign of x is known for alpha >= 0. */

/* Masked: of a select between two constants GCC makes a branch, and no vector. */
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(leaky_relu_prime)(real x, real alpha) {
    const bits one = A(to_bits)(R(1.0)), below = A(to_bits)(alpha);
    return A(from_bits)(below ^ ((one ^ below) & (bits) - (x > R(0.0))));
}
/* A factor, not a select between x and a product: alpha x must not overflow where it isn't wanted. */
/* Worst ULP: float 0.50 at (-0x1p-149, -0.5) of all, double 0.50 at (-0x0.0000000000003p-1022, -0.5) of 10^8. */
static INLINE real A(leaky_relu)(real x, real alpha) { return x * A(leaky_relu_prime)(x, alpha); }
static INLINE real A(leaky_relu_from_y)(real y, real alpha) { return A(leaky_relu_prime)(y, alpha); }
