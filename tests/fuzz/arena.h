/* Arrays that end, or begin, beside a page nobody may touch: what a vector load reads beyond them faults, in code that no
 * sanitizer looks into as well. Where one does look, what lies around an array is poisoned, too. */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define SHUT(from, bytes) __asan_poison_memory_region(from, bytes)
#define OPEN(from, bytes) __asan_unpoison_memory_region(from, bytes)
#elif __has_feature(memory_sanitizer)
#include <sanitizer/msan_interface.h>
#define SHUT(from, bytes) __msan_poison(from, bytes)
#define OPEN(from, bytes) __msan_unpoison(from, bytes)
#endif
#elif defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define SHUT(from, bytes) __asan_poison_memory_region(from, bytes)
#define OPEN(from, bytes) __asan_unpoison_memory_region(from, bytes)
#endif
#ifndef SHUT
#define SHUT(from, bytes) ((void)(from), (void)(bytes))
#define OPEN(from, bytes) ((void)(from), (void)(bytes))
#endif

enum { ARENA_PAGE = 1 << 14, ARENA_BESIDE = 512 }; /* bytes on either side of an array that are looked at */

typedef struct arena {
    unsigned char *first, *end;
} arena;

static arena arena_make(size_t bytes) {
    unsigned char *all = mmap(0, bytes + 2 * ARENA_PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (all == MAP_FAILED || mprotect(all + ARENA_PAGE, bytes, PROT_READ | PROT_WRITE)) perror("mmap"), exit(2);
    return (arena){all + ARENA_PAGE, all + ARENA_PAGE + bytes};
}

/* An array in its arena and what lies on both sides of it. */
typedef struct region {
    unsigned char *array, *from, *to;
    size_t bytes;
} region;

/* at = 0: the array ends where the arena does; k: it begins k - 1 elements behind the arena's beginning. */
static region arena_place(const arena *a, size_t bytes, size_t element, int at) {
    region r;
    if (bytes > (size_t)(a->end - a->first) - 64 * element) fprintf(stderr, "arena too small\n"), exit(2);
    r.array = at ? a->first + (size_t)(at - 1) * element : a->end - bytes;
    r.bytes = bytes;
    r.from = r.array - a->first < ARENA_BESIDE ? a->first : r.array - ARENA_BESIDE;
    r.to = a->end - (r.array + bytes) < ARENA_BESIDE ? a->end : r.array + bytes + ARENA_BESIDE;
    return r;
}

static void region_shut(const region *r) {
    SHUT(r->from, (size_t)(r->array - r->from));
    SHUT(r->array + r->bytes, (size_t)(r->to - r->array) - r->bytes);
}

static void region_open(const region *r) { OPEN(r->from, (size_t)(r->to - r->from)); }

#endif
