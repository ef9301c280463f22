/* What is timed. */
#include <stddef.h>

#include "../tests/apply.h"

typedef struct contender contender;
/* y = f(x), or dy * f'(x) for a backward operation; a gate's second input is dy; rows: (outer, n, inner), elements: (1, n, 1). */
typedef void contender_run(const contender *c, const void *x, const void *dy, void *y, size_t outer, size_t n,
                           size_t inner);
struct contender {
    const char *peer, *function, *op, *type, *isa; /* cact, tanh, forward, f32, avx2 */
    contender_run *run;
    const void *info; /* cact_info or rows_op */
    float (*scalar)(float);
    int detail; /* cact_op, or what a peer wants to know of itself */
};

void add_contender(contender c);
