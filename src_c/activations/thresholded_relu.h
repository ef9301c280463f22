/* Thresholded rectifier: y = x > alpha ? x : 0. The derivative is 1 above alpha, else 0. */

/* Exact: 1 in 1009 floats, 10^6 doubles. */
static INLINE real A(thresholded_relu)(real x, real alpha) { return x <= A(not_nan)(alpha) ? R(0.0) : A(quiet)(x); }
/* Exact: 1 in 1009 floats, 10^6 doubles. */
static INLINE real A(thresholded_relu_prime)(real x, real alpha) { return x > alpha ? R(1.0) : R(0.0); }
