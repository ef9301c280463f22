/* What a formula is written in: `real` and its bits, for REAL_BITS = 32 or 64. Included once per type; every name below
 * is set anew. A(name) is the name's version for this type; FMA rounds once where the target can, twice elsewhere. */
#undef real
#undef UNKNOWN
#undef bits
#undef quarter
#undef A
#undef FMA
#undef FMA_BUILTIN
#undef R
#undef MANT_BITS
#undef EXP_BIAS
#undef LN2_FROM_ONE
#undef LN2_HI
#undef LN2_LO
#undef LOG2E
#undef SCALE_EXP
#undef EXP_MIN

#if REAL_BITS == 32
#define real float
#define bits uint32_t
#define quarter uint8_t
#define A(name) name##_f32
#define R(constant) constant##f
#define FMA_BUILTIN __builtin_fmaf
#define MANT_BITS 23
#define EXP_BIAS 127
#define LN2_HI 0x1.62e4p-1f /* 15 bits: its product with any |k| < 2^9 is exact */
#define LN2_LO 0x1.7f7d1cp-20f
/* Where e^z <= 1 is subtracted from 1, one float will do: it is within 2^-29, and of k times that nothing is left to see,
 * nor of what rounding a product with |k| >= 8 does without FMA. */
#define LN2_FROM_ONE 0x1.62e43p-1f, 0.0f
#define LOG2E 0x1.715476p0f
#define SCALE_EXP 64    /* 2^64 lifts e^z above the subnormals for every z whose e^z isn't 0 */
#define EXP_MIN -107.0f /* 4 e^z rounds to 0 below */
#else
#define real double
#define bits uint64_t
#define quarter uint16_t
#define A(name) name##_f64
#define R(constant) constant
#define FMA_BUILTIN __builtin_fma
#define MANT_BITS 52
#define EXP_BIAS 1023
#define LN2_HI 0x1.62e42fefa2p-1 /* 40 bits: exact with |k| < 2^13 */
#define LN2_LO 0x1.9ef35793c7673p-41
#define LN2_FROM_ONE LN2_HI, LN2_LO
#define LOG2E 0x1.71547652b82fep0
#define SCALE_EXP 128
#define EXP_MIN -749.0
#endif

#if NO_FMA /* doubles once more, without FMA on any CPU */
#undef A
#define A(name) name##_no_fma
#endif
#if CACT_HAS_FMA && !NO_FMA
#define FMA(a, b, c) FMA_BUILTIN(a, b, c)
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-tree-ter") /* it puts the products and sums of vectors that are side by side back in a row */
#endif
#endif

/* What is stored for an element; du only of a gate's gradients. */
typedef struct A(pair) {
    real out, du;
} A(pair);

static INLINE bits A(to_bits)(real x) {
    bits u;
    memcpy(&u, &x, sizeof u);
    return u;
}

static INLINE real A(from_bits)(bits u) {
    real x;
    memcpy(&x, &u, sizeof x);
    return x;
}

#define SIGN_BIT ((bits)1 << (8 * sizeof(real) - 1))
#define QUIET_BIT ((bits)1 << (MANT_BITS - 1))
#define QUIET_NAN ((bits)(2 * EXP_BIAS + 1) << MANT_BITS | QUIET_BIT)

static INLINE real A(infinity)(void) { return A(from_bits)(QUIET_NAN ^ QUIET_BIT); }
static INLINE real A(pow2)(int e) { return A(from_bits)((bits)(e + EXP_BIAS) << MANT_BITS); }
static INLINE real A(abs)(real x) { return A(from_bits)(A(to_bits)(x) & ~SIGN_BIT); }
static INLINE real A(with_sign_of)(real x, real sign) { /* x >= 0 */
    return A(from_bits)(A(to_bits)(x) | (A(to_bits)(sign) & SIGN_BIT));
}

/* max(x, low) and min(x, high), which hand a NaN on; of zeros with two signs x. Where NaNs flow, min and max do, since they
 * return the second operand if one is a NaN; GCC makes them of a select only if it doesn't know the limit. */
#if CACT_NAN_FLOWS
static bits A(unknown_zero) __attribute__((used)) = 0;
#define UNKNOWN(c) A(from_bits)(A(to_bits)(c) + A(unknown_zero)) /* c, but no compiler sees that */
#else
#define UNKNOWN(c) (c)
#endif
static INLINE real A(at_least)(real x, real low) { return low = UNKNOWN(low), low > x ? low : x; }
static INLINE real A(at_most)(real x, real high) { return high = UNKNOWN(high), high < x ? high : x; }

/* A limit to compare with: infinite instead of a NaN, to which no comparison is true. */
static INLINE real A(not_nan)(real limit) { return limit == limit ? limit : A(infinity)(); }

/* min(max(x, low), high) for low < 0 < high, and min(|x|, high). Where NaNs don't flow, the caller keeps them apart: so they
 * may give either limit, and ordered as integers, floats of one sign need one instruction, where a float select needs two. */
#if CACT_NAN_FLOWS || REAL_BITS == 64
static INLINE real A(clamp)(real x, real low, real high) { return A(at_least)(A(at_most)(x, high), low); }
static INLINE real A(abs_up_to)(real x, real high) { return A(at_most)(A(abs)(x), high); }
#else
static INLINE real A(clamp)(real x, real low, real high) {
    bits u = A(to_bits)(x), least = A(to_bits)(low), most = A(to_bits)(high);
    u = u < least ? u : least; /* as unsigned numbers, negative floats are the large ones, the least largest */
    u = (int32_t)u < (int32_t)most ? u : most;
    return A(from_bits)(u);
}
static INLINE real A(abs_up_to)(real x, real high) {
    bits u = A(to_bits)(A(abs)(x)), most = A(to_bits)(high);
    return A(from_bits)(u < most ? u : most);
}
#endif

/* x, but a signalling NaN made quiet where NaNs flow; elsewhere the caller does so. */
static INLINE real A(quiet)(real x) { return CACT_NAN_FLOWS ? x + UNKNOWN(R(-0.0)) : x; }

/* y, but x made quiet where x is NaN: by integers, since arithmetic keeps other NaN bits on other CPUs. */
static INLINE real A(keep_nan)(real x, real y) { return x != x ? A(from_bits)(A(to_bits)(x) | QUIET_BIT) : y; }
/* y, but x or else dy made quiet where one is NaN. */
static INLINE real A(keep_nans)(real x, real dy, real y) {
    const real first = x != x ? x : dy, quiet = A(from_bits)(A(to_bits)(first) | QUIET_BIT);
    return UNORDERED(x, dy) ? quiet : y;
}
/* y, but the one quiet NaN where y is any NaN. */
static INLINE real A(one_nan)(real y) { return y != y ? A(from_bits)(QUIET_NAN) : y; }
