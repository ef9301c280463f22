"""The exact tier: the functions of cact, for float32 and half types, computed in double and rounded once.

Correctly rounded for every float32 input (elu with alpha other than 1: of the double product; rows: within 0.5001 ULP),
so the same bits on every CPU and compiler. Signatures and special values are those of the fast functions, at about
three times their time. float64 arrays are a TypeError; Python numbers and lists become float32.

>>> import numpy as np, cact
>>> cact.exact.tanh(np.float32(0.5))
np.float32(0.46211717)
>>> cact.exact.ufuncs.tanh
<ufunc 'tanh'>
"""

from types import FunctionType

from .. import activations
from ..definitions import public
from . import ufuncs


def _definitions():
    """Those of activations.py over again, with this package's ufuncs behind them; an alias stays one."""
    names, made = {**vars(activations), "ufuncs": ufuncs, "__name__": __name__}, {}
    for name, function in vars(activations).items():
        if getattr(function, "__module__", None) != activations.__name__:
            continue
        if function not in made:
            plain = getattr(function, "__wrapped__", function)
            copy = FunctionType(plain.__code__, names, plain.__name__, plain.__defaults__)
            copy.__annotations__, copy.__kwdefaults__ = plain.__annotations__, plain.__kwdefaults__
            text = f"cact.{plain.__name__}, correctly rounded: no float64, see cact.exact.\n\n    "
            text += function.__doc__ or ""
            copy.__doc__ = plain.__doc__ and text
            made[function] = copy if plain is function else public(copy, text)
        names[name] = made[function]
        yield name, made[function]


globals().update(_definitions())
__all__ = [
    "ufuncs",
    *(name for name in vars(activations) if getattr(globals().get(name), "__module__", None) == __name__),
]


def __dir__() -> list[str]:
    return sorted(__all__)
