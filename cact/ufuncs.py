"""Real NumPy ufuncs (where=, out=, dtype=, broadcasting, __array_ufunc__) and, for rows, gufuncs (axis=), by name."""

from . import _core
from .help import hints

_made = _core.make_ufuncs()
globals().update(_made)
__all__ = sorted(_made)
__getattr__, __dir__ = hints(__name__, __all__)
