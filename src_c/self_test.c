/* Does this build, on this CPU, in this floating-point environment keep the promises of cact.h? First the environment, by
 * arithmetic that the compiler cannot see through (volatile); then what the kernels compute, against stored hashes. */
#include "table.h"
#include "threads.h"
#include "tiers.h"

/* Does the first NaN, division by zero ... end the process here? Looked up where that can be done without the headers of an
 * operating system; the other CPUs that run cact can't trap, mostly. */
static int self_test_traps(void) {
#if defined(__SSE2__) && defined(__GNUC__)
    return (__builtin_ia32_stmxcsr() & 0x1f80) != 0x1f80; /* bits that mask an exception */
#elif defined(__aarch64__) && defined(__GNUC__)
    uint64_t fpcr;
    __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
    return (fpcr & 0x9f00) != 0; /* bits that unmask one */
#else
    return 0;
#endif
}

static const char *self_test_environment(void) {
    if (self_test_traps())
        return "floating-point exceptions are unmasked (feenableexcept, -ffpe-trap): the rest of the self-test would "
               "end "
               "the process";
    if (cact_isa_misread())
        return "CACT_ISA names no instruction set of this CPU and build; the best one is used instead";
    if (cact_threads_misread()) return "CACT_NUM_THREADS is not a number from 1 to 99999; 1 is used instead";
    volatile double one = 1.0, tiny = 0x1p-60, above = one + tiny, below = one - tiny, negative = -one - tiny;
    volatile float one_f = 1.0f, tiny_f = 0x1p-30f;
    if (above != one || below != one || negative != -one) return "the rounding mode is not to nearest";
    volatile double more = 0x1.00000000000fcp+0, far = 0x1.7386e24103c5fp-33;
    if (more - far != 0x1.fffffffe8c98ap-1)
        return "doubles are subtracted wrongly (libgcc's way for ARMv7-M, exponents 33 apart): the last bits "
               "of float64 results may be others than elsewhere";
    volatile float least = 0x1p-149f, smallest = 0x1p-126f, up = 0x1p100f, half = 0.5f;
    volatile double least_d = 0x1p-1074, smallest_d = 0x1p-1022, up_d = 0x1p1000, half_d = 0.5;
    volatile float product = least * up, quotient = smallest * half;
    volatile double product_d = least_d * up_d, quotient_d = smallest_d * half_d;
    uint32_t small;
    uint64_t small_d;
    if (product != 0x1p-49f || product_d != 0x1p-74) return "subnormal inputs count as zero (denormals-are-zero is on)";
    memcpy(&small, (const void *)&quotient, sizeof small); /* as integers: comparing would take them for zero as well */
    memcpy(&small_d, (const void *)&quotient_d, sizeof small_d);
    if (small != 0x400000 || small_d != (uint64_t)1 << 51)
        return "subnormal results are flushed to zero (flush-to-zero is on)";
    if ((one_f + tiny_f) - one_f != 0.0f || (one + tiny) - one != 0.0) return "excess precision, or -ffast-math";
    volatile float infinity = up * up;
    volatile float nan = infinity - infinity;
    if (nan == nan) return "NaN equals NaN: a -ffast-math build";
    return 0;
}

#define TIER f32
#define TYPE CACT_F32
#define U uint32_t
#include "self_test_tpl.h"
#define TIER f64
#define TYPE CACT_F64
#define U uint64_t
#include "self_test_tpl.h"
#define TIER exact
#define TYPE CACT_EXACT_F32
#define U uint32_t
#include "self_test_tpl.h"

/* The bits of CPUs with FMA, or those of CPUs without: one of the two for all tiers. */
const char *cact_self_test(void) {
    static const struct {
        uint64_t (*hash)(void);
        uint64_t with_fma, without;
        size_t rows;
        const char *wrong;
    } tiers[] = {
#define WRONG(what) what " have wrong bits: a -ffast-math build, or an error of the compiler"
#include "self_test.def"
#undef WRONG
    };
    const char *broken = self_test_environment();
    int fma = 0, plain = 0, count = sizeof tiers / sizeof *tiers;
    for (int i = 0; i < count && !broken; i++) {
        if (tiers[i].rows != CACT_COUNT + CACT_ROW_OP_COUNT) return "self_test.def is older than a row of the tables";
        const uint64_t h = tiers[i].hash();
        fma += h == tiers[i].with_fma;
        plain += h == tiers[i].without;
        if (h != tiers[i].with_fma && h != tiers[i].without) broken = tiers[i].wrong;
    }
    if (!broken && fma < count && plain < count)
        broken = "some results are those of a CPU with FMA, some of one without";
    return broken;
}
