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
    x = np.arange(0, 2**32, 10007, dtype=np.uint64).astype(np.uint32).view(np.float32)
    x = x[np.isfinite(x)]
    base = name.removesuffix("_prime")
    row = next(r for r in _core.registry() if r["name"] == base)
    p = (np.longdouble(np.float32(row["param_default"])),) if row["param"] else ()
    with np.errstate(all="ignore"):
        worst = np.nan_to_num(ulp_error(function(x), DEFINITIONS[base][name != base](x.astype(np.longdouble), *p)), nan=np.inf)
    return worst.max()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="n up to 65536 and float32 only")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    warnings.simplefilter("ignore")
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), "?") if os.path.exists("/proc/cpuinfo") else platform.processor()
    print(f"{cpu}; Python {platform.python_version()}, NumPy {np.__version__}, cact {cact.__version__} ({cact.isa()})\n")
    sizes = [16, 256, 4096, 65536] + ([] if options.quick else [2**20, 2**24])
    rng = np.random.default_rng(0)
    names = [r["name"] + op for r in _core.registry() for op in ("", "_prime")]
    for dtype in [np.float32] + ([] if options.quick else [np.float64]):
        print(f"{dtype.__name__}: ns per element (multiple of the copy), out of place" + ("; worst ULP" if dtype == np.float32 else ""))
        print(f"{'':22}" + "".join(f"{n:>16}" for n in sizes))
        table = {"copy": []}
        for n in sizes:
            x = (rng.standard_normal(n) * 4).astype(dtype)
            y = np.empty_like(x)
            contenders = {"copy": lambda: np.copyto(y, x)}
            for name in names:
                contenders[name] = lambda f=getattr(cact, name): f(x, out=y)
                if n <= 2**20:
                    contenders["NumPy " + name] = lambda f=FORMULAS[name]: f(x)
            best = fastest(contenders, 15 if n <= 65536 else 5, max(1, min(2000, 400_000 // n)))
            for name, ns in best.items():
                table.setdefault(name, []).append((ns / n, ns / best["copy"]))
        for name, cells in table.items():
            text = "".join(f"{ns:>9.3f} ({m:4.1f})" for ns, m in cells)
            if dtype == np.float32 and name != "copy":
                short = name.removeprefix("NumPy ")
                text += f"{'':16}" * (len(sizes) - len(cells))
                text += f"   {error(short, FORMULAS[short] if name != short else getattr(cact, short)):.3g}"
            print(f"{name:22}{text}")
        print()

    x = (rng.standard_normal(4096) * 4).astype(np.float32)
    y = np.empty_like(x)
    print("n = 4096, in place / out of place")
    for name in names:
        z = x.copy()
        f = getattr(cact, name)
        best = fastest({"in": lambda: f(z, out=z), "out": lambda: f(x, out=y)}, 25, 100)
        print(f"{name:22}{best['in'] / best['out']:6.2f}")

    x, y = x[:16].copy(), y[:16].copy()
    best = fastest({
        "cact.tanh(x, out=y)": lambda: cact.tanh(x, out=y), "np.tanh(x, out=y)": lambda: np.tanh(x, out=y),
        "cact.tanh(x)": lambda: cact.tanh(x), "np.tanh(x)": lambda: np.tanh(x), "cact.sigmoid(x)": lambda: cact.sigmoid(x),
        "1 / (1 + np.exp(-x))": lambda: sig(x), "nothing": lambda: None}, 25, 5000)
    idle = best.pop("nothing")
    print("\n16 floats: ns per call, without the cost of the loop")
    for name, ns in best.items():
        print(f"{name:22}{ns - idle:8.0f}")
    for a, b in [("cact.tanh(x, out=y)", "np.tanh(x, out=y)"), ("cact.tanh(x)", "np.tanh(x)"), ("cact.sigmoid(x)", "1 / (1 + np.exp(-x))")]:
        print(f"{b} / {a}: {(best[b] - idle) / (best[a] - idle):.1f}")

    print("\nsoftmax float32: ns per element (multiple of the copy)")
    for n in (16, 128, 1000, 32000):
        a = (rng.standard_normal((max(1, 64000 // n), n)) * 4).astype(np.float32)
        b = np.empty_like(a)

        def formula():
            e = np.exp(a - a.max(-1, keepdims=True))
            return e / e.sum(-1, keepdims=True)

        best = fastest({"copy": lambda: np.copyto(b, a), "cact": lambda: cact.softmax(a, out=b), "NumPy": formula}, 15, 10)
        print(f"rows of {n:6}" + "".join(f"   {k} {best[k] / a.size:.3f} ({best[k] / best['copy']:.1f})" for k in best))


if __name__ == "__main__":
    main()
