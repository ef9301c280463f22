"""What test_generated.py draws from: values, layouts, containers, shapes, axes, outs, and whole calls of them."""

import array
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

import cact
from cact.checks import call_of

FUNCTIONS = [(tier, name) for tier in (cact, cact.exact) for name in cact.ufuncs.__all__]
SMALL, WIDE = ("f4", "i1", "u1", "i2", "u2", "?"), ("f8", "i4", "u4", "i8", "u8")
HALVES = ("f2", "bfloat16") if find_spec("ml_dtypes") else ("f2",)
if len(HALVES) > 1:
    import ml_dtypes  # noqa: F401  (NumPy knows the name from then on)
BAD = ("c8", "c16", "O", "U3", "S2", "M8[s]", "m8[s]", "g")
SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-45, 1e-310, 1.0, -1.0, 88.8, -88.8, -104.0, 709.9]
SPECIAL += [3e38, -3e38, 16777217.0]


class Input(NamedTuple):
    dense: np.ndarray  # the values, C-contiguous, in their own dtype
    given: Any  # what the call gets
    bad: bool = False
    weak: bool = False  # a Python number

    @property
    def half(self):
        return self.dense.dtype in HALVES

    @property
    def wide(self):
        return self.dense.dtype.str[1:] in WIDE or (self.dense.dtype.kind == "f" and self.dense.dtype.itemsize == 8)


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
    "number": lambda a, rng: a[()],
}


def zero_strides(a, rng):
    """Values that repeat along an axis, as a view that does."""
    axis = rng.integers(a.ndim)
    one = a.take([0], axis)
    return np.broadcast_to(one, a.shape)


@st.composite
def inputs(draw, shape, exact, bad=True, finite=False):
    bad = bad and draw(st.integers(0, 40)) == 0
    some = SMALL + HALVES * 3 + (("f4",) * 6 if exact else WIDE + ("f4", "f8") * 4)
    dtype = draw(st.sampled_from(BAD if bad else some))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    if bad:
        a = np.full(shape, "1", dtype) if dtype[0] in "US" else np.ones(shape, "i8").astype(dtype)
        return Input(a, a.copy(), bad=True)
    a = draw(values(shape, dtype, finite))
    how = draw(st.sampled_from([*LAYOUTS, "zero"]))
    if how == "zero":
        given = zero_strides(a, rng) if a.ndim and a.size else a
        return Input(np.ascontiguousarray(given).reshape(shape), given)
    if how == "number" and a.ndim:
        how = "C"
    if how == "list" and not a.size:
        how = "C"  # a list has no other dimension beside one of length 0
    if how == "list":
        a = a.astype("f8" if a.dtype.kind not in "biu" else a.dtype)
        weak = a.ndim == 0 and a.dtype.kind in "f"
        given = a.tolist()
        dense = np.asarray(given)
        if exact and dense.dtype.kind in "iuf":
            with np.errstate(all="ignore"):
                dense = dense.astype("f4")
        if dense.dtype.kind not in "biuf" or (a.ndim == 0 and not weak):  # a Python bool or int has other rules
            return Input(a, a.copy(), bad=exact and a.dtype.str[1:] in WIDE)
        return Input(np.asarray(dense).reshape(shape), given, weak=weak)
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

        def index(n):
            return [f"l{i}" for i in range(n)]

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
    try:
        import torch

        found["torch"] = (lambda a: torch.from_numpy(a.copy()), torch.Tensor, lambda y: y.numpy())
    except ImportError:
        pass
    return found


CONTAINERS = containers()
DIMENSIONS = {"series": (1,), "frame": (2,)}


# ---- calls -----------------------------------------------------------------------------------------------------------


def result_type(call, arrays):
    """That of a half type, where the arrays are of one; a parameter of it is a float32."""
    known = [a for a in arrays if not a.weak]
    deciding = [a for a in arrays[: len(call.arrays)] if not a.weak] or known
    if any(a.wide for a in known) or not known:
        return np.dtype("f4" if call.exact else "f8")
    halves = {a.dense.dtype if a.half else None for a in deciding}
    return halves.pop() or np.dtype("f4") if len(halves) == 1 else np.dtype("f4")


def dense_arrays(call, arrays, dtype):
    kinds = [dtype] * len(call.arrays) + ["f4" if dtype in HALVES else dtype] * len(call.params)
    return [as_float(a.dense, kind) for a, kind in zip(arrays, kinds)]


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
    if how in LAYOUTS and how not in ("list", "number", "frozen"):
        return LAYOUTS[how](fresh, np.random.default_rng(draw(st.integers(0, 99)))), True
    fitting = {"half": dtype if dtype == "bfloat16" else "f2", "other": "f8" if dtype == "f4" else "f4"}
    if how in fitting:
        return fresh.astype(fitting[how]), True
    wrong = {"shape": np.full((*shape, 2), 7, dtype), "int": fresh.astype("i8"), "frozen": frozen(fresh), "list": [7]}
    return wrong.get(how, "out" if how == "string" else np.float64(7)), False


def as_float(a, dtype):
    with np.errstate(all="ignore"):
        return np.array(a, dtype, order="C")


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
def numbers(draw, exact):
    """A parameter: a Python number, or a scalar of NumPy's."""
    p = draw(st.sampled_from([0.0, 1.0, 0.01, 2.0, -0.5, np.nan, 1e300, np.inf]))
    kinds = [float, np.float32, np.float16] + [np.float64] * (not exact)
    if p == int(np.nan_to_num(p, posinf=0.5)) and p < 100:
        kinds += [int, np.int8, np.uint16] + [np.int64] * (not exact)
    kind = draw(st.sampled_from(kinds))
    with np.errstate(all="ignore"):
        given = kind(p)
    weak = kind in (int, float)
    return Input(as_float(given, "f4" if exact else "f8") if weak else np.asarray(given), given, weak=weak)


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
        if argument in call.params and (container or draw(st.booleans())):
            arrays.append(draw(numbers(call.exact)))
        else:
            arrays.append(draw(inputs(mine, call.exact, bad=container is None, finite=argument == "dy")))
    return tier, name, call, arrays, container


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
