"""The same bits from every compiler and option at hand; tests/cross.py does the same for other CPUs."""

import cross
import pytest
from builds import HASHES

HERE = [
    "x86-64 gcc -O0",
    "x86-64 gcc -flto",
    "x86-64 gcc one file",
    "x86-64 gcc one file -march=native",
    "x86-64 clang",
    "x86-64 clang one file -mfma",
    "aarch64",
]


@pytest.mark.parametrize("name", HERE)
def test_same_bits(name, tmp_path):
    if cross.missing(name):
        pytest.skip(f"needs {cross.missing(name)}")
    line, _, good = cross.check(name, tmp_path)
    assert good, line


def test_the_exact_tier_is_the_same_with_and_without_fma():
    exact = [line.split() for line in HASHES.read_text().splitlines() if " exact " in line]
    assert len(exact) > 80 and not [line for line in exact if line[-1] != line[-2]]
