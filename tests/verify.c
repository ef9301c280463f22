/* Compares the library with the exact values, for make verify (tests/verify.py runs it, chunk by chunk).
 *
 *   verify list                                          name, inputs, parameters, bounds of f32, f64, exact
 *   verify f32 NAME OP PARAMS FIRST COUNT STRIDE [ISA]   all bit patterns FIRST, FIRST + STRIDE ..., on one or every ISA
 *   verify exact ...                                     the same for the exact tier; f32,exact: for both
 *   verify f64 NAME OP PARAMS SEED COUNT - [ISA]         hard cases, random doubles over all exponents, neighbourhoods
 *
 * OP is forward or prime; prime also checks backward with dy = 1. Of a gate the second input is drawn, for each first one
 * another, and prime means both gradients, da and db. PARAMS are values with a comma between. Prints a line per tier,
 * instruction set and result: tier isa result inputs worst_ulp worst_input misrounded violations hash
 *
 * float32: a double reference, composed of libm's functions (oracle.def), is right within 2^-48. Where both ends of
 * r (1 +- 2^-44) round to the same float, that is the correctly rounded value. Elsewhere long double's is assumed, and a
 * line "near tier isa result x u assumed got" (bits) lets verify.py decide by MPFR. float64 is judged by long double, 2^-11
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

typedef double function(double x, double u, double p, double q);
typedef struct formula {
    const char *text;
    function *f;
    long_function *lf;
} formula;
typedef struct definition {
    const char *name;
    formula value, slope, slope_u;
    function *low, *high, *rising; /* of the parameters */
    int odd;
} definition;

/* Of half of all floats libm would find out, by its slow path, that e^x is 0 or inf. */
static double quick_exp(double x) { return x < -750 ? 0 : x > 710 ? INFINITY : exp(x); }

#define where(condition, a, b) ((condition) ? (a) : (b))
#define exp quick_exp
#define FUNCTION(name, value)                                                                                          \
    static double d_##name(double x, double u, double p, double q) { return (void)x, (void)u, (void)p, (void)q, value; }
#define DEFINITION(name, value, slope, slope_u, low, high, odd, rising, ...)                                           \
    FUNCTION(name, value)                                                                                              \
    FUNCTION(name##_prime, slope)                                                                                      \
    FUNCTION(name##_u, slope_u) FUNCTION(name##_low, low) FUNCTION(name##_high, high) FUNCTION(name##_rising, rising)
#include "oracle.def"
#undef DEFINITION
#undef exp
static const definition definitions[] = {
#define FORMULA(name, value) {#value, d_##name, oracle_##name}
#define DEFINITION(name, value, slope, slope_u, low, high, odd, rising, ...)                                           \
    {#name,                                                                                                            \
     FORMULA(name, value),                                                                                             \
     FORMULA(name##_prime, slope),                                                                                     \
     FORMULA(name##_u, slope_u),                                                                                       \
     d_##name##_low,                                                                                                   \
     d_##name##_high,                                                                                                  \
     d_##name##_rising,                                                                                                \
     odd},
#include "oracle.def"
#undef DEFINITION
};

/* Is the double value exact? A select of inputs, parameters and one product of two floats is; a sum may not be. */
static int is_exact(const char *text) {
    int products = 0;
    while (*text) {
        size_t length = 0;
        while (isalpha((unsigned char)text[length])) length++;
        if (length > 1 && strncmp(text, "where", length)) return 0;
        products += *text == '*';
        if (*text == '/' || products > 1 || !strncmp(text, " - ", 3) || !strncmp(text, " + ", 3)) return 0;
        text += length ? length : 1;
    }
    return 1;
}

/* ---- What is found out about one tier on one instruction set. ---------------------------------------------------- */

typedef struct findings {
    unsigned long long inputs, misrounded, violations;
    uint64_t hash;
    double worst, worst_x, worst_u;
} findings;

/* What is verified at once: the results of one or two operations, of at most two formulas. */
enum { MAX_RESULTS = 2 };
typedef struct result {
    const char *name;
    cact_op op;
    int out; /* OUT or DU */
    const formula *formula;
} result;
static result results[MAX_RESULTS];
static int count;
static const cact_info *info;
static const definition *d;
static double params[2];
static const char *isas[MAX_ISAS + 1]; /* those to verify, then 0 */

static void choose_results(int prime) {
    const int gate = info->inputs > 1;
    const result forward = {"forward", CACT_FORWARD, OUT, &d->value};
    const result slope = {"prime", CACT_PRIME, OUT, &d->slope}, product = {"backward", CACT_BACKWARD, OUT, &d->slope};
    const result da = {"da", CACT_BACKWARD, OUT, &d->slope}, db = {"db", CACT_BACKWARD, DU, &d->slope_u};
    results[0] = !prime ? forward : gate ? da : slope;
    results[1] = gate ? db : product;
    count = 1 + prime;
}

/* The product with dy = 1 of one input is the derivative. */
static int of_prime(int r) { return r && results[r].formula == results[0].formula; }

static void print(const char *tier, const char *isa, const char *name, const findings *f) {
    printf("%s %s %s %llu %.17g %a", tier, isa, name, f->inputs, f->worst, f->worst_x);
    if (info->inputs > 1) printf(",%a", f->worst_u);
    printf(" %llu %llu %016llx\n", f->misrounded, f->violations, (unsigned long long)f->hash);
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

static float x[BLOCK], u[BLOCK], ones[BLOCK], minus_x[BLOCK];
static uint32_t pattern[BLOCK], quiet[BLOCK]; /* of x; of the NaN that comes out, where x or u is one */

/* What a formula gives for a block. */
static struct reference {
    double exact[BLOCK];
    float expected[BLOCK];
    unsigned char near[BLOCK]; /* double doesn't decide what the correctly rounded value is */
    int any_near;
} references[MAX_RESULTS];

/* A gate's second input, which is no infinity: times what double takes for 0 that would be a NaN. */
static float drawn(uint32_t bits) {
    const uint64_t r = mix(bits + 1), moderate = (r >> 32 & 0x807fffff) | (105 + (r & 31)) << 23;
    const uint32_t v = r >> 8 & 3 ? (uint32_t)moderate : (uint32_t)(r >> 16);
    float f;
    memcpy(&f, &v, sizeof f);
    return isinf(f) ? 1.0f : f;
}

static void refer(struct reference *to, const formula *of, int n) {
    const int sure = is_exact(of->text);
    const double p = params[0], q = params[1];
    to->any_near = 0;
    for (int i = 0; i < n; i++) to->exact[i] = of->f(x[i], u[i], p, q);
    for (int i = 0; i < n; i++) {
        const double r = to->exact[i];
        to->expected[i] = (float)r;
        to->near[i] = !sure && r - r == 0 && (float)(r * (1 - 0x1p-44)) != (float)(r * (1 + 0x1p-44));
        to->any_near |= to->near[i];
        if (to->near[i]) to->expected[i] = (float)of->lf(x[i], u[i], p, q);
    }
}

/* One block's findings; `last` is the value before it. Loop by loop, so that the compiler can vectorise them. */
static findings check_block(const struct reference *r, const float *got, const float *of_minus_x, int n, int forward,
                            float last) {
    static uint32_t bits[BLOCK];
    static uint64_t error[BLOCK]; /* the bits of the error, not negative: they are ordered like it */
    const double *exact = r->exact;
    const float *expected = r->expected;
    findings found = {0};
    uint64_t hash = 0, worst = 0;
    unsigned missed = 0, wrong = 0;
    memcpy(bits, got, (size_t)n * sizeof *bits);
    for (int i = 0; i < n; i++) hash += mix((uint64_t)pattern[i] << 32 | bits[i]);
    for (int i = 0; i < n; i++) {
        const double g = got[i], off = ulps(g, exact[i], 23, -126);
        const int nan = quiet[i] != 0;
        const int hit = (got[i] == expected[i]) | ((got[i] != got[i]) & (expected[i] != expected[i])) | nan;
        const int finite = (g - g == 0) & (exact[i] - exact[i] == 0);
        uint64_t e = finite ? bits64(off) : bits64(INFINITY);
        e = (hit & !finite) ? 0 : e;
        wrong += (unsigned)nan & (unsigned)(bits[i] != quiet[i]);
        missed += (unsigned)!hit;
        error[i] = e;
    }
    for (int i = 0; i < n; i++) worst = error[i] > worst ? error[i] : worst;
    if (forward) {
        const float low = (float)d->low(0, 0, params[0], params[1]), high = (float)d->high(0, 0, params[0], params[1]);
        for (int i = 0; i < n; i++) wrong += (got[i] < low) | (got[i] > high);
        if (d->odd)
            for (int i = 0; i < n; i++) wrong += (of_minus_x[i] != -got[i]) & (x[i] == x[i]);
        if (d->rising(0, 0, params[0], params[1]) !=
            0) { /* a block's patterns have one sign; comparing with NaN is false */
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
            found.worst_x = x[i], found.worst_u = u[i];
            break;
        }
    return found;
}

static void add(findings *to, const findings *f) {
    to->inputs += f->inputs;
    to->misrounded += f->misrounded;
    to->violations += f->violations;
    to->hash += f->hash;
    if (f->worst > to->worst) to->worst = f->worst, to->worst_x = f->worst_x, to->worst_u = f->worst_u;
}

static void verify_f32(uint64_t first, uint64_t number, uint64_t stride, const char *wanted) {
    static const struct {
        const char *name;
        cact_type type;
    } tiers[] = {{"f32", CACT_F32}, {"exact", CACT_EXACT_F32}};
    static findings found[2][MAX_ISAS][MAX_RESULTS], block[MAX_ISAS][MAX_RESULTS]; /* found: [tier] */
    static float y[MAX_ISAS][MAX_RESULTS][BLOCK], minus_y[MAX_ISAS][BLOCK], other[BLOCK];
    const float p = (float)params[0], q = (float)params[1];
    const int forward = results[0].op == CACT_FORWARD, odd = forward && d->odd;
    float last[2][MAX_ISAS];
    const char *plant = getenv("VERIFY_PLANT");
    const uint32_t planted = plant ? (uint32_t)strtoul(plant, 0, 16) : 0;
    params[0] = p, params[1] = q; /* as floats */
    for (int i = 0; i < BLOCK; i++) ones[i] = 1.0f;
    for (int t = 0; t < 2; t++)
        for (int k = 0; k < MAX_ISAS; k++) last[t][k] = first >> 31 ? INFINITY : -INFINITY;

    for (uint64_t b = first; b < first + number;) {
        int n = 0;
        for (; n < BLOCK && b < first + number; n++, b += stride) {
            pattern[n] = (uint32_t)b;
            memcpy(&x[n], &pattern[n], sizeof x[n]);
            minus_x[n] = -x[n];
            if (info->inputs > 1) u[n] = drawn(pattern[n]);
            quiet[n] = x[n] != x[n] ? pattern[n] | 0x400000 : u[n] != u[n] ? bits_of(u[n]) | 0x400000 : 0;
        }
        for (int r = 0; r < count; r++)
            if (!of_prime(r)) refer(&references[r], results[r].formula, n);
        for (int t = 0; t < 2; t++)
            for (int k = 0; strstr(wanted, tiers[t].name) && isas[k]; k++) {
                const size_t bytes = (size_t)n * sizeof(float);
                cact_use_isa(isas[k]);
                for (int r = 0; r < count; r++) {
                    float *const to = y[k][r];
                    const struct reference *const reference = &references[of_prime(r) ? 0 : r];
                    const void *const at[ARRAYS] = {
                        x, u, ones, &p, &q, results[r].out == OUT ? to : other, results[r].out == OUT ? other : to};
                    const void *const minus[ARRAYS] = {minus_x, u, ones, &p, &q, minus_y[k], 0};
                    apply(info, results[r].op, tiers[t].type, (size_t)n, at, all_dense);
                    if (odd) apply(info, CACT_FORWARD, tiers[t].type, (size_t)n, minus, all_dense);
                    for (int i = 0; planted && i < n; i++)
                        if (pattern[i] == planted) {
                            const uint32_t flipped = bits_of(to[i]) ^ 1;
                            memcpy(&to[i], &flipped, sizeof flipped);
                        }
                    int same = k; /* most instruction sets agree bit by bit: then one comparison serves them all */
                    for (int j = 0; j < k && same == k; j++)
                        if (!memcmp(to, y[j][r], bytes) && !memcmp(minus_y[k], minus_y[j], bytes) &&
                            !memcmp(&last[t][k], &last[t][j], sizeof(float)))
                            same = j;
                    if (of_prime(r) && !memcmp(to, y[k][0], bytes))
                        block[k][r] = block[k][0];
                    else
                        block[k][r] =
                            same < k ? block[same][r] : check_block(reference, to, minus_y[k], n, forward, last[t][k]);
                    add(&found[t][k][r], &block[k][r]);
                    for (int i = 0; reference->any_near && i < n; i++)
                        if (reference->near[i])
                            printf("near %s %s %s %08x %08x %08x %08x\n", tiers[t].name, cact_isa(), results[r].name,
                                   (unsigned)pattern[i], (unsigned)bits_of(u[i]),
                                   (unsigned)bits_of(reference->expected[i]), (unsigned)bits_of(to[i]));
                }
                if (y[k][0][n - 1] == y[k][0][n - 1]) last[t][k] = y[k][0][n - 1];
            }
    }
    for (int k = 0; isas[k]; k++)
        for (int t = 0; t < 2; t++)
            for (int r = 0; strstr(wanted, tiers[t].name) && r < count; r++)
                print(tiers[t].name, isas[k], results[r].name, &found[t][k][r]);
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

/* A gate's second input: as those of x, and no infinity. */
static double random_second(void) {
    const double v = random_double();
    return isinf(v) ? 1 : v;
}

static void verify_f64(uint64_t seed, uint64_t number) {
    static double at[BLOCK], second[BLOCK], got[2][BLOCK], one[BLOCK];
    static long double want[MAX_RESULTS][BLOCK];
    static findings found[MAX_ISAS][MAX_RESULTS];
    const double p = params[0], q = params[1], low = d->low(0, 0, p, q), high = d->high(0, 0, p, q);
    state = seed;
    for (int i = 0; i < BLOCK; i++) one[i] = 1;
    for (uint64_t done = 0; done < number; done += BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
            const uint64_t input = done + (uint64_t)i;
            at[i] = input < HARD_INPUTS ? hard_double(input) : random_double();
            second[i] = info->inputs > 1 ? random_second() : 0;
            for (int r = 0; r < count; r++) want[r][i] = results[r].formula->lf(at[i], second[i], p, q);
        }
        for (int k = 0; isas[k]; k++) {
            cact_use_isa(isas[k]);
            for (int r = 0; r < count; r++) {
                findings *f = &found[k][r];
                const double *const y = got[results[r].out == DU];
                const void *const arrays[ARRAYS] = {at, second, one, &p, &q, got[0], got[1]};
                apply(info, results[r].op, CACT_F64, BLOCK, arrays, all_dense);
                f->inputs += BLOCK;
                for (int i = 0; i < BLOCK; i++) {
                    const uint64_t bits = bits64(y[i]);
                    const double nan = at[i] != at[i] ? at[i] : second[i];
                    f->hash += mix(bits64(at[i]) ^ mix(bits));
                    if (nan != nan) {
                        f->violations += bits != (bits64(nan) | 0x8000000000000);
                        continue;
                    }
                    const double rounded = (double)want[r][i];
                    double error = y[i] == rounded || (y[i] != y[i] && rounded != rounded) ? 0 : INFINITY;
                    f->misrounded += error != 0;
                    if (rounded - rounded == 0 && y[i] - y[i] == 0) {
                        int e;
                        frexpl(want[r][i], &e);
                        e = e - 1 < -1022 ? -1022 : e - 1;
                        error = (double)ldexpl(fabsl(y[i] - want[r][i]), 52 - e);
                    }
                    if (error > f->worst) f->worst = error, f->worst_x = at[i], f->worst_u = second[i];
                    if (results[r].op == CACT_FORWARD) {
                        f->violations += y[i] < low || y[i] > high;
                        if (d->odd) {
                            const double minus = -at[i];
                            double of_minus;
                            const void *const one_array[ARRAYS] = {&minus, &second[i], 0, &p, &q, &of_minus, 0};
                            apply(info, CACT_FORWARD, CACT_F64, 1, one_array, all_dense);
                            f->violations += of_minus != -y[i];
                        }
                    }
                }
            }
        }
    }
    for (int k = 0; isas[k]; k++)
        for (int r = 0; r < count; r++) print("f64", isas[k], results[r].name, &found[k][r]);
}

int main(int argc, char **argv) {
    for (size_t i = 0, k = 0; cact_isa_at(i); i++)
        if (argc < 9 || !strcmp(argv[8], cact_isa_at(i))) isas[k++] = cact_isa_at(i);
    if (argc == 2 && !strcmp(argv[1], "list")) {
        for (size_t i = 0; i < elements_count(); i++) {
            const cact_info *f = cact_at(i);
            printf("%s %d %d", f->name, f->inputs, f->params);
            for (int t = 0; t < f->types; t++) printf(" %g %g", f->bounds[t].forward, f->bounds[t].prime);
            putchar('\n');
        }
        return 0;
    }
    info = argc > 2 ? cact_find(argv[2]) : 0;
    for (size_t i = 0; info && i < sizeof definitions / sizeof *definitions; i++)
        if (!strcmp(definitions[i].name, info->name)) d = &definitions[i];
    if (!d || argc < 8 || !isas[0])
        return fprintf(stderr, "no such function or instruction set, no definition here, or arguments missing\n"), 2;
    const char *at = argv[4];
    for (int k = 0; k < info->params; k++, at += *at == ',') params[k] = strtod(at, (char **)&at);
    choose_results(!strcmp(argv[3], "prime"));
    const uint64_t a = strtoull(argv[5], 0, 0), b = strtoull(argv[6], 0, 0);
    if (!strcmp(argv[1], "f64"))
        verify_f64(a, b);
    else
        verify_f32(a, b, strtoull(argv[7], 0, 0), argv[1]);
    return 0;
}
