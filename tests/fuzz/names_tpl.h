/* Each function by its own name gives the bits that cact_apply gives: for one tier, T, PUBLIC(name) and TIER(name) of
 * apply.h. For paths.c. */
#define CALL(name, op, ...)                                                                                            \
    memset(got, 0, sizeof got), memset(want, 0, sizeof want);                                                          \
    PUBLIC(name)(__VA_ARGS__);                                                                                         \
    if (op) fail(&by_name, "cact_apply refuses %s", #name);                                                            \
    if (memcmp(got, want, sizeof got)) fail(&by_name, "%s gives other bits than cact_apply", #name);
#define APPLY(name, op) TIER(apply)(cact_find(#name), op, x, dy, want, SIDE * SIDE, p)
#define APPLY_ROWS(name, inner) TIER(apply_rows)(rows_named(#name), x, dy, want, SIDE, SIDE, inner)

static void TIER(by_name)(void) {
    enum { SIDE = 5 };
    T x[SIDE * SIDE * SIDE], dy[SIDE * SIDE * SIDE], got[SIDE * SIDE * SIDE], want[SIDE * SIDE * SIDE], p = (T)0.3;
    const call by_name = {0};
    for (int i = 0; i < SIDE * SIDE * SIDE; i++) x[i] = (T)(i * 7 % 31 - 15) / 3, dy[i] = (T)(i * 5 % 17 - 8) / 7;

#define IF_YES(code) code
#define IF_NO(code)
#define WITH_P0
#define WITH_P1(...) , p
#define UNARY(name, params, weight, from_y, ...)                                                                       \
    CALL(name, APPLY(name, CACT_FORWARD), x, got, SIDE *SIDE WITH_##params)                                            \
    CALL(name##_prime, APPLY(name, CACT_PRIME), x, got, SIDE *SIDE WITH_##params)                                      \
    CALL(name##_backward, APPLY(name, CACT_BACKWARD), dy, x, got, SIDE *SIDE WITH_##params)                            \
    IF_##from_y(CALL(name##_backward_from_y, APPLY(name, CACT_BACKWARD_FROM_Y), dy, x, got, SIDE *SIDE WITH_##params))
#define ACTIVATION(name, shape, ...) shape(name, __VA_ARGS__)
#include "activations.def"
#undef ACTIVATION
#undef UNARY
#undef WITH_P0
#undef WITH_P1
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
