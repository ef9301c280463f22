#include <stdio.h>
#include "cact.h"

int main(void) {
    float x[4] = {-1.0f, 0.0f, 1.0f, 20.0f}, y[4];
    cact_tanh_f32(x, y, 4);
    for (int i = 0; i < 4; i++) printf("tanh(%g) = %g\n", (double)x[i], (double)y[i]);
    return 0;
}
