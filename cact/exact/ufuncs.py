"""cact.ufuncs for the exact tier."""

from .. import _core

_made = _core.make_ufuncs(exact=True)
globals().update(_made)
__all__ = sorted(_made)


def __dir__() -> list[str]:
    return sorted(__all__)
