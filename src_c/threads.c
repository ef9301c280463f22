/* Threads, by choice: OpenMP's where the compiler was asked for it, else none. OpenMP's own limit (OMP_NUM_THREADS, and
 * threadpoolctl in Python) holds as well. */
#include "cact.h"
#include "threads.h"

#ifdef _OPENMP
#include <omp.h>
#endif
#if (defined(_OPENMP) || defined(CACT_THREADS_LATER)) && defined(__GNUC__) && (defined(__unix__) || defined(__APPLE__))
#include <pthread.h>
#define CACT_FORKS 1
#endif

/* What CACT_NUM_THREADS asks for: 1 where it isn't set, 0 where it is no number from 1 to 99999. (strtol would set errno.) */
static int asked_threads(void) {
    const char *c = CACT_GETENV("CACT_NUM_THREADS");
    int k = 0;
    if (!c || !*c) return 1;
    for (; *c >= '0' && *c <= '9' && k < 10000; c++) k = 10 * k + (*c - '0');
    return *c ? 0 : k;
}

CACT_WITHIN int cact_threads_misread(void) { return !asked_threads(); }

#if CACT_FORKS
/* fork() copies the calling thread only: a child that waited for a team of its parent would wait forever, and the team may
 * be that of any other library, since all share OpenMP's threads. So from the moment this is loaded, children are alone. */
static int alone;

static void forked(void) { ATOMIC_STORE(&alone, 1); }

static __attribute__((constructor)) void before_any_fork(void) { pthread_atfork(0, 0, forked); }

static int is_alone(void) { return ATOMIC_LOAD(&alone); }
#elif defined(_OPENMP) || defined(CACT_THREADS_LATER)
static int is_alone(void) { return 0; }
#endif

#ifdef CACT_THREADS_LATER
static int one(int k) { return k < 1 ? -1 : 0; }

static int is_one(void) { return 1; }

static void by_one(size_t n, size_t grain, cact_part *part, const void *job) { (void)grain, part(job, 0, n); }

static const cact_threads nobody = {one, is_one, by_one}, *they = &nobody;

static const cact_threads *threads(void) { return is_alone() ? &nobody : __atomic_load_n(&they, __ATOMIC_ACQUIRE); }

void cact_threads_are(const cact_threads *t) { __atomic_store_n(&they, t, __ATOMIC_RELEASE); }

int cact_set_num_threads(int k) { return threads()->set(k); }

int cact_get_num_threads(void) { return threads()->get(); }

CACT_WITHIN void cact_share(size_t n, size_t grain, cact_part *part, const void *job) {
    threads()->share(n, grain, part, job);
}
#else
static int wanted; /* 0: not known yet */

int cact_set_num_threads(int k) {
    if (k < 1) return -1;
    ATOMIC_STORE(&wanted, k);
    return 0;
}

#ifdef _OPENMP
static int wanted_threads(void) {
    int k = ATOMIC_LOAD(&wanted);
    if (!k) {
        k = asked_threads();
        cact_set_num_threads(k ? k : (k = 1));
    }
    return k;
}

int cact_get_num_threads(void) {
    const int k = wanted_threads(), most = omp_get_max_threads();
    return is_alone() ? 1 : k < most ? k : most;
}

CACT_WITHIN void cact_share(size_t n, size_t grain, cact_part *part, const void *job) {
    const size_t parts = n / grain + (n % grain > 0);
    int k = cact_get_num_threads();
    if ((size_t)k > parts) k = (int)parts;
    if (k < 2) {
        part(job, 0, n);
        return;
    }
#pragma omp parallel for num_threads(k) schedule(dynamic)
    for (size_t i = 0; i < parts; i++) part(job, i * grain, n - i * grain < grain ? n - i * grain : grain);
}
#else
int cact_get_num_threads(void) { return 1; }

CACT_WITHIN void cact_share(size_t n, size_t grain, cact_part *part, const void *job) { (void)grain, part(job, 0, n); }
#endif
#endif
