/* The definitions of oracle.def in long double: oracle_NAME(x, u, p, q), its slopes oracle_NAME_prime and
 * oracle_NAME_u. */
#ifndef LONG_ORACLE_H
#define LONG_ORACLE_H

#include <math.h>

#define where(condition, a, b) ((condition) ? (a) : (b))
/* Within a definition the name of a function stands for that of long double. */
#define LONG(f)                                                                                                        \
    long double (*const f)(long double) = f##l;                                                                        \
    (void)f;
typedef long double long_function(long double x, long double u, long double p, long double q);
#define LONG_FUNCTION(name, value)                                                                                     \
    static long double oracle_##name(long double x, long double u, long double p, long double q) {                     \
        ORACLE_FUNCTIONS(LONG)                                                                                         \
        return (void)x, (void)u, (void)p, (void)q, value;                                                              \
    }
#define DEFINITION(name, value, slope, slope_u, ...)                                                                   \
    LONG_FUNCTION(name, value) LONG_FUNCTION(name##_prime, slope) LONG_FUNCTION(name##_u, slope_u)
#include "oracle.def"
#undef DEFINITION
#undef LONG_FUNCTION
#undef LONG
#undef where

#endif
