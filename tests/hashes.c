/* One 64-bit hash per function, type, tier and parameter, over a fixed set of inputs: equal hashes mean equal bits, on
 * whatever compiler and CPU.
 *
 *     hashes                 prints them for the instruction set in use
 *     hashes -l              lists the instruction sets this CPU can run
 *     hashes -i ISA          takes that one; "all": each in turn
 *     hashes -c FILE         compares with FILE, whose lines hold a hash for CPUs with FMA and one for those without
 *     hashes -g fma|plain    ... with this column only; otherwise with the one that fits better
 *     hashes -s STEP         takes every STEP-th hash only, for slow machines
 *
 * It also says what the self-test says. Inputs are made from integers and hashes taken of integers, so the order of bytes
 * does not matter. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apply.h"

#ifndef HASHES_N /* smaller, it takes no time at all: tests/mutants.py */
#define HASHES_N (1 << 19)
#define HASHES_ROW 300
#endif
enum { N = HASHES_N, PIECE = N < 1 << 14 ? N : 1 << 14, MAX_LINES = 2500 };
enum { MAX_ROW = HASHES_ROW, MAX_JACOBIAN = MAX_ROW < 96 ? MAX_ROW : 96 };

typedef struct line {
    char key[80];                 /* "elu_prime f32 fast 0.01" */
    unsigned long long hash;      /* computed here */
    unsigned long long wanted[2]; /* read from a file: with FMA, without */
    int known;
} line;
static line lines[MAX_LINES];
static size_t count, step = 1;

static void add_line(const char *function, const char *op, const char *type, const char *tier, const char *p) {
    line *l = &lines[count++];
    if (count == MAX_LINES) exit(2);
    snprintf(l->key, sizeof l->key, "%s%s %s %s %s", function, op, type, tier, p);
    l->hash = 1;
    l->known = 0;
}

/* The values of the parameters to hash a function with, a space between. */
static const struct {
    const char *name, *values;
} definitions[] = {
#define DEFINITION(name, value, slope, slope_u, low, high, odd, rising, verified, hashed) {#name, hashed},
#include "oracle.def"
#undef DEFINITION
};

/* The i-th of them as text and as numbers, "-" where there is no parameter; 0 after the last. */
enum { MAX_PARAMETER = 32 };
static int parameters(const cact_info *f, size_t i, char *text, double *value) {
    const char *at = "-";
    for (size_t k = 0; f->params && k < sizeof definitions / sizeof *definitions; k++)
        if (!strcmp(definitions[k].name, f->name)) at = definitions[k].values;
    while (at && i--) at = (at = strchr(at, ' ')) ? at + 1 : 0;
    if (!at || sscanf(at, "%31s", text) != 1) return 0;
    for (int k = 0; k < f->params; k++, at += *at == ',') value[k] = strtod(at, (char **)&at);
    return 1;
}

static int is_taken(size_t i) { return i % step == 0; }

static uint64_t mix(uint64_t i) { /* a bijection that leaves no pattern */
    i = (i ^ i >> 31) * 0x9e3779b97f4a7c15u;
    i = (i ^ i >> 29) * 0xbf58476d1ce4e5b9u;
    return i ^ i >> 32;
}

#define T float
#define U uint32_t
#define S(name) name##_f32
#define TYPE "f32"
#define FRACTION_BITS 23
#define NUMBER float
#define TO(v) (v)
#define LARGE S(from_bits)(INF - ((U)20 << FRACTION_BITS))
#define BELOW 22
#define EXPONENTS 32
#include "hashes_tpl.h"

#define T double
#define U uint64_t
#define S(name) name##_f64
#define TYPE "f64"
#define FRACTION_BITS 52
#define NUMBER double
#define TO(v) (v)
#define LARGE S(from_bits)(INF - ((U)20 << FRACTION_BITS))
#define BELOW 22
#define EXPONENTS 32
#include "hashes_tpl.h"

/* Halves of floats: what doesn't fit is cut off. */
static uint16_t some_f16(float v) {
    uint32_t u;
    memcpy(&u, &v, sizeof u);
    const uint32_t all = (u & 0x7fffffff) >> 13, least = 113 << 10;
    return (uint16_t)((u >> 16 & 0x8000) | (all > least ? all - (112 << 10) : 0));
}

static uint16_t some_bf16(float v) {
    uint32_t u;
    memcpy(&u, &v, sizeof u);
    return (uint16_t)(u >> 16);
}

#define T uint16_t
#define U uint16_t
#define S(name) name##_f16
#define TYPE "f16"
#define FRACTION_BITS 10
#define NUMBER float
#define TO(v) some_f16(v)
#define LARGE 3.0f
#define BELOW 12
#define EXPONENTS 24
#include "hashes_tpl.h"

#define T uint16_t
#define U uint16_t
#define S(name) name##_bf16
#define TYPE "bf16"
#define FRACTION_BITS 7
#define NUMBER float
#define TO(v) some_bf16(v)
#define LARGE 0x1p110f
#define BELOW 22
#define EXPONENTS 32
#include "hashes_tpl.h"

static void compute(void) {
    count = 0;
    elements_f32(CACT_F32, "fast");
    elements_f64(CACT_F64, "fast");
    elements_f32(CACT_EXACT_F32, "exact");
    rows_f32(CACT_F32, "fast");
    rows_f64(CACT_F64, "fast");
    rows_f32(CACT_EXACT_F32, "exact");
    elements_f16(CACT_F16, "fast");
    elements_f16(CACT_EXACT_F16, "exact");
    elements_bf16(CACT_BF16, "fast");
    elements_bf16(CACT_EXACT_BF16, "exact");
    rows_f16(CACT_F16, "fast");
    rows_f16(CACT_EXACT_F16, "exact");
    rows_bf16(CACT_BF16, "fast");
    rows_bf16(CACT_EXACT_BF16, "exact");
}

static int compare(const char *file, const char *group) {
    int differ[2] = {0, 0}, strangers = 0;
    char text[256];
    FILE *in = fopen(file, "r");
    if (!in) return perror(file), 2;
    while (fgets(text, sizeof text, in)) {
        unsigned long long wanted[2];
        char *second = strrchr(text, ' '), *first = second;
        while (first && first > text && *--first != ' ') {
        }
        if (*text == '#' || !first || sscanf(first, "%llx %llx", &wanted[0], &wanted[1]) != 2) continue;
        *first = 0;
        size_t i = 0;
        while (i < count && strcmp(lines[i].key, text)) i++;
        if (i == count) {
            printf("%s: not computed\n", text);
            strangers++;
            continue;
        }
        lines[i].known = 1;
        for (int g = 0; is_taken(i) && g < 2; g++) differ[g] += lines[i].hash != (lines[i].wanted[g] = wanted[g]);
    }
    fclose(in);
    const char *fault = cact_self_test();
    if (fault) printf("self-test: %s\n", fault);
    const int g = group ? !strcmp(group, "plain") : differ[1] < differ[0];
    for (size_t i = 0; i < count; i++)
        if (!lines[i].known) {
            printf("%s: not in %s\n", lines[i].key, file);
            strangers++;
        } else if (is_taken(i) && lines[i].hash != lines[i].wanted[g])
            printf("%s: got %016llx, want %016llx\n", lines[i].key, lines[i].hash, lines[i].wanted[g]);
    printf("%s: %u hashes, %d differ from those %s FMA\n", cact_isa(), (unsigned)((count + step - 1) / step), differ[g],
           g ? "without" : "with");
    return differ[g] || strangers || fault;
}

int main(int argc, char **argv) {
    const char *isa = 0, *file = 0, *group = 0;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "-l")) {
            for (size_t k = 0; cact_isa_at(k); k++) puts(cact_isa_at(k));
            return 0;
        }
        const char option = argv[i][0] == '-' && i + 1 < argc ? argv[i][1] : 0;
        if (option == 'i')
            isa = argv[++i];
        else if (option == 'c')
            file = argv[++i];
        else if (option == 'g')
            group = argv[++i];
        else if (option == 's' && atoi(argv[i + 1]) > 0)
            step = (size_t)atoi(argv[++i]);
        else
            return fprintf(stderr, "usage: %s [-l] [-i ISA|all] [-s STEP] [-c FILE [-g fma|plain]]\n", argv[0]), 2;
    }
    const int all = isa && !strcmp(isa, "all");
    int status = 0;
    for (size_t k = 0; all ? cact_isa_at(k) != 0 : k == 0; k++) {
        const char *name = all ? cact_isa_at(k) : isa;
        if (name && cact_use_isa(name)) return fprintf(stderr, "%s: unknown, or not of this CPU\n", name), 2;
        compute();
        if (file)
            status |= compare(file, group);
        else
            for (size_t i = 0; i < count; i += step) printf("%s %016llx\n", lines[i].key, lines[i].hash);
    }
    return status;
}
