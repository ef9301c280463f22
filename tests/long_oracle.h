/* The definitions of oracle.def in long double: oracle_NAME(x, p) and oracle_NAME_prime(x, p). */
#ifndef LONG_ORACLE_H
#define LONG_ORACLE_H

#include <math.h>

#define where(condition, a, b) ((condition) ? (a) : (b))
/* Within a definition the name of a function stands for that of long double. */
#define LONG(f)                                                                                                        \
    long double (*const f)(long double) = f##l;                                                                        \
    (void)f;
#define DEFINITION(name, value, slope, ...)                                                                            \
    static long double oracle_##name(long double x, long double p) {                                                   \
        ORACLE_FUNCTIONS(LONG)                                                                                         \
        return (void)x, (void)p, value;                                                                                \
    }                                                                                                                  \
    static long double oracle_##name##_prime(long double x, long double p) {                                           \
        ORACLE_FUNCTIONS(LONG)                                                                                         \
        return (void)x, (void)p, slope;                                                                                \
    }
#include "oracle.def"
#undef DEFINITION
#undef LONG
#undef where

#endif
