/* Rows of halves: of every operation, tier and instruction set what rows of floats give, rounded once, whatever their length,
 * place and company; and what sums up to 1 does. test_rows.c says how exact those of floats are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apply.h"
#include "halves.h"

enum { MOST = 1 << 20, LARGE = 12000, GUARD = 0x5a5a, MARGIN = 64 };
static long checks, failures;
static uint16_t x[MOST], dy[MOST], out[MOST + MARGIN];
static float wide[MOST], gradient[MOST], result[MOST];
static uint32_t state = 1;

static uint32_t random_bits(void) { return state = state * 1664525u + 1013904223u, state >> 8; }

/* Ordinary numbers; in every fourth array some of all bits there are, in every eighth -inf. */
static uint16_t entry(const struct half *h, int array) {
    const float ordinary = (float)(int)(random_bits() & 0x3ff) / 64 - 8;
    if (array % 4 == 3 && random_bits() % 50 == 0) return (uint16_t)random_bits();
    if (array % 8 == 5 && random_bits() % 3 == 0) return half_of(h, -INFINITY);
    return half_of(h, ordinary);
}

static void judge(int right, const struct half *h, const rows_op *f, const size_t *shape, size_t at) {
    checks++;
    if (right || ++failures > 40) return;
    fprintf(stderr, "%s %s of (%zu, %zu, %zu), %s: entry %zu is %04x, of floats %a\n", h->name, f->name, shape[0],
            shape[1], shape[2], cact_isa(), at, out[at], (double)result[at]);
}

static void check(const struct half *h, const rows_op *f, const size_t *shape, int array) {
    const size_t outer = shape[0], n = shape[1], inner = shape[2], count = outer * n * inner;
    const int reduces = f->kind == ROWS_REDUCE, spreads = f->kind == ROWS_SPREAD;
    const size_t results = reduces ? outer * inner : f->kind == ROWS_JACOBIAN ? count * n : count;
    const cact_type by = h->type == CACT_F16 || h->type == CACT_BF16 ? CACT_F32 : CACT_EXACT_F32;
    if ((results > count && results > LARGE) || (f->kind == ROWS_JACOBIAN && inner > 1)) return;
    for (size_t i = 0; i < count; i++) x[i] = entry(h, array), wide[i] = float_of_half(h, x[i]);
    for (size_t i = 0; i < (spreads ? outer * inner : count); i++)
        dy[i] = entry(h, array + 1), gradient[i] = float_of_half(h, dy[i]);
    for (size_t i = 0; i < results + MARGIN; i++) out[i] = GUARD;
    apply_rows(f, by, wide, gradient, result, outer, n, inner);
    apply_rows(f, h->type, x, dy, out, outer, n, inner);
    for (size_t i = 0; i < results; i++) judge(out[i] == half_of(h, result[i]), h, f, shape, i);
    for (size_t i = results; i < results + MARGIN; i++) judge(out[i] == GUARD, h, f, shape, i);
}

/* In place, and rows computed one by one. */
static void check_ways(const struct half *h, const rows_op *f, const size_t *shape, int array) {
    static uint16_t together[LARGE];
    const size_t n = shape[1], rows = shape[0] * shape[2], count = rows * n;
    if (f->kind == ROWS_REDUCE || f->kind == ROWS_JACOBIAN) return;
    check(h, f, shape, array);
    memcpy(together, out, count * sizeof *out);
    memcpy(out, x, count * sizeof *out);
    apply_rows(f, h->type, out, dy, out, shape[0], n, shape[2]);
    for (size_t i = 0; i < count; i++) judge(out[i] == together[i], h, f, shape, i);
    for (size_t r = 0; r < rows && shape[2] == 1; r++)
        apply_rows(f, h->type, x + r * n, dy + (f->kind == ROWS_SPREAD ? r : r * n), out + r * n, 1, n, 1);
    for (size_t i = 0; i < count; i++) judge(out[i] == together[i], h, f, shape, i);
}

static void check_sums(const struct half *h) {
    const size_t million[] = {1, 1000000, 1}, n = million[1];
    const rows_op *softmax = rows_at(0);
    long double sum = 0;
    for (size_t i = 0; i < n; i++) x[i] = half_of(h, (float)(random_bits() & 0xffff) / 16384);
    apply_rows(softmax, h->type, x, 0, out, 1, n, 1);
    for (size_t i = 0; i < n; i++) sum += value_of(h, out[i]);
    judge(fabsl(sum - 1) <= ldexpl(1, -h->mantissa - 1), h, softmax, million, 0);
}

int main(void) {
    static const size_t lengths[] = {0,   1,   2,   3,   5,   16,  17,  42,  43,   63,   64,   65,   84,   100, 127,
                                     128, 129, 253, 254, 255, 447, 448, 449, 1000, 2032, 2033, 4064, 4065, 5000};
    static const size_t outers[] = {1, 4, 19}, inners[] = {1, 2, 16, 33};
    for (size_t isa = 0; cact_isa_at(isa); isa++) {
        cact_use_isa(cact_isa_at(isa));
        for (size_t k = 0; k < sizeof halves / sizeof *halves; k++) {
            int array = 0;
            for (size_t j = 0; j < rows_count(); j++)
                for (size_t a = 0; a < sizeof lengths / sizeof *lengths; a++)
                    for (size_t b = 0; b < sizeof outers / sizeof *outers; b++)
                        for (size_t c = 0; c < sizeof inners / sizeof *inners; c++, array++) {
                            const size_t shape[] = {outers[b], lengths[a], inners[c]};
                            if (shape[0] * shape[1] * shape[2] > LARGE) continue;
                            check(&halves[k], rows_at(j), shape, array);
                            check_ways(&halves[k], rows_at(j), shape, array);
                        }
            check_sums(&halves[k]);
        }
    }
    printf("%ld passed, %ld failed\n", checks - failures, failures);
    return failures != 0;
}
