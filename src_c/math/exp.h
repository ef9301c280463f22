/* e^z and e^z - 1 in pieces, for formulas that put them together themselves.
 *
 *     e^z = 2^k e^r,   k = round(z / ln2),   r = z - k ln2 in [-ln2/2, ln2/2],   e^r = 1 + r + r^2 q(r)
 *
 * k comes from adding a number so large that the sum's last bit is worth 1: no conversion, no rounding instruction. That
 * number also carries the exponent's bias, so that the sum's own bits, moved up, are 2^(k + lift). z must lie where
 * 2^(k + lift) is a normal number; the caller clamps. ln2 is split so that k * LN2_HI is exact, with or without FMA.
 * q: fit.sollya; 1 + r + r^2 q is e^r within 2^-26 (float), 2^-61 (double), relative to r where it is e^r - 1. */

typedef struct A(exp_parts) {
    real scale; /* 2^(k + lift) */
    real r;
} A(exp_parts);

static INLINE real A(exp_magic)(int lift) { return R(0x1.8p0) * A(pow2)(MANT_BITS) + (real)(EXP_BIAS + lift); }

/* e^(rate z), rate = 1, -1 or -2, `magic` = exp_magic(lift). r is that of the head comment divided by rate, a power of
 * two: the same bits without a multiplication, since it moves into the constants. ln 2 comes as a sum of two, the second
 * may be 0. */
static INLINE A(exp_parts) A(exp_reduce_by)(real z, real rate, real magic, real ln2, real ln2_rest) {
    A(exp_parts) e;
    real sum = FMA(z, rate * LOG2E, magic);
    real k = sum - magic;
    e.scale = A(from_bits)(A(to_bits)(sum) << MANT_BITS);
    e.r = FMA(k, -ln2 / rate, z);
    if (ln2_rest != R(0.0)) e.r = FMA(k, -ln2_rest / rate, e.r);
    return e;
}
static INLINE A(exp_parts) A(exp_reduce)(real z, real rate, real magic) {
    return A(exp_reduce_by)(z, rate, magic, LN2_HI, LN2_LO);
}

/* unit * q(rate r) */
static INLINE real A(exp_q)(real r, real rate, real unit) {
#define THEN(c) (unit /= rate, q = FMA(q, r, unit * R(c)))
#if REAL_BITS == 32
    unit *= rate * rate * rate * rate;
    real q = unit * R(0x1.6c50a8p-10);
    THEN(0x1.1222d8p-7);
    THEN(0x1.5555bep-5);
    THEN(0x1.5554b8p-3);
#else
    unit *= rate * rate * rate * rate * rate * rate * rate * rate * rate * rate;
    real q = unit * R(0x1.1f0418f5ab0acp-29);
    THEN(0x1.af5f20389306ap-26);
    THEN(0x1.27e521cd60ce3p-22);
    THEN(0x1.71ddf81468985p-19);
    THEN(0x1.a01a01872c083p-16);
    THEN(0x1.a01a01b0024c7p-13);
    THEN(0x1.6c16c16c1c0d2p-10);
    THEN(0x1.111111110f656p-7);
    THEN(0x1.555555555554ap-5);
    THEN(0x1.5555555555559p-3);
#endif
    THEN(0.5);
#undef THEN
    return q;
}

/* e^(rate r): one rounding of 1 + something small, the rest below it. */
static INLINE real A(exp_core)(real r, real rate) {
    return FMA(FMA(A(exp_q)(r, rate, rate * rate), r, rate), r, R(1.0));
}

/* scale = rate 2^k and t, e^(-rate a) = 2^k - scale t, for a >= 0 and rate 1 or 2. t is relative to its own size, and so
 * is 1 - e^(-rate a) = (1 - 2^k) + scale t; it is not negative. */
typedef struct A(expm1_parts) {
    real scale, t;
} A(expm1_parts);

static INLINE A(expm1_parts) A(expm1_core)(real a, real rate) {
    A(exp_parts) e = A(exp_reduce_by)(a, -rate, A(exp_magic)(rate > R(1.0) ? 1 : 0), LN2_FROM_ONE);
    A(expm1_parts) m = {e.scale, FMA(e.r * e.r, A(exp_q)(e.r, -rate, -rate), e.r)};
    return m;
}
