/* A program for x86-64 Linux without a C library: what cact needs of one is below. It exits with 0 if all is well. */
#include "cact.h"

void *memcpy(void *to, const void *from, size_t n) {
    for (size_t i = 0; i < n; i++) ((char *)to)[i] = ((const char *)from)[i];
    return to;
}

void *memset(void *to, int value, size_t n) {
    for (size_t i = 0; i < n; i++) ((char *)to)[i] = (char)value;
    return to;
}

long check(void);
long check(void) {
    static float x[300], y[300];
    for (int i = 0; i < 300; i++) x[i] = (float)i;
    cact_tanh_f32(x, y, 300);
    if (y[0] != 0.0f || !(y[1] > 0.76159f && y[1] < 0.7616f) || y[299] != 1.0f) return 1;
    cact_softmax_f32(x, y, 3, 100, 1);
    if (y[0] != y[100] || !(y[99] > 0.63f)) return 2;
    return cact_self_test() ? 3 : 0;
}

/* Aligned as the ABI wants it, which a function in C takes for granted. */
__asm__(".globl _start\n_start:\n    call check\n    mov %rax, %rdi\n    mov $231, %eax\n    syscall\n");
