"""Real NumPy ufuncs (where=, out=, dtype=, broadcasting, __array_ufunc__) and, for rows, gufuncs (axis=), by name."""

from . import _core

globals().update(_core.make_ufuncs())
__all__ = sorted(name for name in globals() if not name.startswith("_"))
