"""Where a page says LATENCY-TABLE: what bench/edge.py measured."""

import csv

import figures
import report
from figures import DOCS


def measured():
    """{machine: {(cell, units): {of: us}}}"""
    found = {}
    for r in csv.DictReader((DOCS / "edge.csv").open()):
        cells = found.setdefault(r["machine"], {}).setdefault((r["cell"], int(r["units"])), {})
        cells[r["of"]] = float(r["us"])
    return found


def tables():
    parts = []
    for machine, cells in measured().items():
        names = list(dict.fromkeys(name for found in cells.values() for name in found))
        lines = []
        for (cell, units), found in cells.items():
            times = {name: f"{us:.1f} ({us / found['cact']:.1f} times)" for name, us in found.items()}
            times["cact"] = f"{found['cact']:.1f}"
            lines.append([f"{cell}, {units} units", *(times.get(name, "") for name in names)])
        parts.append(f"{machine}, microseconds:\n\n" + report.markdown(["", *names], lines))
    return "\n\n".join(parts)


def draw(app):
    cells = next(iter(measured().values()))

    def paint(figure, theme):
        for axes, cell in zip(figure.subplots(1, 2), dict.fromkeys(cell for cell, _ in cells)):
            for k, name in enumerate(("cact", "NumPy", "PyTorch", "scikit-learn")):
                line = [(units, found[name]) for (c, units), found in cells.items() if c == cell and name in found]
                if line:
                    axes.plot(
                        *zip(*line),
                        marker="o",
                        ms=4,
                        color=figures.COLOURS[k],
                        ls=("-", "--", "-.", ":")[k],
                        label=name,
                    )
            axes.set(title=cell, xlabel="units", ylabel="microseconds", xscale="log", yscale="log")
            axes.set_xticks([16, 32, 64, 128], ["16", "32", "64", "128"])
            axes.minorticks_off()
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=4)

    figures.draw("latency", paint, (9, 3.8))


def put_in(app, docname, source):
    source[0] = source[0].replace("LATENCY-TABLE", tables()) if "LATENCY-TABLE" in source[0] else source[0]


def setup(app):
    app.connect("builder-inited", draw)
    app.connect("source-read", put_in)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
