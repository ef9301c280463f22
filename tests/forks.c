/* A child of fork() computes, though a team of OpenMP's threads, started by somebody else, stayed behind in its parent.
 * Built with -fopenmp. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cact.h"

enum { N = 1 << 18, PIECE = 1 << 12 };
static float x[N], y[N], want[PIECE];

int main(void) {
    int team = 0, status = 0;
    if (cact_set_num_threads(2) || cact_get_num_threads() != 2) return 2;
#pragma omp parallel num_threads(2) reduction(+ : team)
    team++;
    if (team != 2) return 2;
    for (int i = 0; i < N; i++) x[i] = (float)(i % 2001 - 1000) / 97;
    const pid_t child = fork();
    if (child < 0) return 2;
    if (!child) { /* waiting for its parent's threads, it would be ended by the alarm */
        alarm(20);
        cact_tanh_f32(x, y, N);
        for (int i = 0; i < N; i += PIECE) {
            cact_tanh_f32(x + i, want, PIECE);
            if (memcmp(y + i, want, sizeof want)) _exit(1);
        }
        _exit(cact_get_num_threads() != 1);
    }
    if (waitpid(child, &status, 0) != child || status) return fprintf(stderr, "the child ended with %d\n", status), 1;
    puts("the child computed");
    return 0;
}
