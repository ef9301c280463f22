"""What both levels measure with: sizes, inputs, their exact results."""

import os
import sys
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from oracle import DEFINITIONS, ulp_error  # noqa: E402

from cact import _core  # noqa: E402

CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
SIZES = [1, 4, 16, 64, 256, 1024, 4096, 65536, 2**20, 2**24]
SHAPES = [(4000, 16, 1), (500, 128, 1), (64, 1000, 1), (2, 32000, 1), (6400, 10, 1), (3760, 17, 1)]
# A middle axis.
SHAPES += [(4, 128, 128), (1, 1000, 64), (64, 10, 100), (250, 128, 2), (9, 1000, 7), (1, 1000, 49), (1, 1000, 100)]
SHAPES += [(65536, 21, 1), (16384, 64, 1), (1, 21, 65536), (1, 64, 16384)]  # channels of an image, beyond the caches
TYPES = {"f32": np.float32, "exact": np.float32, "f64": np.float64, "f16": np.float16, "bf16": np.uint16}


@cache
def inputs(dtype):
    """Where the error is measured."""
    if dtype == np.float32:
        x = np.arange(0, 2**32, 4099, dtype=np.uint64).astype(np.uint32).view(np.float32)
    else:
        rng = np.random.default_rng(0)
        x = np.concatenate(
            [rng.integers(0, 2**64, 50_000, np.uint64).view(np.float64), rng.standard_normal(50_000) * 4]
        )
    return np.append(x[np.isfinite(x)], dtype(np.nan))


@cache
def exact(function, op, dtype):
    """Of a gate for a second input of 1."""
    row = next(r for r in _core.registry() if r["name"] == function)
    values = [np.longdouble(dtype(default)) for _, default, *_ in row["params"]]
    return DEFINITIONS[function][op != "forward"](inputs(dtype).astype(np.longdouble), *values, u=np.longdouble(1))


def worst(got, function, op):
    """A NaN among the inputs, the last, has to come out as a NaN."""
    with np.errstate(all="ignore"):
        errors = ulp_error(got[:-1], exact(function, op, got.dtype.type)[:-1])
    return float(np.nan_to_num(errors, nan=np.inf).max()) if np.isnan(got[-1]) else np.inf


@cache
def exact_rows(function):
    x = (np.random.default_rng(3).standard_normal((50, 1000)) * 4).astype(np.float32)
    z = x.astype(np.longdouble) - x.max(-1, keepdims=True)
    log_sum = np.log(np.exp(z).sum(-1, keepdims=True))
    return x, np.exp(z - log_sum) if function == "softmax" else z - log_sum


def buffers(dtype, count, offset=0):
    """`count` elements that begin 64-byte aligned, or `offset` bytes later."""
    raw = np.empty(count * dtype().itemsize + 128 + offset, np.uint8)
    start = -raw.ctypes.data % 64 + offset
    return raw[start : start + count * dtype().itemsize].view(dtype)


def normals(dtype, count, offset=0):
    a = buffers(dtype, count, offset)
    values = np.random.default_rng(count).standard_normal(count) * 4
    a[:] = values.astype(np.float32).view(np.uint32) >> 16 if dtype == TYPES["bf16"] else values
    return a
