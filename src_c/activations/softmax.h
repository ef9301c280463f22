/* Softmax, log_softmax and logsumexp: the formulas of one row; rows/ walks over the rows.
 *
 *     softmax_i = e^(x_i - m) / S,   S = sum_j e^(x_j - m),   m = max x
 *     log_softmax_i = (x_i - m) - log S,   logsumexp = m + log S
 *
 * x_i - m is not exact, and its rounding would cost tens of ULP. So m is not subtracted from the value but from the
 * exponent: with m = M ln2 + r_m and x_i = k ln2 + r, the term 2^(k - M) e^r equals e^(x_i - m) e^(r_m), and the common
 * factor e^(r_m) cancels in the quotient. Where |m| is large, m is subtracted first: then x_i - m is exact wherever its
 * exponential isn't 0. Every term carries 2^SCALE_EXP, so that subnormal results are rounded once.
 *
 * log S = log1p(rest), rest = S - 1 summed without the largest entries: the winner's log-probability keeps its digits. */

typedef struct A(row) {
    real max, shift, low, magic; /* at `low` a term's scale is 0 */
    real gain, up;               /* gradients are summed times `gain`, a power of 2; up = 1 / gain */
    real a, b;                   /* what the operation found out about its row */
} A(row);

/* Sums of gradients beyond this could overflow, or the difference to a gradient could: they are taken again, times
 * SMALL_GAIN, which leaves room for sums of 2^46 of the largest numbers. */
#define LARGE_SUM A(pow2)(EXP_BIAS - MANT_BITS - 4)
#define SMALL_GAIN_EXP (-48)

static INLINE A(row) A(row_of_max)(real max) {
    A(row) w;
    w.max = max;
    w.shift = A(abs)(max) > R(-2.0) * EXP_MIN ? max : R(0.0);
    real top = max - w.shift;
    real k = FMA(top, LOG2E, A(exp_magic)(0)) - A(exp_magic)(0);
    w.low = (k - (real)(SCALE_EXP + EXP_BIAS)) * LN2_HI;
    w.magic = A(exp_magic)(SCALE_EXP) - k;
    w.gain = w.up = R(1.0);
    w.a = w.b = R(0.0);
    return w;
}

/* From `low` on down the exponent bits of the scale are 0, and so is the term, which would vanish in any result. An entry of
 * -inf is clamped there, too: it raises no floating-point exception. */
static INLINE real A(term)(const A(row) *w, real x) {
    real z = x - w->shift;
    A(exp_parts) e = A(exp_reduce)(z < w->low ? w->low : z, R(1.0), w->magic);
    return A(exp_core)(e.r, R(1.0)) * e.scale;
}

/* What is summed over a row. */
static INLINE real A(sum_term)(const A(row) *w, real x, real dy) { return (void)dy, A(term)(w, x); }
static INLINE real A(sum_rest)(const A(row) *w, real x, real dy) {
    return (void)dy, x == w->max ? R(0.0) : A(term)(w, x);
}
static INLINE real A(sum_top)(const A(row) *w, real x, real dy) { return (void)dy, x == w->max ? R(1.0) : R(0.0); }
static INLINE real A(sum_term_dy)(const A(row) *w, real x, real dy) {
    return A(term)(w, x) * (A(pow2)(-SCALE_EXP) * w->gain) * dy;
}
static INLINE real A(sum_y_dy)(const A(row) *w, real y, real dy) { return y * w->gain * dy; }
static INLINE real A(sum_dy)(const A(row) *w, real x, real dy) { return (void)x, w->gain * dy; }

/* What is found out about a row from its sums s and d.
 *
 * log S, of rest = sum of e^(x_j - max) without the largest entries' own terms, and how many of those there are. */
static INLINE real A(log_of_sum)(const A(row) *w, real rest, real count) {
    A(exp_parts) top = A(exp_reduce)(w->max - w->shift, R(1.0), A(exp_magic)(0));
    return A(log1p_core)(rest / A(exp_core)(top.r, R(1.0)) * A(pow2)(-SCALE_EXP) + (count - R(1.0)));
}
static INLINE real A(one_by_s)(const A(row) *w, real s, real d) { return (void)w, (void)d, R(1.0) / s; }
static INLINE real A(up_by_s)(const A(row) *w, real s, real d) { return (void)d, R(1.0) / s * w->up; }
static INLINE real A(d_by_s)(const A(row) *w, real s, real d) { return (void)w, d / s; }
static INLINE real A(d_by_terms)(const A(row) *w, real s, real d) { return (void)w, d / (s * A(pow2)(-SCALE_EXP)); }
static INLINE real A(only_d)(const A(row) *w, real s, real d) { return (void)w, (void)s, d; }
/* For softmax_lone: do all the other entries vanish beside the largest? */
static INLINE real A(half_if_lone)(const A(row) *w, real s, real d) {
    return (void)d, s == A(term)(w, w->max) ? R(0.5) : R(1.0);
}

/* dy - up * p, without an overflow between where the result has none. */
static INLINE real A(dy_minus)(const A(row) *w, real dy, real p) {
#if CACT_HAS_FMA && !NO_FMA
    return FMA(-p, w->up, dy);
#else
    const real half = p * (R(0.5) * w->up);
    return (dy - half) - half;
#endif
}

/* What is stored for an element; a and b as rows.def says for the operation. */
/* Worst ULP: float 3.20 in a row of 4096, double 3.19 in a row of 65. */
static INLINE real A(softmax_of_x)(const A(row) *w, real x, real dy) { return (void)dy, A(term)(w, x) * w->a; }
static INLINE real A(softmax_of_term)(const A(row) *w, real t, real dy) { return (void)dy, t * w->a; }
/* t / t is 1, but t (1 / t) may be just below: where all the others vanish beside the largest entry b is 1/2, else 1. */
static INLINE real A(softmax_lone)(const A(row) *w, real y, real dy) { return (void)dy, y > w->b ? R(1.0) : y; }
/* Worst ULP: float 3.04 in a row of 17, double 2.79 in a row of 17. */
static INLINE real A(log_softmax_of_x)(const A(row) *w, real x, real dy) { return (void)dy, (x - w->max) - w->a; }
/* Worst ULP: float 4.32 in a row of 129, double 4.95 in a row of 129. */
static INLINE real A(softmax_dx)(const A(row) *w, real x, real dy) {
    return A(term)(w, x) * w->a * FMA(dy, w->gain, -w->b);
}
/* Worst ULP: float 1.59 in a row of 2, double 1.88 in a row of 7. */
static INLINE real A(log_softmax_dx)(const A(row) *w, real x, real dy) {
    return A(dy_minus)(w, dy, A(term)(w, x) * w->a * w->b);
}
/* Worst ULP: float 3.60 in a row of 65, double 3.60 in a row of 65. */
static INLINE real A(logsumexp_dx)(const A(row) *w, real x, real dy) { return (void)dy, w->b * (A(term)(w, x) * w->a); }
/* Worst ULP: float 2.53 in a row of 64, double 2.58 in a row of 64. */
static INLINE real A(softmax_dx_of_y)(const A(row) *w, real y, real dy) { return y * w->up * FMA(dy, w->gain, -w->b); }
/* Worst ULP: float 1.45 in a row of 2, double 1.38 in a row of 7. */
static INLINE real A(log_softmax_dx_of_y)(const A(row) *w, real y, real dy) {
    real z = y < EXP_MIN ? EXP_MIN : y; /* a log-probability, so at most 0 */
    A(exp_parts) e = A(exp_reduce)(z > R(0.0) ? R(0.0) : z, R(1.0), A(exp_magic)(SCALE_EXP));
    return A(dy_minus)(w, dy, A(exp_core)(e.r, R(1.0)) * e.scale * A(pow2)(-SCALE_EXP) * w->b);
}
