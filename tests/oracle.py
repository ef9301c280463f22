"""What each activation is, written from its definition: (function, derivative) in long double, whose 64 bits judge a
float32 or a float64 result, and without cancellation."""

import numpy as np

L = np.longdouble
expm1, exp, where = np.expm1, np.exp, np.where


def _sigmoid(x):
    return where(x < 0, exp(np.minimum(x, 0)) / (1 + exp(np.minimum(x, 0))), 1 / (1 + exp(-np.maximum(x, 0))))


def _bell(x):
    return exp(-abs(x)) / (1 + exp(-abs(x))) ** 2


DEFINITIONS = {
    "linear": (lambda x, m: m * x, lambda x, m: m + 0 * where(np.isfinite(x), x, 0)),
    "relu": (lambda x: where(x < 0, L(0), x), lambda x: where(x > 0, L(1), L(0))),
    "leaky_relu": (lambda x, a: where(x > 0, x, a * x), lambda x, a: where(x > 0, L(1), a)),
    "elu": (
        lambda x, a: where(x > 0, x, a * expm1(np.minimum(x, 0))),
        lambda x, a: where(x > 0, L(1), a * exp(np.minimum(x, 0))),
    ),
    "sigmoid": (_sigmoid, _bell),
    "tanh": (np.tanh, lambda x: 4 * _bell(2 * x)),
}


def ulp_error(got, exact):
    """|got - exact| in ULP of got's type; 0 where both are the same infinity or both NaN."""
    info = np.finfo(got.dtype)
    with np.errstate(all="ignore"):
        exponent = np.maximum(np.frexp(abs(exact))[1] - info.nmant - 1, info.minexp - info.nmant)
        error = abs(got.astype(L) - exact) / np.ldexp(L(1), exponent)
        rounded = exact.astype(got.dtype)
    return where((got == rounded) & ~np.isfinite(rounded) | (np.isnan(got) & np.isnan(exact)), 0, error)
