# The short path, where plain arrays go to the kernel without NumPy's machinery: part of _core.pyx.

cdef Py_ssize_t RELEASE_GIL_ABOVE = 8192  # elements; below it costs more than another thread could gain
cdef object OUT = "out", AXIS = "axis"


# x of a call with a parameter per channel.
cdef struct Parts:
    size_t outer, channels, inner


cdef inline bint is_plain(PyObject *a) noexcept:
    return PyArray_CheckExact(a) and PyArray_ISCARRAY_RO(a) and PyArray_NDIM(a) > 0


cdef inline bint has_shape(PyObject *a, int nd, const cnp.npy_intp *dims) noexcept:
    return PyArray_NDIM(a) == nd and memcmp(PyArray_DIMS(a), dims, nd * sizeof(cnp.npy_intp)) == 0


cdef inline bint may_write(PyObject *out, Py_ssize_t out_bytes, PyObject *a, Py_ssize_t bytes) noexcept:
    """out is a itself or doesn't touch it."""
    cdef Py_ssize_t apart = <char *>PyArray_DATA(out) - <char *>PyArray_DATA(a)
    return (apart == 0 and out_bytes == bytes) or apart >= bytes or apart <= -out_bytes


cdef class Function:
    """A public function: plain arrays take the short path, everything else the wrapped definition. Positional arguments
    are the arrays, the parameter or the axis where there is one, and out where it is an element-wise function."""
    cdef vectorcallfunc vectorcall
    cdef Job *job
    cdef object third, general  # third: the name of the parameter or "axis", or None
    cdef dict __dict__
    cdef object __weakref__

    def __init__(self, general, ufunc):
        self.job = <Job *><size_t>jobs[ufunc]
        self.general = general
        self.third = None
        if self.job.rows == NULL:
            if self.job.info.params != 0:
                self.third = self.job.info.param[0].name.decode()
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
    if n > out_at + (job.rows == NULL):
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
    cdef PyObject *given = slot[job.n_in] if job.info.params != 0 else NULL
    cdef double p = job.info.param[0].usual
    cdef Py_ssize_t size, bytes
    cdef int type
    cdef Parts parts = Parts(0, 0, 0)
    if x == NULL or not is_plain(x):
        return NotImplemented
    type = PyArray_TYPE(x)
    if type != cnp.NPY_FLOAT and (type != cnp.NPY_DOUBLE or job.exact):
        return NotImplemented
    if dy != NULL and (not is_plain(dy) or PyArray_TYPE(dy) != type
                       or not has_shape(dy, PyArray_NDIM(x), PyArray_DIMS(x))):
        return NotImplemented
    if given != NULL:
        if PyFloat_CheckExact(given):
            p = PyFloat_AS_DOUBLE(given)
            if p < 0 and takes_no_negative(job):
                return NotImplemented
        elif (not is_plain(given) or PyArray_TYPE(given) != type or not channels_of(x, given, &parts)
                or (takes_no_negative(job) and has_negative(given))):
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
    cdef float single = <float>p
    cdef int size = 8 if type == cnp.NPY_DOUBLE else 4
    apply_strided(job, size, <char *>x, size, <char *>dy, size, <char *>out, size, n,
                  NULL if job.info.params == 0 else <char *>&p if size == 8 else <char *>&single, 0)


cdef bint has_negative(PyObject *p) noexcept:
    cdef Py_ssize_t i
    cdef bint found = False
    cdef void *at = PyArray_DATA(p)
    for i in range(PyArray_SIZE(p)):
        found |= (<float *>at)[i] < 0 if PyArray_TYPE(p) == cnp.NPY_FLOAT else (<double *>at)[i] < 0
    return found


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
    for o in range(n.outer):
        if n.inner == 1:
            at = o * n.channels * size
            apply_strided(job, size, x + at, size, dy + at if dy != NULL else NULL, size, out + at, size, n.channels, p,
                          size)
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
    cdef Py_ssize_t axis = -1, k, bytes
    cdef size_t outer = 1, inner = 1
    cdef int type, nd, core, itemsize, beyond
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
        axis = PyLong_AsLongAndOverflow(given, &beyond)
        if beyond:
            return NotImplemented
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
    """A definition of activations.py, which calls the ufunc of its own name, with the short path before it."""
    return Function(general, general.__globals__["ufuncs"].__dict__[general.__name__])
