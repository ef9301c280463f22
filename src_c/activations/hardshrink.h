/* Hard shrinkage: y = |x| > lambd ? x : 0. The derivative is 1 where x stays, else 0. */

/* |x| <= lambd is asked, so that a NaN stays. */
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(hardshrink)(real x, real lambd) { return A(abs)(x) <= A(not_nan)(lambd) ? R(0.0) : A(quiet)(x); }
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(hardshrink_prime)(real x, real lambd) { return A(abs)(x) > lambd ? R(1.0) : R(0.0); }
