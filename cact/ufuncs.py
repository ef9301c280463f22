"""Real NumPy ufuncs (where=, out=, dtype=, broadcasting, __array_ufunc__) and, for rows, gufuncs (axis=), by name."""

from . import _core

_made = _core.make_ufuncs()
globals().update(_made)
__all__ = sorted(_made)


def __dir__() -> list[str]:
    return sorted(__all__)
