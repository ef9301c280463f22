"""Every function and derivative against its definition: a stride of all float32 patterns, and float64 everywhere."""

import numpy as np
import pytest
from conftest import REGISTRY, parameters, same_bits
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


@pytest.mark.parametrize("dtype", [np.float32, np.float64], ids=lambda d: d.__name__)
@pytest.mark.parametrize("name", REGISTRY)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_error_bounds(name, dtype, each_isa):
    x = inputs(dtype)
    exact_x = x.astype(np.longdouble)
    function, derivative = DEFINITIONS[name]
    for p in parameters(name):
        exact_p = tuple(np.longdouble(dtype(v)) for v in p)
        check(x, getattr(cact, name)(x, *p), function(exact_x, *exact_p), REGISTRY[name]["ulp_forward"])
        slope = getattr(cact, name + "_prime")(x, *p)
        check(x, slope, derivative(exact_x, *exact_p), REGISTRY[name]["ulp_prime"])
        same_bits(getattr(cact, name + "_backward")(np.ones_like(x), x, *p), slope, x)


@pytest.mark.parametrize("name", REGISTRY)
@pytest.mark.parametrize("op", ["", "_prime"])
def test_same_bits_wherever_there_is_fma(name, op):
    before, results = cact.isa(), {}
    x = inputs(np.float32)
    for isa in cact.isas():
        cact.use_isa(isa)
        results[isa] = getattr(cact, name + op)(x, *parameters(name)[-1])
    cact.use_isa(before)
    fused = [results[isa] for isa in results if isa != "baseline"]
    for other in fused[1:]:
        same_bits(other, fused[0], x)


@pytest.mark.parametrize("name", REGISTRY)
def test_never_decreasing_in_range_and_odd(name, each_isa):
    x = np.sort(inputs(np.float32))
    y, of = getattr(cact, name)(x), TEXTS[name]
    assert not of.rising or (np.diff(y[np.isfinite(y)]) >= 0).all()
    assert y.min() >= of.low and y.max() <= of.high
    if of.odd:
        same_bits(getattr(cact, name)(-x), -y, x)
