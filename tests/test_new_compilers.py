"""The core and the extension under the newest compilers: what GCC 14 and Clang 22 refuse, and every warning of the
core."""

import shutil
import sys
import sysconfig
from pathlib import Path

import numpy
import pytest
import ziglang
from builds import CORE, ONE_FILE, ROOT, run

# Errors from GCC 14 on, which older compilers let through.
ERRORS = [
    "implicit-int",
    "implicit-function-declaration",
    "int-conversion",
    "incompatible-pointer-types",
    "return-type",
]
NEWER = ["-Wall", "-Werror", *(f"-Werror={error}" for error in ERRORS)]
CORE_WARNINGS = ["-Wextra", "-Wpedantic", "-Wconversion"]
# ziglang brings the newest Clang, whose own headers lie beside it.
ZIG = [sys.executable, "-m", "ziglang", "clang", "-isystem", Path(ziglang.__file__).parent / "lib" / "include"]
COMPILERS = {"gcc": ["gcc"], "clang": ["clang-19"], "newest clang": ZIG}
STANDARDS = ["gnu99", "gnu2x"]  # what the core asks for; what GCC 15 reads unless told otherwise


@pytest.fixture(params=COMPILERS)
def compiler(request):
    if not shutil.which(COMPILERS[request.param][0]):
        pytest.skip(f"no {request.param}")
    return COMPILERS[request.param]


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """The C of the extension."""
    folder = tmp_path_factory.mktemp("extension")
    (folder / "cact").mkdir()
    (folder / "cact" / "cact_c.pxd").write_text(run([sys.executable, ROOT / "include" / "declarations.py", "--pxd"]))
    source = folder / "_core.c"
    run([sys.executable, "-m", "cython", "-3", "-w", ROOT, "-I", folder, "cact/_core.pyx", "-o", source])
    return source


def check(compiler, standard, source, *options):
    folders = [ROOT / "include", ROOT / "src_c", numpy.get_include(), sysconfig.get_path("include")]
    include = [f"-I{folder}" for folder in folders]
    run([*compiler, f"-std={standard}", *NEWER, "-fsyntax-only", *include, *options, source])


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_extension_compiles(generated, compiler, standard):
    check(
        compiler,
        standard,
        generated,
        "-DNPY_NO_DEPRECATED_API=NPY_2_0_API_VERSION",
        "-DNPY_TARGET_VERSION=NPY_2_0_API_VERSION",
    )
    check(compiler, standard, ROOT / "cact" / "_threads.c", "-Wextra")
    check(compiler, standard, ROOT / "src_c" / "threads.c", "-DCACT_THREADS_LATER", *CORE_WARNINGS)


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("source", [*CORE, *ONE_FILE], ids=lambda source: source.stem)
def test_the_core_compiles_without_a_warning(compiler, source, standard):
    check(compiler, standard, source, *CORE_WARNINGS)
