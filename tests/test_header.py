"""cact.h for whoever includes it: any C and C++ standard, any warning an error, whatever macros stand before it; its
introduction is true."""

import re
import shutil
import string

import pytest
from builds import ROOT, run

HEADER = ROOT / "include" / "cact.h"
HELLO = (ROOT / "examples" / "hello.c").read_text()
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Wredundant-decls -Werror".split()
OF_C, OF_CPP = ["-Wstrict-prototypes", "-Wmissing-prototypes"], ["-Wold-style-cast"]
STANDARDS = {"c": "c89 gnu89 c99 c11 c17 c2x".split(), "c++": "c++98 c++11 c++14 c++17 c++20 c++2b".split()}
COMPILERS = [c for c in ("gcc", "clang-19") if shutil.which(c)]
INCLUDE = f"-I{HEADER.parent}"
# All that a program may have defined before: every letter, as <complex.h> does with I.
SOURCE = "".join(f"#define {letter} 1\n" for letter in string.ascii_uppercase)
SOURCE += '#include "cact.h"\nint user(float *x);\nint user(float *x) {\n    cact_tanh_f32(x, x, 1);\n'
SOURCE += "    return cact_abi() + CACT_VERSION_MAJOR;\n}\n"


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("language", STANDARDS)
def test_every_standard_without_a_warning(compiler, language, tmp_path):
    source = tmp_path / "user.c"
    source.write_text(SOURCE)
    flags = [*WARNINGS, *(OF_C if language == "c" else OF_CPP), INCLUDE, "-fsyntax-only", "-x", language]
    if "clang" in compiler:
        flags += ["-Weverything", "-Wno-padded", "-Wno-c++98-compat-pedantic", "-Wno-pre-c11-compat"]
        flags += ["-Wno-unsafe-buffer-usage", "-Wno-declaration-after-statement", "-Wno-unused-macros"]
    for standard in STANDARDS[language]:
        run([compiler, f"-std={standard}", *flags, source])


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("language", STANDARDS)
def test_a_warning_would_be_an_error(compiler, language, tmp_path):
    (tmp_path / "user.c").write_text(SOURCE.replace("cact_abi()", "cact_count()"))
    with pytest.raises(AssertionError, match="conversion"):
        run([compiler, *WARNINGS, INCLUDE, "-fsyntax-only", "-x", language, tmp_path / "user.c"])


def test_its_example_is_the_one_of_readme(tmp_path):
    head = HEADER.read_text().partition("NAMES.")[0]
    code = re.findall(r"^ \* {5}(.*)$", head.partition("     cc ")[0], flags=re.M)
    assert code == [line for line in HELLO.splitlines() if line]
    (command,) = re.findall(r"^ \* {5}(cc .*src_c/cact\.c -o hello)", head, flags=re.M)
    for name in ("include", "src_c"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "hello.c").write_text(HELLO)
    assert run(["sh", "-c", f"{command} && ./hello"], cwd=tmp_path).startswith("tanh(-1) = -0.76")


def test_every_parameter_is_explained():
    table = (ROOT / "src_c" / "activations.def").read_text()
    names = {name for row in re.findall(r"\bP[12]\((?!name)([^()]*)\)", table) for name in row.split(", ")[::4]}
    said = re.search(r"^ \* Parameters are .*?^ \*$", HEADER.read_text(), flags=re.M | re.S)[0]
    assert len(names) >= 7 and not {name for name in names if not re.search(rf"\b{name}\b", said)}


def test_one_order_of_arguments():
    """Gradients, inputs, outputs, sizes, parameters: two `const float *` that change places no compiler notices."""
    text = re.sub(r"\s+", " ", HEADER.read_text())
    places = ["dy", "x", "u", "y", "d", "dx", "du", "outer", "n", "inner"]
    functions = re.findall(r"void (cact_\w+)\(([^)]*)\);", text)
    assert len(functions) > 100
    for name, arguments in functions:
        words = [argument.split()[-1].lstrip("*") for argument in arguments.split(", ")]
        known = [places.index(word) for word in words if word in places]
        assert known == sorted(known) and words[: len(known)] == [places[k] for k in known], name
    assert re.search(r"struct cact_rows_args \{[^}]*\*dy;[^}]*\*x;[^}]*\*out;", text)
