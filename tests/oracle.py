"""oracle.def for Python: DEFINITIONS in NumPy's long double, whose 64 bits judge a float32 or a float64 result, and
rounded(), which decides by MPFR what the correctly rounded float32 is."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

L = np.longdouble
SOURCE = Path(__file__).with_suffix(".def").read_text()
FUNCTIONS = re.findall(r"EACH\((\w+)\)", re.search(r"^#define ORACLE_FUNCTIONS\(EACH\) (.*)", SOURCE, flags=re.M)[1])
NUMPY = {name: getattr(np, name) for name in (*FUNCTIONS, "where")} | {"INFINITY": np.inf}


class Definition(NamedTuple):
    f: str
    prime: str
    u: str  # the slope to a gate's second input
    low: str
    high: str
    odd: bool
    rising: str
    verified: tuple[str, ...]  # values of the parameters, as they are written
    hashed: tuple[str, ...]

    @property
    def values(self):
        """Those to verify, as numbers: () of each call without a parameter."""
        return [tuple(map(float, text.split(","))) for text in self.verified] or [()]


def _split(text):
    """The arguments of a macro: commas within parentheses or quotes belong to an argument."""
    parts, depth, quoted = [""], 0, False
    for c in text:
        depth += (c == "(") - (c == ")")
        quoted ^= c == '"'
        if c == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += c
    return [" ".join(part.split()) for part in parts]


def _read():
    text = re.sub(r"/\*.*?\*/", "", SOURCE, flags=re.S)
    for row in re.findall(r"^DEFINITION\((.*?)\)$", text, flags=re.M | re.S):
        name, f, prime, u, low, high, odd, rising, *values = _split(row)
        if unknown := set(re.findall(r"[a-z]\w+(?=\()", f"{f} {prime} {u}")) - set(NUMPY):
            raise ValueError(f"oracle.def: {name} uses {', '.join(sorted(unknown))}, not among ORACLE_FUNCTIONS")
        verified, hashed = (tuple(text.strip('"').split()) for text in values)
        yield name, Definition(f, prime, u, low, high, odd == "1", rising, verified, hashed)


TEXTS = dict(_read())


def in_numpy(text):
    """A function of x, u (a gate's second input) and the parameters. Without u: of what isn't a gate, or of parameters
    alone."""

    code = compile(text, text, "eval")

    def function(x=0, *others, u=0):
        p, q, *_ = *others, 0, 0
        with np.errstate(all="ignore"):  # of where, both sides are computed
            value = np.asarray(eval(code, {**NUMPY, "x": x, "u": u, "p": p, "q": q}), L)
        return np.broadcast_to(value, np.broadcast_shapes(np.shape(x), np.shape(u)))

    return function


class Functions(NamedTuple):
    f: Callable
    prime: Callable
    u: Callable
    low: Callable
    high: Callable
    rising: Callable


DEFINITIONS = {
    name: Functions(*(in_numpy(getattr(d, part)) for part in Functions._fields)) for name, d in TEXTS.items()
}


@cache
def rounded(text):
    """A function of x, u and the parameters: the float32 nearest to the expression, as a float. 300 bits, then one
    rounding to float32's format, subnormals included."""
    import gmpy2

    names = {"fabs": abs, "where": lambda condition, a, b: a if condition else b}
    names["INFINITY"] = gmpy2.inf()
    names |= {name: getattr(gmpy2, name) for name in FUNCTIONS if name not in names}
    expression = eval(f"lambda x, u, p, q: {text}", names)
    wide = gmpy2.context(precision=300)
    narrow = gmpy2.context(precision=24, emin=-148, emax=128, subnormalize=True)

    def function(x, u, p=0, q=0):
        with wide:
            value = expression(*map(gmpy2.mpfr, (x, u, p, q)))
        with narrow:
            return float(gmpy2.mpfr(value))

    return function


def finfo(dtype):
    """NumPy's, or ml_dtypes' for its bfloat16."""
    if dtype.name != "bfloat16":
        return np.finfo(dtype)
    import ml_dtypes

    return ml_dtypes.finfo(dtype)


def ulp_error(got, exact):
    """|got - exact| in ULP of got's type; 0 where both are the same infinity or both NaN."""
    info = finfo(got.dtype)
    with np.errstate(all="ignore"):
        exponent = np.maximum(np.frexp(abs(exact))[1] - info.nmant - 1, info.minexp - info.nmant)
        error = abs(got.astype(L) - exact) / np.ldexp(L(1), exponent)
        rounded = exact.astype(got.dtype)
    return np.where((got == rounded) & ~np.isfinite(rounded) | (np.isnan(got) & np.isnan(exact)), 0, error)
