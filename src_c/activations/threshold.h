/* Threshold: y = x > threshold ? x : value. The derivative is 1 above the threshold, else 0. */

/* Exact: all floats, 10^8 doubles. */
static INLINE real A(threshold)(real x, real threshold, real value) {
    const real below = A(one_nan)(value);
    return x <= A(not_nan)(threshold) ? below : A(quiet)(x);
}
/* Exact: all floats, 10^8 doubles. */
static INLINE real A(threshold_prime)(real x, real threshold, real value) {
    return (void)value, A(thresholded_relu_prime)(x, threshold);
}
