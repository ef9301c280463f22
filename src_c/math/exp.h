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

/* `magic` is exp_magic(lift); z / log2e's sign is the caller's: rate = 1 for e^z, -1 for e^-z, -2 for e^-2z. */
static INLINE A(exp_parts) A(exp_reduce)(real z, real rate, real magic) {
    A(exp_parts) e;
    real sum = FMA(z, rate * LOG2E, magic);
    real k = sum - magic;
    e.scale = A(from_bits)(A(to_bits)(sum) << MANT_BITS);
    e.r = FMA(k, -LN2_HI, rate * z);
    e.r = FMA(k, -LN2_LO, e.r);
    return e;
}

static INLINE real A(exp_q)(real r) {
#if REAL_BITS == 32
    real q = R(0x1.6c50a8p-10);
    q = FMA(q, r, R(0x1.1222d8p-7));
    q = FMA(q, r, R(0x1.5555bep-5));
    q = FMA(q, r, R(0x1.5554b8p-3));
#else
    real q = R(0x1.1f0418f5ab0acp-29);
    q = FMA(q, r, R(0x1.af5f20389306ap-26));
    q = FMA(q, r, R(0x1.27e521cd60ce3p-22));
    q = FMA(q, r, R(0x1.71ddf81468985p-19));
    q = FMA(q, r, R(0x1.a01a01872c083p-16));
    q = FMA(q, r, R(0x1.a01a01b0024c7p-13));
    q = FMA(q, r, R(0x1.6c16c16c1c0d2p-10));
    q = FMA(q, r, R(0x1.111111110f656p-7));
    q = FMA(q, r, R(0x1.555555555554ap-5));
    q = FMA(q, r, R(0x1.5555555555559p-3));
#endif
    return FMA(q, r, R(0.5));
}

/* e^r: one rounding of 1 + something small, the rest below it. */
static INLINE real A(exp_core)(real r) { return FMA(FMA(A(exp_q)(r), r, R(1.0)), r, R(1.0)); }

/* e^(rate z) - 1, relative to its own size: 2^k (1 + t) - 1 with t = r + r^2 q kept apart. For lift 0. */
static INLINE real A(expm1_core)(real z, real rate) {
    A(exp_parts) e = A(exp_reduce)(z, rate, A(exp_magic)(0));
    real t = FMA(e.r * e.r, A(exp_q)(e.r), e.r);
    return FMA(e.scale, t, e.scale - R(1.0));
}
