/* Work shared among threads. Internal. */
#ifndef CACT_THREADS_H
#define CACT_THREADS_H

#include <stddef.h>

#include "host.h"

/* What several threads may read and write at once is one word each; other compilers than these make one move of it, too. */
#if defined(__GNUC__)
#define ATOMIC_LOAD(from) __atomic_load_n(from, __ATOMIC_RELAXED)
#define ATOMIC_STORE(to, value) __atomic_store_n(to, value, __ATOMIC_RELAXED)
#else
#define ATOMIC_LOAD(from) (*(from))
#define ATOMIC_STORE(to, value) (*(to) = (value))
#endif

/* Elements of a call for which a second thread pays (of rows each takes longer), and that one thread takes at a time. */
enum { CACT_SHARE_FROM = 65536, CACT_SHARE_ROWS_FROM = 32768, CACT_SHARE = 16384 };
/* Bytes of output from which it is stored past the caches: what is written first would be out of them again anyway. What
 * takes an operation or two gains earlier by it; what computes longer would only lose its time in the buffer. */
enum { CACT_STREAM_FROM = 1 << 24, CACT_STREAM_LIGHT_FROM = 1 << 23 };

#ifdef CACT_SMALL
#define CACT_NEVER_SHARES 1
#else
#define CACT_NEVER_SHARES 0
#endif

/* part(job, first, count) for all of n units, `grain` of them at a time; which thread takes them doesn't change a bit. */
typedef void cact_part(const void *job, size_t first, size_t count);
CACT_WITHIN void cact_share(size_t n, size_t grain, cact_part *part, const void *job);

CACT_WITHIN int cact_threads_misread(void); /* is CACT_NUM_THREADS set to what is no number of threads? */
/* threads.c, compiled once more with OpenMP into a library of its own: for those who must load without OpenMP's, as the
 * Python package must. They compile the rest with CACT_THREADS_LATER and hand this over when threads are asked for. */
typedef struct {
    int (*set)(int k);
    int (*get)(void);
    void (*share)(size_t n, size_t grain, cact_part *part, const void *job);
} cact_threads;
void cact_threads_are(const cact_threads *threads);

#endif
