"""apply_f32 and apply_f64 of `cact cimport`: right, or a ValueError that leaves y alone."""

import subprocess
import sys

import numpy as np
import pytest
from conftest import REGISTRY, parameters, same_bits

import cact

SOURCE = """
# cython: language_level=3
from cact cimport apply_f32, apply_f64

def f32(bytes name, int op, const float[::1] x, float[::1] y, float p, float q=0):
    cdef const char *c = name
    with nogil:
        apply_f32(c, op, x, y, p, q)

def f64(bytes name, int op, const double[::1] x, double[::1] y, double p, double q=0):
    apply_f64(name, op, x, y, p, q)

def nameless(const float[::1] x, float[::1] y):
    apply_f32(NULL, 0, x, y, 0)
"""


@pytest.fixture(scope="module")
def user(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cimport")
    (folder / "cact_user.pyx").write_text(SOURCE)
    subprocess.run(
        [sys.executable, "-m", "Cython.Build.Cythonize", "-q", "-i", "cact_user.pyx"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    sys.path.insert(0, str(folder))
    try:
        import cact_user

        yield cact_user
    finally:
        sys.path.remove(str(folder))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_both_types(user, dtype):
    f = user.f32 if dtype == np.float32 else user.f64
    for n in (0, 1, 100):
        x = np.linspace(-3, 3, n, dtype=dtype)
        for name, row in REGISTRY.items():
            p = parameters(name)[-1]
            for op, suffix in ((0, ""), (1, "_prime")):
                y = np.full_like(x, 7)
                if len(row["inputs"]) > 1:
                    with pytest.raises(ValueError, match=f"{name} takes two arrays"):
                        f(name.encode(), op, x, y, *(p or (0,)))
                    assert (y == 7).all()
                    continue
                want = getattr(cact, name + suffix)(x, *p)
                f(name.encode(), op, x, y, *(p or (0,)))
                same_bits(y, want)
                place = x.copy()
                f(name.encode(), op, place, place, *(p or (0,)))
                same_bits(place, want)

    raw = np.zeros(8 * 20 + 1, np.uint8)
    crooked = raw[1:].view(dtype)[:5]
    whole, y = np.ones(12, dtype), np.full(5, 7, dtype)
    for name, op, a, b, words in [
        (b"tanh", -1, whole[:5], y, "op must be"),
        (b"tanh", 2, whole[:5], y, "op must be"),
        (b"tanh", 99, whole[:5], y, "op must be"),
        (b"nope", 0, whole[:5], y, "no activation is called nope"),
        (b"tanh", 0, whole[:4], y, "x has 4 elements, y 5"),
        (b"tanh", 0, crooked, y, "aligned"),
        (b"tanh", 0, y, crooked, "aligned"),
        (b"tanh", 0, whole[:5], whole[1:6], "overlap in part"),
        (b"tanh", 0, whole[4:9], whole[:5], "overlap in part"),
    ]:
        with pytest.raises(ValueError, match=words):
            f(name, op, a, b, 0)
        assert (y == 7).all() and (whole == 1).all() and not raw.any()
    f(b"tanh", 0, whole[:5], whole[5:10], 0)


def test_no_name_at_all(user):
    with pytest.raises(ValueError, match="no activation"):
        user.nameless(np.ones(2, np.float32), np.ones(2, np.float32))
