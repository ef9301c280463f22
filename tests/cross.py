"""The same bits on every CPU: builds tests/hashes.c and tests/test_cact.c for other machines, runs them under emulation,
compares with tests/hashes.txt, and writes docs/same-bits.md.

make verify-cross                               every target whose compiler and emulator are installed
make verify-cross ARGS="aarch64 wasm32-simd"    these
make verify-cross ARGS=--list                   the targets and what they need"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLAGS = "-std=gnu99 -fno-trapping-math -fno-math-errno -ffp-contract=off -Iinclude -Isrc_c".split()
PARTS = [f"src_c/{name}.c" for name in ("cpu", "dispatch", "registry", "self_test", "isa/baseline", "isa/avx2", "isa/avx512")]
ONE_FILE = ["src_c/cact.c"]
ZIG = [sys.executable, "-m", "ziglang", "cc"]


def gcc(triple, *options):
    return [f"{triple}-gcc", "-static", "-O3", *options]


# name: (compiler and options, sources, what runs it, Debian packages)
TARGETS = {
    "x86-64 gcc": (["gcc", "-O3"], PARTS, [], "gcc"),
    "x86-64 gcc -O0": (["gcc", "-O0"], PARTS, [], "gcc"),
    "x86-64 gcc -Os": (["gcc", "-Os"], PARTS, [], "gcc"),
    "x86-64 gcc -O3 -flto": (["gcc", "-O3", "-flto=auto"], PARTS, [], "gcc"),
    "x86-64 gcc one file": (["gcc", "-O3"], ONE_FILE, [], "gcc"),
    "x86-64 gcc one file -march=haswell": (["gcc", "-O3", "-march=haswell"], ONE_FILE, [], "gcc"),
    "x86-64 clang": (["clang-19", "-O3"], PARTS, [], "clang-19"),
    "x86-64 clang -O0": (["clang-19", "-O0"], PARTS, [], "clang-19"),
    "Nehalem": (["gcc", "-O3", "-static"], PARTS, ["qemu-x86_64", "-cpu", "Nehalem"], "qemu-user"),
    "Haswell": (["gcc", "-O3", "-static"], PARTS, ["qemu-x86_64", "-cpu", "Haswell"], "qemu-user"),
    "aarch64": (
        gcc("aarch64-linux-gnu"),
        PARTS,
        ["qemu-aarch64"],
        "gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user",
    ),
    "riscv64": (
        gcc("riscv64-linux-gnu"),
        PARTS,
        ["qemu-riscv64"],
        "gcc-riscv64-linux-gnu libc6-dev-riscv64-cross qemu-user",
    ),
    "armv7": (
        gcc("arm-linux-gnueabihf"),
        PARTS,
        ["qemu-arm"],
        "gcc-arm-linux-gnueabihf libc6-dev-armhf-cross qemu-user",
    ),
    "s390x": (gcc("s390x-linux-gnu"), PARTS, ["qemu-s390x"], "gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user"),
    "ppc64le": (
        gcc("powerpc64le-linux-gnu"),
        PARTS,
        ["qemu-ppc64le"],
        "gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross qemu-user",
    ),
    "wasm32": ([*ZIG, "-target", "wasm32-wasi", "-O3"], ONE_FILE, ["wasm"], "from pip: ziglang wasmtime"),
    "wasm32-simd": (
        [*ZIG, "-target", "wasm32-wasi", "-O3", "-msimd128"],
        ONE_FILE,
        ["wasm"],
        "from pip: ziglang wasmtime",
    ),
}
WASM = """
import sys
from wasmtime import Engine, ExitTrap, Linker, Module, Store, WasiConfig
store, wasi = Store(Engine()), WasiConfig()
wasi.argv = sys.argv[1:]
wasi.inherit_stdout()
wasi.preopen_dir("tests", "tests")
store.set_wasi(wasi)
linker = Linker(store.engine)
linker.define_wasi()
try:
    linker.instantiate(store, Module.from_file(store.engine, sys.argv[1])).exports(store)["_start"](store)
except ExitTrap as end:
    sys.exit(end.code)
"""


def missing(name):
    """What the target lacks on this machine, or None."""
    compiler, _, runner, packages = TARGETS[name]
    tools = [compiler[0], *runner[:1]]
    if runner == ["wasm"]:
        from importlib.util import find_spec

        return None if find_spec("wasmtime") and find_spec("ziglang") else packages
    return None if all(shutil.which(tool) for tool in tools) else packages


def check(name, folder, with_tests=False):
    """(line of the table, no unexplained difference?) for one target."""
    compiler, sources, runner, _ = TARGETS[name]
    launch = [sys.executable, "-c", WASM] if runner == ["wasm"] else runner

    def run(program, *arguments):
        out = Path(folder) / (re.sub(r"\W", "_", name) + program)
        subprocess.run([*compiler, *FLAGS, *sources, f"tests/{program}.c", "-o", out, "-lm"], cwd=ROOT, check=True)
        return subprocess.run([*launch, out, *arguments], cwd=ROOT, capture_output=True, text=True)

    done = [run("hashes", "-i", "all", "-c", "tests/hashes.txt")]
    groups = re.findall(r"^(\w+): (\d+) hashes, (\d+) differ from those (\w+) FMA", done[0].stdout, flags=re.M)
    cells = [
        f"{isa}: {'all' if differ == '0' else f'{differ} of {count} differ'} ({group} FMA)"
        for isa, count, differ, group in groups
    ]
    passed = ""
    if with_tests:
        done.append(run("test_cact"))
        passed = " / ".join(*re.findall(r"^(\d+) passed, (\d+) failed", done[1].stdout, flags=re.M))
    good = groups and not any(d.returncode for d in done)
    if not good:
        print(name, *(d.stdout + d.stderr for d in done), sep="\n", file=sys.stderr)
    return f"| {name} | {', '.join(cells)} | {passed} |", bool(good)


def write_hashes(folder):
    """tests/hashes.txt from this machine: with FMA, and without."""
    program = Path(folder) / "hashes"
    subprocess.run(["cc", "-O3", *FLAGS, *PARTS, "tests/hashes.c", "-o", program], cwd=ROOT, check=True)
    columns = []
    for isa in ("avx2", "baseline"):
        text = subprocess.run([program, "-i", isa], check=True, capture_output=True, text=True).stdout
        columns.append([line.rsplit(" ", 1) for line in text.splitlines()])
    lines = ["# What, its hash on CPUs with FMA, without. Made by: python tests/cross.py --write"]
    lines += [f"{key} {with_fma} {without}" for (key, with_fma), (_, without) in zip(*columns)]
    (ROOT / "tests" / "hashes.txt").write_text("\n".join([*lines, ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", help="default: all that this machine can build and run")
    parser.add_argument("--list", action="store_true", help="the targets and the packages they need")
    parser.add_argument(
        "--write", action="store_true", help="take this machine's hashes as those to compare with (x86-64)"
    )
    parser.add_argument("--with-tests", action="store_true", help="run the C tests as well: minutes per target")
    options = parser.parse_args()
    if options.list:
        for name, (*_, packages) in TARGETS.items():
            print(f"{name:36}{'ready' if not missing(name) else 'needs ' + packages}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        if options.write:
            write_hashes(folder)
            return 0
        names = options.targets or [name for name in TARGETS if not missing(name)]
        for name in TARGETS:
            if name not in names and not options.targets:
                print(f"{name} is left out; it needs {missing(name)}", file=sys.stderr)
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda name: check(name, folder, options.with_tests), names))
    print("\n".join(line for line, _ in results))
    if not options.targets:
        hashes = [line.split()[-2:] for line in (ROOT / "tests" / "hashes.txt").read_text().splitlines()[1:]]
        lines = [
            "# The same bits",
            "",
            f"`tests/hashes.c` takes {len(hashes)} hashes: of every function, derivative and backward product, both tiers and types,",
            "several parameters, over half a million inputs each (every exponent, NaNs included), and of every operation on rows",
            "for every length from 1 to 300, several `inner`, rows with NaNs and infinities. `make verify-cross` compares them on",
            "other machines, emulated where need be, with the two columns of `tests/hashes.txt`: for CPUs with FMA, and without.",
            f"The two differ in {sum(a != b for a, b in hashes)} hashes, all of them of the fast tier or float64, where an FMA rounds once and a",
            "product and a sum round twice; the exact tier is the same in both. x86-64 without AVX2, ARMv7 and WebAssembly have",
            "no FMA (in the instruction set that compilers assume).",
            "",
            "| target | hashes that agree | C tests passed / failed (`--with-tests`) |",
            "|---|---|---|",
            *(line for line, _ in results),
            "",
        ]
        (ROOT / "docs" / "same-bits.md").write_text("\n".join(lines))
    return not all(good for _, good in results)


if __name__ == "__main__":
    raise SystemExit(main())
