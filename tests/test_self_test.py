"""cact.self_test(): silent here, and its words for what breaks the promises. (Rounding and FTZ: test_cact.c.)"""

import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from builds import FLAGS, ROOT, run

import cact

INSTALLED = Path(cact.__file__).parent.parent


def test_all_is_well(each_isa):
    assert cact.self_test() is None


@pytest.mark.skipif(platform.machine() != "x86_64" or not shutil.which("gcc"), reason="sets MXCSR by GCC")
def test_a_library_that_sets_flush_to_zero(tmp_path):
    """What GCC before 13 put into every shared object built with -ffast-math."""
    source, library = tmp_path / "fast.c", tmp_path / "fast.so"
    source.write_text("#include <xmmintrin.h>\n__attribute__((constructor)) void f(void) { _mm_setcsr(_mm_getcsr() | 0x8040); }")
    run(["gcc", "-shared", "-fPIC", source, "-o", library])
    code = f"import ctypes, cact; ctypes.CDLL({str(library)!r}); print(cact.self_test())"
    assert "subnormal" in run([sys.executable, "-c", code], cwd=INSTALLED)


def with_fast_math_in_parts():
    if not shutil.which("gcc"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "main.c"
        main.write_text('#include <stdio.h>\n#include "cact.h"\nint main(void) { puts(cact_self_test()); }')
        include = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'src_c'}"]
        core = ROOT / "src_c" / "cact.c"
        run(["gcc", "-O3", *FLAGS, "-freciprocal-math", *include, main, core, "-o", main.with_suffix("")])
        return run([main.with_suffix("")])


@pytest.mark.background.with_args(with_fast_math_in_parts)
def test_a_build_with_fast_math_in_parts(background):
    """-ffast-math itself is refused at compile time; its parts have no macro of their own."""
    if not background:
        pytest.skip("needs GCC")
    assert "wrong bits" in background
