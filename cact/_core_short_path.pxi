# The short path, where plain arrays go to the kernel without NumPy's machinery: part of _core.pyx.

cdef Py_ssize_t RELEASE_GIL_ABOVE = 8192  # elements; below it costs more than another thread could gain
cdef object OUT = "out", AXIS = "axis", KEEPDIMS = "keepdims"


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
        if self.job.rows and self.job.op != CACT_PRIME:
            names.append(AXIS)
        self.positional = self.job.n_in + len(names) + (not self.job.rows)
        if is_reduction(self.job):
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
    result = elements(job, slot) if not job.rows else rows_of(job, slot, out_at)
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
    if not is_full(x):
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
        if a == NULL or not is_alike(a, x):
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
        result = new_like(x)
        outputs[0] = cact_out(PyArray_DATA(<PyObject *>result), 1)
        if job.n_out > 1:
            second = new_like(x)
            outputs[1] = cact_out(PyArray_DATA(<PyObject *>second), 1)
            result = result, second
    elif job.n_out == 1:
        if not is_target(job, slot, given, out):
            return NotImplemented
        outputs[0] = cact_out(PyArray_DATA(out), 1)
        result = <object>out
    else:
        if not PyTuple_CheckExact(out) or PyTuple_GET_SIZE(out) != job.n_out:
            return NotImplemented
        for k in range(job.n_out):
            a = PyTuple_GET_ITEM(out, k)
            if not is_target(job, slot, given, a):
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


cdef bint is_target(Job *job, PyObject **slot, const cact_in *given, PyObject *out) noexcept:
    """Is out an array like the inputs, and each of them itself or apart from it, and so the parameters?"""
    cdef int k
    if not is_alike(out, slot[0]) or not is_apart(out, slot, job.n_in):
        return False
    for k in range(job.n_in, job.n_in + job.params):
        if given[k].stride and (not is_apart(out, slot + k, 1) or (PyArray_DATA(out) == PyArray_DATA(slot[k])
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


cdef void enable_vectorcall():
    cdef Function f = Function.__new__(Function)
    cdef PyTypeObject *t = <PyTypeObject *>Function
    t.tp_vectorcall_offset = <char *>&f.vectorcall - <char *><PyObject *>f
    t.tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL


enable_vectorcall()


def fast(general):
    """A definition of activations.py, which calls the ufunc of its own name, with the short path before it."""
    return Function(general, general.__globals__["ufuncs"].__dict__[general.__name__])
