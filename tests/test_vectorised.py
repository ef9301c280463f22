"""Every kernel is vectorised, as wide as its instruction set: see vectorised.py."""

import platform

import pytest
from vectorised import COMPILERS, scalar


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86 instruction sets")
@pytest.mark.parametrize("isa", ["avx2", "avx512"])
@pytest.mark.parametrize("compiler", ["gcc", "clang-19"])
def test_every_kernel_is_vectorised(compiler, isa):
    if compiler not in COMPILERS:
        pytest.skip(f"no {compiler}")
    wrong, _ = scalar(compiler, isa)
    assert not wrong, "\n".join(wrong)
