/* Runs a small trained network: infer ACTIVATION MODEL ANSWERS.
 *
 * MODEL holds int32: number of layers, their sizes, number of images; then float32: per step the weights (inputs x
 * outputs) and the bias, last the images. ANSWERS receives float32: the softmax of each image. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "cact.h"

static void *get(FILE *f, size_t count, size_t size) {
    void *p = malloc(count * size + 1);
    if (!p || fread(p, size, count, f) != count) {
        fprintf(stderr, "infer: the model file is too short\n");
        exit(1);
    }
    return p;
}

/* y = x w + b by plain loops, the products added in order. */
static float *layer(const float *x, const float *w, const float *b, size_t images, size_t in, size_t out) {
    float *y = calloc(images * out + 1, sizeof *y);
    if (!y) exit(1);
    for (size_t i = 0; i < images; i++) {
        for (size_t k = 0; k < in; k++)
            for (size_t j = 0; j < out; j++) y[i * out + j] += x[i * in + k] * w[k * out + j];
        for (size_t j = 0; j < out; j++) y[i * out + j] += b[j];
    }
    return y;
}

/* In place, with the parameters' usual values. */
static void activate(const cact_info *activation, float *y, size_t n) {
    const cact_in input = {y, 1};
    const cact_out output = {y, 1};
    const cact_args args = {sizeof args, n, 1, 1, 0, &input, &output, NULL};
    cact_apply(activation, CACT_FORWARD, CACT_F32, &args);
}

int main(int argc, char **argv) {
    const cact_info *activation = argc == 4 ? cact_find(argv[1]) : NULL;
    FILE *model = activation ? fopen(argv[2], "rb") : NULL, *answers = model ? fopen(argv[3], "wb") : NULL;
    if (!answers) {
        fprintf(stderr, "usage: infer ACTIVATION MODEL ANSWERS\n");
        return 2;
    }
    int32_t *head = get(model, 1, sizeof *head), *sizes = get(model, (size_t)*head + 1, sizeof *sizes);
    const size_t steps = (size_t)*head - 1, images = (size_t)sizes[steps + 1], most = 16;
    float *w[16], *b[16];
    if (steps > most) return 2;
    for (size_t s = 0; s < steps; s++) {
        w[s] = get(model, (size_t)sizes[s] * (size_t)sizes[s + 1], sizeof **w);
        b[s] = get(model, (size_t)sizes[s + 1], sizeof **b);
    }
    float *x = get(model, images * (size_t)sizes[0], sizeof *x);

    for (size_t s = 0; s < steps; s++) {
        const size_t out = (size_t)sizes[s + 1];
        float *y = layer(x, w[s], b[s], images, (size_t)sizes[s], out);
        if (s + 1 < steps)
            activate(activation, y, images * out);
        else
            cact_softmax_f32(y, y, images, out, 1);
        free(x);
        free(w[s]);
        free(b[s]);
        x = y;
    }
    fwrite(x, sizeof *x, images * (size_t)sizes[steps], answers);
    free(x);
    free(head);
    free(sizes);
    return fclose(answers) | fclose(model);
}
