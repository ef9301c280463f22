/* Each function by its own name gives the bits that cact_apply gives: for one tier, T, PUBLIC(name), TIER(name) and its
 * TYPE. For paths.c. */
#define CALL(name, op, ...)                                                                                            \
    memset(got, 0, sizeof got), memset(want, 0, sizeof want);                                                          \
    memset(got_u, 0, sizeof got_u), memset(want_u, 0, sizeof want_u);                                                  \
    PUBLIC(name)(__VA_ARGS__);                                                                                         \
    if (op) fail(&by_name, "cact_apply refuses %s", #name);                                                            \
    if (memcmp(got, want, sizeof got) || memcmp(got_u, want_u, sizeof got_u))                                          \
        fail(&by_name, "%s gives other bits than cact_apply", #name);
#define APPLY(name, op) apply(cact_find(#name), op, TYPE, SIDE *SIDE, at, all_dense)
#define APPLY_ROWS(name, inner) apply_rows(rows_named(#name), TYPE, x, dy, want, SIDE, SIDE, inner)

static void TIER(by_name)(void) {
    enum { SIDE = 5 };
    enum { CUBE = SIDE * SIDE * SIDE };
    T x[CUBE], u[CUBE], dy[CUBE], got[CUBE], got_u[CUBE], want[CUBE], want_u[CUBE];
    const T p = (T)0.3, q = (T)1.7;
    const void *const at[ARRAYS] = {x, u, dy, &p, &q, want, want_u};
    const call by_name = {0};
    for (int i = 0; i < CUBE; i++)
        x[i] = (T)(i * 7 % 31 - 15) / 3, u[i] = (T)(i * 11 % 29 - 14) / 5, dy[i] = (T)(i * 5 % 17 - 8) / 7;
    (void)u, (void)q;

#define IF_YES(code) code
#define IF_NO(code)
#define WITH_P0
#define WITH_P1(...) , p
#define WITH_P2(...) , p, q
#define UNARY(name, params, weight, from_y, ...)                                                                       \
    CALL(name, APPLY(name, CACT_FORWARD), x, got, SIDE *SIDE WITH_##params)                                            \
    CALL(name##_prime, APPLY(name, CACT_PRIME), x, got, SIDE *SIDE WITH_##params)                                      \
    CALL(name##_backward, APPLY(name, CACT_BACKWARD), dy, x, got, SIDE *SIDE WITH_##params)                            \
    IF_##from_y(CALL(name##_backward_from_y, APPLY(name, CACT_BACKWARD_FROM_Y), dy, x, got, SIDE *SIDE WITH_##params))
#define GATED(name, params, ...)                                                                                       \
    CALL(name, APPLY(name, CACT_FORWARD), x, u, got, SIDE *SIDE WITH_##params)                                         \
    CALL(name##_backward, APPLY(name, CACT_BACKWARD), dy, x, u, got, got_u, SIDE *SIDE WITH_##params)
#define ACTIVATION(name, shape, ...) shape(name, __VA_ARGS__)
#include "activations.def"
#undef ACTIVATION
#undef UNARY
#undef GATED
#undef WITH_P0
#undef WITH_P1
#undef WITH_P2
#undef IF_YES
#undef IF_NO

#define MAP(name) CALL(name, APPLY_ROWS(name, SIDE), x, got, SIDE, SIDE, SIDE)
#define REDUCE(name) MAP(name)
#define JACOBIAN(name) CALL(name, APPLY_ROWS(name, 1), x, got, SIDE, SIDE)
#define BACKWARD(name) CALL(name, APPLY_ROWS(name, SIDE), dy, x, got, SIDE, SIDE, SIDE)
#define SPREAD(name) BACKWARD(name)
#define CACT_ROWS(name, kind, ...) kind(name)
#include "rows/rows.def"
#undef MAP
#undef REDUCE
#undef JACOBIAN
#undef BACKWARD
#undef SPREAD
}
#undef CALL
#undef APPLY
#undef APPLY_ROWS
#undef T
#undef PUBLIC
#undef TIER
#undef TYPE
