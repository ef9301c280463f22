"""The C interface as bindings are made of it: the prototypes of cact_ffi.h, told about by the registry of a built
library."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

import cffi

ROOT = Path(__file__).parent.parent
HEADER = ROOT / "include" / "cact_ffi.h"
LIBRARY = ROOT / "build" / ("libcact.dylib" if sys.platform == "darwin" else "libcact.so")
OPS = ["", "_prime", "_backward", "_backward_from_y"]  # by cact_op
TYPES = {"f32": "float", "f64": "double", "f16": "uint16_t", "bf16": "uint16_t"}
TIERS = {"": ["f32", "f64", "f16", "bf16"], "exact_": ["f32", "f16", "bf16"]}
ENUM = {"f32": 0, "f64": 1, "exact_f32": 2, "f16": 3, "bf16": 4, "exact_f16": 5, "exact_bf16": 6}  # by cact_type
ELEMENTS, ROWS, ROWS_REDUCED = range(3)  # by cact_kind
EVERYTHING = 1e300  # as good as no limit
# How many values an array of a function of rows has.
FULL, REDUCED, JACOBIAN = ("outer", "n", "inner"), ("outer", "inner"), ("outer", "n", "n")


class Array(NamedTuple):
    name: str
    output: bool
    extent: tuple[str, ...]  # its length is the product of these: ("n",) of elements


class Param(NamedTuple):
    name: str
    usual: float
    low: float
    high: float
    from_y: float


class Call(NamedTuple):
    """One public function, for all types of its tier."""

    function: str  # elu
    op: str  # _prime
    tier: str  # "", exact_
    arrays: list[Array]
    sizes: list[str]  # as C takes them: n; outer, n, inner
    params: list[Param]
    says: list[str]  # what it is, its parameters, its error: a sentence or two each

    @property
    def name(self):
        return self.function + self.op

    @property
    def types(self):
        return TIERS[self.tier]

    @property
    def inputs(self):
        return [a for a in self.arrays if not a.output]

    @property
    def outputs(self):
        return [a for a in self.arrays if a.output]

    @property
    def rows(self):
        return "outer" in self.sizes

    def in_c(self, kind):
        return f"cact_{self.tier}{self.name}_{kind}"


def number(value):
    return f"{value:g}"


def registry(library=LIBRARY):
    """What cact_at tells, and the text of the struct's strings."""
    ffi = cffi.FFI()
    ffi.cdef(HEADER.read_text())
    lib = ffi.dlopen(str(library))

    def text(pointer):
        return ffi.string(pointer).decode()

    for i in range(lib.cact_count()):
        f = lib.cact_at(i)
        params = (
            [Param(text(p.name), p.usual, p.low, p.high, p.from_y) for p in f.param[0 : f.params]] if f.params else []
        )
        bounds = {t: f.bounds[i] for t, i in ENUM.items() if f.types >> i & 1}
        yield f, text(f.name), text(f.formula), text(f.description), params, bounds


def extent_of(array, kind, op, sizes):
    if kind == ELEMENTS:
        return ("n",)
    if op == "_prime":
        return JACOBIAN if array == "d" else ("outer", "n")
    reduced = kind == ROWS_REDUCED and array == ("dy" if op else "y")
    return REDUCED if reduced else FULL


def listed(names):
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def sentence(name, op, kind, formula, description, arrays):
    if not op:
        result = f"{description}: `y = {formula}`"
        return result + (", one number for each row." if kind == ROWS_REDUCED else ", of each row." if kind else ".")
    if op == "_prime":
        jacobian = f"The Jacobian of {name}: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis."
        return jacobian if kind else f"The derivative of {name}: `d = f'(x)`, from x without cancellation."
    outputs, given = (listed([a.name for a in arrays if a.output == output]) for output in (True, False))
    if kind or len([a for a in arrays if a.output]) > 1:
        return f"The gradient of {name}: {outputs}, from {given}."
    return f"`dx = dy * f'(x)`, f being {name}, from {given}."


def about(params):
    for p in params:
        low = f"at least {number(p.low)}" if p.low > -EVERYTHING else ""
        high = f"at most {number(p.high)}" if p.high < EVERYTHING else ""
        sense = " and ".join(filter(None, [low, high]))
        yield f"{p.name}: usually {number(p.usual)}" + (f"; {sense} makes sense." if sense else ".")


def accuracy(op, kind, tier, bounds, params):
    """What is known of the error; None of sums that may cancel, of which cact.h tells."""
    if op == "_backward_from_y":
        limits = [f"{p.name} >= {number(p.from_y)}" for p in params if p.from_y > -EVERYTHING]
        right = f"For {' and '.join(limits)}. " if limits else ""
        exact = max(bounds[t].prime for t in ("f32", "f64")) <= 0.5
        return right + ("" if exact else "Where f saturates y has lost what f' needs: prefer the form from x there.")
    if kind and op == "_backward":
        return None
    field = "prime" if op else "forward"
    full, half = ([getattr(bounds[t], field) for t in bounds if t in some and t.startswith("exact") == bool(tier)]
                  for some in (("f32", "f64", "exact_f32"), ("f16", "bf16", "exact_f16", "exact_bf16")))  # fmt: skip
    subject = "Of the derivative at most" if op == "_backward" else "At most"
    same = max(half) == max(full)
    return f"{subject} {number(max(full))} ULP from the exact value" + (
        "." if same else f", of halves {number(max(half))}."
    )


def calls(library=LIBRARY):
    """All of them, by tiers, in the registry's order."""
    text = HEADER.read_text()
    known = {f"cact_{name}": arguments for name, arguments in re.findall(r"void cact_(\w+)\(([^)]*)\);", text)}
    functions = list(registry(library))
    for tier, types in TIERS.items():
        for f, name, formula, description, params, bounds in functions:
            for op in [text for i, text in enumerate(OPS) if f.ops >> i & 1]:
                arguments = known[f"cact_{tier}{name}{op}_{types[0]}"].split(", ")
                assert all(f"cact_{tier}{name}{op}_{t}" in known for t in types)
                sizes = [a.removeprefix("size_t ") for a in arguments if a.startswith("size_t ")]
                names = {a.split("*")[1]: a for a in arguments if "*" in a}
                arrays = [
                    Array(a, not c.startswith("const"), extent_of(a, f.kind, op, sizes)) for a, c in names.items()
                ]
                says = [sentence(name, op, f.kind, formula, description, arrays), *about(params),
                        accuracy(op, f.kind, tier, bounds, params)]  # fmt: skip
                yield Call(name, op, tier, arrays, sizes, params, [s.strip() for s in says if s and s.strip()])
