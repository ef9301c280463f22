/* The one loop over elements. Blocks have a fixed trip count, so the compiler needs no scalar remainder: the last block
 * overlaps the one before, and an array shorter than a block is loaded and stored in part. */

#define LANES (CACT_VECTOR > 16 ? CACT_VECTOR / (int)sizeof(stored) : 4)
#define WIDE (256 / (int)sizeof(stored)) /* independent vectors side by side hide the latency of a formula */
#define ALIGN_FROM (4 * WIDE)            /* elements; for less, alignment costs more than it gains */

typedef stored B(element)(stored x, stored dy, stored p);

/* Where nothing reads dy it may be NULL, which C doesn't let one add to. */
#undef DY
#define DY(has_dy, i) ((has_dy) ? dy + (i) : dy)

static INLINE void B(block)(const stored *x, const stored *dy, stored *out, stored p, const stored *ps, B(element) * f,
                            int has_dy) {
    INDEPENDENT
    for (int i = 0; i < LANES; i++) out[i] = f(x[i], has_dy ? dy[i] : 0, ps ? ps[i] : p);
}

/* Of a formula of more than an operation or two, four vectors in turns, not one after the other: processors don't look far
 * enough ahead to find the next vector's work by themselves. */
static INLINE void B(wide_block)(const stored *x, const stored *dy, stored *out, stored p, const stored *ps,
                                 B(element) * f, int has_dy, int light) {
    BESIDE(WIDE, !light)
    SIDE_BY_SIDE
    for (int i = 0; i < WIDE; i++) {
        out[i] = f(x[i], has_dy ? dy[i] : 0, ps ? ps[i] : p);
        STORE_BESIDE(i);
    }
    KEEP_BESIDE();
}

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

/* p is the parameter of all elements; or ps, where not NULL, holds one per element. Less than LANES elements: */
static INLINE void B(part)(const stored *x, const stored *dy, stored *out, size_t n, stored p, const stored *ps,
                           B(element) * f, int has_dy) {
    stored bx[LANES], bdy[LANES], bp[LANES];
    if (!n) return;
#if CACT_VECTOR > 16
    B(load_first)(bx, x, n, LANES, 0);
    if (has_dy) B(load_first)(bdy, dy, n, LANES, 0);
    if (ps) B(load_first)(bp, ps, n, LANES, 0);
    B(block)(bx, bdy, bx, p, ps ? bp : 0, f, has_dy);
    B(store_first)(out, bx, n, LANES);
#else /* LANES is 4: the first, some between and the last, which may be the same ones; but were two known to be the same,
       * Clang would leave a lane empty, and divide by its zero */
    const size_t at[LANES] = {0, n / 2, n - 1, (n + 1) / 4};
    for (int i = 0; i < LANES; i++) {
        bx[i] = x[at[i]];
        bdy[i] = has_dy ? dy[at[i]] : 0;
        bp[i] = ps ? ps[at[i]] : p;
    }
    B(block)(bx, bdy, bx, p, ps ? bp : 0, f, has_dy);
    for (int i = 0; i < LANES; i++) out[at[i]] = bx[i];
#endif
}

/* LANES to WIDE elements. The last LANES are computed first, since in place the blocks overwrite some of them. */
static INLINE void B(few)(const stored *x, const stored *dy, stored *out, size_t n, stored p, B(element) * f,
                          int has_dy) {
    const size_t end = n - LANES;
    stored last[LANES];
    B(block)(x + end, DY(has_dy, end), last, p, 0, f, has_dy);
    for (size_t i = 0; i < end; i += LANES) B(block)(x + i, DY(has_dy, i), out + i, p, 0, f, has_dy);
    INDEPENDENT
    for (int i = 0; i < LANES; i++) out[end + (size_t)i] = last[i]; /* from a register, where memcpy needs the stack */
}

/* Whole wide blocks from element i on; returns where they end. */
static INLINE size_t B(many)(const stored *x, const stored *dy, stored *out, size_t i, size_t n, stored p,
                             const stored *ps, B(element) * f, int has_dy, int light) {
    for (; n - i >= WIDE; i += WIDE)
        B(wide_block)(x + i, DY(has_dy, i), out + i, p, ps ? ps + i : 0, f, has_dy, light);
    return i;
}

/* How many elements lie before the first aligned store, where that pays. */
static INLINE size_t B(unaligned)(const stored *out, size_t n) {
    const size_t past = (uintptr_t)out % (LANES * sizeof(stored)) / sizeof(stored);
    return n < ALIGN_FROM || !past ? 0 : LANES - past;
}

#if !EXACT /* floats, too */
/* As many of the n elements from[2 * i] as fill whole vectors; returns how many. Compilers shuffle whole vectors, too, but
 * with AVX2 GCC takes three shuffles across halves where one within the halves and one across will do. The second of two loads
 * begins one element early, so as to end with the last element there is. */
static INLINE size_t B(halve)(const stored *from, stored *to, size_t n) {
    size_t i = 0;
#if defined(HAS_SHUFFLES) && CACT_VECTOR == 32 && REAL_BITS == 32
    typedef stored pack __attribute__((vector_size(CACT_VECTOR)));
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

/* Every stride-th element, side by side: so strided arrays reach the kernels. Of a constant stride compilers make shuffles
 * of whole vectors. */
static NOINLINE void B(gather)(const stored *from, ptrdiff_t stride, stored *to, size_t n) {
    size_t i = stride == 2 ? B(halve)(from, to, n) : 0;
#define EVERY(k)                                                                                                       \
    INDEPENDENT                                                                                                        \
    for (; i < n; i++) to[i] = from[(ptrdiff_t)i * (k)];                                                               \
    break;
    switch (stride) {
    case 2: EVERY(2)
    case -1: EVERY(-1)
    default: EVERY(stride)
    }
#undef EVERY
}

/* f over an array larger than the last cache: blocks are computed in a buffer, and stored past the caches, which saves
 * reading every line of out before it is overwritten. While a block is stored the processor fetches nothing of the next ones
 * by itself, so with each line that is stored one of theirs is asked for. */
static NOINLINE void B(stream)(STORED(cact_kernel) * f, const stored *x, const stored *dy, stored *out, size_t n,
                               stored p) {
    size_t i = 0;
#ifdef CACT_STREAM
    enum { LINE = 64 / sizeof(stored), BLOCK = 16 * LINE, AHEAD = 2 * BLOCK };
    stored raw[BLOCK + LINE];
    stored *buffer = raw + (0 - (uintptr_t)raw) % 64 / sizeof(stored);
    const size_t head = (0 - (uintptr_t)out) % 64 / sizeof(stored);
    if (n >= head + BLOCK && (uintptr_t)out % sizeof(stored) == 0) {
        f(x, dy, out, head, p);
        for (i = head; n - i >= BLOCK; i += BLOCK) {
            f(x + i, dy ? dy + i : 0, buffer, BLOCK, p);
            for (size_t k = 0; k < BLOCK; k += LINE) {
                const size_t ahead = i + k + AHEAD < n ? i + k + AHEAD : i;
                __builtin_prefetch(x + ahead);
                if (dy) __builtin_prefetch(dy + ahead);
                for (size_t v = k; v < k + LINE; v += CACT_VECTOR / sizeof(stored)) CACT_STREAM(out + i + v, buffer + v);
            }
        }
        CACT_FENCE();
    }
#endif
    f(x + i, dy ? dy + i : 0, out + i, n - i, p);
}
#endif
