# ufuncs of everything in the registries: part of _core.pyx.
# cact reports nothing through floating-point flags: a loop clears those that NumPy would make warnings of.

DEF OPS = 4
cdef tuple OP_SUFFIX = ("", "_prime", "_backward", "_backward_from_y")  # in the order of cact_op


cdef void loop(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, Job *job, int itemsize) noexcept nogil:
    cdef int two = job.op >= CACT_BACKWARD, has_p = job.info.param != NULL, p = 1 + two, out = p + has_p
    apply_strided(job, itemsize, a[two], s[two], a[0], s[0], a[out], s[out], n[0], a[p] if has_p else NULL,
                  s[p] if has_p else 0)
    PyUFunc_clearfperr()


cdef void loop_f32(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    loop(a, n, s, <Job *>data, 4)


cdef void loop_f64(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    loop(a, n, s, <Job *>data, 8)


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
