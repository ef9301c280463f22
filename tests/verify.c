/* Compares the library with the exact values, for make verify (tests/verify.py runs it, chunk by chunk).
 *
 *   verify list                                          the activations: name, parameter, bounds
 *   verify f32 NAME OP PARAM FIRST COUNT STRIDE [ISA]    all bit patterns FIRST, FIRST + STRIDE ..., on one or every ISA
 *   verify exact ...                                     the same for the exact tier; f32,exact: for both
 *   verify f64 NAME OP PARAM SEED COUNT - [ISA]          hard cases, random doubles over all exponents, neighbourhoods
 *
 * OP is forward or prime; prime also checks backward with dy = 1. Prints a line per tier and instruction set:
 * tier isa op inputs worst_ulp worst_input misrounded violations hash
 *
 * float32: a double reference, composed of libm's functions (oracle.def), is right within 2^-48. Where both ends of
 * r (1 +- 2^-44) round to the same float, that is the correctly rounded value. Elsewhere long double's is assumed, and a
 * line "near tier isa op input assumed got" (bits) lets verify.py decide by MPFR. float64 is judged by long double, 2^-11
 * of a double's ulp. With VERIFY_PLANT=0x... the last bit of the output at that input is flipped. */
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apply.h"
#include "long_oracle.h"

enum { BLOCK = 4096, MAX_ISAS = 8 };

/* ---- What the functions are, from their definitions. ------------------------------------------------------------- */

typedef struct definition {
    const char *name, *text, *prime_text;
    double (*f)(double x, double p), (*prime)(double x, double p);
    long double (*lf)(long double x, long double p), (*lprime)(long double x, long double p);
    double low, high;
    int odd, rising; /* rising: for a parameter that isn't negative */
} definition;

/* Of half of all floats libm would find out, by its slow path, that e^x is 0 or inf. */
static double quick_exp(double x) { return x < -750 ? 0 : x > 710 ? INFINITY : exp(x); }

#define where(condition, a, b) ((condition) ? (a) : (b))
#define exp quick_exp
#define DEFINITION(name, value, slope, ...)                                                                            \
    static double d_##name(double x, double p) { return (void)x, (void)p, value; }                                     \
    static double d_##name##_prime(double x, double p) { return (void)x, (void)p, slope; }
#include "oracle.def"
#undef DEFINITION
#undef exp
static const definition definitions[] = {
#define DEFINITION(name, value, slope, low, high, odd, rising, ...)                                                    \
    {#name, #value, #slope, d_##name, d_##name##_prime, oracle_##name, oracle_##name##_prime, low, high, odd, rising},
#include "oracle.def"
#undef DEFINITION
};

/* Is the double value exact? A select of x, p and one product of two floats is. */
static int is_exact(const char *text) {
    int products = 0;
    while (*text) {
        size_t length = 0;
        while (isalpha((unsigned char)text[length])) length++;
        if (length > 1 && strncmp(text, "where", length)) return 0;
        products += *text == '*';
        if (*text == '/' || products > 1) return 0;
        text += length ? length : 1;
    }
    return 1;
}

/* ---- What is found out about one tier on one instruction set. ---------------------------------------------------- */

typedef struct findings {
    unsigned long long inputs, misrounded, violations;
    uint64_t hash;
    double worst, worst_input;
} findings;

static const char *const names[] = {"forward", "prime", "backward"}; /* of cact_op */
static const char *isas[MAX_ISAS + 1];                               /* those to verify, then 0 */

static void print(const char *tier, const char *isa, const char *op, const findings *f) {
    printf("%s %s %s %llu %.17g %a %llu %llu %016llx\n", tier, isa, op, f->inputs, f->worst, f->worst_input,
           f->misrounded, f->violations, (unsigned long long)f->hash);
}

static uint64_t mix(uint64_t v) {
    v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9u;
    v = (v ^ v >> 27) * 0x94d049bb133111ebu;
    return v ^ v >> 31;
}

static uint32_t bits_of(float v) {
    uint32_t u;
    memcpy(&u, &v, sizeof u);
    return u;
}
static double from_bits64(uint64_t u) {
    double x;
    memcpy(&x, &u, sizeof x);
    return x;
}
static uint64_t bits64(double x) {
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}

/* |got - exact| in units of the last place of exact, of a format of `mantissa` bits and least exponent `least`. */
static double ulps(double got, double exact, int mantissa, int least) {
    const uint64_t floor = (uint64_t)(1023 + least);
    uint64_t e = bits64(exact) >> 52 & 0x7ff;
    e = e < floor ? floor : e;
    return fabs(got - exact) * from_bits64(((uint64_t)(2046 + mantissa) - e) << 52);
}

/* ---- float32 ------------------------------------------------------------------------------------------------------ */

static float x[BLOCK], expected[BLOCK], ones[BLOCK], minus_x[BLOCK];
static uint32_t pattern[BLOCK];
static double exact[BLOCK];
static unsigned char near[BLOCK]; /* double doesn't decide what the correctly rounded value is */

typedef int apply(const cact_info *, cact_op, const float *, const float *, float *, size_t, float);

/* One block's findings; `last` is the value before it. Loop by loop, so that the compiler can vectorise them. */
static findings check_block(const definition *d, const float *got, const float *of_minus_x, int n, int forward,
                            int increasing, float last) {
    static uint32_t u[BLOCK];
    static uint64_t error[BLOCK]; /* the bits of the error, not negative: they are ordered like it */
    findings found = {0};
    uint64_t hash = 0, worst = 0;
    unsigned missed = 0, wrong = 0;
    memcpy(u, got, (size_t)n * sizeof *u);
    for (int i = 0; i < n; i++) hash += mix((uint64_t)pattern[i] << 32 | u[i]);
    for (int i = 0; i < n; i++) {
        const double g = got[i], off = ulps(g, exact[i], 23, -126);
        const int nan = x[i] != x[i];
        const int hit = (got[i] == expected[i]) | ((got[i] != got[i]) & (expected[i] != expected[i])) | nan;
        const int finite = (g - g == 0) & (exact[i] - exact[i] == 0);
        uint64_t e = finite ? bits64(off) : bits64(INFINITY);
        e = (hit & !finite) ? 0 : e;
        wrong += (unsigned)nan & (unsigned)(u[i] != (pattern[i] | 0x400000));
        missed += (unsigned)!hit;
        error[i] = e;
    }
    for (int i = 0; i < n; i++) worst = error[i] > worst ? error[i] : worst;
    if (forward) {
        const float low = (float)d->low, high = (float)d->high;
        for (int i = 0; i < n; i++) wrong += (got[i] < low) | (got[i] > high);
        if (d->odd)
            for (int i = 0; i < n; i++) wrong += (of_minus_x[i] != -got[i]) & (x[i] == x[i]);
        if (increasing) { /* a block's patterns have one sign; a comparison with NaN is false */
            const float sign = pattern[0] >> 31 ? -1.0f : 1.0f;
            wrong += sign * got[0] < sign * last;
            for (int i = 1; i < n; i++) wrong += sign * got[i] < sign * got[i - 1];
        }
    }
    found.inputs = (unsigned long long)n;
    found.hash = hash;
    found.misrounded = missed;
    found.violations = wrong;
    found.worst = from_bits64(worst);
    for (int i = 0; worst && i < n; i++)
        if (error[i] == worst) {
            found.worst_input = x[i];
            break;
        }
    return found;
}

static void add(findings *to, const findings *f) {
    to->inputs += f->inputs;
    to->misrounded += f->misrounded;
    to->violations += f->violations;
    to->hash += f->hash;
    if (f->worst > to->worst) to->worst = f->worst, to->worst_input = f->worst_input;
}

static void verify_f32(const definition *d, const cact_info *info, int prime, float p, uint64_t first, uint64_t count,
                       uint64_t stride, const char *wanted) {
    static const struct {
        const char *name;
        apply *f;
    } tiers[] = {{"f32", apply_f32}, {"exact", apply_exact}};
    static findings found[2][MAX_ISAS][2], block[MAX_ISAS]; /* found: [tier][isa][backward] */
    static float y[MAX_ISAS][BLOCK], of_prime[MAX_ISAS][BLOCK], minus_y[MAX_ISAS][BLOCK];
    float last[2][MAX_ISAS];
    const int sure = is_exact(prime ? d->prime_text : d->text);
    const char *plant = getenv("VERIFY_PLANT");
    const uint32_t planted = plant ? (uint32_t)strtoul(plant, 0, 16) : 0;
    for (int i = 0; i < BLOCK; i++) ones[i] = 1.0f;
    for (int t = 0; t < 2; t++)
        for (int k = 0; k < MAX_ISAS; k++) last[t][k] = first >> 31 ? INFINITY : -INFINITY;

    for (uint64_t b = first; b < first + count;) {
        int n = 0;
        for (; n < BLOCK && b < first + count; n++, b += stride) {
            pattern[n] = (uint32_t)b;
            memcpy(&x[n], &pattern[n], sizeof x[n]);
            minus_x[n] = -x[n];
        }
        int any_near = 0;
        for (int i = 0; i < n; i++) exact[i] = (prime ? d->prime : d->f)(x[i], p);
        for (int i = 0; i < n; i++) {
            const double r = exact[i];
            expected[i] = (float)r;
            near[i] = !sure && r - r == 0 && (float)(r * (1 - 0x1p-44)) != (float)(r * (1 + 0x1p-44));
            any_near |= near[i];
            if (near[i]) expected[i] = (float)(prime ? d->lprime : d->lf)(x[i], p);
        }
        for (int t = 0; t < 2; t++)
            for (int back = 0; strstr(wanted, tiers[t].name) && back <= prime; back++)
                for (int k = 0; isas[k]; k++) {
                    const cact_op op = back ? CACT_BACKWARD : prime ? CACT_PRIME : CACT_FORWARD;
                    const size_t bytes = (size_t)n * sizeof(float);
                    cact_use_isa(isas[k]);
                    tiers[t].f(info, op, x, ones, y[k], (size_t)n, p);
                    if (!prime && d->odd) tiers[t].f(info, op, minus_x, ones, minus_y[k], (size_t)n, p);
                    for (int i = 0; planted && i < n; i++)
                        if (pattern[i] == planted) {
                            const uint32_t u = bits_of(y[k][i]) ^ 1;
                            memcpy(&y[k][i], &u, sizeof u);
                        }
                    int same = k; /* most instruction sets agree bit by bit: then one comparison serves them all */
                    const int as_prime = back && !memcmp(y[k], of_prime[k], bytes); /* block[k] is that of prime yet */
                    if (prime && !back) memcpy(of_prime[k], y[k], bytes);
                    for (int j = 0; j < k && same == k; j++)
                        if (!memcmp(y[k], y[j], bytes) && !memcmp(minus_y[k], minus_y[j], bytes) &&
                            !memcmp(&last[t][k], &last[t][j], sizeof(float)))
                            same = j;
                    if (!as_prime)
                        block[k] = same < k
                                       ? block[same]
                                       : check_block(d, y[k], minus_y[k], n, !prime, d->rising && !(p < 0), last[t][k]);
                    add(&found[t][k][back], &block[k]);
                    for (int i = 0; any_near && i < n; i++)
                        if (near[i])
                            printf("near %s %s %s %08x %08x %08x\n", tiers[t].name, cact_isa(), names[op],
                                   (unsigned)pattern[i], (unsigned)bits_of(expected[i]), (unsigned)bits_of(y[k][i]));
                    if (y[k][n - 1] == y[k][n - 1]) last[t][k] = y[k][n - 1];
                }
    }
    for (int k = 0; isas[k]; k++)
        for (int t = 0; t < 2; t++) {
            if (!strstr(wanted, tiers[t].name)) continue;
            print(tiers[t].name, isas[k], names[prime], &found[t][k][0]);
            if (prime) print(tiers[t].name, isas[k], names[CACT_BACKWARD], &found[t][k][1]);
        }
}

/* ---- float64 ------------------------------------------------------------------------------------------------------ */

static uint64_t state;
static uint64_t random64(void) { return mix(state += 0x9e3779b97f4a7c15u); }

/* A third over all exponents, a third where the functions live, a third beside the points where a reduction switches or
 * a branch begins. */
static double random_double(void) {
    const uint64_t r = random64();
    if (r % 3 == 0) return from_bits64(random64());
    const double unit = (double)(random64() >> 11) * 0x1p-53, sign = r & 8 ? 1 : -1;
    if (r % 3 == 1) return sign * unit * exp2((double)(r >> 8 & 15) - 5);
    static const double points[] = {18.5,  0x1.30fc1931f09cap+4, 37, 40, 0.0, 709.78271289338, 745.13321910194, 749,
                                    708.39};
    const double k =
        r & 16 ? points[(r >> 8) % (sizeof points / sizeof *points)] : (double)((r >> 8) % 2200) * 0.34657359027997264;
    return sign * from_bits64(bits64(k) + (r >> 24 & 7) - 3);
}

/* The inputs of hard_doubles.def, those beside them, and their negatives: the first of every run. */
enum { BESIDE = 16 };
static const double hard[] = {
#define HARD(x) x,
#include "hard_doubles.def"
#undef HARD
};
enum { HARD_INPUTS = 2 * BESIDE * (int)(sizeof hard / sizeof *hard) };

static double hard_double(uint64_t i) {
    const double v = from_bits64(bits64(hard[i / (2 * BESIDE)]) + i / 2 % BESIDE - BESIDE / 2);
    return i % 2 ? -v : v;
}

static void verify_f64(const definition *d, const cact_info *info, int prime, double p, uint64_t seed, uint64_t count) {
    static double at[BLOCK], got[BLOCK], one[BLOCK];
    static long double want[BLOCK];
    static findings found[MAX_ISAS][2];
    state = seed;
    for (int i = 0; i < BLOCK; i++) one[i] = 1;
    for (uint64_t done = 0; done < count; done += BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
            const uint64_t input = done + (uint64_t)i;
            at[i] = input < HARD_INPUTS ? hard_double(input) : random_double();
            want[i] = (prime ? d->lprime : d->lf)(at[i], p);
        }
        for (int k = 0; isas[k]; k++) {
            cact_use_isa(isas[k]);
            for (int back = 0; back <= prime; back++) {
                findings *f = &found[k][back];
                apply_f64(info, back ? CACT_BACKWARD : prime ? CACT_PRIME : CACT_FORWARD, at, one, got, BLOCK, p);
                f->inputs += BLOCK;
                for (int i = 0; i < BLOCK; i++) {
                    const uint64_t u = bits64(got[i]);
                    f->hash += mix(bits64(at[i]) ^ mix(u));
                    if (at[i] != at[i]) {
                        f->violations += u != (bits64(at[i]) | 0x8000000000000);
                        continue;
                    }
                    const double rounded = (double)want[i];
                    double error = got[i] == rounded || (got[i] != got[i] && rounded != rounded) ? 0 : INFINITY;
                    f->misrounded += error != 0;
                    if (rounded - rounded == 0 && got[i] - got[i] == 0) {
                        int e;
                        frexpl(want[i], &e);
                        e = e - 1 < -1022 ? -1022 : e - 1;
                        error = (double)ldexpl(fabsl(got[i] - want[i]), 52 - e);
                    }
                    if (error > f->worst) f->worst = error, f->worst_input = at[i];
                    if (!prime) {
                        f->violations += got[i] < d->low || got[i] > d->high;
                        if (d->odd) {
                            double x1 = -at[i], y1;
                            apply_f64(info, CACT_FORWARD, &x1, 0, &y1, 1, p);
                            f->violations += y1 != -got[i];
                        }
                    }
                }
            }
        }
    }
    for (int k = 0; isas[k]; k++) {
        print("f64", isas[k], names[prime], &found[k][0]);
        if (prime) print("f64", isas[k], names[CACT_BACKWARD], &found[k][1]);
    }
}

int main(int argc, char **argv) {
    for (size_t i = 0, k = 0; cact_isa_at(i); i++)
        if (argc < 9 || !strcmp(argv[8], cact_isa_at(i))) isas[k++] = cact_isa_at(i);
    if (argc == 2 && !strcmp(argv[1], "list")) {
        for (size_t i = 0; i < cact_count(); i++)
            printf("%s %s %g %g\n", cact_at(i)->name, param_of(cact_at(i)) ? param_of(cact_at(i)) : "-",
                   cact_at(i)->bounds[0].forward, cact_at(i)->bounds[0].prime);
        return 0;
    }
    const cact_info *info = argc > 2 ? cact_find(argv[2]) : 0;
    const definition *d = 0;
    for (size_t i = 0; info && i < sizeof definitions / sizeof *definitions; i++)
        if (!strcmp(definitions[i].name, info->name)) d = &definitions[i];
    if (!d || argc < 8 || !isas[0])
        return fprintf(stderr, "no such function or instruction set, no definition here, or arguments missing\n"), 2;
    const int prime = !strcmp(argv[3], "prime");
    const double p = strtod(argv[4], 0);
    const uint64_t a = strtoull(argv[5], 0, 0), b = strtoull(argv[6], 0, 0);
    if (!strcmp(argv[1], "f64"))
        verify_f64(d, info, prime, p, a, b);
    else
        verify_f32(d, info, prime, (float)p, a, b, strtoull(argv[7], 0, 0), argv[1]);
    return 0;
}
