# make demo | test | bench | verify | verify-cross | lib | install | clean
PYTHON ?= python3
VENV   ?= .venv
BUILD  ?= build
CFLAGS ?= -O3 -Wall -Wextra -Wpedantic -Wconversion
# What the results depend on: nothing may be contracted; GCC vectorises selects only without trapping math. The code is
# C99, but of -std=c99 some compilers conclude that floats are to be computed as doubles.
NEEDED  = -std=gnu99 -fPIC -fno-trapping-math -fno-math-errno -ffp-contract=off -fvisibility=hidden -Iinclude -Isrc_c

# make lib OPENMP=1: cact_set_num_threads has an effect; who links libcact.a then adds -fopenmp.
ifdef OPENMP
NEEDED += -fopenmp
LDFLAGS += -fopenmp
endif

SOURCES = $(filter-out src_c/cact.c,$(wildcard src_c/*.c src_c/isa/*.c))
OBJECTS = $(SOURCES:src_c/%.c=$(BUILD)/%.o)
HEADERS = $(wildcard include/*.h src_c/*.h src_c/*.def src_c/*/*.h)
PIP     = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test test-c bench verify verify-cross lib install clean

demo: lib
	$(MAKE) --no-print-directory $(BUILD)/env-demo
	$(VENV)/bin/cact demo --out $(BUILD)/demo --library $(BUILD)/libcact.a $(ARGS)

test: test-c
	$(MAKE) --no-print-directory $(BUILD)/env-test
	$(VENV)/bin/pytest -q tests

test-c: lib $(BUILD)/test_cact
	$(BUILD)/test_cact

bench: lib
	$(MAKE) --no-print-directory $(BUILD)/env-bench
	$(VENV)/bin/python bench/bench.py $(ARGS)

# It looks at the C library alone, so that one row of its table takes no building of the package.
verify:
	$(MAKE) --no-print-directory -j2 $(BUILD)/verify lib
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(PIP) gmpy2 numpy tqdm
	$(VENV)/bin/python tests/verify.py --program $(BUILD)/verify $(ARGS)

verify-cross:
	$(MAKE) --no-print-directory $(BUILD)/env-cross
	$(VENV)/bin/python tests/cross.py $(ARGS)

lib: $(BUILD)/libcact.a $(BUILD)/libcact.so

PREFIX ?= /usr/local
install: lib
	install -d $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib
	install -m 644 include/cact.h $(DESTDIR)$(PREFIX)/include
	install -m 644 $(BUILD)/libcact.a $(DESTDIR)$(PREFIX)/lib
	install -m 755 $(BUILD)/libcact.so $(DESTDIR)$(PREFIX)/lib

clean:
	rm -rf $(BUILD) $(VENV) *.egg-info

$(BUILD)/libcact.a: $(OBJECTS)
	$(AR) rcs $@ $^

$(BUILD)/libcact.so: $(OBJECTS)
	$(CC) -shared $(LDFLAGS) -o $@ $^

$(BUILD)/test_cact: tests/test_cact.c $(BUILD)/libcact.a
	$(CC) $(CFLAGS) -std=c99 -Iinclude -o $@ $^ -lm

# The reference may use whatever this machine has; only contraction would change it.
$(BUILD)/verify: tests/verify.c tests/oracle.def tests/hard_doubles.def $(BUILD)/libcact.a
	$(CC) $(CFLAGS) -march=native -fno-trapping-math -fno-math-errno -ffp-contract=off -std=gnu99 -Iinclude -Itests -o $@ tests/verify.c $(BUILD)/libcact.a -lm

$(BUILD)/%.o: src_c/%.c $(HEADERS)
	@mkdir -p $(@D)
	@command -v $(firstword $(CC)) > /dev/null || { echo "cact: no C compiler '$(CC)'; install one, for example with"\
	    "apt-get install gcc python3-dev, dnf install gcc python3-devel or xcode-select --install"; exit 1; }
	$(CC) $(CFLAGS) $(NEEDED) -c -o $@ $<

# An environment with the package and one of its extras, made anew when a source of the package changes.
PACKAGE = pyproject.toml setup.py $(wildcard cact/*.py cact/*.pyx cact/*.pxd) $(SOURCES) $(HEADERS)
$(BUILD)/env-%: $(PACKAGE)
	@mkdir -p $(@D)
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(PIP) '.[$*]'
	@touch $@
