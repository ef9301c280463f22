/* What cact.h promises of values, against long double: for one type, part of check_tpl.h. */

/* What long double's own rounding may add, in ULP. */
#define DOUBT (sizeof(T) == 8 ? 0.02L : 0.001L)

static long double S(ulp)(long double size) {
    int e = 0;
    frexpl(size, &e);
    const int least = 1 - (int)BIAS, most = (int)BIAS;
    e = e - 1 < least ? least : e - 1 > most ? most : e - 1;
    return ldexpl(1, e - FRACTION_BITS);
}

/* Is `got` within `off` of the value, which may be beyond the range? */
static int S(within)(T got, long double value, long double off) {
    const long double largest = S(from_bits)(INF - 1);
    if (value != value) return got != got;
    if (got != got) return 0;
    if (isinf(value)) return got == value;
    if (isinf(got)) return (got > 0) == (value > 0) && fabsl(value) + off >= largest;
    return fabsl(got - value) <= off;
}

/* x made quiet if it is a NaN, else dy, else the one NaN. */
static BITS S(nan_of)(T x, T dy) { return x != x ? S(bits)(x) | QUIET : dy != dy ? S(bits)(dy) | QUIET : INF | QUIET; }

/* Do the parameters' values have to keep the bounds of the registry? */
static int S(is_bounded)(const call *c, const cact_info *f, int exact, const T *value) {
    if (c->parameter >= CLASSES || f->bounds[exact ? CACT_EXACT_F32 : CACT_F32].forward <= 0.5) return 1;
    for (int k = 0; k < f->params; k++)
        if (!(value[k] >= f->param[k].low && value[k] <= f->param[k].high)) return 0;
    return 1;
}

/* Element i of OUT or DU. */
static void S(judge_element)(const call *c, const cact_info *f, int which, size_t i) {
    const cact_op op = (cact_op)c->op;
    const T x = S(values)[X][i], u = S(values)[U][i], dy = S(values)[DY][i], got = S(want)[which - OUT][i];
    const T param[] = {S(values)[P][i], S(values)[Q][i]};
    const int backward = op >= CACT_BACKWARD, gate = f->inputs > 1;
    const T nan = x != x ? x : gate && u != u ? u : backward ? dy : x;
    if (nan != nan || got != got) {
        if (S(bits)(got) != S(nan_of)(nan, nan))
            fail(c, "NaN of x %a (0x%llx), u %a, dy %a: 0x%llx", (double)x, (unsigned long long)S(bits)(x), (double)u,
                 (double)dy, (unsigned long long)S(bits)(got));
        if (nan != nan) return;
    }
    if (op == CACT_BACKWARD_FROM_Y) return; /* of what y has lost there is no bound */
    for (int k = 0; k < f->params; k++)
        if (isinf(param[k])) return; /* times what underflows in T, and not in long double */
    if ((backward && isinf(dy)) || (gate && isinf(u))) return;
    const definition *d = definition_of(f->name);
    if (!d) {
        fail(c, "no definition");
        return;
    }
    const int exact = c->tier == CACT_EXACT_F32, prime = op != CACT_FORWARD;
    if (!S(is_bounded)(c, f, exact, param)) return;
    const long double bound = (exact ? 0.5001L : prime ? f->bounds[0].prime : f->bounds[0].forward) + DOUBT;
    const long double value = (!prime ? d->f : which == DU ? d->u : d->prime)(x, u, param[0], param[1]);
    long double off = bound * S(ulp)(value), of_product = value * dy;
    if (backward && fabsl(value) > S(from_bits)(INF - 1)) return; /* the slope alone is beyond the range */
    /* The slope is rounded, then the product; in the exact tier the slope is a double. */
    if (backward)
        off = fabsl((long double)dy) * (exact ? fabsl(value) * 0x1p-45L : off) + (0.5L + DOUBT) * S(ulp)(of_product);
    if (backward && f->bounds[0].prime <= 0.5) off = (0.5L + DOUBT) * S(ulp)(of_product); /* a slope that is exact */
    if (!value && (!backward || dy - dy == 0) && got != 0) off = -1; /* no ULP near what is exactly 0 */
    if (!S(within)(got, backward ? of_product : value, off))
        fail(c, "x %a, u %a, p %a, q %a, dy %a gives %a, not %La", (double)x, (double)u, (double)param[0],
             (double)param[1], (double)dy, (double)got, backward ? of_product : value);
}

/* ---- One row ----------------------------------------------------------------------------------------------------- */

/* got[i] is value within `bound` ULP of the larger of value and size; or of the least number times what a probability, which
 * may be as small, is multiplied by. */
static void S(judge_entry)(const call *c, size_t i, T got, long double value, long double size, long double bound,
                           long double of_least) {
    const long double off = (bound + DOUBT) * (S(ulp)(fmaxl(fabsl(value), size)) + S(ulp)(0) * of_least);
    if (!S(within)(got, value, off))
        fail(c, "entry %zu of the row is %a, not %La, off by %.3Lf ULP", i, (double)got, value,
             fabsl(got - value) / (off / (bound + DOUBT)));
}

static void S(judge_nan_row)(const call *c, const T *x, const T *dy, const T *got, size_t n, int jacobian) {
    for (size_t i = 0; i < (jacobian ? n * n : n); i++) {
        const BITS want = jacobian ? INF | QUIET : S(nan_of)(x[i], dy ? dy[i] : x[i]);
        if (S(bits)(got[i]) != want) {
            fail(c, "entry %zu of a row that is NaN is 0x%llx, not 0x%llx", i, (unsigned long long)S(bits)(got[i]),
                 (unsigned long long)want);
            return;
        }
    }
}

static void S(judge_row)(const call *c, const rows_op *f, const T *x, const T *dy, const T *got, size_t n, int exact) {
    static long double y[4096], others[4096];
    const int from_y = strstr(f->name, "_from_y") != 0, log = !strncmp(f->name, "log_", 4);
    const int dys = f->kind == ROWS_BACKWARD ? 1 : 0, jacobian = f->kind == ROWS_JACOBIAN;
    const long double forward = exact ? 0.5001L : 5, backward = exact ? 0.5001L : 8;
    const size_t results = jacobian ? n * n : f->kind == ROWS_REDUCE ? 1 : n;
    size_t top = 0, nans = 0, finite = 0;
    long double rest = 0, total = 0, size = 0, dy_sum = 0;

    for (size_t i = 0; i < results; i++) /* any NaN is one of three */
        if (got[i] != got[i] && S(bits)(got[i]) != (INF | QUIET) &&
            (results != n || jacobian || S(bits)(got[i]) != S(nan_of)(x[i], dys ? dy[i] : x[i])))
            fail(c, "entry %zu of the row is the NaN 0x%llx", i, (unsigned long long)S(bits)(got[i]));
    for (size_t i = 0; i < n; i++) {
        nans += x[i] != x[i];
        finite += x[i] - x[i] == 0;
        if (x[i] > x[top] || x[top] != x[top]) top = i;
    }
    if (from_y) {
        if (!c->probabilities || nans || (log && x[n ? top : 0] > 0)) return;
        for (size_t i = 0; i < n; i++) y[i] = log ? expl(x[i]) : x[i];
    } else if (f->kind == ROWS_REDUCE && (nans || !finite || isinf(x[top]))) {
        const T want = nans ? S(from_bits)(INF | QUIET) : n ? x[top] : -(T)INFINITY;
        if (S(bits)(got[0]) != S(bits)(want)) fail(c, "logsumexp is %a, not %a", (double)got[0], (double)want);
        return;
    } else if (nans || !finite || isinf(x[top])) {
        S(judge_nan_row)(c, x, dys ? dy : 0, got, n, jacobian);
        return;
    } else {
        for (size_t i = 0; i < n; i++) y[i] = expl((long double)x[i] - x[top]), rest += i == top ? 0 : y[i];
        for (size_t i = 0; i < n; i++) y[i] = (i == top ? 1 : y[i]) / (1 + rest), others[i] = 1 - y[i];
        others[top] = rest / (1 + rest);
    }
    if (f->kind == ROWS_SPREAD && dy[0] - dy[0] != 0) return;
    for (size_t i = 0; dys && i < n; i++) {
        if (dy[i] - dy[i] != 0) return; /* sums of infinities: the bits are compared, the values follow from IEEE */
        dy_sum += fabsl((long double)dy[i]);
        total += log ? (long double)dy[i] : y[i] * dy[i];
        size += log ? fabsl((long double)dy[i]) : fabsl(y[i] * dy[i]);
    }
    if (f->kind == ROWS_REDUCE) {
        S(judge_entry)(c, 0, got[0], x[top] + log1pl(rest), fabsl((long double)x[top]), forward, 0);
    } else if (f->kind == ROWS_MAP) {
        long double sum = 0;
        for (size_t i = 0; i < n; i++) {
            S(judge_entry)(c, i, got[i], log ? (long double)x[i] - x[top] - log1pl(rest) : y[i], 0, forward, 0);
            if (!log && !(got[i] >= 0 && got[i] <= 1)) fail(c, "probability %zu is %a", i, (double)got[i]);
            if (finite == 1 && got[i] != (log ? i == top ? 0 : -(T)INFINITY : i == top ? (T)1 : (T)0))
                fail(c, "of one finite entry, entry %zu is %a", i, (double)got[i]);
            sum += got[i];
        }
        if (!log && fabsl(sum - 1) > (forward + 1) * S(ulp)(1)) fail(c, "the sum is %La", sum);
    } else
        for (size_t i = 0; i < results; i++) {
            const size_t row = i / n, j = i % n;
            if (jacobian)
                S(judge_entry)(c, i, got[i], (log ? 1 : y[row]) * (row == j ? others[j] : -y[j]), 0,
                               exact ? backward : 11, 0);
            else if (f->kind == ROWS_SPREAD)
                S(judge_entry)(c, i, got[i], dy[0] * y[i], 0, backward, fabsl((long double)dy[0]));
            else if (log)
                S(judge_entry)(c, i, got[i], dy[i] - y[i] * total, fmaxl(fabsl((long double)dy[i]), y[i] * size),
                               backward, size);
            else {
                const long double most = fmaxl(fabsl((long double)dy[i]), size);
                S(judge_entry)(c, i, got[i], y[i] * (dy[i] - total), y[i] * most, backward, most + y[i] * (dy_sum + n));
            }
        }
}
#undef DOUBT
