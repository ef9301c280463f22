"""Every kernel is vectorised, as wide as its instruction set: see vectorised.py."""

import platform

import pytest
from vectorised import COMPILERS, scalar

CASES = [("gcc", "avx512"), ("clang-19", "avx2"), ("gcc", "avx2"), ("clang-19", "avx512")]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86 instruction sets")
@pytest.mark.parametrize("compiler, isa", [c if i < 2 else pytest.param(*c, marks=pytest.mark.slow) for i, c in enumerate(CASES)])
def test_every_kernel_is_vectorised(compiler, isa):
    if compiler not in COMPILERS:
        pytest.skip(f"no {compiler}")
    wrong, _ = scalar(compiler, isa)
    assert not wrong, "\n".join(wrong)
