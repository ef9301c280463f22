"""Neural-network activation functions and their derivatives for CPUs.

cact.sigmoid(x), cact.sigmoid_prime(x), cact.sigmoid_backward(dy, x), cact.softmax(x, axis=-1) and their like take
anything NumPy takes; cact.ufuncs holds the same functions as ufuncs. See cact.activations for all of them.
"""

from . import activations, ufuncs
from ._core import isa, isas, use_isa
from ._core import version as __version__
from .activations import *  # noqa: F403

__all__ = [name for name in vars(activations) if name[0].islower() and name in ufuncs.__all__]
__all__ += ["leakyrelu", "leakyrelu_prime", "logsumexp_prime", "isa", "isas", "use_isa", "ufuncs", "get_include"]


def get_include() -> str:
    """The directory with cact_c.pxd and the other .pxd files."""
    from os.path import dirname

    return dirname(__file__)
