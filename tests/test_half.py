"""float16 and bfloat16 in Python: every input of every function beside the float32 result, which dtypes are kept, and
what is said of bfloat16 that isn't ml_dtypes'."""

import subprocess
import sys

import numpy as np
import pytest
from conftest import activation_of, bits, parameters, results, same_bits
from oracle import L, ulp_error

import cact
from cact.checks import call_of

ml_dtypes = pytest.importorskip("ml_dtypes")
BFLOAT16 = np.dtype(ml_dtypes.bfloat16)
HALVES = pytest.mark.parametrize("half", [np.dtype(np.float16), BFLOAT16], ids=str)
ELEMENTS = [name for name in cact.ufuncs.__all__ if not call_of(getattr(cact.ufuncs, name)).core]
ALL = np.arange(2**16, dtype=np.uint16)


def is_nan(x):
    """Without the flags that ml_dtypes' raises."""
    return (bits(x) & 0x7FFF) > bits(np.array(np.inf, x.dtype))


def quiet(x):
    return (bits(x) | np.uint16(1 << (6 if x.dtype == BFLOAT16 else 9))).view(x.dtype)


def every_input(name, half):
    """(arrays of a call, its parameters, the array that its NaNs come from): that has all bit patterns, and the others
    have those of numbers in another order."""
    call, (row, op) = call_of(getattr(cact.ufuncs, name)), activation_of(name)
    deciding = len(call.arrays) - len(row["inputs"])
    found = [(ALL * (25173 + 2 * k) >> (k + 2)).astype(np.uint16).view(half) for k in range(len(call.arrays))]
    found = [np.where(is_nan(a), half.type(2), a) for a in found]
    found[deciding] = ALL.view(half)
    p = parameters(row["name"])[-1]
    return found, tuple(map(abs, p)) if "from_y" in op else p, found[deciding]


@pytest.mark.parametrize("name", ELEMENTS)
@HALVES
def test_every_input(name, half):
    """The float32 result rounded once; the exact one is half an ULP off, and what its float32 may be."""
    given, p, x = every_input(name, half)
    nan = is_nan(x)
    for tier in (cact, cact.exact):
        f = getattr(tier, name)
        got = results(f(*given, *p))
        wide = results(f(*[a.astype(np.float32) for a in given], *p))
        same_bits(got[0][nan], quiet(x[nan]))
        for g, w in zip(got, wide, strict=True):
            with np.errstate(all="ignore"):
                rounded = w.astype(half)
            number = ~np.isnan(w)
            assert g.dtype == half and (is_nan(g) == ~number).all()
            if tier is cact:
                same_bits(g[number], rounded[number])
            else:
                assert (bits(g)[number] != bits(rounded)[number]).mean() < 0.01
                assert ulp_error(g[number], w[number].astype(L)).max() < 0.5002


# ---- dtypes ----------------------------------------------------------------------------------------------------------


def foreign(name, a):
    """a in a container of another library, and the way back."""
    library = pytest.importorskip(name, exc_type=ImportError)
    if name == "dask.array":
        return library.from_array(a, chunks=2), lambda y: y.compute()
    if name == "xarray":
        return library.DataArray(a), lambda y: y.values
    if name == "torch" and a.dtype == BFLOAT16:
        return library.from_numpy(a.view(np.int16)).view(library.bfloat16), lambda y: y.view(library.int16).numpy()
    return library.from_numpy(a), lambda y: y.numpy()


@pytest.mark.parametrize("tier", [cact, cact.exact], ids=["fast", "exact"])
@HALVES
def test_every_way_keeps_the_dtype_and_the_bits(half, tier):
    base = (np.random.default_rng(7).standard_normal((2, 9, 10)) * 5).astype(half)
    layouts = {
        "dense": lambda a: a,
        "stepped": lambda a: a[::-2, ::3],
        "transposed": lambda a: a.T,
        "broadcast": lambda a: np.broadcast_to(a[:1], a.shape),
        "swapped": lambda a: a.astype(a.dtype.newbyteorder()),
        "empty": lambda a: a[:, :0],
        "scalar": lambda a: a[0, 0],
        "masked": np.ma.masked_array,
        "subclass": lambda a: a.view(type("Sub", (np.ndarray,), {})),
        "row": lambda a: list(a[0]),
    }
    for layout in layouts.values():
        dy, x = map(layout, base)
        d, v = (np.ascontiguousarray(np.asarray(a), half) for a in (dy, x))
        for got, want in (
            (tier.tanh(x), tier.tanh(v)),
            (tier.ufuncs.tanh(x), tier.tanh(v)),
            (tier.elu(x, 0.3), tier.elu(v, np.float32(0.3))),
            (tier.elu(x, alpha=1), tier.elu(v)),
            (tier.ufuncs.elu(x, 0.3), tier.elu(v, 0.3)),
            (tier.elu_backward(dy, x, 2), tier.elu_backward(d, v, 2.0)),
            (tier.sigmoid_backward_from_y(dy, x), tier.sigmoid_backward_from_y(d, v)),
            (tier.softmax(x), tier.softmax(v)),
            (tier.ufuncs.softmax(np.atleast_1d(x)), tier.softmax(np.atleast_1d(v))),
            (tier.logsumexp(x, None), tier.logsumexp(v, None)),
            (tier.log_softmax(x, 0), tier.log_softmax(v, 0)),
            (tier.softmax_backward(dy, x), tier.softmax_backward(d, v)),
            (tier.softmax_prime(x), tier.softmax_prime(v)),
            (tier.tanh_backward(0.5, x), tier.tanh_backward(np.full_like(v, 0.5), v)),
            (tier.tanh_backward(dy, 0.5), tier.tanh_backward(d, np.full_like(d, 0.5))),
        ):
            same_bits(np.asarray(got), np.reshape(want, np.shape(got)))


@HALVES
def test_what_is_beside_a_half_type(half):
    """A parameter of up to float32 changes no dtype, a wider one and another array do as they do beside float32."""
    x = np.array([-1, 0.5, 2], half)
    for p in (0.3, 1, True, np.float32(0.3), np.float16(0.3), np.int8(1), half.type(1), np.full(3, 0.3, np.float32)):
        want = cact.elu(x.astype(np.float32), np.asarray(p, np.float32))
        for f in (cact.elu, cact.exact.elu, cact.ufuncs.elu):
            for view in (x, x[::-1][::-1], x.astype(half.newbyteorder())):
                same_bits(f(view, p), want.astype(half))
    for p in (np.float64(0.3), np.full(3, 0.3), np.int64(1)):
        assert cact.elu(x, p).dtype == cact.ufuncs.elu(x, p).dtype == np.float64
    other = np.float16 if half == BFLOAT16 else BFLOAT16
    for dtype, gives in ((other, "f"), ("b", "f"), ("f", "f"), ("d", "d"), ("i", "d")):
        for f in (cact.tanh_backward, cact.ufuncs.tanh_backward):
            assert f(x, np.ones(3, dtype)).dtype.char == f(np.ones(3, dtype), x).dtype.char == gives
    assert cact.elu(1.0, x).dtype == cact.ufuncs.elu(1.0, x).dtype == half
    assert cact.exact.tanh_backward(x, np.ones(3, "f")).dtype == np.float32


@HALVES
def test_out(half):
    x = np.array([-1, 0.5, 60000], np.float32).astype(half)
    want = cact.tanh(x)
    for out in (np.empty_like(x), np.empty((3, 2), half)[:, 0], x.copy()):
        assert cact.tanh(x, out=out) is out
        same_bits(out.copy(), want)
    place = x.copy()
    same_bits(cact.tanh(place, out=place), want)
    wide = cact.tanh(x, out=np.empty(3, np.float32))
    same_bits(wide, want.astype(np.float32))
    narrow = cact.relu(np.float32([1, 1e30, 1 + 2**-12]), out=np.empty(3, half))
    with np.errstate(over="ignore"):
        same_bits(narrow, np.float32([1, 1e30, 1]).astype(half))
    slopes, ones = np.array([[1, 2]], np.float32), np.full((2, 2), -1, half)
    want = cact.elu(ones, slopes)
    same_bits(cact.elu(ones, slopes, out=slopes.view(half).reshape(2, 2)), want)  # as many bytes, but not in place


@pytest.mark.parametrize("name", ["dask.array", "xarray", "torch"])
@HALVES
def test_containers(name, half):
    a = np.array([-1, 0.5, 2, 3], half)
    x, undress = foreign(name, a)
    for f, p in ((cact.tanh, ()), (cact.elu, (0.3,)), (cact.elu, (1,)), (cact.exact.tanh, ())):
        got = f(x, *p)
        assert type(got) is type(x) and got.dtype == x.dtype
        same_bits(undress(got).view(half), f(a, *p))
    same_bits(undress(cact.tanh_backward(1.0, x)).view(half), cact.tanh_prime(a))


def test_pandas():
    pd = pytest.importorskip("pandas", exc_type=ImportError)
    a = np.array([-1, 0.5], np.float16)
    got = cact.elu(pd.Series(a, ["a", "b"]), 2)
    assert list(got.index) == ["a", "b"]
    same_bits(got.to_numpy(), cact.elu(a, 2))


# ---- ml_dtypes, and without ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first",
    ["cact.tanh(x)", "cact.ufuncs.tanh(x)", "cact.ufuncs.elu(x, 1.0)", "cact.exact.ufuncs.tanh_backward(x, x)"]
    + ["cact.tanh(list(x))", "cact.relu(np.ones(3), out=x)", "cact.softmax(x)"],
)
def test_ml_dtypes_may_come_later(first):
    """Whatever is called first, loops are there before."""
    program = f"""
import sys, numpy as np, cact
assert "ml_dtypes" not in sys.modules
cact.ufuncs.tanh(np.ones(3)), cact.ufuncs.tanh(np.ones(3, np.float16)), cact.ufuncs.elu(1, 1)
import ml_dtypes
x = np.ones(3, ml_dtypes.bfloat16)
{first}
u, exact = cact.ufuncs, cact.exact
for y in (u.tanh(x), u.elu(x, 1), exact.ufuncs.elu(x, x), cact.tanh(x), exact.relu(x[::2])):
    assert y.dtype == x.dtype, y.dtype
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_ml_dtypes_may_come_first():
    program = """
import ml_dtypes, numpy as np, cact
x = np.ones(3, ml_dtypes.bfloat16)
for f in (cact.ufuncs.tanh, cact.exact.ufuncs.tanh, cact.softmax, cact.exact.tanh):
    assert f(x).dtype == x.dtype
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_integers_are_integers():
    x = np.array([0x3F80, 1], np.uint16)
    same_bits(cact.relu(x), np.float32(x))
    same_bits(cact.ufuncs.relu(x.astype(np.int16)), np.float32(x))


def test_other_types_of_that_name_are_refused():
    saved = np.ones(2, BFLOAT16).view("V2")  # what np.load makes of a saved one
    for f in (cact.tanh, cact.exact.tanh, cact.softmax):
        with pytest.raises(TypeError, match=r"void; if that is bfloat16, pass x\.view\(ml_dtypes\.bfloat16\)"):
            f(saved)
    with pytest.raises(TypeError, match="out must be an array of float16, bfloat16"):
        cact.tanh(np.ones(2, BFLOAT16), out=saved)
    for other in ("float8_e4m3fn", "int4"):
        with pytest.raises(TypeError, match=f"x must be .* not ndarray of {other}$"):
            cact.tanh(np.ones(2, getattr(ml_dtypes, other)))


def test_a_tensor_without_ml_dtypes(monkeypatch):
    torch = pytest.importorskip("torch", exc_type=ImportError)
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    with pytest.raises(TypeError, match="tanh: x is of bfloat16, which NumPy has with ml_dtypes alone"):
        cact.tanh(torch.ones(3, dtype=torch.bfloat16))
