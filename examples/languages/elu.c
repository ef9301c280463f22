/* elu of a few values, its derivative, and softmax of them as a row: the bits. Of doubles, too, for languages that have no
 * floats. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "cact.h"

static void show_f32(const char *name, const float *values, int n) {
    printf("%s_f32", name);
    for (int i = 0; i < n; i++) {
        uint32_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        printf(" %08" PRIx32, bits);
    }
    printf("\n");
}

static void show_f64(const char *name, const double *values, int n) {
    printf("%s_f64", name);
    for (int i = 0; i < n; i++) {
        uint64_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        printf(" %016" PRIx64, bits);
    }
    printf("\n");
}

int main(void) {
    const float x[5] = {-2.0f, -0.5f, -0.0f, 0.25f, 3.0f};
    float y[5];
    cact_elu_f32(x, y, 5, 1.0f);
    show_f32("elu", y, 5);
    cact_elu_prime_f32(x, y, 5, 1.0f);
    show_f32("elu_prime", y, 5);
    cact_softmax_f32(x, y, 1, 5, 1);
    show_f32("softmax", y, 5);

    const double v[5] = {-2.0, -0.5, -0.0, 0.25, 3.0};
    double w[5];
    cact_elu_f64(v, w, 5, 1.0);
    show_f64("elu", w, 5);
    cact_elu_prime_f64(v, w, 5, 1.0);
    show_f64("elu_prime", w, 5);
    cact_softmax_f64(v, w, 1, 5, 1);
    show_f64("softmax", w, 5);
    return 0;
}
