"""Reads the compilers' own vectorisation reports: a kernel that is no longer vectorised is right, and ten times slower.

    python tests/vectorised.py             every compiler and instruction set, a line for each kernel that is not

GCC: the vectoriser's dump names the function before its messages (-fopt-info does not, and all kernels share the lines
of one template). Clang: the optimisation record, a YAML document for each remark.
"""

import re
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from builds import FLAGS, ROOT, run

COMPILERS = [c for c in ("gcc", "clang-19") if shutil.which(c)]
BYTES = {"avx2": 32, "avx512": 64}  # one vector
ROWS = ("row_tpl.h", "beside_tpl.h", "formula_tpl.h")
TABLE = (ROOT / "src_c" / "activations.def").read_text()
ACTIVATIONS = re.findall(r"^ACTIVATION\((\w+), *(.*?)\)\n(?=ACTIVATION|/\*)", TABLE, flags=re.M | re.S)
NAMES = [name for name, _ in ACTIVATIONS]
ELEMENTS = re.compile(
    rf"load_(?!cols_)|product_|({'|'.join(NAMES)})_(forward|prime_op|backward|from_y_op)_"
)  # kernels over elements
# Which are calls of others: the gradient of a heavy function of one input, of its derivative and of `product`; and what
# is BY another row, where value, slope and slope_from_y say so.
CALLED = [f"{name}_backward" for name, row in ACTIVATIONS if re.match(r"UNARY\b.*\bHEAVY\b", row)]
for name, row in ACTIVATIONS:
    for op, by in zip(("forward", "(prime_op|backward)", "from_y_op"), re.findall(r"\b(OWN|BY)\b", row)):
        CALLED += [f"{name}_{op}"] * (by == "BY")
CALLS = re.compile(rf"({'|'.join(CALLED)})_")


def report_of_gcc(isa, folder, compile):
    """{function: [(file, line, bytes of a vector)]}"""
    dump, found, function = folder / f"{isa}.txt", defaultdict(list), None
    # Equal kernels stay apart. Python's flags for extensions have -fwrapv, with which an index that is an int may jump.
    compile("-fno-ipa-icf", "-fwrapv", f"-fdump-tree-vect-optimized={dump}")
    loop = re.compile(r"\S*/(\w+\.h):(\d+):\d+: optimized:\s+loop vectorized using (\d+) byte")
    for line in dump.read_text().splitlines():
        if line.startswith(";; Function "):
            function = line.split()[2].split(".")[0]  # without .constprop
        elif m := loop.match(line):
            found[function].append((m[1], int(m[2]), int(m[3])))
    return found


def report_of_clang(isa, folder, compile):
    record, found = folder / f"{isa}.yaml", defaultdict(list)
    compile(f"-foptimization-record-file={record}", "-foptimization-record-passes=loop-vectorize")
    for remark in record.read_text().split("--- !")[1:]:
        if m := re.search(r"VectorizationFactor: '(\d+)'", remark):
            function = re.search(r"Function:\s+(\S+)", remark)[1]
            place = re.search(r"(\w+\.\w+)', Line: (\d+)", remark)
            size = 4 if function.endswith("_f32") else 8  # the exact tier computes in double
            found[function].append((place[1], int(place[2]), int(m[1]) * size))
    return found


def formula_loops_of_rows():
    """(file, line) of the loops over rows that evaluate a formula or add to a sum."""
    found = []
    for name in ROWS:
        lines = (ROOT / "src_c" / "rows" / name).read_text().splitlines()
        for i, line in enumerate(lines):
            loop = re.match(r"\s+(INDEPENDENT|FOR_\w+)", line) and not line.endswith("\\")
            if loop and re.search(r"\bf\(&(w|row)\b|sum_add\)", " ".join(lines[i : i + 4])):
                found.append((name, i + 2 if "INDEPENDENT" in line else i + 1))
    return found


def loops_of(symbol, compiler):
    """How many loops over full vectors a kernel over elements has: wide blocks, or single blocks and the end, or
    all."""
    if compiler != "gcc" or re.match("load_|.*_(many|whole)_", symbol):
        return 1  # Clang merges or unrolls
    return 2


def pieced_together(kernels):
    """Functions that make vectors of single floats, since they don't see that those lie one behind the other. A vector
    of eight needs four insertions; a pair of numbers of one row may be made into a vector, too. A store with strides
    has to take vectors apart."""
    functions = re.split(r"^\w+ <(\w+)[\w.]*>:$", run(["objdump", "-d", "--no-show-raw-insn", kernels]), flags=re.M)[1:]
    code_of = dict(zip(functions[::2], functions[1::2]))
    assert len(code_of) > 100
    wrong = [name for name, code in code_of.items() if len(re.findall("vinsertps|vpextr", code)) > 3]
    return [name for name in wrong if not name.startswith("store_")]


def scalar(compiler, isa):
    """What is not vectorised: kernels over elements without a loop over full vectors; loops over rows, by line and
    type. If the compiler is GCC, what makes vectors of single floats."""
    with tempfile.TemporaryDirectory() as name:
        folder, kernels = Path(name), Path(name) / "kernels.o"

        def compile(*flags):
            include = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'src_c'}"]
            run([compiler, "-O3", *FLAGS, *include, *flags, "-c", ROOT / "src_c" / "isa" / f"{isa}.c", "-o", kernels])

        found = (report_of_gcc if compiler == "gcc" else report_of_clang)(isa, folder, compile)
        pieced = pieced_together(kernels) if compiler == "gcc" else []
        symbols = set(re.findall(r" t (\w+_(?:f32|f64|exact))(?:\.constprop\.\d+)?$", run(["nm", kernels]), re.M))
    elements = [s for s in sorted(symbols) if ELEMENTS.match(s) and not CALLS.match(s)]
    assert len(elements) > 50
    wrong = [f"{function}: vectors of single floats" for function in pieced]
    for kernel in elements:
        wide = [
            loop
            for loop in found[kernel]
            if loop[0] in ("elements_tpl.h", "edges_tpl.h", "partial_tpl.h") and loop[2] >= BYTES[isa]
        ]
        if len(wide) < loops_of(kernel, compiler):
            wrong.append(f"{kernel}: {len(wide)} loops over full vectors; reported: {found[kernel] or 'nothing'}")
    # Clang may find 256 bits better than 512 for the rows.
    in_rows = {
        (loop[0], loop[1], kernel.rsplit("_", 1)[1])
        for kernel, loops in found.items()
        for loop in loops
        if loop[0] in ROWS and loop[2] >= 32
    }
    for file, line in formula_loops_of_rows():
        wrong += [f"{file}:{line}: scalar for {t}" for t in ("f32", "f64", "exact") if (file, line, t) not in in_rows]
    return wrong, len(elements)


if __name__ == "__main__":
    status = 0
    for compiler in COMPILERS:
        for isa in BYTES:
            wrong, count = scalar(compiler, isa)
            print(
                f"{compiler} {isa}: {count} kernels over elements, {len(formula_loops_of_rows())} loops over rows;",
                f"{len(wrong)} are not vectorised",
                *wrong,
                sep="\n    ",
            )
            status |= bool(wrong)
    sys.exit(status)
