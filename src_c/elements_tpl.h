/* The kernels of elements, of one type that is computed with: A(name) over dense arrays of `real`.
 *
 * Blocks have a fixed trip count, so the compiler needs no scalar remainder. What an operation reads and writes beside
 * x and out says `has`, a constant in every call that is inlined; the pointers it hasn't may be NULL. */

#define WIDE (256 / (int)sizeof(real)) /* elements of a block whose vectors are interleaved */
#define ALIGN_FROM (4 * WIDE)          /* elements; for less, alignment costs more than it gains */

typedef A(pair) A(element)(real x, real u, real dy, real p, real q);

/* Of a gate's gradients. */
static INLINE A(pair) A(keep_pair)(real x, real u, real dy, A(pair) v) {
    const real nan = x != x ? x : u;
    v.out = A(keep_nans)(nan, dy, A(one_nan)(v.out));
    v.du = A(keep_nans)(nan, dy, A(one_nan)(v.du));
    return v;
}

typedef struct A(arrays) {
    const real *x, *u, *dy;
    real *out, *du;
} A(arrays);

static INLINE A(arrays) A(all_of)(const real *x, const real *u, const real *dy, real *out, real *du) {
    const A(arrays) a = {x, u, dy, out, du};
    return a;
}

/* The arrays from element i on; to NULL C doesn't let one add. */
static INLINE A(arrays) A(from)(A(arrays) a, size_t i, int has) {
    a.x += i, a.out += i;
    if (has & HAS_U) a.u += i;
    if (has & HAS_DY) a.dy += i;
    if (has & HAS_DU) a.du += i;
    return a;
}

#define ONE_ELEMENT(i)                                                                                                 \
    const A(pair) v = f(a.x[i], has & HAS_U ? a.u[i] : 0, has & HAS_DY ? a.dy[i] : 0, ps ? ps[i] : p, qs ? qs[i] : q); \
    a.out[i] = v.out;                                                                                                  \
    if (has & HAS_DU) a.du[i] = v.du

/* One vector. The parameters are p and q, or one of each per element where ps and qs aren't NULL. */
static INLINE void A(block)(A(arrays) a, real p, real q, const real *ps, const real *qs, A(element) *f, int has) {
    INDEPENDENT
    for (int i = 0; i < LANES; i++) {
        ONE_ELEMENT(i);
    }
}

/* WIDE elements. Processors don't look far enough ahead to find the next vector's work by themselves, so the vectors of a
 * heavy formula are interleaved. */
static INLINE void A(wide_block)(A(arrays) a, real p, real q, const real *ps, const real *qs, A(element) *f, int has,
                                 int light) {
    BESIDE(WIDE, !light)
    SIDE_BY_SIDE
    for (int i = 0; i < WIDE; i++) {
        ONE_ELEMENT(i);
        STORE_BESIDE(i);
    }
    KEEP_BESIDE();
}

/* Less than LANES elements, through buffers of a whole vector. */
static INLINE void A(part)(A(arrays) a, size_t n, real p, real q, A(element) *f, int has) {
    real bx[LANES], bu[LANES], bdy[LANES], bdu[LANES];
    const A(arrays) b = {bx, bu, bdy, bx, bdu};
    if (!n) return;
#if CACT_VECTOR > 16
    A(load_first)(bx, a.x, n, LANES, 0);
    if (has & HAS_U) A(load_first)(bu, a.u, n, LANES, 0);
    if (has & HAS_DY) A(load_first)(bdy, a.dy, n, LANES, 0);
    A(block)(b, p, q, 0, 0, f, has);
    A(store_first)(a.out, bx, n, LANES);
    if (has & HAS_DU) A(store_first)(a.du, bdu, n, LANES);
#else /* LANES is 4: the first, some between and the last, which may be the same ones; but were two known to be the same,
       * Clang would leave a lane empty, and divide by its zero */
    const size_t at[LANES] = {0, n / 2, n - 1, (n + 1) / 4};
    for (int i = 0; i < LANES; i++) {
        bx[i] = a.x[at[i]];
        bu[i] = has & HAS_U ? a.u[at[i]] : 0;
        bdy[i] = has & HAS_DY ? a.dy[at[i]] : 0;
    }
    A(block)(b, p, q, 0, 0, f, has);
    for (int i = 0; i < LANES; i++) a.out[at[i]] = bx[i];
    for (int i = 0; has & HAS_DU && i < LANES; i++) a.du[at[i]] = bdu[i];
#endif
}

/* LANES to WIDE elements. The last LANES are computed first, since in place the blocks overwrite some of them. */
static INLINE void A(few)(A(arrays) a, size_t n, real p, real q, A(element) *f, int has, int light) {
    const size_t end = n - LANES;
    real last[LANES], last_du[LANES];
    A(arrays) b = A(from)(a, end, has);
    b.out = last, b.du = last_du;
    A(block)(b, p, q, 0, 0, f, has);
    if (light) {
        for (size_t i = 0; i < end; i += LANES) A(block)(A(from)(a, i, has), p, q, 0, 0, f, has);
    } else {
        ONE_BY_ONE /* unrolled it would be three times the code, and not faster */
        for (size_t i = 0; i < end; i += LANES) A(block)(A(from)(a, i, has), p, q, 0, 0, f, has);
    }
    INDEPENDENT /* from a register, where memcpy needs the stack */
    for (int i = 0; i < LANES; i++) {
        a.out[end + (size_t)i] = last[i];
        if (has & HAS_DU) a.du[end + (size_t)i] = last_du[i];
    }
}

typedef A(cact_kernel) A(kernel);
typedef A(cact_whole) A(whole);

/* How many elements lie before the first aligned store, where that pays. */
static INLINE size_t A(unaligned)(const real *out, size_t n) {
    const size_t past = (uintptr_t)out % (LANES * sizeof(real)) / sizeof(real);
    return n < ALIGN_FROM || !past ? 0 : LANES - past;
}

/* More than WIDE elements: whole wide blocks, `few` before the first aligned store and after the last block. */
static INLINE void A(many)(A(arrays) a, size_t n, real p, real q, A(kernel) *few, A(element) *f, int has, int light) {
    size_t i = A(unaligned)(a.out, n);
    if (i) few(a.x, a.u, a.dy, a.out, a.du, i, p, q);
    for (; n - i >= WIDE; i += WIDE) A(wide_block)(A(from)(a, i, has), p, q, 0, 0, f, has, light);
    a = A(from)(a, i, has);
    if (i < n) few(a.x, a.u, a.dy, a.out, a.du, n - i, p, q);
}

/* Arrays of LANES to WIDE elements, the usual short call, run without a stack frame. Shorter and longer ones are separate
 * functions, because they need one. */
static INLINE void A(by_length)(A(arrays) a, size_t n, real p, real q, A(kernel) *many, A(kernel) *part, A(element) *f,
                                int has, int light) {
    if (n > WIDE)
        many(a.x, a.u, a.dy, a.out, a.du, n, p, q);
    else if (n < LANES)
        part(a.x, a.u, a.dy, a.out, a.du, n, p, q);
    else
        A(few)(a, n, p, q, f, has, light);
}

#ifdef CACT_SMALL
static INLINE void A(one_by_one)(A(arrays) a, size_t n, real p, real q, A(element) *f, int has) {
    const real *const ps = 0, *const qs = 0;
    for (size_t i = 0; i < n; i++) {
        ONE_ELEMENT(i);
    }
}
#endif

/* ---- Parameters per element, and parameters for which a formula has to mend more --------------------------------------- */

static INLINE void A(copy)(real *to, const real *from, size_t n) {
    if (from) memcpy(to, from, n * sizeof(real));
}

/* f, which takes multiples of WIDE elements, over any number of them: the rest passes through buffers. There is a
 * parameter per element, or, if `step` is 0, one block of parameters for all. */
static NOINLINE void A(each)(A(whole) *f, const real *x, const real *u, const real *dy, real *out, real *du, size_t n,
                             const real *p, const real *q, size_t step) {
    const size_t i = n / WIDE * WIDE, rest = n - i, at = step ? i : 0, some = step ? rest : WIDE;
    real bx[WIDE] = {0}, bu[WIDE] = {0}, bdy[WIDE] = {0}, bp[WIDE] = {0}, bq[WIDE] = {0};
    if (i) f(x, u, dy, out, du, i, p, q, step ? WIDE : 0);
    if (!rest) return;
    A(copy)(bx, x + i, rest), A(copy)(bu, u ? u + i : 0, rest), A(copy)(bdy, dy ? dy + i : 0, rest);
    A(copy)(bp, p + at, some), A(copy)(bq, q ? q + at : 0, some);
    f(bx, bu, bdy, bx, bu, WIDE, bp, bq, 0);
    A(copy)(out + i, bx, rest);
    if (du) memcpy(du + i, bu, rest * sizeof(real));
}

/* WIDE elements with a parameter each. A light formula waits for its four streams: vector by vector is a third of the code. */
static INLINE void A(whole_block)(A(arrays) a, const real *ps, const real *qs, A(element) *f, int has, int light) {
    if (light) {
        ONE_BY_ONE
        for (size_t i = 0; i < WIDE; i += LANES) A(block)(A(from)(a, i, has), 0, 0, ps + i, qs ? qs + i : 0, f, has);
    } else
        A(wide_block)(a, 0, 0, ps, qs, f, has, light);
}

#ifndef CACT_SMALL
/* Parameters that are the same for all, but such that NaNs can arise: infinite, NaN, or 0 times infinity. */
static INLINE int A(usual)(real p) { return p - p == 0 && p != 0; }
static NOINLINE void A(unusual)(A(whole) *f, const real *x, const real *u, const real *dy, real *out, real *du,
                                size_t n, real p, real q) {
    real ps[WIDE], qs[WIDE];
    for (int i = 0; i < WIDE; i++) ps[i] = p, qs[i] = q;
    A(each)(f, x, u, dy, out, du, n, ps, qs, 0);
}
#endif

/* ---- Every operation of every activation ------------------------------------------------------------------------------- */

/* An element of each operation: what is stored for it, NaN included. */
#define ELEMENT(name, ...)                                                                                             \
    static INLINE A(pair) A(name##_element)(real x, real u, real dy, real p, real q) {                                 \
        const A(pair) v = __VA_ARGS__;                                                                                 \
        return (void)x, (void)u, (void)dy, (void)p, (void)q, v;                                                        \
    }
#define VALUE(v) {v, 0}
#define KEPT(v) VALUE(A(keep_nan)(x, v))
/* Where NaNs flow, every forward formula hands a NaN on, sign included. */
#if CACT_NAN_FLOWS
#define PASSED(v) VALUE(v)
#else
#define PASSED(v) KEPT(v)
#endif
#define SETTLED(v) VALUE(A(keep_nan)(x, A(one_nan)(v)))
#define GRADIENT(slope) VALUE(A(keep_nans)(x, dy, A(one_nan)(dy * (slope))))

#define SIGNATURE(name)                                                                                                \
    A(name)(const real *x, const real *u, const real *dy, real *out, real *du, size_t n, real p, real q)
#define WHOLE_SIGNATURE(name)                                                                                          \
    A(name)(const real *x, const real *u, const real *dy, real *out, real *du, size_t n, const real *p, const real *q, \
            size_t step)

#ifdef CACT_SMALL
/* NaNs that arise from parameters are mended for all of them. */
#define KERNEL(name, has, light, params, odd)                                                                          \
    static NOINLINE void SIGNATURE(name) { A(one_by_one)(ALL, n, p, q, JOIN(MENDED_, HAS_##params)(name), has); }
#define MENDED_YES(name) A(name##_any_element)
#define MENDED_NO(name) A(name##_element)
#else
/* Parameters from which NaNs can arise take the way of parameters per element. */
#define KERNEL(name, has, light, params, odd)                                                                          \
    static void SIGNATURE(name);                                                                                       \
    static NOINLINE void SIGNATURE(name##_many) { A(many)(ALL, n, p, q, A(name), A(name##_element), has, light); }     \
    static NOINLINE void SIGNATURE(name##_part) { A(part)(ALL, n, p, q, A(name##_element), has); }                     \
    static NOINLINE void SIGNATURE(name) {                                                                             \
        IF_PARAMS(params, if (!(USUAL_##odd(params))) A(unusual)(A(name##_whole), x, u, dy, out, du, n, p, q); else)   \
        A(by_length)(ALL, n, p, q, A(name##_many), A(name##_part), A(name##_element), has, light);                     \
    }
#endif
/* With parameters per element, of element##_element. */
#define WHOLE(name, element, has, light, params)                                                                       \
    static NOINLINE void WHOLE_SIGNATURE(name##_whole) {                                                               \
        (void)q;                                                                                                       \
        for (size_t i = 0, at = 0; i < n; i += WIDE, at += step)                                                       \
            A(whole_block)(A(from)(ALL, i, has), p + at, QS_##params, A(element##_element), has, light);               \
    }
#define ALL A(all_of)(x, u, dy, out, du)

#define IF_YES(...) __VA_ARGS__
#define IF_NO(...)
#define HAS_P0 NO
#define HAS_P1(...) YES
#define HAS_P2(...) YES
#define IF_PARAMS(params, ...) JOIN(IF_, HAS_##params)(__VA_ARGS__)
#define ARGS_P0
#define ARGS_P1(...) , p
#define ARGS_P2(...) , p, q
#define USUAL_FACTORS(params) USUAL_##params
#define USUAL_SUM(params) A(usual)(p) && q - q == 0
#define USUAL_NONE(params) 1
#define USUAL_P1(...) A(usual)(p)
#define USUAL_P2(...) A(usual)(p) && A(usual)(q)
#define QS_P1(...) 0
#define QS_P2(...) q + at

#ifndef CACT_SMALL
ELEMENT(product, GRADIENT(u)) /* dy * u, where u is the slope at x */
KERNEL(product, HAS_U | HAS_DY, LIGHT, P0, NONE)

/* The gradient of a heavy function: its derivative of a block that stays in the first cache, then the product. */
enum { A(BLOCK) = CACT_SLOPES / sizeof(real) };
static NOINLINE void A(backward_by)(A(kernel) *prime, const real *x, const real *dy, real *out, size_t n, real p,
                                    real q) {
    real raw[A(BLOCK) + 64 / sizeof(real)], *const slope = raw + (0 - (uintptr_t)raw) % 64 / sizeof(real);
    for (size_t i = 0, m; i < n; i += m) {
        m = n - i < A(BLOCK) ? n - i : A(BLOCK);
        prime(x + i, 0, 0, slope, 0, m, p, q);
        A(product)(x + i, slope, dy + i, out + i, 0, m, 0, 0);
    }
}
static NOINLINE void A(backward_by_whole)(A(whole) *prime, const real *x, const real *dy, real *out, size_t n,
                                          const real *p, const real *q, size_t step) {
    real slope[WIDE];
    for (size_t i = 0, at = 0; i < n; i += WIDE, at += step) {
        prime(x + i, 0, 0, slope, 0, WIDE, p + at, q ? q + at : 0, step);
        A(product)(x + i, slope, dy + i, out + i, 0, WIDE, 0, 0);
    }
}
#endif

/* A value of x alone; mended as MEND says, fully for any parameters. */
#define OPERATION(name, MEND, value, weight, params, odd)                                                              \
    ELEMENT(name, MEND(value))                                                                                         \
    IF_PARAMS(params, ELEMENT(name##_any, SETTLED(value)) WHOLE(name, name##_any, 0, weight, params))                  \
    KERNEL(name, 0, weight, params, odd)
/* dy times a slope that takes an operation or two. */
#define PRODUCT(name, slope, params)                                                                                   \
    ELEMENT(name, GRADIENT(slope))                                                                                     \
    KERNEL(name, HAS_DY, LIGHT, P0, NONE)                                                                              \
    IF_PARAMS(params, WHOLE(name, name, HAS_DY, LIGHT, params))
#define BACKWARD_LIGHT(name, params) PRODUCT(name##_backward, A(name##_prime)(x ARGS_##params), params)
#ifdef CACT_SMALL
#define BACKWARD_HEAVY(name, params) BACKWARD_LIGHT(name, params)
#else
#define BACKWARD_HEAVY(name, params)                                                                                   \
    static void SIGNATURE(name##_backward) {                                                                           \
        (void)u, (void)du, A(backward_by)(A(name##_prime_op), x, dy, out, n, p, q);                                    \
    }                                                                                                                  \
    IF_PARAMS(                                                                                                         \
        params, static void WHOLE_SIGNATURE(name##_backward_whole) {                                                   \
            (void)u, (void)du, A(backward_by_whole)(A(name##_prime_op_whole), x, dy, out, n, p, q, step);              \
        })
#endif

/* An operation that is another row's, with parameters of its own. */
#define BORROW(name, from, op, params, ...) BORROW_FROM(name, JOIN(from, op), params, __VA_ARGS__)
#define BORROW_FROM(name, from, params, ...)                                                                           \
    static void SIGNATURE(from);                                                                                       \
    static void SIGNATURE(name) { (void)p, (void)q, A(from)(x, u, dy, out, du, n, __VA_ARGS__); }                      \
    IF_PARAMS(params, BORROW_WHOLE(name, JOIN(from, _whole), __VA_ARGS__))
#define BORROW_WHOLE(name, from, ...)                                                                                  \
    static void WHOLE_SIGNATURE(from);                                                                                 \
    static void WHOLE_SIGNATURE(name##_whole) { (void)p, (void)q, A(from)(x, u, dy, out, du, n, __VA_ARGS__, step); }
#define IF_OWN(by, ...) JOIN(IF_, IS_##by)(__VA_ARGS__)
#define IF_BY(by, ...) JOIN(IF_, ISNT_##by)(__VA_ARGS__)
#define IS_OWN YES
#define IS_BY(...) NO
#define ISNT_OWN NO
#define ISNT_BY(...) YES
#define FROM_BY(row, ...) row
#define WITH_BY(row, ...) __VA_ARGS__

/* What isn't said behind the formula is usual. */
#define UNARY(name, params, weight, from_y, exact, ulp, ulp_prime, ...)                                                \
    UNARY_ROW(name, params, weight, from_y, __VA_ARGS__, FACTORS, OWN, OWN, OWN, 0)
#define UNARY_ROW(name, params, weight, has_from_y, formula, odd, value, slope, from_y, ...)                           \
    IF_OWN(value, OPERATION(name##_forward, PASSED, A(name)(x ARGS_##params), weight, params, odd))                    \
    IF_BY(value, BORROW(name##_forward, FROM_##value, _forward, params, WITH_##value))                                 \
    IF_OWN(slope, OPERATION(name##_prime_op, KEPT, A(name##_prime)(x ARGS_##params), weight, params, odd)              \
                      BACKWARD_##weight(name, params))                                                                 \
    IF_BY(slope, BORROW(name##_prime_op, FROM_##slope, _prime_op, params, WITH_##slope)                                \
                     BORROW(name##_backward, FROM_##slope, _backward, params, WITH_##slope))                           \
    IF_##has_from_y(IF_OWN(from_y, PRODUCT(name##_from_y_op, A(name##_from_y)(x ARGS_##params), params))               \
                        IF_BY(from_y, BORROW(name##_from_y_op, FROM_##from_y, _backward, params, WITH_##from_y)))
/* name(x, u) and name_gradients(x, u, dy), a pair. */
#define GATED(name, params, weight, ...)                                                                               \
    ELEMENT(name##_forward, VALUE(A(keep_nans)(x, u, A(one_nan)(A(name)(x, u ARGS_##params)))))                        \
    ELEMENT(name##_backward, A(keep_pair)(x, u, dy, A(name##_gradients)(x, u, dy ARGS_##params)))                      \
    KERNEL(name##_forward, HAS_U, weight, P0, NONE)                                                                    \
    KERNEL(name##_backward, HAS_U | HAS_DY | HAS_DU, weight, P0, NONE)                                                 \
    IF_PARAMS(params, WHOLE(name##_forward, name##_forward, HAS_U, weight, params)                                     \
                          WHOLE(name##_backward, name##_backward, HAS_U | HAS_DY | HAS_DU, weight, params))
#define ACTIVATION(name, shape, ...) shape(name, __VA_ARGS__)
#include "activations.def"
#undef ACTIVATION
#undef UNARY
#undef GATED
#undef BACKWARD_LIGHT
#undef OPERATION
#undef PRODUCT
#undef ALL
#undef BACKWARD_HEAVY
#undef MENDED_YES
#undef MENDED_NO
#undef ELEMENT
#undef VALUE
#undef KEPT
#undef PASSED
#undef SETTLED
#undef GRADIENT
#undef SIGNATURE
#undef WHOLE_SIGNATURE
#undef KERNEL
#undef WHOLE
#undef IF_YES
#undef IF_NO
#undef HAS_P0
#undef HAS_P1
#undef HAS_P2
#undef IF_PARAMS
#undef ARGS_P0
#undef ARGS_P1
#undef ARGS_P2
#undef USUAL_FACTORS
#undef USUAL_SUM
#undef USUAL_NONE
#undef USUAL_P1
#undef USUAL_P2
#undef BORROW
#undef BORROW_FROM
#undef BORROW_WHOLE
#undef IF_OWN
#undef IF_BY
#undef IS_OWN
#undef IS_BY
#undef ISNT_OWN
#undef ISNT_BY
#undef FROM_BY
#undef WITH_BY
#undef UNARY_ROW
#undef QS_P1
#undef QS_P2
#undef ONE_ELEMENT
