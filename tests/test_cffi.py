"""Every public C function through cffi, linked with libcact.a, against Python's bits."""

import importlib.util
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import REGISTRY, activation_of, parameters, results, same_bits

import cact

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "include"))
from declarations import cdef  # noqa: E402

PROTOTYPES = [
    p for p in re.findall(r"void (cact_\w+)_(f32|f64)\(([^)]*)\)", re.sub(r"\s+", " ", cdef())) if "_apply" not in p[0]
]


@pytest.fixture(scope="session")
def c(tmp_path_factory, made):
    from cffi import FFI

    builder = FFI()
    builder.cdef(cdef())
    builder.set_source(
        "_cact_cffi",
        '#include "cact.h"',
        extra_objects=[str(made / "libcact.a")],
        include_dirs=[str(ROOT / "include")],
    )
    path = builder.compile(tmpdir=str(tmp_path_factory.mktemp("cffi")))
    spec = importlib.util.spec_from_file_location("_cact_cffi", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_header_declares_every_public_function():
    for prefix, kinds in (("cact_", {"f32", "f64"}), ("cact_exact_", {"f32"})):
        declared = {
            (name.removeprefix(prefix), kind)
            for name, kind, _ in PROTOTYPES
            if name.startswith("cact_exact_") == (prefix == "cact_exact_")
        }
        assert declared == {(name, kind) for name in cact.ufuncs.__all__ for kind in kinds}


@pytest.mark.parametrize("name, kind, arguments", PROTOTYPES, ids=[f"{n}_{k}" for n, k, _ in PROTOTYPES])
def test_same_bits_as_python(c, name, kind, arguments):
    dtype, ctype = {"f32": (np.float32, "float[]"), "f64": (np.float64, "double[]")}[kind]
    stem = name.removeprefix("cact_").removeprefix("exact_")
    python = getattr(cact.exact if "_exact_" in name else cact, stem)
    rng = np.random.default_rng(5)
    shape = (3, 37)
    rows, taken = "outer" in arguments, re.findall(r"const (?:float|double) \*(\w+)", arguments)
    inputs = list((rng.standard_normal((3, *shape)) * 4).astype(dtype)[: len(taken)])
    if stem == "logsumexp_backward":
        inputs[0] = inputs[0][:, 0].copy()
    extra = [] if rows else [*map(abs, parameters(activation_of(stem)[0]["name"])[-1])]
    want = results(python(*inputs, *extra))
    got = [np.empty_like(w) for w in want]
    pointers = [c.ffi.from_buffer(ctype, a) for a in (*inputs, *got)]
    sizes = ([3, 37, 1] if "inner" in arguments else [3, 37]) if rows else [inputs[-1].size]
    getattr(c.lib, f"{name}_{kind}")(*pointers, *sizes, *extra)
    for g, w in zip(got, want):
        same_bits(g, w)


def test_registry(c):
    assert c.lib.cact_count() == len(REGISTRY)
    for i, name in enumerate(REGISTRY):
        info = c.lib.cact_at(i)
        assert c.ffi.string(info.name).decode() == name and c.lib.cact_find(info.name) == info
    assert c.lib.cact_at(len(REGISTRY)) == c.ffi.NULL == c.lib.cact_find(b"none")
    assert c.lib.cact_use_isa(b"none") == -1 and c.lib.cact_use_isa(b"baseline") == 0
    assert c.ffi.string(c.lib.cact_isa()) == b"baseline"
    assert c.ffi.string(c.lib.cact_version()).decode() == cact.__version__


def test_strided(c):
    x = np.random.default_rng(6).standard_normal(700).astype(np.float32)
    y = np.empty(350, np.float32)
    slope = c.ffi.new("float *", 0.5)
    info = c.lib.cact_find(b"leaky_relu")
    of = c.ffi.from_buffer
    given = c.ffi.new("cact_in[]", [(of("float[]", x), 2)])
    output, param = c.ffi.new("cact_out *", (of("float[]", y), 1)), c.ffi.new("cact_in *", (slope, 0))
    args = c.ffi.new("cact_args *", (c.ffi.sizeof("cact_args"), 350, 1, 1, 1, given, output, param))
    assert c.lib.cact_apply(info, c.lib.CACT_FORWARD, c.lib.CACT_F32, args) == 0
    same_bits(y, cact.leaky_relu(x[::2].copy(), 0.5))
