/* A hash of what one TIER computes, arrays of T whose bits are a U. */
static uint64_t PRIVATE(self_test_mixed)(uint64_t h, const T *values, int n) {
    for (int i = 0; i < n; i++) {
        U u;
        memcpy(&u, values + i, sizeof u);
        h = (h ^ u) * 0x100000001b3u;
        h ^= h >> 32;
    }
    return h;
}

static uint64_t PRIVATE(self_test)(void) {
    enum { COUNT = 64, SIDE = 8 };
    T x[COUNT], dy[COUNT], out[COUNT], du[COUNT], params[2] = {(T)0.75, (T)1.5};
    uint64_t h = 1;
    for (int i = 0; i < COUNT; i++) {
        const uint64_t r = (uint64_t)(i + 1) * 0x9e3779b97f4a7c15u;
        x[i] = (T)((int)(r >> 40) % 20001 - 10000) / 97;
        dy[i] = (T)((int)(r >> 35 & 0xffff) % 2001 - 1000) / 37;
    }
    for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++)
        for (size_t k = CACT_COUNT; k < cact_count(); k++) {
            const cact_info *f = cact_at(k);
            const int reduced = f->kind == CACT_ROWS_REDUCED && op == CACT_FORWARD;
            const cact_rows_args args = {sizeof args, 1, op == CACT_PRIME ? SIDE : COUNT, 1, dy, x, out};
            if (!cact_apply_rows(f, op, TYPE, &args)) h = PRIVATE(self_test_mixed)(h, out, reduced ? 1 : COUNT);
        }
    for (int i = 0; i < COUNT; i += 3) { /* any bits, NaNs too */
        const U u = (U)((uint64_t)(i + 1) * 0xbf58476d1ce4e5b9u >> (64 - 8 * sizeof(U)));
        memcpy(x + i, &u, sizeof u);
    }
    for (size_t k = 0; k < CACT_COUNT; k++)
        for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++) {
            const cact_info *f = cact_at(k);
            const int gradient = op >= CACT_BACKWARD;
            const cact_in in[] = {{dy, 1}, {x, 1}, {dy, 1}}, param[] = {{params, 0}, {params + 1, 0}};
            const cact_out to[] = {{out, 1}, {du, 1}};
            const cact_args args = {sizeof args,
                                    COUNT,
                                    (size_t)(f->inputs + gradient),
                                    (size_t)(gradient ? f->inputs : 1),
                                    (size_t)f->params,
                                    in + !gradient,
                                    to,
                                    param};
            if (cact_apply(f, op, TYPE, &args)) continue;
            h = PRIVATE(self_test_mixed)(h, out, COUNT);
            if (args.outputs > 1) h = PRIVATE(self_test_mixed)(h, du, COUNT);
        }
    return h;
}
#undef TIER
#undef TYPE
#undef U
