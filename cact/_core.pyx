# cython: language_level=3, freethreading_compatible=True
"""Drivers: which arrays may go straight to a kernel, and the ufunc loops. No mathematics here."""

cimport cython
from cpython.buffer cimport PyObject_CheckBuffer
from cpython.object cimport PyObject
from libc.stddef cimport ptrdiff_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcmp, memcpy

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
    PyObject *PyTuple_GET_ITEM(PyObject *t, Py_ssize_t i)
    Py_ssize_t PyTuple_GET_SIZE(PyObject *t)
    bint PyFloat_CheckExact(PyObject *o)
    bint PyLong_CheckExact(PyObject *o)
    Py_ssize_t PyLong_AsSsize_t(PyObject *o) except? -1
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
    enum: NPY_MAXDIMS

cdef extern from "numpy/ufuncobject.h":
    ctypedef void (*PyUFuncGenericFunction)(char **, const cnp.npy_intp *, const cnp.npy_intp *, void *) noexcept nogil
    object PyUFunc_FromFuncAndData(PyUFuncGenericFunction *func, void **data, const char *types, int ntypes, int nin,
                                   int nout, int identity, const char *name, const char *doc, int unused)
    object PyUFunc_FromFuncAndDataAndSignature(PyUFuncGenericFunction *func, void **data, const char *types, int ntypes,
                                               int nin, int nout, int identity, const char *name, const char *doc,
                                               int unused, const char *signature)
    int PyUFunc_None
    void PyUFunc_clearfperr() noexcept nogil

DEF OPS = 4
cdef tuple OP_SUFFIX = ("", "_prime", "_backward", "_backward_from_y")  # in the order of cact_op
cdef Py_ssize_t RELEASE_GIL_ABOVE = 8192  # elements; below it costs more than another thread could gain
cdef object OUT = "out", AXIS = "axis"

ctypedef int (*apply_f32_t)(const cact_info *, cact_op, const float *, const float *, float *, size_t, float) noexcept nogil
ctypedef int (*strided_f32_t)(const cact_info *, cact_op, const float *, ptrdiff_t, const float *, ptrdiff_t, float *,
                              ptrdiff_t, size_t, const float *, ptrdiff_t) noexcept nogil
ctypedef void (*rows_f32_t)(const cact_rows_info *, const float *, const float *, float *, size_t, size_t, size_t) noexcept nogil


# What a function or a ufunc loop is told: an element-wise operation, or one on rows.
cdef struct Job:
    const cact_info *info
    cact_op op
    const cact_rows_info *rows
    bint exact  # the exact tier has no float64
    int n_in    # arrays: x, or dy and x
    int core[3] # rows: dimensions of each argument that belong to one row: 0, 1 (n) or 2 (n, n)


# x of a call with a parameter per channel.
cdef struct Parts:
    size_t outer, channels, inner


cdef Job *new_job(const cact_info *info, int op, const cact_rows_info *rows, bint exact):
    """Lives as long as the process, as ufuncs do."""
    cdef Job *job = <Job *>malloc(sizeof(Job))
    job.info, job.op, job.rows, job.exact = info, <cact_op>op, rows, exact
    if rows == NULL:
        job.n_in = 1 + (op >= CACT_BACKWARD)
    else:
        job.n_in = 1 + (rows.kind == CACT_ROWS_BACKWARD or rows.kind == CACT_ROWS_SPREAD)
        job.core = [1, 1, 1]
        if rows.kind == CACT_ROWS_REDUCE:
            job.core[1] = 0
        elif rows.kind == CACT_ROWS_JACOBIAN:
            job.core[1] = 2
        elif rows.kind == CACT_ROWS_SPREAD:
            job.core[0] = 0
    return job


cdef void apply_rows(Job *job, int itemsize, char **a, size_t outer, size_t n, size_t inner) noexcept nogil:
    """a: the inputs in the order of the Python function, then the output."""
    cdef char *x = a[job.n_in - 1]
    cdef char *dy = a[0] if job.n_in == 2 else NULL
    cdef char *out = a[job.n_in]
    if itemsize == 8:
        cact_apply_rows_f64(job.rows, <double *>x, <double *>dy, <double *>out, outer, n, inner)
    elif job.exact:
        cact_exact_apply_rows_f32(job.rows, <float *>x, <float *>dy, <float *>out, outer, n, inner)
    else:
        cact_apply_rows_f32(job.rows, <float *>x, <float *>dy, <float *>out, outer, n, inner)


# ---- ufuncs --------------------------------------------------------------------------------------------------------
# cact reports nothing through floating-point flags: a loop clears those that NumPy would make warnings of.

cdef void loop_f32(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    cdef Job *job = <Job *>data
    cdef int two = job.op >= CACT_BACKWARD, has_p = job.info.param != NULL, out = 1 + two + has_p
    cdef strided_f32_t apply = cact_exact_apply_strided_f32 if job.exact else cact_apply_strided_f32
    apply(job.info, job.op, <float *>a[two], s[two] // 4, <float *>a[0], s[0] // 4, <float *>a[out], s[out] // 4, n[0],
          <float *>a[1 + two] if has_p else NULL, s[1 + two] // 4 if has_p else 0)
    PyUFunc_clearfperr()


cdef void loop_f64(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    cdef Job *job = <Job *>data
    cdef int two = job.op >= CACT_BACKWARD, has_p = job.info.param != NULL, out = 1 + two + has_p
    cact_apply_strided_f64(job.info, job.op, <double *>a[two], s[two] // 8, <double *>a[0], s[0] // 8,
                           <double *>a[out], s[out] // 8, n[0],
                           <double *>a[1 + two] if has_p else NULL, s[1 + two] // 8 if has_p else 0)
    PyUFunc_clearfperr()


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


cdef void row_loop(char **a, const cnp.npy_intp *dims, const cnp.npy_intp *steps, Job *job, int itemsize) noexcept nogil:
    """Rows through dense buffers: any strides. Dense arrays come here only from callers of the gufunc itself."""
    cdef Py_ssize_t n = dims[1], r, size
    cdef int k, args = job.n_in + 1
    cdef char *dense[3]
    cdef const cnp.npy_intp *core
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
        apply_rows(job, itemsize, dense, 1, n, 1)
        copy_core(dense[job.n_in], a[job.n_in] + r * steps[job.n_in], job.core[job.n_in], n, core, itemsize, True)
    free(buffer)
    PyUFunc_clearfperr()


cdef void row_loop_f32(char **a, const cnp.npy_intp *dims, const cnp.npy_intp *steps, void *data) noexcept nogil:
    row_loop(a, dims, steps, <Job *>data, 4)


cdef void row_loop_f64(char **a, const cnp.npy_intp *dims, const cnp.npy_intp *steps, void *data) noexcept nogil:
    row_loop(a, dims, steps, <Job *>data, 8)


# Everything a ufunc points to lives as long as the process.
cdef PyUFuncGenericFunction[2] loops
cdef PyUFuncGenericFunction[2] row_loops
loops[0], loops[1], row_loops[0], row_loops[1] = loop_f32, loop_f64, row_loop_f32, row_loop_f64
cdef char[8] TYPES  # a ufunc of k arguments uses the last k of the first half and the first k of the second
TYPES[:] = [cnp.NPY_FLOAT] * 4 + [cnp.NPY_DOUBLE] * 4
cdef list kept = []


cdef object make_ufunc(str name, Job *job):
    cdef void **data = <void **>malloc(2 * sizeof(void *))
    cdef int types = 1 if job.exact else 2, n_args = job.n_in + 1
    data[0] = data[1] = job
    doc = f"see cact.{'exact.' if job.exact else ''}{name}".encode()
    encoded = name.encode()
    kept.extend((encoded, doc))
    if job.rows == NULL:
        n_args += job.info.param != NULL
        return PyUFunc_FromFuncAndData(loops, data, TYPES + 4 - n_args, types, n_args - 1, 1, PyUFunc_None, encoded, doc, 0)
    cores = ["()", "(n)", "(n,n)"]
    signature = f"{','.join(cores[job.core[k]] for k in range(job.n_in))}->{cores[job.core[job.n_in]]}".encode()
    kept.append(signature)
    return PyUFunc_FromFuncAndDataAndSignature(row_loops, data, TYPES + 4 - n_args, types, job.n_in, 1, PyUFunc_None,
                                               encoded, doc, 0, signature)


cdef dict jobs = {}  # address of the job of each ufunc


def make_ufuncs(bint exact=False):
    """{name: ufunc} of everything in the two registries, in a tier."""
    cdef size_t i
    cdef int op
    cdef Job *job
    found = {}
    for i in range(cact_count()):
        for op in range(OPS):
            if op != CACT_BACKWARD_FROM_Y or cact_at(i).has_from_y:
                name = cact_at(i).name.decode() + OP_SUFFIX[op]
                job = new_job(cact_at(i), op, NULL, exact)
                found[name] = make_ufunc(name, job)
                jobs[found[name]] = <size_t>job
    for i in range(cact_rows_count()):
        name = cact_rows_at(i).name.decode()
        job = new_job(NULL, 0, cact_rows_at(i), exact)
        found[name] = make_ufunc(name, job)
        jobs[found[name]] = <size_t>job
    return found


def registry():
    """The registry of element-wise activations as dictionaries, in its order."""
    return [dict(name=cact_at(i).name.decode(), has_from_y=bool(cact_at(i).has_from_y),
                 param=cact_at(i).param.decode() if cact_at(i).param != NULL else None,
                 param_default=cact_at(i).param_default, ulp_forward=cact_at(i).ulp_forward,
                 ulp_prime=cact_at(i).ulp_prime) for i in range(cact_count())]


# ---- the short path: plain arrays go to the kernel without NumPy's machinery ---------------------------------------

cdef inline bint is_plain(PyObject *a) noexcept:
    return PyArray_CheckExact(a) and PyArray_ISCARRAY_RO(a) and PyArray_NDIM(a) > 0


cdef inline bint has_shape(PyObject *a, int nd, const cnp.npy_intp *dims) noexcept:
    return PyArray_NDIM(a) == nd and memcmp(PyArray_DIMS(a), dims, nd * sizeof(cnp.npy_intp)) == 0


cdef inline bint may_write(PyObject *out, Py_ssize_t out_bytes, PyObject *a, Py_ssize_t bytes) noexcept:
    """out is a itself or doesn't touch it."""
    cdef Py_ssize_t apart = <char *>PyArray_DATA(out) - <char *>PyArray_DATA(a)
    return (apart == 0 and out_bytes == bytes) or apart >= bytes or apart <= -out_bytes


cdef class Function:
    """A public function: plain arrays take the short path, everything else the wrapped definition. Positional arguments are
    the arrays, the parameter or the axis where there is one, and out."""
    cdef vectorcallfunc vectorcall
    cdef Job *job
    cdef object third, general  # third: the name of the parameter or "axis", or None
    cdef dict __dict__

    def __init__(self, general, ufunc):
        self.job = <Job *><size_t>jobs[ufunc]
        self.general = general
        self.third = None
        if self.job.rows == NULL:
            if self.job.info.param != NULL:
                self.third = self.job.info.param.decode()
        elif self.job.rows.kind != CACT_ROWS_JACOBIAN:
            self.third = AXIS
        self.vectorcall = <vectorcallfunc>call
        for attribute in ("__name__", "__qualname__", "__module__", "__doc__", "__annotations__"):
            setattr(self, attribute, getattr(general, attribute))
        setattr(self, "__wrapped__", general)

    def __call__(self, *args, **kwargs):
        return self.general(*args, **kwargs)

    def __repr__(self):
        return f"<function {self.__module__}.{self.__qualname__}>"

    def __reduce__(self):
        return self.__qualname__


cdef object call(PyObject *me, PyObject *const *args, size_t nargsf, PyObject *names):
    cdef Function f = <Function>me
    cdef Job *job = f.job
    cdef Py_ssize_t n = PyVectorcall_NARGS(nargsf), named = 0 if names == NULL else PyTuple_GET_SIZE(names), i
    cdef int n_in = job.n_in, out_at = n_in + (f.third is not None), at
    cdef PyObject *slot[4]
    cdef PyObject *name

    slot[0] = slot[1] = slot[2] = slot[3] = NULL
    if n > out_at + 1:
        return PyObject_Vectorcall(f.general, args, nargsf, names)
    for i in range(n):
        slot[i] = args[i]
    for i in range(named):
        name = PyTuple_GET_ITEM(names, i)
        if name == <PyObject *>OUT:
            at = out_at
        elif name == <PyObject *>f.third:
            at = n_in
        else:
            return PyObject_Vectorcall(f.general, args, nargsf, names)
        if slot[at] != NULL:
            return PyObject_Vectorcall(f.general, args, nargsf, names)
        slot[at] = args[n + i]
    if slot[out_at] == <PyObject *>None:
        slot[out_at] = NULL
    result = elements(job, slot, out_at) if job.rows == NULL else rows_of(job, slot, out_at)
    return PyObject_Vectorcall(f.general, args, nargsf, names) if result is NotImplemented else result


cdef object elements(Job *job, PyObject **slot, int out_at):
    """NotImplemented where an argument is not for the short path."""
    cdef PyObject *x = slot[job.n_in - 1]
    cdef PyObject *dy = slot[0] if job.n_in == 2 else NULL
    cdef PyObject *out = slot[out_at]
    cdef PyObject *given = slot[job.n_in] if job.info.param != NULL else NULL
    cdef double p = job.info.param_default
    cdef Py_ssize_t size, bytes
    cdef int type
    cdef Parts parts = Parts(0, 0, 0)
    if x == NULL or not is_plain(x):
        return NotImplemented
    type = PyArray_TYPE(x)
    if type != cnp.NPY_FLOAT and (type != cnp.NPY_DOUBLE or job.exact):
        return NotImplemented
    if dy != NULL and (not is_plain(dy) or PyArray_TYPE(dy) != type or not has_shape(dy, PyArray_NDIM(x), PyArray_DIMS(x))):
        return NotImplemented
    if given != NULL:
        if PyFloat_CheckExact(given):
            p = PyFloat_AS_DOUBLE(given)
        elif not is_plain(given) or PyArray_TYPE(given) != type or not channels_of(x, given, &parts):
            return NotImplemented
    size = PyArray_SIZE(x)
    if out == NULL:
        result = PyArray_SimpleNew(PyArray_NDIM(x), PyArray_DIMS(x), type)
        out = <PyObject *>result
    else:
        bytes = size * (4 if type == cnp.NPY_FLOAT else 8)
        if (not PyArray_CheckExact(out) or not PyArray_ISCARRAY(out) or PyArray_TYPE(out) != type
                or not has_shape(out, PyArray_NDIM(x), PyArray_DIMS(x)) or not may_write(out, bytes, x, bytes)
                or (dy != NULL and not may_write(out, bytes, dy, bytes))
                or (parts.outer and not may_write(out, bytes, given, PyArray_SIZE(given) * (bytes // max(size, 1))))):
            return NotImplemented
        result = <object>out
    cdef void *px = PyArray_DATA(x)
    cdef void *pdy = PyArray_DATA(dy) if dy != NULL else NULL
    cdef void *pout = PyArray_DATA(out)
    cdef void *pp
    if parts.outer:
        pp = PyArray_DATA(given)
        with nogil:
            run_channels(job, type, <char *>px, <char *>pdy, <char *>pout, <char *>pp, parts)
    elif size <= RELEASE_GIL_ABOVE:
        run(job, type, px, pdy, pout, size, p)
    else:
        with nogil:
            run(job, type, px, pdy, pout, size, p)
    return result


cdef inline void run(Job *job, int type, void *x, void *dy, void *out, size_t n, double p) noexcept nogil:
    if type == cnp.NPY_DOUBLE:
        cact_apply_f64(job.info, job.op, <double *>x, <double *>dy, <double *>out, n, p)
    elif job.exact:
        cact_exact_apply_f32(job.info, job.op, <float *>x, <float *>dy, <float *>out, n, <float>p)
    else:
        cact_apply_f32(job.info, job.op, <float *>x, <float *>dy, <float *>out, n, <float>p)


cdef bint channels_of(PyObject *x, PyObject *p, Parts *parts) noexcept:
    """x as (outer, channels, inner), where p has one value per channel; False for anything else that broadcasts."""
    cdef int k, ahead = PyArray_NDIM(x) - PyArray_NDIM(p)
    cdef cnp.npy_intp d
    parts[0] = Parts(1, 1, 1)
    if ahead < 0 or PyArray_SIZE(x) == 0:
        return False
    for k in reversed(range(PyArray_NDIM(x))):
        d = PyArray_DIMS(x)[k]
        if k < ahead or PyArray_DIMS(p)[k - ahead] == 1:
            if parts.channels == 1:
                parts.inner *= d
            else:
                parts.outer *= d
        elif PyArray_DIMS(p)[k - ahead] == d and parts.outer == 1:
            parts.channels *= d
        else:
            return False
    return True


cdef void run_channels(Job *job, int type, char *x, char *dy, char *out, char *p, Parts n) noexcept nogil:
    cdef size_t o, c, at, size = 8 if type == cnp.NPY_DOUBLE else 4
    cdef strided_f32_t strided = cact_exact_apply_strided_f32 if job.exact else cact_apply_strided_f32
    for o in range(n.outer):
        if n.inner == 1:
            at = o * n.channels * size
            if type == cnp.NPY_DOUBLE:
                cact_apply_strided_f64(job.info, job.op, <double *>(x + at), 1, <double *>(dy + at) if dy != NULL else NULL, 1,
                                       <double *>(out + at), 1, n.channels, <double *>p, 1)
            else:
                strided(job.info, job.op, <float *>(x + at), 1, <float *>(dy + at) if dy != NULL else NULL, 1,
                        <float *>(out + at), 1, n.channels, <float *>p, 1)
            continue
        for c in range(n.channels):
            at = (o * n.channels + c) * n.inner * size
            run(job, type, x + at, dy + at if dy != NULL else NULL, out + at, n.inner,
                (<double *>p)[c] if type == cnp.NPY_DOUBLE else (<float *>p)[c])


cdef object rows_of(Job *job, PyObject **slot, int out_at):
    """NotImplemented where an argument is not for the short path."""
    cdef PyObject *x = slot[job.n_in - 1]
    cdef PyObject *out = slot[out_at]
    cdef PyObject *given = slot[job.n_in] if job.rows.kind != CACT_ROWS_JACOBIAN else NULL
    cdef cnp.npy_intp[3][NPY_MAXDIMS + 1] dims  # of an argument with 0, 1 or 2 dimensions of a row
    cdef cnp.npy_intp size = 1
    cdef Py_ssize_t axis = -1, k, bytes
    cdef size_t outer = 1, inner = 1
    cdef int type, nd, core, itemsize
    cdef char *a[3]
    if x == NULL or not is_plain(x):
        return NotImplemented
    type, nd = PyArray_TYPE(x), PyArray_NDIM(x)
    if type != cnp.NPY_FLOAT and (type != cnp.NPY_DOUBLE or job.exact):
        return NotImplemented
    itemsize = 4 if type == cnp.NPY_FLOAT else 8
    if given != NULL:
        if not PyLong_CheckExact(given):
            return NotImplemented
        axis = PyLong_AsSsize_t(given)
    if axis < 0:
        axis += nd
    if axis < 0 or axis >= nd:
        return NotImplemented
    for k in range(nd):
        dims[1][k] = dims[2][k] = PyArray_DIMS(x)[k]
        if k < axis:
            outer *= <size_t>dims[1][k]
            dims[0][k] = dims[1][k]
        elif k > axis:
            inner *= <size_t>dims[1][k]
            dims[0][k - 1] = dims[1][k]
    dims[2][nd] = dims[1][axis]

    for k in range(job.n_in):
        core = job.core[k]
        if (slot[k] == NULL or not PyArray_CheckExact(slot[k]) or not PyArray_ISCARRAY_RO(slot[k])
                or PyArray_TYPE(slot[k]) != type or not has_shape(slot[k], nd - 1 + core, dims[core])):
            return NotImplemented
        a[k] = <char *>PyArray_DATA(slot[k])
    core = job.core[job.n_in]
    nd += core - 1
    if nd == 0 or nd > NPY_MAXDIMS:
        return NotImplemented
    if out == NULL:
        result = PyArray_SimpleNew(nd, dims[core], type)
        out = <PyObject *>result
    else:
        if (not PyArray_CheckExact(out) or not PyArray_ISCARRAY(out) or PyArray_TYPE(out) != type
                or not has_shape(out, nd, dims[core])):
            return NotImplemented
        bytes = PyArray_SIZE(out) * itemsize
        for k in range(job.n_in):
            if not may_write(out, bytes, slot[k], PyArray_SIZE(slot[k]) * itemsize):
                return NotImplemented
        result = <object>out
    a[job.n_in] = <char *>PyArray_DATA(out)
    if PyArray_SIZE(x) <= RELEASE_GIL_ABOVE and core < 2:
        apply_rows(job, itemsize, a, outer, <size_t>dims[1][axis], inner)
    else:
        with nogil:
            apply_rows(job, itemsize, a, outer, <size_t>dims[1][axis], inner)
    return result


cdef void enable_vectorcall():
    cdef Function f = Function.__new__(Function)
    cdef PyTypeObject *t = <PyTypeObject *>Function
    t.tp_vectorcall_offset = <char *>&f.vectorcall - <char *><PyObject *>f
    t.tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL


enable_vectorcall()


def fast(general):
    """Give a definition of activations.py, which calls the ufunc of its own name, the short path."""
    return Function(general, general.__globals__["ufuncs"].__dict__[general.__name__])


# ---- buffers ---------------------------------------------------------------------------------------------------------

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


def set_num_threads(k: int) -> None:
    """How many threads a large array is shared among; 1 at first, or what CACT_NUM_THREADS says. Results don't depend on
    it, and no more are used than OpenMP allows (OMP_NUM_THREADS, threadpoolctl)."""
    if not 1 <= k <= 2**31 - 1:
        raise ValueError(f"a number of threads is at least 1, not {k!r}")
    cact_set_num_threads(k)


def get_num_threads() -> int:
    """How many threads a large array gets: 1 where cact was built without OpenMP."""
    return cact_get_num_threads()


def self_test():
    """None, or what breaks cact's promises in this process, in words: flush-to-zero, the rounding mode, a bad build."""
    cdef const char *fault = cact_self_test()
    return fault.decode() if fault != NULL else None


version = cact_version().decode()
