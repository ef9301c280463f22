# Threads, loaded when they are asked for: part of _core.pyx.

from importlib import import_module
from os import environ
from warnings import warn

from cpython.pycapsule cimport PyCapsule_GetPointer

cdef extern from "threads.h":
    ctypedef struct cact_threads:
        pass
    void cact_threads_are(const cact_threads *threads)


def load_threads():
    """RuntimeError, which says what is missing, where there can't be a second thread."""
    try:
        threads = import_module("cact._threads").threads
    except ModuleNotFoundError:
        raise RuntimeError(
            "more than one thread needs OpenMP, which the compiler that built cact didn't have"
        ) from None
    except ImportError as error:
        raise RuntimeError(
            f"more than one thread needs OpenMP's library, which can't be loaded ({error}); install it, for example "
            "with apt-get install libgomp1, dnf install libgomp or apk add libgomp"
        ) from None
    cact_threads_are(<const cact_threads *>PyCapsule_GetPointer(threads, "cact._threads.threads"))


if environ.get("CACT_NUM_THREADS", "1") != "1":
    try:
        load_threads()
    except RuntimeError as error:
        warn(f"CACT_NUM_THREADS: {error}", RuntimeWarning)
