/* How much stack a call takes, by running it on a painted one: small threads, fibers and firmware have little. */
#define _DEFAULT_SOURCE
#include <stdio.h>

#if defined(__linux__) /* ucontext.h is elsewhere gone or going */
#include <string.h>
#include <ucontext.h>

#include "cact.h"

enum { N = 20000, STRIDED_MOST = 8 << 10, ROWS_MOST = 96 << 10 };

static char stack[1 << 18];
static double x[N], dy[N], out[N];
static ucontext_t before, on_stack;

static struct {
    int tier; /* f32, exact, f64; then the same for rows, then nothing */
    const cact_info *f;
    cact_op op;
    const cact_rows_info *rows;
    const size_t *shape;
} job;

static void call(void) {
    const float *x32 = (const float *)x, *dy32 = (const float *)dy;
    float *out32 = (float *)out;
    const size_t *s = job.shape;
    switch (job.tier) {
    case 0: cact_apply_strided_f32(job.f, job.op, x32, 2, dy32, 2, out32, 2, 999, x32, 3); break;
    case 1: cact_exact_apply_strided_f32(job.f, job.op, x32, 2, dy32, 2, out32, 2, 999, x32, 3); break;
    case 2: cact_apply_strided_f64(job.f, job.op, x, 2, dy, 2, out, 2, 999, x, 3); break;
    case 3: cact_apply_rows_f32(job.rows, x32, dy32, out32, s[0], s[1], s[2]); break;
    case 4: cact_exact_apply_rows_f32(job.rows, x32, dy32, out32, s[0], s[1], s[2]); break;
    case 5: cact_apply_rows_f64(job.rows, x, dy, out, s[0], s[1], s[2]); break;
    }
}

static size_t used(void) {
    memset(stack, 0x5a, sizeof stack);
    getcontext(&on_stack);
    on_stack.uc_stack.ss_sp = stack;
    on_stack.uc_stack.ss_size = sizeof stack;
    on_stack.uc_link = &before;
    makecontext(&on_stack, call, 0);
    swapcontext(&before, &on_stack);
    size_t free = 0;
    while (free < sizeof stack && stack[free] == 0x5a) free++;
    return sizeof stack - free;
}

int main(void) {
    static const size_t shapes[][3] = {{1, 1000, 1}, {17, 100, 1}, {3, 50, 7}, {2, 200, 40},
                                       {1, 64, 100}, {1, 20, 100}, {2, 100, 1}};
    int failures = 0;
    for (size_t i = 0; cact_isa_at(i); i++) {
        size_t strided = 0, rows = 0;
        if (cact_use_isa(cact_isa_at(i))) return 2;
        job.tier = 6;
        const size_t nothing = used();
        for (job.tier = 0; job.tier < 3; job.tier++)
            for (size_t k = 0; k < cact_count(); k++)
                for (job.op = CACT_FORWARD; job.op <= CACT_BACKWARD_FROM_Y; job.op = (cact_op)(job.op + 1)) {
                    job.f = cact_at(k);
                    const size_t bytes = used() - nothing;
                    strided = bytes > strided ? bytes : strided;
                }
        for (; job.tier < 6; job.tier++)
            for (size_t k = 0; k < cact_rows_count(); k++)
                for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
                    job.rows = cact_rows_at(k), job.shape = shapes[s];
                    if (job.rows->kind == CACT_ROWS_JACOBIAN && s + 1 < sizeof shapes / sizeof *shapes) continue;
                    const size_t bytes = used() - nothing;
                    rows = bytes > rows ? bytes : rows;
                }
        printf("%s: strided calls take %zu bytes of stack, rows %zu\n", cact_isa(), strided, rows);
        failures += strided > STRIDED_MOST || rows > ROWS_MOST;
    }
    return failures != 0;
}
#else
int main(void) {
    puts("stack: only measured on Linux");
    return 0;
}
#endif
