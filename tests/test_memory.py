"""Long rows off the short path, in processes whose memory is short: right, or a MemoryError."""

import subprocess
import sys
from textwrap import dedent

import numpy as np
import pytest
from conftest import same_bits

import cact

LIMITED = """
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (3 << 29, 3 << 29))
    import numpy as np, cact
    n, ROWS = 128 * 1024, (cact.softmax, cact.log_softmax, cact.logsumexp, cact.exact.softmax)
    def must_fail(f, *args, **options):
        try:
            f(*args, **options)
        except MemoryError:
            return
        raise AssertionError("no MemoryError")
"""
CALLS = {
    "doubles": "assert abs(cact.logsumexp(np.zeros(100000)) - np.log(100000)) < 1e-14",
    "a list": "assert (cact.softmax([0.0] * 200000) == 1 / 200000).all()",
    "other types and strides": """
        x = np.random.default_rng(0).integers(-9, 9, (3, n))
        for f in ROWS:
            want = f(x.astype(np.float32))
            others = [x.astype(np.int16), x.astype(">f4")]
            others += [np.repeat(x, 2, 1).astype(np.float32)[:, ::2]]
            for other in others + [x.T.astype(np.float32).T]:
                assert f(other).tobytes() == want.tobytes()
            assert f(np.repeat(x, 2, 1).astype(np.float16)[:, ::2]).tobytes() == f(x.astype(np.float16)).tobytes()
            if f is not cact.exact.softmax:
                assert f(x).tobytes() == f(x.astype(np.float64)).tobytes()
    """,
    "products": """
        x = np.random.default_rng(0).standard_normal((2, n)).astype(np.float32)
        swapped, strided = x.astype(">f4"), np.repeat(x, 2, 1)[:, ::2]
        for f in (cact.softmax_backward, cact.log_softmax_backward_from_y):
            want = f(x, x)
            assert f(swapped, strided).tobytes() == f(strided, swapped).tobytes() == want.tobytes()
        out = np.empty((2, 3 * n), np.float32)[:, ::3]
        assert cact.softmax_backward(x, strided, out=out) is out
        assert out.tobytes() == cact.softmax_backward(x, x).tobytes()
    """,
    "more than there is": """
        row = np.broadcast_to(np.float32(0), 2**32 - 1)
        must_fail(cact.logsumexp, row)
        must_fail(cact.ufuncs.logsumexp, row)
        must_fail(cact.exact.logsumexp, row)
        must_fail(cact.softmax, row)
        must_fail(cact.softmax_prime, np.zeros(30000, np.float32))
        out = np.lib.stride_tricks.as_strided(np.zeros(1, np.float32), (30000, 30000), (0, 0))
        must_fail(cact.softmax_prime, np.zeros(30000, np.float32), out=out)
        cact.softmax([1, 2])  # and nothing is left behind
    """,
}


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS means this on Linux")
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_long_rows_in_little_memory(call):
    subprocess.run([sys.executable, "-c", dedent(LIMITED) + dedent(call)], check=True)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(4, 5, 6), (1, 5, 6), (4, 1, 6), (4, 5, 1), (3, 0, 2), (0, 3, 2), (2, 3, 0)])
def test_the_loop_over_rows_in_every_layout(shape, dtype):
    """Straight to the gufunc: rows that are dense, beside each other, strided, of one element, and none."""
    x = (np.random.default_rng(1).standard_normal(shape) * 3).astype(dtype)
    orders = [(0, 1, 2), (2, 1, 0), (1, 0, 2), (0, 2, 1)]
    views = [lambda a, o=o: np.transpose(np.ascontiguousarray(np.transpose(a, o)), np.argsort(o)) for o in orders]
    views += [
        lambda a: np.repeat(np.repeat(a, 2, 0), 3, 2)[::2, :, ::3],
        lambda a: a[::-1, :, ::-1].copy()[::-1, :, ::-1],
    ]
    for name in cact.ufuncs.__all__:
        f = getattr(cact.ufuncs, name)
        if not f.signature:
            continue
        dy = [x[..., 0] if shape[2] else x.sum(-1)] if f.signature.startswith("()") else [x[::-1].copy()] * (f.nin - 1)
        want = f(*dy, x)
        for view in views:
            for out in (None, np.empty(want.shape, dtype), np.empty((*want.shape, 2), dtype)[..., 0]):
                arguments = [view(a) if a.ndim == 3 else np.repeat(a, 2, 1)[:, ::2] for a in (*dy, x)]
                same_bits(np.ascontiguousarray(f(*arguments, out=out)), np.ascontiguousarray(want))
            reversed_out = np.empty(want.shape, dtype)[..., ::-1]
            same_bits(np.ascontiguousarray(f(*dy, x, out=reversed_out)), np.ascontiguousarray(want))
