"""What the short path of _core_short_path.pxi leaves: any input that a ufunc takes, and errors that say what came."""

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from ._core import as_array


def core_of(gufunc):
    """How many dimensions of each argument, the output last, belong to one row: 0, 1 (n) or 2 (n, n)."""
    inputs, output = gufunc.signature.split("->")
    return [part.count("n") for part in (*inputs.replace("),(", ");(").split(";"), output)]


def as_input(a, exact):
    """Small integers become float32, which holds them: beside a Python number as parameter NumPy would take float64. In the
    exact tier, which has nothing else, Python numbers and lists do so too."""
    a = as_array(a)
    if hasattr(a, "__array_ufunc__"):
        small = isinstance(a, np.ndarray) and a.dtype.kind in "biu" and a.itemsize <= 2
    elif exact:
        a = np.asarray(a)
        small = a.dtype.kind in "biuf"
    else:
        return a
    return a.astype(np.float32) if small else a


def check_out(ufunc, target, shape):
    if isinstance(target, np.ndarray):
        if target.shape != shape:
            raise ValueError(f"{ufunc.__name__}: out has shape {target.shape}, the result {shape}")
        if not target.flags.writeable:
            raise ValueError(f"{ufunc.__name__}: out is read-only")
    elif not hasattr(target, "__array_ufunc__"):
        raise TypeError(f"{ufunc.__name__}: out must be an array, not {type(target).__name__}")


def ufunc_call(ufunc, inputs, out, options):
    """The ufunc, and errors that name what came."""
    try:
        return ufunc(*inputs, out=out, **options)
    except TypeError as error:
        known = [a for a in inputs if not hasattr(a, "__array_ufunc__") or isinstance(a, (np.ndarray, np.generic))]
        kinds = {str(a.dtype): a.dtype.kind for a in map(np.asarray, known)}
        wrong = [name for name, kind in kinds.items() if kind not in "biuf"]
        if wrong:
            raise TypeError(f"{ufunc.__name__} takes real numbers, not {', '.join(wrong)}") from None
        if ufunc.ntypes == 1 and out is None:
            raise TypeError(
                f"the exact {ufunc.__name__} takes float32 and what it holds (bool, int8, int16, float16), "
                f"not {', '.join(kinds)}"
            ) from None
        raise


def through(ufunc, *inputs, out=None):
    """ufunc(*inputs, out=out) for anything: buffers become arrays over the same memory, errors name what came."""
    exact = ufunc.ntypes == 1
    arrays = [as_input(a, exact) for a in inputs]
    target = as_array(out, True) if out is not None else None
    if target is not None:
        check_out(ufunc, target, np.broadcast_shapes(*[np.shape(a) for a in arrays]))
    result = ufunc_call(ufunc, arrays, target, {})
    return result if out is None or target is out else out


def rows(ufunc, *inputs, axis=None, keepdims=False, out=None):
    """The same for an operation on rows along an axis (None: it has none to choose)."""
    core = core_of(ufunc)
    exact = ufunc.ntypes == 1
    arrays = [as_input(a, exact) for a in inputs]
    arrays = [a if hasattr(a, "__array_ufunc__") else np.asarray(a) for a in arrays]
    target = as_array(out, True) if out is not None else None
    where = -1 if axis is None else axis
    if not all(isinstance(a, (np.ndarray, np.generic)) for a in arrays):
        return ufunc_call(ufunc, arrays, target, {} if axis is None else axes_of(core, where))
    scalar = arrays[-1].ndim == 0
    if scalar:  # a row of one
        arrays = [a[None] if core[k] else a for k, a in enumerate(arrays)]
    at = normalize_axis_index(where, arrays[-1].ndim) - arrays[-1].ndim  # the same axis of all, counted from the end
    loop = np.broadcast_shapes(
        *[a.shape[:at] + a.shape[a.ndim + at + 1 :] if core[k] else a.shape for k, a in enumerate(arrays)]
    )
    n, split = arrays[-1].shape[at], len(loop) + at + 1
    shape = loop + (n, n) if core[-1] == 2 else loop[:split] + (n,) * core[-1] + loop[split:]
    kept_shape = loop[:split] + (1,) + loop[split:] if keepdims else () if scalar and core[-1] < 2 else shape
    options = {} if axis is None else axes_of(core, at)
    if target is not None:
        check_out(ufunc, target, kept_shape)
        inside = target[None] if scalar and core[-1] == 1 else target.squeeze(split) if keepdims else target
        ufunc_call(ufunc, arrays, inside, options)
        return out
    result = ufunc_call(ufunc, arrays, None, options)
    return result if np.shape(result) == kept_shape else np.reshape(result, kept_shape)[()]


def axes_of(core, axis):
    """axis= works where all arguments have the one core dimension; NumPy wants them one by one otherwise."""
    return {"axes": [(axis,) if core[k] else () for k in range(len(core))]}
