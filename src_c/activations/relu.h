/* Rectifier: y = x < 0 ? 0 : x: -0 stays -0. The derivative at 0 is the left one, 0. */

/* Exact: all floats, 10^8 doubles. */
static INLINE real A(relu)(real x) { return A(quiet)(A(at_least)(x, R(0.0))); }
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(relu_prime)(real x) { return x > R(0.0) ? R(1.0) : R(0.0); }
static INLINE real A(relu_from_y)(real y) { return A(relu_prime)(y); }
