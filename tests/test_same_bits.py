"""The same bits from every compiler and option at hand; tests/cross.py does the same for other CPUs."""

import platform
import tempfile

import cross
import pytest
from builds import HASHES

# Many more, and CPUs, in make verify-cross.
HERE = ["x86-64 gcc one file -O0", "x86-64 gcc one file -flto", "x86-64 clang", "aarch64"]


def check(name):
    if not cross.missing(name):
        with tempfile.TemporaryDirectory() as folder:
            return cross.check(name, folder)


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.background(check, name)) for name in HERE])
def test_same_bits(name, background):
    if not background:
        pytest.skip(f"needs {cross.missing(name)}")
    line, _, good = background
    assert good, line


@pytest.mark.skipif(platform.machine() != "x86_64", reason="other CPUs may have FMA in their baseline")
def test_same_bits_of_the_library(made, tmp_path):
    """libcact.a as make builds it, usually by GCC -O3."""
    line, _, good = cross.check("x86-64 gcc", tmp_path, library=made / "libcact.a")
    assert good, line


def test_the_exact_tier_is_the_same_with_and_without_fma():
    exact = [line.split() for line in HASHES.read_text().splitlines() if " exact " in line]
    assert len(exact) > 80 and not [line for line in exact if line[-1] != line[-2]]
