# make demo | test | docs | live | test-live | lint | format | typing | check-build | bench | sizes | verify | verify-cross |
#      lib | install | uninstall | languages | dist | clean
PYTHON ?= python3
VENV   ?= .venv
BUILD  ?= build
JOBS   ?= $(shell nproc 2> /dev/null || echo 2)
CFLAGS ?= -O3 -Wall -Wextra -Wpedantic -Wconversion $(WERROR)
# What is compiled, and the flags that the results depend on.
include src_c/lists.mk
# The folder of the build goes into no file, so that two builds give the same. A public function that cact.h doesn't
# declare is an error.
NEEDED  = $(STRICT) -ffile-prefix-map=$(CURDIR)=. $(STANDARD) -fPIC $(FLAGS) -fvisibility=hidden \
    -Werror=missing-prototypes -Iinclude -Isrc_c

# make lib OPENMP=1: cact_set_num_threads has an effect; who links libcact.a then adds -fopenmp.
ifdef OPENMP
NEEDED += -fopenmp
override LDFLAGS += -fopenmp
endif
# -O3 takes back an -Ofast.
TARGET := $(shell $(CC) -dumpmachine 2> /dev/null)
LINK    = $(LDFLAGS) -O3 $(STRICT) $(if $(findstring linux,$(TARGET)),$(HARDENED))

# The shared library's file, what the loader asks for, what a linker does, and the linker's flag for it.
VERSION := $(shell sed -n 's/^.define CACT_VERSION_[A-Z]* //p' include/cact.h | paste -s -d . -)
ABI     := $(shell sed -n 's/^.define CACT_ABI //p' include/cact.h)
ifneq ($(filter %darwin% %macos%,$(subst -, ,$(TARGET))),)
SO_FILE = libcact.$(VERSION).dylib
SO_NAME = libcact.$(ABI).dylib
SO_LINK = libcact.dylib
NAMED   = -Wl,-install_name,@rpath/$(SO_NAME)
else
SO_FILE = libcact.so.$(VERSION)
SO_NAME = libcact.so.$(ABI)
SO_LINK = libcact.so
NAMED   = -Wl,-soname,$(SO_NAME)
endif

SOURCES = $(CORE:%=src_c/%)
OBJECTS = $(SOURCES:src_c/%.c=$(BUILD)/%.o)
HEADERS = src_c/lists.mk $(wildcard include/*.h src_c/*.h src_c/*.def src_c/*/*.h src_c/*/*.def)
PIP     = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test test-c docs docs-links live test-live lint format typing check-build bench sizes verify verify-needs \
    verify-cross lib languages dist clean

demo: lib
	$(MAKE) --no-print-directory $(BUILD)/env-demo
	$(VENV)/bin/cact demo --out $(BUILD)/demo --library $(BUILD)/libcact.a $(ARGS)

test:
	$(MAKE) --no-print-directory -j$(JOBS) test-c $(BUILD)/verify
	$(MAKE) --no-print-directory $(BUILD)/env-test
	$(VENV)/bin/pytest -q tests

C_TESTS = $(BUILD)/test_cact $(BUILD)/test_rows $(BUILD)/test_half $(BUILD)/test_half_rows $(BUILD)/guards $(BUILD)/stack $(BUILD)/flags
test-c: lib $(C_TESTS)
	for test in $(C_TESTS); do $$test || exit 1; done

# The site, as plain files in docs/_build/html; a warning is an error, and so is an example that prints something else.
SPHINX = $(VENV)/bin/sphinx-build -q -W --keep-going -d docs/_build/doctrees
docs: lib
	$(MAKE) --no-print-directory $(BUILD)/env-docs
	$(SPHINX) -b html docs docs/_build/html
	$(SPHINX) -b doctest docs docs/_build/doctest
	$(MAKE) --no-print-directory live
	@echo "docs/_build/html/index.html"

# Every link of the site, which takes the network.
docs-links: docs
	$(SPHINX) -b linkcheck docs docs/_build/links

# Format and faults of C, Python and Cython, by tools of one version, in an environment of their own, since they give the
# same everywhere only then; make format does what can be done by itself. Types are make typing's.
LINT    = $(BUILD)/lint/bin
TRACKED = $(filter-out include/cact_ffi.h,$(shell git ls-files $(1)))
PYTHONS = bindings cact tests bench docs examples include src_c setup.py
lint: $(BUILD)/lint/made
	$(LINT)/ruff check --quiet $(PYTHONS)
	$(LINT)/ruff format --quiet --check $(PYTHONS)
	PATH="$(abspath $(LINT)):$$PATH" cython-lint $(call TRACKED,'*.pyx' '*.pxi' '*.pxd')
	$(LINT)/clang-format --dry-run -Werror $(call TRACKED,'*.c' '*.h')

format: $(BUILD)/lint/made
	$(LINT)/ruff check --quiet --fix-only $(PYTHONS)
	$(LINT)/ruff format --quiet $(PYTHONS)
	$(LINT)/clang-format -i $(call TRACKED,'*.c' '*.h')

$(BUILD)/lint/made: pyproject.toml
	$(PYTHON) -m venv $(@D)
	$(LINT)/python -m pip install --quiet --disable-pip-version-check $$(sed -n 's/^lint = \[\(.*\)\]/\1/p' $< | tr -d '",')
	@touch $@

# mypy --strict, pyright strict and stubtest on the package and on calls right and wrong.
typing:
	$(MAKE) --no-print-directory $(BUILD)/env-typing
	$(VENV)/bin/python tests/check_typing.py

# What users get: sdist and wheel, built apart from all this, and their tests with the oldest and the newest NumPy.
check-build:
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(PIP) build check-manifest
	$(VENV)/bin/python tests/check_build.py $(ARGS)

# PEERS=1 installs what it is compared with, too; SLEEF and oneDNN 2 (libsleef-dev, libdnnl-dev) count where they are.
bench: $(BUILD)/bench/contenders.so
	$(MAKE) --no-print-directory $(BUILD)/env-$(if $(PEERS),peers,bench)
	$(VENV)/bin/python bench/bench.py --contenders $(BUILD)/bench/contenders.so $(ARGS)

# What the code weighs, what one more function would add, and what a program that calls one function holds.
sizes:
	$(PYTHON) bench/sizes.py

# It looks at the C library alone, so that one row of its table takes no building of the package.
verify:
	$(MAKE) --no-print-directory -j$(JOBS) verify-needs $(BUILD)/verify $(BUILD)/test_half lib
	$(VENV)/bin/python tests/verify.py --program $(BUILD)/verify $(ARGS)

verify-needs:
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(PIP) gmpy2 numpy tqdm

verify-cross:
	$(MAKE) --no-print-directory $(BUILD)/env-cross
	$(VENV)/bin/python tests/cross.py $(ARGS)

# The interactive page, one file that works from any place.
LIVE = docs/_build/html/live/index.html
live: $(LIVE)

$(LIVE): $(wildcard docs/live/*) $(BUILD)/live/made $(BUILD)/libcact.a
	$(BUILD)/live/bin/python docs/live/build.py --cc "$(CC)" --library $(BUILD)/libcact.a --out $@

$(BUILD)/live/made:
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check cffi ziglang
	@touch $@

# It, in a browser.
test-live: $(LIVE)
	$(MAKE) --no-print-directory $(BUILD)/env-live
	$(VENV)/bin/pytest -q tests/check_live.py

# The programs of examples/languages and the bindings, with the toolchains there are; ARGS=--write puts the table into
# docs/languages.md.
languages: lib
	$(MAKE) --no-print-directory $(BUILD)/env-test
	$(VENV)/bin/python examples/languages/run.py --fetch $(ARGS)
	$(VENV)/bin/pytest -q -k everything tests/test_languages.py

# One cact.h and one cact.c, for those who put them among their own sources.
DIST = $(BUILD)/dist
dist:
	$(PYTHON) src_c/amalgamate.py "$(DIST)"

lib: $(BUILD)/libcact.a $(BUILD)/$(SO_LINK)

clean:
	rm -rf $(BUILD) $(VENV) docs/_build *.egg-info cact/*.so cact/include cact/lib cact/_core.c cact/cact_c.pxd \
	    $(filter-out cact/_core.pyi,$(wildcard cact/*.pyi cact/*/*.pyi))

$(BUILD)/libcact.a: $(OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

# The library itself, and the names under which the loader and the linker look for it.
$(BUILD)/$(SO_LINK): $(OBJECTS)
	$(CC) -shared $(LINK) $(NAMED) -o $(BUILD)/$(SO_FILE) $^
	ln -sf $(SO_FILE) $(BUILD)/$(SO_NAME)
	ln -sf $(SO_NAME) $@

$(C_TESTS): $(BUILD)/%: tests/%.c $(wildcard tests/*_tpl.h) $(BUILD)/libcact.a
	$(CC) $(CFLAGS) -std=c99 -Iinclude -o $@ $(filter %.c %.a,$^) $(LINK) -lm

# The reference may use whatever this machine has; only contraction would change it.
$(BUILD)/verify.o: tests/verify.c tests/oracle.def tests/hard_doubles.def include/cact.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -march=native $(FLAGS) $(STANDARD) -Iinclude -Itests -c -o $@ $<

$(BUILD)/verify: $(BUILD)/verify.o $(BUILD)/libcact.a
	$(CC) -o $@ $^ $(LINK) -lm

# The C level of the benchmark: libcact.a, a loop that copies, and the peers that this machine has.
B     = $(BUILD)/bench
HAS   = $(shell echo '\#include <$(1)>' | $(CC) -E -x c - > /dev/null 2>&1 && echo $(2))
X86   = $(findstring x86_64,$(shell $(CC) -dumpmachine))
SLEEF = $(if $(X86),$(call HAS,sleef.h,1))
DNNL  = $(call HAS,oneapi/dnnl/dnnl.h,1)
PEER_OBJECTS = $(if $(X86),$(B)/vector_libm_avx2.o $(B)/vector_libm_avx512.o) \
    $(if $(SLEEF),$(B)/sleef_avx2.o $(B)/sleef_avx512.o) $(if $(DNNL),$(B)/onednn.o)
PEER_LIBS    = $(if $(SLEEF),-lsleef) $(if $(DNNL),-ldnnl) $(if $(X86),-lmvec) -lm
BENCH_CFLAGS = -O3 -Wall -Wextra -std=gnu99 -fPIC -Iinclude -Ibench $(if $(SLEEF),-DHAVE_SLEEF) $(if $(DNNL),-DHAVE_ONEDNN)

$(B)/contenders.so: $(B)/contenders.o $(PEER_OBJECTS) $(BUILD)/libcact.a
	$(CC) -shared -o $@ $^ $(PEER_LIBS)

$(B)/%_avx2.o: BENCH_CFLAGS += -mavx2 -mfma -DSUFFIX=avx2 -DISA='"avx2"' -DW=8
$(B)/%_avx512.o: BENCH_CFLAGS += -mavx512f -mavx512dq -mavx512vl -mavx512bw -mfma -mprefer-vector-width=512 -DSUFFIX=avx512 \
    -DISA='"avx512"' -DW=16
$(B)/vector_libm_%.o: BENCH_CFLAGS += -ffast-math
$(B)/contenders.o: BENCH_CFLAGS += -O2
COMPILE_PEER = @mkdir -p $(@D) && $(CC) $(BENCH_CFLAGS) -c -o $@ $<
$(B)/%_avx2.o: bench/%.c bench/contenders.h bench/formulas.h
	$(COMPILE_PEER)
$(B)/%_avx512.o: bench/%.c bench/contenders.h bench/formulas.h
	$(COMPILE_PEER)
$(B)/%.o: bench/%.c bench/contenders.h bench/formulas.h
	$(COMPILE_PEER)

$(BUILD)/%.o: src_c/%.c $(HEADERS)
	@mkdir -p $(@D)
	@command -v $(firstword $(CC)) > /dev/null || { echo "cact: no C compiler '$(CC)'; install one, for example with"\
	    "apt-get install gcc python3-dev, dnf install gcc python3-devel or xcode-select --install"; exit 1; }
	$(CC) $(CPPFLAGS) $(CFLAGS) $(NEEDED) -c -o $@ $<

# An environment with the package and one of its extras, made anew when a source of the package changes. Editable: Python
# started here finds the folder cact before any other, so that the compiled part has to be in it. Compat: by a line in
# a .pth file, which Cython's cimport follows, too.
PACKAGE = pyproject.toml setup.py $(wildcard cact/*.py cact/*/*.py cact/*.pyx cact/*.pxi cact/*.pxd) \
    cact/_threads.c include/*.hpp include/*.py src_c/*.py $(SOURCES) $(HEADERS)
$(BUILD)/env-%: $(PACKAGE)
	@mkdir -p $(@D)
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --config-settings editable_mode=compat -e '.[$*]'
	@touch $@

include tests/robust.mk
include cmake/install.mk
