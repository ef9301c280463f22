"""Which arrays, dtypes, buffers and outputs are taken, and what is said about the others."""

import array
import ctypes
import pickle
import re
import sys
import weakref

import numpy as np
import pytest
from conftest import REGISTRY, arrays_of, parameters, results, same_bits

import cact
from cact import ufuncs

# (function, number of array arguments, parameters) for each operation of each activation, in both tiers.
EVERY = [
    (f, arrays_of(f), tuple(map(abs, parameters(name)[-1])) if "from_y" in op else parameters(name)[-1])
    for name, row in REGISTRY.items()
    for tier in (cact, cact.exact)
    for op in row["ops"]
    for f in [getattr(tier, name + op)]
]
every = pytest.mark.parametrize("f, n_in, p", EVERY, ids=[f"{f.__module__}.{f.__name__}" for f, _, _ in EVERY])
rng = np.random.default_rng(7)


def as_out(f, arrays):
    """Arrays as out: itself, or a tuple for several results."""
    return arrays[0] if outputs_of(f) == 1 else tuple(arrays)


def outputs_of(f):
    return getattr(ufuncs, f.__name__).nout


def same_results(got, want):
    got, want = results(got), results(want)
    assert len(got) == len(want)
    for g, w in zip(got, want):
        same_bits(np.asarray(g), np.asarray(w))


def is_exact(f):
    return f.__module__ == "cact.exact"


@every
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16])
def test_layouts_give_the_same_bits(f, n_in, p, dtype):
    if is_exact(f) and dtype == np.float64:
        with pytest.raises(TypeError, match="float32"):
            f(*np.ones((n_in, 3)), *p)
        return
    base = (rng.standard_normal((n_in, 40, 50)) * 5).astype(dtype)
    layouts = {
        "reversed": lambda a: a[::-1, ::-1],
        "stepped": lambda a: a[::3, ::2],
        "transposed": lambda a: a.T,
        "broadcast": lambda a: np.broadcast_to(a[:1], a.shape),
        "swapped": lambda a: a.astype(a.dtype.newbyteorder()),
        "unaligned": unaligned,
        "empty": lambda a: a[:, :0],
        "scalar": lambda a: a[0, 0],
    }
    for view in layouts.values():
        arrays = [view(a) for a in base]
        got = results(f(*arrays, *p))
        dense = results(f(*[np.ascontiguousarray(a).astype(dtype) for a in arrays], *p))
        same_results(got, tuple(np.reshape(w, np.shape(g)) for g, w in zip(got, dense, strict=True)))


@every
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_arrays_beyond_the_caches_give_the_same_bits(f, n_in, p, dtype):
    """They are stored another way than pieces of them, which fit the caches."""
    if is_exact(f) and dtype == np.float64:
        return
    n, piece = 2**24 // dtype().itemsize + 1003, 2**18 + 1
    arrays = (rng.standard_normal((n_in, n)) * 5).astype(dtype)
    outs = np.full((outputs_of(f), n + 2), 42, dtype)
    f(*arrays, *p, out=as_out(f, outs[:, 1:-1]))
    assert (outs[:, [0, -1]] == 42).all()
    for i in range(0, n, piece):
        same_results(tuple(outs[:, 1:-1][:, i : i + piece]), f(*arrays[:, i : i + piece], *p))


def unaligned(a):
    raw = np.zeros(a.nbytes + 1, np.uint8)
    view = raw[1:].view(a.dtype).reshape(a.shape)
    view[...] = a
    return view


@every
def test_out_in_place_and_overlap(f, n_in, p):
    arrays = [a.copy() for a in (rng.standard_normal((n_in, 300)) * 5).astype(np.float32)]
    want = results(f(*arrays, *p))
    for dtype in (np.float32, np.float64):
        out = as_out(f, [np.empty(300, dtype) for _ in want])
        assert f(*arrays, *p, out=out) is out
        same_results(tuple(o.astype(np.float32) for o in results(out)), want)
    for k in range(n_in):  # in place
        copies = [a.copy() for a in arrays]
        out = as_out(f, (copies[k:] + copies[:k])[: len(want)])
        same_results(f(*copies, *p, out=out), want)
    for k in range(len(want)):  # across an input
        buffer = np.zeros(304, np.float32)
        buffer[:300] = arrays[-1]
        outs = [np.empty(300, np.float32) for _ in want]
        outs[k] = buffer[4:]
        same_results(f(*arrays[:-1], buffer[:300], *p, out=as_out(f, outs)), want)


@every
def test_bad_outputs_are_refused_and_untouched(f, n_in, p):
    arrays = list(np.ones((n_in, 5), np.float32))

    def seven(*shape):
        return np.full(shape, 7, np.float32)

    for out, error, words in [
        (seven(4), ValueError, r"\(4,\).*\(5,\)"),
        (seven(2, 5), ValueError, r"\(2, 5\).*\(5,\)"),
        (np.full(5, 7, np.int32), TypeError, "float32.*int32"),
        ([7] * 5, TypeError, "list"),
    ]:
        for k in range(outputs_of(f)):  # one of them
            outs = [seven(5) for _ in range(outputs_of(f))]
            outs[k] = out
            with pytest.raises(error, match=words):
                f(*arrays, *p, out=as_out(f, outs))
            assert all((np.asarray(o) == 7).all() for o in outs)
    frozen = np.full((outputs_of(f), 5), 7, np.float32)
    frozen.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        f(*arrays, *p, out=as_out(f, frozen))


@every
def test_out_of_several_results(f, n_in, p):
    """A tuple, in which None means a new array; the same array twice can't hold two results."""
    if outputs_of(f) == 1:
        return
    arrays = list((rng.standard_normal((n_in, 40)) * 5).astype(np.float32))
    want = f(*arrays, *p)
    for k in range(len(want)):
        outs = [None] * len(want)
        outs[k] = np.empty(40, np.float32)
        got = f(*arrays, *p, out=tuple(outs))
        assert got[k] is outs[k]
        same_results(got, want)
    one = np.empty(40, np.float32)
    for wrong, came in [
        (one, "ndarray"),
        ([one, one.copy()], "list"),
        ((one,) * 3, "3 of them"),
        ((), "0 of them"),
    ]:
        with pytest.raises(TypeError, match=f"out must be an array .* each of the 2 results, in a tuple, not {came}"):
            f(*arrays, *p, out=wrong)
    buffer = np.zeros(60, np.float32)
    across = buffer[:40], buffer[20:]
    assert f(*arrays, *p, out=across) is across


ROWS = [
    getattr(tier, name)
    for tier in (cact, cact.exact)
    for name in cact.ufuncs.__all__
    if getattr(cact.ufuncs, name).signature
]


@pytest.mark.parametrize("f", ROWS, ids=[f"{f.__module__}.{f.__name__}" for f in ROWS])
def test_rows_refuse_bad_outputs_too(f):
    x = np.ones((2, 3), np.float32)
    inputs = [x] if "backward" not in f.__name__ else [x[:, 0] if "logsumexp" in f.__name__ else x, x]
    want = f(*inputs)
    same_bits(f(*inputs, out=np.empty_like(want)), want)
    bigger = np.full((2, *want.shape), 7, np.float32)
    frozen = np.full_like(want, 7)
    frozen.flags.writeable = False
    for out, error, words in [
        (bigger, ValueError, re.escape(str(want.shape))),
        (frozen, ValueError, "read-only"),
        (np.full_like(want, 7, dtype=np.int32), TypeError, "int32"),
        ([7], TypeError, "list"),
    ]:
        with pytest.raises(error, match=words):
            f(*inputs, out=out)
        assert (np.asarray(out) == 7).all()


def test_keepdims():
    x = rng.standard_normal((2, 3, 4)).astype(np.float32)
    for axis in (-1, 0, 1):
        want = cact.logsumexp(x, axis)
        same_bits(cact.logsumexp(x, axis, keepdims=True), np.expand_dims(want, axis))
        out = np.empty((4, 3, 2), np.float32).T[tuple(slice(0, 1) if i == axis % 3 else slice(None) for i in range(3))]
        assert cact.logsumexp(x, axis, out=out, keepdims=True) is out
        same_bits(np.ascontiguousarray(out), np.expand_dims(want, axis))
    assert cact.logsumexp(2.0, keepdims=True).shape == (1,)


@every
def test_no_path_warns(f, n_in, p):
    """The floating-point flags a kernel raises are nobody's business; pytest makes warnings errors."""
    x = np.array([np.nan, np.inf, -np.inf, 1e30, -1e30, 1e-45, -0.0, 3] * 4, np.float32)
    for view in (x, x[::2], x.astype(x.dtype.newbyteorder()), list(x[:3])):
        f(*[view] * n_in, *p)


def test_rows_do_not_warn():
    x = np.array([[np.nan, 1, 2], [np.inf, 1, 2], [-np.inf] * 3, [1e30, -1e30, 0]], np.float32)
    for f in (cact.softmax, cact.log_softmax, cact.logsumexp, cact.exact.softmax):
        for view in (x, x[::-1, ::-1], x.T):
            f(view)


def test_parameters():
    x = rng.standard_normal((3, 4)).astype(np.float32)
    slopes = np.array([0.1, 0.2, 3], np.float32)
    rows = np.stack([cact.leaky_relu(x[i], float(slopes[i])) for i in range(3)])
    same_bits(cact.leaky_relu(x, slopes[:, None]), rows)
    columns = np.full(4, 0.25, np.float32)
    columns[1] = 2
    same_bits(cact.elu(x, columns)[:, 0].copy(), cact.elu(x, 0.25)[:, 0].copy())
    assert cact.elu(x, 0.5).dtype == cact.elu(x, 1).dtype == np.float32
    same_bits(cact.elu(x, alpha=0.5), cact.elu(x, 0.5))
    with pytest.raises(ValueError, match=r"x of shape \(3, 4\) and alpha of shape \(3,\)"):
        cact.elu(x, np.ones(3))


@pytest.mark.parametrize("p", [1e300, -1e300, 1e-300])
def test_a_parameter_beyond_float32_is_what_float32_makes_of_it(p):
    """On every path, and none warns."""
    x = np.float32([-1, 0, 1, np.nan])
    want = cact.elu(x, float(np.ldexp(np.sign(p), 200 * int(np.sign(np.log10(abs(p)))))))
    for view in (x, x[::-1][::-1], np.repeat(x, 2)[::2], x.astype(">f4")):
        for out in (None, np.empty_like(x), np.empty((4, 2), np.float32)[:, 0]):
            same_bits(np.ascontiguousarray(cact.elu(view, p, out=out)), want)
        same_bits(np.ascontiguousarray(cact.exact.elu(view, p)), want)


def test_a_result_beyond_its_out_does_not_warn():
    """It did after the result had been written; where warnings are errors, that looked like a failure."""
    x = np.float32([1e30, -1e30, 1e-30, 70000])
    for out in (np.empty(4, np.float16), np.empty(4, ">f2")):
        assert cact.relu(x, out=out) is out and list(out) == [np.inf, 0, 0, np.inf]
    with np.errstate(all="raise"):
        cact.relu(x[::2], out=out[::2])
        cact.log_softmax(x, out=out)
    assert cact.relu(np.float64([1e300]), out=np.empty(1, np.float32))[0] == np.inf


@pytest.mark.parametrize("tier", [cact, cact.exact], ids=["cact", "exact"])
def test_a_product_from_y_takes_no_negative_parameter(tier):
    x = np.float32([-1, 2])
    for f in (tier.leaky_relu_backward_from_y, tier.elu_backward_from_y):
        for bad in (-0.5, -1, np.float32(-1e-45), -np.inf, np.float32([1, -1]), [2, -1], np.float32([[1], [-1]])):
            for view in (x, x[::-1], list(x)):
                with pytest.raises(ValueError, match="alpha must not be negative"):
                    f(x, view, bad)
        for good in (0.0, -0.0, np.nan, 2, np.float32([-0.0, np.nan])):
            f(x, x, good)
    for f in (tier.elu, tier.elu_backward, tier.leaky_relu_prime):
        f(*[x] * (1 + ("backward" in f.__name__)), -0.5)


@pytest.mark.parametrize("given, gives", [("?", "f"), ("b", "f"), ("h", "f"), ("H", "f"), ("i", "d"), ("l", "d")])
def test_promotion(given, gives):
    for f in (cact.tanh, cact.elu, cact.softmax):
        for x in (np.ones(3, given), np.ones(3, given)[0], np.ones(3, given)[::-1], list(np.ones(3, given))):
            assert f(x).dtype.char == gives


def test_scalars_lists_and_buffers():
    assert isinstance(cact.tanh(1.0), np.float64) and isinstance(cact.tanh(np.float32(1)), np.float32)
    assert cact.tanh([0, 1]).dtype == np.float64
    want = cact.tanh(np.array([1, 2], np.float32))
    for kind in (array.array("f", [1, 2]), memoryview(array.array("f", [1, 2])), (ctypes.c_float * 2)(1, 2)):
        same_bits(cact.tanh(kind), want)
    for kind in (array.array, lambda code, values: np.array(values, code).data):
        for code in "fdhil":
            buffer = memoryview(kind(code, [1, 5, 2, 5, 3]))
            same_bits(cact.tanh(buffer[::2]), cact.tanh(np.array([1, 2, 3], code)))
            same_bits(cact.softmax(buffer[::-2]), cact.softmax(np.array([3, 2, 1], code)))
    strided = memoryview(bytearray(20)).cast("f")[::2]
    assert cact.tanh(np.float32([1, 2, 0]), out=strided) is strided and list(strided)[:2] == list(want)
    out = array.array("f", [0, 0])
    assert cact.tanh(array.array("f", [1, 2]), out=out) is out and list(out) == list(want)
    with pytest.raises(ValueError):
        cact.tanh(array.array("f", [1, 2]), out=memoryview(bytes(8)).cast("f"))


def test_other_exporters():
    """DLPack alone, over the same memory; subclasses of float and int count as Python numbers."""

    class Exporter:
        def __init__(self, a):
            self.a = a

        def __dlpack__(self, **options):
            return self.a.__dlpack__(**options)

        def __dlpack_device__(self):
            return self.a.__dlpack_device__()

    x = np.float32([[-1, 0.5], [2, 3]])
    for f in (cact.tanh, cact.softmax, cact.exact.tanh):
        same_bits(f(Exporter(x)), f(x))
        same_bits(f(Exporter(x.T)), f(x.T))
    out = np.empty_like(x)
    target = Exporter(out)
    try:
        assert cact.tanh(x, out=target) is target
        same_bits(out, cact.tanh(x))
    except ValueError as error:  # NumPy before 2.1 has them for reading alone
        assert "read-only" in str(error)

    class Elsewhere(Exporter):
        def __dlpack__(self, **options):
            raise BufferError("on another device")

    with pytest.raises(TypeError, match=r"tanh: x must be real numbers .*, not Elsewhere \("):
        cact.tanh(Elsewhere(x))
    number, whole = type("Number", (float,), {})(0.5), type("Whole", (int,), {})(2)
    assert cact.elu(x, number).dtype == cact.elu(x, whole).dtype == np.float32
    same_bits(cact.elu(x, number), cact.elu(x, 0.5))
    assert isinstance(cact.tanh(number), np.float64) and cact.tanh(number) == cact.tanh(0.5)


def test_foreign_arrays_reach_the_ufunc():
    class Foreign:
        def __array_ufunc__(self, ufunc, method, *inputs, **options):
            return ufunc, method

    assert cact.tanh(Foreign()) == (ufuncs.tanh, "__call__")
    assert cact.softmax(Foreign())[0] is ufuncs.softmax
    masked = np.ma.masked_array([1.0, 2.0], [False, True])
    assert cact.ufuncs.tanh(masked).mask[1]


def test_wrong_calls():
    x = np.ones(3)
    for call in (
        lambda: cact.tanh(),
        lambda: cact.tanh(x, x, x),
        lambda: cact.tanh(x, nope=1),
        lambda: cact.elu(x, 1.0, alpha=1.0),
        lambda: cact.tanh_backward(x),
    ):
        with pytest.raises(TypeError):
            call()
    for axis in (1, -2, 10**30, -(10**30)):
        with pytest.raises(np.exceptions.AxisError, match=f"softmax: axis {axis} is out of bounds"):
            cact.softmax(x, axis=axis)


def test_settings_take_what_they_say():
    for bad in (1.5, "2", None, 2.0):
        with pytest.raises(TypeError, match=f"integer, not {type(bad).__name__}"):
            cact.set_num_threads(bad)
    for bad in (0, -1, 10**12, 2**31):
        with pytest.raises(ValueError, match=f"from 1 to 2147483647, not {bad}"):
            cact.set_num_threads(bad)
    cact.set_num_threads(np.int64(1))
    for bad in ("avx2\0x", "", "AVX9", "baseline\0"):
        with pytest.raises(ValueError, match="unknown or missing"):
            cact.use_isa(bad)
    with pytest.raises(TypeError, match="expected str, got bytes"):
        cact.use_isa(b"avx2")


def test_functions_can_be_referred_to_weakly():
    assert weakref.ref(cact.tanh)() is cact.tanh and weakref.ref(cact.exact.softmax)() is cact.exact.softmax


def test_pickle_and_where():
    for tier in (cact, cact.exact):
        for module, names in ((tier, tier.__all__), (tier.ufuncs, tier.ufuncs.__all__)):
            for f in filter(callable, (getattr(module, name) for name in names)):
                assert pickle.loads(pickle.dumps(f)) is f
        assert sys.modules[tier.ufuncs.__name__] is tier.ufuncs
        assert tier.leakyrelu is tier.leaky_relu and tier.leakyrelu_prime is tier.leaky_relu_prime
    out = np.zeros(2)
    cact.ufuncs.tanh(np.ones(2), out=out, where=[True, False])
    assert out[0] and not out[1]


@pytest.mark.parametrize(
    "x_shape, slope_shape",
    [((3, 50), (3, 1)), ((2, 3, 5, 7), (3, 1, 1)), ((2, 3, 5, 7), (1, 3, 1, 1)), ((4, 6), (6,)), ((4, 6), (4, 6))]
    + [
        ((2, 3, 4), (2, 1, 4)),
        ((4, 6), (1,)),
        ((1, 6), (6, 6)),
        ((5,), (3, 1)),
        ((3, 0), (3, 1)),
        ((2, 3, 4), (2, 3, 1)),
    ],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_parameter_per_channel(x_shape, slope_shape, dtype):
    """The short path for channels, against the ufunc, which knows every way to broadcast."""
    rng = np.random.default_rng(5)
    x, slopes = (rng.standard_normal(shape).astype(dtype) for shape in (x_shape, slope_shape))
    dy = rng.standard_normal(x_shape).astype(dtype)
    same_bits(cact.leaky_relu(x, slopes), cact.ufuncs.leaky_relu(x, slopes))
    same_bits(cact.elu_prime(x, slopes), cact.ufuncs.elu_prime(x, slopes))
    same_bits(cact.elu_backward(dy, x, slopes), cact.ufuncs.elu_backward(dy, x, slopes))
    if dtype == np.float32:
        same_bits(cact.exact.elu(x, slopes), cact.exact.ufuncs.elu(x, slopes))
    if x_shape == slope_shape:
        expected = cact.leaky_relu(x, slopes)
        same_bits(cact.leaky_relu(x, slopes, out=slopes), expected)
