/* check(): makes one call on every instruction set of this CPU and judges what comes out. */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "../long_oracle.h"
#include "../halves.h"
#include "call.h"

static arena arenas[ARRAYS];
static unsigned long long failures;
static const call *current;

static void print_call(const call *c) {
    static const char *const kinds[] = {"elements", "rows", "wrong"}, *const tiers[] = {
                                                                          "f32",  "f64",       "exact",     "f16",
                                                                          "bf16", "exact f16", "exact bf16"};
    fprintf(stderr, "[%s] %s %s %s op %d, outer %zu n %zu inner %zu, ", cact_isa(), tiers[c->tier], kinds[c->kind],
            c->kind == ROWS ? rows_at(c->f)->name : cact_at(c->f % elements_count())->name, c->op, c->outer, c->n,
            c->inner);
    if (c->strided) fprintf(stderr, "strides");
    for (int i = 0; c->strided && i < ARRAYS; i++) fprintf(stderr, " %td", c->stride[i]);
    fprintf(stderr, ", at");
    for (int i = 0; i < ARRAYS; i++) fprintf(stderr, " %d", c->at[i]);
    fprintf(stderr, ", in place %d %d, values %d %d %d, parameter %d, probabilities %d, seed %llu: ", c->in_place,
            c->du_in_place, c->values[X], c->values[U], c->values[DY], c->parameter, c->probabilities,
            (unsigned long long)c->seed);
}

static unsigned long long go_on, reported; /* how many calls that fail are shown */
static const call *shown;

#ifdef __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
static void fail(const call *c, const char *format, ...) {
    va_list values;
    failures++;
    if (shown != c && reported++ <= go_on) {
        print_call(c);
        va_start(values, format);
        vfprintf(stderr, format, values);
        va_end(values);
        fputc('\n', stderr);
    }
    shown = c; /* one of each call */
    if (!go_on) abort();
}

static uint64_t mix(uint64_t v) { /* never twice the same, and no pattern */
    v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9u;
    v = (v ^ v >> 27) * 0x94d049bb133111ebu;
    return v ^ v >> 31;
}

/* ---- What the functions are, from their definitions --------------------------------------------------------------- */

typedef struct definition {
    const char *name, *verified; /* values of the parameters */
    long_function *f, *prime, *u;
} definition;

static const definition *definition_of(const char *name) {
    static const definition all[] = {
#define DEFINITION(name, value, slope, slope_u, low, high, odd, rising, verified, hashed)                              \
    {#name, verified, oracle_##name, oracle_##name##_prime, oracle_##name##_u},
#include "../oracle.def"
#undef DEFINITION
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].name, name)) return &all[i];
    return 0;
}

/* The k-th of the values to verify, counted round and round. */
static void verified_values(const cact_info *f, int k, double *value) {
    const definition *d = definition_of(f->name);
    const char *at = d ? d->verified : "";
    while (*at && k--) at = strchr(at, ' ') ? strchr(at, ' ') + 1 : d->verified;
    for (int i = 0; *at && i < f->params; i++, at += *at == ',') value[i] = strtod(at, (char **)&at);
}

/* ---- One type after the other ------------------------------------------------------------------------------------- */

#define T float
#define BITS uint32_t
#define S(name) name##_f32
#define FRACTION_BITS 23
#define TO(v) (T)(v)
#define BELOW 22
#define EXPONENTS 32
#include "check_tpl.h"

#define T double
#define BITS uint64_t
#define S(name) name##_f64
#define FRACTION_BITS 52
#define TO(v) (T)(v)
#define BELOW 22
#define EXPONENTS 32
#include "check_tpl.h"

#define T uint16_t
#define BITS uint16_t
#define S(name) name##_f16
#define FRACTION_BITS 10
#define TO(v) half_of(&halves[0], (float)(v))
#define BELOW 12
#define EXPONENTS 24
#include "check_tpl.h"

#define T uint16_t
#define BITS uint16_t
#define S(name) name##_bf16
#define FRACTION_BITS 7
#define TO(v) half_of(&halves[1], (float)(v))
#define BELOW 22
#define EXPONENTS 32
#include "check_tpl.h"

static void check(const call *c) {
    for (int which = 0; which < ARRAYS && !arenas[which].first; which++)
        arenas[which] = arena_make((sizeof(double) * MOST + 2 * ARENA_BESIDE + ARENA_PAGE) / ARENA_PAGE * ARENA_PAGE);
    cact_set_num_threads(c->threads > 1 ? c->threads : 1);
    current = c;
    switch (c->tier) {
    case CACT_F64: check_f64(c); break;
    case CACT_F16:
    case CACT_EXACT_F16: check_f16(c); break;
    case CACT_BF16:
    case CACT_EXACT_BF16: check_bf16(c); break;
    default: check_f32(c);
    }
    current = shown = 0;
}

#endif
