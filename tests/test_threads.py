"""Threads change how long a call takes, and nothing else."""

import os
import subprocess
import sys

import numpy as np
import pytest

import cact

LARGE = 2**17 + 13
SIZES = [0, 1, 65535, 65536, 65537, LARGE]


@pytest.fixture(autouse=True)
def one_thread_afterwards():
    yield
    cact.set_num_threads(1)


def several():
    cact.set_num_threads(3)
    if cact.get_num_threads() == 1:
        pytest.skip("built without OpenMP")


def on_one_and_on_several(call):
    cact.set_num_threads(1)
    alone = call()
    several()
    return alone.tobytes(), call().tobytes()


def values(n, dtype=np.float32):
    return (np.random.default_rng(n).standard_normal(n) * 4).astype(dtype)


def run(code, **environment):
    environment = {
        k: v for k, v in os.environ.items() if k not in ("OMP_NUM_THREADS", "CACT_NUM_THREADS")
    } | environment
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=sys.prefix,  # the installed package, not the source
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.split()


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_elements_keep_their_bits(n, dtype):
    x, dy = values(n, dtype), values(n + 1, dtype)[1:]
    for call in (
        lambda: cact.tanh(x),
        lambda: cact.elu(x, 0.3),
        lambda: cact.sigmoid_backward(dy, x),
        lambda: cact.ufuncs.leaky_relu(x, dy),
        lambda: cact.sigmoid(x[::-1]),
        lambda: (y := x.copy(), cact.sigmoid(y, out=y))[1],
    ):
        one, many = on_one_and_on_several(call)
        assert one == many


@pytest.mark.parametrize(
    "shape",
    [(1, LARGE), (LARGE, 1), (300, 301), (5, 100, 200), (4, 3, 40_000), (90, 150, 7), (3, 900, 49), (1, 900, 49)]
    + [(1, 70, 20_000), (3, 0, 9)],
)
def test_rows_keep_their_bits(shape):
    x = values(int(np.prod(shape))).reshape(shape)
    dy = x[..., ::-1].copy()
    for axis in range(len(shape)):
        for call in (
            lambda: cact.softmax(x, axis),
            lambda: cact.exact.log_softmax(x, axis),
            lambda: cact.logsumexp(x, axis),
            lambda: cact.softmax_backward(dy, x, axis),
            lambda: cact.logsumexp_backward(dy.sum(axis), x, axis),
        ):
            one, many = on_one_and_on_several(call)
            assert one == many
    small = values(60 * 50).reshape(60, 50)
    one, many = on_one_and_on_several(lambda: cact.softmax_prime(small))
    assert one == many


@pytest.mark.parametrize("k", [0, -1, 2**40])
def test_a_wrong_number_is_refused(k):
    with pytest.raises(ValueError, match="number of threads"):
        cact.set_num_threads(k)
    assert cact.get_num_threads() == 1


def test_the_environment_is_heard():
    several()
    show = "import cact; print(cact.get_num_threads())"
    assert run(show) == ["1"]
    assert run(show, CACT_NUM_THREADS="2", OMP_NUM_THREADS="4") == ["2"]
    assert run(show, CACT_NUM_THREADS="4", OMP_NUM_THREADS="2") == ["2"]
    assert run(show, CACT_NUM_THREADS="none") == run(show, CACT_NUM_THREADS="-3") == ["1"]


def test_threadpoolctl_limits_it():
    limits = pytest.importorskip("threadpoolctl").threadpool_limits
    several()
    with limits(1, user_api="openmp"):
        assert cact.get_num_threads() == 1
    assert cact.get_num_threads() > 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.parametrize("used", [True, False])
def test_a_forked_child_computes(used):
    """A child that waited for its parent's threads would hang."""
    several()
    said = run(
        "import os, sys, warnings, numpy as np, cact\n"
        "warnings.simplefilter('ignore')\n"
        "cact.set_num_threads(2)\n"
        "x = np.linspace(-9, 9, 2**18, dtype=np.float32)\n"
        f"{'cact.tanh(x)' if used else ''}\n"
        "child = os.fork()\n"
        "bits = hash(cact.tanh(x).tobytes())\n"
        "os.write(1, b'%d\\n' % bits)\n"  # at once: two processes share the pipe
        "if child: sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n",
        PYTHONHASHSEED="0",
        OMP_NUM_THREADS="2",
    )
    assert len(said) == 2 and said[0] == said[1]
