"""cact plot: a function and its derivative in one picture, in a file or in the terminal."""

import os
import shutil
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .catalogue import Function
from .extras import need

POINTS = 1201


class Curve(NamedTuple):
    label: str
    y: Any


def curves(function: Function, x: Any, given: dict[str, float]) -> list[Curve]:
    """The function and, where it has one, its derivative; of rows the first entry of (x, 0, 0)."""
    of, sign = (np.stack([x, 0 * x, 0 * x], -1), "(x, 0, 0)") if function.rows else (x, "(x)")
    pairs = [(function.name + sign, function.call), (function.name + "'" + sign, function.prime)]
    return [Curve(label, f(of, **given).reshape(len(x), -1)[:, 0]) for label, f in pairs if f]


def right_end(slope: Callable[[Any], Any]) -> float:
    """How far to the right a picture goes: to 8 where the derivative still changes beyond 5, as relu6's at 6."""
    near, far = slope(np.array([5.0, 8.0]))
    return 8 if abs(far - near) > 0.5 else 5


def title(function: Function, given: dict[str, float]) -> str:
    head = ", ".join([function.name, *(f"{name} = {value:g}" for name, value in given.items())])
    return f"{head}:  {function.formula}"


def run(function: Function, given: dict[str, float], low: float, high: float, out: str | None) -> int:
    need("plot", *(["matplotlib"] if out else ["plotext"]))
    if not (np.isfinite([low, high]).all() and low < high):
        raise ValueError(f"--range: from a lower to a higher number, not {low:g} {high:g}")
    x = np.linspace(low, high, POINTS)
    found = curves(function, x, given)
    if out:
        save(x, found, title(function, given), out)
    else:
        show(x, found, title(function, given))
    return 0


def save(x: Any, found: list[Curve], head: str, out: str) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    for curve, style in zip(found, ("-", "--")):
        axes.plot(x, curve.y, style, label=curve.label)
    axes.axhline(0, color="grey", lw=0.6)
    axes.axvline(0, color="grey", lw=0.6)
    axes.set(title=head, xlabel="x", xlim=(x[0], x[-1]))
    axes.legend()
    figure.savefig(out, dpi=150)


def show(x: Any, found: list[Curve], head: str) -> None:
    import plotext

    width, height = shutil.get_terminal_size()
    figure = plotext.figure
    figure.clear()
    figure.theme("simple")  # the terminal's own background
    figure.plot_size(min(width, 100), max(12, min(height - 2, 28)))
    figure.title(head)
    for curve, marker in zip(found, ("braille", "dot")):
        finite = np.isfinite(curve.y)
        signal = figure.signal(x[finite].tolist(), curve.y[finite].tolist(), marker=marker)
        figure.draw(signal.lines().label(curve.label))
    print(figure.build().string(colorless=not sys.stdout.isatty() or "NO_COLOR" in os.environ))
