/* Writes src_c/self_test.def, the hashes that cact_self_test compares with: part of tests/cross.py --write. */
#include <stdio.h>

#include "../src_c/self_test.c"

static uint64_t on(const char *isa, uint64_t (*hash)(void)) {
    if (cact_use_isa(isa)) fprintf(stderr, "this CPU has no %s\n", isa);
    return hash();
}

static void line(const char *name, uint64_t (*hash)(void), const char *what) {
    printf("{%s, 0x%016llx, 0x%016llx, %u, WRONG(\"%s\")},\n", name, (unsigned long long)on("avx2", hash),
           (unsigned long long)on("baseline", hash), (unsigned)(CACT_COUNT + CACT_ROW_OP_COUNT), what);
}

int main(void) {
    puts("/* A tier's hash, its value on CPUs with FMA, without, of how many rows of the tables, and what to say. Made "
         "by:\n"
         " * python tests/cross.py --write */");
    line("self_test_f32", self_test_f32, "float32 results");
    line("self_test_f64", self_test_f64, "float64 results");
    line("self_test_exact", self_test_exact, "results of the exact tier");
}
