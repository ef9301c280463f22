"""Calls nobody thought of: any function, shape, axis, dtype, layout, container and out. Each gives the value of the
definition (in NumPy's long double), the bits of the dense array and the container that came, or a TypeError or
ValueError where, and only where, one is due, with out untouched.

CACT_GENERATED=5000 for more than the usual number of calls; python tests/test_generated.py --minutes 60 for new
ones."""

import argparse
import os
import sys
import time

import numpy as np
import rows_oracle
from conftest import activation_of, results
from generated import CONTAINERS, HALVES, as_float, buffer_of, dense_arrays, element_calls, outs, result_type, row_calls
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from oracle import DEFINITIONS, L, finfo, ulp_error

FOREIGN = ("u2", "u4", "u8", *HALVES[1:])  # not all libraries have them


def refused(call):
    try:
        call()
    except (TypeError, ValueError):
        return True
    return False


def untouched(out):
    return not isinstance(out, np.ndarray) or (out == 7).all()


def equal(got, want):
    """The same values and signs of zero; any NaN is as good as another where a conversion lies between."""
    got, want = np.asarray(got), np.asarray(want)
    assert got.shape == want.shape and got.dtype == want.dtype, (got.shape, want.shape, got.dtype, want.dtype)
    assert ((got == want) & (np.signbit(got) == np.signbit(want)) | (np.isnan(got) & np.isnan(want))).all(), (got, want)


def check(f, given, options, want, out):
    """The call itself, by the ways it may be made."""
    result = f(*given, **options)
    if out is None:
        equal_all(result, want)
        return
    assert result is out
    for o, w in zip(results(out), results(want)):
        with np.errstate(all="ignore"):
            equal(np.asarray(o).astype(o.dtype.newbyteorder("=")), w.astype(o.dtype.newbyteorder("=")))


def equal_all(got, want):
    got, want = results(got), results(want)
    assert len(got) == len(want)
    for g, w in zip(got, want):
        equal(g, w)


def definition(name, call, dense, got):
    """Against the oracle, where it has this operation. got: the results."""
    row, op = activation_of(name)
    if "from_y" in op:
        return
    of, shape = DEFINITIONS[row["name"]], got[0].shape
    arrays, parameters = dense[: len(call.arrays)], dense[len(call.arrays) :]
    x, u = [*(a.astype(L) for a in arrays[-len(row["inputs"]) :]), np.asarray(L(0))][:2]
    x, u, *parameters = [np.broadcast_to(a, shape) for a in (x, u, *(p.astype(L) for p in parameters))]
    bound = row["bounds"]["exact" if call.exact else "f32" if got[0].dtype == "f4" else "f64"][op != ""]
    bound = max(bound, 0.5001) if call.exact else 0.502 if got[0].dtype in HALVES else bound
    no_number = np.isnan(x) | ~np.isfinite(u)
    for p in parameters:  # an infinite product with 0 is what the order of operations makes of it
        no_number = no_number | ~np.isfinite(p)
    if bound > 0.5001:  # of what makes no sense there is no bound, but for selects and products
        for (_, _, low, high), p in zip(row["params"], parameters):
            no_number = no_number | (p < low) | (p > high)
    for result, f in zip(got, (of.prime, of.u) if op else (of.f,)):
        with np.errstate(all="ignore"):
            exact = f(x.ravel(), *[p.ravel() for p in parameters], u=u.ravel()).reshape(shape)
            if "backward" not in op:  # of the exact tier, a product is rounded in double
                doubly = call.exact and len(arrays) + len(parameters) > 1
                bounded(np.where(no_number, 0, ulp_error(result, exact)), bound + doubly)
                continue
            dy = np.broadcast_to(dense[0], shape).astype(L)
            slope, most = exact.astype(result.dtype), finfo(result.dtype).max
            fine = np.isfinite(slope) & np.isfinite(exact * dy) & (abs(exact * dy) < most) & ~no_number
            room = abs(dy) * np.spacing(abs(slope)).astype(L) * (bound + 1.5)
            room += np.spacing(abs((exact * dy).astype(result.dtype))).astype(L)
            assert (abs(result.astype(L) - exact * dy) <= room)[fine].all()


def bounded(error, bound):
    assert (error <= bound).all(), (error.max(), bound)


def elements(case, data):
    tier, name, call, arrays, container = case
    f, given = getattr(tier, name), [a.given for a in arrays]
    dtype = result_type(call, arrays)
    try:
        shape = (
            np.broadcast_shapes(*[a.dense.shape for a in arrays])
            if len(arrays[0].dense.shape) < 32
            else arrays[0].dense.shape
        )
    except ValueError:
        shape = None
    bad = any(a.bad for a in arrays)
    too_low = not bad and any((a.dense < low).any() for a, low in zip(arrays[len(call.arrays) :], call.lows))
    if bad or shape is None or too_low:
        assert refused(lambda: f(*given))
        return
    dense = dense_arrays(call, arrays, dtype)
    want = results(f(*[np.ascontiguousarray(np.broadcast_to(d, shape)).reshape(shape) for d in dense]))
    want = tuple(map(np.asarray, want))
    definition(name, call, dense, want)
    if container:
        if any(a.dense.dtype in FOREIGN for a in arrays):
            return
        dress, kind, undress = CONTAINERS[container]
        given = [
            a.given
            if (np.ndim(a.dense) == 0 and a.weak) or isinstance(a.given, int | float | np.generic)
            else dress(a.dense.copy())
            for a in arrays
        ]
        got = results(f(*given))
        assert all(isinstance(g, kind) for g in got) or not shape
        equal_all(tuple(undress(g) if isinstance(g, kind) else g for g in got), want)
        return
    drawn = [data.draw(outs(shape, dtype)) for _ in want]
    out = drawn[0][0] if len(want) == 1 else None if drawn[0][0] is None else tuple(o for o, _ in drawn)
    if out is not None and not all(fits for _, fits in drawn):
        assert refused(lambda: f(*given, out=out)) and all(map(untouched, results(out)))
        return
    if type(out) is tuple and any(o is None for o in out):
        made = tuple(np.asarray(g, w.dtype) for g, w, o in zip(f(*given, out=out), want, out) if o is None)
        equal_all(made, tuple(w for w, o in zip(want, out) if o is None))
        return
    check(f, given, {"out": out}, want, out)
    if len(want) == 1:
        in_place(f, arrays, want[0], data)
    if len(arrays) == 1 and dense[0].ndim == 1 and arrays[0].dense.dtype in ("f4", "f8"):
        for way in ("array", "memoryview", "reversed"):
            equal_all(f(buffer_of(arrays[0].dense, way)), want)


def in_place(f, arrays, want, data, **options):
    """out is an input, or lies across one."""
    k = data.draw(st.integers(0, len(arrays) - 1))
    if arrays[k].dense.dtype != want.dtype or arrays[k].dense.shape != want.shape:
        return
    shift = data.draw(st.integers(0, 3))
    buffer = np.zeros(want.size + shift, want.dtype)
    mine, out = (buffer[s : s + want.size].reshape(want.shape) for s in (0, shift))
    mine[...] = arrays[k].dense
    given = [mine if i == k else a.given for i, a in enumerate(arrays)]
    assert f(*given, out=out, **options) is out
    equal(out, want)


def table_of(a, axes):
    """a's rows as a table, and the order of its dimensions."""
    others = [i for i in range(a.ndim) if i not in axes]
    n = int(np.prod([a.shape[i] for i in axes], dtype=int))
    outer = int(np.prod([a.shape[i] for i in others], dtype=int))
    return np.ascontiguousarray(a.transpose(*others, *axes)).reshape(outer, n), [*others, *axes]


def rows(case, data):
    tier, name, call, arrays, container, axis, meant, keepdims = case
    f, given = getattr(tier, name), [a.given for a in arrays]
    options = {} if call.jacobian else {"axis": axis} | ({"keepdims": keepdims} if call.core[-1] == 0 else {})
    if any(a.bad for a in arrays) or meant is None:
        assert refused(lambda: f(*given, **options))
        return
    dtype = result_type(call, arrays)
    x = as_float(arrays[-1].dense, dtype)
    single = x.ndim == 0 and meant == (0,)
    wide, meant = (x[None], meant) if single else (x, meant)
    table, order = table_of(wide, meant)
    dense = [table]
    if len(arrays) == 2:
        dy = as_float(arrays[0].dense, dtype)
        dense.insert(0, dy.ravel() if call.core[0] == 0 else table_of(dy[None] if single else dy, meant)[0])
    values = f(*dense)
    if name.endswith("from_y"):  # of what a y can be
        y = getattr(tier, name.removesuffix("_backward_from_y"))(table)
        rows_oracle.check(name, call.exact, [dense[0], y], f(dense[0], y))
    else:
        rows_oracle.check(name, call.exact, dense, values)
    rest = [n for i, n in enumerate(wide.shape) if i not in meant]
    if call.jacobian:
        want = values.reshape(*wide.shape, wide.shape[-1])
    elif call.core[-1] == 0:
        kept = [1 if i in meant else n for i, n in enumerate(wide.shape)]
        want = values.reshape(kept if keepdims else rest)
    else:
        want = values.reshape([wide.shape[i] for i in order]).transpose(np.argsort(order)).reshape(x.shape)
    if container:
        if any(a.dense.dtype in FOREIGN for a in arrays):
            return
        dress, kind, undress = CONTAINERS[container]
        given = [
            dress(a.dense.copy())
            if np.ndim(a.dense) == x.ndim
            else a.given  # a number, perhaps: as weak as it came
            if a.weak
            else np.ascontiguousarray(a.dense).reshape(a.dense.shape)
            for a in arrays
        ]
        got = f(*given, **options)
        if kind.__name__ == "DataFrame" and want.ndim == 1:
            undress = np.asarray
        elif want.ndim:
            assert isinstance(got, kind)
        equal(undress(got) if hasattr(got, "shape") and want.ndim else np.asarray(got)[()], want)
        return
    out, fits = data.draw(outs(want.shape, dtype))
    if not fits:
        assert refused(lambda: f(*given, **options, out=out)) and untouched(out)
        return
    if x.ndim > 30 and refused(
        lambda: f(*given, **options, out=out)
    ):  # NumPy's loops have fewer dimensions than its arrays
        return
    check(f, given, options | {"out": out}, want, out)
    if call.core[-1] == 1:
        in_place(f, arrays, want, data, **options)


QUICK = settings(
    max_examples=int(os.environ.get("CACT_GENERATED", 700)),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@QUICK
@given(element_calls(), st.data())
def test_elements(case, data):
    elements(case, data)


@QUICK
@given(row_calls(), st.data())
def test_rows(case, data):
    rows(case, data)


def main():
    parser = argparse.ArgumentParser(description="Generated calls until the time is over; ends at the first wrong one.")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    options = parser.parse_args()
    until, calls, round = time.monotonic() + 60 * options.minutes, 0, 0
    long = settings(QUICK, derandomize=False, max_examples=1000)
    while time.monotonic() < until:
        for strategy, prove in ((element_calls(), elements), (row_calls(), rows)):

            @seed(options.seed + round)
            @long
            @given(strategy, st.data())
            def test(case, data):
                nonlocal calls
                calls += 1
                prove(case, data)

            test()
        round += 1
    print(f"{calls} generated calls in {options.minutes:g} minutes from seed {options.seed}: none wrong")


if __name__ == "__main__":
    sys.exit(main())
