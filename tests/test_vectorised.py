"""Every kernel is vectorised, as wide as its instruction set: see vectorised.py."""

import platform

import pytest
from vectorised import COMPILERS, scalar


def report(compiler, isa):
    if platform.machine() == "x86_64" and compiler in COMPILERS:
        return scalar(compiler, isa)


CASES = [(compiler, isa) for compiler in ("gcc", "clang-19") for isa in ("avx2", "avx512")]


@pytest.mark.parametrize(
    "compiler, isa", [pytest.param(*case, marks=pytest.mark.background(report, *case)) for case in CASES]
)
def test_every_kernel_is_vectorised(compiler, isa, background):
    if not background:
        pytest.skip(f"needs x86-64 and {compiler}")
    wrong, _ = background
    assert not wrong, "\n".join(wrong)
