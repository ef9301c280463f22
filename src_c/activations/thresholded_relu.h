/* Thresholded rectifier: y = x > alpha ? x : 0. The derivative is 1 above alpha, else 0. */

/* Exact: all floats, 10^8 doubles. */
static INLINE real A(thresholded_relu)(real x, real alpha) { return x <= A(not_nan)(alpha) ? R(0.0) : A(quiet)(x); }
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(thresholded_relu_prime)(real x, real alpha) { return x > alpha ? R(1.0) : R(0.0); }
