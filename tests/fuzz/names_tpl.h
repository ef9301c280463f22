/* Each function by its own name gives the bits that cact_apply gives: for one tier, T and PUBLIC(name). For paths.c. */
#define CALL(name, op, ...)                                                                                            \
    memset(got, 0, sizeof got), memset(want, 0, sizeof want);                                                          \
    PUBLIC(name)(__VA_ARGS__);                                                                                         \
    if (op) fail(&by_name, "cact_apply refuses %s", #name);                                                            \
    if (memcmp(got, want, sizeof got)) fail(&by_name, "%s gives other bits than cact_apply", #name);
#define APPLY(name, op) PUBLIC(apply)(cact_find(#name), op, x, dy, want, SIDE *SIDE, p)
#define APPLY_ROWS(name, inner) PUBLIC(apply_rows)(rows_named(#name), x, dy, want, SIDE, SIDE, inner)

static void PUBLIC(by_name)(void) {
    enum { SIDE = 5 };
    T x[SIDE * SIDE * SIDE], dy[SIDE * SIDE * SIDE], got[SIDE * SIDE * SIDE], want[SIDE * SIDE * SIDE], p = (T)0.3;
    const call by_name = {0};
    for (int i = 0; i < SIDE * SIDE * SIDE; i++) x[i] = (T)(i * 7 % 31 - 15) / 3, dy[i] = (T)(i * 5 % 17 - 8) / 7;

#define IF_YES(code) code
#define IF_NO(code)
#define CACT_UNARY0(name, from_y, ...)                                                                                 \
    CALL(name, APPLY(name, CACT_FORWARD), x, got, SIDE *SIDE)                                                          \
    CALL(name##_prime, APPLY(name, CACT_PRIME), x, got, SIDE *SIDE)                                                    \
    CALL(name##_backward, APPLY(name, CACT_BACKWARD), dy, x, got, SIDE *SIDE)                                          \
    IF_##from_y(CALL(name##_backward_from_y, APPLY(name, CACT_BACKWARD_FROM_Y), dy, x, got, SIDE *SIDE))
#define CACT_UNARY1(name, from_y, ...)                                                                                 \
    CALL(name, APPLY(name, CACT_FORWARD), x, got, SIDE *SIDE, p)                                                       \
    CALL(name##_prime, APPLY(name, CACT_PRIME), x, got, SIDE *SIDE, p)                                                 \
    CALL(name##_backward, APPLY(name, CACT_BACKWARD), dy, x, got, SIDE *SIDE, p)                                       \
    IF_##from_y(CALL(name##_backward_from_y, APPLY(name, CACT_BACKWARD_FROM_Y), dy, x, got, SIDE *SIDE, p))
#include "activations.def"
#undef CACT_UNARY0
#undef CACT_UNARY1
#undef IF_YES
#undef IF_NO

#define MAP(name) CALL(name, APPLY_ROWS(name, SIDE), x, got, SIDE, SIDE, SIDE)
#define REDUCE(name) MAP(name)
#define JACOBIAN(name) CALL(name, APPLY_ROWS(name, 1), x, got, SIDE, SIDE)
#define BACKWARD(name) CALL(name, APPLY_ROWS(name, SIDE), dy, x, got, SIDE, SIDE, SIDE)
#define SPREAD(name) BACKWARD(name)
#define CACT_ROWS(name, kind, OP) kind(name)
#include "rows.def"
#undef CACT_ROWS
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
