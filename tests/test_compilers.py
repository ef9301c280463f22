"""Compilers and flags beside the usual ones: the core compiles and keeps its bits, or says which flag is at fault."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from builds import ONE_FILE, ROOT, build, run, self_test_of

INCLUDE = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'src_c'}"]
OTHERS = {
    "C++": ["clang++-19", "-O0"],
    "parts of -ffast-math, without what they link": ["clang-19", "-O1", "-funsafe-math-optimizations", "-mno-daz-ftz"],
}


def said_by(compiler):
    if shutil.which(compiler[0]):
        with tempfile.TemporaryDirectory() as folder:
            return self_test_of(compiler, Path(folder), "main.cpp" if "++" in compiler[0] else "main.c")


@pytest.mark.parametrize(
    "compiler", [pytest.param(c, marks=pytest.mark.background(said_by, c), id=name) for name, c in OTHERS.items()]
)
def test_self_test(compiler, background):
    if not background:
        pytest.skip(f"needs {compiler[0]}")
    assert background == "fine"


@pytest.mark.skipif(not shutil.which("g++"), reason="needs g++")
def test_cpp_by_gcc():
    run(["g++", *INCLUDE, "-fsyntax-only", "-x", "c++", *ONE_FILE])


def flags_by_clang():
    if shutil.which("clang-19"):
        with tempfile.TemporaryDirectory() as folder:
            build(["clang-19", "-O2"], Path(folder), ["flags"], ONE_FILE)
            return run([Path(folder) / "flags"])


@pytest.mark.background.with_args(flags_by_clang)
def test_exception_flags_by_clang(background):
    """What it leaves empty in a vector mustn't be computed with; GCC's part is in make test-c."""
    if not background:
        pytest.skip("needs clang-19")
    assert background.endswith(" 0 failed\n")


def by_tcc():
    """A compiler without any of GCC's builtins."""
    if shutil.which("tcc"):
        with tempfile.TemporaryDirectory() as folder:
            build(["tcc"], Path(folder), ["test_cact"], ONE_FILE)
            return run([Path(folder) / "test_cact"])


@pytest.mark.background.with_args(by_tcc)
def test_the_c_tests_by_tinycc(background):
    if not background:
        pytest.skip("needs tcc")
    assert background.endswith(" 0 failed\n")


@pytest.mark.skipif(not shutil.which("gcc"), reason="needs GCC")
def test_without_builtins_copies_stay_inline():
    """With -ffreestanding or -fno-builtin a memcpy of four bytes would be a call."""
    text = run(["gcc", "-ffreestanding", *INCLUDE, "-E", "-P", *ONE_FILE])
    assert "__builtin_memcpy (" in text or "__builtin_memcpy(" in text
    plain = [line for line in text.splitlines() if re.search(r"(?<!_)\bmem(cpy|set)\b", line)]
    assert not [line for line in plain if not line.startswith("extern void *mem")]


@pytest.mark.skipif(not shutil.which("gcc"), reason="needs GCC")
@pytest.mark.parametrize(
    "flags, named",
    [
        ("-ffast-math", "-ffast-math"),
        ("-Ofast", "-ffast-math"),
        ("-ffinite-math-only", "-ffinite-math-only"),
        ("-Ofast -fno-finite-math-only", "-fassociative-math"),
        ("-funsafe-math-optimizations", "-fassociative-math"),
        ("-fassociative-math -fno-signed-zeros -fno-trapping-math", "-fassociative-math"),
        ("-freciprocal-math", "-freciprocal-math"),
        ("-fno-signed-zeros", "-fno-signed-zeros"),
    ],
)
def test_a_flag_that_breaks_promises_is_named(flags, named):
    command = ["gcc", *flags.split(), *INCLUDE, "-fsyntax-only", *ONE_FILE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode and f"cact: {named}" in done.stderr
