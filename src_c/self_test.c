/* Does the environment keep what cact.h assumes? Rounding, subnormal numbers, and a compiler that followed the code. */
#include "table.h"

/* Of the exact tier: the same on every CPU, and the hardest inputs of their functions among them. */
static const struct {
    const char *name;
    cact_op op;
    uint32_t x, y;
} stored[] = {
    {"elu", CACT_FORWARD, 0xba928601, 0xba92710c},
    {"elu", CACT_FORWARD, 0x34000000, 0x34000000},
    {"elu", CACT_FORWARD, 0xc2b8a3d7, 0xbf800000},
    {"elu", CACT_FORWARD, 0x3f4ccccd, 0x3f4ccccd},
    {"elu", CACT_FORWARD, 0xbe99999a, 0xbe84b37a},
    {"elu", CACT_FORWARD, 0x00000003, 0x00000003},
    {"elu", CACT_FORWARD, 0x4107ae14, 0x4107ae14},
    {"elu", CACT_FORWARD, 0xc1700000, 0xbf7ffffb},
    {"elu", CACT_PRIME, 0xba928601, 0x3f7fb6c7},
    {"elu", CACT_PRIME, 0x34000000, 0x3f800000},
    {"elu", CACT_PRIME, 0xc2b8a3d7, 0x0000e079},
    {"elu", CACT_PRIME, 0x3f4ccccd, 0x3f800000},
    {"elu", CACT_PRIME, 0xbe99999a, 0x3f3da643},
    {"elu", CACT_PRIME, 0x00000003, 0x3f800000},
    {"elu", CACT_PRIME, 0x4107ae14, 0x3f800000},
    {"elu", CACT_PRIME, 0xc1700000, 0x34a43ae5},
    {"sigmoid", CACT_FORWARD, 0xba928601, 0x3effdb5f},
    {"sigmoid", CACT_FORWARD, 0x34000000, 0x3f000000},
    {"sigmoid", CACT_FORWARD, 0xc2b8a3d7, 0x0000e079},
    {"sigmoid", CACT_FORWARD, 0x3f4ccccd, 0x3f30a22b},
    {"sigmoid", CACT_FORWARD, 0xbe99999a, 0x3ed9e2ac},
    {"sigmoid", CACT_FORWARD, 0x00000003, 0x3f000000},
    {"sigmoid", CACT_FORWARD, 0x4107ae14, 0x3f7ff266},
    {"sigmoid", CACT_FORWARD, 0xc1700000, 0x34a43ae2},
    {"sigmoid", CACT_PRIME, 0xba928601, 0x3e7ffffb},
    {"sigmoid", CACT_PRIME, 0x34000000, 0x3e800000},
    {"sigmoid", CACT_PRIME, 0xc2b8a3d7, 0x0000e079},
    {"sigmoid", CACT_PRIME, 0x3f4ccccd, 0x3e5b0b25},
    {"sigmoid", CACT_PRIME, 0xbe99999a, 0x3e7a5348},
    {"sigmoid", CACT_PRIME, 0x00000003, 0x3e800000},
    {"sigmoid", CACT_PRIME, 0x4107ae14, 0x39599262},
    {"sigmoid", CACT_PRIME, 0xc1700000, 0x34a43ade},
    {"tanh", CACT_FORWARD, 0xba928601, 0xba9285fd},
    {"tanh", CACT_FORWARD, 0x34000000, 0x34000000},
    {"tanh", CACT_FORWARD, 0xc2b8a3d7, 0xbf800000},
    {"tanh", CACT_FORWARD, 0x3f4ccccd, 0x3f29fe50},
    {"tanh", CACT_FORWARD, 0xbe99999a, 0xbe9526ee},
    {"tanh", CACT_FORWARD, 0x00000003, 0x00000003},
    {"tanh", CACT_FORWARD, 0x4107ae14, 0x3f7fffff},
    {"tanh", CACT_FORWARD, 0xc1700000, 0xbf800000},
    {"tanh", CACT_PRIME, 0xba928601, 0x3f7fffeb},
    {"tanh", CACT_PRIME, 0x34000000, 0x3f800000},
    {"tanh", CACT_PRIME, 0xc2b8a3d7, 0x00000000},
    {"tanh", CACT_PRIME, 0x3f4ccccd, 0x3f0f1e3d},
    {"tanh", CACT_PRIME, 0xbe99999a, 0x3f6a466a},
    {"tanh", CACT_PRIME, 0x00000003, 0x3f800000},
    {"tanh", CACT_PRIME, 0x4107ae14, 0x343910ce},
    {"tanh", CACT_PRIME, 0xc1700000, 0x2ad2b706},
};

static float float_of(uint32_t u) {
    float v;
    memcpy(&v, &u, sizeof v);
    return v;
}

const char *cact_self_test(void) {
    /* volatile: computed now, not by the compiler */
    volatile float one = 1.0f, minus_one = -1.0f, quarter_ulp = 0x1p-25f, least_normal = 0x1p-126f, half = 0.5f;
    volatile float least = float_of(1), large = 0x1p120f, sum = one + 3.0f * quarter_ulp, product;

    if (sum != 0x1.000002p0f || one + quarter_ulp != 1.0f || minus_one - quarter_ulp != -1.0f)
        return "the rounding mode of the floating-point unit is not to nearest";
    product = least * large;
    if (product != 0x1p-29f) return "subnormal inputs count as zero (denormals-are-zero is on)";
    product = least_normal * half;
    if (product != 0x1p-127f) return "subnormal results are flushed to zero (flush-to-zero is on)";

    for (size_t i = 0; i < sizeof stored / sizeof *stored; i++) {
        const float x = float_of(stored[i].x), y = float_of(stored[i].y);
        float exact, fast;
        uint32_t bits;
        cact_exact_apply_f32(cact_find(stored[i].name), stored[i].op, &x, 0, &exact, 1, 1.0f);
        cact_apply_f32(cact_find(stored[i].name), stored[i].op, &x, 0, &fast, 1, 1.0f);
        memcpy(&bits, &exact, sizeof bits);
        if (bits != stored[i].y)
            return "results of the exact tier differ from the stored ones (built with -ffast-math or the like?)";
        const float off = fast > y ? fast - y : y - fast, size = y < 0 ? -y : y;
        if (!(off <= size * 0x1p-21f + 0x1p-147f))
            return "results of the fast tier are far from the stored ones (built with -ffast-math or the like?)";
    }
    return 0;
}
