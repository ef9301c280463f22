# cython: language_level=3, freethreading_compatible=True
"""Drivers: which arrays may go straight to a kernel, and the ufunc loops. No mathematics here."""

cimport cython
from cpython.buffer cimport PyObject_CheckBuffer
from cpython.object cimport PyObject
from libc.stddef cimport ptrdiff_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy

cimport numpy as cnp
import numpy as np
from numpy.lib.array_utils import normalize_axis_index

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
    PyObject *PyTuple_GET_ITEM(PyObject *t, Py_ssize_t i)
    Py_ssize_t PyTuple_GET_SIZE(PyObject *t)
    bint PyFloat_CheckExact(PyObject *o)
    double PyFloat_AS_DOUBLE(PyObject *o)
    PyObject *Py_None

cdef extern from "numpy/arrayobject.h":
    bint PyArray_CheckExact(PyObject *o)
    bint PyArray_ISCARRAY_RO(PyObject *a)
    bint PyArray_ISCARRAY(PyObject *a)
    int PyArray_NDIM(PyObject *a)
    int PyArray_TYPE(PyObject *a)
    cnp.npy_intp *PyArray_DIMS(PyObject *a)
    cnp.npy_intp PyArray_SIZE(PyObject *a)
    void *PyArray_DATA(PyObject *a)
    object PyArray_SimpleNew(int nd, cnp.npy_intp *dims, int typenum)
    bint PyArray_CompareLists(const cnp.npy_intp *a, const cnp.npy_intp *b, int n)

cdef extern from "numpy/ufuncobject.h":
    ctypedef void (*PyUFuncGenericFunction)(char **, const cnp.npy_intp *, const cnp.npy_intp *, void *) noexcept nogil
    object PyUFunc_FromFuncAndData(PyUFuncGenericFunction *func, void **data, const char *types, int ntypes, int nin,
                                   int nout, int identity, const char *name, const char *doc, int unused)
    object PyUFunc_FromFuncAndDataAndSignature(PyUFuncGenericFunction *func, void **data, const char *types, int ntypes,
                                               int nin, int nout, int identity, const char *name, const char *doc,
                                               int unused, const char *signature)
    int PyUFunc_None

DEF OPS = 4
cdef tuple OP_SUFFIX = ("", "_prime", "_backward", "_backward_from_y")  # in the order of cact_op
cdef Py_ssize_t RELEASE_GIL_ABOVE = 8192  # elements; below it costs more than another thread could gain
cdef object OUT = "out"


# ---- element-wise ufuncs ------------------------------------------------------------------------------------------

cdef struct Job:  # what a ufunc loop is told
    const cact_info *info
    cact_op op


cdef void loop_f32(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    cdef Job *job = <Job *>data
    cdef int two = job.op >= CACT_BACKWARD, has_p = job.info.param != NULL, out = 1 + two + has_p
    cact_apply_strided_f32(job.info, job.op, <float *>a[two], s[two] // 4, <float *>a[0], s[0] // 4,
                           <float *>a[out], s[out] // 4, n[0],
                           <float *>a[1 + two] if has_p else NULL, s[1 + two] // 4 if has_p else 0)


cdef void loop_f64(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    cdef Job *job = <Job *>data
    cdef int two = job.op >= CACT_BACKWARD, has_p = job.info.param != NULL, out = 1 + two + has_p
    cact_apply_strided_f64(job.info, job.op, <double *>a[two], s[two] // 8, <double *>a[0], s[0] // 8,
                           <double *>a[out], s[out] // 8, n[0],
                           <double *>a[1 + two] if has_p else NULL, s[1 + two] // 8 if has_p else 0)


# Everything a ufunc points to lives as long as the process.
cdef PyUFuncGenericFunction *loops = <PyUFuncGenericFunction *>malloc(2 * sizeof(PyUFuncGenericFunction))
loops[0], loops[1] = loop_f32, loop_f64
cdef char[8] TYPES  # a ufunc of k arguments uses the last k of the first half and the first k of the second
TYPES[:] = [cnp.NPY_FLOAT] * 4 + [cnp.NPY_DOUBLE] * 4
cdef list kept = []


cdef object make_ufunc(const cact_info *info, int op):
    cdef Job *job = <Job *>malloc(sizeof(Job))
    cdef void **data = <void **>malloc(2 * sizeof(void *))
    cdef int n_in = 1 + (op >= CACT_BACKWARD) + (info.param != NULL)
    job.info, job.op = info, <cact_op>op
    data[0] = data[1] = job
    name = info.name + OP_SUFFIX[op].encode()
    arguments = ("dy, " if op >= CACT_BACKWARD else "") + ("y" if op == CACT_BACKWARD_FROM_Y else "x")
    doc = f"{arguments}{', ' + info.param.decode() if info.param != NULL else ''}: see cact.{name.decode()}".encode()
    kept.extend((name, doc))
    return PyUFunc_FromFuncAndData(loops, data, TYPES + 4 - (n_in + 1), 2, n_in, 1, PyUFunc_None, name, doc, 0)


def element_wise():
    """{name: ufunc} of every activation and operation in the registry."""
    found = {}
    cdef size_t i
    cdef int op
    for i in range(cact_count()):
        for op in range(OPS):
            if op != CACT_BACKWARD_FROM_Y or cact_at(i).has_from_y:
                found[cact_at(i).name.decode() + OP_SUFFIX[op]] = make_ufunc(cact_at(i), op)
    return found


def registry():
    """The registry as dictionaries, in its order."""
    return [dict(name=cact_at(i).name.decode(), has_from_y=bool(cact_at(i).has_from_y),
                 param=cact_at(i).param.decode() if cact_at(i).param != NULL else None,
                 param_default=cact_at(i).param_default, ulp_forward=cact_at(i).ulp_forward,
                 ulp_prime=cact_at(i).ulp_prime) for i in range(cact_count())]


# ---- the short path: plain arrays go to the kernel without NumPy's machinery ---------------------------------------

cdef inline bint is_plain(PyObject *a) noexcept:
    return PyArray_CheckExact(a) and PyArray_ISCARRAY_RO(a) and PyArray_NDIM(a) > 0


cdef inline bint is_like(PyObject *a, PyObject *b) noexcept:
    return (PyArray_TYPE(a) == PyArray_TYPE(b) and PyArray_NDIM(a) == PyArray_NDIM(b)
            and PyArray_CompareLists(PyArray_DIMS(a), PyArray_DIMS(b), PyArray_NDIM(a)))


cdef inline bint may_write(PyObject *out, PyObject *a, Py_ssize_t nbytes) noexcept:
    """out is a itself or doesn't touch it."""
    cdef Py_ssize_t apart = <char *>PyArray_DATA(out) - <char *>PyArray_DATA(a)
    return apart == 0 or apart >= nbytes or apart <= -nbytes


cdef class Function:
    """A public element-wise function: plain arrays take the short path, everything else the wrapped definition."""
    cdef vectorcallfunc vectorcall
    cdef const cact_info *info
    cdef cact_op op
    cdef int n_in
    cdef object param, general
    cdef dict __dict__

    def __init__(self, general, str name):
        stem, op = name, 0
        for i in range(OPS - 1, 0, -1):
            if name.endswith(OP_SUFFIX[i]):
                stem, op = name[:-len(OP_SUFFIX[i])], i
                break
        self.info = cact_find(stem.encode())
        if self.info == NULL:
            raise LookupError(f"no activation named {stem!r}")
        self.op, self.n_in, self.general = <cact_op>op, 1 + (op >= CACT_BACKWARD), general
        self.param = self.info.param.decode() if self.info.param != NULL else None
        self.vectorcall = <vectorcallfunc>call
        for attribute in ("__name__", "__qualname__", "__module__", "__doc__", "__annotations__"):
            setattr(self, attribute, getattr(general, attribute))
        setattr(self, "__wrapped__", general)

    def __call__(self, *args, **kwargs):
        return self.general(*args, **kwargs)

    def __repr__(self):
        return f"<cact function {self.__name__}>"

    def __reduce__(self):
        return self.__qualname__


cdef object call(PyObject *me, PyObject *const *args, size_t nargsf, PyObject *names):
    cdef Function f = <Function>me
    cdef Py_ssize_t n = PyVectorcall_NARGS(nargsf), named = 0 if names == NULL else PyTuple_GET_SIZE(names), i, nbytes
    cdef int has_param = f.info.param != NULL, out_at = f.n_in + has_param, at
    cdef PyObject *slot[4]
    cdef PyObject *name
    cdef PyObject *x
    cdef PyObject *dy = NULL
    cdef PyObject *out
    cdef double p = f.info.param_default
    cdef object result

    slot[0] = slot[1] = slot[2] = slot[3] = NULL
    if n > out_at + 1:
        return PyObject_Vectorcall(f.general, args, nargsf, names)
    for i in range(n):
        slot[i] = args[i]
    for i in range(named):
        name = PyTuple_GET_ITEM(names, i)
        if name == <PyObject *>OUT:
            at = out_at
        elif has_param and name == <PyObject *>f.param:
            at = f.n_in
        else:
            return PyObject_Vectorcall(f.general, args, nargsf, names)
        if slot[at] != NULL:
            return PyObject_Vectorcall(f.general, args, nargsf, names)
        slot[at] = args[n + i]

    x = slot[f.n_in - 1]
    if x == NULL or not is_plain(x) or not (PyArray_TYPE(x) == cnp.NPY_FLOAT or PyArray_TYPE(x) == cnp.NPY_DOUBLE):
        return PyObject_Vectorcall(f.general, args, nargsf, names)
    if f.n_in == 2:
        dy = slot[0]
        if not is_plain(dy) or not is_like(dy, x):
            return PyObject_Vectorcall(f.general, args, nargsf, names)
    if has_param and slot[f.n_in] != NULL:
        if not PyFloat_CheckExact(slot[f.n_in]):
            return PyObject_Vectorcall(f.general, args, nargsf, names)
        p = PyFloat_AS_DOUBLE(slot[f.n_in])

    out = slot[out_at]
    if out == NULL or out == Py_None:
        result = PyArray_SimpleNew(PyArray_NDIM(x), PyArray_DIMS(x), PyArray_TYPE(x))
    else:
        nbytes = PyArray_SIZE(x) * (4 if PyArray_TYPE(x) == cnp.NPY_FLOAT else 8)
        if (not PyArray_CheckExact(out) or not PyArray_ISCARRAY(out) or not is_like(out, x)
                or not may_write(out, x, nbytes) or (dy != NULL and not may_write(out, dy, nbytes))):
            return PyObject_Vectorcall(f.general, args, nargsf, names)
        result = <object>out
    run(f, x, dy, <PyObject *>result, p)
    return result


cdef void run(Function f, PyObject *x, PyObject *dy, PyObject *out, double p):
    cdef const cact_info *info = f.info
    cdef cact_op op = f.op
    cdef void *px = PyArray_DATA(x)
    cdef void *pdy = PyArray_DATA(dy) if dy != NULL else NULL
    cdef void *pout = PyArray_DATA(out)
    cdef size_t n = PyArray_SIZE(x)
    cdef bint single = PyArray_TYPE(x) == cnp.NPY_FLOAT
    if <Py_ssize_t>n <= RELEASE_GIL_ABOVE:
        if single:
            cact_apply_f32(info, op, <float *>px, <float *>pdy, <float *>pout, n, <float>p)
        else:
            cact_apply_f64(info, op, <double *>px, <double *>pdy, <double *>pout, n, p)
    else:
        with nogil:
            if single:
                cact_apply_f32(info, op, <float *>px, <float *>pdy, <float *>pout, n, <float>p)
            else:
                cact_apply_f64(info, op, <double *>px, <double *>pdy, <double *>pout, n, p)


cdef void enable_vectorcall():
    cdef Function f = Function.__new__(Function)
    cdef PyTypeObject *t = <PyTypeObject *>Function
    t.tp_vectorcall_offset = <char *>&f.vectorcall - <char *><PyObject *>f
    t.tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL


enable_vectorcall()


def fast(general):
    """Give an element-wise definition of activations.py the short path."""
    return Function(general, general.__name__)


# ---- buffers: array.array, memoryview, ctypes arrays ----------------------------------------------------------------

def as_array(a, bint writable=False):
    """An ndarray over the memory of a buffer exporter, through a typed memoryview where it is one of floats or doubles."""
    cdef const float[::1] f
    cdef const double[::1] d
    if isinstance(a, (np.ndarray, np.generic, bytes, str)) or hasattr(a, "__array_ufunc__") or not PyObject_CheckBuffer(a):
        return a
    view = memoryview(a)
    if writable and view.readonly:
        raise ValueError(f"out is a read-only {type(a).__name__}")
    if view.ndim == 1 and not writable:
        if view.format == "f":
            f = a
            return np.asarray(f)
        if view.format == "d":
            d = a
            return np.asarray(d)
    return np.asarray(view)


cdef object as_float(a):
    """Small integers as float32, which holds them: beside a Python number as parameter NumPy would take float64."""
    small = isinstance(a, np.ndarray) and a.dtype.kind in "biu" and a.itemsize <= 2
    return a.astype(np.float32) if small else a


def through(ufunc, *inputs, out=None, **options):
    """ufunc(*inputs, out=out) for anything: buffers become arrays over the same memory, errors name what came."""
    arrays = [as_float(as_array(a)) for a in inputs]
    target = as_array(out, True) if out is not None else None
    try:
        result = ufunc(*arrays, out=target, **options)
    except TypeError as error:
        kinds = {str(np.asarray(a).dtype): np.asarray(a).dtype.kind for a in arrays
                 if not hasattr(a, "__array_ufunc__") or isinstance(a, np.ndarray)}
        wrong = [name for name, kind in kinds.items() if kind not in "biuf"]
        if wrong:
            raise TypeError(f"{ufunc.__name__} takes real numbers, not {', '.join(wrong)}") from None
        raise
    return result if out is None or target is out else out


# ---- rows ------------------------------------------------------------------------------------------------------------

ctypedef void (*forward_f32)(const float *, float *, size_t, size_t, size_t) noexcept nogil
ctypedef void (*forward_f64)(const double *, double *, size_t, size_t, size_t) noexcept nogil
ctypedef void (*backward_f32)(const float *, const float *, float *, size_t, size_t, size_t) noexcept nogil
ctypedef void (*backward_f64)(const double *, const double *, double *, size_t, size_t, size_t) noexcept nogil
ctypedef void (*jacobian_f32)(const float *, float *, size_t, size_t) noexcept nogil
ctypedef void (*jacobian_f64)(const double *, double *, size_t, size_t) noexcept nogil

cdef struct RowJob:
    const char *signature
    int n_in
    int core[3]  # core dimensions of each argument: 0, 1 (n) or 2 (n, n)
    void *f32
    void *f64


cdef void call_rows(RowJob *job, char **a, size_t outer, size_t n, size_t inner, int itemsize) noexcept nogil:
    if job.core[job.n_in] == 2:
        if itemsize == 4:
            (<jacobian_f32>job.f32)(<float *>a[0], <float *>a[1], outer, n)
        else:
            (<jacobian_f64>job.f64)(<double *>a[0], <double *>a[1], outer, n)
    elif job.n_in == 1:
        if itemsize == 4:
            (<forward_f32>job.f32)(<float *>a[0], <float *>a[1], outer, n, inner)
        else:
            (<forward_f64>job.f64)(<double *>a[0], <double *>a[1], outer, n, inner)
    elif itemsize == 4:
        (<backward_f32>job.f32)(<float *>a[0], <float *>a[1], <float *>a[2], outer, n, inner)
    else:
        (<backward_f64>job.f64)(<double *>a[0], <double *>a[1], <double *>a[2], outer, n, inner)


cdef inline void copy_core(char *dense, char *strided, int core, Py_ssize_t n, const cnp.npy_intp *s, int itemsize,
                           bint out) noexcept nogil:
    cdef Py_ssize_t i, j, columns = n if core == 2 else 1, rows = n if core else 1
    cdef char *at
    for i in range(rows):
        for j in range(columns):
            at = strided + (i * s[0] if core else 0) + (j * s[1] if core == 2 else 0)
            if out:
                memcpy(at, dense, itemsize)
            else:
                memcpy(dense, at, itemsize)
            dense += itemsize


cdef void row_loop(char **a, const cnp.npy_intp *dims, const cnp.npy_intp *steps, RowJob *job, int itemsize) noexcept nogil:
    """Rows through dense buffers: any strides. Dense arrays come here only from callers of the gufunc itself."""
    cdef Py_ssize_t n = dims[1], r, size
    cdef int k, args = job.n_in + 1
    cdef char *dense[3]
    cdef const cnp.npy_intp *core = steps + args
    cdef char *buffer = <char *>malloc((n * n + 2 * n + 3) * itemsize)
    if buffer == NULL:
        with gil:
            raise MemoryError()
    for r in range(dims[0]):
        core = steps + args
        size = 0
        for k in range(args):
            dense[k] = buffer + size * itemsize
            size += n * n if job.core[k] == 2 else n if job.core[k] else 1
            if k < job.n_in:
                copy_core(dense[k], a[k] + r * steps[k], job.core[k], n, core, itemsize, False)
                core += job.core[k]
        call_rows(job, dense, 1, n, 1, itemsize)
        copy_core(dense[job.n_in], a[job.n_in] + r * steps[job.n_in], job.core[job.n_in], n, core, itemsize, True)
    free(buffer)


cdef void row_loop_f32(char **a, const cnp.npy_intp *dims, const cnp.npy_intp *steps, void *data) noexcept nogil:
    row_loop(a, dims, steps, <RowJob *>data, 4)


cdef void row_loop_f64(char **a, const cnp.npy_intp *dims, const cnp.npy_intp *steps, void *data) noexcept nogil:
    row_loop(a, dims, steps, <RowJob *>data, 8)


cdef PyUFuncGenericFunction *row_loops = <PyUFuncGenericFunction *>malloc(2 * sizeof(PyUFuncGenericFunction))
row_loops[0], row_loops[1] = row_loop_f32, row_loop_f64
cdef dict row_jobs = {}


cdef object make_gufunc(str name, bytes signature, void *f32, void *f64):
    cdef RowJob *job = <RowJob *>malloc(sizeof(RowJob))
    cdef void **data = <void **>malloc(2 * sizeof(void *))
    parts = signature.decode().replace("->", ",").replace("),(", ");(").split(";")
    job.n_in = len(parts) - 1
    for i, part in enumerate(parts):
        job.core[i] = part.count("n")
    job.f32, job.f64 = f32, f64
    data[0] = data[1] = job
    encoded, doc = name.encode(), f"see cact.{name}".encode()
    kept.extend((encoded, doc, signature))
    row_jobs[name] = <size_t>job
    return PyUFunc_FromFuncAndDataAndSignature(row_loops, data, TYPES + 4 - (job.n_in + 1), 2, job.n_in, 1, PyUFunc_None,
                                               encoded, doc, 0, signature)


def row_wise():
    """{name: gufunc} of the functions of rows."""
    each, reduce, matrix = b"(n)->(n)", b"(n)->()", b"(n)->(n,n)"
    gradient, spread = b"(n),(n)->(n)", b"(),(n)->(n)"
    return {
        "softmax": make_gufunc("softmax", each, <void *>cact_softmax_f32, <void *>cact_softmax_f64),
        "softmax_prime": make_gufunc("softmax_prime", matrix, <void *>cact_softmax_prime_f32, <void *>cact_softmax_prime_f64),
        "softmax_backward": make_gufunc("softmax_backward", gradient, <void *>cact_softmax_backward_f32,
                                        <void *>cact_softmax_backward_f64),
        "softmax_backward_from_y": make_gufunc("softmax_backward_from_y", gradient, <void *>cact_softmax_backward_from_y_f32,
                                               <void *>cact_softmax_backward_from_y_f64),
        "log_softmax": make_gufunc("log_softmax", each, <void *>cact_log_softmax_f32, <void *>cact_log_softmax_f64),
        "log_softmax_prime": make_gufunc("log_softmax_prime", matrix, <void *>cact_log_softmax_prime_f32,
                                         <void *>cact_log_softmax_prime_f64),
        "log_softmax_backward": make_gufunc("log_softmax_backward", gradient, <void *>cact_log_softmax_backward_f32,
                                            <void *>cact_log_softmax_backward_f64),
        "log_softmax_backward_from_y": make_gufunc("log_softmax_backward_from_y", gradient,
                                                   <void *>cact_log_softmax_backward_from_y_f32,
                                                   <void *>cact_log_softmax_backward_from_y_f64),
        "logsumexp": make_gufunc("logsumexp", reduce, <void *>cact_logsumexp_f32, <void *>cact_logsumexp_f64),
        "logsumexp_backward": make_gufunc("logsumexp_backward", spread, <void *>cact_logsumexp_backward_f32,
                                          <void *>cact_logsumexp_backward_f64),
    }


def rows(gufunc, *inputs, axis=-1, out=None):
    """Rows of dense float arrays along any axis go straight to the C function; the rest to the gufunc."""
    cdef RowJob *job
    cdef char *a[3]
    cdef size_t outer = 1, n, inner = 1
    cdef int itemsize, k
    inputs = tuple(as_array(x) for x in inputs)
    target = as_array(out, True) if out is not None else None
    x = inputs[-1]
    if not hasattr(x, "__array_ufunc__"):
        x = np.asarray(x)
        inputs = (*inputs[:-1], x)
    if isinstance(x, np.ndarray) and x.ndim == 0:  # a row of one
        if gufunc.signature == "(n)->(n,n)":
            return through(gufunc, x[None], out=out)
        normalize_axis_index(axis, 1)
        lifted = tuple(np.asarray(i)[None] if gufunc.signature != "(),(n)->(n)" or k else i for k, i in enumerate(inputs))
        result = through(gufunc, *lifted)
        result = result[0] if result.ndim else result
        if out is None:
            return result
        target[...] = result
        return out
    job = <RowJob *><size_t>row_jobs[gufunc.__name__]
    if job.core[job.n_in] == 2 or not all(map(is_dense, map(type, inputs), inputs)):
        options = {} if job.core[job.n_in] == 2 else axis_options(job, axis, x)
        return through(gufunc, *inputs, out=out, **options)
    where = normalize_axis_index(axis, x.ndim)
    shape, reduced = x.shape, x.shape[:where] + x.shape[where + 1:]
    shapes = [shape if job.core[k] else reduced for k in range(job.n_in + 1)]
    if any(i.dtype != x.dtype or i.shape != s for i, s in zip(inputs, shapes)):
        return through(gufunc, *inputs, out=out, **axis_options(job, axis, x))
    if target is None:
        target = np.empty(shapes[-1], x.dtype)
        out = target if target.ndim else None
    elif not (is_dense(type(target), target) and target.flags.writeable and target.dtype == x.dtype and target.shape == shapes[-1]
              and all(target is i or not np.may_share_memory(target, i) for i in inputs)):
        return through(gufunc, *inputs, out=out, **axis_options(job, axis, x))
    for k in range(where):
        outer *= shape[k]
    for k in range(where + 1, x.ndim):
        inner *= shape[k]
    n, itemsize = shape[where], x.itemsize
    for k in range(job.n_in):
        a[k] = <char *>PyArray_DATA(<PyObject *>inputs[k])
    a[job.n_in] = <char *>PyArray_DATA(<PyObject *>target)
    with nogil:
        call_rows(job, a, outer, n, inner, itemsize)
    return out if out is not None else target[()]


cdef bint is_dense(kind, a):
    return kind is np.ndarray and PyArray_ISCARRAY_RO(<PyObject *>a) and a.dtype.char in "fd"


cdef dict axis_options(RowJob *job, axis, x):
    """axis= works where all arguments have the one core dimension or none; NumPy wants them one by one otherwise."""
    if isinstance(x, np.ndarray):
        normalize_axis_index(axis, x.ndim)
    return {"axes": [(axis,) if job.core[k] else () for k in range(job.n_in + 1)]}


# ---- for Cython, on typed memoryviews ------------------------------------------------------------------------------

cdef int apply_f32(const char *name, int op, const float[::1] x, float[::1] y, float p) except -1 nogil:
    cdef const cact_info *info = cact_find(name)
    if info == NULL or x.shape[0] != y.shape[0] or op > CACT_PRIME:
        raise ValueError("cact: unknown activation, other length or an operation with a gradient")
    if x.shape[0]:
        cact_apply_f32(info, <cact_op>op, &x[0], NULL, &y[0], x.shape[0], p)
    return 0


cdef int apply_f64(const char *name, int op, const double[::1] x, double[::1] y, double p) except -1 nogil:
    cdef const cact_info *info = cact_find(name)
    if info == NULL or x.shape[0] != y.shape[0] or op > CACT_PRIME:
        raise ValueError("cact: unknown activation, other length or an operation with a gradient")
    if x.shape[0]:
        cact_apply_f64(info, <cact_op>op, &x[0], NULL, &y[0], x.shape[0], p)
    return 0


# ---- which code runs -----------------------------------------------------------------------------------------------

def isa() -> str:
    """The instruction set in use: 'baseline', 'avx2', 'avx512' on x86-64, 'baseline' elsewhere."""
    return cact_isa().decode()


def isas() -> list:
    """The instruction sets this CPU can run, weakest first."""
    found = []
    while cact_isa_at(len(found)) != NULL:
        found.append(cact_isa_at(len(found)).decode())
    return found


def use_isa(name: str) -> None:
    """Force an instruction set; ValueError if this CPU lacks it. Not while another thread computes."""
    if cact_use_isa(name.encode()):
        raise ValueError(f"unknown or missing instruction set {name!r}; this CPU has {', '.join(isas())}")


version = cact_version().decode()
