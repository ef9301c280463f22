"""The core as one file, src_c/cact.c and what make dist makes of it: by any compiler, with or without a C library, and
without a symbol that isn't the header's."""

import platform
import re
import shutil
import sys
from importlib.util import find_spec

import pytest
from builds import ONE_FILE, ROOT, lists, run

from cact import cdef

HELLO = ROOT / "examples" / "hello.c"
README = (ROOT / "README.md").read_text()
SAYS = re.search(r"^```text\n(.*?)^```", README, flags=re.M | re.S)[1]
COMPILERS = {
    "gcc": ["gcc", "-O2"],
    "clang": ["clang-19", "-O2"],
    "tcc": ["tcc"],
    "zig cc": [sys.executable, "-m", "ziglang", "cc", "-O2", "-g0"],
    "g++": ["g++", "-O2", "-x", "c++"],
    "clang++": ["clang++-19", "-O2", "-x", "c++"],
}
HERE = [
    name for name, words in COMPILERS.items() if shutil.which(words[0]) and ("zig" not in name or find_spec("ziglang"))
]
FROM_C_LIBRARY = {"memcpy", "memset", "memmove"}  # what compilers make of copies
each = pytest.mark.parametrize("name", HERE)
some = pytest.mark.parametrize("name", [name for name in HERE if name in ("gcc", "clang++", "tcc")])  # each is seconds
gcc = pytest.mark.skipif("gcc" not in HERE, reason="needs GCC")


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """What make dist makes."""
    folder = tmp_path_factory.mktemp("one file")
    run(["make", "dist", f"DIST={folder}"], cwd=ROOT)
    assert {path.name for path in folder.iterdir()} == {"cact.h", "cact.c"}
    return folder


def symbols(file, *kinds):
    """Of an object or a library: those that a letter of nm's stands for."""
    return {line.split()[0] for line in run(["nm", "-P", file]).splitlines() if line.split()[1] in kinds}


def declared():
    return set(re.findall(r"\b(cact_\w+)\(", cdef()))


def compiled(name, folder, *options, source=ONE_FILE[0]):
    """The object of one file, by the command that README gives, with more options."""
    run([*COMPILERS[name], f"-I{ROOT / 'include'}", *options, "-c", source, "-o", folder / "cact.o"])
    return folder / "cact.o"


@each
def test_readme_by_any_compiler(name, tmp_path):
    """Its program says what README says, and the file has the header's symbols and needs next to nothing."""
    core = compiled(name, tmp_path)
    run([*COMPILERS[name], f"-I{ROOT / 'include'}", "-c", HELLO, "-o", tmp_path / "hello.o"])
    run(["cc", tmp_path / "hello.o", core, "-o", tmp_path / "hello"])
    assert run([tmp_path / "hello"]) == SAYS
    assert symbols(core, *"TDRBCVW") == declared()
    assert symbols(core, "U") - {"_GLOBAL_OFFSET_TABLE_"} <= FROM_C_LIBRARY | {"getenv"}


@some
def test_without_a_c_library(name, tmp_path):
    core = compiled(name, tmp_path, "-DCACT_FREESTANDING" if name == "tcc" else "-ffreestanding")
    assert symbols(core, *"TDRBCVW") == declared()
    assert symbols(core, "U") - {"_GLOBAL_OFFSET_TABLE_"} <= FROM_C_LIBRARY


@gcc
def test_a_program_without_a_c_library(tmp_path):
    """No header of one is in reach, nor anything to link with."""
    if platform.machine() != "x86_64" or sys.platform != "linux":
        pytest.skip("a program for x86-64 Linux")
    own = run(["gcc", "-print-file-name=include"]).strip()
    flags = "-O2 -ffreestanding -fno-stack-protector -static -nostdlib -nostdinc".split()
    sources = [ROOT / "tests" / "freestanding.c", *ONE_FILE]
    run(["gcc", *flags, f"-I{own}", f"-I{ROOT / 'include'}", *sources, "-o", tmp_path / "program"])
    run([tmp_path / "program"])


@gcc
def test_other_memcpy_and_memset(tmp_path):
    head = tmp_path / "own.h"
    head.write_text(
        "#include <stddef.h>\nvoid *own_copy(void *, const void *, size_t);\nvoid *own_set(void *, int, size_t);\n"
    )
    own = ["-DCACT_MEMCPY=own_copy", "-DCACT_MEMSET=own_set", "-O0", "-fno-builtin", "-include", head]
    needed = symbols(compiled("gcc", tmp_path, *own), "U")
    assert {"own_copy", "own_set"} < needed and not FROM_C_LIBRARY & needed


@gcc
def test_a_library_that_holds_it_exports_nothing_of_it(tmp_path):
    """Two plugins with a cact each don't meet."""
    plugin = tmp_path / "plugin.c"
    plugin.write_text(
        '#include "cact.h"\n__attribute__((visibility("default"))) float own(float x) {\n'
        "    cact_tanh_f32(&x, &x, 1);\n    return x;\n}\n"
    )
    flags = ["-O1", "-fPIC", "-shared", "-fvisibility=hidden", f"-I{ROOT / 'include'}"]
    run(["gcc", *flags, "-DCACT_STATIC", plugin, *ONE_FILE, "-o", tmp_path / "plugin.so"])
    there = run(["nm", "-D", "--defined-only", "-P", tmp_path / "plugin.so"])
    assert {line.split()[0] for line in there.splitlines()} == {"own"}


@some
def test_within_one_file_of_yours(name, tmp_path, dist):
    """Static functions, of which those that aren't called are left out."""
    source = tmp_path / "own.c"
    source.write_text(
        '#define CACT_API static\n#include "cact.c"\n#ifdef __cplusplus\nextern "C"\n#endif\nfloat own(float x);\n'
        "float own(float x) {\n    cact_tanh_f32(&x, &x, 1);\n    return x;\n}\n"
    )
    assert symbols(compiled(name, tmp_path, f"-I{dist}", "-w", source=source), *"TDRBCVW") == {"own"}


def code_of(name, source, *options):
    """What is left when the preprocessor is done."""
    return run([*COMPILERS[name], "-E", "-P", f"-I{ROOT / 'include'}", *options, source]).split()


@each
@pytest.mark.parametrize("options", [[], ["-ffreestanding"], ["-mfma"]], ids=str)
def test_dist_is_the_same_code(name, options, dist):
    """So that what is proven of the one is proven of the other."""
    if name == "tcc" and options:
        pytest.skip("has no such option")
    assert code_of(name, dist / "cact.c", *options) == code_of(name, *ONE_FILE, *options)


def test_dist_includes_nothing_of_cact(dist):
    text = (dist / "cact.c").read_text()
    assert {*re.findall(r'^ *# *include *(".*")', text, flags=re.M)} == {'"cact.h"'}
    assert (dist / "cact.h").read_text() == (ROOT / "include" / "cact.h").read_text()
    assert f"/* cact {lists.VERSION}" in text
