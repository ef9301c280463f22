"""The programs of this folder, one in each language, built and run with an install of the library: their bits are to be
those of C's. What a machine lacks is named, and is no fault.

    python examples/languages/run.py [--fetch] [--write] [LANGUAGE ...]

--fetch takes koffi, for Node, from npm where there is none; --write puts the table into docs/languages.md."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "languages.md"
MODULES = ROOT / "build" / "languages"  # what npm installs
CFLAGS, LIBS = "$(pkg-config --cflags cact)", "$(pkg-config --libs cact)"
HEADER = "$(pkg-config --variable=includedir cact)/cact_ffi.h"
JNA = "/usr/share/java/jna.jar"


class Language(NamedTuple):
    file: str  # of the program
    version: str  # tells it, and fails where something is missing
    run: str  # builds the program and runs it, in this folder
    needs: str  # Debian's packages, or what else


LANGUAGES = {
    "C": Language("elu.c", "cc --version", f"cc -std=c99 elu.c {CFLAGS} {LIBS} -o elu-c && ./elu-c", "gcc"),
    "C++": Language(
        "elu.cpp", "c++ --version", f"c++ -std=c++17 elu.cpp {CFLAGS} {LIBS} -o elu-cpp && ./elu-cpp", "g++"
    ),
    "Rust": Language(
        "rust/src/main.rs", "cargo --version && rustc --version", "cd rust && cargo run --quiet --offline", "cargo"
    ),
    "Go": Language("go/main.go", "go version", "cd go && go run .", "golang-go"),
    "Zig": Language(
        "elu.zig",
        "echo zig $($ZIG version)",
        "$ZIG translate-c -lc $(pkg-config --variable=includedir cact)/cact.h > cact.zig && "
        f"$ZIG build-exe elu.zig -lc {LIBS} && ./elu",
        "ziglang (PyPI)",
    ),
    "LuaJIT": Language("elu.lua", "luajit -v", f"luajit elu.lua {HEADER}", "luajit"),
    "Fortran": Language(
        "elu.f90", "gfortran --version", f"gfortran -std=f2008 elu.f90 {LIBS} -o elu-f90 && ./elu-f90", "gfortran"
    ),
    "Node, koffi": Language(
        "elu.js",
        "node -p '`node ${process.version}, koffi ${require(\"koffi\").version}`'",
        f"node elu.js {HEADER}",
        "nodejs, koffi (npm)",
    ),
    "Java, JNA": Language(
        "EluJna.java",
        f"ls {JNA} && javac -version",
        f"javac -cp {JNA} EluJna.java && java -cp .:{JNA} EluJna",
        "default-jdk-headless libjna-java",
    ),
    "Java, FFM": Language(
        "EluFfm.java",
        "$JDK22/javac -version",
        "$JDK22/java --enable-native-access=ALL-UNNAMED EluFfm.java",
        "a JDK from 22 on",
    ),
    "Ruby, Fiddle": Language("elu.rb", "ruby -rfiddle -e 'puts RUBY_DESCRIPTION'", "ruby elu.rb", "ruby"),
    "PHP, FFI": Language(
        "elu.php", 'php -r \'FFI::cdef(""); echo "PHP ", PHP_VERSION;\'', f"php elu.php {HEADER}", "php-cli"
    ),
    "Nim": Language(
        "elu.nim",
        "nim --version",
        f'nim compile --hints:off --nimcache:nimcache --passC:"{CFLAGS}" --passL:"{LIBS}" --out:elu-nim elu.nim && '
        "./elu-nim",
        "nim",
    ),
    "D": Language("elu.d", "gdc --version", f"gdc elu.d {LIBS} -o elu-d && ./elu-d", "gdc"),
    "R": Language(
        "elu.R",
        "R --version && make --version && cc --version",
        f'PKG_CPPFLAGS="{CFLAGS}" PKG_LIBS="{LIBS}" R CMD SHLIB elu_r.c && Rscript elu.R elu_r.so',
        "r-base-core make gcc",
    ),
}


def newest_jdk():
    """The folder of the newest javac, for what takes JDK 22."""
    found = {int(n): path.parent for path in Path("/usr/lib/jvm").glob("*/bin/javac")
             for n in re.findall(r"-(\d+)", path.parent.parent.name)[-1:]}  # fmt: skip
    newest = max(found, default=0)
    return found[newest] if newest >= 22 else Path("no JDK of 22")


def shell(command, folder, environment):
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout


def prepared(folder):
    """An install, a copy of the programs, which are built where they lie, and the environment that finds both."""
    for name in ("examples", "bindings"):
        shutil.copytree(ROOT / name, folder / name)
    install = folder / "install"
    made = ["make", "--no-print-directory", "install", f"PREFIX={install}", f"LIBDIR={install / 'lib'}", "DESTDIR="]
    subprocess.run(made, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    zig = "zig" if shutil.which("zig") else f"'{sys.executable}' -m ziglang"
    (folder / "zig").write_text(f'#!/bin/sh\nexec {zig} "$@"\n')
    (folder / "zig").chmod(0o755)
    folders = {
        "PKG_CONFIG_PATH": install / "lib" / "pkgconfig",
        "LD_LIBRARY_PATH": install / "lib",
        "ZIG": folder / "zig",
        "NODE_PATH": MODULES / "node_modules",
        "JDK22": newest_jdk(),
    }
    return folder / "examples" / "languages", {**os.environ, **{name: str(path) for name, path in folders.items()}}


def bits(text):
    """{function and type: its bits}"""
    return dict(re.findall(r"^(\w+_f(?:32|64)) +([0-9a-f ]*[0-9a-f])\s*$", text, flags=re.M))


def ran(name, folder, environment):
    """(version or None where something is missing, {what: bits}, the output of a failure)"""
    language = LANGUAGES[name]
    fails, said = shell(language.version, folder, environment)
    if fails:
        return None, {}, ""
    version = next(line for line in said.splitlines() if re.search(r"\d", line) and not line.startswith("/"))
    fails, said = shell(language.run, folder, environment)
    return re.split(r" --|, Copyright| -- ", version.strip())[0], {} if fails else bits(said), said


def compared(names):
    """{name: (version, result)}, and whether all that ran give C's bits, of elu, its derivative and softmax."""
    with tempfile.TemporaryDirectory() as name:
        folder, environment = prepared(Path(name))
        with ThreadPoolExecutor(2) as pool:
            results = dict(zip(names, pool.map(lambda name: ran(name, folder, environment), names)))
        wanted = results.get("C") or ran("C", folder, environment)
    rows, good = {}, True
    for name, (version, found, said) in results.items():
        same = bool(wanted[1]) and found.items() <= wanted[1].items()
        same &= {what[:-4] for what in found} == {"elu", "elu_prime", "softmax"}
        rows[name] = version, "the same bits" if same else f"not tried: needs {LANGUAGES[name].needs}"
        if version and not same:
            rows[name], good = (version, "DIFFERS"), False
            print(f"{name}: {said}", file=sys.stderr)
    return rows, good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="LANGUAGE", help=f"of {'; '.join(LANGUAGES)}; default: all")
    parser.add_argument("--fetch", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if unknown := {*options.names} - {*LANGUAGES}:
        parser.error(f"no language: {', '.join(unknown)}")
    if options.fetch and shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--prefix", MODULES, "koffi"], check=True)
    rows, good = compared(options.names or list(LANGUAGES))
    lines = ["| language | program | toolchain | result |", "|---|---|---|---|"]
    lines += [
        f"| {name} | `{LANGUAGES[name].file}` | {version or ''} | {result} |"
        for name, (version, result) in rows.items()
    ]
    print("\n".join(lines))
    if options.write:
        begin, end = "<!-- languages -->\n", "<!-- /languages -->"
        before, _, rest = PAGE.read_text().partition(begin)
        PAGE.write_text(before + begin + "\n" + "\n".join([*lines, "", end]) + rest.partition(end)[2])
    return not good


if __name__ == "__main__":
    sys.exit(main())
