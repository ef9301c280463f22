/* The part of flags.c that is written once and compiled per type: T, S() its suffix. */
static void S(look)(const char *tier, const cact_info *f, int op, const T *x, const T *out, size_t n, T p) {
    const int flags = fetestexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW);
    int allowed = 0;
    for (size_t i = 0; i < n; i++)
        if (!finite((double)out[i])) allowed = FE_OVERFLOW;
    checks++;
    if (!(flags & ~allowed)) return;
    if (failures++ < 20)
        fprintf(stderr, "%s %s [%s], operation %d, parameter %g, %zu elements from %g on:%s%s%s\n", tier, f->name,
                cact_isa(), op, (double)p, n, (double)x[0], flags & FE_INVALID ? " invalid" : "",
                flags & FE_DIVBYZERO ? " division by zero" : "", flags & FE_OVERFLOW ? " overflow" : "");
}

static void S(flags)(const char *tier, int (*dense)(const cact_info *, cact_op, const T *, const T *, T *, size_t, T),
                     int (*strided)(const cact_info *, cact_op, const T *, ptrdiff_t, const T *, ptrdiff_t, T *,
                                    ptrdiff_t, size_t, const T *, ptrdiff_t)) {
    enum { N = 300, WINDOWS = 16 * (2 * MAX_EXP + 60) / N + 1 };
    static T values[N * WINDOWS], dy[N], y[N], out[N], ps[N];
    static const double parameters[] = {1, 0.01, -0.5, 0.75, 0, 3};
    size_t count = 0;
    T v = 1; /* 8 fractions of each exponent, both signs; subnormals, zeros at the end */
    for (int e = 1; e < MAX_EXP; e++) v *= 2;
    for (; v > 0; v /= 2)
        for (int i = 0; i < 8; i++, count += 2) values[count] = v + v / 8 * (T)i, values[count + 1] = -values[count];
    for (size_t i = 0; i < N; i++) dy[i] = (T)((int)(i % 21) - 10) / 8, ps[i] = (T)parameters[i % 6];
    for (size_t k = 0; k < cact_count(); k++)
        for (int op = CACT_FORWARD; op <= CACT_BACKWARD_FROM_Y; op++)
            for (size_t j = 0; j < (cact_at(k)->params ? sizeof parameters / sizeof *parameters : 1); j++)
                for (size_t i = 0, n = 1; i < count; i += n, n = n % N + 1) {
                    const cact_info *f = cact_at(k);
                    const T p = (T)parameters[j], *x = values + i;
                    if (n > count - i) n = count - i;
                    if (op == CACT_BACKWARD_FROM_Y) { /* what is no output needn't be right */
                        dense(f, CACT_FORWARD, x, dy, y, n, p);
                        x = y;
                    }
                    feclearexcept(FE_ALL_EXCEPT);
                    if (dense(f, (cact_op)op, x, dy, out, n, p)) continue;
                    S(look)(tier, f, op, x, out, n, p);
                    if (!param_of(f) || op == CACT_BACKWARD_FROM_Y) continue;
                    feclearexcept(FE_ALL_EXCEPT);
                    strided(f, (cact_op)op, x, 1, dy, 1, out, 1, n, ps, 1);
                    S(look)(tier, f, op, x, out, n, ps[0]);
                }
}
#undef T
#undef S
#undef MAX_EXP
