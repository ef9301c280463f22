/* The one loop over elements. Blocks have a fixed trip count, so the compiler needs no scalar remainder; the last
 * elements go through a padded block of the same operations, and so does an array shorter than a block. */

#define LANES (64 / (int)sizeof(stored)) /* one 512-bit vector, two of 256 bits, four of 128 */
#define WIDE (4 * LANES)                 /* independent vectors side by side hide the latency of a formula */

typedef stored B(element)(stored x, stored dy, stored p);

static INLINE void B(block)(const stored *x, const stored *dy, stored *out, stored p, const stored *ps, B(element) * f,
                            int has_dy, int count) {
    INDEPENDENT
    for (int i = 0; i < count; i++) out[i] = f(x[i], has_dy ? dy[i] : 0, ps ? ps[i] : p);
}

/* The last LANES elements of n >= LANES, or all of n < LANES. */
static INLINE void B(copy)(stored *to, const stored *from, size_t n) {
    if (n >= LANES)
        memcpy(to, from, LANES * sizeof(stored));
    else
        memcpy(to, from, n * sizeof(stored));
}

/* p is the parameter of all elements; or ps, where not NULL, holds one per element. */
static INLINE void B(loop)(const stored *x, const stored *dy, stored *out, size_t n, stored p, const stored *ps,
                           B(element) * f, int has_dy) {
    stored last_x[LANES] = {0}, last_dy[LANES] = {0}, last_p[LANES] = {0};
    size_t i = 0, first = n < LANES ? 0 : n - LANES, rest = n % LANES;
    if (rest) { /* read before the blocks below write, for calls in place */
        B(copy)(last_x, x + first, n);
        if (has_dy) B(copy)(last_dy, dy + first, n);
        if (ps) B(copy)(last_p, ps + first, n);
    }
    for (; n - i >= WIDE; i += WIDE)
        B(block)(x + i, dy + (has_dy ? i : 0), out + i, p, ps ? ps + i : 0, f, has_dy, WIDE);
    for (; n - i >= LANES; i += LANES)
        B(block)(x + i, dy + (has_dy ? i : 0), out + i, p, ps ? ps + i : 0, f, has_dy, LANES);
    if (rest) {
        B(block)(last_x, last_dy, last_x, p, ps ? last_p : 0, f, has_dy, LANES);
        B(copy)(out + first, last_x, n);
    }
}
