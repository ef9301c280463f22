/* The activations by name: the tables, readable at run time. */
#include "table.h"

static const cact_info infos[] = {
#define FLAG_YES 1
#define FLAG_NO 0
#define CACT_UNARY0(name, from_y, exact, forward, prime) {#name, CACT_ID_##name, FLAG_##from_y, 0, 0.0, forward, prime},
#define CACT_UNARY1(name, from_y, exact, forward, prime, param, value)                                                 \
    {#name, CACT_ID_##name, FLAG_##from_y, #param, value, forward, prime},
#include "activations.def"
#undef CACT_UNARY0
#undef CACT_UNARY1
};

size_t cact_count(void) { return CACT_UNARY_COUNT; }

const cact_info *cact_at(size_t i) { return i < CACT_UNARY_COUNT ? &infos[i] : 0; }

const cact_info *cact_find(const char *name) {
    for (size_t i = 0; name && i < CACT_UNARY_COUNT; i++)
        if (!strcmp(infos[i].name, name)) return &infos[i];
    return 0;
}

static const cact_rows_info rows_infos[] = {
#define CACT_ROWS(name, kind, OP) {#name, OP, CACT_ROWS_##kind},
#include "rows.def"
#undef CACT_ROWS
};

size_t cact_rows_count(void) { return CACT_ROW_OP_COUNT; }

const cact_rows_info *cact_rows_at(size_t i) { return i < CACT_ROW_OP_COUNT ? &rows_infos[i] : 0; }
