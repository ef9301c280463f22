"""Types of the Python package: .pyi files beside its modules, which setup.py makes of the signatures in activations.py.
python include/stubs.py writes them anew."""

import ast
import re
from copy import deepcopy
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "cact"
HEAD = """# Made by include/stubs.py from cact/activations.py.
from array import array
from collections.abc import Sequence
from typing import Any, Literal, Protocol, SupportsIndex, TypeAlias, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

class _Pandas(Protocol):
    @property
    def iloc(self) -> Any: ...

class _Xarray(Protocol):
    @property
    def dims(self) -> Any: ...

class _Dask(Protocol):
    @property
    def dask(self) -> Any: ...

class _Torch(Protocol):
    @property
    def requires_grad(self) -> bool: ...

_Small: TypeAlias = np.bool | np.int8 | np.uint8 | np.int16 | np.uint16
_Foreign: TypeAlias = _Pandas | _Xarray | _Dask | _Torch
_Nested: TypeAlias = Sequence[float] | Sequence[Sequence[float]] | Sequence[Sequence[Sequence[float]]]
_Lists: TypeAlias = _Nested | Sequence[NDArray[_Number]] | Sequence[_Number]
_Real: TypeAlias = NDArray[_Number] | _Number | float | _Lists | array[float] | memoryview
_T = TypeVar("_T", bound=_Foreign)
_Out = TypeVar("_Out", bound=NDArray[np.floating[Any]] | array[float] | memoryview | _Foreign)
_Other = TypeVar("_Other", bound=NDArray[np.floating[Any]] | array[float] | memoryview | _Foreign)
"""
FAST = """Axis: TypeAlias = SupportsIndex | Sequence[SupportsIndex] | None
_Number: TypeAlias = _Small | np.int32 | np.uint32 | np.int64 | np.uint64 | np.float16 | np.float32 | np.float64
_F = TypeVar("_F", np.float16, np.float32, np.float64)
"""
EXACT = """_Number: TypeAlias = _Small | np.float16 | np.float32
_F = TypeVar("_F", np.float16, np.float32)
"""


def arrays_of(arguments):
    """Names of what an element-wise function takes before its parameters: those without a default."""
    return [a.arg for a in arguments.args[: len(arguments.args) - len(arguments.defaults)]]


def derived(node):
    """(name, arguments) of what definitions.py makes of an @activation, as far as cact.h declares it."""
    header = Path(__file__).with_name("cact.h").read_text()
    tree = ast.parse((PACKAGE / "definitions.py").read_text()).body
    table = next(n.value for n in tree if isinstance(n, ast.Assign) and n.targets[0].id == "DERIVED")
    inputs = arrays_of(node.args)
    for op, pattern in ast.literal_eval(table).items():
        if re.search(rf"\bcact_{node.name}{op}_f32\(", header):
            arguments, arrays = deepcopy(node.args), pattern.format(inputs=" ".join(inputs)).split()
            arguments.args[: len(inputs)] = [ast.arg(array, node.args.args[0].annotation) for array in arrays]
            yield node.name + op, arguments


def functions():
    """{name: arguments} and {alias: name} of activations.py, and the names of the ufuncs called."""
    found, aliases, ufuncs = {}, {}, set()
    for node in ast.parse((PACKAGE / "activations.py").read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            found[node.name] = node.args
            if any(isinstance(d, ast.Name) and d.id == "activation" for d in node.decorator_list):
                made = dict(derived(node))
                found, ufuncs = found | made, ufuncs | set(made)
            calls = [n for n in ast.walk(node) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)]
            ufuncs |= {n.attr for n in calls if n.value.id == "ufuncs"}
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in found:
            aliases |= {target.id: node.value.id for target in node.targets}
    return found, aliases, sorted(ufuncs)


def signature(arguments, types):
    """The arguments in words, of the types given by name; one that ends in "!" has no default here."""
    words, keyword = [], False
    defaults = [None] * (len(arguments.args) - len(arguments.defaults)) + arguments.defaults
    for argument, default in [*zip(arguments.args, defaults), *zip(arguments.kwonlyargs, arguments.kw_defaults)]:
        text = types.get(argument.arg) or ast.unparse(argument.annotation)
        required = default is None or text.endswith("!")
        after_default = required and any(" = " in word for word in words)
        if not keyword and (argument in arguments.kwonlyargs or after_default):
            words, keyword = [*words, "*"], True
        words.append(f"{argument.arg}: {text.rstrip('!')}" + ("" if required else f" = {ast.unparse(default)}"))
    return ", ".join(words)


def overloads(name, arguments, exact):
    """Lines of one function: for each kind of array what comes back."""
    names = [a.arg for a in arguments.args + arguments.kwonlyargs]
    arrays = arrays_of(arguments)
    params = [n for n in names if n not in (*arrays, "axis", "out", "keepdims", "b", "return_sign")]
    pair = name.endswith("_backward") and len(arrays) == 3  # the gradients of a gate
    reduces, jacobian = "keepdims" in names, name.startswith(("softmax", "log_softmax")) and name.endswith("_prime")
    one = "np.float32" if exact else "np.float64"

    def results(result):
        return f"tuple[{result}, {result}]" if pair else result

    def line(array, other, given, result, out="None", **more):
        types = dict.fromkeys(arrays[:-1], other) | {arrays[-1]: array, "out": out, **more}
        return f"@overload\ndef {name}({signature(arguments, types | dict.fromkeys(params, given))}) -> {result}: ..."

    kinds = [("NDArray[_F]", "NDArray[_F] | _F | float", "NDArray[_F] | _F | float", "NDArray[_F]", "_F")]
    for scalar, own in (("np.float16", "np.float16"), ("np.float32", "np.float32"), ("float", one)):
        others = "float" if scalar == "float" else f"{scalar} | float"
        kinds.append((scalar, others, others, f"NDArray[{own}]" if jacobian else own, own))
    kinds += [("_Nested", "_Nested | float", "float", f"NDArray[{one}]", one)]
    outs = "tuple[_Out, _Other]" if pair else "_Out"
    lines = [line("_Real", "_Real", "_Real", outs, f"{outs}!")]
    if params:  # out by position
        place = ", ".join([*(f"{n}: _Real" for n in (*arrays, *params)), f"out: {outs}"])
        lines.append(f"@overload\ndef {name}({place}) -> {outs}: ...")
    for array, other, given, result, scalar in kinds:
        if reduces and "[" in result:
            lines.append(line(array, other, given, scalar, axis="None!", keepdims="Literal[False]"))
            lines.append(line(array, other, given, result, keepdims="Literal[True]!"))
        else:
            lines.append(line(array, other, given, results(result)))
    foreign = "_Foreign" if reduces else "_T"
    lines.append(line(foreign, f"{foreign} | _Real", f"{foreign} | _Real", "Any" if reduces else results("_T")))
    lines.append(line("_Real", "_Real", "_Real", results("Any")))
    return lines


def exported(names):
    return "__all__ = [\n" + "".join(f'    "{name}",\n' for name in names) + "]\n"


def of_the_package(public):
    """cact/__init__.pyi: what __init__.py imports and defines itself, and the public functions."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text()).body
    imports = {n.module: [a for a in n.names if a.name != "*"] for n in tree if isinstance(n, ast.ImportFrom)}
    of_core = [n for n in tree if isinstance(n, ast.ImportFrom) and n.module == "_core"]
    core = [alias.name for node in of_core for alias in node.names if not alias.asname]
    own = [n for n in tree if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    lines = ["# Made by include/stubs.py."]
    lines += [f"from . import {a.name} as {a.name}" for a in imports[None]]
    for module, names in (("_core", core), ("activations", public)):
        lines += [f"from .{module} import {name} as {name}" for name in names]
    lines += ["", "__version__: str", exported([*public, "exact", "ufuncs", *core, *(n.name for n in own)])]
    lines += [f"def {n.name}({ast.unparse(n.args)}) -> {ast.unparse(n.returns)}: ..." for n in own]
    return "\n".join([*lines, ""])


def stubs():
    """{file: text}"""
    found, aliases, ufuncs = functions()
    public = [*found, *aliases]
    texts = {"__init__.pyi": of_the_package(public)}
    for tier, head, file in (("", FAST, "activations.pyi"), ("exact", EXACT, "exact/__init__.pyi")):
        lines = [text for name, arguments in found.items() for text in overloads(name, arguments, bool(tier))]
        lines += [f"{alias} = {name}" for alias, name in aliases.items()]
        text = HEAD.replace("_Small: TypeAlias", head + "_Small: TypeAlias", 1)
        if tier:
            imports = "NDArray\n\nfrom ..activations import Axis\nfrom . import ufuncs as ufuncs\n"
            text = text.replace("NDArray\n", imports, 1).replace(", SupportsIndex,", ",", 1)
            text += exported(["ufuncs", *public])
        texts[file] = text + "\n".join([*lines, ""])
    for file in ("ufuncs.pyi", "exact/ufuncs.pyi"):
        names = "".join(f"{name}: np.ufunc\n" for name in ufuncs)
        texts[file] = f"# Made by include/stubs.py.\nimport numpy as np\n\n{exported(ufuncs)}\n{names}"
    return texts


if __name__ == "__main__":
    for file, text in stubs().items():
        (PACKAGE / file).write_text(text)
