"""make verify: every float32 of every function, both tiers, every instruction set, against the exact value.

make verify                                    everything: about half an hour on two cores
make verify ARGS="--function tanh"             one function: minutes
make verify ARGS="--function tanh --op prime --tier exact --isa avx2"     one row of the table: about a minute
make verify ARGS="--stride 1009 --no-write"    a sample of it in seconds
Stopped with Ctrl-C it goes on where it was, as long as the library is the same."""

import argparse
import ctypes
import hashlib
import math
import os
import platform
import re
import shlex
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import product
from pathlib import Path
from struct import pack, unpack
from threading import Lock

import gmpy2
import numpy as np
from accuracy_page import write
from oracle import TEXTS, rounded
from tqdm import tqdm

ROOT = Path(__file__).parent.parent
TIERS = ("f32", "exact", "f64")
UNLUCKY = 3  # misrounded inputs where a double is multiplied by a parameter that is no power of two; 0 or 1 is usual
CHUNK = 2**26  # bit patterns: seconds
# Of the operations on rows: forward, derivatives.
ROWS_BOUND = {"f32": (5.0, 8.0), "f64": (5.0, 8.0), "exact": (0.5001, 0.5001)}
SUFFIXES = ("", "prime", "backward", "backward_from_y")  # of cact_op
ROWS_TYPES = {"f32": 0, "f64": 1, "exact": 2}  # cact_type


class RowsArgs(ctypes.Structure):
    """cact_rows_args"""

    _fields_ = [(name, ctypes.c_size_t) for name in ("size", "outer", "n", "inner")] + [
        (name, ctypes.c_void_p) for name in ("dy", "x", "out")
    ]


def jobs(options, activations):
    """The argument lists of all chunks, by row of the table: {(function, parameters, op or "rows", type):
    [arguments]}."""
    found, isa = {}, [options.isa] if options.isa else []
    for name, params in activations:
        if options.function and name not in options.function:
            continue
        for p in (options.parameter or TEXTS[name].verified) if params else ("0",):
            for op in options.op or ("forward", "prime"):
                if single := ",".join(tier for tier in options.tier or TIERS if tier != "f64"):
                    found[name, p, op, single] = [
                        [single, name, op, p, str(first), str(CHUNK), str(options.stride), *isa]
                        for half in (0, 2**31)  # a chunk of an odd stride begins on its own grid
                        for first in range(half, half + 2**31, CHUNK)
                    ]
                if not options.tier or "f64" in options.tier:
                    each = options.doubles // 16
                    found[name, p, op, "f64"] = [
                        ["f64", name, op, p, str(seed), str(each), "-", *isa] for seed in range(1, 17)
                    ]
    return found


def run(program, arguments, store):
    """The file with the output lines of a chunk, from the store if it was done before."""
    file = store / ("-".join(arguments) + ".txt")
    if not file.exists():
        with file.with_suffix(".part").open("w") as part:
            subprocess.run([program, *arguments], check=True, stdout=part)
        file.with_suffix(".part").rename(file)
    return file


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
            *at, assumed, got = values
            of = TEXTS[name]
            text = {"forward": of.f, "db": of.u}.get(op, of.prime)
            key = text, *at
            if key not in correct:
                if len(correct) > 2**20:  # the lines of one input stand near each other
                    correct.clear()
                x, u = (unpack("f", pack("I", int(bits, 16)))[0] for bits in at)
                values = [float(np.float32(value)) for value in p.split(",")]
                correct[key] = f"{unpack('I', pack('f', rounded(text)(x, u, *values)))[0]:08x}"
            row["misrounded"] += (got != correct[key]) - (got != assumed)
            continue
        inputs, worst, at, misrounded, violations, digest = values
        row["inputs"] += int(inputs)
        row["misrounded"] += int(misrounded)
        row["violations"] += int(violations)
        row["hash"] = (row["hash"] + int(digest, 16)) % 2**64
        # Of inputs that are equally bad the same one each time, whichever chunk comes first.
        if (float(worst), -len(at), row["at"]) > (row["worst"], -len(row["at"]), at):
            row["worst"], row["at"] = float(worst), at


class Info(ctypes.Structure):  # cact_info
    _fields_ = [("size", ctypes.c_size_t), *((text, ctypes.c_char_p) for text in ("name", "formula", "description"))]
    _fields_ += [("kind", ctypes.c_int), ("ops", ctypes.c_int)]


class Row:
    """The probabilities of a row of MPFR numbers, without cancellation."""

    def __init__(self, x):
        self.top = max(range(len(x)), key=x.__getitem__)
        self.max = x[self.top]
        terms = [gmpy2.exp(v - self.max) for v in x]
        self.rest = gmpy2.fsum(terms[: self.top] + terms[self.top + 1 :])
        self.y = [t / (1 + self.rest) for t in terms]
        self.others = [1 - y for y in self.y]
        self.others[self.top] = self.rest / (1 + self.rest)


def softmax_product(y, dy):
    terms = [a * b for a, b in zip(y, dy)]
    total, size = gmpy2.fsum(terms), gmpy2.fsum(map(abs, terms))
    return [a * (b - total) for a, b in zip(y, dy)], [a * max(abs(b), size) for a, b in zip(y, dy)]


def log_softmax_product(y, dy):
    total, size = gmpy2.fsum(dy), gmpy2.fsum(map(abs, dy))
    return [b - a * total for a, b in zip(y, dy)], [max(abs(b), a * size) for a, b in zip(y, dy)]


# What the operations on rows are: (values, sizes of what is added). Errors are in ULP of the value, or, where sizes are
# given because their sum may cancel, of the larger of the two. x is y for *_from_y.
ROWS = {
    "softmax": lambda x, dy: (Row(x).y, None),
    "log_softmax": lambda x, dy: ([(v - r.max) - gmpy2.log1p(r.rest) for r in [Row(x)] for v in x], None),
    "logsumexp": lambda x, dy: ([(r := Row(x)).max + gmpy2.log1p(r.rest)], [abs(max(x))]),
    "softmax_prime": lambda x, dy: (
        [a * (r.others[i] if i == j else -b) for r in [Row(x)] for i, a in enumerate(r.y) for j, b in enumerate(r.y)],
        None,
    ),
    "log_softmax_prime": lambda x, dy: (
        [r.others[i] if i == j else -b for r in [Row(x)] for i in range(len(x)) for j, b in enumerate(r.y)],
        None,
    ),
    "softmax_backward": lambda x, dy: softmax_product(Row(x).y, dy),
    "log_softmax_backward": lambda x, dy: log_softmax_product(Row(x).y, dy),
    "logsumexp_backward": lambda x, dy: ([dy[0] * y for y in Row(x).y], None),
    "softmax_backward_from_y": lambda y, dy: softmax_product(y, dy),
    "log_softmax_backward_from_y": lambda y, dy: log_softmax_product([gmpy2.exp(v) for v in y], dy),
}


def verify_rows(library, isas, sets, functions, tiers):
    """Random normals times 4 against 340 bits, every fourth row with a clear winner in front; dy are normals."""
    rows = {}
    library.cact_at.restype, library.cact_count.restype = ctypes.POINTER(Info), ctypes.c_size_t
    infos = [library.cact_at(ctypes.c_size_t(i)) for i in range(library.cact_count())]
    operations = [(info, op) for op in range(len(SUFFIXES)) for info in infos if info[0].kind and info[0].ops >> op & 1]
    lengths = [
        (n, k) for n in (1, 2, 3, 7, 16, 17, 64, 65, 100, 129, 1000, 4096, 32000) for k in range(8 if n < 1000 else 1)
    ]
    for seed, (n, k) in tqdm([(seed, length) for seed in range(sets) for length in lengths], unit="row"):
        drawn, dy_drawn = np.random.default_rng([seed, n, k]).standard_normal((2, n))
        drawn = drawn * 4
        drawn[0] += k % 4 // 3 * 12
        for dtype, (info, code) in product((np.float32, np.float64), operations):
            function, op = info[0].name.decode(), SUFFIXES[code]
            name = f"{function}_{op}" if op else function
            if (functions and function not in functions) or (op == "prime" and n > 100):
                continue
            x, dy = drawn.astype(dtype), dy_drawn.astype(dtype)
            with gmpy2.context(precision=340):
                numbers = [gmpy2.mpfr(float(v)) for v in x]
                if name.endswith("_from_y"):
                    x = np.array([float(v) for v in ROWS[function](numbers, None)[0]], dtype)
                    numbers = [gmpy2.mpfr(float(v)) for v in x]
                values, sizes = ROWS[name](numbers, [gmpy2.mpfr(float(v)) for v in dy])
                head = np.array([float(v) for v in values])
                tail = np.array([float(v - h) for v, h in zip(values, head.tolist())])
                size = np.maximum(abs(head), 0 if sizes is None else np.array([float(v) for v in sizes]))
            for tier in TIERS:
                if (tier == "f64") != (dtype == np.float64) or (tiers and tier not in tiers):
                    continue
                for isa in isas:
                    library.cact_use_isa(isa.encode())
                    got = np.empty(len(values), dtype)
                    args = RowsArgs(ctypes.sizeof(RowsArgs), 1, n, 1, *(a.ctypes.data for a in (dy, x, got)))
                    library.cact_apply_rows(info, code, ROWS_TYPES[tier], ctypes.byref(args))
                    row = rows.setdefault(
                        (function, "", op or "forward", tier, isa),
                        dict(inputs=0, worst=0.0, at="", misrounded=0, violations=0, hash=0),
                    )
                    row["inputs"] += len(values)
                    row["hash"] = zlib.crc32(got.tobytes(), row["hash"])
                    worst = ulps(got, head, tail, size)
                    if worst > row["worst"]:
                        row["worst"], row["at"] = worst, f"length {n}, draw {seed}.{k}"
                    row["misrounded"] += int(worst > 0.5)
    return rows


def ulps(got, head, tail, size):
    """The worst |got - (head + tail)| in ULP of numbers of that size; none here is subnormal."""
    info = np.finfo(got.dtype)
    unit = np.ldexp(1.0, np.frexp(size)[1] - 1 - info.nmant)
    error = np.where(size == 0, np.where(got == 0, 0, np.inf), abs((got - head) - tail) / unit)
    return float(np.where(np.isnan(error), np.inf, error).max())


def faults(rows, bounds):
    """What breaks a promise, in words."""
    for (name, p, op, tier, isa), row in rows.items():
        where = f"{name}{f'({p})' if p else ''} {op}, {tier} on {isa}"
        if name not in bounds:
            limit = ROWS_BOUND[tier][op != "forward"]
        elif tier == "exact":
            limit = 0.5001  # the double reference sees no closer; that each value is the nearest, MPFR has decided
            if row["misrounded"] > unlucky(*bounds[name], p, op):
                yield f"{where}: {row['misrounded']} misrounded"
        else:
            limit = bounds[name][2][tier][op != "forward"]
        if row["worst"] > limit:
            yield f"{where}: {row['worst']:.3f} ULP at {row['at']}, the bound is {limit}"
        if row["violations"]:
            yield f"{where}: {row['violations']} times decreasing, out of range, not odd, or a NaN not kept"


def unlucky(inputs, params, bounds, p, op):
    """How many results of the exact tier may be misrounded, nearer to a midpoint than a double shows. Of a gate any:
    a product of two floats may lie on one."""
    if bounds["exact"][op != "forward"] <= 0.5:
        return 0
    if inputs > 1:
        return math.inf
    values = [abs(math.frexp(float(value))[0]) for value in p.split(",")] if params else []
    return 0 if all(v in (0, 0.5) for v in values) else UNLUCKY


def machine():
    cpu = (
        re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        if os.path.exists("/proc/cpuinfo")
        else None
    )
    command = [*shlex.split(os.environ.get("CC", "cc")), "--version"]
    cc = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    return cpu[1] if cpu else platform.machine(), cc[0] if cc else "?"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/verify", help="the comparing program")
    parser.add_argument("--function", action="append", help="only this one (may be repeated)")
    parser.add_argument("--parameter", action="append", help="only this value, or 1,2; default: those of oracle.def")
    parser.add_argument("--op", action="append", choices=["forward", "prime"], help="only this; prime: and backward")
    parser.add_argument("--tier", action="append", choices=TIERS, help="only this one (may be repeated)")
    parser.add_argument("--isa", help="only this instruction set, as cact.isa() calls it")
    parser.add_argument("--stride", type=int, default=1, help="only every n-th bit pattern")
    parser.add_argument("--doubles", type=int, default=100_000_000, help="per row of the table")
    parser.add_argument("--rows", type=int, default=4, help="how many sets of random rows")
    parser.add_argument(
        "--workers", type=int, default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    )
    parser.add_argument("--no-write", action="store_true", help="leave docs/accuracy.csv and .md alone")
    options = parser.parse_args()
    program = str(Path(options.program).resolve())
    library = ctypes.CDLL(str(Path(program).with_name("libcact.so")))
    library.cact_isa_at.restype = ctypes.c_char_p
    isas = [isa.decode() for isa in map(library.cact_isa_at, map(ctypes.c_size_t, range(8))) if isa]
    if options.isa and options.isa not in isas:
        parser.error(f"no {options.isa} here; there are {', '.join(isas)}")
    isas = [options.isa] if options.isa else isas
    # Results stay with the program that gave them, and with what was planted in it.
    identity = hashlib.sha256(Path(program).read_bytes() + os.environ.get("VERIFY_PLANT", "").encode()).hexdigest()[:16]
    store = Path(program).parent / "verify.d" / identity
    store.mkdir(parents=True, exist_ok=True)
    listed = [
        line.split()
        for line in subprocess.run([program, "list"], check=True, capture_output=True, text=True).stdout.splitlines()
    ]
    bounds = {}  # name: (inputs, parameters, {tier: (forward, prime)})
    for name, inputs, params, *ulps in listed:
        pairs = zip(*[map(float, ulps)] * 2)
        bounds[name] = int(inputs), int(params), dict(zip(("f32", "f64", "exact"), pairs))
    work = [
        (key, arguments)
        for key, chunks in jobs(options, [(row[0], int(row[2])) for row in listed]).items()
        for arguments in chunks
    ]
    rows, turn = {}, Lock()

    def compare(key, arguments):
        """One chunk. What it found is read line by line, before the next: where x/2 is a tie there are millions."""
        file = run(program, arguments, store)
        with turn, file.open() as lines:
            merge(rows, key, lines)

    with ThreadPoolExecutor(options.workers) as pool:
        futures = [pool.submit(compare, *chunk) for chunk in work]
        try:
            for future in tqdm(as_completed(futures), total=len(futures), unit="chunk", smoothing=0.02):
                future.result()
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            print("stopped; the same command goes on from here", file=sys.stderr)
            return 130
    if not options.function or set(ROWS) & set(options.function):
        rows |= verify_rows(library, isas, options.rows, options.function, options.tier)
    found = list(faults(rows, bounds))
    print("\n".join(found) if found else f"{len(rows)} rows, every promise kept")
    if not options.no_write:
        test_half = [Path(program).with_name("test_half"), "-e"]
        halves = subprocess.run(test_half, capture_output=True, text=True, check=True).stdout
        write(rows, "".join(halves.splitlines(True)[:-1]), *machine())  # the last counts what passed
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
