"""What there is: the functions of the registry and of rows, as the command line shows them."""

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import cact
from cact import _core, ufuncs

OPERATIONS = ("", "_prime", "_backward", "_backward_from_y")


class Function(NamedTuple):
    name: str
    formula: str
    rows: bool  # along an axis, not of each element
    bounds: tuple[float, float] | None  # worst errors in ULP, as the registry has them: its own, its derivative's

    @property
    def call(self) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(cact, self.name)
        return found

    @property
    def prime(self) -> Callable[..., Any] | None:
        return getattr(cact, self.name + "_prime", None)

    @property
    def operations(self) -> list[str]:
        return [self.name + op for op in OPERATIONS if hasattr(cact, self.name + op)]


def parameters(function: Function) -> dict[str, float | None]:
    """What a function of elements takes beside x, with its default: none (None) has a gate's other input."""
    if function.rows:
        return {}
    _, *others = inspect.signature(function.call).parameters.values()
    return {p.name: None if p.default is p.empty else p.default for p in others if p.name != "out"}


def functions() -> dict[str, Function]:
    found = {}
    for row in _core.registry():
        found[row["name"]] = Function(row["name"], row["formula"], False, row["bounds"]["f32"])
    for name in ufuncs.__all__:
        if getattr(ufuncs, name).signature and not name.endswith(OPERATIONS[1:]):
            summary, *_ = (inspect.getdoc(getattr(cact, name)) or "").split("\n\n")
            formula = " ".join(summary.split()).partition("along an axis: ")[2].rstrip(".")
            found[name] = Function(name, formula, True, None)
    return found


def of_one_array() -> list[str]:
    """Those that are no gates."""
    return [name for name, function in functions().items() if None not in parameters(function).values()]
