"""What may come in, and the sentences about what may not: which argument, what was expected, what came."""

from functools import cache
from itertools import zip_longest
from operator import index
from typing import NamedTuple

import numpy as np

from ._core import about, as_array, is_bfloat16


class Call(NamedTuple):
    """What a message and a check need to know about a function."""

    name: str
    arrays: tuple  # names: dy of a product, then x, or a and b
    params: tuple  # names
    outputs: int
    core: (
        tuple  # for rows, how many dimensions of each argument, the output last, belong to a row: 0, 1 (n) or 2 (n, n)
    )
    exact: bool
    lows: tuple  # a product from y: of each parameter the least with which y tells the slope

    @property
    def arguments(self):
        return self.arrays + self.params

    @property
    def jacobian(self):
        return self.core[-1] == 2


@cache
def call_of(ufunc):
    return Call(*about(ufunc))


SMALL = "float32 or what it holds (bool, int8, uint8, int16, uint16, float16, bfloat16)"
FLOATS = "float16, bfloat16, float32 or float64"
NAMES = {"O": "object", "U": "str", "S": "bytes", "g": "longdouble", "G": "clongdouble", "V": "void"}


def describe(a, dtype=None):
    """The type of what came, and of its elements where it has some."""
    holds = isinstance(a, (np.ndarray, list, tuple))
    of_its_own = hasattr(a, "dtype") and not isinstance(a, np.generic) and getattr(dtype, "char", "O") != "O"
    if isinstance(dtype, np.dtype) and (holds or of_its_own):
        return f"{type(a).__name__} of {NAMES.get(dtype.char, dtype.name)}"
    return type(a).__name__


def refuse(call, k, came, dtype=None):
    name, expected = call.arguments[k], SMALL if call.exact else "real numbers (float64 at most)"
    raise TypeError(f"{call.name}: {name} must be {expected}, not {came}{hint(name, dtype)}") from None


def hint(name, dtype):
    """Of what holds bfloat16, as files of NumPy's do, but not in the type there is for it."""
    if dtype == np.dtype("V2"):
        return f"; if that is bfloat16, pass {name}.view(ml_dtypes.bfloat16)"
    return "; bfloat16 is known as that of ml_dtypes alone" if getattr(dtype, "name", None) == "bfloat16" else ""


def is_small(dtype):
    return dtype.kind in "biu" and dtype.itemsize <= 2


def is_half(dtype):
    return dtype.char == "e" or is_bfloat16(dtype)


def is_taken(call, dtype):
    """Whether it holds real numbers, and none that the tier has no room for."""
    if is_bfloat16(dtype):
        return True
    return dtype.kind in "biuf" and dtype.char != "g" and not (call.exact and not np.can_cast(dtype, np.float32))


def is_foreign(a):
    """An array of another library, which NumPy asks to run the ufunc itself."""
    return not isinstance(a, (np.ndarray, np.generic, float)) and getattr(a, "__array_ufunc__", None) is not None


def as_input(call, k, a, came=None):
    """The k-th input as an array, a Python number that has no dtype of its own, or a foreign array. Small integers
    become float32, which holds them: beside a Python number as parameter NumPy would take float64. In the exact tier,
    which has no float64, lists do so too."""
    if isinstance(a, (float, int)) and not isinstance(a, (bool, np.generic)):
        try:
            return float(a)
        except OverflowError:
            raise ValueError(f"{call.name}: {call.arguments[k]} is an int beyond float64") from None
    original = a
    if is_foreign(a):
        return foreign_input(call, k, a)
    known = isinstance(a, (np.ndarray, np.generic))
    if not known:
        try:
            a = np.asarray(as_array(a))
        except Exception as error:  # whatever the object's own conversion raises
            refuse(call, k, f"{describe(original)} ({error})")
    dtype = a.dtype
    if is_small(dtype) or (call.exact and not known and dtype.kind in "biuf" and dtype.char != "e"):
        return a.astype(np.float32)
    if not is_taken(call, dtype):
        came = describe(original, dtype) if came is None else describe(came, getattr(came, "dtype", dtype))
        refuse(call, k, came, dtype)
    return a


def dtypes_of(a):
    """NumPy's dtypes in an array, or of the columns of a table, by label."""
    if getattr(a, "ndim", 0) == 2 and hasattr(type(a), "dtypes"):
        found = dict(a.dtypes)
    else:
        found = {None: getattr(a, "dtype", None)}
    return {name: dtype for name, dtype in found.items() if isinstance(dtype, np.dtype)}


def foreign_input(call, k, a):
    dtypes = dtypes_of(a)
    for dtype in dtypes.values():
        if not is_taken(call, dtype):
            refuse(call, k, describe(a, dtype), dtype)
    small = {name: np.float32 for name, dtype in dtypes.items() if is_small(dtype)}
    return a.astype(small.get(None, small)) if small and hasattr(a, "astype") else a


def with_dtypes(call, arrays):
    """Python numbers as what NumPy takes them for beside the others: some libraries make float64 of them, and so of the
    result. In the exact tier that of numbers alone is float32."""
    found = [set() if type(a) is float else set(dtypes_of(a).values()) for a in arrays]
    every, of_arrays = set().union(*found), set().union(*found[: len(call.arrays)])
    if not all(is_half(dtype) or np.can_cast(dtype, np.float32) for dtype in every) or not (every or call.exact):
        return arrays
    first, *others = of_arrays or every or [None]
    kind = first.type if first and not others and is_half(first) else np.float32
    kinds = [kind] * len(call.arrays) + [np.float32] * len(call.params)
    return [kind(a) if type(a) is float else a for kind, a in zip(kinds, arrays)]


def check_parameters(call, arrays):
    for name, low, p in zip(call.params, call.lows, arrays[len(call.arrays) :]):
        if isinstance(p, (float, np.ndarray, np.generic)) and np.any(np.less(p, low)):
            limit = f"be at least {low:g}" if low else "not be negative"
            raise ValueError(
                f"{call.name}: {name} must {limit}, since y doesn't tell the slope then; use the form from x"
            )


def arguments(call, inputs, out, came=None):
    """What every call checks first: its inputs as arrays, and [(name, array)] of each result, None where it is to be a
    new one. came: what inputs were before they were opened."""
    arrays = [as_input(call, k, a, came and came[k]) for k, a in enumerate(inputs)]
    check_parameters(call, arrays)
    targets = [(name, o if o is None else as_out(call, o, name)) for name, o in as_outs(call, out)]
    return with_dtypes(call, arrays), targets


def as_outs(call, out):
    """[(name, out)] of each result."""
    if call.outputs == 1:
        return [("out", out)]
    if out is None:
        return []
    if not isinstance(out, tuple) or len(out) != call.outputs:
        came = f"{len(out)} of them" if isinstance(out, tuple) else describe(out)
        wanted = f"an array of {FLOATS} for each of the {call.outputs} results, in a tuple"
        raise TypeError(f"{call.name}: out must be {wanted}, not {came}")
    return [(f"out[{k}]", o) for k, o in enumerate(out)]


def returned(result, out):
    """What was given as out, and what was made where that was None."""
    if type(out) is tuple and any(o is None for o in out):
        return tuple(made if given is None else given for made, given in zip(result, out))
    return result if out is None else out


def as_out(call, out, name="out"):
    """out as an array over the same memory, or a foreign array."""
    target = as_array(out, True)
    if isinstance(target, np.ndarray) or (not call.core and is_foreign(target)):
        return target
    raise TypeError(f"{call.name}: {name} must be an array of {FLOATS}, not {describe(out)}")


def check_out(call, target, shape, name="out"):
    if target.dtype.kind != "f" and not is_bfloat16(target.dtype):
        came = describe(target, target.dtype)
        raise TypeError(f"{call.name}: {name} must be an array of {FLOATS}, not {came}")
    if target.shape != shape:
        raise ValueError(f"{call.name}: {name} has shape {target.shape}, the result {shape}")
    if not target.flags.writeable:
        raise ValueError(f"{call.name}: {name} is read-only")


def broadcast(call, arrays):
    """The shape of a result of element-wise inputs (np.broadcast_shapes ends at 32 dimensions)."""
    shapes = [getattr(a, "shape", ()) for a in arrays]
    if len(different := set(shapes) - {()}) < 2:
        return different.pop() if different else ()
    sizes = [{n for n in dims if n != 1} or {1} for dims in zip_longest(*(s[::-1] for s in shapes), fillvalue=1)]
    if any(len(s) > 1 for s in sizes):
        came = " and ".join(f"{name} of shape {s}" for name, s in zip(call.arguments, shapes))
        raise ValueError(f"{call.name}: {came} don't broadcast against each other")
    return tuple(s.pop() for s in reversed(sizes))


def as_axis(call, axis):
    """An int, a tuple of ints, or None."""
    if axis is None:
        return None
    try:
        return tuple(map(index, axis)) if isinstance(axis, (tuple, list)) else index(axis)
    except TypeError:
        came = type(axis).__name__
        if isinstance(axis, (tuple, list)):
            came += f" with {next(type(a).__name__ for a in axis if not hasattr(a, '__index__'))}"
        raise TypeError(f"{call.name}: axis must be an integer, a tuple of integers or None, not {came}") from None


def axes_of(call, axis, ndim):
    """The axes in ascending order, none of them negative."""
    if isinstance(axis, int) and -ndim <= axis < ndim:
        return (axis % ndim,)
    axes = range(ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    for a in axes:
        if not -ndim <= a < ndim:
            raise np.exceptions.AxisError(f"{call.name}: axis {a} is out of bounds for an array of dimension {ndim}")
    found = sorted({a % ndim for a in axes})
    if len(found) != len(axes):
        raise ValueError(f"{call.name}: axis {axis} names an axis twice")
    return tuple(found)


def ufunc_call(call, ufunc, inputs, out=None, **options):
    """The ufunc. What can still fail belongs to foreign arrays, or is a limit of NumPy's."""
    try:
        return ufunc(*inputs, **options) if out is None else ufunc(*inputs, out=out, **options)
    except Exception as error:  # a foreign array's own
        outs = out if isinstance(out, tuple) else (out,)
        if any(map(is_foreign, (*inputs, *outs))) and not isinstance(error, MemoryError):
            kind = ValueError if isinstance(error, ValueError) else TypeError
            came = " and ".join(f"{name} of {type(a).__name__}" for name, a in zip(call.arguments, inputs))
            raise kind(f"{call.name}: can't take {came}: {error}") from error
        if isinstance(error, RuntimeError):  # more dimensions than NumPy's iterator has
            raise ValueError(f"{call.name}: {error}") from error
        raise
