"""Neural-network activation functions and their derivatives for CPUs.

cact.sigmoid(x), cact.sigmoid_prime(x), cact.sigmoid_backward(dy, x), cact.softmax(x, axis=-1) and their like take
anything NumPy takes; cact.exact holds the correctly rounded ones, cact.ufuncs all of them as ufuncs. See
cact.activations for all of them.
"""

try:
    from . import _core  # noqa: F401
except ImportError as error:
    if "interpreter" in str(error):
        raise ImportError(
            f"cact doesn't support sub-interpreters, and neither does NumPy; use threads or processes ({error})"
        ) from error
    raise ImportError(
        f"{error}. So the compiled part of cact can't be imported from {__path__[0]}; if that is its source folder, "
        "start Python in another one, or install it there with `pip install -e .`"
    ) from error
from . import activations, exact, ufuncs
from ._core import get_num_threads, isa, isas, self_test, set_num_threads, use_isa
from ._core import version as __version__  # noqa: F401  (public, but not by *)
from .activations import *  # noqa: F403

__all__ = [name for name, f in vars(activations).items() if getattr(f, "__module__", None) == activations.__name__]
__all__ += [
    "cdef",
    "exact",
    "get_include",
    "get_library",
    "get_num_threads",
    "isa",
    "isas",
    "self_test",
    "set_num_threads",
    "ufuncs",
    "use_isa",
]


def get_include() -> str:
    """The directory with cact.h, for a C compiler. Cython finds the .pxd files by itself.

    Returns
    -------
    str
        An absolute path.

    See Also
    --------
    get_library : What to link with.
    cdef : The same declarations for cffi and its like.

    Examples
    --------
    >>> import cact, os
    >>> sorted(os.listdir(cact.get_include()))
    ['cact.h', 'cact.hpp', 'cact_ffi.h']
    """
    from os.path import dirname, join

    return join(dirname(__file__), "include")


def get_library() -> str:
    """The static library for C programs, which needs no other.

    `python -m cact --cflags --libs` says how to compilers; pkg-config and CMake find it by their files beside it.

    Returns
    -------
    str
        The absolute path of libcact.a.

    See Also
    --------
    get_include : Its header.

    Examples
    --------
    >>> import cact, os
    >>> os.path.basename(cact.get_library())
    'libcact.a'
    """
    from os.path import dirname, join

    return join(dirname(__file__), "lib", "libcact.a")


def cdef() -> str:
    """The declarations of cact.h without the preprocessor, as cffi, LuaJIT, koffi and PHP read them.

    Returns
    -------
    str
        C, a declaration per line; what the file cact_ffi.h beside cact.h holds.

    See Also
    --------
    get_include : The directory of both.

    Examples
    --------
    >>> import cact
    >>> "void cact_tanh_f32(const float *x, float *y, size_t n);" in cact.cdef().splitlines()
    True
    """
    from os.path import join

    with open(join(get_include(), "cact_ffi.h"), encoding="utf-8") as file:
        return file.read()


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
