/* Linear: y = m x, one rounding. The derivative is m wherever x is a number. */

/* Worst ULP: float 0.50 at (0x1p-149, -0.5) of all, double 0.50 at (0x0.0000000000001p-1022, -0.5) of 10^8. */
static INLINE real A(linear)(real x, real m) { return m * x; }
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(linear_prime)(real x, real m) { return (void)x, m; }
