/* The part of flags.c that is written once and compiled per type: T, S() its suffix. */
static void S(look)(const char *tier, const cact_info *f, int op, const void *const *at, size_t n, T p) {
    const T *x = at[X];
    const int flags = fetestexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW);
    int allowed = 0;
    for (int which = OUT; which <= DU; which++)
        for (size_t i = 0; has_array(f, (cact_op)op, which) && i < n; i++)
            if (!finite((double)((const T *)at[which])[i])) allowed = FE_OVERFLOW;
    checks++;
    if (!(flags & ~allowed)) return;
    if (failures++ < 20)
        fprintf(stderr, "%s %s [%s], operation %d, parameter %g, %zu elements from %g on:%s%s%s\n", tier, f->name,
                cact_isa(), op, (double)p, n, (double)x[0], flags & FE_INVALID ? " invalid" : "",
                flags & FE_DIVBYZERO ? " division by zero" : "", flags & FE_OVERFLOW ? " overflow" : "");
}

static void S(flags)(const char *tier, cact_type type) {
    enum { N = 300, WINDOWS = 16 * (2 * MAX_EXP + 60) / N + 1 };
    static T values[N * WINDOWS], u[N], dy[N], y[N], out[N], du[N], ps[N], qs[N];
    static const double parameters[] = {1, 0.01, -0.5, 0.75, 0, 3};
    size_t count = 0;
    T v = 1; /* 8 fractions of each exponent, both signs; subnormals, zeros at the end */
    for (int e = 1; e < MAX_EXP; e++) v *= 2;
    for (; v > 0; v /= 2)
        for (int i = 0; i < 8; i++, count += 2) values[count] = v + v / 8 * (T)i, values[count + 1] = -values[count];
    for (size_t i = 0; i < N; i++) {
        dy[i] = (T)((int)(i % 21) - 10) / 8;
        ps[i] = (T)parameters[i % 6], qs[i] = (T)parameters[(i + 1) % 6];
    }
    for (size_t k = 0; k < elements_count(); k++)
        for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++)
            for (size_t j = 0; j < (cact_at(k)->params ? sizeof parameters / sizeof *parameters : 1); j++)
                for (size_t i = 0, n = 1; i < count; i += n, n = n % N + 1) {
                    const cact_info *f = cact_at(k);
                    const T p = (T)parameters[j], q = (T)parameters[(j + 1) % 6], *x = values + i;
                    static const ptrdiff_t each[ARRAYS] = {1, 1, 1, 1, 1, 1, 1};
                    if (!has_op(f, (cact_op)op)) break;
                    if (n > count - i) n = count - i;
                    if (op == CACT_BACKWARD_FROM_Y) { /* what is no output needn't be right */
                        const void *const of_x[ARRAYS] = {x, u, dy, &p, &q, y, 0};
                        apply(f, CACT_FORWARD, type, n, of_x, all_dense);
                        x = y;
                    }
                    for (size_t m = 0; m < n; m++) u[m] = values[(i * 7 + m * 31) % count];
                    const void *const at[ARRAYS] = {x, u, dy, &p, &q, out, du};
                    const void *const at_each[ARRAYS] = {x, u, dy, ps, qs, out, du};
                    feclearexcept(FE_ALL_EXCEPT);
                    apply(f, (cact_op)op, type, n, at, all_dense);
                    S(look)(tier, f, op, at, n, p);
                    if (!f->params || op == CACT_BACKWARD_FROM_Y) continue;
                    feclearexcept(FE_ALL_EXCEPT);
                    apply(f, (cact_op)op, type, n, at_each, each);
                    S(look)(tier, f, op, at_each, n, ps[0]);
                }
}
#undef T
#undef S
#undef MAX_EXP
