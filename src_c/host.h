/* What the core takes from where it runs: variables of the environment, where there is one, and memcpy and memset. Without
 * a C library (-ffreestanding, or CACT_FREESTANDING) no header of one is read. Internal. */
#ifndef CACT_HOST_H
#define CACT_HOST_H

#include <stddef.h>

#if defined(__STDC_HOSTED__) && !__STDC_HOSTED__ && !defined(CACT_FREESTANDING)
#define CACT_FREESTANDING 1
#endif

#ifdef CACT_FREESTANDING
#define CACT_GETENV(name) ((const char *)0)
#if !defined(__GNUC__)
void *memcpy(void *to, const void *from, size_t n);
void *memset(void *to, int value, size_t n);
#endif
#else
#include <stdlib.h>
#include <string.h>
#define CACT_GETENV(name) ((const char *)getenv(name))
#endif

/* By the builtins, which are inline also where -ffreestanding or -fno-builtin makes memcpy a function like any other: a
 * float's bits are a memcpy. For large blocks they call memcpy and memset; CACT_MEMCPY and CACT_MEMSET name others. */
#if defined(__GNUC__) && !defined(CACT_MEMCPY)
#define CACT_MEMCPY __builtin_memcpy
#define CACT_MEMSET __builtin_memset
#endif
#if defined(CACT_MEMCPY)
#undef memcpy
#undef memset
#define memcpy CACT_MEMCPY
#define memset CACT_MEMSET
#endif

/* What several files of the core use, and nobody else: in one file, nobody else sees it. */
#ifdef CACT_ONE_TABLE
#define CACT_WITHIN static
#else
#define CACT_WITHIN
#endif

#endif
