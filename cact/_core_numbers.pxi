# Numbers instead of arrays, on the short path: part of _core.pyx.

cdef enum: WEAK = -1  # a Python number, which takes the dtype of what is beside it


# A number that came: its value, and the dtype it counts as among the arguments. A float16 has its bits as well.
cdef struct Number:
    double value
    int number
    cnp.npy_uint16 bits


# One of any type.
cdef union Value:
    double f64
    float f32
    cnp.npy_uint16 half


# Classes of NumPy's scalars, and what each counts as.
cdef tuple SCALAR_NAMES = ("float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint64", "uint32",
                           "uint16", "uint8", "bool", "longlong", "ulonglong")
cdef enum: SCALARS = 14
cdef PyObject *scalar_class[SCALARS]
cdef int scalar_number[SCALARS]


cdef void fill_scalars():
    cdef int k
    for k, name in enumerate(SCALAR_NAMES):
        kind = getattr(np, name)
        scalar_class[k] = <PyObject *>kind
        scalar_number[k] = number_for(type(np.dtype(kind)))


fill_scalars()


cdef bint is_number(PyObject *a, Number *n) noexcept:
    """A Python number, a scalar of NumPy's or an array of no dimensions, if the short path takes it."""
    cdef int k
    if PyFloat_CheckExact(a):
        n.value, n.number = PyFloat_AS_DOUBLE(a), WEAK
        return True
    if PyLong_CheckExact(a):
        n.value, n.number = PyLong_AsDouble(a), WEAK
        if n.value == -1 and PyErr_Occurred():
            PyErr_Clear()  # what is beyond a double, others refuse
            return False
        return True
    if PyArray_CheckExact(a):
        return PyArray_NDIM(a) == 0 and PyArray_ISCARRAY_RO(a) and is_single(a, n)
    for k in range(SCALARS):
        if <PyObject *>Py_TYPE(a) == scalar_class[k]:
            n.value, n.number = PyFloat_AsDouble(a), scalar_number[k]
            if n.number == NPY_HALF:
                n.bits = half_bits(a)
            return True
    return False


cdef bint is_single(PyObject *a, Number *n) noexcept:
    """An array of no dimensions of float32 or float64."""
    n.number = PyArray_TYPE(a)
    if n.number == cnp.NPY_FLOAT:
        n.value = (<float *>PyArray_DATA(a))[0]
        return True
    if n.number == cnp.NPY_DOUBLE:
        n.value = (<double *>PyArray_DATA(a))[0]
        return True
    return False


cdef int widest(const Number *n, int count) noexcept:
    """The dtype that holds what isn't weak among them, WEAK if all are."""
    cdef int k, number = WEAK
    for k in range(count):
        if n[k].number == WEAK or n[k].number == number:
            continue
        number = (n[k].number if number == WEAK else cnp.NPY_DOUBLE
                  if number == cnp.NPY_DOUBLE or n[k].number == cnp.NPY_DOUBLE else cnp.NPY_FLOAT)
    return number


cdef int common_number(const Job *job, const Number *n) noexcept:
    """The dtype of the result of numbers: by the arrays' arguments, which a parameter of float64 widens."""
    cdef int number = widest(n, job.n_in), params = widest(n + job.n_in, job.params)
    if number == WEAK or params == cnp.NPY_DOUBLE:
        number = params if params != WEAK else number
    if number == WEAK:
        number = cnp.NPY_FLOAT if job.exact else cnp.NPY_DOUBLE
    return number


cdef object of_numbers(Job *job, PyObject **slot):
    """A call of numbers alone; NotImplemented where one isn't."""
    cdef Number n[MOST_ARGUMENTS]
    cdef Value room[MOST_ARGUMENTS]
    cdef cact_in given[MOST_ARGUMENTS]
    cdef cact_out outputs[MOST_OUT]
    cdef int k, number, type, taken = job.n_in + job.params
    for k in range(taken):
        if slot[k] == NULL and k >= job.n_in:
            n[k].value, n[k].number = job.info.param[k - job.n_in].usual, WEAK
        elif slot[k] == NULL or not is_number(slot[k], &n[k]):
            return NotImplemented
    number = common_number(job, n)
    type = type_of(job, number)
    if type < 0:
        return NotImplemented
    for k in range(taken):
        given[k] = cact_in(&room[k], 0)
        if type == CACT_F64:
            room[k].f64 = n[k].value
        elif k >= job.n_in or size_of(type) == 4:
            room[k].f32 = <float>n[k].value
        elif n[k].number == NPY_HALF:
            room[k].half = n[k].bits
        else:
            return NotImplemented
        if k >= job.n_in and is_limited(job) and n[k].value < job.info.param[k - job.n_in].low:
            return NotImplemented
    for k in range(job.n_out):
        outputs[k] = cact_out(&room[taken + k], 0)
    cdef cact_args args = cact_args(sizeof(cact_args), 1, job.n_in, job.n_out, job.params, &given[0], &outputs[0],
                                    &given[job.n_in])
    cact_apply(job.info, job.op, <cact_type>type, &args)
    descr = cnp.PyArray_DescrFromType(number)
    result = PyArray_Scalar(outputs[0].data, descr, NULL)
    return result if job.n_out == 1 else (result, PyArray_Scalar(outputs[1].data, descr, NULL))


cdef inline bint is_beside(const Number *n, int type) noexcept:
    """Whether a parameter leaves arrays of this type theirs."""
    return n.number != cnp.NPY_DOUBLE or type == CACT_F64
