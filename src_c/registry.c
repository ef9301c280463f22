/* The activations by name: the tables, readable at run time. */
#include <float.h>

#include "table.h"

#define FIRST(a, ...) a
#define LIST_P0 {0, 0.0, 0.0, 0.0}
#define LIST_P1(a, usual, low, high) {#a, usual, low, high}
#define LIST_P2(a, usual, low, high, ...) {#a, usual, low, high}, LIST_P1(__VA_ARGS__)
enum { INPUTS_UNARY = 1, INPUTS_GATED = 2 };
#define COUNT_P0 0
#define COUNT_P1(...) 1
#define COUNT_P2(...) 2
#define ACTIVATION(name, shape, params, weight, from_y, exact, forward, prime, ...)                                    \
    static const cact_param name##_params[] = {LIST_##params};                                                         \
    static const cact_bounds name##_bounds[] = {                                                                       \
        {forward, prime},      {forward, prime}, BOTH(BOUND_##exact(INPUTS_##shape + COUNT_##params)),                 \
        BOTH(HALF_BOUND),      BOTH(HALF_BOUND), BOTH(EXACT_HALF_BOUND),                                               \
        BOTH(EXACT_HALF_BOUND)};
#define BOTH(bound) {bound, bound}
#define HALF_BOUND 0.502
#define EXACT_HALF_BOUND 0.5001
/* Only of one input all results can be looked at; with parameters, or two inputs, a double may lie beside a midpoint. */
#define BOUND_SAME(arguments) 0.5
#define BOUND_ROUNDED(arguments) ((arguments) > 1 ? 0.5001 : 0.5)
#define BOUND_MENDED(arguments) 0.5001
#include "activations.def"
#undef ACTIVATION

#define BIT(op) (1 << (op))
#define FROM_YES BIT(CACT_BACKWARD_FROM_Y)
#define FROM_NO 0
#define OPS_UNARY(from_y) (BIT(CACT_FORWARD) | BIT(CACT_PRIME) | BIT(CACT_BACKWARD) | FROM_##from_y)
#define OPS_GATED(from_y) (BIT(CACT_FORWARD) | BIT(CACT_BACKWARD))
static const cact_info infos[] = {
#define ACTIVATION(name, shape, params, weight, from_y, exact, forward, prime, ...)                                    \
    {sizeof(cact_info), #name, FIRST(__VA_ARGS__, 0), CACT_ID_##name, OPS_##shape(from_y),                             \
     INPUTS_##shape,    1,     COUNT_##params,        name##_params,  CACT_TYPES,                                      \
     name##_bounds},
#include "activations.def"
#undef ACTIVATION
};

size_t cact_count(void) { return CACT_COUNT; }

const cact_info *cact_at(size_t i) { return i < CACT_COUNT ? &infos[i] : 0; }

const cact_info *cact_find(const char *name) {
    for (size_t i = 0; name && i < CACT_COUNT; i++)
        if (cact_is_name(infos[i].name, name)) return &infos[i];
    return 0;
}

static const cact_rows_info rows_infos[] = {
#define CACT_ROWS(name, kind, column, ...) {sizeof(cact_rows_info), #name, column, CACT_ROWS_##kind},
#include "rows/rows.def"
};

size_t cact_rows_count(void) { return CACT_ROW_OP_COUNT; }

const cact_rows_info *cact_rows_at(size_t i) { return i < CACT_ROW_OP_COUNT ? &rows_infos[i] : 0; }
