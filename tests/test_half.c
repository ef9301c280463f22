/* The half types: every one of the 65,536 inputs of every function, derivative and product against long double, in both tiers,
 * on every instruction set: the value within its bound, what a NaN carries, the same bits with strides, in pieces, in place
 * and with a parameter for each element.
 *
 *     test_half [-e]     prints the worst errors as well, for docs/accuracy.md */
#include <float.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apply.h"
#include "halves.h"
#include "long_oracle.h"

enum { ALL = 1 << 16, SOME = 4200, GUARD = 0x5a5a };
static long checks, failures;
static uint16_t x[ALL], u[ALL], dy[ALL], dense[2][ALL], out[2][3 * SOME], apart[2][3 * SOME];
static float each[2][ALL];

static struct {
    long double error;
    uint16_t at;
} worst; /* of the operation at hand */

static const struct definition {
    const char *name;
    long_function *value, *slope, *slope_u;
    const char *parameters;
} definitions[] = {
#define DEFINITION(name, value, slope, slope_u, low, high, odd, rises, to_verify, to_hash)                             \
    {#name, oracle_##name, oracle_##name##_prime, oracle_##name##_u, to_verify},
#include "oracle.def"
};

/* How far a result is from the exact value, in units of the half type's last place there. */
static long double error_of(const struct half *h, uint16_t got, long double exact) {
    int e;
    if (isinf(exact)) return is_infinite(h, got) && !(got & 0x8000) == (exact > 0) ? 0 : INFINITY;
    const long double most = value_of(h, (uint16_t)(((1 << exponent_bits(h)) - 1) << h->mantissa));
    if (fabsl(exact) > most) exact = exact > 0 ? most : -most;
    frexpl(exact, &e);
    if (e - 1 < h->least_exponent || exact == 0) e = h->least_exponent + 1;
    if (e - 1 > 1 - h->least_exponent) e--; /* `most` counts in the last binade */
    return fabsl(value_of(h, got) - exact) / ldexpl(1, e - 1 - h->mantissa);
}

static void judge(int right, const char *what, const struct half *h, const cact_info *f, int op, size_t i,
                  uint16_t got) {
    checks++;
    if (right || ++failures > 40) return;
    fprintf(stderr, "%s: %s gives %04x of x %04x, u %04x, dy %04x, p %g, q %g, op %d (%s): %s\n", h->name, f->name, got,
            x[i], u[i], dy[i], each[0][i], each[1][i], op, cact_isa(), what);
}

/* The arrays of a call from element i on, `s` elements apart but for dy. */
static int call(const struct half *h, const cact_info *f, int op, uint16_t *const *in, uint16_t *const *to, ptrdiff_t s,
                size_t i, size_t n, int per_element) {
    const ptrdiff_t at = (ptrdiff_t)i * s;
    const void *arrays[ARRAYS] = {in[0] + at, in[1] + at, dy + i, each[0] + i, each[1] + i, to[0] + at, to[1] + at};
    const ptrdiff_t strides[ARRAYS] = {s, s, 1, per_element, per_element, s, s};
    return apply(f, (cact_op)op, h->type, n, arrays, strides);
}

/* The bits of `dense` however the call is made: of some, since what arrays pass through is the same for all functions. */
static void other_ways(const struct half *h, const cact_info *f, int op, int results) {
    static const ptrdiff_t strides[] = {1, 2, 3, -1};
    for (int way = 0; way < 4; way++) {
        const ptrdiff_t s = strides[way], first = s < 0 ? SOME - 1 : 0;
        uint16_t *in[] = {apart[0] + first, apart[1] + first}, *to[] = {out[0] + first, out[1] + first};
        for (size_t i = 0; i < 3 * SOME; i++) out[0][i] = out[1][i] = GUARD;
        for (ptrdiff_t i = 0; i < SOME; i++) in[0][i * s] = x[i], in[1][i * s] = u[i];
        for (size_t i = 0, n; i < SOME; i += n) {
            n = way ? SOME : 1 + (i * 7 + i / 64) % 700;
            if (n > SOME - i) n = SOME - i;
            call(h, f, op, in, to, s, i, n, way % 2);
        }
        for (int k = 0; k < results; k++)
            for (ptrdiff_t i = 0; i < SOME; i++)
                judge(to[k][i * s] == dense[k][i], "other bits with strides", h, f, op, (size_t)i, to[k][i * s]);
        for (size_t i = 0; s > 1 && i < (size_t)s * SOME; i++)
            judge(i % (size_t)s == 0 || out[0][i] == GUARD, "written beside", h, f, op, 0, out[0][i]);
    }
    uint16_t *place[] = {out[0], out[1]};
    memcpy(out[0], x, SOME * sizeof *x), memcpy(out[1], u, SOME * sizeof *u);
    call(h, f, op, place, place, 1, 0, SOME, 0);
    for (size_t i = 0; i < SOME; i++) judge(out[0][i] == dense[0][i], "other bits in place", h, f, op, i, out[0][i]);
}

/* x takes every value; of u, dy and the products from y there are as many. */
static void fill(const struct half *h, float p, float q) {
    for (unsigned i = 0; i < ALL; i++) {
        x[i] = (uint16_t)(i * 10007u), u[i] = (uint16_t)(i * 25173u >> 2), dy[i] = (uint16_t)(i * 40503u >> 3);
        if (is_nan(h, u[i])) u[i] = 2;
        if (is_nan(h, dy[i])) dy[i] = 1;
        each[0][i] = p, each[1][i] = q;
    }
}

static void check_result(const struct half *h, const cact_info *f, int op, size_t i, uint16_t got, long double slope,
                         long double exact) {
    const int by_floats = h->type == CACT_F16 || h->type == CACT_BF16;
    if (op >= CACT_BACKWARD && by_floats && fabsl(slope) < FLT_MIN && slope != 0)
        return;                                         /* few digits are left of it */
    if (isinf(exact) && fabsl(slope) < DBL_MIN) return; /* times a slope that is 0 as a double */
    if (isnan(exact)) {
        judge(is_nan(h, got), "no NaN", h, f, op, i, got);
        return;
    }
    const long double error = error_of(h, got, exact);
    if (error > worst.error) worst.error = error, worst.at = x[i];
    judge(!is_nan(h, got) && error <= f->bounds[h->type].forward, "not within the bound", h, f, op, i, got);
    if (op >= CACT_BACKWARD && by_floats && slope != (float)slope) return; /* the float slope isn't the exact one */
    judge(error != 0.5L || got % 2 == 0, "of two as near not the even one", h, f, op, i, got);
}

static void check(const struct half *h, const struct definition *d, const cact_info *f, int op) {
    const int gradient = op >= CACT_BACKWARD, gate = f->inputs > 1;
    const long double p = each[0][0], q = each[1][0];
    uint16_t *in[] = {x, u}, *to[] = {dense[0], dense[1]};
    call(h, f, op, in, to, 1, 0, ALL, 0);
    for (size_t i = 0; i < ALL; i++) {
        const long double v = number(h, x[i]), w = gate ? number(h, u[i]) : 0, g = gradient ? number(h, dy[i]) : 1;
        if (is_nan(h, x[i])) {
            judge(dense[0][i] == quiet(h, x[i]), "a NaN isn't kept", h, f, op, i, dense[0][i]);
            continue;
        }
        const long double slope = op == CACT_FORWARD ? d->value(v, w, p, q) : d->slope(v, w, p, q);
        check_result(h, f, op, i, dense[0][i], slope, slope * g);
        if (gate && gradient)
            check_result(h, f, op, i, dense[1][i], d->slope_u(v, w, p, q), d->slope_u(v, w, p, q) * g);
    }
    other_ways(h, f, op, gate && gradient ? 2 : 1);
}

/* A product from y is the one of floats, rounded once. */
static void check_from_y(const struct half *h, const cact_info *f) {
    static float wide[ALL], gradient[ALL], product[ALL];
    const cact_type by = h->type == CACT_F16 || h->type == CACT_BF16 ? CACT_F32 : CACT_EXACT_F32;
    const void *arrays[ARRAYS] = {wide, 0, gradient, each[0], each[1], product, 0};
    uint16_t *in[] = {x, u}, *to[] = {dense[0], dense[1]};
    for (size_t i = 0; i < ALL; i++) wide[i] = (float)number(h, x[i]), gradient[i] = (float)number(h, dy[i]);
    call(h, f, CACT_BACKWARD_FROM_Y, in, to, 1, 0, ALL, 0);
    apply(f, CACT_BACKWARD_FROM_Y, by, ALL, arrays, all_dense);
    for (size_t i = 0; i < ALL; i++)
        if (is_nan(h, x[i]))
            judge(dense[0][i] == quiet(h, x[i]), "a NaN isn't kept", h, f, CACT_BACKWARD_FROM_Y, i, dense[0][i]);
        else
            judge(isnan(product[i]) ? is_nan(h, dense[0][i])
                                    : error_of(h, dense[0][i], product[i]) <= f->bounds[h->type].prime,
                  "not what a float gives", h, f, CACT_BACKWARD_FROM_Y, i, dense[0][i]);
    other_ways(h, f, CACT_BACKWARD_FROM_Y, 1);
}

static void check_all(const struct half *h, const struct definition *d, int tells) {
    static const char *const ops[] = {"forward", "prime", "backward"};
    const cact_info *f = cact_find(d->name);
    const char *text = d->parameters;
    do {
        const char *values = text + strspn(text, " ");
        const int length = (int)strcspn(values, " ");
        char *end;
        const float p = strtof(text, &end), q = *end == ',' ? strtof(end + 1, &end) : 0;
        text = end;
        fill(h, p, q);
        for (int op = CACT_FORWARD; op <= CACT_BACKWARD; op++)
            if (has_op(f, (cact_op)op)) {
                worst.error = 0, worst.at = 0;
                check(h, d, f, op);
                if (tells)
                    printf("%s,\"%.*s\",%s,%s,%s,%.4Lf,%04x\n", f->name, length, values, ops[op], cact_isa(), h->name,
                           worst.error, worst.at);
            }
        if (has_op(f, CACT_BACKWARD_FROM_Y) && p >= 0) check_from_y(h, f);
    } while (*text);
    if (f->params == 1 && f->bounds[CACT_F32].forward == 0.5) { /* results halfway between two halves */
        fill(h, 1.5f, 0);
        check(h, d, f, CACT_FORWARD);
    }
}

int main(int argc, char **argv) {
    const int tells = argc > 1 && !strcmp(argv[1], "-e");
    for (size_t i = 0; cact_isa_at(i); i++) {
        cact_use_isa(cact_isa_at(i));
        for (size_t k = 0; k < sizeof halves / sizeof *halves; k++)
            for (size_t j = 0; j < sizeof definitions / sizeof *definitions; j++)
                check_all(&halves[k], &definitions[j], tells);
    }
    printf("%ld passed, %ld failed\n", checks - failures, failures);
    return failures != 0;
}
