/* How much stack the functions of cact.h take: each runs on a painted stack of its own, and what is no longer paint was
 * used. Prints a line per instruction set and tier; fails where it is more than cact.h promises.
 *
 *     stack [BYTES]     how much rows may take, where it isn't what an ordinary build promises */
#define _DEFAULT_SOURCE
#include <stdio.h>

#if defined(__linux__) /* ucontext.h is elsewhere gone or going */
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#include "apply.h"

enum {
    SIZE = 1 << 18,
    PAINT = 0xa5,
    MOST = 70000,
    ROWS_MOST = 32 << 10,
    ONE_MOST = 10 << 10,
    ONE_OF_HALVES = 26 << 10,
    ELEMENTS_MOST = 8 << 10,
    DENSE_MOST = 6 << 10
};
static unsigned char stack[SIZE];
static ucontext_t here, there;
static double x[MOST], dy[MOST], y[MOST], du[MOST], odd; /* a parameter of 0 is one from which NaNs can arise */

static struct {
    const cact_info *f;
    const rows_op *rows;
    int op, tier;
    size_t outer, n, inner;
    ptrdiff_t stride;
    int dense;
} job;

static prepared call;

static void prepare_call(void) {
    static float odd_f;
    const void *const p = job.dense ? job.tier == CACT_F64 ? (const void *)&odd : &odd_f : x;
    const void *const at[ARRAYS] = {x, dy, dy, p, p, y, du};
    ptrdiff_t stride[ARRAYS];
    odd_f = (float)odd;
    for (int i = 0; i < ARRAYS; i++) stride[i] = job.dense ? all_dense[i] : job.stride;
    prepare(&call, job.f, (cact_op)job.op, job.n, at, stride);
}

static void run(void) {
    if (job.rows)
        apply_rows(job.rows, (cact_type)job.tier, x, dy, y, job.outer, job.n, job.inner);
    else if (job.f)
        cact_apply(job.f, (cact_op)job.op, (cact_type)job.tier, &call.args);
}

static size_t used(void) {
    size_t untouched = 0;
    memset(stack, PAINT, SIZE);
    getcontext(&there);
    there.uc_stack.ss_sp = stack;
    there.uc_stack.ss_size = SIZE;
    there.uc_link = &here;
    makecontext(&there, run, 0);
    swapcontext(&here, &there);
    while (untouched < SIZE && stack[untouched] == PAINT) untouched++;
    return SIZE - untouched;
}

static size_t largest(size_t a, size_t b) { return a > b ? a : b; }

static size_t rows(int op, int tier) {
    static const size_t shapes[][3] = {{40, 7, 1},   {40, 31, 1},  {40, 100, 1}, {40, 127, 1},
                                       {2, 129, 3},  {1, 200, 15}, {2, 150, 16}, {1, 150, 17},
                                       {1, 300, 49}, {1, 300, 64}, {1, 300, 65}, {3, 20, 90}};
    size_t most = 0;
    job.rows = rows_at((size_t)op), job.tier = tier;
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        job.outer = shapes[s][0], job.n = shapes[s][1], job.inner = shapes[s][2];
        if (job.rows->kind == ROWS_JACOBIAN && (job.inner > 1 || job.n > 40)) continue;
        most = largest(most, used());
    }
    return most;
}

static size_t one_row(int op, int tier) {
    job.rows = rows_at((size_t)op), job.tier = tier;
    job.outer = job.inner = 1, job.n = 200;
    return used();
}

static size_t elements(int tier, int dense) {
    size_t most = 0;
    job.rows = 0, job.tier = tier, job.n = 3000, job.dense = dense;
    for (size_t k = 0; k < elements_count(); k++)
        for (job.op = 0; job.op <= CACT_BACKWARD_FROM_Y; job.op++)
            for (job.stride = 0; job.stride <= 3; job.stride++) {
                job.f = cact_at(k), odd = job.stride % 2 ? 0.5 : 0.0;
                prepare_call();
                most = largest(most, used());
            }
    return most;
}

int main(int argc, char **argv) {
    static const char *const tiers[] = {"float32", "float64", "exact", "f16", "bf16", "exact f16", "exact bf16"};
    const size_t allowed = argc > 1 ? (size_t)atol(argv[1]) : ROWS_MOST, nothing = used();
    int failures = 0;
    for (size_t i = 0; i < MOST; i++) x[i] = 0.5, dy[i] = 0.25;
    for (size_t i = 0; cact_isa_at(i); i++)
        for (int tier = 0; tier <= CACT_EXACT_BF16; tier++) { /* a cact_type */
            size_t any = 0, one = 0;
            cact_use_isa(cact_isa_at(i));
            for (size_t op = 0; op < rows_count(); op++) {
                any = largest(any, rows((int)op, tier));
                if (rows_at(op)->kind != ROWS_JACOBIAN) one = largest(one, one_row((int)op, tier));
            }
            const size_t strided = elements(tier, 0) - nothing, dense = elements(tier, 1) - nothing;
            any -= nothing, one -= nothing;
            printf("%s, %s: rows %lu, one row alone %lu, strided elements %lu, dense ones %lu bytes of stack\n",
                   cact_isa(), tiers[tier], (unsigned long)any, (unsigned long)one, (unsigned long)strided,
                   (unsigned long)dense);
            failures += any > allowed || one > (tier < CACT_F16 ? ONE_MOST : ONE_OF_HALVES) || strided > ELEMENTS_MOST;
            failures += dense > (tier < CACT_EXACT_F32 ? DENSE_MOST : ELEMENTS_MOST);
        }
    return failures != 0;
}
#else
int main(void) {
    puts("stack: measured on Linux only");
    return 0;
}
#endif
