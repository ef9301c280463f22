/* What the half types are, for tests: told by arithmetic, where the core works on bits. */
#ifndef HALVES_H
#define HALVES_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "cact.h"

static const struct half {
    const char *name;
    cact_type type;
    int mantissa, least_exponent; /* bits behind the point; of the least normal number */
} halves[] = {
    {"f16", CACT_F16, 10, -14},
    {"bf16", CACT_BF16, 7, -126},
    {"exact f16", CACT_EXACT_F16, 10, -14},
    {"exact bf16", CACT_EXACT_BF16, 7, -126},
};

static inline int exponent_bits(const struct half *h) { return 15 - h->mantissa; }
static inline int is_nan(const struct half *h, uint16_t u) {
    return (u & 0x7fff) > ((1 << exponent_bits(h)) - 1) << h->mantissa;
}
static inline uint16_t quiet(const struct half *h, uint16_t u) { return (uint16_t)(u | 1 << (h->mantissa - 1)); }

/* Infinity as what comes after the largest number. */
static inline long double value_of(const struct half *h, uint16_t u) {
    const int e = (u & 0x7fff) >> h->mantissa, m = u & ((1 << h->mantissa) - 1);
    const long double v = e ? ldexpl((1 << h->mantissa) + m, e - 1 + h->least_exponent - h->mantissa)
                            : ldexpl(m, h->least_exponent - h->mantissa);
    return u & 0x8000 ? -v : v;
}

static inline int is_infinite(const struct half *h, uint16_t u) {
    return (u & 0x7fff) == ((1 << exponent_bits(h)) - 1) << h->mantissa;
}

static inline long double number(const struct half *h, uint16_t u) {
    if (is_infinite(h, u)) return u & 0x8000 ? -INFINITY : INFINITY;
    return value_of(h, u);
}

static inline float float_of_half(const struct half *h, uint16_t u) {
    const uint32_t nan =
        (uint32_t)(u & 0x8000) << 16 | 0x7f800000u | (uint32_t)(u & ((1 << h->mantissa) - 1)) << (23 - h->mantissa);
    float value = (float)number(h, u);
    if (is_nan(h, u)) memcpy(&value, &nan, sizeof value);
    return value;
}

/* The half next to a float: of two as near the even one. */
static inline uint16_t half_of(const struct half *h, float value) {
    const uint16_t infinity = (uint16_t)(((1 << exponent_bits(h)) - 1) << h->mantissa),
                   sign = signbit(value) ? 0x8000 : 0;
    uint32_t bits;
    int e;
    memcpy(&bits, &value, sizeof bits);
    if (isnan(value)) return (uint16_t)(sign | quiet(h, infinity) | (bits & 0x7fffff) >> (23 - h->mantissa));
    if (isinf(value)) return sign | infinity;
    frexp(value, &e);
    if (e - 1 < h->least_exponent || value == 0) e = h->least_exponent + 1;
    const double units = nearbyint(ldexp(fabs(value), h->mantissa - (e - 1)));
    const double encoded = units + (double)(e - 1 - h->least_exponent) * (1 << h->mantissa);
    return encoded >= infinity ? sign | infinity : (uint16_t)(sign | (uint16_t)encoded);
}
#endif
