/* Threads, by choice: OpenMP's where the compiler was asked for it, else none. OpenMP's own limit (OMP_NUM_THREADS, and
 * threadpoolctl in Python) holds as well. */
#include <stdlib.h>

#include "cact.h"
#include "threads.h"

#ifdef _OPENMP
#include <omp.h>
#endif
#if defined(_OPENMP) && (defined(__unix__) || defined(__APPLE__))
#include <pthread.h>
#define CACT_FORKS 1
#endif

#ifdef CACT_THREADS_LATER
static int one(int k) { return k < 1 ? -1 : 0; }

static int is_one(void) { return 1; }

static void alone_all(size_t n, size_t grain, cact_part *part, const void *job) { (void)grain, part(job, 0, n); }

static const cact_threads nobody = {one, is_one, alone_all}, *they = &nobody;

static const cact_threads *threads(void) { return __atomic_load_n(&they, __ATOMIC_ACQUIRE); }

void cact_threads_are(const cact_threads *t) { __atomic_store_n(&they, t, __ATOMIC_RELEASE); }

int cact_set_num_threads(int k) { return threads()->set(k); }

int cact_get_num_threads(void) { return threads()->get(); }

void cact_share(size_t n, size_t grain, cact_part *part, const void *job) { threads()->share(n, grain, part, job); }
#else
static int wanted; /* 0: not known yet */

int cact_set_num_threads(int k) {
    if (k < 1) return -1;
    __atomic_store_n(&wanted, k, __ATOMIC_RELAXED);
    return 0;
}

#ifdef _OPENMP
static int had_team, alone;

static int wanted_threads(void) {
    int k = __atomic_load_n(&wanted, __ATOMIC_RELAXED);
    if (!k) {
        const char *asked = getenv("CACT_NUM_THREADS");
        k = asked ? atoi(asked) : 1;
        cact_set_num_threads(k < 1 ? k = 1 : k);
    }
    return k;
}

int cact_get_num_threads(void) {
    const int k = wanted_threads(), most = omp_get_max_threads();
    return __atomic_load_n(&alone, __ATOMIC_RELAXED) ? 1 : k < most ? k : most;
}

/* fork() copies the calling thread only: a child that waited for the team of its parent would wait forever. */
static void forked(void) {
    alone = had_team;
}

static void starts_team(void) {
    if (__atomic_exchange_n(&had_team, 1, __ATOMIC_RELAXED)) return;
#if CACT_FORKS
    pthread_atfork(0, 0, forked);
#else
    (void)forked;
#endif
}

void cact_share(size_t n, size_t grain, cact_part *part, const void *job) {
    const size_t parts = n / grain + (n % grain > 0);
    int k = cact_get_num_threads();
    if ((size_t)k > parts) k = (int)parts;
    if (k < 2) {
        part(job, 0, n);
        return;
    }
    starts_team();
#pragma omp parallel for num_threads(k) schedule(dynamic)
    for (size_t i = 0; i < parts; i++) part(job, i * grain, n - i * grain < grain ? n - i * grain : grain);
}
#else
int cact_get_num_threads(void) { return 1; }

void cact_share(size_t n, size_t grain, cact_part *part, const void *job) { (void)grain, part(job, 0, n); }
#endif
#endif
