"""cact.ufuncs for the exact tier."""

from .. import _core
from ..help import hints

_made = _core.make_ufuncs(exact=True)
globals().update(_made)
__all__ = sorted(_made)
__getattr__, __dir__ = hints(__name__, __all__)
