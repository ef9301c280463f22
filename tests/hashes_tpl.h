/* The part of hashes.c that is written once and compiled per type: T with bits U, FRACTION_BITS of them fraction,
 * TYPE its name and S() its suffix; NUMBER what it is computed with here, and is given as a parameter, TO() a T of one;
 * LARGE times 20000 is near the largest, and EXPONENTS from 2^-BELOW on are moderate. */
#define BIAS ((U)((U)1 << (8 * sizeof(U) - 2 - FRACTION_BITS)) - 1)
#define INF ((U)((2 * BIAS + 1) << FRACTION_BITS))
#define SIGN ((U)((U)1 << (8 * sizeof(U) - 1)))

static T S(x)[PIECE], S(u)[PIECE], S(dy)[PIECE], S(out)[PIECE], S(du)[PIECE];

static T S(from_bits)(U u) {
    T v;
    memcpy(&v, &u, sizeof v);
    return v;
}

static uint64_t S(hash)(uint64_t h, const T *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        U u;
        memcpy(&u, v + i, sizeof u);
        h = (h ^ u) * 0x100000001b3u;
        h ^= h >> 32;
    }
    return h;
}

/* ---- Element-wise functions, from the registry. ------------------------------------------------------------------ */
static T S(moderate)(uint64_t r) { /* any sign and fraction, often 2^-22 to 2^9: where the functions are curved */
    const U fraction = (U)r & (((U)1 << FRACTION_BITS) - 1), exponent = (U)(BIAS - BELOW + (U)(r >> 58) % EXPONENTS);
    return S(from_bits)((U)((r >> 63 ? SIGN : 0) | exponent << FRACTION_BITS | fraction));
}

/* A piece of the inputs, which small machines couldn't hold as a whole. Half of x: a stride through all bit patterns, NaNs
 * included. */
static void S(element_inputs)(size_t first) {
    for (size_t k = 0; k < PIECE; k++) {
        const size_t i = first + k;
        const U pattern = (U)(i * (sizeof(U) == 8 ? 0x1fff0000fffbu : 8191)), any = (U)mix(i + N);
        const U other = (U)mix(i + 2 * (uint64_t)N);
        S(x)[k] = i % 2 ? S(moderate)(mix(i)) : S(from_bits)(pattern);
        S(u)[k] = i % 4 ? S(moderate)(other) : S(from_bits)(other);
        S(dy)[k] = i % 8 ? S(moderate)(mix(i + N)) : S(from_bits)(any);
    }
}

static void S(elements_of_piece)(cact_type type, const char *tier, size_t first, size_t at) {
    static const char *const ops[] = {"", "_prime", "_backward", "_backward_from_y"};
    char text[MAX_PARAMETER];
    double value[2];
    for (size_t k = 0; k < elements_count(); k++)
        for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++)
            for (size_t i = 0; has_op(cact_at(k), (cact_op)op) && parameters(cact_at(k), i, text, value); i++) {
                const cact_info *f = cact_at(k);
                const NUMBER p = (NUMBER)value[0], q = (NUMBER)value[1];
                const void *const arrays[ARRAYS] = {S(x), S(u), S(dy), &p, &q, S(out), S(du)};
                if (!first) add_line(f->name, ops[op], TYPE, tier, text);
                if (is_taken(at)) {
                    apply(f, (cact_op)op, type, PIECE, arrays, all_dense);
                    for (int which = OUT; which <= DU; which++)
                        if (has_array(f, (cact_op)op, which))
                            lines[at].hash = S(hash)(lines[at].hash, arrays[which], PIECE);
                }
                at++;
            }
}

static void S(elements)(cact_type type, const char *tier) {
    const size_t at = count;
    for (size_t first = 0; first < (sizeof(U) == 2 ? N / 4 : N); first += PIECE) {
        S(element_inputs)(first);
        S(elements_of_piece)(type, tier, first, at);
    }
}

/* ---- Rows: every length, along the last axis and a middle one. --------------------------------------------------- */

/* Entry `at` of n of a row: an ordinary value; in some rows an infinity, a NaN, or all of an odd size. */
static T S(entry)(uint64_t row, size_t at, size_t n, int is_dy) {
    const uint64_t kind = mix(row) % 16, r = mix(row * 1024 + at * 2 + (uint64_t)is_dy);
    const int here = mix(row + 1) % n == at;
    const NUMBER v = (NUMBER)((int)(r % 40001) - 20000);
    if (here && kind == (is_dy ? 0 : 1)) return S(from_bits)((U)((U)r | INF | 1));
    if (here && kind == (is_dy ? 2 : 3)) return S(from_bits)(INF);
    if (is_dy) return TO(v / 977);
    if (kind == 4 || (kind == 5 && r >> 40 & 1)) return S(from_bits)((U)(INF | SIGN));
    if (kind == 6) return TO(v * LARGE);
    if (kind == 7) return S(from_bits)((U)((r & (sizeof(U) == 2 ? 0x7f : 0xffff)) | (r >> 63 ? SIGN : 0)));
    return TO(kind == 8 ? v : v / 977);
}

static void S(row_inputs)(size_t n, size_t inner) {
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < inner; c++) {
            const uint64_t row = (n * 64 + inner) * 64 + c;
            S(x)[i * inner + c] = S(entry)(row, i, n, 0);
            S(dy)[i * inner + c] = S(entry)(row, i, n, 1);
        }
}

static void S(rows)(cact_type type, const char *tier) {
    static const size_t inners[] = {1, 33, 2, 5, 16};
    const size_t ways = sizeof(U) == 2 ? 2 : sizeof inners / sizeof *inners;
    for (size_t f = 0; f < rows_count(); f++) {
        const rows_op *info = rows_at(f);
        const int jacobian = info->kind == ROWS_JACOBIAN;
        for (size_t k = 0; k < (jacobian ? 1 : ways); k++) {
            const size_t inner = inners[k];
            char text[32];
            snprintf(text, sizeof text, "inner=%u", (unsigned)inner);
            add_line(info->name, "", TYPE, tier, text);
            unsigned long long *h = &lines[count - 1].hash;
            for (size_t n = 1; is_taken(count - 1) && n <= (jacobian ? MAX_JACOBIAN : MAX_ROW); n++) {
                const size_t results = jacobian ? n * n : info->kind == ROWS_REDUCE ? inner : n * inner;
                S(row_inputs)(n, inner);
                apply_rows(info, type, S(x), S(dy), S(out), 1, n, inner);
                *h = S(hash)(*h, S(out), results);
            }
        }
    }
}
#undef BIAS
#undef INF
#undef SIGN
#undef T
#undef U
#undef S
#undef TYPE
#undef NUMBER
#undef TO
#undef LARGE
#undef BELOW
#undef EXPONENTS
#undef FRACTION_BITS
