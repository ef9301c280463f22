# How arrays lie in memory, for the short path: part of _core.pyx.

cdef inline bint is_plain(PyObject *a) noexcept:
    return PyArray_CheckExact(a) and PyArray_ISCARRAY_RO(a) and PyArray_NDIM(a) > 0


cdef inline bint has_shape(PyObject *a, int nd, const cnp.npy_intp *dims) noexcept:
    return PyArray_NDIM(a) == nd and memcmp(PyArray_DIMS(a), dims, nd * sizeof(cnp.npy_intp)) == 0


cdef inline bint may_write(PyObject *out, Py_ssize_t out_bytes, PyObject *a, Py_ssize_t bytes) noexcept:
    """out is a itself or doesn't touch it."""
    cdef Py_ssize_t apart = <char *>PyArray_DATA(out) - <char *>PyArray_DATA(a)
    return (apart == 0 and out_bytes == bytes) or apart >= bytes or apart <= -out_bytes


cdef bint is_apart(PyObject *out, PyObject **inputs, int count) noexcept:
    """Is out an array that may be written, and each of the inputs itself or apart from it?"""
    cdef int k
    if not PyArray_CheckExact(out) or not PyArray_ISWRITEABLE(out):
        return False
    for k in range(count):
        if not may_write(out, PyArray_NBYTES(out), inputs[k], PyArray_NBYTES(inputs[k])):
            return False
    return True


cdef bint order_of(PyObject *a, int *order) noexcept:
    """Its dimensions, outermost in memory first, if it fills its memory as an array in C order does; else False."""
    cdef int i, at, nd = PyArray_NDIM(a)
    cdef const cnp.npy_intp *steps = PyArray_STRIDES(a)
    cdef cnp.npy_intp dense = PyArray_ITEMSIZE(a)
    for i in range(nd):
        at = i
        while at > 0 and steps[order[at - 1]] < steps[i] and not PyArray_IS_C_CONTIGUOUS(a):
            order[at] = order[at - 1]
            at -= 1
        order[at] = i
    if PyArray_IS_C_CONTIGUOUS(a):
        return True
    for i in reversed(range(nd)):
        if PyArray_DIMS(a)[order[i]] != 1 and steps[order[i]] != dense:
            return False
        dense *= PyArray_DIMS(a)[order[i]]
    return True


cdef inline bint is_full(PyObject *a) noexcept:
    """An array of some order that fills its memory."""
    cdef int order[NPY_MAXDIMS]
    return is_plain(a) or (PyArray_CheckExact(a) and PyArray_ISBEHAVED_RO(a) and PyArray_NDIM(a) > 0
                           and order_of(a, order))


cdef inline bint is_alike(PyObject *a, PyObject *x) noexcept:
    """An array of the shape, the dtype and the order of x, which fills its memory."""
    return (PyArray_CheckExact(a) and PyArray_ISBEHAVED_RO(a) and PyArray_TYPE(a) == PyArray_TYPE(x)
            and has_shape(a, PyArray_NDIM(x), PyArray_DIMS(x))
            and (PyArray_IS_C_CONTIGUOUS(a) and PyArray_IS_C_CONTIGUOUS(x) or memcmp(
                PyArray_STRIDES(a), PyArray_STRIDES(x), PyArray_NDIM(x) * sizeof(cnp.npy_intp)) == 0))


cdef inline object new_like(PyObject *x):
    """A new array of the shape, the dtype and the order of x, which fills its memory."""
    if PyArray_IS_C_CONTIGUOUS(x):
        return PyArray_SimpleNew(PyArray_NDIM(x), PyArray_DIMS(x), PyArray_TYPE(x))
    return PyArray_NewLikeArray(x, cnp.NPY_KEEPORDER, NULL, False)


# ---- a parameter per channel -----------------------------------------------------------------------------------------

# The arrays of such a call.
cdef struct Parts:
    size_t outer, channels, inner


cdef bint channels_of(PyObject *x, PyObject *p, Parts *parts) noexcept:
    """x as (outer, channels, inner), where p has one value per channel; False for anything else that broadcasts, and
    for other channels than those in parts, of another parameter."""
    cdef int i, k, dims = 0, ahead = PyArray_NDIM(x) - PyArray_NDIM(p)
    cdef int order[NPY_MAXDIMS]
    cdef Parts mine = Parts(1, 1, 1)
    cdef cnp.npy_intp d
    if ahead < 0 or PyArray_SIZE(x) == 0:
        return False
    order_of(x, order)
    for i in reversed(range(PyArray_NDIM(x))):
        k = order[i]
        d = PyArray_DIMS(x)[k]
        if k < ahead or PyArray_DIMS(p)[k - ahead] == 1:
            if mine.channels == 1:
                mine.inner *= d
            else:
                mine.outer *= d
        elif PyArray_DIMS(p)[k - ahead] == d and mine.outer == 1:
            mine.channels *= d
            dims += d > 1
        else:
            return False
    if dims > 1 and not PyArray_IS_C_CONTIGUOUS(x):  # p lies in another order
        return False
    if parts.outer and (mine.outer != parts.outer or mine.channels != parts.channels or mine.inner != parts.inner):
        return False
    parts[0] = mine
    return True


# Fewer neighbours of one channel than FEW aren't worth a call of their own: then parameters are laid out beside the
# elements, as many as TILE doubles hold.
cdef enum: TILE = 1024, FEW = 256


cdef void run_channels(const Job *job, cact_type type, const cact_args *all, Parts n) noexcept nogil:
    cdef double[MOST_PARAMS][TILE] tiles
    cdef cact_in[MOST_PARAMS] laid
    cdef size_t size = parameter_size(type), period = n.channels * n.inner, first = 0
    cdef size_t rows = sizeof(tiles[0]) // size // period
    cdef int k
    if n.inner >= FEW or rows == 0:
        run_each(job, type, all, n)
        return
    rows = min(rows, n.outer)
    for k in range(job.params):
        laid[k] = all.param[k]
        if laid[k].stride:
            lay_out(<char *>tiles[k], <const char *>laid[k].data, n, rows, size)
            laid[k].data = tiles[k]
    while first < n.outer:
        run_part(job, type, all, laid, first * period, min(rows, n.outer - first) * period)
        first += rows


cdef void lay_out(char *to, const char *param, Parts n, size_t rows, size_t size) noexcept nogil:
    """The parameter of each element of so many rows of channels."""
    cdef size_t c, i, period = n.channels * n.inner * size
    for c in range(n.channels):
        for i in range(n.inner):
            memcpy(to + (c * n.inner + i) * size, param + c * size, size)
    for i in range(1, rows):
        memcpy(to + i * period, to, period)


cdef void run_each(const Job *job, cact_type type, const cact_args *all, Parts n) noexcept nogil:
    """Row by row of channels; where each has more than one element, channel by channel."""
    cdef size_t o, c
    cdef int k
    cdef cact_in[MOST_PARAMS] param
    for o in range(n.outer):
        if n.inner == 1:
            run_part(job, type, all, all.param, o * n.channels, n.channels)
            continue
        for c in range(n.channels):
            for k in range(job.params):
                param[k] = all.param[k]
                if param[k].stride:
                    param[k] = cact_in(<const char *>param[k].data + c * parameter_size(type), 0)
            run_part(job, type, all, param, (o * n.channels + c) * n.inner, n.inner)


cdef void run_part(const Job *job, cact_type type, const cact_args *all, const cact_in *param, size_t first,
                   size_t n) noexcept nogil:
    """So many of all elements, with these parameters."""
    cdef cact_in given[MOST_ARGUMENTS]
    cdef cact_out outputs[MOST_OUT]
    cdef int k
    for k in range(job.n_in):
        given[k] = cact_in(<const char *>all.input[k].data + first * size_of(type), 1)
    for k in range(job.n_out):
        outputs[k] = cact_out(<char *>all.output[k].data + first * size_of(type), 1)
    cdef cact_args args = cact_args(sizeof(cact_args), n, job.n_in, job.n_out, job.params, &given[0], &outputs[0],
                                    param)
    cact_apply(job.info, job.op, type, &args)
