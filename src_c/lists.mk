# The sources of the core and the flags it needs, for all who build it: the Makefile, CMakeLists.txt, setup.py and what
# compiles it in tests/ and bench/ (by lists.py). A name, =, words: one line each.

# All instruction sets; cact.c instead is the same in one file, for the baseline alone.
CORE = cpu.c dispatch.c registry.c self_test.c threads.c isa/baseline.c isa/avx2.c isa/avx512.c

# The code is C99, but of -std=c99 some compilers conclude that floats are to be computed as doubles.
STANDARD = -std=gnu99

# What the results depend on: nothing may be contracted; GCC vectorises selects only without trapping math.
FLAGS = -fno-trapping-math -fno-math-errno -ffp-contract=off

# Nor may a distribution's CFLAGS or LDFLAGS ask for fast arithmetic: when linking, GCC before 13 would make the whole
# process flush subnormals to zero.
STRICT = -fno-fast-math -fno-unsafe-math-optimizations

# What a linker of ELF files makes read-only: what the loader has written, and the stack is never run.
HARDENED = -Wl,-z,relro,-z,now,-z,noexecstack
