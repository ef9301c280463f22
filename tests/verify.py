"""make verify: every float32 of every function, both tiers, every instruction set, against the exact value.

make verify                                    everything: about half an hour on two cores
make verify ARGS="--function tanh"             one function: minutes
make verify ARGS="--function tanh --op prime --tier exact"     one row of the table: about a minute
make verify ARGS="--stride 1009 --no-write"    a sample of it in seconds
Stopped with Ctrl-C it goes on where it was, as long as the library is the same."""

import argparse
import csv
import ctypes
import hashlib
import math
import os
import platform
import re
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from struct import pack, unpack

import gmpy2
import numpy as np
from oracle import TEXTS, rounded
from tqdm import tqdm

ROOT = Path(__file__).parent.parent
PARAMETERS = ("1", "0", "0.01", "2", "-0.5")
TIERS = ("f32", "exact", "f64")
UNLUCKY = 3  # misrounded inputs of exact elu, alpha not 1: nearer to a midpoint than a double shows; 0 or 1 is usual
CHUNK = 2**26  # bit patterns: seconds
ROWS_BOUND = {"f32": 4.0, "f64": 4.0, "exact": 0.5001}
C_NAMES = {"f32": "cact_{}_f32", "exact": "cact_exact_{}_f32", "f64": "cact_{}_f64"}
FIELDS = "function parameter op tier isa inputs worst_ulp worst_input misrounded violations hash cpu compiler".split()


def jobs(options, activations):
    """The argument lists of all chunks, by row of the table: {(function, parameter, op or "rows", type): [arguments]}."""
    found = {}
    for name, parameter in activations:
        if options.function and name not in options.function:
            continue
        for p in (options.parameter or PARAMETERS) if parameter != "-" else ("0",):
            for op in options.op or ("forward", "prime"):
                if single := ",".join(tier for tier in options.tier or TIERS if tier != "f64"):
                    found[name, p, op, single] = [
                        [single, name, op, p, str(first), str(CHUNK), str(options.stride)]
                        for half in (0, 2**31)  # a chunk of an odd stride begins on its own grid
                        for first in range(half, half + 2**31, CHUNK)
                    ]
                if not options.tier or "f64" in options.tier:
                    each = options.doubles // 16
                    found[name, p, op, "f64"] = [["f64", name, op, p, str(seed), str(each)] for seed in range(1, 17)]
    return found


def run(program, arguments, store):
    """The output lines of a chunk, from the store if it was done before."""
    file = store / ("-".join(arguments) + ".txt")
    if not file.exists():
        text = subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
        file.with_suffix(".part").write_text(text)
        file.with_suffix(".part").rename(file)
    return file.read_text().splitlines()


def merge(rows, key, lines):
    """Adds a chunk's lines to the table."""
    name, p, _, _ = key
    correct = {}  # by input: what MPFR says. Bits stay text: where alpha x is a tie there are millions of lines
    empty = dict(inputs=0, worst=0.0, at="", misrounded=0, violations=0, hash=0)
    for line in lines:
        near = line.startswith("near ")
        tier, isa, op, *values = line.removeprefix("near ").split()
        row = rows.setdefault((name, p, op, tier, isa), dict(empty))
        if near:
            at, assumed, got = values
            if at not in correct:
                text = TEXTS[name].f if op == "forward" else TEXTS[name].prime
                x = unpack("f", pack("I", int(at, 16)))[0]
                correct[at] = f"{unpack('I', pack('f', rounded(text)(x, float(np.float32(p)))))[0]:08x}"
            row["misrounded"] += (got != correct[at]) - (got != assumed)
            continue
        inputs, worst, at, misrounded, violations, digest = values
        row["inputs"] += int(inputs)
        row["misrounded"] += int(misrounded)
        row["violations"] += int(violations)
        row["hash"] = (row["hash"] + int(digest, 16)) % 2**64
        if float(worst) > row["worst"]:
            row["worst"], row["at"] = float(worst), at


def verify_rows(library, sets):
    """softmax and log_softmax: random normals times 4, each result against 100 digits."""
    rows = {}
    library.cact_isa_at.restype = ctypes.c_char_p
    isas = [isa for isa in map(library.cact_isa_at, map(ctypes.c_size_t, range(8))) if isa]
    lengths = [
        n for n in (1, 2, 3, 7, 16, 17, 64, 65, 100, 129, 1000, 4096, 32000) for _ in range(8 if n < 1000 else 1)
    ]
    for seed, n in tqdm([(seed, n) for seed in range(sets) for n in lengths], unit="row"):
        drawn = np.random.default_rng([seed, n]).standard_normal(n) * 4
        for dtype in (np.float32, np.float64):
            x = drawn.astype(dtype)
            with gmpy2.context(precision=340):
                terms = [gmpy2.exp(gmpy2.mpfr(float(v))) for v in x]
                total = gmpy2.fsum(terms)
                log_total = gmpy2.log(total)
                exact = {
                    "softmax": [t / total for t in terms],
                    "log_softmax": [gmpy2.mpfr(float(v)) - log_total for v in x],
                }
                if n == 1:
                    exact["log_softmax"] = [gmpy2.mpfr(0)]  # not what rounding left of it
            for name, wanted in exact.items():
                for tier in ("f32", "exact") if dtype == np.float32 else ("f64",):
                    for isa in isas:
                        library.cact_use_isa(isa)
                        got = np.empty_like(x)
                        data = (ctypes.c_void_p(a.ctypes.data) for a in (x, got))
                        library[C_NAMES[tier].format(name)](*data, *map(ctypes.c_size_t, (1, n, 1)))
                        row = rows.setdefault(
                            (name, "", "forward", tier, isa.decode()),
                            dict(inputs=0, worst=0.0, at="", misrounded=0, violations=0, hash=0),
                        )
                        row["inputs"] += n
                        row["hash"] = zlib.crc32(got.tobytes(), row["hash"])
                        worst = max(ulps(float(g), w, np.finfo(dtype)) for g, w in zip(got, wanted))
                        if worst > row["worst"]:
                            row["worst"], row["at"] = worst, f"length {n}"
                        row["misrounded"] += int(worst > 0.5)
    return rows


def ulps(got, exact, info):
    """|got - exact| in ULP of a format; exact is an MPFR number."""
    if exact == 0:
        return 0.0 if got == 0 else math.inf
    least = info.minexp - info.nmant
    with gmpy2.context(precision=340):
        unit = max(exact.as_mantissa_exp()[1] + exact.as_mantissa_exp()[0].bit_length() - 1 - info.nmant, least)
        return float(abs(gmpy2.mpfr(got) - exact) / gmpy2.exp2(int(unit)))


def faults(rows, bounds):
    """What breaks a promise, in words."""
    for (name, p, op, tier, isa), row in rows.items():
        where = f"{name}{f'({p})' if p else ''} {op}, {tier} on {isa}"
        if name not in bounds:
            limit = ROWS_BOUND[tier]
        elif tier == "exact":
            limit = 0.5001  # the double reference sees no closer; that each value is the nearest, MPFR has decided
            if row["misrounded"] > (UNLUCKY if name == "elu" and p != "1" else 0):
                yield f"{where}: {row['misrounded']} misrounded"
        else:
            limit = bounds[name][op != "forward"]
        if row["worst"] > limit:
            yield f"{where}: {row['worst']:.3f} ULP at {row['at']}, the bound is {limit}"
        if row["violations"]:
            yield f"{where}: {row['violations']} times decreasing, out of range, not odd, or a NaN not kept"


def machine():
    cpu = (
        re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        if os.path.exists("/proc/cpuinfo")
        else None
    )
    cc = subprocess.run([os.environ.get("CC", "cc"), "--version"], capture_output=True, text=True).stdout.splitlines()
    return cpu[1] if cpu else platform.machine(), cc[0] if cc else "?"


def write(rows, cpu, compiler):
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


HEAD = """# Accuracy

The worst error in ULP of everything cact computes, the input that gives it, and how many float32 inputs are not correctly
rounded. float32 and the exact tier: over the share of all 2^32 floats in column *floats*; float64: the largest found in
10^8 inputs, hard cases among them; softmax and log_softmax: random rows, with the row's length as input. Here stands the worst of all instruction
sets; `accuracy.csv` has each of them, with the number of inputs, a hash of all outputs, CPU and compiler.

Made by `make verify`; one row again, in a minute or two: `make verify ARGS="--function tanh --op prime --tier f32"`. The
reference is double precision where it decides, else MPFR with 300 bits. Along the way it checks that functions never
decrease (for a parameter that isn't negative), stay in their range, are odd where they should be, and that NaNs keep
their bits. In the exact tier elu with a parameter other than 1 rounds a product of doubles, and that once more to float32:
where the exact value is nearer to the midpoint of two floats than a double shows, one input in some 10^9, it may round the
other way.

| function | parameter | operation | float32 | at | floats | float64 | at | exact | misrounded |
|---|---|---|---|---|---|---|---|---|---|
"""


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
        takes_p = name in TEXTS and re.search(r"\bp\b", TEXTS[name].f)
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
    (ROOT / "docs" / "accuracy.md").write_text(HEAD + "\n".join([*lines, ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/verify", help="the comparing program")
    parser.add_argument("--function", action="append", help="only this one (may be repeated)")
    parser.add_argument("--parameter", action="append", help=f"only this value; default {', '.join(PARAMETERS)}")
    parser.add_argument("--op", action="append", choices=["forward", "prime"], help="only this; prime: and backward")
    parser.add_argument("--tier", action="append", choices=TIERS, help="only this one (may be repeated)")
    parser.add_argument("--stride", type=int, default=1, help="only every n-th bit pattern")
    parser.add_argument("--doubles", type=int, default=100_000_000, help="per row of the table")
    parser.add_argument("--rows", type=int, default=4, help="how many sets of random rows")
    parser.add_argument(
        "--workers", type=int, default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    )
    parser.add_argument("--no-write", action="store_true", help="leave docs/accuracy.csv and .md alone")
    options = parser.parse_args()
    program = str(Path(options.program).resolve())
    # Results stay with the program that gave them, and with what was planted in it.
    identity = hashlib.sha256(Path(program).read_bytes() + os.environ.get("VERIFY_PLANT", "").encode()).hexdigest()[:16]
    store = Path(program).parent / "verify.d" / identity
    store.mkdir(parents=True, exist_ok=True)
    listed = [
        line.split()
        for line in subprocess.run([program, "list"], check=True, capture_output=True, text=True).stdout.splitlines()
    ]
    bounds = {name: (float(f), float(prime)) for name, _, f, prime in listed}
    work = [
        (key, arguments) for key, chunks in jobs(options, [row[:2] for row in listed]).items() for arguments in chunks
    ]
    rows = {}
    with ThreadPoolExecutor(options.workers) as pool:
        futures = {pool.submit(run, program, arguments, store): key for key, arguments in work}
        try:
            for future in tqdm(as_completed(futures), total=len(futures), unit="chunk", smoothing=0.02):
                merge(rows, futures.pop(future), future.result())
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            print("stopped; the same command goes on from here", file=sys.stderr)
            return 130
    if not options.function or "softmax" in options.function:
        rows |= verify_rows(ctypes.CDLL(str(Path(program).with_name("libcact.so"))), options.rows)
    found = list(faults(rows, bounds))
    print("\n".join(found) if found else f"{len(rows)} rows, every promise kept")
    if not options.no_write:
        write(rows, *machine())
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
