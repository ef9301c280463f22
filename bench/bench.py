"""Time and error of everything cact computes, beside a loop that copies and beside other libraries: make bench.

The C level (contenders.c) and the Python level. What is compared runs in turns in one process on one core; the least of
many measurements counts, over several pairs of buffers. Each contender's worst error in ULP, over a stride of all floats
(float64: random ones), stands beside its time."""

import argparse
import ctypes
import os
import platform
import sys
import warnings
from functools import cache
from pathlib import Path
from time import perf_counter_ns

import numpy as np
from threadpoolctl import threadpool_limits
from tqdm import tqdm

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from oracle import DEFINITIONS, ulp_error  # noqa: E402

import cact  # noqa: E402
from cact import _core  # noqa: E402

CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
SIZES = [1, 4, 16, 64, 256, 1024, 4096, 65536, 2**20, 2**24]
SHAPES = [(4000, 16, 1), (500, 128, 1), (64, 1000, 1), (2, 32000, 1), (6400, 10, 1), (3760, 17, 1)]
SHAPES += [(4, 128, 128), (1, 1000, 64), (64, 10, 100), (250, 128, 2), (9, 1000, 7), (1, 1000, 49), (1, 1000, 100)]  # middle
SHAPES += [(65536, 21, 1), (16384, 64, 1), (1, 21, 65536), (1, 64, 16384)]  # channels of an image, beyond the caches
FIELDS = "level,function,op,type,contender,isa,layout,shape,ns,median,multiple,max_ulp".split(",")
TYPES = {"f32": np.float32, "exact": np.float32, "f64": np.float64}
OPS = {"forward": "", "prime": "_prime"}


@cache
def inputs(dtype):
    """Where the error is measured."""
    if dtype == np.float32:
        x = np.arange(0, 2**32, 4099, dtype=np.uint64).astype(np.uint32).view(np.float32)
    else:
        rng = np.random.default_rng(0)
        x = np.concatenate([rng.integers(0, 2**64, 50_000, np.uint64).view(np.float64), rng.standard_normal(50_000) * 4])
    return np.append(x[np.isfinite(x)], dtype(np.nan))


@cache
def ours(function, op):
    name = function + op.removeprefix("rows")
    f, exact_one = getattr(cact, name), getattr(cact.exact, name)
    if op == "rows":
        return {"cact": lambda x, y, axis=-1: f(x, axis, out=y), "cact.exact": lambda x, y, axis=-1: exact_one(x, axis, out=y)}
    return {"cact": lambda x, y: f(x, out=y), "cact.exact": lambda x, y: exact_one(x, out=y)}


@cache
def exact(function, op, dtype):
    row = next(r for r in _core.registry() if r["name"] == function)
    p = (np.longdouble(dtype(row["param_default"])),) if row["param"] else ()
    return DEFINITIONS[function][op != "forward"](inputs(dtype).astype(np.longdouble), *p)


def worst(got, function, op):
    """A NaN among the inputs, the last, has to come out as a NaN."""
    with np.errstate(all="ignore"):
        errors = ulp_error(got[:-1], exact(function, op, got.dtype.type)[:-1])
    return float(np.nan_to_num(errors, nan=np.inf).max()) if np.isnan(got[-1]) else np.inf


@cache
def exact_rows(function):
    x = (np.random.default_rng(3).standard_normal((50, 1000)) * 4).astype(np.float32)
    z = x.astype(np.longdouble) - x.max(-1, keepdims=True)
    log_sum = np.log(np.exp(z).sum(-1, keepdims=True))
    return x, np.exp(z - log_sum) if function == "softmax" else z - log_sum


def buffers(dtype, count, offset=0):
    """`count` elements that begin 64-byte aligned, or `offset` bytes later."""
    raw = np.empty(count * dtype().itemsize + 128 + offset, np.uint8)
    start = -raw.ctypes.data % 64 + offset
    return raw[start : start + count * dtype().itemsize].view(dtype)


def normals(dtype, count, offset=0):
    a = buffers(dtype, count, offset)
    a[:] = np.random.default_rng(count).standard_normal(count) * 4
    return a


# ---- The C level ------------------------------------------------------------------------------------------------------


class Contender(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("peer", "function", "op", "type", "isa")]

    def __getattribute__(self, name):
        value = super().__getattribute__(name)
        return value.decode() if isinstance(value, bytes) else value


class CLevel:
    def __init__(self, path, quick):
        self.library = ctypes.CDLL(path)
        self.library.bench_at.restype = ctypes.POINTER(Contender)
        self.all = [self.library.bench_at(i).contents for i in range(self.library.bench_count())]
        self.quick = quick
        self.known = {}

    def error(self, i):
        c = self.all[i]
        key = c.peer.removesuffix(" strided"), c.function, c.op, c.type, c.isa
        if c.peer.startswith("copy"):
            return 0.0
        if key not in self.known:
            self.known[key] = self.measure_error(i, c)
        return self.known[key]

    def measure_error(self, i, c):
        x = inputs(TYPES[c.type])
        if c.op == "rows":
            if c.function not in ("softmax", "log_softmax") or c.type == "f64":
                return np.nan
            x, wanted = exact_rows(c.function)
            y = np.empty_like(x)
            self.run(i, x, x, y, (50, 1000, 1))
            return float(ulp_error(y, wanted).max())
        if c.op == "backward_from_y":
            return np.nan  # its input isn't x
        y = np.empty_like(x)
        if c.peer == "cact strided":
            i = next(k for k, d in enumerate(self.all) if (d.peer, d.function, d.op, d.type, d.isa) == ("cact", c.function, c.op, "f32", c.isa))
        self.run(i, x, np.ones_like(x), y, (1, x.size, 1))
        return worst(y, c.function, c.op)

    def run(self, i, x, dy, y, shape):
        self.library.bench_run(i, *(ctypes.c_void_p(a.ctypes.data) for a in (x, dy, y)), *map(ctypes.c_size_t, shape))

    def time(self, which, dtype, shape, layout):
        """[(index, ns, median)] per element."""
        n = int(np.prod(shape))
        pairs, rounds = (3, 5 if self.quick else 15) if n <= 2**17 else (1, 3 if self.quick else 5)
        offset = 16 if layout == "16-byte aligned" else 0
        twice = 2 if layout == "strided" else 1
        xs = [normals(dtype, n * twice, offset) for _ in range(pairs)]
        ys = [buffers(dtype, n, offset) for _ in range(pairs)]
        dy = normals(dtype, n * twice, offset)
        pointers = lambda arrays: (ctypes.c_void_p * pairs)(*(a.ctypes.data for a in arrays))
        calls = max(1, int(20_000 / (0.3 * n + 10)))
        if layout == "in place":
            calls = min(calls, 8)  # a function of a function of ... leaves the normal numbers
        m = len(which)
        least, median = (ctypes.c_double * m)(), (ctypes.c_double * m)()
        self.library.bench_time(
            m, (ctypes.c_int * m)(*which), pairs, pointers(xs), ctypes.c_void_p(dy.ctypes.data), pointers(ys),
            *map(ctypes.c_size_t, shape), calls, rounds, int(layout == "in place"), least, median,
        )  # fmt: skip
        return [(i, a / n, b / n) for i, a, b in zip(which, least, median)]

    def groups(self):
        """(indices of what is compared, dtype, shape, layout)"""
        keys = dict.fromkeys((c.function, c.op) for c in self.all if c.peer == "cact")
        sizes = [4096] if self.quick else SIZES
        for function, op in keys:
            for dtype, types in ((np.float32, ("f32", "exact")), (np.float64, ("f64",))):
                mine = [i for i, c in enumerate(self.all) if c.type in types and (c.function, c.op) == (function, op)]
                copies = [i for i, c in enumerate(self.all) if c.peer == "copy" and c.type in types]
                past_caches = [i for i, c in enumerate(self.all) if c.peer == "copy past caches" and c.type in types]
                dense = [i for i in mine if self.all[i].peer != "cact strided"]
                strided = [i for i in mine if i not in dense]
                if op == "rows":
                    for shape in [(500, 128, 1)] if self.quick else SHAPES:
                        last = [i for i in dense if shape[2] == 1 or self.all[i].peer in ("cact", "oneDNN")]
                        yield last + copies, dtype, shape, "out of place"
                    continue
                for n in sizes:
                    yield dense + copies + (past_caches if n >= 65536 else []), dtype, (1, n, 1), "out of place"
                if op == "forward" and dtype == np.float32 and not self.quick:
                    ours = [i for i in dense if self.all[i].peer == "cact" and self.all[i].type == "f32"]
                    for n in range(1, 65):
                        yield ours + copies, dtype, (1, n, 1), "short"
                for n in () if self.quick else (4096, 2**24):
                    yield dense + copies, dtype, (1, n, 1), "in place"
                if strided and not self.quick:
                    for n in (4096, 2**20):
                        yield strided + copies, dtype, (1, n, 1), "strided"
                if not self.quick:
                    yield dense + copies, dtype, (1, 4096, 1), "16-byte aligned"

    def rows(self):
        for which, dtype, shape, layout in tqdm(list(self.groups()), desc="C", unit="group"):
            times = self.time(which, dtype, shape, layout)
            copy = {self.all[i].isa: ns for i, ns, _ in times if self.all[i].peer == "copy"}
            size = "x".join(map(str, shape)) if self.all[which[0]].op == "rows" else str(shape[1])
            for i, ns, median in times:
                c = self.all[i]
                first = self.all[which[0]]
                floor = copy.get(c.isa, min(copy.values()))
                yield ["C", first.function, first.op, c.type, c.peer, c.isa, layout, size, ns, median, ns / floor, self.error(i)]


# ---- The Python level ----------------------------------------------------------------------------------------------------


def interleaved(sets, rounds, times):
    """{name: (least ns, median ns)} of a call, every contender in every round; a set for each pair of buffers."""
    samples = {name: [] for name in sets[0]}
    for calls in sets:
        for call in calls.values():
            call()
        for k in range(rounds):  # forwards and backwards: nobody always follows one who emptied the cache
            for name, call in list(calls.items())[:: -1 if k % 2 else 1]:
                start = perf_counter_ns()
                for _ in range(times):
                    call()
                samples[name].append((perf_counter_ns() - start) / times)
    return {name: (min(s), float(np.median(s))) for name, s in samples.items()}


class PythonLevel:
    def __init__(self, peers, quick):
        self.peers, self.quick = peers, quick
        self.known = {}

    def contenders(self, function, op, dtype):
        found = ours(function, op) | {p: calls[function, op] for p, calls in self.peers.items() if (function, op) in calls}
        if dtype == np.float64:
            del found["cact.exact"]
        return {name: call for name, call in found.items() if self.takes(call, dtype, 2 if op == "rows" else 1)}

    @staticmethod
    @cache
    def takes(call, dtype, dims):
        """Not every library has every type."""
        one = np.ones((1,) * dims, dtype)
        try:
            return np.asarray(call(one, one.copy())).dtype == dtype
        except Exception as error:  # each library has its own
            print(f"left out: {type(error).__name__} {str(error).splitlines()[0][:100]}", file=sys.stderr)
            return False

    def error(self, name, call, function, op, dtype):
        key = name, function, op, dtype
        if key not in self.known:
            if op == "rows":
                x, wanted = exact_rows(function)
                self.known[key] = float(ulp_error(np.asarray(call(x, np.empty_like(x))), wanted).max()) if dtype == np.float32 else np.nan
            else:
                x = inputs(dtype)
                got = np.asarray(call(x, np.empty_like(x)))
                self.known[key] = worst(got, function, "prime" if op else "forward")
        return self.known[key]

    def rows(self):
        names = [(r["name"], op) for r in _core.registry() for op in ("", "_prime")]
        sizes = [16, 4096, 65536] if self.quick else SIZES
        work = [(f, op, d, (n,), -1) for f, op in names for d in (np.float32, np.float64) for n in sizes]
        for f in ("softmax", "log_softmax"):
            for o, n, i in SHAPES:
                work.append((f, "rows", np.float32, (o, n, i) if i > 1 else (o, n), 1))
        for function, op, dtype, shape, axis in tqdm(work, desc="Python", unit="group"):
            n = int(np.prod(shape))
            contenders = self.contenders(function, op, dtype)
            way = {"axis": axis} if op == "rows" else {}

            def calls():
                x, y = normals(dtype, n, 16).reshape(shape), buffers(dtype, n, 16).reshape(shape)
                yield "copy", lambda: np.copyto(y, x)
                for name, call in contenders.items():
                    yield name, lambda call=call: call(x, y, **way)

            pairs, rounds = (1, 3) if n > 2**20 else (2, 3) if self.quick else (3, 15 if n > 2**17 else 7)
            best = interleaved([dict(calls()) for _ in range(pairs)], rounds, max(1, min(200, 100_000 // n)))
            for name, (ns, median) in best.items():
                ulp = 0.0 if name == "copy" else self.error(name, contenders[name], function, op, dtype)
                kind = "exact" if name == "cact.exact" else "f32" if dtype == np.float32 else "f64"
                label = "rows" if op == "rows" else "prime" if op else "forward"
                yield [
                    "Python", function, label, kind, name, cact.isa(), "out of place", "x".join(map(str, shape)),
                    ns / n, median / n, ns / best["copy"][0], ulp,
                ]  # fmt: skip
        yield from self.calls()
        yield from self.threads()

    def threads(self):
        """Speed-up of a call by a second core: the multiple."""
        if CORES:
            os.sched_setaffinity(0, CORES)
        cact.set_num_threads(2)
        limits = threadpool_limits(2, user_api="openmp")  # PyTorch, kept to one thread, shares cact's OpenMP
        if cact.get_num_threads() < 2:
            print("threads aren't measured: one core, or built without OpenMP", file=sys.stderr)
            return
        calls = [(name, getattr(cact, name), (n,)) for name in ("relu", "elu", "sigmoid", "tanh") for n in (4096, 65536, 2**20, 2**24)]
        calls += [(f"exact.{name}", getattr(cact.exact, name), (2**20,)) for name in ("elu", "sigmoid", "tanh")]
        calls += [("softmax", cact.softmax, shape) for shape in ((4000, 16), (500, 128), (2, 32000), (4, 128, 2048))]
        for name, call, shape in calls:
            n = int(np.prod(shape))
            x, y = normals(np.float32, n).reshape(shape), buffers(np.float32, n).reshape(shape)

            def on(k):
                return lambda: (cact.set_num_threads(k), call(x, out=y) if len(shape) < 3 else call(x, 1, out=y))

            best = interleaved([{1: on(1), 2: on(2)}], 15 if n < 2**22 else 5, max(1, 100_000 // n))
            for k, (ns, median) in best.items():
                yield [
                    "threads", name, "forward", "f32", "cact", cact.isa(), str(k), "x".join(map(str, shape)),
                    ns / n, median / n, best[1][0] / ns, np.nan,
                ]  # fmt: skip
        cact.set_num_threads(1)
        limits.restore_original_limits()

    def calls(self):
        """The cost of a call, in ns, without that of the loop: layouts out= and new."""
        for n in (1, 16):
            x = normals(np.float32, n)
            y = np.empty_like(x)
            peers = {name: calls for name, calls in self.peers.items() if name != "NumPy"}
            sigmoid = lambda: 1 / (1 + np.exp(-x))
            calls = {
                ("nothing", "", "out="): lambda: None,
                ("cact", "tanh", "out="): lambda: cact.tanh(x, out=y),
                ("NumPy", "tanh", "out="): lambda: np.tanh(x, out=y),
                ("cact", "tanh", "new"): lambda: cact.tanh(x),
                ("NumPy", "tanh", "new"): lambda: np.tanh(x),
                ("cact", "sigmoid", "new"): lambda: cact.sigmoid(x),
                ("NumPy", "sigmoid", "new"): sigmoid,
                ("cact", "softmax", "new"): lambda: cact.softmax(x),
                ("NumPy", "softmax", "new"): lambda: self.peers["NumPy"]["softmax", "rows"](x, y),
            }
            for name, known in peers.items():
                for function, op in (("tanh", ""), ("sigmoid", ""), ("softmax", "rows")):
                    if (function, op) in known:
                        calls[name, function, "new"] = lambda call=known[function, op]: call(x, y)
            best = interleaved([calls], 7 if self.quick else 25, 2000)
            idle = best.pop(("nothing", "", "out="))[0]
            for (name, function, layout), (ns, median) in best.items():
                ours_ns = best["cact", function, layout][0] - idle
                yield [
                    "call", function, "forward", "f32", name, cact.isa(), layout, str(n), ns - idle, median - idle,
                    (ns - idle) / ours_ns, np.nan,
                ]  # fmt: skip
        x = normals(np.float32, 2**18).reshape(64, 4096)
        y, slopes = np.empty_like(x), np.linspace(0, 0.3, 64, dtype=np.float32)[:, None]
        best = interleaved(
            [{"scalar": lambda: cact.leaky_relu(x, 0.1, out=y), "channel": lambda: cact.leaky_relu(x, slopes, out=y)}], 25, 5
        )
        for name, (ns, median) in best.items():
            yield [
                "Python", "leaky_relu", "forward", "f32", "cact", cact.isa(), f"{name} slope", "64x4096",
                ns / x.size, median / x.size, ns / best["scalar"][0], np.nan,
            ]  # fmt: skip


def cpu_name():
    if os.path.exists("/proc/cpuinfo"):
        for line in open("/proc/cpuinfo"):
            if "model name" in line:
                return line.split(":")[1].strip()
    return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contenders", default="build/bench/contenders.so", help="the C level")
    parser.add_argument("--quick", action="store_true", help="few sizes: about a minute")
    parser.add_argument("--level", choices=["C", "Python"], help="only this one")
    parser.add_argument("--write", action="store_true", help="docs/performance-ISA.csv, pages and pictures, README's table")
    options = parser.parse_args()
    if CORES:
        os.sched_setaffinity(0, {max(CORES)})
    warnings.simplefilter("ignore")
    import report
    from peers import installed

    peers, missing = installed()
    compiler = os.popen(f"{os.environ.get('CC', 'cc')} --version").readline().strip()
    commit = os.popen(f"git -C {ROOT} describe --always --dirty --exclude '*' 2>/dev/null").read().strip() or cact.__version__
    machine = f"{cpu_name()}, {cact.isa()}, {compiler}, Python {platform.python_version()}, NumPy {np.__version__}, cact {commit}"
    print(machine)
    if missing:
        print(f"not installed, so not compared: {', '.join(missing)} (make bench PEERS=1)")
    rows = []
    if options.level != "Python":
        level = CLevel(str(Path(options.contenders).resolve()), options.quick)
        for peer, package in {"SLEEF 1.0": "libsleef-dev", "oneDNN": "libdnnl-dev"}.items():
            if peer not in {c.peer for c in level.all}:
                print(f"{peer} isn't compared: no {package}")
        rows += level.rows()
    if options.level != "C":
        rows += PythonLevel(peers, options.quick).rows()
    table = report.Table(FIELDS, rows, machine, cact.isa())
    if options.write:
        table.write()
        report.write_pages(readme=table)
    print(table.text())


if __name__ == "__main__":
    main()
