"""The C level: contenders.c, each of its functions beside the others and beside a loop that copies."""

import ctypes

import numpy as np
from measured import SHAPES, SIZES, TYPES, buffers, exact_rows, inputs, normals, worst
from oracle import ulp_error
from tqdm import tqdm


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
            i = next(
                k
                for k, d in enumerate(self.all)
                if (d.peer, d.function, d.op, d.type, d.isa) == ("cact", c.function, c.op, "f32", c.isa)
            )
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

        def pointers(arrays):
            return (ctypes.c_void_p * pairs)(*(a.ctypes.data for a in arrays))

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
                what = ["C", first.function, first.op, c.type, c.peer, c.isa, layout, size]
                yield [*what, ns, median, ns / floor, self.error(i)]
        yield from self.halves()

    def halves(self):
        """The half types; a multiple is one of the time of as many floats. Each is measured with values of its own."""
        ours = {(c.function, c.op, c.type, c.isa): i for i, c in enumerate(self.all) if c.peer == "cact"}
        shapes = {"forward": [(1, 65536, 1)], "prime": [(1, 65536, 1)],
                  "rows": [(500, 128, 1), (64, 1000, 1), (2, 32000, 1), (1, 128, 500)]}  # fmt: skip
        for function, op, isa in dict.fromkeys((f, op, isa) for f, op, _, isa in ours if op in shapes):
            for shape in shapes[op]:
                found = {}
                for _ in range(3):
                    for kind in ("f32", "f16", "bf16"):
                        [(_, *times)] = self.time([ours[function, op, kind, isa]], TYPES[kind], shape, "out of place")
                        found[kind] = min(times, found.get(kind, times))
                size = "x".join(map(str, shape)) if op == "rows" else str(shape[1])
                for kind, (ns, median) in list(found.items())[1:]:
                    what = ["C", function, op, kind, "cact", isa, "half type", size]
                    yield [*what, ns, median, ns / found["f32"][0], np.nan]


def against(old, new):
    """Lines with the least ns per element of what two builds have, measured in turns: what a change of the C core
    gave."""

    def key(c):
        return (c.function, c.op, c.type, c.isa)

    own = [{key(c): i for i, c in enumerate(level.all) if c.peer == "cact"} for level in (old, new)]
    rows = [(4000, 16, 1), (500, 128, 1), (64, 1000, 1), (9, 1000, 7), (1, 1000, 100)]
    for function, op, kind, isa in (k for k in own[1] if k in own[0]):
        for shape in rows if op == "rows" else [(1, n, 1) for n in (16, 4096, 65536)]:
            least = [np.inf, np.inf]
            for _ in range(5):
                for k, level in enumerate((old, new)):
                    which = [own[k][function, op, kind, isa]]
                    least[k] = min(least[k], level.time(which, TYPES[kind], shape, "out of place")[0][1])
            size = "x".join(map(str, shape if op == "rows" else shape[1:2]))
            times = f"{least[0]:8.4f} {least[1]:8.4f} {least[1] / least[0]:6.2f}"
            yield f"{function:28} {op:16} {kind:6} {isa:9} {size:>10} {times}"
