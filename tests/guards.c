/* Nothing is read or written outside the arrays: every input, output and parameter array begins right behind, or ends
 * right before, a page that can't be touched; whatever isn't read points into such a page. Values are compared with those
 * of single elements and single rows, and what lies between strided outputs must stay. For every function, operation,
 * tier and instruction set. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <stdio.h>

#if defined(__unix__) || defined(__APPLE__)
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "apply.h"

enum { MOST = 5000, LARGE = (1 << 24) + 4096 }; /* elements of rows; bytes of an array stored past the caches */

static char *memory[ARRAYS];
static size_t room;
static long checks, failures;

/* What is going on, for the one who reads of a failure. */
static struct {
    const char *tier, *name, *end;
    int op;
    size_t shape[3];
    ptrdiff_t strides[ARRAYS];
} now;

static void tell(const char *what) {
    fprintf(stderr, "%s: %s %s [%s], operation %d, shape %zu %zu %zu, strides", what, now.tier, now.name, cact_isa(),
            now.op, now.shape[0], now.shape[1], now.shape[2]);
    for (int i = 0; i < ARRAYS; i++) fprintf(stderr, " %d", (int)now.strides[i]);
    fprintf(stderr, ", at the %s\n", now.end);
}

static void touched(int signal) {
    (void)signal;
    tell("outside an array");
    _exit(1);
}

static void check(int good) {
    checks++;
    if (good) return;
    if (failures++ < 20) tell("wrong values");
}

static void make_room(void) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    room = (LARGE + page - 1) / page * page;
    for (int a = 0; a < ARRAYS; a++) {
        char *all = mmap(0, room + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (all == MAP_FAILED || mprotect(all + page, room, PROT_READ | PROT_WRITE)) exit(2);
        memory[a] = all + page;
    }
}

/* So many bytes beside the page before or behind them. */
static void *place(int array, size_t bytes, int at_end) {
    now.end = at_end ? "end" : "beginning";
    return memory[array] + (at_end ? room - bytes : 0);
}

static void *untouchable(int array) { return memory[array] + room; }

#define T float
#define S(name) name##_f32
#define VALUE(r) ((T)(int)((r) & 2047) / 97 - 10)
#include "guards_tpl.h"

#define T double
#define S(name) name##_f64
#define VALUE(r) ((T)(int)((r) & 2047) / 97 - 10)
#include "guards_tpl.h"

#define T uint16_t
#define S(name) name##_half
#define VALUE(r) (T)(0x3c00 | ((r) & 0x83ff)) /* f16: of 1 to 2; bf16: 2^-7 to 2 */
#include "guards_tpl.h"

int main(void) {
    make_room();
    signal(SIGSEGV, touched);
    signal(SIGBUS, touched);
    for (size_t i = 0; cact_isa_at(i); i++) {
        if (cact_use_isa(cact_isa_at(i))) return 2;
        all_f32("f32", CACT_F32);
        all_f32("exact", CACT_EXACT_F32);
        all_f64("f64", CACT_F64);
        all_half("f16", CACT_F16);
        all_half("bf16", CACT_BF16);
        all_half("exact f16", CACT_EXACT_F16);
        all_half("exact bf16", CACT_EXACT_BF16);
    }
    printf("guards: %ld passed, %ld failed\n", checks - failures, failures);
    return failures != 0;
}
#else
int main(void) {
    puts("guards: needs mmap");
    return 0;
}
#endif
