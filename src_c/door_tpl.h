/* How arrays of one TIER come to the kernels of the table in use. What a kernel can't take as it lies - arrays with strides,
 * other types than are computed with, arrays that are stored past the caches - passes through one door, in blocks; large
 * arrays are shared among threads. */

typedef struct PRIVATE(in) {
    const T *at;
    ptrdiff_t stride;
} PRIVATE(in);

typedef struct PRIVATE(given) { /* parameters, one for each element */
    const GIVEN *at;
    ptrdiff_t stride;
} PRIVATE(given);

typedef struct PRIVATE(out) {
    T *at;
    ptrdiff_t stride;
} PRIVATE(out);

typedef struct PRIVATE(job) {
    KERNEL *f;
    WHOLE *whole; /* instead of f where a parameter isn't the same for all */
    cact_mend *mend;
    PRIVATE(in) x, u, dy; /* `at` is NULL where there is none */
    PRIVATE(given) ps, qs;
    PRIVATE(out) out, du;
    REAL p, q;
    int past_caches;
} PRIVATE(job);

/* In the one-file build there is one instruction set, and no table between: then a linker can leave out what isn't used. */
#if CACT_ONE_TABLE
#define LOAD PRIVATE(load)
#define LOAD_GIVEN JOIN(load_, FULL)
#define STORE PRIVATE(store)
#define STREAM PRIVATE(stream)
#define EACH JOIN(each_, BY)
#else
#define LOAD table()->TIER.load
#define LOAD_GIVEN table()->FULL.load
#define STORE table()->TIER.store
#define STREAM table()->TIER.stream
#define EACH table()->JOIN(by_, BY).each
#endif

/* Is it read or written where it lies? */
#define GIVEN_IS_DIRECT(a) (!(a).at || (sizeof(GIVEN) == sizeof(REAL) && (a).stride == 1))
static inline int PRIVATE(is_direct)(const T *at, ptrdiff_t stride) {
    return !at || (sizeof(T) == sizeof(REAL) && stride == 1);
}

static const REAL *PRIVATE(block_of)(PRIVATE(in) a, size_t i, REAL **buffer, size_t block, size_t n) {
    REAL *to = *buffer;
    if (!a.at) return 0;
    const T *from = a.at + (ptrdiff_t)i * a.stride;
    if (PRIVATE(is_direct)(a.at, a.stride)) return (const REAL *)(const void *)from;
    LOAD(from, a.stride, to, n);
    *buffer += block;
    return to;
}

static const REAL *PRIVATE(block_given)(PRIVATE(given) a, size_t i, REAL **buffer, size_t block, size_t n) {
    REAL *to = *buffer;
    if (!a.at) return 0;
    const GIVEN *from = a.at + (ptrdiff_t)i * a.stride;
    if (GIVEN_IS_DIRECT(a)) return (const REAL *)(const void *)from;
    LOAD_GIVEN(from, a.stride, to, n);
    *buffer += block;
    return to;
}

static REAL *PRIVATE(place_of)(PRIVATE(out) a, size_t i, REAL *buffer, int past_caches) {
    T *to = a.at + (ptrdiff_t)i * a.stride;
    return PRIVATE(is_direct)(a.at, a.stride) && !past_caches ? (REAL *)(void *)to : buffer;
}

static void PRIVATE(put)(PRIVATE(out) a, size_t i, const REAL *from, size_t n) {
    T *to = a.at + (ptrdiff_t)i * a.stride;
    if ((const void *)from != (const void *)to) STORE(from, to, a.stride, n);
}

/* Stores a block past the caches, and prefetches the one after the next. */
static void PRIVATE(put_past)(const PRIVATE(job) *j, size_t i, const REAL *from, size_t n, size_t end) {
    const size_t ahead = i + 3 * n <= end ? i + 2 * n : i;
    STREAM(from, j->out.at + i, n, j->x.at + ahead, j->u.at ? j->u.at + ahead : 0, j->dy.at ? j->dy.at + ahead : 0);
}

/* The elements [first, first + count) in blocks, through buffers on the stack: aligned, since that is faster, and as long as
 * so much of it allows. x and out share one, u and du another, as if in place. */
static void PRIVATE(through_blocks)(const void *job, size_t first, size_t count) {
    enum { LINE = 64 / sizeof(REAL), LINES = CACT_BLOCKS / 64, PAST = LINES / 2 * LINE };
    const PRIVATE(job) *j = (const PRIVATE(job) *)job;
    const int u_buffered = !PRIVATE(is_direct)(j->u.at, j->u.stride) || !PRIVATE(is_direct)(j->du.at, j->du.stride);
    const size_t end = first + count, head = (0 - (uintptr_t)(j->out.at + first)) % 64 / sizeof(T);
    const size_t buffers = (size_t)(1 + u_buffered + !PRIVATE(is_direct)(j->dy.at, j->dy.stride) +
                                    !GIVEN_IS_DIRECT(j->ps) + !GIVEN_IS_DIRECT(j->qs));
    REAL raw[(LINES + 1) * LINE], *const start = raw + (0 - (uintptr_t)raw) % 64 / sizeof(REAL);
    size_t block = LINES / buffers * LINE;
    if (buffers == 1 && PRIVATE(is_direct)(j->x.at, j->x.stride) && PRIVATE(place_of)(j->out, 0, 0, j->past_caches) &&
        PRIVATE(is_direct)(j->du.at, j->du.stride))
        block = count; /* nothing passes through a buffer */
    for (size_t i = first, m; i < end; i += m) {
        REAL *b = start;
        const int past = j->past_caches && i >= first + head && end - i >= PAST;
        m = end - i < block ? end - i : block;
        if (j->past_caches) m = past ? PAST : i == first && head && head < m ? head : m;
        const REAL *x = PRIVATE(block_of)(j->x, i, &b, block, m);
        if (b == start) b += block;
        REAL *const u_buffer = b;
        const REAL *u = PRIVATE(block_of)(j->u, i, &b, block, m);
        b = u_buffer + (u_buffered ? block : 0);
        const REAL *dy = PRIVATE(block_of)(j->dy, i, &b, block, m);
        const REAL *ps = PRIVATE(block_given)(j->ps, i, &b, block, m),
                   *qs = PRIVATE(block_given)(j->qs, i, &b, block, m);
        REAL *out = PRIVATE(place_of)(j->out, i, start, past),
             *du = j->du.at ? PRIVATE(place_of)(j->du, i, u_buffer, 0) : 0;
        if (j->mend) j->mend((double *)(void *)start, m); /* in the exact tier alone, where x is there */
        if (j->whole)
            EACH(j->whole, x, u, dy, out, du, m, ps, qs, m);
        else
            j->f(x, u, dy, out, du, m, j->p, j->q);
        if (past)
            PRIVATE(put_past)(j, i, out, m, end);
        else
            PRIVATE(put)(j->out, i, out, m);
        if (du) PRIVATE(put)(j->du, i, du, m);
    }
    if (j->past_caches) STREAM(start, j->out.at, 0, j->x.at, 0, 0);
}

static void PRIVATE(start)(const PRIVATE(job) *j, size_t n) {
    if (n < CACT_SHARE_FROM)
        PRIVATE(through_blocks)(j, 0, n);
    else
        cact_share(n, CACT_SHARE, PRIVATE(through_blocks), j);
}

/* Dense arrays. */
static NOINLINE void PRIVATE(run_job)(KERNEL *f, int light, cact_mend *mend, const T *x, const T *u, const T *dy,
                                      T *out, T *du, size_t n, REAL p, REAL q) {
    const size_t from = light ? CACT_STREAM_LIGHT_FROM : CACT_STREAM_FROM;
    const int past_caches = CACT_HAS_STREAM && n >= from / sizeof(T) && out != x && out != u && out != dy && !du &&
                            (uintptr_t)out % sizeof(T) == 0;
    const PRIVATE(job) job = {f,      0,        mend,    {x, 1}, {u, 1}, {dy, 1},    {0, 0},
                              {0, 0}, {out, 1}, {du, 1}, p,      q,      past_caches};
    if (n) PRIVATE(start)(&job, n);
}

static inline PRIVATE(in) PRIVATE(in_of)(const cact_in *a, size_t k) {
    const PRIVATE(in) in = {(const T *)a[k].data, a[k].stride};
    return in;
}

/* By the registry; `a` is known to be right. Not inlined, so that the stack holds one of them alone. */
static NOINLINE void PRIVATE(apply)(int id, cact_op op, const cact_args *a) {
    const PRIVATE(in) none = {0, 0};
    const size_t gradient = op >= CACT_BACKWARD, gate = a->inputs > 1 + gradient;
    const PRIVATE(in) x = PRIVATE(in_of)(a->input, gradient), u = gate ? PRIVATE(in_of)(a->input, gradient + 1) : none;
    const PRIVATE(in) dy = gradient ? PRIVATE(in_of)(a->input, 0) : none;
    PRIVATE(given) p[2] = {{0, 0}, {0, 0}};
    REAL value[2] = {0, 0};
    int each = 0;
    for (size_t k = 0; k < a->params; k++) {
        p[k].at = (const GIVEN *)a->param[k].data, p[k].stride = a->param[k].stride;
        value[k] = (REAL)*p[k].at;
        each |= p[k].stride != 0;
    }
    const cact_param *usual = cact_at((size_t)id)->param;
    for (int k = 0; !a->params && k < cact_at((size_t)id)->params; k++) value[k] = (REAL)(GIVEN)usual[k].usual;
    const PRIVATE(out) out = {(T *)a->output[0].data, a->output[0].stride};
    PRIVATE(out) du = {0, 0};
    if (a->outputs > 1) du.at = (T *)a->output[1].data, du.stride = a->output[1].stride;
    const int dense = x.stride == 1 && out.stride == 1 && (!u.at || u.stride == 1) && (!dy.at || dy.stride == 1) &&
                      (!du.at || du.stride == 1);
    const cact_table *t = table();
    if (dense && !each) {
        KERNEL *f = t->JOIN(by_, BY).of[id][op];
        if (sizeof(T) == sizeof(REAL) && a->n < CACT_SHARE_FROM)
            f((const REAL *)(const void *)x.at, (const REAL *)(const void *)u.at, (const REAL *)(const void *)dy.at,
              (REAL *)(void *)out.at, (REAL *)(void *)du.at, a->n, value[0], value[1]);
        else
            PRIVATE(run_job)(f, is_light(id, op), MEND_OF(t, id, op), x.at, u.at, dy.at, out.at, du.at, a->n, value[0],
                             value[1]);
        return;
    }
    for (int k = 0; k < 2 && !each; k++) p[k].at = 0;
    const PRIVATE(job) job = {t->JOIN(by_, BY).of[id][op],
                              each ? t->JOIN(by_, BY).whole[id][op] : 0,
                              MEND_OF(t, id, op),
                              x,
                              u,
                              dy,
                              p[0],
                              p[1],
                              out,
                              du,
                              value[0],
                              value[1],
                              0};
    PRIVATE(start)(&job, a->n);
}

#undef GIVEN_IS_DIRECT
#undef LOAD
#undef LOAD_GIVEN
#undef STORE
#undef STREAM
#undef EACH
