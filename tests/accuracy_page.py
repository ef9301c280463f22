"""What `make verify` found, written down: docs/accuracy.csv and .md, and a line above each formula of src_c/."""

import csv
import math
import re
from pathlib import Path

from oracle import TEXTS

ROOT = Path(__file__).parent.parent
FIELDS = "function parameter op tier isa inputs worst_ulp worst_input misrounded violations hash cpu compiler".split()


def write(rows, halves, cpu, compiler):
    """rows: of accuracy.csv; halves: the lines of accuracy-halves.csv."""
    head = "function,parameter,operation,isa,type,worst_ulp,worst_input\n"
    (ROOT / "docs" / "accuracy-halves.csv").write_text(head + halves)
    path = ROOT / "docs" / "accuracy.csv"
    path.parent.mkdir(exist_ok=True)
    old = {}
    if path.exists():
        with path.open() as file:
            old = {tuple(r[k] for k in FIELDS[:5]): r for r in csv.DictReader(file)}
    for key, row in rows.items():
        values = [*key, row["inputs"], f"{row['worst']:.4f}", row["at"], row["misrounded"], row["violations"]]
        old[key] = dict(zip(FIELDS, [*values, f"{row['hash']:016x}", cpu, compiler]))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(old[key] for key in sorted(old))
    page(list(old.values()))
    for file, text in commented(list(old.values()))[0].items():
        if text != file.read_text():
            file.write_text(text)


# The formula that a row of accuracy.csv is about: of an activation, of an operation on rows.
FORMULAS = {"forward": "{}", "prime": "{}_prime", "da": "{}_gradients", "db": "{}_gradients"}
OF_ROWS = {"forward": "{}_of_x", "backward": "{}_dx", "backward_from_y": "{}_dx_of_y"}
COMMENT = re.compile(r"^/\* (Worst ULP|Exact): .*?\*/\n", flags=re.M | re.S)


def comment(rows):
    """What stands above a formula: the worst of its rows of accuracy.csv, over parameters and instruction sets."""
    f32, f64 = (max((r for r in rows if r["tier"] == t), key=lambda r: float(r["worst_ulp"])) for t in ("f32", "f64"))
    of_rows = f32["function"] not in TEXTS
    share, power = round(2**32 / int(f32["inputs"])), round(math.log10(int(f64["inputs"])))
    searched = "" if of_rows else " of all" if share == 1 else f" of 1 in {share}", "" if of_rows else f" of 10^{power}"
    if float(f32["worst_ulp"]) == float(f64["worst_ulp"]) == 0:
        return f"/* Exact: {'all floats' if share == 1 else f'1 in {share} floats'}, 10^{power} doubles. */"

    def found(r):
        if of_rows:
            return f"{float(r['worst_ulp']):.2f} in a row of {re.search(r'[0-9]+', r['worst_input'])[0]}"
        takes_p = bool(TEXTS[r["function"]].verified)
        at = [*r["worst_input"].split(","), *(r["parameter"].split(",") if takes_p else [])]
        where = at[0] if len(at) == 1 else f"({', '.join(at)})"
        return f"{float(r['worst_ulp']):.2f} at {where}"

    line = f"/* Worst ULP: float {found(f32)}{searched[0]}, double {found(f64)}{searched[1]}. */"
    return line if len(line) <= 120 else line.replace(", double", ",\n * double")


def commented(rows):
    """{file of src_c: its text with the worst error above each formula}, and the names of the formulas found."""
    by, files, names = {}, {}, []
    for r in rows:
        if name := (FORMULAS if r["function"] in TEXTS else OF_ROWS).get(r["op"]):
            by.setdefault(name.format(r["function"]), []).append(r)
    for path in sorted(ROOT.glob("src_c/**/*.h")):
        lines = []
        for line in COMMENT.sub("", path.read_text()).splitlines():
            formula = re.match(r"static INLINE (?:real|A\(pair\)) \w\((\w+)\)\(", line)
            if formula and formula[1] in by:
                lines.append(comment(by[formula[1]]))
                names.append(formula[1])
            lines.append(line)
        files[path] = "\n".join([*lines, ""])
    return files, names


HEAD = """# Accuracy

The worst error in ULP of everything cact computes, the input that gives it, and how many float32 inputs are not
correctly rounded. float32 and the exact tier: over the share of all 2^32 floats in column *floats*; float64: the
largest found in 10^8 inputs, hard cases among them. Here stands the worst of all instruction sets; `accuracy.csv` has
each of them, with the number of inputs, a hash of all outputs, CPU and compiler. AVX2 and AVX-512 have the same hashes.
The worst over all values of a parameter stands above the formula in `src_c/`, too.

softmax, log_softmax and logsumexp: random rows of 1 to 32000 entries (Jacobians: to 100), some of them with a clear
winner, random gradients, 340 bits as reference; the input is the row's length and the number of the draw, and rows with an entry off by more than
0.5 ULP count as misrounded. Where a sum may cancel, an error in ULP of the result would say nothing: the backward products
of softmax and log_softmax are in ULP of the largest of the result and what is added, |dy_i| and sum |dy_j y_j| times y_i
(log_softmax: |dy_i| and y_i sum |dy_j|), logsumexp in ULP of the larger of the result and |max|. Everything else, both
diagonals among it, is in ULP of the result.

Made by `make verify`. One row again, in less than two minutes from an empty clone:
`make verify ARGS="--function tanh --op prime --tier f32 --isa avx2"` (`baseline`, where the CPU has no AVX2). The
reference is double precision where it decides, else MPFR with 300 bits. Along the way it checks that functions never
decrease (for a parameter that isn't negative), stay in their range, are odd where they should be, and that NaNs keep
their bits. In the exact tier elu with a parameter other than 1 rounds a product of doubles, and that once more to float32:
where the exact value is nearer to the midpoint of two floats than a double shows, it may round the other way. Multiplying
by a power of 2 changes no digit; of the values here only 0.01 is none, and *misrounded* counts it.

| function | parameter | operation | float32 | at | floats | float64 | at | exact | misrounded |
|---|---|---|---|---|---|---|---|---|---|
"""  # noqa: E501


HALVES = """
## Half types

All 65,536 inputs of each; parameters as above. Rows of halves are those of floats, rounded once.
`accuracy-halves.csv` has each instruction set.

"""


def of_halves():
    """Of docs/accuracy-halves.csv, which has the lines that build/test_half -e prints: the worst of all instruction
    sets."""
    cells = {}
    with (ROOT / "docs" / "accuracy-halves.csv").open() as file:
        for r in csv.DictReader(file):
            of = cells.setdefault((r["function"], r["parameter"], r["operation"]), {})
            of[r["type"]] = max(of.get(r["type"], ("", "")), (r["worst_ulp"], r["worst_input"]))
    head = ["function", "parameter", "operation"]
    for kind in next(iter(cells.values())):
        head += [kind, "at"]
    lines = [[*key, *(text for of in cell.values() for text in of)] for key, cell in sorted(cells.items())]
    return HALVES + "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *lines]) + "\n"


def page(rows):
    """docs/accuracy.md: per function, operation and tier the worst of all instruction sets."""
    best = {}
    for r in rows:
        cell = best.setdefault((r["function"], r["parameter"], r["op"]), {})
        if r["tier"] not in cell or float(r["worst_ulp"]) > float(cell[r["tier"]]["worst_ulp"]):
            cell[r["tier"]] = r
    lines = []
    for (name, p, op), cell in sorted(best.items()):
        f32, f64, exact = (cell[tier] for tier in ("f32", "f64", "exact"))
        takes_p = name in TEXTS and TEXTS[name].verified
        share = "" if not p else "all" if int(f32["inputs"]) == 2**32 else f"1 in {round(2**32 / int(f32['inputs']))}"
        cells = [
            name,
            p if takes_p else "",
            op,
            f32["worst_ulp"],
            f32["worst_input"],
            share,
            f64["worst_ulp"],
            f64["worst_input"],
            exact["worst_ulp"],
            exact["misrounded"],
        ]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    (ROOT / "docs" / "accuracy.md").write_text(HEAD + "\n".join([*lines, ""]) + of_halves())
