/* How arrays of `stored` come to the kernels, dense and as `real`, and go back: B(name), the same whether the types differ
 * (the exact tier) or not. */

#if EXACT
/* Conversions that keep what a NaN carries, on CPUs whose own don't. */
static INLINE double widened(float x) {
#if !CACT_NAN_FLOWS
    const uint32_t u = to_bits_f32(x);
    if (x != x)
        return from_bits_f64((uint64_t)(u & 0x80000000u) << 32 | 0x7ff8000000000000u | (uint64_t)(u & 0x3fffff) << 29);
#endif
    return (double)x;
}
static INLINE float narrowed(double x) {
#if !CACT_NAN_FLOWS
    const uint64_t u = to_bits_f64(x);
    if (x != x) return from_bits_f32((uint32_t)(u >> 32 & 0x80000000u) | 0x7fc00000u | (uint32_t)(u >> 29 & 0x3fffff));
#endif
    return (float)x;
}
#define WIDENED(x) widened(x)
#define NARROWED(x) narrowed(x)
#else
#define WIDENED(x) (x)
#define NARROWED(x) (x)

/* As many of the n elements from[2 * i] as fill whole vectors; returns how many. Compilers shuffle whole vectors, too, but
 * with AVX2 GCC takes three shuffles across halves where one within the halves and one across will do. The second of two loads
 * begins one element early, so as to end with the last element there is. */
static INLINE size_t A(halve)(const real *from, real *to, size_t n) {
    size_t i = 0;
#if defined(HAS_SHUFFLES) && CACT_VECTOR == 32 && REAL_BITS == 32
    typedef real pack __attribute__((vector_size(CACT_VECTOR)));
    for (; n - i >= WIDE; i += WIDE) {
        SIDE_BY_SIDE
        for (size_t k = 0; k < WIDE; k += LANES) {
            pack a, b;
            memcpy(&a, from + 2 * (i + k), sizeof a);
            memcpy(&b, from + 2 * (i + k) + LANES - 1, sizeof b);
            a = __builtin_shufflevector(a, b, 0, 2, 9, 11, 4, 6, 13, 15);
            a = __builtin_shufflevector(a, a, 0, 1, 4, 5, 2, 3, 6, 7);
            memcpy(to + i + k, &a, sizeof a);
        }
    }
#else
    (void)from, (void)to, (void)n;
#endif
    return i;
}
#endif

/* Every stride-th element, side by side. Of a constant stride compilers make shuffles of whole vectors. */
static NOINLINE void B(load)(const stored *from, ptrdiff_t stride, real *to, size_t n) {
    size_t i = 0;
#if !EXACT
    if (stride == 2) i = A(halve)(from, to, n);
#endif
#define EVERY(k)                                                                                                       \
    INDEPENDENT                                                                                                        \
    for (; i < n; i++) to[i] = WIDENED(from[(ptrdiff_t)i * (k)]);                                                      \
    break;
    switch (stride) {
    case 1: EVERY(1)
    case 2: EVERY(2)
    case -1: EVERY(-1)
    default: EVERY(stride)
    }
#undef EVERY
}

static NOINLINE void B(store)(const real *from, stored *to, ptrdiff_t stride, size_t n) {
    if (stride == 1) {
        INDEPENDENT
        for (size_t i = 0; i < n; i++) to[i] = NARROWED(from[i]);
    } else
        for (size_t i = 0; i < n; i++) to[(ptrdiff_t)i * stride] = NARROWED(from[i]);
}

/* Whole lines of 64 bytes by non-temporal stores, which saves reading them before they are overwritten. Meanwhile the
 * processor's own prefetching stops, so with each line stored one of each input is prefetched. n = 0 ends such stores. */
static NOINLINE void B(stream)(const real *from, stored *to, size_t n, const stored *x, const stored *u,
                               const stored *dy) {
#ifdef CACT_STREAM
    enum { LINE = 64 / sizeof(stored) };
    stored raw[2 * LINE], *const aligned = raw + (0 - (uintptr_t)raw) % 64 / sizeof(stored);
    for (size_t i = 0; i < n; i += LINE) {
        const void *line = from + i;
        if (sizeof(stored) != sizeof(real)) {
            INDEPENDENT
            for (int k = 0; k < LINE; k++) aligned[k] = NARROWED(from[i + (size_t)k]);
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
    B(store)(from, to, 1, n);
#endif
}
#undef WIDENED
#undef NARROWED
