"""Rows along one axis, several, all, none: against the same rows laid out densely."""

from itertools import combinations, permutations

import numpy as np
import pytest
from conftest import same_bits

import cact

X = np.random.default_rng(2).standard_normal((2, 3, 4, 5)).astype(np.float32)
DY = np.random.default_rng(3).standard_normal((2, 3, 4, 5)).astype(np.float32)
AXES = [
    None,
    (),
    *(p for k in (1, 2, 3, 4) for c in combinations(range(4), k) for p in {c, tuple(a - 4 for a in c[::-1])}),
]
LAYOUTS = {
    "C": np.ascontiguousarray,
    "F": np.asfortranarray,
    "reversed": lambda a: a[::-1, :, ::-1].copy()[::-1, :, ::-1],
    "swapped": lambda a: a.astype(a.dtype.newbyteorder()),
}


def as_rows(a, axis):
    """The rows as a table, and what puts a result of the table's shape back."""
    axes = range(a.ndim) if axis is None else sorted(i % a.ndim for i in axis)
    others = [i for i in range(a.ndim) if i not in axes]
    moved = a.transpose(*others, *axes)

    def back(y):
        return y.reshape(moved.shape).transpose(np.argsort([*others, *axes]))

    return np.ascontiguousarray(moved).reshape(-1, np.prod([a.shape[i] for i in axes], dtype=int)), back, others


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("axis", AXES, ids=str)
def test_any_axes_are_their_rows(axis, layout):
    def dense(a):
        return np.asarray(a, order="C")

    x, dy = layout(X), layout(DY)
    table, back, others = as_rows(X, axis)
    dy_table = as_rows(DY, axis)[0]
    for tier in (cact, cact.exact):
        for f in (tier.softmax, tier.log_softmax):
            want = dense(back(f(table)))
            same_bits(dense(f(x, axis)), want)
            for out in (np.empty_like(X), np.empty((*X.shape, 2), np.float32)[..., 0], x.copy()):
                assert f(x, axis, out=out) is out
                same_bits(dense(out).astype(np.float32), want)
        for f in (tier.softmax_backward, tier.softmax_backward_from_y, tier.log_softmax_backward):
            same_bits(dense(f(dy, x, axis)), dense(back(f(dy_table, table))))
        sums = tier.logsumexp(table)
        shape = tuple(X.shape[i] for i in others)
        kept = tuple(n if i in others else 1 for i, n in enumerate(X.shape))
        same_bits(dense(tier.logsumexp(x, axis)), sums.reshape(shape))
        same_bits(dense(tier.logsumexp(x, axis, keepdims=True)), sums.reshape(kept))
        for keepdims, result in ((False, shape), (True, kept)):
            out = np.empty(result, np.float64)
            assert tier.logsumexp(x, axis, keepdims=keepdims, out=out) is out
            assert (out == sums.reshape(result)).all()
            want = dense(back(tier.logsumexp_backward(sums, table)))
            same_bits(dense(tier.logsumexp_backward(sums.reshape(result), x, axis)), want)


def test_one_axis_and_a_tuple_of_it_are_the_same():
    for axis in range(-4, 4):
        for kind in (
            int,
            np.int8,
            np.uint64 if axis >= 0 else np.int64,
            lambda a: np.array(a),
            lambda a: (a,),
            lambda a: [a],
        ):
            same_bits(np.ascontiguousarray(cact.softmax(X, kind(axis))), cact.softmax(X, axis))
            same_bits(cact.logsumexp(X, kind(axis)), cact.logsumexp(X, axis))
    for axes in permutations((0, 2, 3)):
        same_bits(cact.logsumexp(X, axes), cact.logsumexp(X, (0, 2, 3)))


def test_the_default_is_the_last_axis():
    for f in (cact.softmax, cact.log_softmax, cact.logsumexp):
        same_bits(f(X), f(X, axis=-1))


def test_a_scalar_is_a_row_of_one():
    for axis in (-1, 0, None, (), (0,)):
        assert (
            cact.softmax(2.0, axis) == 1
            and cact.logsumexp(2.0, axis) == 2
            and cact.softmax_backward(1.0, 2.0, axis) == 0
        )
        assert cact.logsumexp_backward(3.0, 2.0, axis) == 3
        out = np.empty(())
        assert cact.softmax(2.0, axis, out=out) is out and out == 1
    assert cact.logsumexp_backward(1.0, X).dtype == cact.softmax_backward(1, X[0, 0, 0, 0]).dtype == np.float32
    with pytest.raises(np.exceptions.AxisError):
        cact.softmax(2.0, 1)


def test_kept_dimensions_of_dy():
    """They once broadcast to an array of one more dimension."""
    for axis in range(3):
        x = X[0]
        dy = cact.logsumexp(x, axis)
        same_bits(cact.logsumexp_backward(np.expand_dims(dy, axis), x, axis), cact.logsumexp_backward(dy, x, axis))
    same_bits(cact.logsumexp_backward(np.ones((1, 1), np.float32), X[0, 0]), cact.softmax(X[0, 0]))
    for shape in [(2, 1, 1, 1, 1), (2, 3, 4, 5), (3, 1, 1, 1), (7, 2, 3, 4), (2, 3, 5)]:
        with pytest.raises(ValueError, match=r"dy has shape .* x of shape \(2, 3, 4, 5\)"):
            cact.logsumexp_backward(np.ones(shape, np.float32), X)


def test_arrays_that_broadcast():
    x, dy = X[0, 0], DY[0]
    for axis in (-1, 0, 1, (0, 1), (-1, -2)):
        want = np.stack([cact.softmax_backward(d, x, axis) for d in dy])
        same_bits(np.ascontiguousarray(cact.softmax_backward(dy, x, axis)), want)
    for axis in (None, (0, 1)):
        with pytest.raises(ValueError, match="differ along"):
            cact.softmax_backward(dy[:, :1], x, axis)


@pytest.mark.parametrize("ndim", [33, 40, 64])
def test_as_many_dimensions_as_numpy_has(ndim):
    x = X[0, 0].reshape((4,) + (1,) * (ndim - 2) + (5,))
    same_bits(cact.tanh(x).ravel(), cact.tanh(X[0, 0]).ravel())
    same_bits(cact.softmax(x).ravel(), cact.softmax(X[0, 0]).ravel())
    same_bits(cact.softmax(x, None).ravel(), cact.softmax(X[0, 0].ravel()))
    same_bits(cact.elu(x, X[0, 0, 0]).ravel(), cact.elu(X[0, 0], X[0, 0, 0]).ravel())
    if ndim < 64:
        same_bits(cact.softmax_prime(x).ravel(), cact.softmax_prime(X[0, 0]).ravel())
    for call in (lambda: cact.softmax(x[::-1]), lambda: cact.softmax_prime(x), lambda: cact.tanh(x[::-1])):
        try:  # beyond what NumPy's loops over rows can do
            call()
        except ValueError as error:
            assert "dimensions" in str(error)


def test_scipys_weights_are_refused_by_name():
    for f in (cact.logsumexp, cact.exact.logsumexp):
        for options in (dict(b=X), dict(return_sign=True)):
            with pytest.raises(TypeError, match="b and return_sign .* scipy"):
                f(X, **options)
        with pytest.raises(TypeError, match="positional"):
            f(X, -1, X)
    with pytest.raises(TypeError, match="axis must be an integer"):
        cact.softmax(X, X)
