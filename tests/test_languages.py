"""Other languages: the programs of examples/languages give C's bits, and the bindings of C++, Rust and Go have every
function, are up to date, and refuse lengths that don't fit."""

import shutil
import subprocess
import sys

import everything
import pytest
from builds import ROOT, run

sys.path[:0] = [str(ROOT / folder) for folder in ("bindings", "examples/languages")]
import run as languages  # noqa: E402
from api import calls  # noqa: E402
from generate import generated  # noqa: E402

STRICT = "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror"
PROGRAMS = {
    "C++": (
        everything.cpp,
        "all.cpp",
        f"c++ -std=c++17 {STRICT} all.cpp {languages.CFLAGS} {languages.LIBS} -o all-cpp && ./all-cpp",
    ),
    "Rust": (everything.rust, "rust/src/main.rs", "cd rust && cargo run --quiet --offline"),
    "Go": (everything.go, "go/main.go", "cd go && go run ."),
}


@pytest.fixture(scope="module")
def place(made, tmp_path_factory):
    """An install, where the programs lie, and the environment that finds both."""
    return languages.prepared(tmp_path_factory.mktemp("languages"))


def test_up_to_date(made):
    for file, text in generated(made / "libcact.so").items():
        assert file.read_text() == text, f"{file.name} is not of today's C interface: python bindings/generate.py"


@pytest.mark.parametrize("name", languages.LANGUAGES)
def test_programs(place, name):
    version, found, said = languages.ran(name, *place)
    if version is None:
        pytest.skip(f"needs {languages.LANGUAGES[name].needs}")
    _, wanted, _ = languages.ran("C", *place)
    assert found.items() <= wanted.items() and {what[:-4] for what in found} == {"elu", "elu_prime", "softmax"}, said


@pytest.mark.parametrize("name", PROGRAMS)
def test_everything(made, place, name):
    if languages.shell(languages.LANGUAGES[name].version, *place)[0]:
        pytest.skip(f"needs {languages.LANGUAGES[name].needs}")
    program, file, command = PROGRAMS[name]
    (place[0] / file).write_text(program(made / "libcact.so"))
    fails, said = languages.shell(command, *place)
    lines = [line for line in said.splitlines() if line.startswith("cact_")]  # and not what a linker thinks
    wanted = everything.by_c(made / "libcact.so")
    assert len(wanted) == sum(len(call.types) for call in calls(made / "libcact.so"))
    assert not fails and lines == wanted, said[-3000:]


@pytest.mark.parametrize(
    "compiler", ["g++ -std=c++23", "g++ -std=c++17 -fno-exceptions", "clang++-19 -std=c++17", "clang++-19 -std=c++23"]
)
def test_cpp_is_clean(tmp_path, compiler):
    if not shutil.which(compiler.split()[0]):
        pytest.skip(f"needs {compiler.split()[0]}")
    (tmp_path / "all.cpp").write_text("#define J 1\n#include <cact.hpp>\n" + CPP_USER.format("cact::elu(x, y, 0.5f);"))
    run([*compiler.split(), *STRICT.split(), f"-I{ROOT / 'include'}", "-fsyntax-only", tmp_path / "all.cpp"])


CPP_USER = """#include <array>
int main() {{
    const std::array<float, 3> x{{}};
    std::vector<float> y(3), row(3);
    double wide[3];
    cact::softmax_backward_from_y(x, x, row, {{1, 3, 1}}), (void)wide;
    {}
}}
"""


@pytest.mark.parametrize(
    "call, says",
    [
        ("cact::elu(x, wide);", "all arrays of a call are of the same type"),
        ("cact::exact::tanh(wide, wide);", "the exact tier has no double"),
        ("cact::tanh(x, x);", "an output is const"),
        ("cact::tanh(std::vector<int>(3), std::vector<int>(3));", "arrays are of float, double"),
    ],
)
def test_what_cpp_refuses_when_it_compiles(tmp_path, call, says):
    if not shutil.which("c++"):
        pytest.skip("needs c++")
    (tmp_path / "wrong.cpp").write_text("#include <cact.hpp>\n" + CPP_USER.format(call))
    command = ["c++", "-std=c++17", f"-I{ROOT / 'include'}", "-fsyntax-only", tmp_path / "wrong.cpp"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode and f"cact: {says}" in done.stderr
