"""What bench.py measured, as text, as docs/performance-ISA.csv (one per kind of machine), pages and pictures, and as
README's table.

python bench/report.py writes pages and pictures again from docs/performance-*.csv, README's table from the first."""

import csv
import math
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TARGETS = ["function", "op", "type", "isa", "shape", "target", "measured", "measured / target", "missed for"]


def ulp(v):
    return (
        "" if math.isnan(v) else "exact" if v <= 0.5 else f"{v:.1f}" if v < 1000 else "inf" if v > 1e30 else f"{v:.0e}"
    )


def markdown(head, rows):
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def between(path, mark, text):
    """Puts the text between the two marks of a page."""
    before, _, rest = path.read_text().partition(f"<!-- {mark} -->")
    path.write_text(f"{before}<!-- {mark} -->\n{text}\n<!-- /{mark} -->{rest.partition(f'<!-- /{mark} -->')[2]}")


@cache
def worst_errors():
    """{(function, operation, tier): (ULP, input)} that make verify found, over all parameters and instruction sets."""
    found = {}
    with (DOCS / "accuracy.csv").open() as file:
        for r in csv.DictReader(file):
            key, error = (r["function"], r["op"], r["tier"]), float(r["worst_ulp"])
            if key not in found or error > found[key][0]:
                found[key] = error, r["worst_input"]
    return found


def in_full(error):
    """As people read it: 1.7, or 1,602,000."""
    return f"{error:.1f}" if error < 100 else f"{error:,.0f}"


class Table:
    def __init__(self, fields, rows, machine, isa):
        self.fields, self.machine, self.isa = fields, machine, isa
        self.rows = [dict(zip(fields, row)) for row in rows]
        for r in self.rows:
            for name in ("ns", "median", "multiple", "max_ulp"):
                r[name] = float(r[name])

    @classmethod
    def read(cls, path):
        with path.open() as file:
            machine = file.readline().removeprefix("# ").strip()
            fields, *rows = csv.reader(file)
        return cls(fields, rows, machine, path.stem.removeprefix("performance-"))

    def select(self, **wanted):
        return [r for r in self.rows if all(r[name] == value for name, value in wanted.items())]

    def write(self):
        with (DOCS / f"performance-{self.isa}.csv").open("w", newline="") as file:
            file.write(f"# {self.machine}\n")
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(self.fields)
            for r in self.rows:
                writer.writerow([f"{v:.4g}" if isinstance(v, float) else v for v in r.values()])

    # ---- tables ------------------------------------------------------------------------------------------------------

    def functions(self, level):
        return dict.fromkeys((r["function"], r["op"]) for r in self.rows if r["level"] == level and r["function"])

    def side_by_side(self, level, shape, op, types, layout="out of place"):
        """One line per function, one column per contender: multiple of the copy (worst ULP)."""
        rows = [r for r in self.select(level=level, shape=shape, op=op, layout=layout) if r["type"] in types]

        def name(r):
            return f"{r['contender']} {r['isa']}" if level == "C" else r["contender"]

        def name_of(r):
            return name(r) + (" exact" if r["type"] == "exact" and level == "C" else "")

        def order(r):
            return (r["contender"] == "copy", not r["contender"].startswith("cact"), r["type"] == "exact")

        columns = list(dict.fromkeys(name_of(r) for r in sorted(rows, key=order)))
        lines = []
        for function in dict.fromkeys(r["function"] for r in rows):
            cells = {name_of(r): r for r in rows if r["function"] == function}

            def text(r):
                return f"{r['multiple']:.1f} ({ulp(r['max_ulp'])})" if r["contender"] != "copy" else f"{r['ns']:.3f} ns"

            lines.append([function, *(text(cells[c]) if c in cells else "" for c in columns)])
        return markdown([op, *columns], lines) if lines else ""

    def lengths(self, level, function, isa, **wanted):
        return {
            r["shape"]: r for r in self.select(level=level, function=function, isa=isa, layout="out of place", **wanted)
        }

    def targets(self):
        """[the line of each target that this machine can run]"""
        lines = []
        with (ROOT / "bench" / "targets.csv").open() as file:
            for t in csv.DictReader(file):
                where = {k: t[k] for k in ("function", "op", "type", "isa", "shape")}
                if t["isa"] != self.isa:
                    continue
                for r in self.select(level="C", contender="cact", layout="out of place", **where):
                    ratio = r["multiple"] / float(t["multiple"])
                    measured = f"{r['multiple']:.1f} ({r['ns']:.3f} ns)"
                    missed = ["", ""] if ratio <= 1 else [" !", t["why"]]
                    lines.append([*where.values(), t["multiple"], measured, f"{ratio:.2f}{missed[0]}", missed[1]])
        return lines

    def behind(self):
        """Cells of the Python level in which another library is faster at equal or better error."""
        lines = []
        for c in self.rows:
            if c["level"] != "Python" or c["contender"] != "cact" or "slope" in c["layout"]:
                continue
            for r in self.select(level="Python", function=c["function"], op=c["op"], shape=c["shape"]):
                same_type = r["type"] == c["type"]
                faster = same_type and r["contender"] not in ("copy", "cact") and r["ns"] < c["ns"]
                if faster and (r["max_ulp"] <= c["max_ulp"] or math.isnan(c["max_ulp"])):
                    cell = [c["function"], c["op"], c["type"], c["shape"], r["contender"]]
                    lines.append([*cell, f"{c['ns']:.3g}", f"{r['ns']:.3g}", f"{c['ns'] / r['ns']:.2f}"])
        head = ["function", "op", "type", "shape", "library", "cact, ns per element", "it", "cact / it"]
        return markdown(head, lines) if lines else "None."

    def calls(self):
        lines = [
            [r["function"], r["layout"], r["shape"], r["contender"], f"{r['ns']:.0f}", f"{r['multiple']:.1f}"]
            for r in self.rows
            if r["level"] == "call"
        ]
        return markdown(["function", "result", "floats", "library", "ns", "times cact's"], lines)

    def ratios(self):
        """In place, strided and 16-byte aligned against out of place; rows along the middle against the last axis; a
        slope per channel against one; a few elements against the next full vector."""
        found = {}
        for r in self.rows:
            if r["layout"] in ("in place", "strided", "16-byte aligned") and r["contender"].startswith("cact"):
                same = {k: r[k] for k in ("level", "function", "op", "type", "isa", "shape")}
                for base in self.select(contender="cact", layout="out of place", **same):
                    key = r["layout"], r["shape"], r["isa"], r["type"]
                    found.setdefault(key, []).append((r["ns"] / base["ns"], f"{r['function']} {r['op']}"))
        rows = self.select(level="C", op="rows", contender="cact", isa=self.isa)

        def length(r):
            return r["shape"].split("x")[1]

        def key(r):
            return (length(r), r["function"], r["type"])

        along_last = {key(r): r for r in rows if r["shape"].endswith("x1")}
        shapes = list(dict.fromkeys(r["shape"] for r in rows))
        for r in sorted(rows, key=lambda r: shapes.index(r["shape"])):
            if not r["shape"].endswith("x1"):
                base = along_last[key(r)]
                name = f"rows {r['shape']}, against {base['shape']}"
                found.setdefault((name, "", r["isa"], r["type"]), []).append((r["ns"] / base["ns"], r["function"]))
        for r in self.select(layout="channel slope"):
            found["a slope per channel", r["shape"], r["isa"], r["type"]] = [(r["multiple"], r["function"])]
        short = {(r["function"], r["isa"], int(r["shape"])): r["ns"] * int(r["shape"])
                 for r in self.select(layout="short", contender="cact")}  # fmt: skip
        for (function, isa, n), ns in short.items():
            lanes = {"avx512": 16, "avx2": 8}.get(isa, 4)
            full = short[function, isa, -(-n // lanes) * lanes]
            found.setdefault(("1 to 64, against the next full vector", "", isa, "f32"), []).append(
                (ns / full, f"{function}, {n}")
            )
        lines = []
        for key, ratios in found.items():
            ratios.sort()
            lines.append([*key, f"{ratios[len(ratios) // 2][0]:.2f}", f"{ratios[-1][0]:.2f}", ratios[-1][1]])
        return markdown(["layout", "shape", "isa", "type", "time / contiguous, median", "worst", "of"], lines)

    def halves(self):
        """The half types against as many floats."""
        lines = {}
        for r in self.select(layout="half type"):
            key = r["function"], r["op"], r["shape"], r["isa"]
            lines.setdefault(key, {})[r["type"]] = f"{r['multiple']:.2f} ({r['ns']:.3f} ns)"
        lines = [[*key, of["f16"], of["bf16"]] for key, of in lines.items()]
        return markdown(["function", "op", "shape", "isa", "f16 / f32", "bf16 / f32"], lines)

    def threads(self):
        lines = [
            [r["function"], r["shape"], f"{r['ns']:.3f}", f"{r['multiple']:.2f}"]
            for r in self.select(level="threads", layout="2")
        ]
        return markdown(["function", "elements", "ns per element on two threads", "times faster than on one"], lines)

    def sizes(self, function, op):
        rows = [
            r for r in self.select(level="C", function=function, op=op, layout="out of place") if r["type"] == "f32"
        ]
        shapes = list(dict.fromkeys(r["shape"] for r in rows))
        lines = []
        for r in rows:
            key = f"{r['contender']} {r['isa']}"
            if key not in [line[0] for line in lines]:
                mine = {q["shape"]: q for q in rows if (q["contender"], q["isa"]) == (r["contender"], r["isa"])}
                lines.append([key, *(f"{mine[s]['ns']:.3f}" if s in mine else "" for s in shapes)])
        return markdown([f"{function}, ns per element", *shapes], lines)

    def sections(self):
        found = {}
        for op, types, title in (
            ("forward", ("f32", "exact"), "float32, forward, n = 4096"),
            ("prime", ("f32", "exact"), "float32, derivative, n = 4096"),
            ("backward", ("f32",), "float32, dy f'(x), n = 4096"),
            ("backward_from_y", ("f32",), "float32, dy f'(x) from y, n = 4096"),
            ("forward", ("f64",), "float64, forward, n = 4096"),
        ):
            found[f"C: {title}"] = self.side_by_side("C", "4096", op, types)
        for shape in dict.fromkeys(r["shape"] for r in self.select(level="C", op="rows")):
            found[f"C: rows {shape} (outer x n x inner), float32"] = self.side_by_side(
                "C", shape, "rows", ("f32", "exact")
            )
        for function in ("relu", "sigmoid"):
            found[f"C: {function} over n"] = self.sizes(function, "forward")
        for shape in ("16", "4096", "65536", "16777216"):
            for op in ("forward", "prime"):
                text = self.side_by_side("Python", shape, op, ("f32", "exact"))
                found[f"Python: float32, {op}, n = {shape}"] = text
        for shape in dict.fromkeys(r["shape"] for r in self.select(level="Python", op="rows")):
            found[f"Python: rows {shape}"] = self.side_by_side("Python", shape, "rows", ("f32", "exact"))
        return {title: text for title, text in found.items() if text}

    def blocks(self):
        """{title: text} of everything but the long tables."""
        return {
            "Against the targets": markdown(TARGETS, self.targets()),
            "Layouts": self.ratios(),
            "Half types, against as many floats": self.halves(),
            "Two threads": self.threads(),
            "Calls from Python": self.calls(),
            "Where another library is faster at equal or better error": self.behind(),
        }

    def text(self):
        return "\n".join(f"{title}\n\n{text}\n" for title, text in (self.sections() | self.blocks()).items())

    def page(self):
        parts = [
            f"# Performance, {self.isa}",
            f"{self.machine}. Made by bench/report.py; [performance.md](performance.md) explains it.",
        ]
        parts += [f"![Time per element over the number of elements](time-{self.isa}.png)"]
        parts += [f"![Speed against error](speed-error-{self.isa}.png)"]
        parts += [f"## {title}\n\n{text}" for title, text in (self.blocks() | self.sections()).items()]
        (DOCS / f"performance-{self.isa}.md").write_text("\n\n".join([*parts, ""]))

    def readme(self):
        """Time and error side by side; the error on ordinary inputs, where a subnormal number made 0 hides nothing."""
        cells = {
            (r["function"], r["op"], r["contender"]): r
            for r in self.select(level="Python", shape="4096", layout="out of place")
            if r["type"] == "f32"
        }
        with (DOCS / "ordinary.csv").open() as file:
            errors = {(r["function"], r["op"], r["of"]): float(r["ulp"]) for r in csv.DictReader(file)}
        names, lines = ("cact", "NumPy", "PyTorch"), []
        for function, op in self.functions("Python"):
            found = [cells.get((function, op, name)) for name in names]
            if op != "rows" and all(found) and any(errors[function, op, name] > 0.5 for name in names):
                times = [f"{r['ns']:.2f}" for r in found]
                off = [in_full(errors[function, op, name]) for name in names]
                any_float = in_full(worst_errors()[function, op, "f32"][0])
                mine = [f"**{times[0]}**", *times[1:], f"**{off[0]}**", *off[1:], any_float]
                lines.append([f"[{function}](docs/functions/{function}.md)" + ("'" if op == "prime" else ""), *mine])
        calls = {(r["contender"], r["function"], r["layout"]): r["ns"] for r in self.select(level="call", shape="16")}

        def call(*key):
            return f"{calls[key]:.0f} ns" if key in calls else "-"

        head = ["", *(f"{name}, ns" for name in names), *(f"{name}, ULP" for name in names), "cact, every float"]
        np_call, torch_call = call("NumPy", "sigmoid", "new"), call("PyTorch", "sigmoid", "new")
        return f"""
{markdown(head, lines)}

Nanoseconds per element (float32, 4096 elements, one thread, from Python), and the worst error on ordinary inputs, from
-8 to 8; the last column is over all 2^32 floats. There the others reach 10^6 ULP and more, which as a rule means that
they make 0 of a subnormal result.

A call with 16 floats: `cact.tanh(x, out=y)` {call("cact", "tanh", "out=")}, `np.tanh(x, out=y)`
{call("NumPy", "tanh", "out=")}; `cact.sigmoid(x)` {call("cact", "sigmoid", "new")}, `1 / (1 + np.exp(-x))` {np_call},
`torch.sigmoid` {torch_call}. [All of it](docs/performance.md); {self.machine}.
"""

    # ---- pictures ----------------------------------------------------------------------------------------------------

    def draw(self):
        import matplotlib

        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        from adjustText import adjust_text

        plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
        colours = {
            "cact": "#d62728", "cact.exact": "#ff9896", "NumPy": "#1f77b4", "PyTorch": "#ff7f0e",
            "ONNX Runtime": "#2ca02c", "JAX": "#9467bd", "numexpr": "#8c564b", "SciPy": "#17becf", "copy": "#888888",
        }  # fmt: skip
        names = ("relu", "elu", "sigmoid", "tanh")
        figure, axes = plt.subplots(2, 2, figsize=(9, 6.5), sharex=True, layout="constrained")
        for axis, function in zip(axes.flat, names):
            rows = [
                r
                for r in self.select(level="Python", function=function, op="forward")
                if r["type"] != "f64" and r["layout"] == "out of place"
            ]
            for name in dict.fromkeys(r["contender"] for r in rows):
                line = sorted((int(r["shape"]), r["ns"]) for r in rows if r["contender"] == name)
                style = dict(color=colours[name], lw=2.2 if name == "cact" else 1.2, ls=":" if name == "copy" else "-")
                axis.plot(*zip(*line), label=name, marker="o" if name == "cact" else None, ms=3, **style)
            axis.set(title=function, xscale="log", yscale="log")
            axis.grid(alpha=0.25)
        for axis in axes[1]:
            axis.set_xlabel("elements")
        for axis in axes[:, 0]:
            axis.set_ylabel("ns per element")
        handles = {h.get_label(): h for axis in axes.flat for h in axis.get_lines()}
        figure.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=5, frameon=False)
        figure.suptitle("Time per element from Python, float32")
        figure.savefig(DOCS / f"time-{self.isa}.png", dpi=130)
        plt.close(figure)

        figure, axes = plt.subplots(1, 3, figsize=(11, 4), sharey=True, layout="constrained")
        for axis, function in zip(axes, ("elu", "sigmoid", "tanh")):
            same = dict(function=function, op="forward", shape="4096", layout="out of place")
            rows = [r for r in self.select(level="C", **same) if r["isa"] in (self.isa, "best", "scalar")]
            rows += [r for r in self.select(level="Python", **same) if not r["contender"].startswith("cact")]
            rows = [r for r in rows if r["type"] != "f64" and not r["contender"].startswith("copy")]
            axis.set(title=function, xscale="log", yscale="log", xlabel=f"ns per element ({self.isa}; dotted: a copy)")
            labels = []
            for r in rows:
                mine, y = r["contender"] == "cact", min(max(r["max_ulp"], 0.5), 1e8)
                axis.scatter(r["ns"], y, color="#d62728" if mine else "#1f77b4", s=36 if mine else 18, zorder=3)
                labels.append(
                    axis.text(r["ns"], y, "cact.exact" if r["type"] == "exact" else r["contender"], fontsize=7)
                )
            for r in self.select(level="C", contender="copy", isa=self.isa, type="f32", **same)[:1]:
                axis.axvline(r["ns"], color="#888888", ls=":", lw=1)
            axis.margins(x=0.2)
            axis.grid(alpha=0.25)
            figure.canvas.draw()
            adjust_text(labels, ax=axis, arrowprops=dict(arrowstyle="-", lw=0.4, color="#888888"))
        axes[0].set_ylabel("worst error, ULP (10^8: and more)")
        figure.suptitle(
            "Speed against error, float32, n = 4096: best is lower left "
            "(cact, oneDNN, SLEEF, libm from C, the others from Python)"
        )
        figure.savefig(DOCS / f"speed-error-{self.isa}.png", dpi=130)
        plt.close(figure)


def write_pages(readme=None):
    """Pages and pictures of all machines; README's table of one of them, of the one it has now if not told."""
    tables = [Table.read(path) for path in sorted(DOCS.glob("performance-*.csv"))]
    for table in tables:
        table.page()
        table.draw()
    shown = (ROOT / "README.md").read_text()
    readme = readme or next((table for table in tables if table.machine in shown), tables[0])
    between(ROOT / "README.md", "bench", readme.readme())
    page = DOCS / "performance.md"
    between(page, "machines", "\n".join(f"- [{t.isa}](performance-{t.isa}.md): {t.machine}" for t in tables))
    between(page, "targets", markdown(TARGETS, [line for t in tables for line in t.targets()]))


if __name__ == "__main__":
    write_pages()
