/* One call of the library, to be made and judged by check() (check.h): the fuzzer makes calls of any bytes, tests/paths.c of
 * every shape that has its own code. */
#ifndef CALL_H
#define CALL_H

#include <stddef.h>
#include <stdint.h>

#include "../apply.h"

enum { TIERS = CACT_EXACT_BF16 + 1 };
/* ELEMENTS: dense or strided. ROWS. WRONG: an operation outside its enum, no function, a Jacobian that isn't along the last
 * axis: to be refused, with nothing written. */
enum { ELEMENTS, ROWS, WRONG, KINDS };

/* What arrays are filled with. The first MIXABLE may follow each other in one array. */
enum {
    ORDINARY, /* -20 to 20 */
    MODERATE, /* 2^-22 to 2^9 */
    ANY_BITS, /* NaNs and infinities too */
    SPECIAL,  /* zeros, infinities, NaNs, the ends of the range, 1 */
    SUBNORMAL,
    LARGE, /* near the largest */
    SHORT, /* few digits: ties, equal entries */
    MIXABLE,
    MIXED = MIXABLE, /* element by element one of those */
    EQUAL,           /* one value everywhere */
    MASKED,          /* ordinary ones and -inf */
    ONE_FINITE,      /* one entry, the others are -inf */
    WINNER,          /* one entry far above the others */
    BY_ROW,          /* each row one of those */
    CLASSES
};

typedef struct call {
    int tier, kind, op; /* a cact_type; a cact_op of elements */
    size_t f;           /* place in the registry, of elements or of rows */
    size_t outer, n, inner;
    int strided;
    ptrdiff_t stride[ARRAYS];
    int at[ARRAYS];    /* arena_place */
    int in_place;      /* X, U or DY: out is that array; else ARRAYS */
    int du_in_place;   /* the same of a gate's second gradient; another one */
    int values[P];     /* classes of x, u and dy */
    int probabilities; /* of operations from y: y is what the forward operation gives, not any numbers */
    int parameter;     /* a class, or from CLASSES on one of those that oracle.def verifies */
    int null;          /* arrays that aren't read are NULL, not addresses that fault */
    int threads;
    uint64_t seed;
    const uint8_t *raw; /* the bits of the first entries of x, u and dy */
    size_t raw_size;
} call;

enum { MOST = (1 << 22) + (1 << 14) }; /* elements of an array */

#endif
