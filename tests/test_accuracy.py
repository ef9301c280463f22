"""Every function and derivative against its definition: a stride of all float32 patterns, and float64 everywhere."""

import numpy as np
import pytest
from conftest import REGISTRY, activation_of, arrays_of, parameters, results, same_bits
from oracle import DEFINITIONS, TEXTS, ulp_error

import cact

pytestmark = pytest.mark.skipif(np.finfo(np.longdouble).nmant < 63, reason="the oracle needs an 80-bit long double")


def inputs(dtype):
    if dtype == np.float32:
        x = np.arange(0, 2**32, 1009, dtype=np.uint64).astype(np.uint32).view(np.float32)
        return x[~np.isnan(x)]
    rng = np.random.default_rng(1)
    everywhere = rng.integers(0, 2**64, 400_000, dtype=np.uint64).view(np.float64)
    middle = rng.standard_normal(600_000) * 10.0 ** rng.integers(-8, 4, 600_000)
    k = np.arange(-1100, 1100) * np.log(2) / 2  # where the reduction of the exponential switches
    points = np.concatenate([k, [18.5, 19.0615474653985, 37, 40, 709.78, 745.13, 749]])
    near = np.concatenate([points, -points])
    steps = [near]
    for direction in (-np.inf, np.inf):
        step = near
        for _ in range(3):
            step = np.nextafter(step, direction)
            steps.append(step)
    x = np.concatenate([everywhere, middle, *steps])
    return x[~np.isnan(x)]


def check(x, got, exact, bound):
    error = ulp_error(got, exact)
    worst = np.nanargmax(np.where(np.isnan(error), np.inf, error))
    assert error[worst] <= bound, (
        f"{error[worst]:.3f} ULP > {bound} at {float(x[worst]).hex()}: got {float(got[worst]).hex()}, "
        f"want {exact[worst]!r}"
    )


def second_inputs(x):
    """As many for a gate: the same, shuffled, and no infinity, times what underflows in long double, too."""
    u = np.random.default_rng(4).permutation(x)
    return np.where(np.isfinite(u), u, x.dtype.type(0.75))


@pytest.mark.parametrize("dtype", [np.float32, np.float64], ids=lambda d: d.__name__)
@pytest.mark.parametrize("name", REGISTRY)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_error_bounds(name, dtype, each_isa):
    row, of, x = REGISTRY[name], DEFINITIONS[name], inputs(dtype)
    gate = len(row["inputs"]) > 1
    arrays = [x, second_inputs(x)] if gate else [x]
    forward, prime = row["bounds"]["f32" if dtype == np.float32 else "f64"]
    for p in parameters(name):
        values = [np.longdouble(dtype(v)) for v in p]

        def exact(f, values=values):
            return f(x.astype(np.longdouble), *values, u=arrays[-1].astype(np.longdouble))

        check(x, getattr(cact, name)(*arrays, *p), exact(of.f), forward)
        slopes = results(getattr(cact, name + "_backward")(np.ones_like(x), *arrays, *p))
        for slope, f in zip(slopes, (of.prime, of.u)):
            check(x, slope, exact(f), prime)
        if "_prime" in row["ops"]:
            same_bits(getattr(cact, name + "_prime")(*arrays, *p), slopes[0], x)


@pytest.mark.parametrize("name", [row["name"] + op for row in REGISTRY.values() for op in row["ops"][:2]])
def test_same_bits_wherever_there_is_fma(name):
    before, found = cact.isa(), {}
    x = inputs(np.float32)
    f, arrays = getattr(cact, name), (x, second_inputs(x), x[::-1].copy())
    for isa in cact.isas():
        cact.use_isa(isa)
        found[isa] = results(f(*arrays[: arrays_of(f)], *parameters(activation_of(name)[0]["name"])[-1]))
    cact.use_isa(before)
    fused = [found[isa] for isa in found if isa != "baseline"]
    for other in fused[1:]:
        for got, want in zip(other, fused[0]):
            same_bits(got, want, x)


@pytest.mark.parametrize("name", REGISTRY)
def test_never_decreasing_in_range_and_odd(name, each_isa):
    x, of = np.sort(inputs(np.float32)), DEFINITIONS[name]
    arrays = [x, np.float32(0.75)][: len(REGISTRY[name]["inputs"])]
    for p in parameters(name):
        y, values = getattr(cact, name)(*arrays, *p), np.float32(p)
        assert not of.rising(0, *values) or (np.diff(y[np.isfinite(y)]) >= 0).all()
        with np.errstate(invalid="ignore"):
            assert not (y < np.float32(of.low(0, *values))).any() and not (y > np.float32(of.high(0, *values))).any()
        if TEXTS[name].odd:
            same_bits(getattr(cact, name)(-x, *arrays[1:], *p), -y, x)
