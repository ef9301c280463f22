"""softmax, log_softmax, logsumexp: error, axes, special rows, Jacobians, gradients."""

import numpy as np
import pytest
from conftest import same_bits
from oracle import ulp_error

import cact

L = np.longdouble


def exact(x):
    x = x.astype(L)
    top = x.argmax(-1)[:, None]
    m = np.take_along_axis(x, top, -1)
    e = np.exp(x - m)
    others = e.copy()
    np.put_along_axis(others, top, L(0), -1)
    rest = others.sum(-1, keepdims=True)
    return e / (1 + rest), (x - m) - np.log1p(rest)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [1, 2, 3, 10, 16, 17, 64, 65, 128, 1000, 4096, 32000])
def test_within_four_ulp(n, dtype, each_isa):
    rng = np.random.default_rng(n)
    x = (rng.standard_normal((max(3, 20000 // n), n)) * 4).astype(dtype)
    x[0] += dtype(1000)
    x[1] *= 30
    y, log_y = exact(x)
    assert ulp_error(cact.softmax(x), y).max() <= 4
    assert ulp_error(cact.log_softmax(x), log_y).max() <= 4
    assert np.allclose(cact.softmax(x).astype(L).sum(-1), 1, rtol=8 * np.finfo(dtype).eps, atol=0)


FUNCTIONS = [cact.softmax, cact.log_softmax, cact.logsumexp]


@pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.__name__)
@pytest.mark.parametrize(
    "shape",
    [(5, 7, 3), (2, 130, 33), (1, 64, 16), (3, 1, 2), (2, 150, 7), (2, 129, 15), (2, 131, 17), (3, 24, 49)]
    + [(1, 20, 53000)],
)
def test_any_axis_and_strides_give_the_same_bits(f, shape):
    x = np.random.default_rng(0).standard_normal(shape).astype(np.float32) * 4
    for axis in range(-3, 3):
        rows = np.ascontiguousarray(np.moveaxis(x, axis, -1))
        want = f(rows) if f is cact.logsumexp else np.moveaxis(f(rows), -1, axis)
        same_bits(f(x, axis=axis), np.ascontiguousarray(want))
        same_bits(np.ascontiguousarray(f(np.asfortranarray(x), axis=axis)), np.ascontiguousarray(want))
        same_bits(f(x[::-1, :, ::2], axis=axis), f(x[::-1, :, ::2].copy(), axis=axis))


GRADIENTS = [
    getattr(tier, f"{name}_backward{of}")
    for tier in (cact, cact.exact)
    for name, of in (("softmax", ""), ("softmax", "_from_y"), ("log_softmax", ""), ("log_softmax", "_from_y"))
]


@pytest.mark.parametrize("inner", [2, 3, 15, 16, 17, 49, 64, 65, 2600])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rows_beside_others_give_the_same_bits_in_place(inner, dtype, each_isa):
    x, dy = (np.random.default_rng(inner).standard_normal((2, 3, 140, inner)) * 4).astype(dtype)
    x[0, 7, 0], x[1, 8, 1], dy[2, 9, 1] = np.nan, np.inf, np.nan

    def last(a):
        return np.ascontiguousarray(np.moveaxis(a, 1, 2))

    for f in FUNCTIONS[:2] + [cact.exact.softmax] * (dtype == np.float32):
        want = np.ascontiguousarray(np.moveaxis(f(last(x)), 2, 1))
        y = x.copy()
        same_bits(f(x, axis=1), want)
        same_bits(f(y, axis=1, out=y), want)
    for f in GRADIENTS[: 8 if dtype == np.float32 else 4]:
        want = np.ascontiguousarray(np.moveaxis(f(last(dy), last(x)), 2, 1))
        same_bits(f(dy, x, axis=1), want)
        for target in (0, 1):
            args = [dy.copy(), x.copy()]
            same_bits(f(*args, axis=1, out=args[target]), want)


def test_special_rows():
    inf, nan = np.inf, np.nan
    for x, want in [
        ([0, -inf, 0], [0.5, 0, 0.5]),
        ([5], [1]),
        ([-inf, -inf], [nan, nan]),
        ([0, inf], [nan, nan]),
        ([0, nan, 1], [nan] * 3),
        ([1e30, 1e30], [0.5, 0.5]),
        ([-3e38, 3e38], [0, 1]),
    ]:
        for dtype in (np.float32, np.float64):
            np.testing.assert_array_equal(cact.softmax(np.array(x, dtype)), np.array(want, dtype))
    np.testing.assert_array_equal(
        cact.logsumexp(np.array([[-inf, -inf], [0, inf], [-inf, 3], [nan, 1]])), [-inf, inf, 3, nan]
    )
    assert cact.log_softmax(np.array([7.0]))[0] == 0
    assert cact.softmax(np.float32(3)) == 1 and np.isscalar(cact.softmax(3.0))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_lone_entry_is_exactly_one(dtype, each_isa):
    """More layouts: test_rows.c."""
    x = (np.random.default_rng(5).standard_normal(4000) * 100).astype(dtype)[:, None]
    assert (cact.softmax(x) == 1).all() and (cact.softmax(x.T, axis=0) == 1).all()
    for far in (-np.inf, -3e4):
        beside = np.full((4000, 2), far, dtype)
        np.testing.assert_array_equal(cact.softmax(np.hstack([beside, x])), [[0, 0, 1]] * 4000)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_gradients_whose_sums_leave_the_range(dtype, each_isa):
    """More of them, against the exact values: test_rows.c."""
    large, few = np.finfo(dtype).max * dtype(0.6), np.zeros(2, dtype)
    np.testing.assert_array_equal(cact.softmax_backward(np.full(2, large), few), [0, 0])
    np.testing.assert_array_equal(cact.softmax_backward_from_y(np.full(2, large), cact.softmax(few)), [0, 0])
    np.testing.assert_allclose(
        cact.softmax_backward(np.array([large, -large]), few), [large / 2, -large / 2], rtol=1e-6
    )
    dy, x = np.full(400, large / 200), np.zeros(400, dtype)
    x[0] = 1  # e / (e + 399) of the sum, 400 / 200 large
    want = dy - (np.exp(x.astype(L)) / np.exp(x.astype(L)).sum() * 2 * large).astype(dtype)
    np.testing.assert_allclose(cact.log_softmax_backward(dy, x), want, rtol=1e-3)
    np.testing.assert_allclose(cact.log_softmax_backward_from_y(dy, cact.log_softmax(x)), want, rtol=1e-3)


def test_empty_rows_and_axes():
    assert cact.softmax(np.empty((3, 0))).shape == (3, 0)
    assert cact.softmax(np.empty((0, 3))).shape == (0, 3)
    assert cact.softmax(np.empty((2, 0, 3)), axis=1).shape == (2, 0, 3)
    np.testing.assert_array_equal(cact.logsumexp(np.empty((2, 0))), [-np.inf, -np.inf])
    assert cact.softmax_prime(np.empty((2, 0))).shape == (2, 0, 0)


def test_gradients_are_the_jacobians_product():
    rng = np.random.default_rng(3)
    x, dy = rng.standard_normal((2, 4, 9))
    for name in ("softmax", "log_softmax"):
        want = np.einsum("bi,bij->bj", dy, getattr(cact, name + "_prime")(x))
        np.testing.assert_allclose(getattr(cact, name + "_backward")(dy, x), want, rtol=1e-12, atol=1e-15)
        y = getattr(cact, name)(x)
        np.testing.assert_allclose(getattr(cact, name + "_backward_from_y")(dy, y), want, rtol=1e-12, atol=1e-15)
        moved = getattr(cact, name + "_backward")(dy.T.copy(), x.T.copy(), axis=0)
        np.testing.assert_allclose(moved.T, want, rtol=1e-12, atol=1e-15)
    s = cact.softmax(x)
    np.testing.assert_allclose(
        cact.softmax_prime(x), s[:, :, None] * (np.eye(9) - s[:, None, :]), rtol=1e-12, atol=1e-17
    )
    np.testing.assert_allclose(cact.logsumexp_backward(dy[:, 0], x), dy[:, :1] * s, rtol=1e-14)
    same_bits(cact.logsumexp_prime(x), s)


def test_in_place_and_overlap():
    x = np.random.default_rng(4).standard_normal((6, 40)).astype(np.float32)
    for f in (cact.softmax, cact.log_softmax):
        y = x.copy()
        assert f(y, out=y) is y
        same_bits(y, f(x))
        buffer = np.concatenate([x.ravel(), np.zeros(8, np.float32)])
        f(buffer[:240].reshape(6, 40), out=buffer[8:].reshape(6, 40))
        same_bits(buffer[8:].reshape(6, 40), f(x))
    dy = x[::-1].copy()
    want = cact.softmax_backward(dy, x)
    for target in (0, 1):
        args = [dy.copy(), x.copy()]
        same_bits(cact.softmax_backward(*args, out=args[target]), want)


def test_gradients_of_two_dtypes_promote():
    x = np.random.default_rng(8).standard_normal((2, 3, 5))
    for dy, z in [(x[0], x[1].astype(np.float32)), (x[0].astype(np.float32), x[1])]:
        assert cact.softmax_backward(dy, z).dtype == np.float64
