# Tests that look for what nobody thought of (docs/robustness.md). SECONDS: how long each fuzzer runs.
SECONDS ?= 60
CLANG   ?= clang-19
R        = $(BUILD)/robust
CHECKS   = $(wildcard tests/fuzz/*.h) tests/oracle.def $(HEADERS)
SHARED   = $(STANDARD) $(FLAGS) -Iinclude -Isrc_c -gline-tables-only -w
PARTS    = $(filter-out isa/avx%,$(CORE:.c=))

.PHONY: fuzz fuzz-python coverage mutants races uninitialised paths large

# Any bytes: by libFuzzer, with sanitizers in all but the kernels of AVX2 and AVX-512, which are those of libcact.a; and
# random calls of libcact.a alone, where guard pages see what vectors read. ARGS=--write keeps the figures.
fuzz: $(R)/fuzzer $(R)/alone
	$(PYTHON) tests/robustness.py fuzz --seconds $(SECONDS) --folder $(R) $(ARGS)

fuzz-python:
	$(MAKE) --no-print-directory $(BUILD)/env-test
	$(PYTHON) tests/robustness.py fuzz-python --seconds $(SECONDS) --python $(VENV)/bin/python $(ARGS)

# Calls made on purpose, while malloc aborts; of first calls in many threads at once; with memory that is not initialised.
paths: $(R)/paths
	$(R)/paths short

races: $(R)/races
	$(R)/races

# More elements than 32 bits count.
large: $(R)/large
	$(R)/large

uninitialised: $(R)/uninitialised
	$(R)/uninitialised short

coverage:
	$(PYTHON) tests/coverage.py $(ARGS)

mutants:
	$(PYTHON) tests/mutants.py $(ARGS)

$(R)/fuzzed/%.o: src_c/%.c $(HEADERS)
	@mkdir -p $(@D)
	$(CLANG) -O1 $(SHARED) -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all -c -o $@ $<

$(R)/fuzzer: tests/fuzz/fuzz.c $(CHECKS) $(PARTS:%=$(R)/fuzzed/%.o) $(BUILD)/isa/avx2.o $(BUILD)/isa/avx512.o
	$(CLANG) -O1 $(SHARED) -fsanitize=address,undefined,fuzzer -fno-sanitize-recover=all -o $@ $(filter %.c %.o,$^) -lm

$(R)/alone: tests/fuzz/fuzz.c $(CHECKS) $(BUILD)/libcact.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -std=gnu99 -DALONE -Iinclude -Isrc_c -o $@ $(filter %.c %.a,$^) $(LDFLAGS) -lm

$(R)/paths: tests/paths.c $(CHECKS) $(BUILD)/libcact.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -std=gnu99 -DNO_MALLOC -Iinclude -Isrc_c -o $@ $(filter %.c %.a,$^) $(LDFLAGS) -lm

$(R)/large: tests/large.c $(BUILD)/libcact.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -std=gnu99 -Iinclude -o $@ $^ $(LDFLAGS) -lm

$(R)/uninitialised: tests/paths.c src_c/cact.c $(CHECKS)
	@mkdir -p $(@D)
	$(CLANG) -O1 $(SHARED) -fsanitize=memory -fno-sanitize-recover=all -o $@ $(filter %.c,$^) -lm

# The kernels share nothing that is written, so those of libcact.a do.
$(R)/races: tests/races.c src_c/cpu.c src_c/dispatch.c src_c/registry.c src_c/self_test.c src_c/threads.c $(BUILD)/libcact.a
	@mkdir -p $(@D)
	$(CLANG) -O1 $(SHARED) -fsanitize=thread -o $@ $(filter %.c,$^) $(addprefix $(BUILD)/isa/,baseline.o avx2.o avx512.o) -lm
