/* Arrays of more elements than 32 bits count, without the memory: 64 MB of it are mapped again and again, so that what is read
 * and written repeats itself, and a wrong index is a wrong value or a fault. */
#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "apply.h"

enum { TILE = 1 << 24 };                          /* elements that repeat */
static const size_t N = ((size_t)1 << 32) + TILE; /* a whole number of tiles */
static int wrong;

static float *repeated(size_t elements) {
    const size_t bytes = TILE * sizeof(float);
    const int file = memfd_create("tile", 0);
    if (file < 0 || ftruncate(file, (off_t)bytes)) return 0;
    char *all = mmap(0, elements * sizeof(float), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (all == MAP_FAILED) return 0;
    for (size_t at = 0; at < elements * sizeof(float); at += bytes)
        if (mmap(all + at, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) == MAP_FAILED) return 0;
    return (float *)(void *)all;
}

static void expect(const char *what, int good) {
    if (!good) wrong++;
    printf("%s: %s\n", what, good ? "right" : "WRONG");
}

int main(void) {
    static float want[TILE];
    float *x = repeated(N), *y = repeated(N), p = 0.01f;
    if (!x || !y) return perror("mmap"), 2;
    for (size_t i = 0; i < TILE; i++) x[i] = (float)(i * 7919 % 40001) / 977 - 20;

    cact_leaky_relu_f32(x, want, TILE, p);
    cact_leaky_relu_f32(x, y, N - 3, p); /* the last three are written as those of other tiles */
    expect("2^32 + 2^24 - 3 elements", !memcmp(y, want, sizeof want));

    memset(y, 0, sizeof want);
    const void *const at[ARRAYS] = {x + N - 1, 0, 0, &p, 0, y, 0};
    const ptrdiff_t strides[ARRAYS] = {[X] = -2, [OUT] = 2};
    apply(cact_find("leaky_relu"), CACT_FORWARD, CACT_F32, N / 2, at, strides);
    int good = 1;
    for (size_t i = 0; i < TILE; i += 2) good &= y[i] == want[TILE - 1 - i] && y[i + 1] == 0;
    expect("2^31 + 2^23 elements, strides -2 and 2", good);

    cact_softmax_f32(x, want, TILE / 4, 4, 1);
    cact_softmax_f32(x, y, N / 4, 4, 1);
    expect("2^30 + 2^22 rows of 4", !memcmp(y, want, sizeof want));

    cact_logsumexp_f32(x, want, 1, TILE, 1);
    for (size_t tiles = 16; tiles <= N / TILE; tiles = tiles < N / TILE ? N / TILE : tiles + 1) {
        cact_logsumexp_f32(x, y, 1, tiles * TILE, 1); /* beyond 2^28 a float's sums lose digits */
        printf("%.8g for %.8g; ", (double)y[0], want[0] + log((double)tiles));
        expect(tiles == 16 ? "a row of 2^28" : "a row of 2^32 + 2^24, roughly",
               fabs(y[0] - (want[0] + log((double)tiles))) < (tiles == 16 ? 1e-5 : 0.02));
    }
    return wrong != 0;
}
