/* Rectifier with a ceiling: y = min(max(x, 0), 6). -0 stays -0. The derivative is 1 strictly between 0 and 6. */

/* Exact: all floats, 10^8 doubles. */
static INLINE real A(relu6)(real x) { return A(quiet)(A(at_most)(A(at_least)(x, R(0.0)), R(6.0))); }
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(relu6_prime)(real x) { return A(hardtanh_prime)(x, R(0.0), R(6.0)); }
