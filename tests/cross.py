"""The same bits on every CPU: builds tests/hashes.c and tests/test_cact.c for other machines, runs them under
emulation, compares with tests/hashes.txt, and writes docs/same-bits.md.

make verify-cross                               every target whose compiler and emulator are installed
make verify-cross ARGS="aarch64 wasm32-simd"    these
make verify-cross ARGS=--list                   the targets and what they need; --install gets it from Debian"""

import argparse
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import bochs
from builds import CORE, HASHES, ONE_FILE, ROOT, build, run

# Never gcc-multilib: it removes the cross compilers.
PYPI = "from pip: ziglang wasmtime"
ZIG = f"{sys.executable} -m ziglang cc -target wasm32-wasi -O3"
WASM = f"{sys.executable} {__file__} --wasm"
CORTEX_M = ROOT / "tests" / "cortex_m"
BOCHS = f"{sys.executable} {bochs.__file__}"
QEMU_M = f"{sys.executable} {__file__} --cortex-m"
CLANG_RVV = "clang-19 -static -O3 --target=riscv64-linux-gnu -march=rv64gcv -fuse-ld=lld"


@dataclass
class Target:
    compiler: str
    runner: str
    packages: str
    fma: bool = True  # has the baseline FMA? AVX2 and AVX-512 always have
    sources: list = field(default_factory=lambda: CORE)
    isas: str = ""  # those to check, where each takes minutes; otherwise all that the CPU can run
    step: int = 1  # one of so many hashes is checked, where emulation takes minutes
    excused: str = ""  # hashes that hold this differ, and the self-test says why


def here(options, packages="gcc", **more):
    return Target(options, "", packages, **{"fma": False, **more})


def cross(triple, emulator, architecture, options="", **more):
    packages = f"gcc-{triple} libc6-dev-{architecture}-cross qemu-user"
    return Target(f"{triple}-gcc -static -O3 {options}", emulator, packages, **more)


def cortex(cpu, board, options="", **more):
    """Bare metal on QEMU's boards. ARMv6-M is run by an M3: QEMU's M0 has 16 KB."""
    compiler = f"arm-none-eabi-gcc -O3 -mthumb -mcpu={cpu} {options} --specs=rdimon.specs -T {CORTEX_M / 'mps2.ld'}"
    packages = "gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm"
    usual = dict(fma=False, isas="baseline", sources=[*ONE_FILE, CORTEX_M / "start.c"], step=7)
    return Target(compiler, f"{QEMU_M} {board}", packages, **usual | more)


TARGETS = {
    "x86-64 gcc": here("gcc -O3"),
    "x86-64 gcc -O0": here("gcc -O0"),
    "x86-64 gcc -Os": here("gcc -Os"),
    "x86-64 gcc -flto": here("gcc -O3 -flto=auto"),
    "x86-64 gcc one file": here("gcc -O3", sources=ONE_FILE),
    "x86-64 gcc one file -O0": here("gcc -O0", sources=ONE_FILE),
    "x86-64 gcc one file -flto": here("gcc -O3 -flto=auto", sources=ONE_FILE),
    "x86-64 gcc one file -march=haswell": here("gcc -O3 -march=haswell", sources=ONE_FILE, fma=True),
    "x86-64 gcc one file -march=native": here("gcc -O3 -march=native", sources=ONE_FILE, fma=True),
    "x86-64 clang": here("clang-19 -O3", "clang-19"),
    "x86-64 clang -O0": here("clang-19 -O0", "clang-19"),
    "x86-64 clang -flto": here("clang-19 -O3 -flto -fuse-ld=lld", "clang-19 lld-19"),
    "x86-64 clang one file -mfma": here("clang-19 -O2 -mfma", "clang-19", sources=ONE_FILE, fma=True),
    "Nehalem": Target("gcc -O3 -static", "qemu-x86_64 -cpu Nehalem", "qemu-user", fma=False),
    "Haswell": Target("gcc -O3 -static", "qemu-x86_64 -cpu Haswell", "qemu-user", fma=False),
    "Skylake-X": Target("gcc -O3 -static", BOCHS, bochs.PACKAGES, fma=False, isas="avx512"),
    "i686": cross("i686-linux-gnu", "qemu-i386", "i386", "-msse2 -mfpmath=sse", fma=False),
    "aarch64": cross("aarch64-linux-gnu", "qemu-aarch64 -cpu cortex-a53", "arm64"),
    "aarch64 SVE": cross("aarch64-linux-gnu", "qemu-aarch64 -cpu max,sve512=on", "arm64", "-march=armv8.2-a+sve"),
    "armv7": cross("arm-linux-gnueabihf", "qemu-arm", "armhf", fma=False),
    "armv7 VFPv4": cross("arm-linux-gnueabihf", "qemu-arm", "armhf", "-mfpu=neon-vfpv4"),
    "riscv64": cross("riscv64-linux-gnu", "qemu-riscv64", "riscv64"),
    "riscv64 RVV": Target(CLANG_RVV, "qemu-riscv64 -cpu rv64,v=true,vext_spec=v1.0,vlen=256",
                          "clang-19 lld-19 gcc-riscv64-linux-gnu libc6-dev-riscv64-cross qemu-user"),
    "s390x": cross("s390x-linux-gnu", "qemu-s390x", "s390x"),
    "ppc64le": cross("powerpc64le-linux-gnu", "qemu-ppc64le", "ppc64el", fma=False),
    "Cortex-M0": cortex("cortex-m0", "mps2-an385"),
    "Cortex-M3": cortex("cortex-m3", "mps2-an385", excused=" f64 "),
    "Cortex-M4F": cortex("cortex-m4", "mps2-an386", "-mfpu=fpv4-sp-d16 -mfloat-abi=hard", excused=" f64 "),
    "Cortex-M7": cortex("cortex-m7", "mps2-an500", "-mfpu=fpv5-d16 -mfloat-abi=hard", fma=True),
    "wasm32": Target(ZIG, WASM, PYPI, fma=False),
    "wasm32-simd": Target(f"{ZIG} -msimd128", WASM, PYPI, fma=False),
}  # fmt: skip


def missing(name):
    """What the target lacks on this machine, or None."""
    target, cpuinfo = TARGETS[name], Path("/proc/cpuinfo")
    if not target.runner and (platform.machine() != "x86_64" or (target.fma and " fma " not in cpuinfo.read_text())):
        return "another CPU"
    if target.packages == PYPI:
        return None if find_spec("wasmtime") and find_spec("ziglang") else PYPI
    if target.runner == BOCHS and not all(Path(file).exists() for file in bochs.FILES):
        return target.packages
    tools = [command.split()[0] for command in (target.compiler, target.runner) if command]
    tools += ["qemu-system-arm"] if target.runner.startswith(QEMU_M) else []
    tools += ["ld.lld-19"] if "-fuse-ld=lld" in target.compiler else []
    return None if all(shutil.which(tool) for tool in tools) else target.packages


def check(name, folder, with_tests=False, library=None):
    """(line of the table, {instruction set: (FMA?, [keys of hashes that differ])}, all well?) for one target."""
    target, home = TARGETS[name], Path(folder) / re.sub(r"\W+", "-", name)
    with_tests &= not target.runner.startswith(QEMU_M)  # which need more than 4 MB
    build(target.compiler.split(), home, ["hashes", "test_cact"] if with_tests else ["hashes"], target.sources, library)
    results, passed, good = {}, "not run", True

    def execute(program, *arguments):
        nonlocal good
        command = [*target.runner.split(), home / program, *arguments]
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
        lines = [line.split(":")[0] for line in done.stdout.splitlines()[:-1]]
        faults = [line for line in lines if line != "self-test"]
        excused = target.excused and len(faults) < len(lines) and all(target.excused in line for line in faults)
        if done.returncode and not excused:
            good = False
            print(name, done.stdout, done.stderr, sep="\n", file=sys.stderr)
        return done.stdout

    for isa in (target.isas or execute("hashes", "-l")).split():
        fma = target.fma or isa != "baseline"
        column = "fma" if fma else "plain"
        said = execute("hashes", "-s", target.step, "-i", isa, "-c", HASHES, "-g", column).splitlines()
        results[isa] = fma, [line.split(":")[0] for line in said[:-1] if not line.startswith("self-test")]
    if with_tests:
        passed = " / ".join(*re.findall(r"^(\d+) passed, (\d+) failed", execute("test_cact"), flags=re.M))
    cells = [f"{isa}: {f'{len(differ)} differ' if differ else 'all'} ({'with' if fma else 'without'} FMA)"
             for isa, (fma, differ) in results.items()]  # fmt: skip
    return f"| {name} | {', '.join(cells)} | {passed} |", results, good and bool(results)


def write_hashes(folder):
    """tests/hashes.txt and src_c/self_test.def from this machine: with FMA, and without."""
    compiler, folder = ["cc", "-O3"], Path(folder)
    build(compiler, folder, ["hashes"])
    columns = []
    for isa in ("avx2", "baseline"):
        columns.append([line.rsplit(" ", 1) for line in run([folder / "hashes", "-i", isa]).splitlines()])
    lines = ["# What, its hash on CPUs with FMA, without. Made by: python tests/cross.py --write"]
    lines += [f"{key} {with_fma} {without}" for (key, with_fma), (_, without) in zip(*columns)]
    HASHES.write_text("\n".join([*lines, ""]))
    build(compiler, folder, ["self_test_def"], [source for source in CORE if source.name != "self_test.c"])
    (ROOT / "src_c" / "self_test.def").write_text(run([folder / "self_test_def"]))


TEXT = """# The same bits

`tests/hashes.c` takes {count} hashes: of every function, derivative and backward product, all tiers and types, several
parameters, over half a million inputs each (every exponent, NaNs included), and of every operation on rows for every
length from 1 to 300, several `inner`, rows with NaNs and infinities. `make verify-cross` compares them on other machines,
emulated where need be (QEMU's user mode, Bochs, wasmtime), with the two columns of `tests/hashes.txt`: for CPUs with
FMA, and without. The column is given for each target, so a CPU that quietly lost its FMA would fail.
Of Cortex-M, emulated with its doubles, one hash in {step} is taken. Where these are computed by a library, GCC's own for
ARMv7-M (M3, M4) subtracts wrongly if their exponents are 33 apart, one unit in the last place off: `cact_self_test` says
so, and float64 hashes may differ.
The two differ in {differ} hashes, all of them of the fast tier or float64, where an FMA rounds once and a product and a
sum round twice; the exact tier is the same in both. x86-64 without AVX2, i686, WebAssembly and ARMv7 before VFPv4 have
no FMA; of POWER's, GCC's choice makes 0 of subnormal floats, so it isn't used. s390x is big-endian.

| target | hashes that agree | C tests passed / failed (`--with-tests`) |
|---|---|---|
{targets}

By function: **fma** stands for the bits of all CPUs with FMA, **mul** for those of all CPUs without, **same** where both
are equal.

{functions}
"""  # noqa: E501


def by_function(results):
    """A Markdown table: a row per function and tier, a column per CPU."""
    columns = {}
    for name, isas in results.items():
        if not name.startswith("x86-64 "):
            isa = list(isas)[-1]
            columns[name] = isas[isa]
        elif name == "x86-64 gcc":
            columns |= {f"x86-64 {isa}": result for isa, result in isas.items()}

    def row(key):
        function, kind, tier, _ = key.split()
        return re.sub("_(prime|backward).*", "", function), "exact" if tier == "exact" else kind

    equal = {}
    for line in HASHES.read_text().splitlines()[1:]:
        key, with_fma, without = line.rsplit(" ", 2)
        equal[row(key)] = equal.get(row(key), True) and with_fma == without
    lines = [f"| function | tier | {' | '.join(columns)} |", "|---|---|" + "---|" * len(columns)]
    for function, same in equal.items():
        cells = ["**differs**" if function in map(row, differ) else "same" if same else "fma" if fma else "mul"
                 for fma, differ in columns.values()]  # fmt: skip
        lines.append(f"| {' | '.join(function)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def run_wasm(program, *arguments):
    """A WASI program under wasmtime; it may read the folder of hashes.txt."""
    from wasmtime import Engine, ExitTrap, Linker, Module, Store, WasiConfig

    store, wasi = Store(Engine()), WasiConfig()
    wasi.argv = [program, *arguments]
    wasi.inherit_stdout()
    wasi.inherit_stderr()
    wasi.preopen_dir(str(HASHES.parent), str(HASHES.parent))
    store.set_wasi(wasi)
    linker = Linker(store.engine)
    linker.define_wasi()
    try:
        linker.instantiate(store, Module.from_file(store.engine, program)).exports(store)["_start"](store)
    except ExitTrap as end:
        return end.code


def run_cortex_m(board, program, *arguments):
    """A program that talks by semihosting, under QEMU; it may read hashes.txt."""
    words = ",".join(f"arg={word}" for word in (program, *arguments))
    command = ["qemu-system-arm", "-M", board, "-nographic", "-monitor", "none", "-serial", "none", "-kernel", program]
    return subprocess.run([*command, "-semihosting-config", f"enable=on,target=native,{words}"], check=False).returncode


def main():
    if sys.argv[1:2] == ["--wasm"]:
        return run_wasm(*sys.argv[2:])
    if sys.argv[1:2] == ["--cortex-m"]:
        return run_cortex_m(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", help="default: all that this machine can build and run")
    parser.add_argument("--list", action="store_true", help="the targets and the packages they need")
    parser.add_argument("--install", action="store_true", help="apt-get install what is missing first")
    parser.add_argument(
        "--write",
        action="store_true",
        help="take this machine's hashes as those to compare with, and to self-test with (x86-64)",
    )
    parser.add_argument("--with-tests", action="store_true", help="run the C tests as well: minutes per target")
    options = parser.parse_args()
    if options.list:
        for name, target in TARGETS.items():
            print(f"{name:36}{'ready' if not missing(name) else 'needs ' + target.packages}")
        return 0
    if options.install:
        lists = [
            TARGETS[name].packages for name in options.targets or TARGETS if missing(name) == TARGETS[name].packages
        ]
        packages = {package for text in lists if text != PYPI for package in text.split()}
        if packages:
            run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *sorted(packages)])
    with tempfile.TemporaryDirectory() as folder:
        if options.write:
            write_hashes(folder)
            return 0
        names = options.targets or [name for name in TARGETS if not missing(name)]
        for name in TARGETS:
            if name not in names and not options.targets:
                print(f"{name} is left out; it needs {missing(name)}", file=sys.stderr)
        with ThreadPoolExecutor(2) as pool:
            results = []
            for result in pool.map(lambda name: check(name, folder, options.with_tests), names):
                print(result[0], flush=True)
                results.append(result)
    if not options.targets:
        hashes = [line.split()[-2:] for line in HASHES.read_text().splitlines()[1:]]
        (ROOT / "docs" / "same-bits.md").write_text(TEXT.format(
            step=TARGETS["Cortex-M0"].step, count=len(hashes), differ=sum(a != b for a, b in hashes),
            targets="\n".join(line for line, _, _ in results),
            functions=by_function({name: r for name, (_, r, _) in zip(names, results)})))  # fmt: skip
    return not all(good for _, _, good in results)


if __name__ == "__main__":
    raise SystemExit(main())
