"""Arrays of other libraries: what goes in comes out, with its labels and its mask. None of them is imported here."""

import sys
from functools import cache

import numpy as np

from ._core import is_bfloat16
from .checks import FLOATS, arguments, axes_of, call_of, describe, is_small, returned


@cache
def library(kind):
    """Which of the libraries known here a class comes from, or None."""
    if issubclass(kind, np.ma.MaskedArray):
        return "masked"
    if issubclass(kind, np.matrix):
        return "matrix"
    roots = (c.__module__.partition(".")[0] for c in kind.__mro__)
    found = next((root for root in roots if root in HANDLERS), None)
    return found if found and hasattr(kind, MARKS[found]) else None


def element_handler(inputs, out):
    """The others run the ufunc themselves; awkward would look for one of NumPy's by its name, and so does Dask for one
    of two results."""
    found = {library(type(a)) for a in (*inputs, *(out if type(out) is tuple else (out,)))}
    return None if found == NONE else next((OF_ELEMENTS[name] for name in OF_ELEMENTS if name in found), None)


def row_handler(inputs, out):
    found = {*map(library, map(type, inputs)), library(type(out))}
    return None if found == NONE else next(HANDLERS[name] for name in HANDLERS if name in found)


# ---- PyTorch ---------------------------------------------------------------------------------------------------------


def opened(call, name, a):
    """The memory of a tensor as an ndarray."""
    if library(type(a)) != "torch":
        return a
    if a.requires_grad:
        raise TypeError(f"{call.name}: {name} requires grad, and cact records no graph; pass {name}.detach()")
    try:
        return halves_of(a) if a.dtype is sys.modules["torch"].bfloat16 else a.numpy()
    except ModuleNotFoundError as error:
        raise TypeError(f"{call.name}: {name} is of bfloat16, which NumPy has with ml_dtypes alone: {error}") from error
    except (TypeError, RuntimeError) as error:
        raise TypeError(f"{call.name}: {name} must be a dense CPU tensor of a dtype NumPy has: {error}") from error


def halves_of(a):
    """A tensor of bfloat16 as an array of ml_dtypes', over the same memory."""
    from ml_dtypes import bfloat16

    return a.view(sys.modules["torch"].int16).numpy().view(bfloat16)


def tensor(a):
    torch, a = sys.modules["torch"], np.asarray(a)
    return torch.from_numpy(a.view(np.int16)).view(torch.bfloat16) if is_bfloat16(a.dtype) else torch.from_numpy(a)


def tensors(run, ufunc, inputs, *, out, **options):
    """Tensors in, tensors out, over the memory of the results."""
    call = call_of(ufunc)
    arrays = [opened(call, name, a) for name, a in zip(call.arguments, inputs)]
    outs = tuple(opened(call, "out", o) for o in out) if type(out) is tuple else opened(call, "out", out)
    result = run(ufunc, arrays, out=outs, **options)

    if type(result) is not tuple:
        return tensor(result) if out is None else out
    given = out or (None,) * len(result)
    return returned(tuple(tensor(a) if o is None else o for a, o in zip(result, given)), out)


# ---- labels: pandas and xarray ---------------------------------------------------------------------------------------


def check_labelled(call, inputs, out, kind):
    """All that has labels has those of x."""
    if call.jacobian:
        came = describe(inputs[0])
        raise TypeError(
            f"{call.name}: a Jacobian has more dimensions than the labels of x, which is a {came}; pass its values"
        )
    if kind(out):
        raise TypeError(f"{call.name}: out must be an array of {FLOATS}, not {describe(out)}")
    if out is not None:
        raise TypeError(f"{call.name}: out can't be given where an input is a {describe(next(filter(kind, inputs)))}")


def pandas(run, ufunc, inputs, *, axis, keepdims, out):
    """By position, so that what has labels must have the same ones."""
    call = call_of(ufunc)
    check_labelled(call, inputs, out, is_pandas)
    x = inputs[-1]
    like = x if is_pandas(x) else inputs[0]
    gone = axes_of(call, axis, max(x.ndim, 1)) if 0 in call.core and is_pandas(x) else ()  # axes that lose their labels
    if len(inputs) == 2 and all(map(has_index, inputs)):
        check_labels(call, *[[list(a.axes[i]) for i in range(a.ndim)] for a in inputs], gone)
    values = [a.to_numpy() if is_pandas(a) else a for a in inputs]
    result = run(ufunc, values, axis=axis, keepdims=keepdims, out=None, came=inputs)
    if np.ndim(result) == 0 or not has_index(like):
        return result
    labels = {} if call.core[-1] else dict.fromkeys(gone)
    labels = [labels.get(i, axis) for i, axis in enumerate(like.axes)]
    if np.ndim(result) == like.ndim:
        return like._constructor(result, **dict(zip(("index", "columns"), labels)))
    if like.ndim == 2 and np.ndim(result) == 1:
        return like._constructor_sliced(result, index=next(label for label in labels if label is not None))
    raise TypeError(
        f"{call.name}: the result has {np.ndim(result)} dimensions, a {describe(like)} {like.ndim}; pass its values"
    )


def is_pandas(a):
    return library(type(a)) == "pandas"


def has_index(a):
    """A Series or a DataFrame, no bare array of pandas."""
    return is_pandas(a) and hasattr(type(a), "axes")


def check_labels(call, dy, x, gone):
    """Lists of the labels along each axis."""
    rest = [labels for i, labels in enumerate(x) if i not in gone]
    if len(dy) == len(x):
        dy = [labels for i, labels in enumerate(dy) if i not in gone]
    if dy != rest:
        raise ValueError(f"{call.name}: {call.arguments[0]} and {call.arguments[-1]} have different labels")


def xarray(run, ufunc, inputs, *, axis, keepdims, out):
    call = call_of(ufunc)
    for name, a in zip(call.arguments, inputs):
        if is_xarray(a) and hasattr(type(a), "data_vars"):
            raise TypeError(f"{call.name}: {name} must be a DataArray or another array, not {describe(a)}")
    check_labelled(call, inputs, out, is_xarray)
    x = inputs[-1]
    like = x if is_xarray(x) else inputs[0]
    if call.core[-1] == 0 and like.ndim:
        axes = axes_of(call, axis, like.ndim)
        return like.reduce(
            lambda data, axis: run(ufunc, [data], axis=axis, keepdims=False, out=None), axis=axes, keepdims=keepdims
        )
    if len(inputs) == 2 and all(map(is_xarray, inputs)):
        gone = axes_of(call, axis, x.ndim) if call.core[0] == 0 else ()
        check_labels(call, *[[(d, list(a[d].values)) for d in a.dims] for a in inputs], gone)
    result = run(
        ufunc, [a.data if is_xarray(a) else a for a in inputs], axis=axis, keepdims=keepdims, out=None, came=inputs
    )
    if np.shape(result) != like.shape:
        raise ValueError(f"{call.name}: the result has shape {np.shape(result)}, the labelled array {like.shape}")
    return like.copy(data=result)


def is_xarray(a):
    return library(type(a)) == "xarray"


# ---- Dask ------------------------------------------------------------------------------------------------------------


def dask(run, ufunc, inputs, *, axis, keepdims, out):
    """dy in chunks of the same rows as x."""
    call = call_of(ufunc)
    if len(inputs) == 2:
        dy, x = map(sys.modules["dask.array"].asanyarray, inputs)
        gone = axes_of(call, axis, max(x.ndim, 1)) if call.core[0] == 0 else ()
        chunks = [(1,) if i in gone else c for i, c in enumerate(x.chunks) if dy.ndim == x.ndim or i not in gone]
        if not is_dask(inputs[1]):
            x, dy = x.rechunk(-1), dy.rechunk(-1)
        elif [sum(c) for c in chunks] == list(dy.shape):  # not where lengths are unknown, nor where dy broadcasts
            dy = dy.rechunk(tuple(chunks))
        inputs = dy, x
    return run(ufunc, inputs, axis=axis, keepdims=keepdims, out=out)


def dask_elements(run, ufunc, inputs, *, out):
    """Block by block: Dask knows NumPy's own ufuncs of two results alone."""
    if ufunc.nout == 1 or out is not None:
        return run(ufunc, inputs, out=out)
    call = call_of(ufunc)
    arrays, _ = arguments(call, inputs, out)
    signature = f"{','.join(['()'] * ufunc.nin)}->{','.join(['()'] * ufunc.nout)}"
    da = sys.modules["dask.array"]
    return da.apply_gufunc(ufunc, signature, *da.broadcast_arrays(*arrays))


def is_dask(a):
    return library(type(a)) == "dask"


# ---- masked arrays and matrices --------------------------------------------------------------------------------------


def masked(run, ufunc, inputs, *, axis, keepdims, out):
    """Masked entries are left out of the sums, as if x were -inf there, and stay masked."""
    call = call_of(ufunc)
    x = inputs[-1]
    axes_of(call, axis, max(np.ndim(x), 1))
    masks = [mask_of(a) for a in inputs]
    mask = x_mask = masks[-1]
    if call.core[:-1] == (1, 1):
        mask = masks[0] = masks[0] | x_mask
    if call.core[-1] == 0:
        mask = np.logical_and.reduce(x_mask, axis=axis, keepdims=keepdims)
    elif call.jacobian:
        mask = x_mask[..., :, None] | x_mask[..., None, :]
    elif call.core[0] == 0:  # a whole row for an entry of dy
        ones = run(
            ufunc, [masks[0].astype(np.float32), np.zeros(np.shape(x), np.float32)], axis=axis, keepdims=False, out=None
        )
        mask = x_mask | (ones > 0)
    if out is not None and not np.ma.isMA(out) and np.any(mask):
        raise TypeError(
            f"{call.name}: out must be a masked array, since the result has masked entries, not {describe(out)}"
        )
    fills = [0.0] * (len(inputs) - 1) + [0.0 if ufunc.__name__ == "softmax_backward_from_y" else -np.inf]
    arrays = [filled(*each) for each in zip(inputs, masks, fills)]
    target = np.ma.getdata(out) if np.ma.isMA(out) else out
    result = run(ufunc, arrays, axis=axis, keepdims=keepdims, out=target, came=inputs)
    if out is not None:
        if np.ma.isMA(out):
            out.mask = mask
        return out
    if np.ndim(result) == 0:
        return np.ma.masked if np.any(mask) else result
    return np.ma.masked_array(result, mask)


def mask_of(a):
    numbers = np.ma.isMA(a) and (a.dtype.kind in "biuf" or is_bfloat16(a.dtype))
    return np.ma.getmaskarray(a) if numbers else np.zeros(np.shape(a), bool)


def filled(a, mask, value):
    data = np.ma.getdata(a) if np.ma.isMA(a) else a
    if not mask.any():
        return data
    data = np.asarray(data)
    if data.dtype.kind in "biu":
        data = data.astype(np.float32 if is_small(data.dtype) else np.float64)
    floats = data.dtype.kind == "f" or is_bfloat16(data.dtype)
    return np.where(mask, data.dtype.type(value), data) if floats else data


def matrix(run, ufunc, inputs, *, axis, keepdims, out):
    """Always of two dimensions: what a reduction leaves keeps its orientation."""
    call = call_of(ufunc)
    if call.jacobian:
        raise TypeError(f"{call.name}: a Jacobian has three dimensions, a matrix two; pass an ndarray")
    *arrays, target = [np.asarray(a) if isinstance(a, np.matrix) else a for a in (*inputs, out)]
    keepdims = keepdims or (call.core[-1] == 0 and axis is not None)
    result = run(ufunc, arrays, axis=axis, keepdims=keepdims, out=target)
    return out if out is not None else result.view(np.matrix) if np.ndim(result) == 2 else result


# ---- awkward ---------------------------------------------------------------------------------------------------------


def awkward(run, ufunc, inputs, **options):
    call = call_of(ufunc)
    name = next((name for name, a in zip(call.arguments, inputs) if library(type(a)) == "awkward"), "out")
    raise TypeError(
        f"{call.name}: {name} must not be an awkward array, whose lists have no common axis; "
        f"pass each of its lists, or ak.to_numpy({name}) if they are of one length"
    )


def awkward_elements(run, ufunc, inputs, *, out):
    call = call_of(ufunc)
    if out is not None:
        raise TypeError(f"{call.name}: out can't be given beside awkward arrays, which are never written to")
    ak = sys.modules["awkward"]
    varying = [k for k, a in enumerate(inputs) if not isinstance(a, (bool, int, float))]

    def leaf(layouts, **_):
        layouts = layouts if isinstance(layouts, (tuple, list)) else (layouts,)
        for k, a in zip(varying, layouts):
            if a.is_record or a.is_union or a.parameter("__array__") is not None:
                raise TypeError(f"{call.name}: {call.arguments[k]} must be real numbers, not Array of {a.form.type}")
        if not all(a.is_numpy for a in layouts):
            return None
        arrays = list(inputs)
        for k, a in zip(varying, layouts):
            arrays[k] = a.data
        results = run(ufunc, arrays, out=None)
        made = tuple(map(ak.contents.NumpyArray, results if call.outputs > 1 else (results,)))
        return made[0] if len(layouts) == 1 else made

    given = [inputs[k] for k in varying]
    result = ak.transform(leaf, *given, *given[: call.outputs - len(given)])  # of one array it takes one result alone
    return result[0] if isinstance(result, tuple) and call.outputs == 1 else result


OF_ELEMENTS = dict(torch=tensors, awkward=awkward_elements, dask=dask_elements)
HANDLERS = dict(torch=tensors, xarray=xarray, pandas=pandas, dask=dask, awkward=awkward, masked=masked, matrix=matrix)
MARKS = dict(torch="requires_grad", xarray="coords", pandas="to_numpy", dask="rechunk", awkward="__array_ufunc__")
NONE = {None}
