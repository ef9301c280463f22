# ufuncs of everything in the registries: part of _core.pyx.
# cact reports nothing through floating-point flags: a loop clears those that NumPy would make warnings of.

DEF OPS = 4
cdef tuple OP_SUFFIX = ("", "_prime", "_backward", "_backward_from_y")  # in the order of cact_op
cdef tuple INPUTS = (None, ("x",), ("a", "b"))  # the names of one and of two


cdef void loop(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, Job *job, int itemsize) noexcept nogil:
    apply_elements(job, itemsize, a, s, n[0])
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
cdef char[2 * MOST_ARGUMENTS] TYPES  # a ufunc of k arguments: the last k of the first half, the first k of the second
TYPES[:] = [cnp.NPY_FLOAT] * MOST_ARGUMENTS + [cnp.NPY_DOUBLE] * MOST_ARGUMENTS
cdef list kept = []


cdef object make_ufunc(str name, Job *job):
    cdef void **data = <void **>allocate(2 * sizeof(void *))
    cdef int types = 1 if job.exact else 2, n_in = job.n_in + job.params
    cdef char *args = TYPES + MOST_ARGUMENTS - n_in - job.n_out
    data[0] = data[1] = job
    doc = f"see cact.{'exact.' if job.exact else ''}{name}".encode()
    encoded = name.encode()
    kept.extend((encoded, doc))
    if job.rows == NULL:
        return PyUFunc_FromFuncAndData(loops, data, args, types, n_in, job.n_out, PyUFunc_None, encoded, doc, 0)
    cores = ["()", "(n)", "(n,n)"]
    signature = f"{','.join(cores[job.core[k]] for k in range(job.n_in))}->{cores[job.core[job.n_in]]}".encode()
    kept.append(signature)
    return PyUFunc_FromFuncAndDataAndSignature(row_loops, data, args, types, n_in, 1, PyUFunc_None, encoded, doc, 0,
                                               signature)


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
    cdef int k
    name = ufunc.__name__
    inputs = ("y",) if name.endswith("_from_y") else INPUTS[1 if job.rows != NULL else job.info.inputs]
    arrays = ("dy",) * (job.n_in - len(inputs)) + inputs
    params = tuple([job.info.param[k].name.decode() for k in range(job.params)])
    lows = tuple([job.info.param[k].low for k in range(job.params)]) if is_limited(job) else ()
    core = tuple([job.core[k] for k in range(job.n_in + 1)]) if job.rows != NULL else ()
    return ("exact." if job.exact else "") + name, arrays, params, job.n_out, core, job.exact, lows


# As cact_type counts them.
TIERS = ("f32", "f64", "exact", "f16", "bf16", "exact_f16", "exact_bf16")


def registry():
    """The registry of element-wise activations as dictionaries, in its order."""
    cdef const cact_info *f
    cdef size_t i
    cdef int k
    found = []
    for i in range(cact_count()):
        f = cact_at(i)
        params = [(f.param[k].name.decode(), f.param[k].usual, f.param[k].low, f.param[k].high)
                  for k in range(f.params)]
        bounds = {tier: (f.bounds[k].forward, f.bounds[k].prime) for k, tier in enumerate(TIERS)}
        found.append(dict(name=f.name.decode(), formula=f.formula.decode(), inputs=INPUTS[f.inputs],
                          outputs=("y", "z")[:f.outputs], params=params, bounds=bounds,
                          ops=tuple([OP_SUFFIX[k] for k in range(OPS) if f.ops >> k & 1])))
    return found
