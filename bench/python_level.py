"""The Python level: cact beside other libraries, calls of few elements, two threads."""

import os
import sys
from functools import cache
from time import perf_counter_ns

import numpy as np
from measured import CORES, SHAPES, SIZES, buffers, exact_rows, inputs, normals, worst
from oracle import ulp_error
from threadpoolctl import threadpool_limits
from tqdm import tqdm

import cact
from cact import _core

ROWS = {row["name"]: row for row in _core.registry()}


@cache
def ours(function, op):
    name = function + op.removeprefix("rows")
    f, exact_one = getattr(cact, name), getattr(cact.exact, name)
    if op == "rows":
        return {
            "cact": lambda x, y, axis=-1: f(x, axis, out=y),
            "cact.exact": lambda x, y, axis=-1: exact_one(x, axis, out=y),
        }
    if len(ROWS[function]["inputs"]) > 1:
        return {
            "cact": lambda x, y: f(x, ones(x.shape, x.dtype), out=y),
            "cact.exact": lambda x, y: exact_one(x, ones(x.shape, x.dtype), out=y),
        }
    return {"cact": lambda x, y: f(x, out=y), "cact.exact": lambda x, y: exact_one(x, out=y)}


@cache
def ones(shape, dtype):
    return np.ones(shape, dtype)


def interleaved(sets, rounds, times):
    """{name: (least ns, median ns)} of a call, every contender in every round; a set for each pair of buffers."""
    samples = {name: [] for name in sets[0]}
    for calls in sets:
        for _ in range(rounds):
            for name, call in calls.items():
                call()  # so that all find the caches as they leave them, not as another one does
                start = perf_counter_ns()
                for _ in range(times):
                    call()
                samples[name].append((perf_counter_ns() - start) / times)
    return {name: (min(s), float(np.median(s))) for name, s in samples.items()}


def decided(best):
    """Nobody is within 10 per cent of cact, which is less than one minute differs from another."""
    return all(
        abs(best[name][0] / best["cact"][0] - 1) > 0.1 for name in best if name not in ("cact", "cact.exact", "copy")
    )


class PythonLevel:
    def __init__(self, peers, quick):
        self.peers, self.quick = peers, quick
        self.known = {}

    def contenders(self, function, op, dtype):
        found = ours(function, op) | {
            p: calls[function, op] for p, calls in self.peers.items() if (function, op) in calls
        }
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
                self.known[key] = (
                    float(ulp_error(np.asarray(call(x, np.empty_like(x))), wanted).max())
                    if dtype == np.float32
                    else np.nan
                )
            else:
                x = inputs(dtype)
                got = np.asarray(call(x, np.empty_like(x)))
                self.known[key] = worst(got, function, "prime" if op else "forward")
        return self.known[key]

    def rows(self):
        names = [(name, op) for name, row in ROWS.items() for op in ("", "_prime") if op in row["ops"]]
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
            best = {}
            for _ in range(5):  # everyone again until it is decided; the least of all counts
                times = interleaved([dict(calls()) for _ in range(pairs)], rounds, max(1, min(200, 100_000 // n)))
                best = {name: tuple(map(min, best.get(name, ns), ns)) for name, ns in times.items()}
                if decided(best):
                    break
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
        calls = [
            (name, getattr(cact, name), (n,))
            for name in ("relu", "elu", "sigmoid", "tanh")
            for n in (4096, 65536, 2**20, 2**24)
        ]
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

            def sigmoid():
                return 1 / (1 + np.exp(-x))

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
            [{"scalar": lambda: cact.leaky_relu(x, 0.1, out=y), "channel": lambda: cact.leaky_relu(x, slopes, out=y)}],
            25,
            5,
        )
        for name, (ns, median) in best.items():
            yield [
                "Python", "leaky_relu", "forward", "f32", "cact", cact.isa(), f"{name} slope", "64x4096",
                ns / x.size, median / x.size, ns / best["scalar"][0], np.nan,
            ]  # fmt: skip
