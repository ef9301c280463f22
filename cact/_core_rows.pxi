# Operations on rows, on the short path: part of _core.pyx.

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


# Rows of an array: which axis, (outer, n, inner) as they lie in memory, and the shapes of arguments without the axis,
# of whole ones, of Jacobians, and with a 1 for the axis.
cdef enum: SHAPES = 4, KEPT = 3
cdef struct Along:
    int axis
    size_t outer, n, inner
    bint in_order  # without the axis, the array would lie in C order
    cnp.npy_intp[SHAPES][NPY_MAXDIMS + 1] dims


cdef bint look_along(PyObject *x, Along *rows) noexcept:
    """False if x doesn't fill its memory."""
    cdef int order[NPY_MAXDIMS]
    cdef int i, k, last = -1, nd = PyArray_NDIM(x), axis = rows.axis
    cdef bint inside = False
    cdef size_t d
    rows.outer, rows.n, rows.inner, rows.in_order = 1, 1, 1, True
    if not order_of(x, order):
        return False
    for i in range(nd):
        k = order[i]
        d = <size_t>PyArray_DIMS(x)[k]
        rows.dims[1][k] = rows.dims[2][k] = rows.dims[KEPT][k] = d
        if k == axis:
            inside, rows.n, rows.dims[KEPT][k], rows.dims[2][nd] = True, d, 1, d
            continue
        rows.dims[0][k - (k > axis)] = d
        if inside:
            rows.inner *= d
        else:
            rows.outer *= d
        if d != 1:
            rows.in_order &= k > last
            last = k
    return True


cdef bint is_argument(PyObject *a, int core, PyObject *x, const Along *rows) noexcept:
    """An array as an argument whose rows have so many dimensions; without one, the axis may be kept."""
    cdef int nd = PyArray_NDIM(x)
    if core == 1:
        return is_alike(a, x)
    return (rows.in_order and PyArray_CheckExact(a) and PyArray_ISCARRAY_RO(a) and PyArray_TYPE(a) == PyArray_TYPE(x)
            and (core != 2 or rows.inner == 1)
            and (has_shape(a, nd - 1 + core, rows.dims[core]) or core == 0 and has_shape(a, nd, rows.dims[KEPT])))


cdef object rows_of(Job *job, PyObject **slot, int out_at, bint copied=False):
    """NotImplemented where an argument is not for the short path. copied: the inputs are dense copies."""
    cdef PyObject *x = slot[job.n_in - 1]
    cdef int k, core = job.core[job.n_in]
    cdef bint kept = False
    cdef Along rows
    for k in range(job.n_in):
        if slot[k] == NULL or not PyArray_CheckExact(slot[k]) or not PyArray_ISNOTSWAPPED(slot[k]):
            return NotImplemented
    if job.n_in > 1 and PyArray_TYPE(slot[0]) != PyArray_TYPE(x):
        return NotImplemented
    if PyArray_NDIM(x) == 0 or type_of(job, PyArray_TYPE(x)) < 0:
        return NotImplemented
    if not axis_from(slot[job.n_in] if out_at > job.n_in else NULL, PyArray_NDIM(x), &rows.axis):
        return NotImplemented
    if is_reduction(job) and not is_kept(slot[job.n_in + 1], &kept):
        return NotImplemented
    if not PyArray_ISALIGNED(x) or not look_along(x, &rows):
        return NotImplemented if copied else of_copies(job, slot, out_at)
    for k in range(job.n_in):
        if not is_argument(slot[k], job.core[k], x, &rows):
            return NotImplemented if copied else of_copies(job, slot, out_at)
    if core != 1 and not rows.in_order or core == 2 and (rows.inner != 1 or PyArray_NDIM(x) == NPY_MAXDIMS):
        return NotImplemented if copied else of_copies(job, slot, out_at)
    return on_full(job, slot, slot[out_at], &rows, KEPT if kept else core)


cdef object on_full(Job *job, PyObject **slot, PyObject *out, const Along *rows, int core):
    """Of inputs that fill their memory."""
    cdef PyObject *x = slot[job.n_in - 1]
    cdef int k, number = PyArray_TYPE(x), nd = PyArray_NDIM(x) + (core - 1 if core < KEPT else 0)
    cdef cact_type type = <cact_type>type_of(job, number)
    cdef char *a[3]
    cdef Value one
    for k in range(job.n_in):
        a[k] = <char *>PyArray_DATA(slot[k])
    if out != NULL:
        if not is_apart(out, slot, job.n_in) or not (
                is_alike(out, x) if core == 1 else PyArray_ISCARRAY(out) and PyArray_TYPE(out) == number
                and has_shape(out, nd, rows.dims[core])):
            return NotImplemented
        result = <object>out
    elif nd == 0:
        result = None
    else:
        result = new_like(x) if core == 1 else PyArray_SimpleNew(nd, rows.dims[core], number)
    a[job.n_in] = <char *>PyArray_DATA(<PyObject *>result) if result is not None else <char *>&one
    if PyArray_SIZE(x) <= RELEASE_GIL_ABOVE and core != 2:
        apply_rows(job, type, a, rows.outer, rows.n, rows.inner)
    else:
        with nogil:
            apply_rows(job, type, a, rows.outer, rows.n, rows.inner)
    return result if result is not None else PyArray_Scalar(&one, cnp.PyArray_DescrFromType(number), NULL)


cdef Py_ssize_t COPIED = 65536  # elements; NumPy's loop takes row by row of more, without memory


cdef object of_copies(Job *job, PyObject **slot, int out_at):
    """On dense copies: a map in the memory of its result, others if they are small."""
    cdef PyObject *x = slot[job.n_in - 1]
    cdef PyObject *out = slot[out_at]
    cdef PyObject *mine[MOST_ARGUMENTS]
    cdef int k
    cdef int order[NPY_MAXDIMS]
    memcpy(mine, slot, sizeof(mine))
    if job.info.kind == CACT_ROWS and job.op == CACT_FORWARD:
        if out == NULL:
            result = PyArray_NewCopy(x, cnp.NPY_KEEPORDER)
        elif (PyArray_CheckExact(out) and PyArray_ISBEHAVED(out) and PyArray_TYPE(out) == PyArray_TYPE(x)
                and has_shape(out, PyArray_NDIM(x), PyArray_DIMS(x)) and order_of(out, order)):
            PyArray_CopyInto(out, x)
            result = <object>out
        else:
            return NotImplemented
        mine[0] = mine[out_at] = <PyObject *>result
        return rows_of(job, mine, out_at, True)
    if PyArray_SIZE(x) > COPIED:
        return NotImplemented
    copies = []
    for k in range(job.n_in):
        if PyArray_SIZE(slot[k]) > COPIED:
            return NotImplemented
        copies.append(PyArray_NewCopy(slot[k], cnp.NPY_CORDER))
        mine[k] = <PyObject *>copies[k]
    return rows_of(job, mine, out_at, True)
