/* log(1 + u) for u >= 0 (inf excluded), relative to its own size.
 *
 *     1 + u = 2^k (1 + f),  1 + f in [sqrt(1/2), sqrt(2)),   log(1 + f) = 2 atanh(s),  s = f / (2 + f)
 *
 * f = 2^-k u + (2^-k - 1) is one rounding, and is u itself while k = 0: a tiny u is not lost in 1 + u.
 * a: fit.sollya; 2 (s + s w a(w)), w = s^2, is log(1 + f) within 2^-28 (float), 2^-65 (double). */

static INLINE real A(log1p_a)(real w) {
#if REAL_BITS == 32
    return FMA(FMA(R(0x1.2f03e6p-3), w, R(0x1.997b5ap-3)), w, R(0x1.55555cp-2));
#else
    real a = R(0x1.101db08370b78p-4);
    a = FMA(a, w, R(0x1.0f4aafc6578e2p-4));
    a = FMA(a, w, R(0x1.3b215328f30bep-4));
    a = FMA(a, w, R(0x1.745cdb92de4ebp-4));
    a = FMA(a, w, R(0x1.c71c725c14fa2p-4));
    a = FMA(a, w, R(0x1.249249242f0bep-3));
    a = FMA(a, w, R(0x1.9999999999d58p-3));
    return FMA(a, w, R(0x1.5555555555555p-2));
#endif
}

static INLINE real A(log1p_core)(real u) {
    const bits sqrt_half = A(to_bits)(R(0x1.6a09e6p-1));
    bits biased = (A(to_bits)(R(1.0) + u) - sqrt_half) >> MANT_BITS; /* k, since 1 + u >= sqrt(1/2) */
    real k = (real)(int)biased;
    real down = A(from_bits)(((bits)EXP_BIAS - biased) << MANT_BITS); /* 2^-k */
    real f = FMA(u, down, down - R(1.0));
    real s = f / (R(2.0) + f), w = s * s, twice = s + s;
    return FMA(k, LN2_HI, FMA(twice * w, A(log1p_a)(w), FMA(k, LN2_LO, twice)));
}
