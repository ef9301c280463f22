/* Between the types that are stored and those that are computed with, for all elements and, where the instruction set has
 * better, for as many of n as fill whole vectors: such functions return how many.
 *
 * The half types are uint16_t: f16, IEEE 754's binary16, and bf16, the upper half of a float. To float exactly; from float
 * and from double rounded once, to nearest even. A NaN keeps its sign and what it carries, as far as there is room, and is
 * quiet when it is stored. Without branches, so that compilers make vectors of them. */

/* On CPUs whose own conversions don't keep what a NaN carries. */
static INLINE double double_of_float(float x) {
#if !CACT_NAN_FLOWS
    const uint32_t u = to_bits_f32(x);
    if (x != x)
        return from_bits_f64((uint64_t)(u & 0x80000000u) << 32 | 0x7ff8000000000000u | (uint64_t)(u & 0x3fffff) << 29);
#endif
    return (double)x;
}

static INLINE float float_of_double(double x) {
#if !CACT_NAN_FLOWS
    const uint64_t u = to_bits_f64(x);
    if (x != x) return from_bits_f32((uint32_t)(u >> 32 & 0x80000000u) | 0x7fc00000u | (uint32_t)(u >> 29 & 0x3fffff));
#endif
    return (float)x;
}

/* Here and in float_of_f16 a NaN may stay signalling: what is computed with it makes it quiet. */
static INLINE float float_of_bf16(uint16_t h) { return from_bits_f32((uint32_t)h << 16); }

static INLINE uint16_t bf16_of_float(float x) {
    const uint32_t u = to_bits_f32(x), rounded = u + 0x7fff + (u >> 16 & 1);
    return (uint16_t)((x != x ? u | 0x400000u : rounded) >> 16);
}

static INLINE float float_of_f16(uint16_t h) {
    const uint32_t sign = (uint32_t)(h & 0x8000) << 16, u = h & 0x7fff;
    const uint32_t normal = (u << 13) + (112u << 23);
    const uint32_t small = to_bits_f32((float)(int32_t)u * 0x1p-24f); /* subnormals, and 0 */
    const uint32_t large = u << 13 | 0x7f800000u;                     /* infinity and NaN */
    return from_bits_f32(sign | (u < 0x400 ? small : u < 0x7c00 ? normal : large));
}

static INLINE uint16_t f16_of_float(float x) {
    const uint32_t u = to_bits_f32(x), sign = u >> 16 & 0x8000, a = u & 0x7fffffffu;
    const uint32_t least = 0x38800000u, beyond = 0x47800000u; /* 2^-14, 2^16 */
    /* Below 2^-14 a sum with 0.5 is rounded at 2^-24, the least f16. */
    const uint32_t small = to_bits_f32(from_bits_f32(a < least ? a : least) + 0.5f) - to_bits_f32(0.5f);
    const uint32_t most = a < beyond ? a : beyond; /* of which infinity is made, by rounding */
    const uint32_t normal = (most - (112u << 23) + 0xfff + (most >> 13 & 1)) >> 13;
    const uint32_t nan = 0x7e00 | (a >> 13 & 0x3ff);
    return (uint16_t)(sign | (a > 0x7f800000u ? nan : a < least ? small : normal));
}

/* A double as a float that rounds to the same half: of 52 bits behind the point those that count, and one that says whether
 * there is more. Both conversions that follow are exact down to where the half is 0. */
static INLINE float sticky(double x, int kept) {
    const uint64_t u = to_bits_f64(x), last = (uint64_t)1 << (52 - kept), more = (u & (last - 1)) ? last : 0;
    return float_of_double(from_bits_f64((u & ~(last - 1)) | more));
}

#ifdef CACT_F16C
static INLINE size_t floats_of_f16(const uint16_t *from, float *to, size_t n) {
    size_t i = 0;
    for (; n - i >= 8; i += 8) _mm256_storeu_ps(to + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(from + i))));
    return i;
}
static INLINE size_t f16_of_floats(const float *from, uint16_t *to, size_t n) {
    size_t i = 0;
    for (; n - i >= 8; i += 8) _mm_storeu_si128((__m128i *)(to + i), _mm256_cvtps_ph(_mm256_loadu_ps(from + i), 0));
    return i;
}

/* GCC packs integers by more shuffles. */
static INLINE __m256i rounded_to_bf16(const float *from) {
    const __m256 x = _mm256_loadu_ps(from);
    const __m256i u = _mm256_castps_si256(x), odd = _mm256_and_si256(_mm256_srli_epi32(u, 16), _mm256_set1_epi32(1));
    const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(u, _mm256_set1_epi32(0x7fff)), odd);
    const __m256i nan = _mm256_or_si256(u, _mm256_set1_epi32(0x400000));
    const __m256i is_nan = _mm256_castps_si256(_mm256_cmp_ps(x, x, _CMP_UNORD_Q));
    return _mm256_srli_epi32(_mm256_blendv_epi8(sum, nan, is_nan), 16);
}
static INLINE size_t bf16_of_floats(const float *from, uint16_t *to, size_t n) {
    size_t i = 0;
    for (; n - i >= 16; i += 16) {
        const __m256i both = _mm256_packus_epi32(rounded_to_bf16(from + i), rounded_to_bf16(from + i + 8));
        _mm256_storeu_si256((__m256i *)(to + i), _mm256_permute4x64_epi64(both, 0xd8));
    }
    return i;
}
#else
#define floats_of_f16(from, to, n) 0
#define f16_of_floats(from, to, n) 0
#define bf16_of_floats(from, to, n) 0
#endif

/* As many of the n elements from[2 * i] as fill whole vectors; returns how many. Compilers shuffle whole vectors, too, but
 * with AVX2 GCC takes three shuffles across halves where one within the halves and one across will do. The second of two loads
 * begins one element early, so as to end with the last element there is. */
static INLINE size_t halve(const float *from, float *to, size_t n) {
    size_t i = 0;
#if defined(HAS_SHUFFLES) && CACT_VECTOR == 32
    typedef float pack __attribute__((vector_size(32)));
    for (; n - i >= 64; i += 64) {
        SIDE_BY_SIDE
        for (size_t k = 0; k < 64; k += 8) {
            pack a, b;
            memcpy(&a, from + 2 * (i + k), sizeof a);
            memcpy(&b, from + 2 * (i + k) + 7, sizeof b);
            a = __builtin_shufflevector(a, b, 0, 2, 9, 11, 4, 6, 13, 15);
            a = __builtin_shufflevector(a, a, 0, 1, 4, 5, 2, 3, 6, 7);
            memcpy(to + i + k, &a, sizeof a);
        }
    }
#else
    (void)from, (void)to, (void)n;
#endif
    return i;
}

#define REAL_OF_f32(x) (x)
#define REAL_OF_f64(x) (x)
#define REAL_OF_exact(x) double_of_float(x)
#define REAL_OF_f16(x) float_of_f16(x)
#define REAL_OF_bf16(x) float_of_bf16(x)
#define REAL_OF_exact_f16(x) double_of_float(float_of_f16(x))
#define REAL_OF_exact_bf16(x) double_of_float(float_of_bf16(x))
#define STORED_OF_f32(x) (x)
#define STORED_OF_f64(x) (x)
#define STORED_OF_exact(x) float_of_double(x)
#define STORED_OF_f16(x) f16_of_float(x)
#define STORED_OF_bf16(x) bf16_of_float(x)
#define STORED_OF_exact_f16(x) f16_of_float(sticky(x, 13))
#define STORED_OF_exact_bf16(x) bf16_of_float(sticky(x, 10))
/* What there is for whole vectors. */
#define LOAD_VECTORS_f32(from, stride, to, n) ((stride) == 2 ? halve(from, to, n) : 0)
#define LOAD_VECTORS_f64(from, stride, to, n) 0
#define LOAD_VECTORS_exact(from, stride, to, n) 0
#define LOAD_VECTORS_f16(from, stride, to, n) ((stride) == 1 ? floats_of_f16(from, to, n) : 0)
#define LOAD_VECTORS_bf16(from, stride, to, n) 0
#define LOAD_VECTORS_exact_f16(from, stride, to, n) 0
#define LOAD_VECTORS_exact_bf16(from, stride, to, n) 0
#define STORE_VECTORS_f32(from, to, n) 0
#define STORE_VECTORS_f64(from, to, n) 0
#define STORE_VECTORS_exact(from, to, n) 0
#define STORE_VECTORS_f16(from, to, n) f16_of_floats(from, to, n)
#define STORE_VECTORS_bf16(from, to, n) bf16_of_floats(from, to, n)
#define STORE_VECTORS_exact_f16(from, to, n) 0
#define STORE_VECTORS_exact_bf16(from, to, n) 0
