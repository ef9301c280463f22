/* The public functions of one TIER: PUBLIC(name) of arrays of T, each one call through the table in use, behind the door. */

#if CACT_ONE_TABLE
static inline void PRIVATE(run)(KERNEL *f, int light, cact_mend *mend, const T *x, const T *u, const T *dy, T *out,
                                T *du, size_t n, REAL p, REAL q) {
    if (sizeof(T) == sizeof(REAL) && (CACT_NEVER_SHARES || n - 1 < CACT_SHARE_FROM - 1))
        f((const REAL *)(const void *)x, (const REAL *)(const void *)u, (const REAL *)(const void *)dy,
          (REAL *)(void *)out, (REAL *)(void *)du, n, p, q);
    else
        PRIVATE(run_job)(f, light, mend, x, u, dy, out, du, n, p, q);
}
#else
static NOINLINE void PRIVATE(run_any)(int id, cact_op op, const T *x, const T *u, const T *dy, T *out, T *du, size_t n,
                                      REAL p, REAL q) {
    const cact_table *t = table();
    PRIVATE(run_job)(t->JOIN(by_, BY).of[id][op], is_light(id, op), MEND_OF(t, id, op), x, u, dy, out, du, n, p, q);
}

/* What is left of a public function on few elements is two jumps, without a frame: the rest lies elsewhere, and so does the
 * end of a call on none, whose pointers may be NULL. */
static inline void PRIVATE(run)(int id, cact_op op, const T *x, const T *u, const T *dy, T *out, T *du, size_t n,
                                REAL p, REAL q) {
    const cact_table *t = sizeof(T) == sizeof(REAL) ? ATOMIC_LOAD(&active) : 0;
    if (t && n - 1 < CACT_SHARE_FROM - 1)
        t->JOIN(by_, BY).of[id][op]((const REAL *)(const void *)x, (const REAL *)(const void *)u,
                                    (const REAL *)(const void *)dy, (REAL *)(void *)out, (REAL *)(void *)du, n, p, q);
    else
        PRIVATE(run_any)(id, op, x, u, dy, out, du, n, p, q);
}
#endif

/* The functions of the exact tier that are exact in float are those of f32. */
#if EXACT
#define RUN_SAME(...) RUN_BY(f32, f32, __VA_ARGS__)
#define RUN_ROUNDED(...) RUN_BY(exact, f64, __VA_ARGS__)
#define RUN_MENDED(...) RUN_BY(exact, f64, __VA_ARGS__)
#else
#define RUN_SAME(...) RUN_BY(TIER, BY, __VA_ARGS__)
#define RUN_ROUNDED(...) RUN_BY(TIER, BY, __VA_ARGS__)
#define RUN_MENDED(...) RUN_BY(TIER, BY, __VA_ARGS__)
#endif
#if CACT_ONE_TABLE
#define RUN_BY(tier, by, name, op, OP, light, mend, ...)                                                               \
    JOIN(run_, tier)(JOIN(name##op##_, by), light, EXACT ? mend : (cact_mend *)0, __VA_ARGS__)
#else
#define RUN_BY(tier, by, name, op, OP, light, mend, ...) JOIN(run_, tier)(CACT_ID_##name, OP, __VA_ARGS__)
#endif

#define IF_YES(code) code
#define IF_NO(code)
#define MEND_SAME(name) (cact_mend *)0
#define MEND_ROUNDED(name) (cact_mend *)0
#define MEND_MENDED(name) name##_mend_all
#define TAKES_P0
#define TAKES_P1(a, ...) , GIVEN a
#define TAKES_P2(a, da, la, ha, b, ...) , GIVEN a, GIVEN b
#define GIVES_P0 , 0, 0
#define GIVES_P1(a, ...) , a, 0
#define GIVES_P2(a, da, la, ha, b, ...) , a, b
#define UNARY(name, params, weight, from_y, exact, ...)                                                                \
    void PUBLIC(name)(const T *x, T *y, size_t n TAKES_##params) {                                                     \
        RUN_##exact(name, _forward, CACT_FORWARD, weight, MEND_##exact(name), x, 0, 0, y, 0, n GIVES_##params);        \
    }                                                                                                                  \
    void PUBLIC(name##_prime)(const T *x, T *d, size_t n TAKES_##params) {                                             \
        RUN_##exact(name, _prime_op, CACT_PRIME, weight, (cact_mend *)0, x, 0, 0, d, 0, n GIVES_##params);             \
    }                                                                                                                  \
    void PUBLIC(name##_backward)(const T *dy, const T *x, T *dx, size_t n TAKES_##params) {                            \
        RUN_##exact(name, _backward, CACT_BACKWARD, weight, (cact_mend *)0, x, 0, dy, dx, 0, n GIVES_##params);        \
    }                                                                                                                  \
    IF_##from_y(void PUBLIC(name##_backward_from_y)(const T *dy, const T *y, T *dx, size_t n TAKES_##params) {         \
        RUN_##exact(name, _from_y_op, CACT_BACKWARD_FROM_Y, LIGHT, (cact_mend *)0, y, 0, dy, dx, 0, n GIVES_##params); \
    })
#define GATED(name, params, weight, from_y, exact, ...)                                                                \
    void PUBLIC(name)(const T *x, const T *u, T *y, size_t n TAKES_##params) {                                         \
        RUN_##exact(name, _forward, CACT_FORWARD, weight, MEND_##exact(name), x, u, 0, y, 0, n GIVES_##params);        \
    }                                                                                                                  \
    void PUBLIC(name##_backward)(const T *dy, const T *x, const T *u, T *dx, T *du, size_t n TAKES_##params) {         \
        RUN_##exact(name, _backward, CACT_BACKWARD, weight, (cact_mend *)0, x, u, dy, dx, du, n GIVES_##params);       \
    }
#define ACTIVATION(name, shape, ...) shape(name, __VA_ARGS__)
#include "activations.def"
#undef ACTIVATION
#undef UNARY
#undef GATED
#undef TAKES_P0
#undef TAKES_P1
#undef TAKES_P2
#undef GIVES_P0
#undef GIVES_P1
#undef GIVES_P2
#undef IF_YES
#undef IF_NO
#undef MEND_SAME
#undef MEND_ROUNDED
#undef MEND_MENDED
#undef RUN_SAME
#undef RUN_ROUNDED
#undef RUN_MENDED
#undef RUN_BY

#if CACT_ONE_TABLE
#define ROWS JOIN(all_rows_, FULL)
#else
#define ROWS table()->JOIN(rows_, FULL)
#endif

static void PRIVATE(rows)(enum cact_row_op op, const void *x, const void *dy, void *out, size_t outer, size_t n,
                          size_t inner) {
    cact_rows_job job = {op, x, dy, out, outer, n, inner, JOIN(HALF_, TIER)};
    run_rows(ROWS, &job);
}

#define MAP(name, OP)                                                                                                  \
    void PUBLIC(name)(const T *x, T *y, size_t outer, size_t n, size_t inner) {                                        \
        PRIVATE(rows)(OP, x, 0, y, outer, n, inner);                                                                   \
    }
#define REDUCE(name, OP) MAP(name, OP)
#define JACOBIAN(name, OP)                                                                                             \
    void PUBLIC(name)(const T *x, T *d, size_t outer, size_t n) { PRIVATE(rows)(OP, x, 0, d, outer, n, 1); }
#define BACKWARD(name, OP)                                                                                             \
    void PUBLIC(name)(const T *dy, const T *x, T *dx, size_t outer, size_t n, size_t inner) {                          \
        PRIVATE(rows)(OP, x, dy, dx, outer, n, inner);                                                                 \
    }
#define SPREAD(name, OP) BACKWARD(name, OP)
#define CACT_ROWS(name, kind, column, ...) kind(name, column)
#include "rows/rows.def"
#undef MAP
#undef REDUCE
#undef JACOBIAN
#undef BACKWARD
#undef SPREAD

#undef ROWS
