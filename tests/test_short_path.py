"""Calls that need nothing of NumPy's machinery: what they cost beside one that never did, which python
tests/test_short_path.py prints, and that they give what it gives."""

from time import perf_counter_ns

import numpy as np
import pytest
from conftest import same_bits

import cact

X = np.linspace(-3, 3, 16, dtype=np.float32)
D, TABLE, LONG = X.astype(np.float64), np.resize(X, (16, 16)), np.resize(X, (64, 1000))
NARROW = np.resize(X, (1000, 10))
F_ORDER, OUT, LARGE = np.asfortranarray(NARROW), np.empty_like(NARROW), np.empty_like(LONG)
NHWC, SLOPES = np.resize(X, (2, 16, 16, 64)), np.linspace(0, 0.3, 64, dtype=np.float32)
NCHW = np.ascontiguousarray(NHWC.transpose(0, 3, 1, 2))
F32, F64, I8 = np.float32(1), np.float64(1), np.int8(1)

# What is measured, what it is measured against, and how many times that it may take.
RATIOS = [
    ("cact.elu(X, 1)", "cact.elu(X, 1.0)", 1.3),
    ("cact.elu(X, alpha=1)", "cact.elu(X, alpha=1.0)", 1.3),
    ("cact.elu(X, F32)", "cact.elu(X, 1.0)", 1.3),
    ("cact.elu(X, I8)", "cact.elu(X, 1.0)", 1.3),
    ("cact.elu(D, F64)", "cact.elu(D, 1.0)", 1.3),
    ("cact.tanh(0.5)", "np.tanh(0.5)", 1.5),
    ("cact.tanh(1)", "np.tanh(1.0)", 1.5),
    ("cact.tanh(F32)", "np.tanh(F32)", 1.5),
    ("cact.elu(0.5, 1)", "np.tanh(0.5)", 1.5),
    ("cact.tanh_backward(0.5, F64)", "np.tanh(0.5)", 1.5),
    ("cact.logsumexp(X)", "cact.softmax(X)", 2),
    ("cact.logsumexp(X, None)", "cact.softmax(X)", 2),
    ("cact.logsumexp(X, keepdims=True)", "cact.softmax(X)", 2),
    ("cact.logsumexp(TABLE, keepdims=True)", "cact.softmax(TABLE)", 2),
    ("cact.softmax(TABLE, axis=I8)", "cact.softmax(TABLE, axis=1)", 1.3),
    ("cact.ufuncs.softmax(LONG, out=LARGE)", "cact.softmax(LONG, out=LARGE)", 1.2),
    ("cact.softmax(F_ORDER, 1)", "cact.softmax(NARROW, 1)", 2),
    ("cact.softmax(NARROW[::-1], out=OUT)", "cact.softmax(NARROW, out=OUT)", 2),
    ("cact.softmax(NARROW[:, ::-1], out=OUT)", "cact.softmax(NARROW, out=OUT)", 2),
    ("cact.softmax(NARROW, axis=np.int64(1))", "cact.softmax(NARROW, axis=1)", 1.3),
    ("cact.tanh(F_ORDER)", "cact.tanh(NARROW)", 1.3),
    ("cact.leaky_relu(NHWC, SLOPES)", "cact.leaky_relu(NCHW, SLOPES[:, None, None])", 1.5),
    ("cact.leaky_relu(NHWC.transpose(0, 3, 1, 2), SLOPES[:, None, None])", "cact.leaky_relu(NHWC, SLOPES)", 1.3),
    ("cact.elu(NHWC, SLOPES)", "cact.elu(NCHW, SLOPES[:, None, None])", 1.5),
]


def ratio(one, other, limit):
    """The least times of both, in turns, as a ratio; measured again while it is beyond the limit."""
    calls = [eval(f"lambda: {text}") for text in (one, other)]
    least = [float("inf")] * 2
    for attempt in range(400):
        for k, call in enumerate(calls):
            start = perf_counter_ns()
            for _ in range(200):
                call()
            least[k] = min(least[k], perf_counter_ns() - start)
        if attempt > 10 and least[0] <= limit * least[1]:
            break
    return least[0] / least[1]


@pytest.mark.parametrize("one, other, limit", RATIOS, ids=[row[0] for row in RATIOS])
def test_ratios(one, other, limit):
    assert ratio(one, other, limit) <= limit


NUMBERS = [0.5, -2, 0, 10**30, float("nan"), -0.0, np.float32(-1.5), np.float64(-1.5), np.float16(-1.5), np.int8(-3)]
NUMBERS += [np.uint16(3), np.int32(-3), np.int64(2**62), np.uint64(2**64 - 1), np.bool_(True), np.longlong(-7)]
NUMBERS += [np.array(-1.5), np.array(-1.5, np.float32), np.array(-1.5, np.float16), np.array(-3)]


def both_ways(f, *arguments, **options):
    """The short path, and past it."""
    got, want = f(*arguments, **options), f.__wrapped__(*arguments, **options)
    assert type(got) is type(want), (got, want)
    same_bits(np.asarray(got), np.asarray(want))


@pytest.mark.parametrize("x", NUMBERS, ids=repr)
def test_numbers(x):
    """As inputs and as parameters, beside numbers and arrays."""
    both_ways(cact.tanh, x)
    for other in NUMBERS:
        both_ways(cact.tanh_backward, x, other)
        both_ways(cact.elu, x, other)
        both_ways(cact.elu_backward, x, 0.5, alpha=other)
        for array in (X, D, X.astype(np.float16)):
            both_ways(cact.elu, array, other)
    with pytest.raises(ValueError, match="alpha must not be negative"):
        cact.elu_backward_from_y(x, 0.5, -1)


def test_one_row():
    for x in (X, D, TABLE, TABLE[:, :0], TABLE[:0]):
        for axis in (-1, 0, None, np.int64(-1), np.uint8(0)):
            for keepdims in (False, True):
                both_ways(cact.logsumexp, x, axis, keepdims=keepdims)
            y = cact.logsumexp(x, axis, keepdims=True)
            if x.ndim > 1:
                both_ways(cact.logsumexp_backward, y, x, axis)
        same_bits(cact.logsumexp(x, out=np.empty(x.shape[:-1], x.dtype)), np.asarray(cact.logsumexp(x)))


# Views of an array of shape (4, 3, 5): in other orders, with gaps, backwards, repeated, crooked; with dimensions of 1.
VIEWS = {
    "F": lambda a: np.asfortranarray(a),
    "permuted": lambda a: a.transpose(1, 2, 0).copy().transpose(2, 0, 1),
    "channels last": lambda a: a.transpose(0, 2, 1).copy().transpose(0, 2, 1),
    "reversed": lambda a: a[::-1, :, ::-1],
    "stepped": lambda a: a[:, ::2],
    "repeated": lambda a: np.broadcast_to(a[:, :1], a.shape),
    "ones": lambda a: np.asfortranarray(a[:, :1]),
    "empty": lambda a: np.asfortranarray(a[:, :0]),
    "crooked": lambda a: np.frombuffer(b"x" + a.tobytes(), a.dtype, a.size, 1).reshape(a.shape),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16])
def test_layouts(view, dtype):
    dy, x = (view(np.random.default_rng(k).standard_normal((4, 3, 5)).astype(dtype)) for k in (1, 2))
    dense = np.ascontiguousarray(dy)
    for f in (cact.tanh, cact.softmax_prime):
        both_ways(f, x)
    for given in (dy, dense):
        both_ways(cact.tanh_backward, given, x)
    slopes = np.linspace(0.1, 0.3, x.shape[1], dtype=np.result_type(dtype, np.float32))
    for p in (slopes[:, None], slopes[:, None] * np.ones((4, 1, 1), slopes.dtype), np.ones((1, 5), slopes.dtype)):
        both_ways(cact.elu, x, p)
        both_ways(cact.leaky_relu_backward, dy, x, p)
    for axis in (0, 1, 2):
        both_ways(cact.softmax, x, axis)
        for given in (dy, dense):
            both_ways(cact.softmax_backward, given, x, axis)
        for keepdims in (False, True):
            both_ways(cact.logsumexp, x, axis, keepdims=keepdims)
            if x.size:
                both_ways(cact.logsumexp_backward, cact.logsumexp(dy, axis, keepdims=keepdims), x, axis)
        want = cact.softmax(np.ascontiguousarray(x), axis)
        for out in (
            np.empty(x.shape, want.dtype),
            np.empty_like(np.asfortranarray(want)),
            x.astype(want.dtype, order="K"),
        ):
            assert cact.softmax(x, axis, out=out) is out
            same_bits(out, want)
        place = x.copy(order="K")
        same_bits(cact.softmax(place, axis, out=place), cact.softmax(np.ascontiguousarray(x), axis).astype(dtype))


def test_shapes_that_do_not_fit_are_refused_in_any_order():
    for order in (np.ascontiguousarray, np.asfortranarray, lambda a: a[::-1]):
        x = order(np.ones((4, 3), np.float32))
        for dy in (np.ones((3, 4), np.float32), order(np.ones((4, 4), np.float32)), np.ones(4, np.float32)):
            with pytest.raises(ValueError, match="softmax_backward: dy of shape"):
                cact.softmax_backward(dy, x, axis=1)
        for dy in (np.ones(3, np.float32), np.ones((4, 3), np.float32)):
            with pytest.raises(ValueError, match="logsumexp_backward: dy has shape"):
                cact.logsumexp_backward(dy, x)
        for bad in (None, "a", len):
            with pytest.raises(TypeError):
                cact.softmax_backward(x, bad)
        with pytest.raises(ValueError, match="softmax: out has shape"):
            cact.softmax(x, out=np.empty((3, 4), np.float32))


def test_results_lie_as_the_inputs_do():
    x = np.asfortranarray(np.resize(X, (4, 3, 5)))
    for y in (cact.softmax(x), cact.softmax(x, 0), cact.tanh(x), cact.softmax_backward(x, x, 1), cact.elu(x, 0.5)):
        assert y.flags.f_contiguous and not y.flags.c_contiguous
    assert cact.tanh(x.transpose(1, 0, 2)).strides == x.transpose(1, 0, 2).strides


def test_numbers_of_the_exact_tier():
    for x in (0.5, 2, np.float32(0.5), np.int16(2), np.array(0.5, np.float32)):
        got = cact.exact.tanh(x)
        assert type(got) is np.float32 and got == cact.exact.tanh(np.array([x], np.float32))[0]
    assert type(cact.exact.tanh(np.float16(0.5))) is np.float16
    for x in (np.float64(0.5), np.int64(1), np.array(0.5)):
        with pytest.raises(TypeError, match="exact.tanh: x must be float32"):
            cact.exact.tanh(x)
    for text in ("cact.tanh(10**400)", "cact.elu(X, 10**400)"):
        with pytest.raises(ValueError, match="is an int beyond float64"):
            eval(text)


if __name__ == "__main__":
    for one, other, limit in RATIOS:
        print(f"{ratio(one, other, 0):5.2f} (at most {limit}): {one} / {other}")
