/* How the arrays of a TIER come to the kernels, dense and as what is computed with, and go back: the same whether the types
 * differ or not. convert.h says how one element does. */

/* Every stride-th element, side by side. Of a constant stride compilers make shuffles of whole vectors. */
static NOINLINE void PRIVATE(load)(const T *from, ptrdiff_t stride, REAL *to, size_t n) {
    size_t i = JOIN(LOAD_VECTORS_, TIER)(from, stride, to, n);
#define EVERY(k)                                                                                                       \
    INDEPENDENT                                                                                                        \
    for (; i < n; i++) to[i] = JOIN(REAL_OF_, TIER)(from[(ptrdiff_t)i * (k)]);                                         \
    break;
    switch (stride) {
    case 1: EVERY(1)
    case 2: EVERY(2)
    case -1: EVERY(-1)
    default: EVERY(stride)
    }
#undef EVERY
}

static NOINLINE void PRIVATE(store)(const REAL *from, T *to, ptrdiff_t stride, size_t n) {
    if (stride == 1) {
        size_t i = JOIN(STORE_VECTORS_, TIER)(from, to, n);
        INDEPENDENT
        for (; i < n; i++) to[i] = JOIN(STORED_OF_, TIER)(from[i]);
    } else
        for (size_t i = 0; i < n; i++) to[(ptrdiff_t)i * stride] = JOIN(STORED_OF_, TIER)(from[i]);
}

/* Whole lines of 64 bytes by non-temporal stores, which saves reading them before they are overwritten. Meanwhile the
 * processor's own prefetching stops, so with each line stored one of each input is prefetched. n = 0 ends such stores. */
static NOINLINE void PRIVATE(stream)(const REAL *from, T *to, size_t n, const T *x, const T *u, const T *dy) {
#ifdef CACT_STREAM
    enum { LINE = 64 / sizeof(T) };
    T raw[2 * LINE], *const aligned = raw + (0 - (uintptr_t)raw) % 64 / sizeof(T);
    for (size_t i = 0; i < n; i += LINE) {
        const void *line = from + i;
        if (sizeof(T) != sizeof(REAL)) {
            INDEPENDENT
            for (int k = 0; k < LINE; k++) aligned[k] = JOIN(STORED_OF_, TIER)(from[i + (size_t)k]);
            line = aligned;
        }
        __builtin_prefetch(x + i);
        if (u) __builtin_prefetch(u + i);
        if (dy) __builtin_prefetch(dy + i);
        for (size_t v = 0; v < 64; v += CACT_VECTOR) CACT_STREAM((char *)(to + i) + v, (const char *)line + v);
    }
    if (!n) CACT_FENCE();
#else
    (void)x, (void)u, (void)dy;
    PRIVATE(store)(from, to, 1, n);
#endif
}
#undef TIER
