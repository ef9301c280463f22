"""Builds of the core for other compilers, flags and CPUs, and what their programs say. Used by tests/cross.py and
tests."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
HASHES = ROOT / "tests" / "hashes.txt"
sys.path.insert(0, str(ROOT / "src_c"))
import lists  # noqa: E402
from lists import CORE  # noqa: E402

FLAGS = [*lists.STANDARD, *lists.FLAGS, "-w"]
ONE_FILE = [ROOT / "src_c" / "cact.c"]


def run(command, **options):
    """The output of a command; an AssertionError that shows it, if it fails."""
    done = subprocess.run(
        [str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout}"
    return done.stdout


def build(compiler, folder, programs, sources=CORE, library=None, header=ROOT / "include"):
    """Programs of tests/ with the core, as folder/NAME. compiler is a command with its flags; files compile side by
    side. library: the core, compiled already."""
    folder.mkdir(parents=True, exist_ok=True)
    include = [f"-I{header}", f"-I{ROOT / 'src_c'}"]

    def compile(source):
        run([*compiler, *FLAGS, *include, "-c", source, "-o", folder / f"{source.stem}.o"])
        return folder / f"{source.stem}.o"

    mains = [ROOT / "tests" / f"{program}.c" for program in programs]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compile, [*mains, *([] if library else sources)]))
    for main, program in zip(objects, programs):
        run([*compiler, main, *objects[len(mains) :], *([library] if library else []), "-o", folder / program, "-lm"])


def self_test_of(compiler, folder, main="main.c"):
    """What the self-test says of one file that includes the whole core, built by `compiler`."""
    source = folder / main
    source.write_text(
        '#include <stdio.h>\n#include "cact.c"\nint main(void) {\n'
        '    const char *fault = cact_self_test();\n    puts(fault ? fault : "fine");\n    return 0;\n}\n'
    )
    include = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'src_c'}"]
    run([*compiler, *lists.FLAGS, *include, source, "-o", folder / "main", "-lm"])
    return run([folder / "main"]).strip()
