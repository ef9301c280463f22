/* Rectifier: y = x < 0 ? 0 : x: -0 stays -0. The derivative at 0 is the left one, 0. */

/* Exact: all floats, 10^8 doubles. */
static INLINE real A(relu)(real x) {
#if CACT_NAN_FLOWS
    real zero =
        UNKNOWN(R(0.0)); /* one max, which gives x where the two are equal or x is a NaN; + -0 makes NaNs quiet */
    return (zero > x ? zero : x) + UNKNOWN(R(-0.0));
#else
    return x < R(0.0) ? R(0.0) : x;
#endif
}
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(relu_prime)(real x) { return x > R(0.0) ? R(1.0) : R(0.0); }
static INLINE real A(relu_from_y)(real y) { return A(relu_prime)(y); }
