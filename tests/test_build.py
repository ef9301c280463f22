"""What setup.py and make make of the sources: failures explained, fast arithmetic undone, hardened files."""

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from builds import CORE, ONE_FILE, ROOT, run

import cact
from cact import _core

PACKAGE = Path(cact.__file__).parent
FAST = "-Ofast -ffast-math -funsafe-math-optimizations -fassociative-math -freciprocal-math -ffinite-math-only"
linux = pytest.mark.skipif(sys.platform != "linux", reason="of ELF files")


@pytest.fixture
def sources(tmp_path):
    """A copy of what setup.py needs."""
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("cact", "include", "src_c"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.so", "_core.c", "__pycache__"))
    return tmp_path


def test_the_list_of_sources_is_whole():
    """Of lists.mk, and of the one file, which holds all but the x86 extensions."""
    there = {*ROOT.glob("src_c/*.c"), *ROOT.glob("src_c/*/*.c")}
    assert {*CORE, *ONE_FILE} == there and len(CORE) == len(there) - 1
    held = re.findall(r'^#include "(.*\.c)"', ONE_FILE[0].read_text(), flags=re.M)
    assert {ROOT / "src_c" / name for name in held} == {source for source in CORE if "avx" not in source.stem}


FAILURES = {
    "there is no C compiler": (None, ["apt-get install gcc python3-dev"], []),
    "no Python.h": (
        "_core.c:10:10: fatal error: Python.h: No such file or directory",
        ["headers of Python are missing", "python3-dev"],
        [],
    ),
    "anything else": (
        "In file included from x.c:1:\nx.c:3:5: error: nonsense in the sources\nx.c:4:5: error: and more of it",
        ["cact: the C compiler", "failed: x.c:3:5: error: nonsense in the sources\n"],
        ["apt-get", "and more"],
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_build_says_what_failed(sources, failure):
    says, expected, unexpected = FAILURES[failure]
    compiler = sources / "compiler"
    if says:
        compiler.write_text(f"#!/bin/sh\ncat >&2 <<END\n{says}\nEND\nexit 1\n")
        compiler.chmod(compiler.stat().st_mode | stat.S_IXUSR)
    done = subprocess.run(
        [sys.executable, "setup.py", "-q", "build_ext"],
        cwd=sources,
        env={**os.environ, "CC": str(compiler)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode
    message = done.stdout[done.stdout.rindex("cact: ") :]
    assert all(words in message for words in expected) and not any(words in message for words in unexpected), (
        done.stdout
    )


def undone(compile, link, tmp_path):
    """A compiler's command has no fast arithmetic left, and a linker's no start-up file that flushes subnormals."""
    assert FAST.split()[1] in compile and FAST.split()[1] in link
    macros = run(
        [compile[0], *(word for word in compile[1:] if word[0] == "-" and word not in ("-c", "-o")), "-dM", "-E"]
        + ["-x", "c", "/dev/null"],
        cwd=ROOT,
    )
    assert not re.findall(r"FAST_MATH__|ASSOCIATIVE|RECIPROCAL|NO_SIGNED|FINITE_MATH_ONLY__ 1", macros)
    source = tmp_path / "nothing.c"
    source.write_text("int nothing;\n")
    run(
        [
            link[0],
            *(word for word in link[1:] if word[0] == "-" and word != "-o"),
            "-fPIC",
            source,
            "-o",
            tmp_path / "nothing.so",
        ]
    )
    assert "set_fast_math" not in run(["nm", "-a", tmp_path / "nothing.so"])


@linux
def test_setup_undoes_fast_arithmetic(sources, tmp_path):
    """A compiler that only notes how it was called, and makes empty files."""
    compiler, calls = sources / "compiler", sources / "calls"
    compiler.write_text(
        f'#!/bin/sh\necho "$@" >> {calls}\nwhile [ $# -gt 1 ]; do [ "$1" = -o ] && : > "$2"; shift; done\n'
    )
    compiler.chmod(compiler.stat().st_mode | stat.S_IXUSR)
    run(
        [sys.executable, "setup.py", "-q", "build_ext"],
        cwd=sources,
        env={**os.environ, "CC": str(compiler), "LDSHARED": f"{compiler} -shared", "CFLAGS": FAST, "LDFLAGS": FAST},
    )
    called = [["gcc", *line.split()] for line in calls.read_text().splitlines() if not re.search(r"\bopenmp", line)]
    compiles = [call for call in called if "-c" in call]
    links = [call for call in called if "-c" not in call]
    assert len(compiles) > 5 and len(links) == 2
    for call in links:
        undone(compiles[0], call, tmp_path)


@linux
def test_make_undoes_fast_arithmetic_and_hears_cppflags(tmp_path):
    flags = [f"CFLAGS={FAST}", f"LDFLAGS={FAST}", "CPPFLAGS=-DHEARD", "CC=gcc"]
    lines = run(["make", "-n", f"BUILD={tmp_path}/build", *flags, "lib"], cwd=ROOT).splitlines()
    called = [shlex.split(line) for line in lines if line.startswith("gcc ")]
    compiles, links = [c for c in called if "-c" in c], [c for c in called if "-shared" in c]
    assert len(compiles) > 5 and len(links) == 1 and all("-DHEARD" in call for call in compiles)
    undone(compiles[0], links[0], tmp_path)


@linux
def test_files_are_hardened(made):
    """What the loader writes is read-only afterwards, no stack runs, and no folder of the builder is searched."""
    files = [Path(_core.__file__), *PACKAGE.glob("_threads*.so"), made / "libcact.so"]
    assert len(files) == 3
    for file in files:
        dynamic, segments = run(["readelf", "-dW", file]), run(["readelf", "-lW", file])
        assert "BIND_NOW" in dynamic and not re.search(r"RPATH|RUNPATH|TEXTREL", dynamic), (file, dynamic)
        assert "GNU_RELRO" in segments and re.search(r"GNU_STACK .* RW +0x", segments), (file, segments)


@linux
def test_one_thread_needs_no_openmp(tmp_path):
    """As in a slim image: OpenMP's library under a name that isn't there."""
    shutil.copytree(PACKAGE, tmp_path / "cact", ignore=shutil.ignore_patterns("__pycache__"))
    for file in (tmp_path / "cact").glob("*.so"):
        file.write_bytes(file.read_bytes().replace(b"libgomp.so.1", b"libnone.so.1"))
    code = (
        "import cact, numpy as np\n"
        "assert cact.tanh(np.zeros(10**6)).sum() == 0 and cact.get_num_threads() == 1\n"
        "cact.set_num_threads(1)\n"
        "try: cact.set_num_threads(2)\n"
        "except RuntimeError as error: print(error, cact.get_num_threads())\n"
    )
    said = run([sys.executable, "-W", "error", "-c", code], cwd=tmp_path)
    assert "libnone.so.1: cannot open" in said and "apt-get install libgomp1" in said and said.endswith(" 1\n")
    warned = run([sys.executable, "-c", "import cact"], cwd=tmp_path, env={**os.environ, "CACT_NUM_THREADS": "2"})
    assert "RuntimeWarning: CACT_NUM_THREADS: more than one thread needs OpenMP's library" in warned
