"""Pictures, each drawn twice: for light and for dark pages. cact computes every curve in them.

python docs/site/figures.py draws docs/activations-light.svg and -dark.svg, README's."""

import os
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")

import matplotlib.pyplot as plt
import numpy as np

import cact
from cact.cli.plot import right_end

DOCS = Path(__file__).parent.parent
MADE = DOCS / "_build" / "made"  # read by Sphinx as if it were a part of docs/
THEMES = {
    "light": dict(text="#3c4043", grid="#d5d8dc", line="#1d4f91", slope="#c2410c"),
    "dark": dict(text="#cfd0d0", grid="#3a3d40", line="#8ab8ff", slope="#ffa366"),
}
# Told apart by people who see colours differently, on white and on black.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8c8c8c", "#b8860b", "#56b4e9", "#7b5ea7")
plt.rcParams |= {
    "font.size": 10, "svg.hashsalt": "cact", "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
    "grid.linewidth": 0.6, "legend.frameon": False, "savefig.transparent": True, "figure.constrained_layout.use": True,
}  # fmt: skip


def draw(name, paint, size=(5.2, 3.4), folder=None):
    """paint(figure, theme), saved as NAME-light.svg and NAME-dark.svg."""
    folder = folder or MADE
    folder.mkdir(parents=True, exist_ok=True)
    for theme, colours in THEMES.items():
        keys = ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color")
        with plt.rc_context(dict.fromkeys(keys, colours["text"]) | {"grid.color": colours["grid"]}):
            figure = plt.figure(figsize=size)
            paint(figure, colours)
            figure.savefig(folder / f"{name}-{theme}.svg", metadata={"Date": None})
            plt.close(figure)


def curve(name, x, *parameters):
    """Function and derivative of a function by name; of rows the first of three entries, the others 0; of a gate as if
    what it lets through were 1."""
    ufunc = getattr(cact.ufuncs, name)
    if ufunc.signature:
        row = np.stack([x, np.zeros_like(x), np.zeros_like(x)], -1)
        y = getattr(cact, name)(row)
        slope = getattr(cact, f"{name}_prime")(row)
        return (y, slope[:, 0]) if y.ndim == 1 else (y[:, 0], slope[:, 0, 0])
    others = [np.ones_like(x)] * (ufunc.nin - 1 - len(parameters))
    y = getattr(cact, name)(x, *others, *parameters)
    slope = getattr(cact, f"{name}_prime", None)
    return y, slope(x, *parameters) if slope else getattr(cact, f"{name}_backward")(np.ones_like(x), x, *others)[0]


def plot(axes, name, theme, parameters=(), shown=()):
    """Both curves; shown: further values of the first parameter, pale."""
    end = right_end(lambda x: curve(name, x, *parameters)[1])
    x = np.linspace(-5, end, 401)
    y, slope = curve(name, x, *parameters)
    drawn = [y, slope]
    for p in shown:
        pale = curve(name, x, p, *parameters[1:])
        drawn += pale
        for values, usual, colour in zip(pale, (y, slope), (theme["line"], theme["slope"])):
            axes.plot(x, values, color=colour, lw=1.1, alpha=0.45)
            k = np.argmax(np.abs(values - usual) * (values > -2) * (values < 2.8))  # where it lies farthest from it
            place = dict(xytext=(4, 3), textcoords="offset points")
            axes.annotate(f"{p:g}", (x[k], values[k]), color=colour, fontsize=8, **place)
    axes.plot(x, y, color=theme["line"], lw=4 if np.array_equal(y, slope) else 2.2, label="f(x)")
    axes.plot(x, slope, color=theme["slope"], lw=1.8, ls="--", label="f '(x)")
    axes.axhline(0, color=theme["text"], lw=0.7)
    axes.axvline(0, color=theme["text"], lw=0.7)
    low, high = np.min(drawn), np.max(drawn)
    axes.set(xlim=(-5, end), ylim=(max(low, -2.2) - 0.15, min(high, end - 2) + 0.15))


def of_function(name, parameters, shown):
    def paint(figure, theme):
        axes = figure.subplots()
        plot(axes, name, theme, parameters, shown)
        axes.set_xlabel("x")
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)

    draw(name, paint)


def of_all(names, defaults, name="all", columns=4, folder=None):
    """One small picture for each."""
    rows = -(-len(names) // columns)

    def paint(figure, theme):
        cells = list(figure.subplots(rows, columns, squeeze=False).flat)
        for axes, function in zip(cells, names):
            plot(axes, function, theme, defaults.get(function, ()))
            axes.set_title(function, fontsize=11)
        for axes in cells[len(names) :]:
            axes.axis("off")
        handles, labels = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2)

    draw(name, paint, (2.5 * columns, 2.1 * rows + 0.4), folder)


def together(names, defaults):
    """All functions in one picture, all derivatives in another beside it."""

    def paint(figure, theme):
        x = np.linspace(-4, 4, 401)
        for axes, which, title in zip(figure.subplots(1, 2), (0, 1), ("functions", "derivatives")):
            for k, name in enumerate(names):
                values = curve(name, x, *defaults.get(name, ()))[which]
                axes.plot(
                    x, values, color=COLOURS[k % len(COLOURS)], ls=("-", "--", "-.", ":")[k % 4], lw=1.8, label=name
                )
            axes.set(title=title, xlim=(-4, 4), ylim=((-1.4, 2.2), (-0.1, 1.2))[which], xlabel="x")
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=4)

    draw("together", paint, (9, 4.4))


if __name__ == "__main__":
    from written import DEFAULTS

    of_all([*DEFAULTS, "softmax"], DEFAULTS, "activations", folder=DOCS)
