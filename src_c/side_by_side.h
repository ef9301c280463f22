/* What is said to compilers about loops. In-place calls are allowed, so nothing is `restrict`.
 *
 * INDEPENDENT: an iteration doesn't read what another wrote.
 * SIDE_BY_SIDE: likewise, and several vectors of iterations are interleaved, which hides the latency of a formula.
 * ONE_BY_ONE: a loop over such loops is not worth the code of unrolling it. */
#if defined(__clang__)
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety) interleave_count(1) unroll(disable)")
#define SIDE_BY_SIDE _Pragma("clang loop vectorize(assume_safety) interleave_count(4) unroll(disable)")
#define ONE_BY_ONE _Pragma("clang loop unroll(disable)")
#pragma clang diagnostic ignored "-Wpass-failed"     /* of loops of two iterations no vector is made */
#pragma clang diagnostic ignored "-Wignored-pragmas" /* not every CPU has the next one */
#pragma float_control(precise, on)                   /* whatever parts of -ffast-math were asked for */
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
/* Unrolled first, a loop with a small constant trip count would be none that GCC can vectorise; where the count isn't
 * constant, GCC unrolls afterwards what is short. */
#define INDEPENDENT _Pragma("GCC ivdep") _Pragma("GCC unroll 1")
#define SIDE_BY_SIDE _Pragma("GCC ivdep")
#define ONE_BY_ONE _Pragma("GCC unroll 1")
/* GCC has no pragma for interleaving. It unrolls a loop until the narrowest type in it fills a vector. So, where `when` is
 * true, we store a dummy type a quarter as wide: GCC then keeps four vectors in flight. The dummy is never read. */
#define BESIDE(count, when)                                                                                            \
    const int store_beside = (when);                                                                                   \
    quarter beside[count];
#define STORE_BESIDE(i)                                                                                                \
    if (store_beside) beside[i] = 0
#define KEEP_BESIDE()                                                                                                  \
    if (store_beside) __asm__ volatile("" : : "m"(beside))
#else
#define INDEPENDENT
#define SIDE_BY_SIDE
#define ONE_BY_ONE
#endif

#if !defined(BESIDE)
#define BESIDE(count, when) (void)(when);
#define STORE_BESIDE(i) (void)0
#define KEEP_BESIDE() (void)0
#endif

/* Is one of the two a NaN? One instruction. */
#if defined(__GNUC__)
#define UNORDERED(a, b) __builtin_isunordered(a, b)
#else
#define UNORDERED(a, b) ((a) != (a) || (b) != (b))
#endif

/* Vectors of 16 bytes and their shuffles, which these compilers have for every CPU. */
#if defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
#define HAS_SHUFFLES 1
#endif
#endif
