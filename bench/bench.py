"""Time per element beside a copy loop and the NumPy formula, and the cost of a call: make bench.

Everything in one table is interleaved in one run on one core; minimum of many. The error stands beside the time: the
worst ULP over a stride of all float32 patterns (float32 rows)."""

import argparse
import os
import platform
import sys
import warnings
from pathlib import Path
from time import perf_counter_ns

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from oracle import DEFINITIONS, ulp_error  # noqa: E402

import cact  # noqa: E402
from cact import _core  # noqa: E402

sig = lambda x: 1 / (1 + np.exp(-x))
FORMULAS = {
    "linear": lambda x: np.float32(1) * x,
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, x.dtype.type(0.01) * x),
    "elu": lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1),
    "sigmoid": sig,
    "tanh": np.tanh,
    "linear_prime": lambda x: np.ones_like(x),
    "relu_prime": lambda x: (x > 0).astype(x.dtype),
    "leaky_relu_prime": lambda x: np.where(x > 0, x.dtype.type(1), x.dtype.type(0.01)),
    "elu_prime": lambda x: np.where(x > 0, x.dtype.type(1), np.exp(np.minimum(x, 0))),
    "sigmoid_prime": lambda x: sig(x) * (1 - sig(x)),
    "tanh_prime": lambda x: 1 - np.tanh(x) ** 2,
}


def fastest(contenders, rounds, calls):
    """{name: ns per call}, every contender in every round."""
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, call in contenders.items():
            start = perf_counter_ns()
            for _ in range(calls):
                call()
            best[name] = min(best[name], (perf_counter_ns() - start) / calls)
    return best


def error(name, function):
    x = np.arange(0, 2**32, 1009, dtype=np.uint64).astype(np.uint32).view(np.float32)
    x = x[np.isfinite(x)]
    base = name.removesuffix("_prime")
    row = next(r for r in _core.registry() if r["name"] == base)
    p = (np.longdouble(np.float32(row["param_default"])),) if row["param"] else ()
    with np.errstate(all="ignore"):
        worst = np.nan_to_num(
            ulp_error(function(x), DEFINITIONS[base][name != base](x.astype(np.longdouble), *p)), nan=np.inf
        )
    return worst.max()


def cpu_name():
    if os.path.exists("/proc/cpuinfo"):
        for line in open("/proc/cpuinfo"):
            if "model name" in line:
                return line.split(":")[1].strip()
    return platform.processor() or platform.machine()


def contenders(dtype):
    """{label: (function, worst ULP or None)}: cact's two tiers and the formulas; the error for float32."""
    names = [r["name"] + op for r in _core.registry() for op in ("", "_prime")]
    found = {name: getattr(cact, name) for name in names}
    if dtype == np.float32:
        found |= {"exact " + name: getattr(cact.exact, name) for name in names}
    found |= {"NumPy " + name: FORMULAS[name] for name in names if name in FORMULAS}
    return found


def elements(dtype, sizes):
    """Prints a table and returns {label: ([ns per element], [multiple of the copy], worst ULP)}."""
    rng = np.random.default_rng(0)
    single = dtype == np.float32
    print(f"{dtype.__name__}: ns per element (multiple of the copy), out of place" + ("; worst ULP" if single else ""))
    print(f"{'':24}" + "".join(f"{n:>16}" for n in sizes))
    table = {"copy": ([], [], 0.0)}
    for n in sizes:
        x = (rng.standard_normal(n) * 4).astype(dtype)
        y = np.empty_like(x)
        calls = {"copy": lambda: np.copyto(y, x)}
        for label, f in contenders(dtype).items():
            if not label.startswith("NumPy"):
                calls[label] = lambda f=f: f(x, out=y)
            else:
                calls[label] = lambda f=f: f(x)
        best = fastest(calls, 15 if n <= 65536 else 5, max(1, min(2000, 400_000 // n)))
        for label, ns in best.items():
            if label not in table:
                worst = error(label.split()[-1], contenders(dtype)[label]) if single else None
                table[label] = ([], [], worst)
            table[label][0].append(ns / n)
            table[label][1].append(ns / best["copy"])
    for label, (ns, multiples, worst) in table.items():
        cells = "".join(f"{a:>9.3f} ({b:4.1f})" for a, b in zip(ns, multiples))
        print(f"{label:24}{cells}" + ("" if worst is None else f"   {worst:.3g}"))
    print()
    return table


def in_place():
    x = (np.random.default_rng(1).standard_normal(4096) * 4).astype(np.float32)
    y = np.empty_like(x)
    print("n = 4096, in place / out of place")
    for name in [r["name"] + op for r in _core.registry() for op in ("", "_prime")]:
        f, z = getattr(cact, name), x.copy()
        best = fastest({"in": lambda: f(z, out=z), "out": lambda: f(x, out=y)}, 25, 100)
        print(f"{name:24}{best['in'] / best['out']:6.2f}")


def call_cost():
    """{label: ns}, without the cost of the loop."""
    x = (np.random.default_rng(2).standard_normal(16) * 4).astype(np.float32)
    y = np.empty_like(x)
    best = fastest(
        {
            "cact.tanh(x, out=y)": lambda: cact.tanh(x, out=y),
            "np.tanh(x, out=y)": lambda: np.tanh(x, out=y),
            "cact.tanh(x)": lambda: cact.tanh(x),
            "np.tanh(x)": lambda: np.tanh(x),
            "cact.sigmoid(x)": lambda: cact.sigmoid(x),
            "1 / (1 + np.exp(-x))": lambda: sig(x),
            "cact.softmax(x)": lambda: cact.softmax(x),
            "softmax in NumPy": lambda: row_formula(x),
            "nothing": lambda: None,
        },
        25,
        5000,
    )
    idle = best.pop("nothing")
    best = {label: ns - idle for label, ns in best.items()}
    print("\n16 floats: ns per call")
    for ours, theirs in zip(list(best)[::2], list(best)[1::2]):
        print(f"{ours:24}{best[ours]:8.0f}   {theirs:24}{best[theirs]:8.0f}   {best[theirs] / best[ours]:5.1f} x")
    return best


def row_formula(a):
    e = np.exp(a - a.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def rows():
    print("\nsoftmax float32: ns per element (multiple of the copy)")
    for n in (16, 128, 1000, 32000):
        a = (np.random.default_rng(n).standard_normal((max(1, 64000 // n), n)) * 4).astype(np.float32)
        b = np.empty_like(a)
        best = fastest(
            {
                "copy": lambda: np.copyto(b, a),
                "cact": lambda: cact.softmax(a, out=b),
                "exact": lambda: cact.exact.softmax(a, out=b),
                "NumPy": lambda: row_formula(a),
            },
            15,
            10,
        )
        print(f"rows of {n:6}" + "".join(f"   {k} {best[k] / a.size:.3f} ({best[k] / best['copy']:.1f})" for k in best))


def update_readme(table, sizes, calls, machine):
    """The table between the two marks of README.md."""
    at = sizes.index(4096)
    lines = [
        "",
        f"float32, n = 4096, {machine}; ns per element, and the worst error over a stride of all floats:",
        "",
        "| | cact | its error (ULP) | cact.exact | NumPy formula | its error (ULP) |",
        "|---|---|---|---|---|---|",
    ]
    ulp = lambda v: f"{v:.2f}" if v < 100 else f"{v:.0e}"
    for name in FORMULAS:
        ours, exact, formula = table[name], table["exact " + name], table["NumPy " + name]
        lines.append(
            f"| {name} | {ours[0][at]:.2f} | {ulp(ours[2])} | {exact[0][at]:.2f} | {formula[0][at]:.2f} | {ulp(formula[2])} |"
        )
    lines += [
        f"| copy | {table['copy'][0][at]:.2f} | | | | |",
        "",
        f"A call with 16 floats: `cact.tanh(x, out=y)` {calls['cact.tanh(x, out=y)']:.0f} ns, `np.tanh(x, out=y)` "
        f"{calls['np.tanh(x, out=y)']:.0f} ns; `cact.sigmoid(x)` {calls['cact.sigmoid(x)']:.0f} ns, `1 / (1 + np.exp(-x))` "
        f"{calls['1 / (1 + np.exp(-x))']:.0f} ns. (`make bench ARGS=--readme` writes this table.)",
        "",
    ]
    readme = Path(__file__).parent.parent / "README.md"
    before, _, rest = readme.read_text().partition("<!-- bench -->")
    readme.write_text(
        before + "<!-- bench -->\n" + "\n".join(lines) + "\n<!-- /bench -->" + rest.partition("<!-- /bench -->")[2]
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="n up to 65536 and float32 only")
    parser.add_argument("--readme", action="store_true", help="write the table of README.md")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    warnings.simplefilter("ignore")
    machine = f"{cpu_name()}, {cact.isa()}, Python {platform.python_version()}, NumPy {np.__version__}"
    print(f"cact {cact.__version__}, {machine}\n")
    sizes = [16, 256, 4096, 65536] + ([] if options.quick else [2**20, 2**24])
    table = elements(np.float32, sizes)
    if not options.quick:
        elements(np.float64, sizes)
    in_place()
    calls = call_cost()
    rows()
    if options.readme:
        update_readme(table, sizes, calls, machine)


if __name__ == "__main__":
    main()
