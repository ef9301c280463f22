/* Threshold: y = x > threshold ? x : value. The derivative is 1 above the threshold, else 0. */

/* Exact: 1 in 1009 floats, 10^6 doubles. */
static INLINE real A(threshold)(real x, real threshold, real value) {
    const real below = A(one_nan)(value);
    return x <= A(not_nan)(threshold) ? below : A(quiet)(x);
}
/* Exact: 1 in 1009 floats, 10^6 doubles. */
static INLINE real A(threshold_prime)(real x, real threshold, real value) {
    return (void)value, A(thresholded_relu_prime)(x, threshold);
}
