/* Threshold: y = x > threshold ? x : value. The derivative is 1 above the threshold, else 0. */

static INLINE real A(threshold)(real x, real threshold, real value) {
    const real below = A(one_nan)(value);
    return x <= A(not_nan)(threshold) ? below : A(quiet)(x);
}
static INLINE real A(threshold_prime)(real x, real threshold, real value) {
    return (void)value, A(thresholded_relu_prime)(x, threshold);
}
