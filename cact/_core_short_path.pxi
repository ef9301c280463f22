# The short path, where plain arrays go to the kernel without NumPy's machinery: part of _core.pyx.

cdef Py_ssize_t RELEASE_GIL_ABOVE = 8192  # elements; below it costs more than another thread could gain
cdef object OUT = "out", AXIS = "axis", KEEPDIMS = "keepdims"


# The arrays of a call with a parameter per channel.
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


cdef enum: MOST_KEYWORDS = 3  # parameters and out; axis, keepdims and out


cdef class Function:
    """A public function: plain arrays and numbers take the short path, everything else the wrapped definition.
    Positional arguments are the arrays, the parameters or the axis where there are any, and out where it is an
    element-wise function."""
    cdef vectorcallfunc vectorcall
    cdef Job *job
    cdef PyObject *keyword[MOST_KEYWORDS]  # names of what follows the arrays, out the last
    cdef int keywords, positional
    cdef object general
    cdef tuple names  # the same, which keeps them
    cdef dict __dict__
    cdef object __weakref__

    def __init__(self, general, ufunc):
        cdef int k
        self.job = <Job *><size_t>jobs[ufunc]
        self.general = general
        names = [intern(self.job.info.param[k].name.decode()) for k in range(self.job.params)]
        if self.job.rows != NULL and self.job.rows.kind != CACT_ROWS_JACOBIAN:
            names.append(AXIS)
        self.positional = self.job.n_in + len(names) + (self.job.rows == NULL)
        if self.job.rows != NULL and self.job.rows.kind == CACT_ROWS_REDUCE:
            names.append(KEEPDIMS)
        self.names = (*names, OUT)
        self.keywords = len(self.names)
        for k in range(self.keywords):
            self.keyword[k] = <PyObject *>self.names[k]
        self.vectorcall = <vectorcallfunc>call
        for attribute in ("__name__", "__qualname__", "__module__", "__doc__", "__annotations__"):
            setattr(self, attribute, getattr(general, attribute))
        setattr(self, "__wrapped__", general)

    def __call__(self, *args, **kwargs):
        return self.general(*args, **kwargs)

    def __get__(self, instance, owner):
        """As a function does, so that inspect and help() take it for one; but in a class it stays what it is."""
        return self

    def __repr__(self):
        return f"<function {self.__module__}.{self.__qualname__}>"

    def __reduce__(self):
        return self.__qualname__


cdef object call(PyObject *me, PyObject *const *args, size_t nargsf, PyObject *names):
    cdef Function f = <Function>me
    cdef Job *job = f.job
    cdef Py_ssize_t n = PyVectorcall_NARGS(nargsf), named = 0 if names == NULL else PyTuple_GET_SIZE(names), i
    cdef int n_in = job.n_in, out_at = n_in + f.keywords - 1, at
    cdef PyObject *slot[MOST_ARGUMENTS]
    cdef PyObject *name

    for at in range(out_at + 1):
        slot[at] = NULL
    if n > f.positional:
        return PyObject_Vectorcall(f.general, args, nargsf, names)
    for i in range(n):
        slot[i] = args[i]
    for i in range(named):
        name = PyTuple_GET_ITEM(names, i)
        at = f.keywords - 1
        while at >= 0 and name != f.keyword[at]:
            at -= 1
        if at < 0 or slot[n_in + at] != NULL:
            return PyObject_Vectorcall(f.general, args, nargsf, names)
        slot[n_in + at] = args[n + i]
    if slot[out_at] == <PyObject *>None:
        slot[out_at] = NULL
    result = elements(job, slot) if job.rows == NULL else rows_of(job, slot, out_at)
    return PyObject_Vectorcall(f.general, args, nargsf, names) if result is NotImplemented else result


cdef object elements(Job *job, PyObject **slot):
    """NotImplemented where an argument is not for the short path."""
    cdef PyObject *x = slot[0]
    cdef PyObject *out = slot[job.n_in + job.params]
    cdef PyObject *a
    cdef cact_in given[MOST_ARGUMENTS]
    cdef cact_out outputs[MOST_OUT]
    cdef double value[MOST_PARAMS]
    cdef float single[MOST_PARAMS]
    cdef Parts parts = Parts(0, 0, 0)
    cdef Number n
    cdef int number, type, k, at
    cdef Py_ssize_t size, bytes
    if x == NULL:
        return NotImplemented
    if not is_plain(x):
        return of_numbers(job, slot) if out == NULL else NotImplemented
    number = PyArray_TYPE(x)
    type = type_of(job, number)
    if type < 0:
        return NotImplemented
    size = PyArray_SIZE(x)
    bytes = size * size_of(type)
    given[0] = cact_in(PyArray_DATA(x), 1)
    for at in range(1, job.n_in):
        a = slot[at]
        if (a == NULL or not is_plain(a) or PyArray_TYPE(a) != number
                or not has_shape(a, PyArray_NDIM(x), PyArray_DIMS(x))):
            return NotImplemented
        given[at] = cact_in(PyArray_DATA(a), 1)
    for k in range(job.params):
        at = job.n_in + k
        a = slot[at]
        if a == NULL:
            value[k] = job.info.param[k].usual
        elif is_number(a, &n):
            if not is_beside(&n, type):
                return NotImplemented
            value[k] = n.value
        else:
            if (not is_plain(a) or PyArray_TYPE(a) != parameter_number(number) or not channels_of(x, a, &parts)
                    or (is_limited(job) and has_below(a, job.info.param[k].low))):
                return NotImplemented
            given[at] = cact_in(PyArray_DATA(a), 1)
            continue
        if is_limited(job) and value[k] < job.info.param[k].low:
            return NotImplemented
        single[k] = <float>value[k]
        given[at] = cact_in(&single[k], 0)
        if type == CACT_F64:
            given[at].data = &value[k]
    if out == NULL:
        result = PyArray_SimpleNew(PyArray_NDIM(x), PyArray_DIMS(x), number)
        outputs[0] = cact_out(PyArray_DATA(<PyObject *>result), 1)
        if job.n_out > 1:
            second = PyArray_SimpleNew(PyArray_NDIM(x), PyArray_DIMS(x), number)
            outputs[1] = cact_out(PyArray_DATA(<PyObject *>second), 1)
            result = result, second
    elif job.n_out == 1:
        if not is_target(job, slot, given, out, bytes):
            return NotImplemented
        outputs[0] = cact_out(PyArray_DATA(out), 1)
        result = <object>out
    else:
        if not PyTuple_CheckExact(out) or PyTuple_GET_SIZE(out) != job.n_out:
            return NotImplemented
        for k in range(job.n_out):
            a = PyTuple_GET_ITEM(out, k)
            if not is_target(job, slot, given, a, bytes):
                return NotImplemented
            outputs[k] = cact_out(PyArray_DATA(a), 1)
        if -bytes < <char *>outputs[1].data - <char *>outputs[0].data < bytes:
            return NotImplemented
        result = <object>out
    cdef cact_args args = cact_args(sizeof(cact_args), size, job.n_in, job.n_out, job.params, &given[0],
                                    &outputs[0], &given[job.n_in])
    if parts.outer:
        with nogil:
            run_channels(job, <cact_type>type, &args, parts)
    elif size <= RELEASE_GIL_ABOVE:
        cact_apply(job.info, job.op, <cact_type>type, &args)
    else:
        with nogil:
            cact_apply(job.info, job.op, <cact_type>type, &args)
    return result


cdef inline bint is_target(Job *job, PyObject **slot, const cact_in *given, PyObject *out,
                           Py_ssize_t bytes) noexcept:
    """Is out an array like the inputs, and each of them itself or apart from it?"""
    cdef PyObject *x = slot[0]
    cdef int k
    if (not PyArray_CheckExact(out) or not PyArray_ISCARRAY(out) or PyArray_TYPE(out) != PyArray_TYPE(x)
            or not has_shape(out, PyArray_NDIM(x), PyArray_DIMS(x))):
        return False
    for k in range(job.n_in):
        if not may_write(out, bytes, slot[k], bytes):
            return False
    for k in range(job.n_in, job.n_in + job.params):
        if given[k].stride and (not may_write(out, bytes, slot[k], PyArray_NBYTES(slot[k]))
                                or (PyArray_DATA(out) == PyArray_DATA(slot[k])
                                    and PyArray_TYPE(slot[k]) != PyArray_TYPE(out))):
            return False
    return True


cdef bint has_below(PyObject *p, double low) noexcept:
    cdef Py_ssize_t i
    cdef bint found = False
    cdef void *at = PyArray_DATA(p)
    for i in range(PyArray_SIZE(p)):
        found |= (<float *>at)[i] < low if PyArray_TYPE(p) == cnp.NPY_FLOAT else (<double *>at)[i] < low
    return found


cdef bint channels_of(PyObject *x, PyObject *p, Parts *parts) noexcept:
    """x as (outer, channels, inner), where p has one value per channel; False for anything else that broadcasts, and
    for other channels than those in parts, of another parameter."""
    cdef int k, ahead = PyArray_NDIM(x) - PyArray_NDIM(p)
    cdef Parts mine = Parts(1, 1, 1)
    cdef cnp.npy_intp d
    if ahead < 0 or PyArray_SIZE(x) == 0:
        return False
    for k in reversed(range(PyArray_NDIM(x))):
        d = PyArray_DIMS(x)[k]
        if k < ahead or PyArray_DIMS(p)[k - ahead] == 1:
            if mine.channels == 1:
                mine.inner *= d
            else:
                mine.outer *= d
        elif PyArray_DIMS(p)[k - ahead] == d and mine.outer == 1:
            mine.channels *= d
        else:
            return False
    if parts.outer and (mine.outer != parts.outer or mine.channels != parts.channels or mine.inner != parts.inner):
        return False
    parts[0] = mine
    return True


cdef void run_channels(const Job *job, cact_type type, const cact_args *all, Parts n) noexcept nogil:
    """Row by row of channels; where each has more than one element, channel by channel."""
    cdef size_t o, c, first
    cdef int k, at, itemsize = size_of(type)
    cdef bint one = n.inner == 1
    cdef cact_in given[MOST_ARGUMENTS]
    cdef cact_out outputs[MOST_OUT]
    cdef cact_args args = cact_args(sizeof(cact_args), n.channels if one else n.inner, job.n_in, job.n_out, job.params,
                                    &given[0], &outputs[0], &given[job.n_in])
    for o in range(n.outer):
        for c in range(1 if one else n.channels):
            first = (o * n.channels + c) * n.inner * itemsize
            for k in range(job.n_in):
                given[k] = cact_in(<const char *>all.input[k].data + first, 1)
            for k in range(job.params):
                at = job.n_in + k
                given[at] = all.param[k]
                if given[at].stride and not one:
                    given[at] = cact_in(<const char *>all.param[k].data + c * parameter_size(type), 0)
            for k in range(job.n_out):
                outputs[k] = cact_out(<char *>all.output[k].data + first, 1)
            cact_apply(job.info, job.op, type, &args)


cdef bint axis_from(PyObject *given, int nd, int *axis) noexcept:
    """An integer within the dimensions, or nothing (the last one); None counts where there is one alone."""
    cdef Number n
    if given == NULL:
        axis[0] = nd - 1
        return True
    if given == Py_None:
        axis[0] = 0
        return nd == 1
    if PyFloat_CheckExact(given) or PyArray_CheckExact(given) or not is_number(given, &n) or not PyIndex_Check(given):
        return False
    if not -nd <= n.value < nd:
        return False
    axis[0] = <int>n.value + (nd if n.value < 0 else 0)
    return True


cdef bint is_kept(PyObject *given, bint *kept) noexcept:
    kept[0] = given == Py_True
    return given == NULL or kept[0] or given == Py_False


# Shapes of the arguments of an operation on rows: without the axis, whole, with another n, and with a 1 for n.
cdef enum: SHAPES = 4, KEPT = 3


cdef void shapes_of(PyObject *x, int axis, cnp.npy_intp (*dims)[NPY_MAXDIMS + 1], size_t *parts) noexcept:
    """And (outer, n, inner) of x."""
    cdef int k, nd = PyArray_NDIM(x)
    cdef cnp.npy_intp d
    parts[0] = parts[1] = parts[2] = 1
    for k in range(nd):
        d = PyArray_DIMS(x)[k]
        parts[(k >= axis) + (k > axis)] *= <size_t>d
        dims[1][k] = dims[2][k] = d
        dims[KEPT][k] = 1 if k == axis else d
        if k != axis:
            dims[0][k - (k > axis)] = d
    dims[2][nd] = dims[1][axis]


cdef object rows_of(Job *job, PyObject **slot, int out_at):
    """NotImplemented where an argument is not for the short path."""
    cdef PyObject *x = slot[job.n_in - 1]
    cdef PyObject *out = slot[out_at]
    cdef cnp.npy_intp[SHAPES][NPY_MAXDIMS + 1] dims
    cdef size_t[3] parts
    cdef int axis, number, type, nd, core, k
    cdef bint kept = False
    cdef char *a[3]
    cdef double one  # the result of one row alone, of any type
    if x == NULL or not is_plain(x):
        return NotImplemented
    number, nd = PyArray_TYPE(x), PyArray_NDIM(x)
    type = type_of(job, number)
    if type < 0 or not axis_from(slot[job.n_in] if out_at > job.n_in else NULL, nd, &axis):
        return NotImplemented
    if job.rows.kind == CACT_ROWS_REDUCE and not is_kept(slot[job.n_in + 1], &kept):
        return NotImplemented
    shapes_of(x, axis, dims, parts)
    for k in range(job.n_in):
        core = job.core[k]
        if (slot[k] == NULL or not PyArray_CheckExact(slot[k]) or not PyArray_ISCARRAY_RO(slot[k])
                or PyArray_TYPE(slot[k]) != number
                or not (has_shape(slot[k], nd - 1 + core, dims[core])
                        or core == 0 and has_shape(slot[k], nd, dims[KEPT]))):
            return NotImplemented
        a[k] = <char *>PyArray_DATA(slot[k])
    core = KEPT if kept else job.core[job.n_in]
    nd += core - 1 if core < KEPT else 0
    if nd > NPY_MAXDIMS:
        return NotImplemented
    if out != NULL:
        if not is_apart(job, slot, out, number, nd, dims[core]):
            return NotImplemented
        result = <object>out
        a[job.n_in] = <char *>PyArray_DATA(out)
    elif nd == 0:
        a[job.n_in] = <char *>&one
    else:
        result = PyArray_SimpleNew(nd, dims[core], number)
        a[job.n_in] = <char *>PyArray_DATA(<PyObject *>result)
    if PyArray_SIZE(x) <= RELEASE_GIL_ABOVE and core != 2:
        apply_rows(job, <cact_type>type, a, parts[0], parts[1], parts[2])
    else:
        with nogil:
            apply_rows(job, <cact_type>type, a, parts[0], parts[1], parts[2])
    return PyArray_Scalar(&one, cnp.PyArray_DescrFromType(number), NULL) if out == NULL and nd == 0 else result


cdef bint is_apart(Job *job, PyObject **slot, PyObject *out, int number, int nd, const cnp.npy_intp *dims) noexcept:
    """Is out an array of this shape, and each of the inputs itself or apart from it?"""
    cdef int k
    if (not PyArray_CheckExact(out) or not PyArray_ISCARRAY(out) or PyArray_TYPE(out) != number
            or not has_shape(out, nd, dims)):
        return False
    for k in range(job.n_in):
        if not may_write(out, PyArray_NBYTES(out), slot[k], PyArray_NBYTES(slot[k])):
            return False
    return True


cdef void enable_vectorcall():
    cdef Function f = Function.__new__(Function)
    cdef PyTypeObject *t = <PyTypeObject *>Function
    t.tp_vectorcall_offset = <char *>&f.vectorcall - <char *><PyObject *>f
    t.tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL


enable_vectorcall()


def fast(general):
    """A definition of activations.py, which calls the ufunc of its own name, with the short path before it."""
    return Function(general, general.__globals__["ufuncs"].__dict__[general.__name__])
