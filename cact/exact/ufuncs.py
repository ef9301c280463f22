"""cact.ufuncs for the exact tier."""

from .. import _core

globals().update(_core.make_ufuncs(exact=True))
__all__ = sorted(name for name in globals() if not name.startswith("_"))
