/* Vectors that are only in part there, of what is stored: B(name) over `stored`. */

#define LANES (CACT_VECTOR > 16 ? CACT_VECTOR / (int)sizeof(stored) : 4)

/* An integer as wide as what is stored: masks of two widths don't mix well. */
#if REAL_BITS == 64 && !EXACT
#define INDEX int64_t
#else
#define INDEX int32_t
#endif

/* to[0 .. lanes) of the n < lanes elements there are, `beyond` behind them. */
static INLINE void B(load_first)(stored *to, const stored *from, size_t n, int lanes, stored beyond) {
#if CACT_VECTOR > 16 /* a masked load */
    const INDEX end = (INDEX)n;
    INDEPENDENT
    for (INDEX i = 0; i < lanes; i++) to[i] = i < end ? from[i] : beyond;
#else
    INDEPENDENT
    for (int i = 0; i < lanes; i++) to[i] = beyond;
    for (size_t i = 0; i < n; i++) to[i] = from[i];
#endif
}

/* The first n < 16 elements: the largest power of two that fits, twice, the second time up to the last element. A masked
 * store would do, but without AVX-512 AMD's take as long as forty others. */
static INLINE void B(store_first)(stored *to, const stored *from, size_t n, int lanes) {
#if CACT_VECTOR > 32
    const INDEX end = (INDEX)n;
    INDEPENDENT
    for (INDEX i = 0; i < lanes; i++)
        if (i < end) to[i] = from[i];
#else
#define STORE(k)                                                                                                       \
    if (lanes > (k) && n >= (k)) {                                                                                     \
        memcpy(to, from, (k) * sizeof(stored));                                                                        \
        memcpy(to + n - (k), from + n - (k), (k) * sizeof(stored));                                                    \
        return;                                                                                                        \
    }
    STORE(8)
    STORE(4)
    STORE(2)
    STORE(1)
#undef STORE
#endif
}
#undef INDEX
