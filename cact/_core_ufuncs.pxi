# ufuncs of everything in the registries: part of _core.pyx.
# cact reports nothing through floating-point flags: a loop clears those that NumPy would make warnings of.

DEF OPS = 4
cdef tuple OP_SUFFIX = ("", "_prime", "_backward", "_backward_from_y")  # in the order of cact_op


cdef void loop(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, Job *job, int itemsize) noexcept nogil:
    cdef int two = job.op >= CACT_BACKWARD, has_p = job.info.params != 0, p = 1 + two, out = p + has_p
    apply_strided(job, itemsize, a[two], s[two], a[0], s[0], a[out], s[out], n[0], a[p] if has_p else NULL,
                  s[p] if has_p else 0)
    PyUFunc_clearfperr()


cdef void loop_f32(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    loop(a, n, s, <Job *>data, 4)


cdef void loop_f64(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    loop(a, n, s, <Job *>data, 8)


# How one argument of a loop over rows lies in memory.
cdef struct Rows:
    char *at            # the first row
    cnp.npy_intp step   # to the next, in bytes
    int core            # its dimensions that belong to a row: 0, 1 (n) or 2 (n, n)
    const cnp.npy_intp *s  # their steps
    size_t size         # elements of a row
    char *buffer        # of one row where it isn't dense, else NULL


cdef inline bint is_dense(const Rows *a, Py_ssize_t n, int itemsize) noexcept nogil:
    return n <= 1 or a.core == 0 or a.s[a.core - 1] == itemsize and (a.core == 1 or a.s[0] == n * itemsize)


cdef inline bint is_column(const Rows *a, Py_ssize_t outer, int itemsize) noexcept nogil:
    return a.step == itemsize and (a.core == 0 or a.core == 1 and a.s[0] == outer * itemsize)


cdef void copy_row(const Rows *a, char *strided, Py_ssize_t n, int itemsize, bint out) noexcept nogil:
    """Between the buffer and the row at `strided`."""
    cdef Py_ssize_t i, j
    cdef char *dense = a.buffer
    cdef char *at
    for i in range(n if a.core == 2 else 1):
        at = strided + (i * a.s[0] if a.core == 2 else 0)
        for j in range(n):
            memcpy(at if out else dense, dense if out else at, itemsize)
            at += a.s[a.core - 1]
            dense += itemsize


cdef bint buffers_for(Rows *a, int args, Py_ssize_t n, int itemsize) noexcept nogil:
    """One row's buffer for each argument that isn't dense; False without memory for it."""
    cdef int k
    for k in range(args):
        if not is_dense(&a[k], n, itemsize):
            if a[k].size > SIZE_MAX // itemsize or (a[k].core == 2 and a[k].size // <size_t>n != <size_t>n):
                return False
            a[k].buffer = <char *>malloc(a[k].size * itemsize)
            if a[k].buffer == NULL:
                return False
    return True


cdef void row_loop(char **args, const cnp.npy_intp *dims, const cnp.npy_intp *steps, Job *job,
                   int itemsize) noexcept nogil:
    """Rows where they lie if all are dense, or beside each other; else one by one, strided ones through a buffer."""
    cdef Py_ssize_t n = dims[1], outer = dims[0], r
    cdef int k, count = job.n_in + 1
    cdef bint together = True, columns = True, enough = True
    cdef Rows[3] a
    cdef char *at[3]
    cdef const cnp.npy_intp *core = steps + count
    for k in range(count):
        a[k] = Rows(args[k], steps[k], job.core[k], core, 1, NULL)
        for _ in range(job.core[k]):
            a[k].size *= n
        at[k] = a[k].at
        core += a[k].core
        together &= is_dense(&a[k], n, itemsize) and (outer == 1 or a[k].step == <cnp.npy_intp>(a[k].size * itemsize))
        columns &= is_column(&a[k], outer, itemsize)
    if together:
        apply_rows(job, itemsize, at, outer, n, 1)
    elif columns:
        apply_rows(job, itemsize, at, 1, n, outer)
    else:
        enough = buffers_for(a, count, n, itemsize)
        for r in range(outer if enough else 0):
            for k in range(count):
                at[k] = a[k].at + r * a[k].step
                if a[k].buffer != NULL:
                    if k < job.n_in:
                        copy_row(&a[k], at[k], n, itemsize, False)
                    at[k] = a[k].buffer
            apply_rows(job, itemsize, at, 1, n, 1)
            k = job.n_in
            if a[k].buffer != NULL:
                copy_row(&a[k], a[k].at + r * a[k].step, n, itemsize, True)
        for k in range(count):
            free(a[k].buffer)
    PyUFunc_clearfperr()
    if not enough:
        with gil:
            PyErr_NoMemory()  # NumPy looks for it after the loop


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
    cdef void **data = <void **>allocate(2 * sizeof(void *))
    cdef int types = 1 if job.exact else 2, n_args = job.n_in + 1
    data[0] = data[1] = job
    doc = f"see cact.{'exact.' if job.exact else ''}{name}".encode()
    encoded = name.encode()
    kept.extend((encoded, doc))
    if job.rows == NULL:
        n_args += job.info.params != 0
        return PyUFunc_FromFuncAndData(loops, data, TYPES + 4 - n_args, types, n_args - 1, 1, PyUFunc_None, encoded,
                                       doc, 0)
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
            if cact_at(i).ops >> op & 1:
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


def about(ufunc):
    """For messages and checks: the fields of checks.Call."""
    cdef Job *job = <Job *><size_t>jobs[ufunc]
    name = ufunc.__name__
    arguments = ["dy"] * (job.n_in - 1) + ["y" if name.endswith("_from_y") else "x"]
    has_p = job.rows == NULL and job.info.params != 0
    if has_p:
        arguments.append(job.info.param[0].name.decode())
    core = tuple([job.core[k] for k in range(job.n_in + 1)]) if job.rows != NULL else ()
    return ("exact." if job.exact else "") + name, tuple(arguments), core, job.exact, takes_no_negative(job)


def registry():
    """The registry of element-wise activations as dictionaries, in its order."""
    return [dict(name=cact_at(i).name.decode(), formula=cact_at(i).formula.decode(),
                 has_from_y=bool(cact_at(i).ops >> CACT_BACKWARD_FROM_Y & 1),
                 param=cact_at(i).param[0].name.decode() if cact_at(i).params else None,
                 param_default=cact_at(i).param[0].usual, ulp_forward=cact_at(i).bounds[0].forward,
                 ulp_prime=cact_at(i).bounds[0].prime) for i in range(cact_count())]
