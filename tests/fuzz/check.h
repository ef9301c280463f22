/* check(): makes one call on every instruction set of this CPU and judges what comes out. */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "../apply.h"
#include "../long_oracle.h"
#include "call.h"

static arena arenas[ARRAYS];
static unsigned long long failures;
static const call *current;

static void print_call(const call *c) {
    static const char *const kinds[] = {"elements", "rows", "wrong"}, *const tiers[] = {"f32", "exact", "f64"};
    fprintf(stderr, "[%s] %s %s %s op %d, outer %zu n %zu inner %zu, ", cact_isa(), tiers[c->tier], kinds[c->kind],
            c->kind == ROWS ? cact_rows_at(c->f)->name : cact_at(c->f % cact_count())->name, c->op, c->outer, c->n,
            c->inner);
    if (c->strided)
        fprintf(stderr, "strides %td %td %td %td, ", c->stride[X], c->stride[DY], c->stride[P], c->stride[OUT]);
    fprintf(stderr, "at %d %d %d %d, in place %d, values %d %d, parameter %d, probabilities %d, seed %llu: ", c->at[X],
            c->at[DY], c->at[P], c->at[OUT], c->in_place, c->values[0], c->values[1], c->parameter, c->probabilities,
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
    const char *name;
    long double (*f)(long double x, long double p), (*prime)(long double x, long double p);
} definition;

static const definition *definition_of(const char *name) {
    static const definition all[] = {
#define DEFINITION(name, ...) {#name, oracle_##name, oracle_##name##_prime},
#include "../oracle.def"
#undef DEFINITION
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].name, name)) return &all[i];
    return 0;
}

/* ---- One type after the other ------------------------------------------------------------------------------------- */

#define TIER_TYPES(T, S)                                                                                               \
    typedef struct S(tier) {                                                                                           \
        int (*apply)(const cact_info *, cact_op, const T *, const T *, T *, size_t, T);                                \
        int (*strided)(const cact_info *, cact_op, const T *, ptrdiff_t, const T *, ptrdiff_t, T *, ptrdiff_t, size_t, \
                       const T *, ptrdiff_t);                                                                          \
        int (*rows)(const cact_rows_info *, const T *, const T *, T *, size_t, size_t, size_t);                        \
        int exact;                                                                                                     \
    } S(tier);
#define OF_F32(name) name##_f32
#define OF_F64(name) name##_f64
TIER_TYPES(float, OF_F32)
TIER_TYPES(double, OF_F64)

#define T float
#define U uint32_t
#define S(name) name##_f32
#define FRACTION_BITS 23
#include "check_tpl.h"

#define T double
#define U uint64_t
#define S(name) name##_f64
#define FRACTION_BITS 52
#include "check_tpl.h"

static void check(const call *c) {
    static const tier_f32 fast = {apply_f32, apply_strided_f32, apply_rows_f32, 0};
    static const tier_f32 exact = {apply_exact, apply_strided_exact, apply_rows_exact, 1};
    static const tier_f64 doubles = {apply_f64, apply_strided_f64, apply_rows_f64, 0};
    for (int which = 0; which < ARRAYS && !arenas[which].first; which++)
        arenas[which] = arena_make((sizeof(double) * MOST + 2 * ARENA_BESIDE + ARENA_PAGE) / ARENA_PAGE * ARENA_PAGE);
    cact_set_num_threads(c->threads > 1 ? c->threads : 1);
    current = c;
    if (c->tier == F64)
        check_f64(c, &doubles);
    else
        check_f32(c, c->tier == F32 ? &fast : &exact);
    current = shown = 0;
}

#endif
