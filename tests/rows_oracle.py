"""The operations on rows in NumPy's long double: rows of a table against the bounds of cact.h."""

import numpy as np
from oracle import L, finfo


def probabilities(x):
    """y and 1 - y; NaN rows where there is a NaN, a +inf, or nothing but -inf."""
    m = x.max(-1, keepdims=True)
    e = np.exp(x - m)
    total = e.sum(-1, keepdims=True)
    first = np.arange(x.shape[-1]) == x.argmax(-1)[:, None]
    rest = np.where(first, 0, e).sum(-1, keepdims=True)
    return e / total, np.where(first, rest, total - e) / total, m, rest, first


def values(name, arrays):
    """(what it is, the size of what is added up on the way)."""
    x = arrays[-1].astype(L)
    dy = arrays[0].astype(L) if len(arrays) == 2 else None
    if x.shape[-1] == 0:
        empty = (
            np.full(len(x), -np.inf, L) if name == "logsumexp" else np.zeros((*x.shape, 0)[: 2 + ("prime" in name)], L)
        )
        return empty, 0
    if name == "softmax_backward_from_y":
        y = x
    elif name == "log_softmax_backward_from_y":
        y = np.exp(x)
    else:
        y, others, m, rest, _ = probabilities(x)
    if name == "softmax":
        return y, 0
    if name == "log_softmax":
        return np.where(np.isnan(y), np.nan, (x - m) - np.log1p(rest)), 0
    if name == "logsumexp":
        total = m + np.log1p(rest)
        return np.where(np.isinf(m), m, total)[:, 0], abs(m[:, 0])
    if name == "logsumexp_backward":
        return dy[:, None] * y, 0
    if name.endswith("_prime"):
        own = np.eye(x.shape[-1], dtype=bool)
        j = np.where(own, others[:, None, :], -y[:, None, :])
        return (y[:, :, None] * j if name == "softmax_prime" else j), 0
    if name.startswith("log"):
        return dy - y * dy.sum(-1, keepdims=True), np.maximum(abs(dy), abs(y) * abs(dy).sum(-1, keepdims=True))
    terms = dy * y
    return y * (dy - terms.sum(-1, keepdims=True)), abs(y) * np.maximum(abs(dy), abs(terms).sum(-1, keepdims=True))


def spacing(x, dtype):
    return np.spacing(x.astype(dtype)).astype(L)


def check(name, exact, arrays, got):
    """Within the bound, in ULP of the larger of the value and the size."""
    with np.errstate(all="ignore"):
        want, size = values(name, arrays)
        assert got.shape == want.shape, (got.shape, want.shape)
        largest = finfo(got.dtype).max
        sized = np.maximum(abs(want), size)
        half = got.dtype.itemsize == 2  # of floats, rounded once
        room = spacing(sized, got.dtype) * 0.5001
        if not exact:
            room = spacing(sized, np.dtype(np.float32) if half else got.dtype) * 8 + half * room
        if len(arrays) == 2:  # a y below the normal numbers has few digits, and dy may make a normal number of it
            tiny = np.finfo(np.float32 if half else got.dtype).smallest_subnormal.astype(L)
            room = room + tiny * abs(arrays[0].astype(L)).reshape(len(got), arrays[0].size // max(len(got), 1)).sum(
                -1, keepdims=True
            )
        error = abs(got.astype(L) - want)
        same = (got == want.astype(got.dtype)) | (np.isnan(got) & np.isnan(want))
        beyond = sized * len(np.shape(want)) > largest / 4  # overflow on the way is another test's
        wrong = ~(same | (error <= room) | (beyond & ~np.isnan(want)))
    assert not wrong.any(), (name, arrays, got[wrong], want[wrong])
