"""Python's threads at once, all of them in Python code where the interpreter has no GIL: the bits of one thread, from
the first call on. Run by a free-threaded CPython, too (docs/platforms.md says which)."""

import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

import numpy as np
import pytest

import cact
from cact.checks import call_of

THREADS = 6


def at_once(work):
    """work(k) in each thread k, from the same moment; the first failure is raised."""
    gate, failures = threading.Barrier(THREADS), []

    def run(k):
        gate.wait()
        try:
            work(k)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(k,)) for k in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def calls(name):
    """Of a function in both tiers: plain arrays, large ones (no GIL), strides, halves, an order of its own, lists."""
    call = call_of(getattr(cact.ufuncs, name))
    rng = np.random.default_rng(1)
    shapes = [(3, 16)] if call.core[-1:] == (2,) else [(3, 16), (3, 5000)]
    for shape in shapes:
        arrays = [rng.standard_normal(shape) for _ in call.arrays]
        if call.core and call.core[0] == 0:
            arrays[0] = arrays[0][:, 0]
        for tier in (cact, cact.exact):
            f = getattr(tier, name)
            for made in (lambda a: a.astype("f"), lambda a: a.astype("e"), lambda a: a.astype("f")[::-1]):
                yield f, list(map(made, arrays))
        yield getattr(cact, name), [a.tolist() for a in arrays]
        yield getattr(cact.ufuncs, name), [*arrays, *[np.float64(1)] * len(call.params)]


def as_bytes(y):
    return [np.asarray(a).tobytes() for a in (y if isinstance(y, tuple) else (y,))]


def test_the_bits_of_one_thread():
    """Inputs are shared."""
    work = [(f, given, as_bytes(f(*given))) for name in cact.ufuncs.__all__ for f, given in calls(name)]
    assert len(work) > 400

    def run(k):
        for i in np.random.default_rng(k).permutation(len(work)):
            f, given, want = work[i]
            assert as_bytes(f(*given)) == want, f

    at_once(run)


FIRST = """
import threading
import numpy as np
import cact
from test_free_threading import at_once
try:
    from ml_dtypes import bfloat16
except ImportError:
    bfloat16 = np.float16
x = np.ones(3, bfloat16)

def run(k):
    u = (cact.ufuncs, cact.exact.ufuncs)[k % 2]
    for y in (u.tanh(x), u.elu(x, 1.0), u.softmax(x), cact.tanh(list(x)), cact.tanh(x), cact.elu(x, 1)):
        assert y.dtype == x.dtype, y.dtype
    assert cact.isa() in cact.isas() and cact.softmax([1, 2], axis=(0,)).dtype == float

at_once(run)
"""


@pytest.mark.parametrize("turn", range(5))
def test_the_first_call_from_many(turn):
    """What is found out once: the CPU, NumPy's loops for dtypes, the type of ml_dtypes."""
    subprocess.run([sys.executable, "-c", FIRST], check=True, cwd=Path(__file__).parent)


@pytest.mark.skipif(not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python has a GIL")
def test_the_gil_stays_off():
    program = "import sys, cact; assert not sys._is_gil_enabled(); cact.set_num_threads(1); cact.self_test()"
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)


if __name__ == "__main__":
    test_the_bits_of_one_thread()
    gil = "off" if not getattr(sys, "_is_gil_enabled", lambda: True)() else "on"
    print(f"{THREADS} threads, GIL {gil}: the same bits")
