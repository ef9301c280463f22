/* The functions by name: the tables, readable at run time. */
#include <float.h>

#include "table.h"

#define FIRST(a, ...) a
#define LIST_P0 {0, 0.0, 0.0, 0.0, 0.0}
#define LIST_P1(a, usual, low, high) {#a, usual, low, high, low}
#define LIST_P2(a, usual, low, high, ...) {#a, usual, low, high, low}, LIST_P1(__VA_ARGS__)
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

#define CACT_ROWS_FUNCTION(name, kind, forward, prime, ...)                                                            \
    static const cact_bounds name##_bounds[] = {{forward, prime},     {forward, prime}, BOTH(EXACT_ROW_BOUND),         \
                                                BOTH(HALF_BOUND),     BOTH(HALF_BOUND), BOTH(EXACT_ROW_BOUND),         \
                                                BOTH(EXACT_ROW_BOUND)};
#define EXACT_ROW_BOUND 0.5001
#include "rows/rows.def"

#define ACTIVATION(...)
#define DESCRIPTION(name, text) static const char name##_description[] = text;
#include "activations.def"
#undef DESCRIPTION
#undef ACTIVATION

#define BIT(op) (1 << (op))
#define FROM_YES BIT(CACT_BACKWARD_FROM_Y)
#define FROM_NO 0
#define OPS_UNARY(from_y) (BIT(CACT_FORWARD) | BIT(CACT_PRIME) | BIT(CACT_BACKWARD) | FROM_##from_y)
#define OPS_GATED(from_y) (BIT(CACT_FORWARD) | BIT(CACT_BACKWARD))
static const cact_info infos[] = {
#define ACTIVATION(name, shape, params, weight, from_y, exact, forward, prime, ...)                                    \
    {sizeof(cact_info), #name, FIRST(__VA_ARGS__, 0), name##_description, CACT_ELEMENTS,       OPS_##shape(from_y),    \
     INPUTS_##shape,    1,     COUNT_##params,        name##_params,      BIT(CACT_TYPES) - 1, name##_bounds},
#include "activations.def"
#undef ACTIVATION
#define HAS(column, op) ((column) != CACT_NO_COLUMN ? BIT(op) : 0)
#define CACT_ROWS_FUNCTION(name, kind, forward, prime, formula, description, y, d, dx, dx_of_y)                        \
    {sizeof(cact_info),                                                                                                \
     #name,                                                                                                            \
     formula,                                                                                                          \
     description,                                                                                                      \
     kind,                                                                                                             \
     HAS(y, CACT_FORWARD) | HAS(d, CACT_PRIME) | HAS(dx, CACT_BACKWARD) | HAS(dx_of_y, CACT_BACKWARD_FROM_Y),          \
     1,                                                                                                                \
     1,                                                                                                                \
     0,                                                                                                                \
     0,                                                                                                                \
     BIT(CACT_TYPES) - 1,                                                                                              \
     name##_bounds},
#include "rows/rows.def"
};
enum { INFOS = sizeof infos / sizeof *infos };

size_t cact_count(void) { return INFOS; }

const cact_info *cact_at(size_t i) { return i < INFOS ? &infos[i] : 0; }

CACT_WITHIN int cact_place_of(const cact_info *f) {
    const uintptr_t at = (uintptr_t)f - (uintptr_t)infos;
    return at < sizeof infos && at % sizeof *infos == 0 ? (int)(at / sizeof *infos) : -1;
}

const cact_info *cact_find(const char *name) {
    for (size_t i = 0; name && i < INFOS; i++)
        if (cact_is_name(infos[i].name, name)) return &infos[i];
    return 0;
}
