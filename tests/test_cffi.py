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
from halves import HEADER, with_halves  # noqa: E402

PROTOTYPES = re.findall(r"void (cact_\w+)_(f32|f64|f16|bf16)\(([^)]*)\)", re.sub(r"\s+", " ", cdef()))
OF_FLOATS = [p for p in PROTOTYPES if p[1] in ("f32", "f64")]
OF_HALVES = [p for p in PROTOTYPES if p[1] in ("f16", "bf16")]


SUFFIXES = ["", "_prime", "_backward", "_backward_from_y"]  # of cact_op
TYPES = [("", "f32"), ("", "f64"), ("exact_", "f32"), ("", "f16"), ("", "bf16"), ("exact_", "f16"), ("exact_", "bf16")]


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
    for prefix, kinds in (("cact_", {"f32", "f64", "f16", "bf16"}), ("cact_exact_", {"f32", "f16", "bf16"})):
        declared = {
            (name.removeprefix(prefix), kind)
            for name, kind, _ in PROTOTYPES
            if name.startswith("cact_exact_") == (prefix == "cact_exact_")
        }
        assert declared == {(name, kind) for name in cact.ufuncs.__all__ for kind in kinds}


def test_the_prototypes_of_halves_are_current():
    assert HEADER.read_text() == with_halves(HEADER.read_text()), "python include/halves.py --write"


@pytest.mark.parametrize("name, kind, arguments", OF_FLOATS, ids=[f"{n}_{k}" for n, k, _ in OF_FLOATS])
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


@pytest.mark.parametrize("name, kind, arguments", OF_HALVES, ids=[f"{n}_{k}" for n, k, _ in OF_HALVES])
def test_halves_by_name_are_those_of_the_registry(c, name, kind, arguments):
    """test_half.c and test_half_rows.c say what those are."""
    ffi, lib, exact = c.ffi, c.lib, "_exact_" in name
    stem = name.removeprefix("cact_").removeprefix("exact_")
    type_ = getattr(lib, f"CACT_{'EXACT_' * exact}{kind.upper()}")
    rng, n, rows = np.random.default_rng(7), 111, "outer" in arguments
    inputs = [rng.integers(0, 1 << 16, n, np.uint16) for _ in re.findall(r"const uint16_t \*", arguments)]
    taken = [ffi.from_buffer("uint16_t[]", a) for a in inputs]
    by_name, by_registry = (np.zeros((3, 37 * n) if stem.endswith("_prime") else (3, n), np.uint16) for _ in range(2))
    if rows:
        function, op = next(
            (stem.removesuffix(end), op) for op, end in [*enumerate(SUFFIXES)][::-1] if stem.endswith(end)
        )
        sizes = [3, 37, 1] if "inner" in arguments else [3, 37]
        getattr(lib, f"{name}_{kind}")(*taken, ffi.from_buffer("uint16_t[]", by_name), *sizes)
        dy = taken[0] if len(taken) > 1 else ffi.NULL
        out = ffi.from_buffer("uint16_t[]", by_registry)
        args = ffi.new("cact_rows_args *", (ffi.sizeof("cact_rows_args"), 3, 37, 1, dy, taken[-1], out))
        assert lib.cact_apply_rows(lib.cact_find(function.encode()), op, type_, args) == 0
    else:
        row, suffix = activation_of(stem)
        op = SUFFIXES.index(suffix)
        values = parameters(row["name"])[-1]
        outs = arguments.count("uint16_t *") - len(taken)
        places = [[ffi.from_buffer("uint16_t[]", a[k]) for k in range(outs)] for a in (by_name, by_registry)]
        getattr(lib, f"{name}_{kind}")(*taken, *places[0], n, *values)
        slopes = [ffi.new("float *", v) for v in values]
        given = ffi.new("cact_in[]", [(a, 1) for a in taken])
        outputs = ffi.new("cact_out[]", [(a, 1) for a in places[1]])
        params = ffi.new("cact_in[]", [(a, 0) for a in slopes])
        args = (ffi.sizeof("cact_args"), n, len(taken), outs, len(values), given, outputs, params)
        assert lib.cact_apply(lib.cact_find(row["name"].encode()), op, type_, ffi.new("cact_args *", args)) == 0
    assert by_name.any() and (by_name == by_registry).all()


def test_registry(c):
    """Everything a binding with help texts needs, of elements and of rows: what is declared is what there is."""
    found, text = set(), lambda pointer: c.ffi.string(pointer).decode()
    for i in range(c.lib.cact_count()):
        info = c.lib.cact_at(i)
        name = text(info.name)
        assert c.lib.cact_find(info.name) == info and info.size == c.ffi.sizeof("cact_info")
        assert (info.kind == c.lib.CACT_ELEMENTS) == (name in REGISTRY) == (i < len(REGISTRY))
        assert len(text(info.formula)) > 4 and text(info.description)[0].isupper() and text(info.description)[-1] != "."
        for type_, (tier, kind) in enumerate(TYPES):
            bounds = info.bounds[type_]
            assert info.types >> type_ & 1 and 0.5 <= bounds.forward < 12 and 0.5 <= bounds.prime < 12
            found |= {f"cact_{tier}{name}{end}_{kind}" for op, end in enumerate(SUFFIXES) if info.ops >> op & 1}
        for param in info.param[0 : info.params]:
            assert param.low <= param.usual <= param.high and param.from_y == param.low
        assert info.outputs == 1 and info.inputs in (1, 2)
    assert found == {f"{name}_{kind}" for name, kind, _ in PROTOTYPES + OF_HALVES}
    assert c.lib.cact_at(c.lib.cact_count()) == c.ffi.NULL == c.lib.cact_find(b"none")
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
