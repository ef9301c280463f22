# cython: language_level=3, freethreading_compatible=True
"""Drivers: which arrays may go straight to a kernel, and the ufunc loops. No mathematics here."""

cimport cython
from cpython.buffer cimport PyObject_CheckBuffer
from cpython.object cimport PyObject
from cpython.pycapsule cimport PyCapsule_New
from cpython.ref cimport Py_INCREF
from libc.limits cimport INT_MAX
from libc.stdint cimport SIZE_MAX
from libc.stdlib cimport free, labs, malloc
from libc.string cimport memcmp, memcpy

from operator import index
import sys
from sys import intern

cimport numpy as cnp
import numpy as np

from cact.cact_c cimport *

cnp.import_array()
cnp.import_ufunc()

cdef extern from "Python.h":
    ctypedef PyObject *(*vectorcallfunc)(PyObject *, PyObject *const *, size_t, PyObject *)
    ctypedef struct PyTypeObject:
        Py_ssize_t tp_vectorcall_offset
        unsigned long tp_flags
    unsigned long Py_TPFLAGS_HAVE_VECTORCALL
    Py_ssize_t PyVectorcall_NARGS(size_t nargsf)
    object PyObject_Vectorcall(object f, PyObject *const *args, size_t nargsf, PyObject *kwnames)
    bint PyTuple_CheckExact(PyObject *o)
    PyObject *PyTuple_GET_ITEM(PyObject *t, Py_ssize_t i)
    Py_ssize_t PyTuple_GET_SIZE(PyObject *t)
    bint PyFloat_CheckExact(PyObject *o)
    bint PyLong_CheckExact(PyObject *o)
    double PyLong_AsDouble(PyObject *o) noexcept
    double PyFloat_AsDouble(PyObject *o) noexcept
    double PyFloat_AS_DOUBLE(PyObject *o)
    PyTypeObject *Py_TYPE(PyObject *o)
    bint PyIndex_Check(PyObject *o)
    PyObject *PyErr_Occurred()
    void PyErr_Clear()
    PyObject *Py_None
    PyObject *Py_True
    PyObject *Py_False
    PyObject *PyErr_NoMemory() noexcept

cdef extern from "numpy/arrayobject.h":
    """
    #include <numpy/arrayscalars.h>
    /* The short path holds what it was called with, PyObject *; NumPy's accessors take PyArrayObject *, which compilers
     * from GCC 14 and Clang 22 on don't convert by themselves. */
    #define ARRAY(a) ((PyArrayObject *)(a))
    #define array_iscarray_ro(a) PyArray_ISCARRAY_RO(ARRAY(a))
    #define array_iscarray(a) PyArray_ISCARRAY(ARRAY(a))
    #define array_ndim(a) PyArray_NDIM(ARRAY(a))
    #define array_type(a) PyArray_TYPE(ARRAY(a))
    #define array_dims(a) PyArray_DIMS(ARRAY(a))
    #define array_size(a) PyArray_SIZE(ARRAY(a))
    #define array_bytes(a) PyArray_NBYTES(ARRAY(a))
    #define array_data(a) PyArray_DATA(ARRAY(a))
    #define array_strides(a) PyArray_STRIDES(ARRAY(a))
    #define array_itemsize(a) PyArray_ITEMSIZE(ARRAY(a))
    #define array_is_c_contiguous(a) PyArray_IS_C_CONTIGUOUS(ARRAY(a))
    #define array_isbehaved_ro(a) PyArray_ISBEHAVED_RO(ARRAY(a))
    #define array_isbehaved(a) PyArray_ISBEHAVED(ARRAY(a))
    #define array_iswriteable(a) PyArray_ISWRITEABLE(ARRAY(a))
    #define array_isaligned(a) PyArray_ISALIGNED(ARRAY(a))
    #define array_isnotswapped(a) PyArray_ISNOTSWAPPED(ARRAY(a))
    #define new_copy(a, order) PyArray_NewCopy(ARRAY(a), order)
    #define copy_into(a, from) PyArray_CopyInto(ARRAY(a), ARRAY(from))
    #define new_like_array(a, order, descr, subok) PyArray_NewLikeArray(ARRAY(a), order, descr, subok)
    #define half_bits(a) PyArrayScalar_VAL(a, Half)
    """
    PyObject *PYTHON_INT "((PyObject *)&PyArray_PyLongDType)"
    PyObject *PYTHON_FLOAT "((PyObject *)&PyArray_PyFloatDType)"
    bint PyArray_CheckExact(PyObject *o)
    bint PyArray_ISCARRAY_RO "array_iscarray_ro"(PyObject *a)
    bint PyArray_ISCARRAY "array_iscarray"(PyObject *a)
    int PyArray_NDIM "array_ndim"(PyObject *a)
    int PyArray_TYPE "array_type"(PyObject *a)
    cnp.npy_intp *PyArray_DIMS "array_dims"(PyObject *a)
    cnp.npy_intp PyArray_SIZE "array_size"(PyObject *a)
    cnp.npy_intp PyArray_NBYTES "array_bytes"(PyObject *a)
    void *PyArray_DATA "array_data"(PyObject *a)
    cnp.npy_intp *PyArray_STRIDES "array_strides"(PyObject *a)
    cnp.npy_intp PyArray_ITEMSIZE "array_itemsize"(PyObject *a)
    bint PyArray_IS_C_CONTIGUOUS "array_is_c_contiguous"(PyObject *a)
    bint PyArray_ISBEHAVED_RO "array_isbehaved_ro"(PyObject *a)
    bint PyArray_ISBEHAVED "array_isbehaved"(PyObject *a)
    bint PyArray_ISWRITEABLE "array_iswriteable"(PyObject *a)
    bint PyArray_ISALIGNED "array_isaligned"(PyObject *a)
    bint PyArray_ISNOTSWAPPED "array_isnotswapped"(PyObject *a)
    object PyArray_NewCopy "new_copy"(PyObject *a, cnp.NPY_ORDER order)
    int PyArray_CopyInto "copy_into"(PyObject *to, PyObject *a) except -1
    object PyArray_NewLikeArray "new_like_array"(PyObject *a, cnp.NPY_ORDER order, void *descr, bint subok)
    object PyArray_Scalar(void *data, cnp.dtype descr, PyObject *base)
    cnp.npy_uint16 half_bits(PyObject *scalar)
    object PyArray_SimpleNew(int nd, cnp.npy_intp *dims, int typenum)
    enum: NPY_MAXDIMS, NPY_HALF

cdef extern from "numpy/ufuncobject.h":
    ctypedef void (*PyUFuncGenericFunction)(char **, const cnp.npy_intp *, const cnp.npy_intp *, void *) noexcept nogil
    object PyUFunc_FromFuncAndData(PyUFuncGenericFunction *func, void **data, const char *types, int ntypes, int nin,
                                   int nout, int identity, const char *name, const char *doc, int unused)
    object PyUFunc_FromFuncAndDataAndSignature(PyUFuncGenericFunction *func, void **data, const char *types, int ntypes,
                                               int nin, int nout, int identity, const char *name, const char *doc,
                                               int unused, const char *signature)
    ctypedef struct PyUFuncObject:
        pass
    int PyUFunc_RegisterLoopForType(PyUFuncObject *ufunc, int number, PyUFuncGenericFunction function,
                                    const int *numbers, void *data) except -1
    int PyUFunc_AddPromoter(object ufunc, tuple dtypes, object capsule) except -1
    int PyUFunc_None
    void PyUFunc_clearfperr() noexcept nogil


# Arguments of a ufunc: dy, a, b; two parameters; da, db.
cdef enum: MOST_PARAMS = 2, MOST_OUT = 2, MOST_ARGUMENTS = 7


# What a function or a ufunc loop is told: an element-wise operation, or one on rows.
cdef struct Job:
    const cact_info *info
    cact_op op
    bint rows
    bint exact  # the exact tier, which has no float64
    int n_in, params, n_out  # arrays: dy of a product, then x (two of a gate); parameters; results
    int core[3]  # rows: dimensions of each argument that belong to one row: 0, 1 (n) or 2 (n, n)


cdef void *allocate(size_t bytes) except NULL:
    """What lives as long as the process, as ufuncs do."""
    cdef void *memory = malloc(bytes)
    if memory == NULL:
        raise MemoryError()
    return memory


cdef Job *new_job(const cact_info *info, int op, bint exact) except NULL:
    cdef Job *job = <Job *>allocate(sizeof(Job))
    job.info, job.op, job.rows, job.exact = info, op, info.kind != CACT_ELEMENTS, exact
    job.n_in, job.params = info.inputs + (op >= CACT_BACKWARD), info.params
    job.n_out = info.inputs if op >= CACT_BACKWARD else 1
    job.core = [1, 1, 1]
    if op == CACT_PRIME:
        job.core[1] = 2
    elif info.kind == CACT_ROWS_REDUCED:
        job.core[0 if op >= CACT_BACKWARD else 1] = 0
    return job


cdef inline bint is_reduction(Job *job) noexcept:
    return job.info.kind == CACT_ROWS_REDUCED and job.op == CACT_FORWARD


cdef inline bint is_limited(Job *job) noexcept:
    """y determines the slope only if no parameter is below what makes sense, less than 0 (a NaN gives NaN)."""
    return job.op == CACT_BACKWARD_FROM_Y and job.params != 0


cdef int BF16 = -1  # the number of ml_dtypes' bfloat16, as soon as one has come


cdef inline int type_of(const Job *job, int number) noexcept nogil:
    """The cact_type of arrays by the number of their dtype, -1 for what no kernel takes."""
    if number == cnp.NPY_FLOAT:
        return CACT_EXACT_F32 if job.exact else CACT_F32
    if number == cnp.NPY_DOUBLE:
        return -1 if job.exact else CACT_F64
    if number == NPY_HALF:
        return CACT_EXACT_F16 if job.exact else CACT_F16
    if number == BF16:
        return CACT_EXACT_BF16 if job.exact else CACT_BF16
    return -1


cdef inline int parameter_number(int number) noexcept nogil:
    """The dtype of the parameters of such arrays."""
    return cnp.NPY_DOUBLE if number == cnp.NPY_DOUBLE else cnp.NPY_FLOAT


cdef inline int size_of(int type) noexcept nogil:
    """Of an element, in bytes."""
    return 8 if type == CACT_F64 else 4 if type == CACT_F32 or type == CACT_EXACT_F32 else 2


cdef inline int parameter_size(int type) noexcept nogil:
    return 8 if type == CACT_F64 else 4


cdef void apply_rows(const Job *job, cact_type type, char **a, size_t outer, size_t n, size_t inner) noexcept nogil:
    """a: the inputs in the order of the Python function, then the output."""
    cdef char *dy = a[0] if job.n_in == 2 else NULL
    cdef cact_rows_args args = cact_rows_args(sizeof(cact_rows_args), outer, n, inner, dy, a[job.n_in - 1], a[job.n_in])
    cact_apply_rows(job.info, job.op, type, &args)


cdef inline void apply_elements(const Job *job, cact_type type, char **a, const cnp.npy_intp *steps,
                                size_t n) noexcept nogil:
    """n elements. a: the arguments of the ufunc, in its order, with their steps in bytes, 0 for one value for all."""
    cdef int size = size_of(type), taken = job.n_in + job.params, k
    cdef cact_in[MOST_ARGUMENTS] given
    cdef cact_out[MOST_OUT] outputs
    for k in range(taken):
        given[k] = cact_in(a[k], steps[k] // (size if k < job.n_in else parameter_size(type)))
    for k in range(job.n_out):
        outputs[k] = cact_out(a[taken + k], steps[taken + k] // size)
    cdef cact_args args = cact_args(sizeof(cact_args), n, job.n_in, job.n_out, job.params, &given[0], &outputs[0],
                                    &given[job.n_in])
    cact_apply(job.info, job.op, type, &args)


include "_core_ufuncs.pxi"
include "_core_numbers.pxi"
include "_core_layouts.pxi"
include "_core_rows.pxi"
include "_core_short_path.pxi"
include "_core_threads.pxi"


# ---- buffers ---------------------------------------------------------------------------------------------------------

def as_array(a, bint writable=False):
    """An ndarray over the memory of an exporter: of a buffer, through a typed memoryview where it holds floats or
    doubles, or of DLPack, where it has no other way."""
    cdef const float[::1] f
    cdef const double[::1] d
    if isinstance(a, (np.ndarray, np.generic, bytes, str)) or hasattr(a, "__array_ufunc__"):
        return a
    if not PyObject_CheckBuffer(a):
        other = hasattr(a, "__array__") or hasattr(a, "__array_interface__") or not hasattr(a, "__dlpack__")
        return a if other or isinstance(a, type) else np.from_dlpack(a)
    try:
        view = memoryview(a)
    except (BufferError, TypeError, ValueError):  # by its own choice; it may have another way to become an array
        return a
    if view.ndim == 1 and view.c_contiguous and not writable:
        if view.format == "f":
            f = a
            return np.asarray(f)
        if view.format == "d":
            d = a
            return np.asarray(d)
    return np.asarray(view)


# ---- for Cython, on typed memoryviews ------------------------------------------------------------------------------

cdef int apply(const char *name, int op, const cython.floating[::1] x, cython.floating[::1] y,
               cython.floating p, cython.floating q) except -1 nogil:
    cdef const cact_info *info = cact_find(name) if name != NULL else NULL
    cdef Py_ssize_t n = x.shape[0], apart
    if info == NULL or info.kind != CACT_ELEMENTS:
        with gil:
            raise ValueError(f"cact: no activation is called {name.decode(errors='replace') if name != NULL else None}")
    if op != CACT_FORWARD and op != CACT_PRIME:
        raise ValueError(f"cact: op must be CACT_FORWARD or CACT_PRIME, not {op}")
    if info.inputs > 1:
        with gil:
            raise ValueError(f"cact: {info.name.decode()} takes two arrays; use cact_apply of cact.h")
    if y.shape[0] != n:
        raise ValueError(f"cact: x has {n} elements, y {y.shape[0]}")
    if n == 0:
        return 0
    apart = <char *>&y[0] - <char *>&x[0]
    if (<size_t>&x[0] | <size_t>&y[0]) % sizeof(x[0]):
        raise ValueError(f"cact: x and y must be aligned to {sizeof(x[0])} bytes")
    if apart and -n * <Py_ssize_t>sizeof(x[0]) < apart < n * <Py_ssize_t>sizeof(x[0]):
        raise ValueError("cact: x and y overlap in part; y may be x, or lie apart from it")
    cdef cact_in given = cact_in(&x[0], 1)
    cdef cact_in[MOST_PARAMS] param = [cact_in(&p, 0), cact_in(&q, 0)]
    cdef cact_out output = cact_out(&y[0], 1)
    cdef cact_args args = cact_args(sizeof(cact_args), n, 1, 1, info.params, &given, &output, &param[0])
    cact_apply(info, <cact_op>op, CACT_F32 if cython.floating is float else CACT_F64, &args)
    return 0


cdef int apply_f32(const char *name, int op, const float[::1] x, float[::1] y, float p, float q=0) except -1 nogil:
    return apply(name, op, x, y, p, q)


cdef int apply_f64(const char *name, int op, const double[::1] x, double[::1] y, double p, double q=0) except -1 nogil:
    return apply(name, op, x, y, p, q)


# ---- which code runs -----------------------------------------------------------------------------------------------

def isa() -> str:
    """The instruction set in use.

    Returns
    -------
    str
        'baseline', 'avx2' or 'avx512' on x86-64, 'baseline' elsewhere.

    See Also
    --------
    isas : Those there are.
    use_isa : Choose one.

    Examples
    --------
    >>> import cact
    >>> cact.isa() in cact.isas()
    True
    """
    return cact_isa().decode()


def isas() -> list:
    """The instruction sets this CPU can run, weakest first.

    Returns
    -------
    list of str
        The last one is the best.

    See Also
    --------
    isa : The one in use.

    Examples
    --------
    >>> import cact
    >>> cact.isas()[0]
    'baseline'
    """
    found = []
    while cact_isa_at(len(found)) != NULL:
        found.append(cact_isa_at(len(found)).decode())
    return found


def use_isa(name: str) -> None:
    """Force an instruction set, while no other thread computes.

    Parameters
    ----------
    name : str
        One of isas(), in any case.

    Raises
    ------
    ValueError
        If this CPU lacks it.

    See Also
    --------
    isas : Those there are.

    Examples
    --------
    >>> import cact
    >>> before = cact.isa()
    >>> cact.use_isa("baseline")
    >>> cact.isa()
    'baseline'
    >>> cact.use_isa(before)
    """
    if "\0" in name or cact_use_isa(name.encode()):
        raise ValueError(f"use_isa: unknown or missing instruction set {name!r}; this CPU has {', '.join(isas())}")


def set_num_threads(k) -> None:
    """Set how many threads a large array is shared among.

    It is 1 at first, or what CACT_NUM_THREADS says. Results don't depend on it, and no more are used than OpenMP
    allows (OMP_NUM_THREADS, threadpoolctl).

    Parameters
    ----------
    k : int
        From 1 on.

    Raises
    ------
    RuntimeError
        For more than one where OpenMP or its library (libgomp) is missing.

    See Also
    --------
    get_num_threads : How many it is.

    Examples
    --------
    >>> import cact
    >>> cact.set_num_threads(1)
    """
    try:
        k = index(k)
    except TypeError:
        raise TypeError(f"set_num_threads: k must be an integer, not {type(k).__name__}") from None
    if not 1 <= k <= INT_MAX:
        raise ValueError(f"set_num_threads: a number of threads k is from 1 to {INT_MAX}, not {k}")
    if k > 1:
        load_threads()
    cact_set_num_threads(k)


def get_num_threads() -> int:
    """How many threads a large array gets.

    Returns
    -------
    int
        1 until more are asked for.

    See Also
    --------
    set_num_threads : Ask for more.

    Examples
    --------
    >>> import cact
    >>> cact.get_num_threads() >= 1
    True
    """
    return cact_get_num_threads()


def self_test():
    """Whether anything breaks cact's promises in this process.

    Returns
    -------
    str or None
        None, or what it is in words: flush-to-zero, the rounding mode, a bad build.

    See Also
    --------
    isa : The instruction set that is tested.

    Examples
    --------
    >>> import cact
    >>> cact.self_test() is None
    True
    """
    cdef const char *fault = cact_self_test()
    return fault.decode() if fault != NULL else None


version = cact_version().decode()
