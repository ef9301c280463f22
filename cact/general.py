"""What the short path of _core_short_path.pxi leaves: any input that a ufunc takes, and errors that say what came.

cact reports nothing through floating-point flags. So a conversion within a call (a parameter beyond float32, a result
beyond a float16 out) doesn't warn either, whichever path it takes."""

from math import prod

import numpy as np

from .checks import (
    arguments,
    as_axis,
    axes_of,
    broadcast,
    call_of,
    check_out,
    is_foreign,
    returned,
    ufunc_call,
)
from .containers import element_handler, row_handler


@np.errstate(all="ignore")
def through(ufunc, *inputs, out=None):
    """ufunc(*inputs, out=out) for anything: buffers become arrays over the same memory."""
    handler = element_handler(inputs, out)
    return handler(elements, ufunc, inputs, out=out) if handler else elements(ufunc, inputs, out=out)


def elements(ufunc, inputs, *, out=None):
    call = call_of(ufunc)
    arrays, targets = arguments(call, inputs, out)
    if not any(map(is_foreign, arrays)):
        shape = broadcast(call, arrays)
        for name, target in targets:
            if isinstance(target, np.ndarray):
                check_out(call, target, shape, name)
    result = ufunc_call(call, ufunc, arrays, None if out is None else tuple(target for _, target in targets))
    return returned(result, out)


@np.errstate(all="ignore")
def rows(ufunc, *inputs, axis=-1, keepdims=False, out=None):
    """The same for an operation on rows along an axis, several (a tuple) or all (None)."""
    call = call_of(ufunc)
    if not isinstance(keepdims, (bool, np.bool_)):
        raise TypeError(f"{call.name}: keepdims must be True or False, not {type(keepdims).__name__}")
    options = {"axis": as_axis(call, axis), "keepdims": bool(keepdims), "out": out}
    handler = row_handler(inputs, out)
    return handler(on_rows, ufunc, inputs, **options) if handler else on_rows(ufunc, inputs, **options)


def on_rows(ufunc, inputs, *, axis, keepdims, out, came=None):
    """rows() of arrays whose container needs no care of its own. came: what inputs were before they were opened."""
    call = call_of(ufunc)
    arrays, [(_, target)] = arguments(call, inputs, out, came)
    arrays = [a if is_foreign(a) else np.asanyarray(a) for a in arrays]
    if not all(hasattr(a, "ndim") and hasattr(a, "reshape") for a in arrays):
        return left_to_it(call, ufunc, arrays, axis, keepdims, target)
    row_of_one = arrays[-1].ndim == 0 and axis is not None and axis != ()
    if row_of_one:
        arrays = [a[None] if call.core[k] and a.ndim == 0 else a for k, a in enumerate(arrays)]
    x = arrays[-1]
    axes = tuple(a - x.ndim for a in axes_of(call, axis, x.ndim))  # the same of all arguments, counted from the end
    if call.core[0] == 0:
        arrays[0] = without_kept(arrays[0], x, axes)
    single = row_of_one and call.core[-1] == 1
    if any(map(is_foreign, arrays)):
        check_foreign(call, arrays, axes, target)
    else:
        shape = result_shape(call, arrays, axes, keepdims) if target is not None or len(arrays) > 1 else None
        if target is not None:
            check_out(call, target, () if single else shape)
    if target is not None and len(axes) == 1:
        inside = target[None] if single else np.squeeze(target, axes) if keepdims else target
        ufunc_call(call, ufunc, arrays, inside, **({} if call.jacobian else {"axis": axes[0]}))
        return out
    if len(axes) == 1:
        result = ufunc_call(call, ufunc, arrays, **({} if call.jacobian else {"axis": axes[0]}))
    else:
        merged = [merge(a, axes) if call.core[k] else a for k, a in enumerate(arrays)]
        at = axes[-1] if axes and adjacent(axes) else -1
        result = ufunc_call(call, ufunc, merged, axis=at)
        if call.core[-1]:
            result = unmerge(result, x, axes)
    if keepdims:
        result = np.expand_dims(result, axes)
    elif single:
        result = result[0]
    if target is not None:
        np.copyto(target, result, casting="same_kind")
        return out
    return result[()] if isinstance(result, np.ndarray) and result.ndim == 0 else result


def check_foreign(call, arrays, axes, target):
    for name, a, core in zip(call.arguments, arrays, call.core):
        if is_foreign(a) and target is not None:
            raise TypeError(f"{call.name}: out can't be given where {name} is a foreign {type(a).__name__}")
        if core and any(len(a.chunks[i]) > 1 for i in axes if getattr(a, "chunks", None)):
            raise ValueError(
                f"{call.name}: {name} is split into chunks along the axis; rechunk it so that each holds whole rows"
            )


def left_to_it(call, ufunc, arrays, axis, keepdims, target):
    """A foreign object that looks like no array gets what NumPy would have been told."""
    if not isinstance(axis, int):
        name = type(next(filter(is_foreign, arrays))).__name__
        raise TypeError(f"{call.name}: axis must be an integer for {name}, not {axis}")
    options = {} if call.jacobian else {"axis": axis, "keepdims": True} if keepdims else {"axis": axis}
    return ufunc_call(call, ufunc, arrays, target, **options)


def without_kept(dy, x, axes):
    """dy of a reduction with the dimensions gone that keepdims had kept."""
    kept = dy.ndim == x.ndim and axes and all(dy.shape[a] == 1 for a in axes)
    return dy.reshape([n for i, n in enumerate(dy.shape) if i - dy.ndim not in axes]) if kept else dy


def result_shape(call, arrays, axes, keepdims):
    """The shape of the result; ValueError where those of the inputs don't fit."""
    x = arrays[-1]
    rest = tuple(n for i, n in enumerate(x.shape) if i - x.ndim not in axes)
    if call.jacobian:
        return (*x.shape, x.shape[-1])
    if call.core[-1] == 0:
        return tuple(1 if i - x.ndim in axes else n for i, n in enumerate(x.shape)) if keepdims else rest
    dy = arrays[0]
    if call.core[0] == 0:
        short = dy.ndim <= len(rest) and all(n in (1, m) for n, m in zip(dy.shape[::-1], rest[::-1]))
        if not short:
            raise ValueError(
                f"{call.name}: dy has shape {dy.shape}; x of shape {x.shape} without the axis has {rest}, "
                "which may be kept with length 1"
            )
        return x.shape
    if dy.ndim < -min(axes, default=0) or any(dy.shape[a] != x.shape[a] for a in axes):
        names = call.arguments
        raise ValueError(
            f"{call.name}: {names[0]} of shape {dy.shape} and {names[-1]} of shape {x.shape} differ along the axis"
        )
    return broadcast(call, arrays)


def adjacent(axes):
    return axes[-1] - axes[0] == len(axes) - 1


def merge(a, axes):
    """a with all the axes as one: where they lie if they are beside each other, else at the end."""
    k = len(axes)
    if not axes:
        return a[..., None]
    if not adjacent(axes):
        a, axes = np.moveaxis(a, axes, range(-k, 0)), range(-k, 0)
    first, last = a.ndim + axes[0], a.ndim + axes[-1] + 1
    return a.reshape((*a.shape[:first], prod(a.shape[first:last]), *a.shape[last:]))


def unmerge(result, x, axes):
    k = len(axes)
    if not axes:
        return result[..., 0]
    at = result.ndim + (axes[-1] if adjacent(axes) else -1)
    result = result.reshape((*result.shape[:at], *[x.shape[a] for a in axes], *result.shape[at + 1 :]))
    return result if adjacent(axes) else np.moveaxis(result, range(-k, 0), axes)
