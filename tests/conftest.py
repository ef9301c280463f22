import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from builds import ROOT, run
from oracle import TEXTS

import cact
from cact import _core, ufuncs
from cact.checks import call_of

REGISTRY = {row["name"]: row for row in _core.registry()}


def parameters(name):
    """The argument tuples an activation is tested with: () where it has no parameter."""
    return TEXTS[name].values


def activation_of(name):
    """The row of the registry that a function belongs to, and the rest of its name."""
    return next((row, op) for row in REGISTRY.values() for op in row["ops"] if name == row["name"] + op)


def arrays_of(f):
    """How many arrays a public function of elements takes, before its parameters."""
    return len(call_of(getattr(ufuncs, f.__name__)).arrays)


def results(y):
    """What a function gives, as a tuple."""
    return y if isinstance(y, tuple) else (y,)


@pytest.fixture(params=cact.isas())
def each_isa(request):
    before = cact.isa()
    cact.use_isa(request.param)
    yield request.param
    cact.use_isa(before)


POOL, FUTURES = ThreadPoolExecutor(os.cpu_count()), {}


def load_threads():
    """OpenMP reads its limits when it is loaded: before a test's library sets them for the whole process, as Dask's
    does."""
    try:
        cact.set_num_threads(2)
        cact.set_num_threads(1)
    except RuntimeError:  # tests of threads are skipped
        pass


def pytest_configure(config):
    load_threads()
    config.addinivalue_line("markers", "background(function, *arguments): compilers run from the start, side by side")


def pytest_collection_finish(session):
    for item in session.items if not session.config.option.collectonly else ():
        if mark := item.get_closest_marker("background"):
            FUTURES[item.nodeid] = POOL.submit(*mark.args)


def pytest_sessionfinish():
    POOL.shutdown(cancel_futures=True)


@pytest.fixture(scope="session")
def made():
    """The folder of what make makes: the library, and the comparing program of make verify."""
    run(["make", f"-j{os.cpu_count()}", "build/verify", "build/libcact.so"], cwd=ROOT)
    return ROOT / "build"


@pytest.fixture
def background(request):
    """The result of what the test's mark started when the tests had been collected."""
    return FUTURES[request.node.nodeid].result()


def bits(a):
    a = np.ascontiguousarray(a)
    return a.view({2: np.uint16, 4: np.uint32, 8: np.uint64}[a.itemsize])


def same_bits(got, want, x=None):
    assert got.dtype == want.dtype and got.shape == want.shape
    wrong = np.flatnonzero(bits(got).ravel() != bits(want).ravel())
    if wrong.size:
        i = wrong[0]
        at = "" if x is None else f" for x = {float(np.ravel(x)[i]).hex()}"
        raise AssertionError(
            f"{wrong.size} differ; element {i}{at}: got {float(got.ravel()[i]).hex()}, "
            f"want {float(want.ravel()[i]).hex()}"
        )
