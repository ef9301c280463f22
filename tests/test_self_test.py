"""cact.self_test(): silent here, and its words for what breaks the promises. (Rounding and FTZ: test_cact.c.)"""

import platform
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from builds import FLAGS, ROOT, run, self_test_of

import cact

INSTALLED = Path(cact.__file__).parent.parent


def test_all_is_well(each_isa):
    assert cact.self_test() is None


def test_hashes_older_than_the_tables(made, tmp_path):
    """A new row is no error of the compiler."""
    text = (ROOT / "src_c" / "self_test.def").read_text()
    (tmp_path / "self_test.def").write_text(re.sub(r"(\d+)(?=, WRONG)", lambda n: str(int(n[1]) - 1), text))
    (tmp_path / "self_test.c").write_text((ROOT / "src_c" / "self_test.c").read_text())
    main = tmp_path / "main.c"
    main.write_text(
        '#include <stdio.h>\n#include "self_test.c"\nint main(void) { puts(cact_self_test()); return 0; }\n'
    )
    include = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'src_c'}"]
    run(["cc", *FLAGS, *include, main, made / "libcact.a", "-o", tmp_path / "main", "-lm"])
    assert "older than a row" in run([tmp_path / "main"])


@pytest.mark.skipif(platform.machine() != "x86_64" or not shutil.which("gcc"), reason="sets MXCSR by GCC")
def test_a_library_that_sets_flush_to_zero(tmp_path):
    """What GCC before 13 put into every shared object built with -ffast-math."""
    source, library = tmp_path / "fast.c", tmp_path / "fast.so"
    source.write_text(
        "#include <xmmintrin.h>\n__attribute__((constructor)) void f(void) { _mm_setcsr(_mm_getcsr() | 0x8040); }"
    )
    run(["gcc", "-shared", "-fPIC", source, "-o", library])
    code = f"import ctypes, cact; ctypes.CDLL({str(library)!r}); print(cact.self_test())"
    assert "subnormal" in run([sys.executable, "-c", code], cwd=INSTALLED)


def with_constants_cut_short():
    if not shutil.which("gcc"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        return self_test_of(["gcc", "-O1", "-fsingle-precision-constant"], Path(folder))


@pytest.mark.background.with_args(with_constants_cut_short)
def test_a_build_that_breaks_the_formulas(background):
    """A flag that leaves no macro behind; those that do are refused at compile time (test_compilers.py)."""
    if not background:
        pytest.skip("needs GCC")
    assert background != "fine"
