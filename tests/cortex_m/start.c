/* Start-up of a Cortex-M under QEMU, whose loader puts everything in place: the vectors, the floating-point unit on where
 * there is one, then newlib's own start-up, which speaks to QEMU by semihosting. */
extern void _mainCRTStartup(void);

static void stop(void) { /* SYS_EXIT, a run-time error */
    __asm__ volatile("movs r0, #0x18\n\tldr r1, =0x20023\n\tbkpt 0xab" ::: "r0", "r1");
    for (;;) {
    }
}

static void start(void) {
#if defined(__ARM_FP)
    *(volatile unsigned *)0xe000ed88 |= 0xfu << 20; /* CPACR */
    __asm__ volatile("dsb\n\tisb");
#endif
    _mainCRTStartup();
}

extern char __stack[];
__attribute__((section(".vectors"), used)) static void *const vectors[] = {
    __stack, (void *)start, (void *)stop, (void *)stop, (void *)stop, (void *)stop, (void *)stop};
