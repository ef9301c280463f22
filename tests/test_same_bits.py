"""The same bits from every compiler and option at hand; tests/cross.py does the same for other CPUs."""

import cross
import pytest

HERE = ["x86-64 gcc -O0", "x86-64 gcc -O3 -flto", "x86-64 gcc one file -march=haswell", "x86-64 clang"]


@pytest.mark.parametrize("name", HERE)
def test_same_bits(name, tmp_path):
    if cross.missing(name):
        pytest.skip(f"needs {cross.missing(name)}")
    line, good = cross.check(name, tmp_path)
    assert good, line
