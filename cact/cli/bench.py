"""cact bench: what a call takes beside NumPy and what else is installed, and how far its results are off.

A function is measured in rounds, in which everybody has a turn; the least time of each counts. Beside cact stand the
registry's formula as one would type it in NumPy, and what other libraries have under the function's name, where it
gives the same values. Everything runs on one thread."""

import os
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from time import perf_counter, perf_counter_ns
from typing import Any, NamedTuple

import numpy as np

import cact

from .catalogue import Function, functions, of_one_array, parameters
from .extras import need, progress

Call = Callable[[Any, Any], Any]  # takes x and, if it can, writes to the second array
LENGTH = 128  # of a row
LIBRARIES = {
    "SciPy": ("scipy", ["scipy.special"]),
    "PyTorch": ("torch", ["torch", "torch.nn.functional", "torch.special"]),
    "JAX": ("jax", ["jax.nn", "jax.numpy", "jax.scipy.special"]),
}
ALSO_CALLED = {"sigmoid": "expit"}
BY_NUMPY = {name: getattr(np, name) for name in ("abs", "exp", "expm1", "log", "log1p", "sqrt", "tanh", "where")}
BY_NUMPY |= {"max": np.maximum, "min": np.minimum}


class Measured(NamedTuple):
    ns: float  # per element
    ulp: float  # the largest error


def where(formula: str) -> str:
    """C's `a ? b : c` as where(a, b, c)."""
    tokens = re.findall("[(),?:]|[^(),?:]+", formula)

    def until(*ends: str) -> str:
        text = ""
        while tokens and tokens[0] not in ends:
            token = tokens.pop(0)
            if token == "(":
                text += f"({until(')')})"
                tokens.pop(0)
            elif token == ",":
                return f"{text}, {until(*ends)}"
            elif token == "?":
                yes = until(":")
                tokens.pop(0)
                return f"where({text}, {yes}, {until(',', *ends)})" + until(*ends)
            else:
                text += token
        return text

    return until()


def typed_in_numpy(function: Function) -> Call | None:
    if function.rows:
        return ROWS.get(function.name)
    try:
        code = compile(where(function.formula), function.name, "eval")
    except (IndexError, SyntaxError):  # words
        return None
    names = {"__builtins__": {}, **BY_NUMPY, **parameters(function)}
    return lambda x, y: eval(code, names, {"x": x})


def softmax(x: Any, y: Any) -> Any:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def log_softmax(x: Any, y: Any) -> Any:
    z = x - x.max(-1, keepdims=True)
    return z - np.log(np.exp(z).sum(-1, keepdims=True))


def logsumexp(x: Any, y: Any) -> Any:
    top = x.max(-1)
    return top + np.log(np.exp(x - top[..., None]).sum(-1))


ROWS: dict[str, Call] = {f.__name__: f for f in (softmax, log_softmax, logsumexp)}


def as_call(library: str, function: Function, found: Callable[..., Any]) -> Call:
    """How that library takes an array."""
    axis = (-1,) if function.rows else ()
    if library == "PyTorch":
        import torch

        torch.set_num_threads(1)
        return lambda x, y: found(torch.from_numpy(x), *axis).numpy()
    if library == "JAX":
        import jax

        compiled = jax.jit(lambda x: found(x, *axis))
        return lambda x, y: compiled(x).block_until_ready()
    return lambda x, y: found(x, *axis)


def candidates(function: Function) -> Iterator[tuple[str, Call]]:
    if formula := typed_in_numpy(function):
        yield "NumPy", formula
    for library, (package, modules) in LIBRARIES.items():
        for module in modules if find_spec(package) else ():
            for name in (function.name, ALSO_CALLED.get(function.name, "")):
                if callable(found := getattr(import_module(module), name, None)):
                    yield library, as_call(library, function, found)


def contenders(function: Function) -> dict[str, Call]:
    """cact, and of the others, by name, the first that gives the same values."""
    calls: dict[str, Call] = {"cact": lambda x, y: function.call(x, out=y)}
    x = np.linspace(-3, 3, LENGTH, dtype=np.float32)[None]
    wanted = function.call(x)
    for library, call in candidates(function):
        try:
            if library not in calls and np.allclose(np.asarray(call(x, x.copy())), wanted, rtol=1e-4, atol=1e-6):
                calls[library] = call
        except Exception:  # of that name, but another function: each library has its own way to say so
            continue
    return calls


def ulp(got: Any, wanted: Any) -> float:
    """The largest error of floats, in units of the last place of the floats next to the doubles wanted."""
    return float((np.abs(got.astype(np.float64) - wanted) / np.spacing(np.abs(wanted.astype(np.float32)))).max())


def measure(function: Function, calls: dict[str, Call], n: int, seconds: float) -> dict[str, Measured]:
    rng = np.random.default_rng(0)
    shape = (max(1, n // LENGTH), min(n, LENGTH)) if function.rows else (n,)
    x = (4 * rng.standard_normal(shape)).astype(np.float32)
    given = {name: np.float32(value) for name, value in parameters(function).items()}  # as float32 has them
    wanted = function.call(x.astype(np.float64), **given)
    y = np.empty(wanted.shape, np.float32)
    errors = {name: ulp(np.asarray(call(x, y)), wanted) for name, call in calls.items()}
    times, best, end = max(1, 20_000 // n), dict.fromkeys(calls, float("inf")), perf_counter() + seconds
    for turn in range(1_000_000):
        if turn > 2 and perf_counter() > end:
            break
        for name, call in calls.items():
            call(x, y)  # so that all find the caches as they leave them
            start = perf_counter_ns()
            for _ in range(times):
                call(x, y)
            best[name] = min(best[name], (perf_counter_ns() - start) / times)
    return {name: Measured(best[name] / x.size, errors[name]) for name in calls}


def table(rows: dict[str, dict[str, Measured]], columns: list[str]) -> Iterator[str]:
    yield f"{'':14}" + "".join(f"{name:>20}" for name in columns)
    for name, cells in rows.items():
        found = (cells.get(column) for column in columns)
        yield f"{name:14}" + "".join(f"{f'{c.ns:.3f}  {c.ulp:8.3g}' if c else '-':>20}" for c in found)


def run(names: list[str], sizes: list[int], seconds: float, out: str | None) -> int:
    if out:
        need("plot", "matplotlib")
    known = of_one_array()
    if unknown := [name for name in names if name not in known]:
        raise ValueError(f"no function is called {', '.join(unknown)}; there are {', '.join(known)}")
    chosen = [functions()[name] for name in names or known]
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
    calls = {function.name: contenders(function) for function in chosen}
    columns = [name for name in ("cact", "NumPy", *LIBRARIES) if any(name in found for found in calls.values())]
    found: dict[int, dict[str, dict[str, Measured]]] = {n: {} for n in sizes}
    share = seconds / (len(sizes) * len(chosen))
    threads = cact.get_num_threads()
    cact.set_num_threads(1)
    with np.errstate(all="ignore"):
        for n, function in progress([(n, f) for n in sizes for f in chosen], desc="cact bench", unit="function"):
            found[n][function.name] = measure(function, calls[function.name], n, share)
    cact.set_num_threads(threads)
    packages = {"NumPy": "numpy", **{name: package for name, (package, _) in LIBRARIES.items()}}
    said = [f"{name} {version(packages[name])}" for name in columns[1:]]
    print(", ".join([f"cact {cact.__version__} ({cact.isa()})", *said]))
    print("ns per element (least of many turns) and largest error in ULP, float32, one thread")
    for n, rows in found.items():
        print(f"\n{n:,} elements", *table(rows, columns), sep="\n")
    if out:
        save(found[sizes[0]], columns, sizes[0], out)
    return 0


def save(rows: dict[str, dict[str, Measured]], columns: list[str], n: int, out: str) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 1 + 0.6 * len(rows)), layout="constrained")
    axes = figure.subplots()
    height = 0.8 / len(columns)
    for k, column in enumerate(columns):
        places = [(i + k * height, cells[column].ns) for i, cells in enumerate(rows.values()) if column in cells]
        axes.barh([at for at, _ in places], [ns for _, ns in places], height, label=column)
    axes.set(title=f"float32, {n:,} elements, one thread", xlabel="ns per element", xscale="log")
    axes.set_yticks([i + 0.4 - height / 2 for i in range(len(rows))], list(rows))
    axes.invert_yaxis()
    axes.legend()
    figure.savefig(out, dpi=150)
