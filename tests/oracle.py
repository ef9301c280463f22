"""oracle.def for Python: DEFINITIONS in NumPy's long double, whose 64 bits judge a float32 or a float64 result, and
rounded(), which decides by MPFR what the correctly rounded float32 is."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

L = np.longdouble
SOURCE = Path(__file__).with_suffix(".def").read_text()
FUNCTIONS = re.findall(r"EACH\((\w+)\)", re.search(r"^#define ORACLE_FUNCTIONS\(EACH\) (.*)", SOURCE, flags=re.M)[1])
NUMPY = {name: getattr(np, name) for name in (*FUNCTIONS, "where")}


class Definition(NamedTuple):
    f: str
    prime: str
    low: float
    high: float
    odd: bool
    rising: bool
    verified: tuple[str, ...]  # values of the parameter, as they are written
    hashed: tuple[str, ...]


def _split(text):
    """The arguments of a macro: commas within parentheses belong to an argument."""
    parts, depth = [""], 0
    for c in text:
        depth += (c == "(") - (c == ")")
        if c == "," and not depth:
            parts.append("")
        else:
            parts[-1] += c
    return [" ".join(part.split()) for part in parts]


def _read():
    text = re.sub(r"/\*.*?\*/", "", SOURCE, flags=re.S)
    text = text.replace("INFINITY", "inf")
    for row in re.findall(r"^DEFINITION\((.*?)\)$", text, flags=re.M | re.S):
        name, f, prime, low, high, odd, rising, *values = _split(row)
        if unknown := set(re.findall(r"[a-z]\w+(?=\()", f + prime)) - set(NUMPY):
            raise ValueError(f"oracle.def: {name} uses {', '.join(sorted(unknown))}, not among ORACLE_FUNCTIONS")
        verified, hashed = (tuple(text.strip('"').split()) for text in values)
        yield name, Definition(f, prime, float(low), float(high), odd == "1", rising == "1", verified, hashed)


TEXTS = dict(_read())


def _in_numpy(text):
    def function(x, p=0):
        with np.errstate(all="ignore"):  # of where, both sides are computed
            value = np.asarray(eval(text, {**NUMPY, "x": x, "p": p}), L)
        return np.broadcast_to(value, np.shape(x))

    return function


DEFINITIONS = {name: (_in_numpy(d.f), _in_numpy(d.prime)) for name, d in TEXTS.items()}


@cache
def rounded(text):
    """A function of x and p: the float32 nearest to the expression, as a float. 300 bits, then one rounding to
    float32's format, subnormals included."""
    import gmpy2

    names = {"fabs": abs, "where": lambda condition, a, b: a if condition else b}
    names |= {name: getattr(gmpy2, name) for name in FUNCTIONS if name not in names}
    expression = eval(f"lambda x, p: {text}", names)
    wide = gmpy2.context(precision=300)
    narrow = gmpy2.context(precision=24, emin=-148, emax=128, subnormalize=True)

    def function(x, p):
        with wide:
            value = expression(gmpy2.mpfr(x), gmpy2.mpfr(p))
        with narrow:
            return float(gmpy2.mpfr(value))

    return function


def ulp_error(got, exact):
    """|got - exact| in ULP of got's type; 0 where both are the same infinity or both NaN."""
    info = np.finfo(got.dtype)
    with np.errstate(all="ignore"):
        exponent = np.maximum(np.frexp(abs(exact))[1] - info.nmant - 1, info.minexp - info.nmant)
        error = abs(got.astype(L) - exact) / np.ldexp(L(1), exponent)
        rounded = exact.astype(got.dtype)
    return np.where((got == rounded) & ~np.isfinite(rounded) | (np.isnan(got) & np.isnan(exact)), 0, error)
