/* Which exception flags a call raises: of finite elements with finite results inexact and underflow at most, so that
 * nobody's trap springs. For every function, operation, tier and instruction set, every number of elements up to a few
 * vectors (what fills a vector up mustn't raise any either), every exponent. */
#include <fenv.h>
#include <float.h>
#include <stdint.h>
#include <stdio.h>

#include "apply.h"

static long checks, failures;

static int finite(double v) { return v - v == 0; }

#define T float
#define S(name) name##_f32
#define MAX_EXP FLT_MAX_EXP
#include "flags_tpl.h"

#define T double
#define S(name) name##_f64
#define MAX_EXP DBL_MAX_EXP
#include "flags_tpl.h"

int main(void) {
    for (size_t i = 0; cact_isa_at(i); i++) {
        if (cact_use_isa(cact_isa_at(i))) return 2;
        flags_f32("f32", CACT_F32);
        flags_f32("exact", CACT_EXACT_F32);
        flags_f64("f64", CACT_F64);
    }
    printf("flags: %ld passed, %ld failed\n", checks - failures, failures);
    return failures != 0;
}
