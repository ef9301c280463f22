/* Many threads at once make the first call of a process, choose instruction sets and numbers of threads, read the registry and
 * compute: for -fsanitize=thread (make races). Each process has one first call, so there are many processes. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apply.h"

enum { THREADS = 4, PROCESSES = 40, TURNS = 50, N = 300 };

static pthread_barrier_t start;
static float wanted[N],
    wanted_rows[N]; /* computed before, by baseline's exact tier: the same on every instruction set */
static float x[N];
static int wrong;

static void *run(void *number) {
    const intptr_t me = (intptr_t)number;
    float y[N];
    const void *const at[ARRAYS] = {x, 0, 0, 0, 0, y, 0};
    pthread_barrier_wait(&start);
    for (int turn = 0; turn < TURNS; turn++) {
        switch ((me + turn) % 5) {
        case 0: cact_exact_tanh_f32(x, y, N); break;
        case 1: apply(cact_find("tanh"), CACT_FORWARD, CACT_EXACT_F32, N, at, all_dense); break;
        case 2: cact_exact_softmax_f32(x, y, 1, N, 1); break;
        case 3:
            cact_set_num_threads(1 + turn % 3);
            if (cact_get_num_threads() < 1 || !cact_isa()) __atomic_store_n(&wrong, 1, __ATOMIC_RELAXED);
            continue;
        default:
            if (me == 1 && turn % 10 == 0 && cact_self_test()) __atomic_store_n(&wrong, 1, __ATOMIC_RELAXED);
            continue;
        }
        if (memcmp(y, (me + turn) % 5 == 2 ? wanted_rows : wanted, sizeof y))
            __atomic_store_n(&wrong, 1, __ATOMIC_RELAXED);
    }
    return 0;
}

static int first_calls(void) {
    pthread_t threads[THREADS];
    pthread_barrier_init(&start, 0, THREADS);
    for (intptr_t i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], 0, run, (void *)i)) return 2;
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], 0);
    return wrong;
}

/* The values, from a process of their own: here no call has been made when the threads start. */
static void get_wanted(void) {
    int ends[2];
    if (pipe(ends)) _exit(2);
    if (!fork()) {
        cact_exact_tanh_f32(x, wanted, N), cact_exact_softmax_f32(x, wanted_rows, 1, N, 1);
        _exit(write(ends[1], wanted, sizeof wanted) + write(ends[1], wanted_rows, sizeof wanted_rows) < 0);
    }
    if (read(ends[0], wanted, sizeof wanted) + read(ends[0], wanted_rows, sizeof wanted_rows) < (ssize_t)sizeof wanted)
        _exit(2);
    wait(0);
}

int main(void) {
    int bad = 0;
    for (int i = 0; i < N; i++) x[i] = (float)(i % 61 - 30) / 4;
    get_wanted();
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        if (!fork()) _exit(first_calls());
        wait(&status);
        bad += status != 0;
    }
    printf("%d processes of %d threads each, %d went wrong\n", PROCESSES, THREADS, bad);
    return bad != 0;
}
