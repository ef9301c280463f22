"""Calls nobody thought of: any function, shape, axis, dtype, layout, container and out. Each gives the value of the definition
(in NumPy's long double), the bits of the dense array and the container that came, or a TypeError or ValueError where, and only
where, one is due, with out untouched.

CACT_GENERATED=5000 for more than the usual number of calls; python tests/test_generated.py --minutes 60 for new ones each time."""

import array
import os
import sys
from typing import Any, NamedTuple

import numpy as np
import rows_oracle
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from oracle import DEFINITIONS, L, ulp_error

import cact
from cact import _core
from cact.checks import call_of

ACTIVATIONS = {row["name"]: row for row in _core.registry()}
FUNCTIONS = [(tier, name) for tier in (cact, cact.exact) for name in cact.ufuncs.__all__]
SMALL, WIDE = ("f4", "f2", "i1", "u1", "i2", "u2", "?"), ("f8", "i4", "u4", "i8", "u8")
BAD = ("c8", "c16", "O", "U3", "S2", "M8[s]", "m8[s]", "g")
SPECIAL = (
    np.nan,
    np.inf,
    -np.inf,
    0.0,
    -0.0,
    1e-45,
    1e-310,
    1.0,
    -1.0,
    88.8,
    -88.8,
    -104.0,
    709.9,
    3e38,
    -3e38,
    16777217.0,
)


class Input(NamedTuple):
    dense: np.ndarray  # the values, C-contiguous, in their own dtype
    given: Any  # what the call gets
    bad: bool = False
    weak: bool = False  # a Python number

    @property
    def wide(self):
        return self.dense.dtype.str[1:] in WIDE or self.dense.dtype.kind == "f" and self.dense.dtype.itemsize == 8


# ---- values and layouts ----------------------------------------------------------------------------------------------


@st.composite
def values(draw, shape, dtype, finite=False):
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    a = np.asarray(
        rng.standard_normal(shape) * draw(st.sampled_from([1, 5, 30] if finite else [1, 5, 30, 1e-3, 1e4, 1e30]))
    )
    if not finite and draw(st.booleans()):
        at = rng.random(shape) < 0.1
        a = np.where(at, rng.choice(SPECIAL, shape), a)
    kind = np.dtype(dtype).kind
    with np.errstate(all="ignore"):
        if kind in "iu":
            info = np.iinfo(dtype)
            a = np.clip(np.nan_to_num(np.round(a)), max(info.min, -(2**53)), min(info.max, 2**53))
        return np.asarray(a.astype(dtype) if kind != "b" else a > 0)


def strided(a, steps):
    """a in an array with gaps, or backwards."""
    steps = [s if n > 1 else 1 for n, s in zip(a.shape, steps)]
    big = np.zeros([n * abs(s) for n, s in zip(a.shape, steps)], a.dtype)
    view = big[(..., *[slice(None, None, s) for s in steps])]
    view = view[(..., *[slice(n) for n in a.shape])]
    view[...] = a
    return view


def crooked(a):
    raw = np.zeros(a.nbytes + 1, np.uint8)
    view = raw[1:].view(a.dtype).reshape(a.shape) if a.size else a
    view[...] = a
    return view


def frozen(a):
    a = a.copy()
    a.flags.writeable = False
    return a


LAYOUTS = {
    "C": lambda a, rng: a.copy(),
    "F": lambda a, rng: a.copy(order="F"),
    "strided": lambda a, rng: strided(a, rng.choice([-3, -2, -1, 1, 2, 3], a.ndim)),
    "swapped": lambda a, rng: a.astype(a.dtype.newbyteorder()),
    "crooked": lambda a, rng: crooked(a),
    "frozen": lambda a, rng: frozen(a),
    "transposed": lambda a, rng: a.transpose(np.argsort(order := rng.permutation(a.ndim))).copy().transpose(order),
    "subclass": lambda a, rng: a.copy().view(type("Sub", (np.ndarray,), {})),
    "list": lambda a, rng: a.tolist(),
}


def zero_strides(a, rng):
    """Values that repeat along an axis, as a view that does."""
    axis = rng.integers(a.ndim)
    one = a.take([0], axis)
    return np.broadcast_to(one, a.shape)


@st.composite
def inputs(draw, shape, exact, bad=True, finite=False):
    bad = bad and draw(st.integers(0, 40)) == 0
    dtype = draw(st.sampled_from(BAD if bad else SMALL + ("f4",) * 6 if exact else SMALL + WIDE + ("f4", "f8") * 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    if bad:
        a = np.full(shape, "1", dtype) if dtype[0] in "US" else np.ones(shape, "i8").astype(dtype)
        return Input(a, a.copy(), bad=True)
    a = draw(values(shape, dtype, finite))
    how = draw(st.sampled_from([*LAYOUTS, "zero"]))
    if how == "zero":
        given = zero_strides(a, rng) if a.ndim and a.size else a
        return Input(np.ascontiguousarray(given).reshape(shape), given)
    if how == "list" and not a.size:
        how = "C"  # a list has no other dimension beside one of length 0
    if how == "list":
        a = a.astype("f8" if a.dtype.kind == "f" else a.dtype)
        weak = a.ndim == 0 and a.dtype.kind in "f"
        given = a.tolist()
        dense = np.asarray(given)
        if exact and dense.dtype.kind in "iuf":
            with np.errstate(all="ignore"):
                dense = dense.astype("f4")
        if dense.dtype.kind not in "biuf" or (a.ndim == 0 and not weak):  # a Python bool or int has other rules
            return Input(a, a.copy(), bad=exact and a.dtype.str[1:] in WIDE)
        return Input(np.asarray(dense).reshape(shape), given, weak=weak and not exact)
    return Input(a, LAYOUTS[how](a, rng))


def buffer_of(a, kind):
    """One-dimensional floats as exporters of the buffer protocol."""
    made = array.array("f" if a.dtype == "f4" else "d", a.tolist())
    return {
        "array": made,
        "memoryview": memoryview(made),
        "reversed": memoryview(array.array(made.typecode, made[::-1]))[::-1],
    }[kind]


# ---- containers ------------------------------------------------------------------------------------------------------


def containers():
    """{name: (dress, type of what comes back, undress)} of what is installed."""
    found = {"masked": (np.ma.masked_array, np.ma.MaskedArray, np.ma.getdata)}
    try:
        import pandas as pd

        index = lambda n: [f"l{i}" for i in range(n)]
        found["series"] = (lambda a: pd.Series(a, index=index(len(a))), pd.Series, np.asarray)
        found["frame"] = (
            lambda a: pd.DataFrame(a, index=index(len(a)), columns=index(a.shape[1])),
            pd.DataFrame,
            lambda y: y.to_numpy(),
        )
    except ImportError:
        pass
    try:
        import dask.array as da

        found["dask"] = (
            lambda a: da.from_array(a, chunks=a.shape),
            da.Array,
            lambda y: y.compute(scheduler="synchronous"),
        )
    except ImportError:
        pass
    try:
        import xarray as xr

        found["xarray"] = (xr.DataArray, xr.DataArray, lambda y: y.values)
    except ImportError:
        pass
    if "torch" in os.environ.get("CACT_GENERATED_WITH", "torch"):
        try:
            import torch

            found["torch"] = (lambda a: torch.from_numpy(a.copy()), torch.Tensor, lambda y: y.numpy())
        except ImportError:
            pass
    return found


CONTAINERS = containers()
DIMENSIONS = {"series": (1,), "frame": (2,)}


# ---- calls -----------------------------------------------------------------------------------------------------------


def result_type(arrays, exact):
    known = [a for a in arrays if not a.weak]
    return np.dtype("f4" if exact or (known and not any(a.wide for a in known)) else "f8")


@st.composite
def shapes(draw):
    how = draw(st.integers(0, 20))
    if how == 0:
        return (draw(st.integers(1, 3)), *[1] * draw(st.integers(31, 50)), draw(st.integers(1, 4)))
    if how == 1:
        return (draw(st.integers(0, 3)), draw(st.integers(50, 700)))
    return tuple(draw(st.lists(st.integers(0, 5), max_size=4)))


@st.composite
def outs(draw, shape, dtype):
    """(out, does it fit): None most of the time."""
    how = draw(
        st.sampled_from(
            [None] * 6
            + ["C", "F", "strided", "swapped", "crooked", "half", "other"]
            + ["shape", "int", "frozen", "list", "string", "scalar"]
        )
    )
    fresh = np.full(shape, 7, dtype)
    if how is None:
        return None, True
    if how in LAYOUTS and how not in ("list", "frozen"):
        return LAYOUTS[how](fresh, np.random.default_rng(draw(st.integers(0, 99)))), True
    fitting = {"half": "f2", "other": "f8" if dtype == "f4" else "f4"}
    if how in fitting:
        return fresh.astype(fitting[how]), True
    wrong = {"shape": np.full((*shape, 2), 7, dtype), "int": fresh.astype("i8"), "frozen": frozen(fresh), "list": [7]}
    return wrong.get(how, "out" if how == "string" else np.float64(7)), False


def refused(call):
    try:
        call()
    except (TypeError, ValueError):
        return True
    return False


def untouched(out):
    return not isinstance(out, np.ndarray) or (out == 7).all()


def equal(got, want):
    """The same values and signs of zero; any NaN is as good as another where a conversion lies between."""
    got, want = np.asarray(got), np.asarray(want)
    assert got.shape == want.shape and got.dtype == want.dtype, (got.shape, want.shape, got.dtype, want.dtype)
    assert ((got == want) & (np.signbit(got) == np.signbit(want)) | (np.isnan(got) & np.isnan(want))).all(), (got, want)


def as_float(a, dtype):
    with np.errstate(all="ignore"):
        return np.array(a, dtype, order="C")


def check(f, given, options, want, out):
    """The call itself, by the ways it may be made."""
    result = f(*given, **options)
    if out is None:
        equal(result, want)
    else:
        assert result is out
        with np.errstate(all="ignore"):
            equal(np.asarray(out).astype(out.dtype.newbyteorder("=")), want.astype(out.dtype.newbyteorder("=")))


@st.composite
def axes(draw, ndim):
    """(axis, the axes it means or None if it is wrong)."""
    n = max(ndim, 1)
    good = st.integers(-n, n - 1)
    how = draw(st.integers(0, 12))
    if how == 0:
        return draw(
            st.sampled_from([n, -n - 1, 10**30, "1", 1.0, (0, 0) if ndim else (1,), (n,), [0.0], np.ones(3)])
        ), None
    if how < 6:
        axis = draw(good)
        return draw(st.sampled_from([int, np.int64, np.int8, lambda a: (a,)]))(axis), (axis % n,)
    if how < 8:
        return None, tuple(range(ndim))
    some = draw(st.lists(st.sampled_from(range(n)), unique=True, max_size=n))
    return tuple(a - n * draw(st.booleans()) for a in some), tuple(sorted(some))


@st.composite
def element_calls(draw):
    tier, name = draw(st.sampled_from([(t, n) for t, n in FUNCTIONS if not call_of(getattr(t.ufuncs, n)).core]))
    call = call_of(getattr(tier.ufuncs, name))
    shape = draw(shapes())
    container = draw(st.sampled_from([None] * 4 + list(CONTAINERS))) if len(shape) < 5 else None
    if container and (len(shape) not in DIMENSIONS.get(container, range(5)) or (container == "frame" and 0 in shape)):
        container = None  # a frame without columns has no dtype
    arrays = []
    for k, argument in enumerate(call.arguments):
        mine = shape
        if k and container is None and len(shape) < 32:
            cut = draw(st.integers(0, len(shape)))
            mine = tuple(1 if draw(st.integers(0, 4)) == 0 else n for n in shape[cut:])
        if argument not in ("x", "y", "dy") and (container or draw(st.booleans())):
            p = draw(st.sampled_from([0.0, 1.0, 0.01, 2.0, -0.5, np.nan, 1e300, np.inf]))
            dense = as_float(p, "f4" if call.exact else "f8")
            arrays.append(Input(dense, p, weak=not call.exact))
        else:
            arrays.append(draw(inputs(mine, call.exact, bad=container is None, finite=argument == "dy")))
    return tier, name, call, arrays, container


# ---- the properties --------------------------------------------------------------------------------------------------


def definition(name, call, dense, got):
    """Against the oracle, where it has this operation."""
    base, _, op = name.partition("_prime")
    base = base.removesuffix("_backward")
    if "from_y" in name or base not in DEFINITIONS:
        return
    parameter = [dense[-1].astype(L)] if ACTIVATIONS[base]["param"] else []
    x = dense[1 if "backward" in name else 0]
    shape = got.shape
    x, *parameter = [np.broadcast_to(a, shape) for a in (x.astype(L), *parameter)]
    derivative = op or "backward" in name or name.endswith("_prime")
    bound = 0.5001 if call.exact else ACTIVATIONS[base]["ulp_prime" if derivative else "ulp_forward"]
    no_number = np.isnan(x)
    for p in parameter:
        no_number = no_number | ~np.isfinite(p)  # an infinite product with 0 is what the order of operations makes of it
    with np.errstate(all="ignore"):
        points = zip(x.ravel(), *[p.ravel() for p in parameter])
        exact = np.array([DEFINITIONS[base][bool(derivative)](v, *p) for v, *p in points], L).reshape(shape)
        if "backward" not in name:  # of the exact tier, a parameter's product is rounded in double
            return bounded(np.where(no_number, 0, ulp_error(got, exact)), bound + (call.exact and bool(parameter)))
        slope = exact.astype(got.dtype)
        dy = np.broadcast_to(dense[0], shape).astype(L)
        fine = np.isfinite(slope) & np.isfinite(exact * dy) & (abs(exact * dy) < np.finfo(got.dtype).max) & ~no_number
        room = abs(dy) * np.spacing(abs(slope)).astype(L) * (bound + 1.5)
        room += np.spacing(abs((exact * dy).astype(got.dtype))).astype(L)
        assert (abs(got.astype(L) - exact * dy) <= room)[fine].all()


def bounded(error, bound):
    assert (error <= bound).all(), (error.max(), bound)


def elements(case, data):
    tier, name, call, arrays, container = case
    f, given = getattr(tier, name), [a.given for a in arrays]
    dtype = result_type(arrays, call.exact)
    try:
        shape = (
            np.broadcast_shapes(*[a.dense.shape for a in arrays])
            if len(arrays[0].dense.shape) < 32
            else arrays[0].dense.shape
        )
    except ValueError:
        shape = None
    negative = call.not_negative and not arrays[-1].bad and bool((np.asarray(arrays[-1].dense) < 0).any())
    if any(a.bad for a in arrays) or shape is None or negative:
        assert refused(lambda: f(*given))
        return
    dense = [as_float(a.dense, dtype) for a in arrays]
    want = np.asarray(f(*[np.ascontiguousarray(np.broadcast_to(d, shape)).reshape(shape) for d in dense]))
    definition(name, call, dense, want)
    if container:
        dress, kind, undress = CONTAINERS[container]
        given = [
            a.given
            if np.ndim(a.dense) == 0 and a.weak or isinstance(a.given, float)
            else dress(a.dense.copy())
            for a in arrays
        ]
        if any(a.dense.dtype in ("f2", "u2", "u4", "u8") for a in arrays):  # not all libraries have them
            return
        got = f(*given)
        assert isinstance(got, kind) or want.ndim == 0
        equal(undress(got) if isinstance(got, kind) else got, want)
        return
    out, fits = data.draw(outs(shape, dtype))
    if not fits:
        assert refused(lambda: f(*given, out=out)) and untouched(out)
        return
    check(f, given, {"out": out}, want, out)
    in_place(f, arrays, want, data)
    if len(arrays) == 1 and dense[0].ndim == 1 and arrays[0].dense.dtype in ("f4", "f8"):
        for way in ("array", "memoryview", "reversed"):
            equal(f(buffer_of(arrays[0].dense, way)), want)


def in_place(f, arrays, want, data, **options):
    """out is an input, or lies across one."""
    k = data.draw(st.integers(0, len(arrays) - 1))
    if arrays[k].dense.dtype != want.dtype or arrays[k].dense.shape != want.shape:
        return
    shift = data.draw(st.integers(0, 3))
    buffer = np.zeros(want.size + shift, want.dtype)
    mine, out = (buffer[s : s + want.size].reshape(want.shape) for s in (0, shift))
    mine[...] = arrays[k].dense
    given = [mine if i == k else a.given for i, a in enumerate(arrays)]
    assert f(*given, out=out, **options) is out
    equal(out, want)


@st.composite
def row_calls(draw):
    tier, name = draw(st.sampled_from([(t, n) for t, n in FUNCTIONS if call_of(getattr(t.ufuncs, n)).core]))
    call = call_of(getattr(tier.ufuncs, name))
    shape = draw(shapes())
    if call.jacobian:
        shape = (shape or (3,))[:3] if max(shape, default=0) < 60 else (2, 5)
    container = draw(st.sampled_from([None] * 4 + list(CONTAINERS))) if len(shape) < 5 else None
    if container and (len(shape) not in DIMENSIONS.get(container, range(1, 5)) or call.jacobian or 0 in shape):
        container = None
    axis, meant = (-1, (max(len(shape), 1) - 1,)) if call.jacobian else draw(axes(len(shape)))
    x = draw(inputs(shape, call.exact, bad=container is None, finite=len(call.arguments) == 2))
    arrays, kept = [x], False
    if len(call.arguments) == 2:
        mine, kept = shape, draw(st.booleans())
        if call.core[0] == 0 and meant is not None:
            mine = tuple(1 if i in meant else n for i, n in enumerate(shape) if kept or i not in meant)
        arrays.insert(0, draw(inputs(mine, call.exact, bad=container is None, finite=True)))
    keepdims = call.core[-1] == 0 and draw(st.booleans())
    return tier, name, call, arrays, container, axis, meant, keepdims


def table_of(a, axes):
    """a's rows as a table, and the order of its dimensions."""
    others = [i for i in range(a.ndim) if i not in axes]
    n = int(np.prod([a.shape[i] for i in axes], dtype=int))
    outer = int(np.prod([a.shape[i] for i in others], dtype=int))
    return np.ascontiguousarray(a.transpose(*others, *axes)).reshape(outer, n), [*others, *axes]


def rows(case, data):
    tier, name, call, arrays, container, axis, meant, keepdims = case
    f, given = getattr(tier, name), [a.given for a in arrays]
    options = {} if call.jacobian else {"axis": axis} | ({"keepdims": keepdims} if call.core[-1] == 0 else {})
    if any(a.bad for a in arrays) or meant is None:
        assert refused(lambda: f(*given, **options))
        return
    dtype = result_type(arrays, call.exact)
    x = as_float(arrays[-1].dense, dtype)
    single = x.ndim == 0 and meant == (0,)
    wide, meant = (x[None], meant) if single else (x, meant)
    table, order = table_of(wide, meant)
    dense = [table]
    if len(arrays) == 2:
        dy = as_float(arrays[0].dense, dtype)
        dense.insert(0, dy.ravel() if call.core[0] == 0 else table_of(dy[None] if single else dy, meant)[0])
    values = f(*dense)
    if name.endswith("from_y"):  # of what a y can be
        y = getattr(tier, name.removesuffix("_backward_from_y"))(table)
        rows_oracle.check(name, call.exact, [dense[0], y], f(dense[0], y))
    else:
        rows_oracle.check(name, call.exact, dense, values)
    rest = [n for i, n in enumerate(wide.shape) if i not in meant]
    if call.jacobian:
        want = values.reshape(*wide.shape, wide.shape[-1])
    elif call.core[-1] == 0:
        kept = [1 if i in meant else n for i, n in enumerate(wide.shape)]
        want = values.reshape(kept if keepdims else rest)
    else:
        want = values.reshape([wide.shape[i] for i in order]).transpose(np.argsort(order)).reshape(x.shape)
    if container:
        if any(a.dense.dtype in ("f2", "u2", "u4", "u8") for a in arrays):
            return
        dress, kind, undress = CONTAINERS[container]
        given = [
            dress(a.dense.copy())
            if np.ndim(a.dense) == x.ndim
            else np.ascontiguousarray(a.dense).reshape(a.dense.shape)
            for a in arrays
        ]
        got = f(*given, **options)
        if kind.__name__ == "DataFrame" and want.ndim == 1:
            undress = np.asarray
        elif want.ndim:
            assert isinstance(got, kind)
        equal(undress(got) if hasattr(got, "shape") and want.ndim else np.asarray(got)[()], want)
        return
    out, fits = data.draw(outs(want.shape, dtype))
    if not fits:
        assert refused(lambda: f(*given, **options, out=out)) and untouched(out)
        return
    if x.ndim > 30 and refused(
        lambda: f(*given, **options, out=out)
    ):  # NumPy's loops have fewer dimensions than its arrays
        return
    check(f, given, options | {"out": out}, want, out)
    if call.core[-1] == 1:
        in_place(f, arrays, want, data, **options)


QUICK = settings(
    max_examples=int(os.environ.get("CACT_GENERATED", 700)),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@QUICK
@given(element_calls(), st.data())
def test_elements(case, data):
    elements(case, data)


@QUICK
@given(row_calls(), st.data())
def test_rows(case, data):
    rows(case, data)


def main():
    import argparse
    import time

    parser = argparse.ArgumentParser(description="Generated calls until the time is over; ends at the first wrong one.")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    options = parser.parse_args()
    until, calls, round = time.monotonic() + 60 * options.minutes, 0, 0
    long = settings(QUICK, derandomize=False, max_examples=1000)
    while time.monotonic() < until:
        for strategy, prove in ((element_calls(), elements), (row_calls(), rows)):

            @seed(options.seed + round)
            @long
            @given(strategy, st.data())
            def test(case, data):
                nonlocal calls
                calls += 1
                prove(case, data)

            test()
        round += 1
    print(f"{calls} generated calls in {options.minutes:g} minutes from seed {options.seed}: none wrong")


if __name__ == "__main__":
    sys.exit(main())
