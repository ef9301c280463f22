# ufuncs of everything in the registries: part of _core.pyx.
# cact reports nothing through floating-point flags: a loop clears those that NumPy would make warnings of.

DEF OPS = 4
cdef tuple OP_SUFFIX = ("", "_prime", "_backward", "_backward_from_y")  # in the order of cact_op
cdef tuple INPUTS = (None, ("x",), ("a", "b"))  # the names of one and of two


# What a loop of a ufunc is told.
cdef struct Loop:
    Job *job
    cact_type type


cdef void loop(char **a, const cnp.npy_intp *n, const cnp.npy_intp *s, void *data) noexcept nogil:
    cdef const Loop *told = <const Loop *>data
    apply_elements(told.job, told.type, a, s, n[0])
    PyUFunc_clearfperr()


# How one argument of a loop over rows lies in memory.
cdef struct Rows:
    char *at            # the first row
    cnp.npy_intp step   # to the next, in bytes
    int core            # its dimensions that belong to a row: 0, 1 (n) or 2 (n, n)
    const cnp.npy_intp *s  # their steps
    size_t size         # elements of a row
    char *buffer        # of a few where they don't lie densely, else NULL


cdef inline bint is_dense(const Rows *a, Py_ssize_t n, int itemsize) noexcept nogil:
    return n <= 1 or a.core == 0 or a.s[a.core - 1] == itemsize and (a.core == 1 or a.s[0] == n * itemsize)


cdef inline bint is_column(const Rows *a, Py_ssize_t outer, int itemsize) noexcept nogil:
    return a.step == itemsize and (a.core == 0 or a.core == 1 and a.s[0] == outer * itemsize)


ctypedef fused Item:
    cnp.npy_uint16
    cnp.npy_uint32
    cnp.npy_uint64


cdef inline void copy_items(Item *to, Py_ssize_t to_step, const Item *at, Py_ssize_t step, Py_ssize_t n) noexcept nogil:
    """n items with steps in bytes."""
    cdef Py_ssize_t i
    for i in range(n):
        memcpy(<char *>to + i * to_step, <const char *>at + i * step, sizeof(Item))


cdef void copy_line(char *to, Py_ssize_t to_step, const char *at, Py_ssize_t step, Py_ssize_t n,
                    int itemsize) noexcept nogil:
    if itemsize == 8:
        copy_items(<cnp.npy_uint64 *>to, to_step, <const cnp.npy_uint64 *>at, step, n)
    elif itemsize == 4:
        copy_items(<cnp.npy_uint32 *>to, to_step, <const cnp.npy_uint32 *>at, step, n)
    else:
        copy_items(<cnp.npy_uint16 *>to, to_step, <const cnp.npy_uint16 *>at, step, n)


cdef void copy_plane(char *at, Py_ssize_t far, Py_ssize_t near, char *dense, Py_ssize_t n_far, Py_ssize_t n_near,
                     int itemsize, bint out) noexcept nogil:
    """Between dense lines and those at `at`, along the lesser of their steps."""
    cdef Py_ssize_t i, dense_far = n_near * itemsize, dense_near = itemsize
    if labs(far) < labs(near):
        far, near, n_far, n_near, dense_far, dense_near = near, far, n_near, n_far, dense_near, dense_far
    for i in range(n_far):
        if out:
            copy_line(at + i * far, near, dense + i * dense_far, dense_near, n_near, itemsize)
        else:
            copy_line(dense + i * dense_far, dense_near, at + i * far, near, n_near, itemsize)


cdef void copy_rows(const Rows *a, char *at, Py_ssize_t rows, Py_ssize_t n, int itemsize, bint out) noexcept nogil:
    """Between the buffer and the rows from `at` on."""
    cdef Py_ssize_t r
    if a.core < 2:
        copy_plane(at, a.step, a.s[0] if a.core else itemsize, a.buffer, rows, n if a.core else 1, itemsize, out)
        return
    for r in range(rows):
        copy_plane(at + r * a.step, a.s[0], a.s[1], a.buffer + r * a.size * itemsize, n, n, itemsize, out)


cdef enum: AT_ONCE = 4096  # elements that buffers take at least, if there are as many


cdef bint buffers_for(Rows *a, int args, Py_ssize_t n, Py_ssize_t rows, int itemsize) noexcept nogil:
    """A buffer of so many rows for each argument whose rows don't lie densely; False without memory for it."""
    cdef int k
    for k in range(args):
        if is_dense(&a[k], n, itemsize) and (rows == 1 or a[k].step == <Py_ssize_t>(a[k].size * itemsize)):
            continue
        if a[k].size > SIZE_MAX // itemsize // rows or (a[k].core == 2 and a[k].size // <size_t>n != <size_t>n):
            return False
        a[k].buffer = <char *>malloc(rows * a[k].size * itemsize)
        if a[k].buffer == NULL:
            return False
    return True


cdef void row_loop(char **args, const cnp.npy_intp *dims, const cnp.npy_intp *steps, void *data) noexcept nogil:
    """Rows where they lie if all are dense, or beside each other; else a few at once, strided ones through a buffer."""
    cdef const Job *job = (<const Loop *>data).job
    cdef cact_type type = (<const Loop *>data).type
    cdef int itemsize = size_of(type)
    cdef Py_ssize_t n = dims[1], outer = dims[0], rows, r
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
        apply_rows(job, type, at, outer, n, 1)
    elif columns:
        apply_rows(job, type, at, 1, n, outer)
    else:
        rows = min(outer, max(1, AT_ONCE // max(1, n))) if job.core[job.n_in] < 2 else 1
        enough = buffers_for(a, count, n, rows, itemsize)
        r = 0 if enough else outer
        while r < outer:
            rows = min(rows, outer - r)
            for k in range(count):
                at[k] = a[k].at + r * a[k].step
                if a[k].buffer != NULL:
                    if k < job.n_in:
                        copy_rows(&a[k], at[k], rows, n, itemsize, False)
                    at[k] = a[k].buffer
            apply_rows(job, type, at, rows, n, 1)
            k = job.n_in
            if a[k].buffer != NULL:
                copy_rows(&a[k], a[k].at + r * a[k].step, rows, n, itemsize, True)
            r += rows
        for k in range(count):
            free(a[k].buffer)
    PyUFunc_clearfperr()
    if not enough:
        with gil:
            PyErr_NoMemory()  # NumPy looks for it after the loop


# Everything a ufunc points to lives as long as the process.
cdef enum: TYPES = 3
cdef int[TYPES] NUMBERS = [cnp.NPY_FLOAT, cnp.NPY_DOUBLE, NPY_HALF]  # of the dtypes that NumPy has
cdef PyUFuncGenericFunction[TYPES] LOOPS = [loop, loop, loop]
cdef PyUFuncGenericFunction[TYPES] ROW_LOOPS = [row_loop, row_loop, row_loop]
cdef list kept = []
cdef dict jobs = {}  # address of the job of each ufunc


cdef Loop *new_loop(Job *job, int type) except NULL:
    cdef Loop *made = <Loop *>allocate(sizeof(Loop))
    made.job, made.type = job, <cact_type>type
    return made


cdef inline int number_at(const Job *job, int k, int number) noexcept:
    """The number of the k-th argument's dtype where the arrays have this one."""
    return parameter_number(number) if job.n_in <= k < job.n_in + job.params else number


cdef object make_ufunc(str name, Job *job):
    cdef int n_in = job.n_in + job.params, args = n_in + job.n_out, count = 0, k, number
    cdef void **data = <void **>allocate(TYPES * sizeof(void *))
    cdef char *types = <char *>allocate(TYPES * args)
    for number in NUMBERS:
        if type_of(job, number) >= 0:
            data[count] = new_loop(job, type_of(job, number))
            for k in range(args):
                types[count * args + k] = <char>number_at(job, k, number)
            count += 1
    doc = f"see cact.{'exact.' if job.exact else ''}{name}".encode()
    encoded = name.encode()
    kept.extend((encoded, doc))
    if not job.rows:
        made = PyUFunc_FromFuncAndData(LOOPS, data, types, count, n_in, job.n_out, PyUFunc_None, encoded, doc, 0)
    else:
        cores = ["()", "(n)", "(n,n)"]
        signature = f"{','.join(cores[job.core[k]] for k in range(n_in))}->{cores[job.core[n_in]]}".encode()
        kept.append(signature)
        made = PyUFunc_FromFuncAndDataAndSignature(ROW_LOOPS, data, types, count, n_in, 1, PyUFunc_None, encoded, doc,
                                                   0, signature)
    PyUFunc_AddPromoter(made, (np.dtype,) * args, PROMOTER)
    jobs[made] = <size_t>job
    if BF16 >= 0:
        add_bfloat16(made, job, BF16)
    return made


# ---- half types ------------------------------------------------------------------------------------------------------
# Where no loop has the dtypes that came, NumPy takes the first that holds them: for a float16 and a Python number that
# of float32, which must come first for the sake of small integers; and bfloat16 is no type of NumPy's own. So it asks
# here.

cdef dict CLASSES = {number: type(np.dtype(name)) for number, name in zip(NUMBERS, ("f4", "f8", "f2"))}


def is_bfloat16(dtype):
    """Whether it is ml_dtypes' bfloat16; with the first one every ufunc gets a loop for it."""
    kind = dtype.type
    return kind.__name__ == "bfloat16" and kind.__module__ == "ml_dtypes" and (dtype.num == BF16 or learn(dtype))


cdef bint learn(object dtype) except -1:
    global BF16
    cdef int number = dtype.num
    with cython.critical_section(jobs):
        if BF16 < 0:
            CLASSES[number] = type(dtype)
            for ufunc, address in jobs.items():
                add_bfloat16(ufunc, <Job *><size_t>address, number)
            BF16 = number  # now other threads count on the loops
    return number == BF16


cdef int add_bfloat16(object ufunc, Job *job, int number) except -1:
    cdef int[MOST_ARGUMENTS] numbers
    cdef int k
    for k in range(job.n_in + job.params + job.n_out):
        numbers[k] = number_at(job, k, number)
    return PyUFunc_RegisterLoopForType(<PyUFuncObject *>ufunc, number, row_loop if job.rows else loop, numbers,
                                       new_loop(job, CACT_EXACT_BF16 if job.exact else CACT_BF16))


cdef int number_for(object kind) except? -1:
    """The number of the narrowest dtype here that holds one of the class; -1 for none."""
    try:
        dtype = np.dtype(kind.type)
    except (AttributeError, TypeError):
        return -1
    if is_bfloat16(dtype):
        return BF16
    if dtype.num == NPY_HALF:
        return NPY_HALF
    return cnp.NPY_FLOAT if np.can_cast(dtype, "f4") else cnp.NPY_DOUBLE if np.can_cast(dtype, "f8") else -1


cdef int promotion(const Job *job, list kinds) except? -1:
    """The number of the dtype to compute in; -1 where no half type is among what came, or no number. kinds: a class of
    dtypes for each input, None for a Python number. A parameter of a half type is a float32, so it widens none."""
    known = [number_for(kind) if kind is not None else None for kind in kinds]
    halves = {number for number in known if number == NPY_HALF or number == BF16}
    if not halves or -1 in known:
        return -1
    deciding = ({*known[:job.n_in]} - {None}) or ({*known} - {None})
    number = deciding.pop()
    if not deciding and number in halves and cnp.NPY_DOUBLE not in known:
        return number
    number = cnp.NPY_DOUBLE if cnp.NPY_DOUBLE in known else cnp.NPY_FLOAT
    return number if type_of(job, number) >= 0 else -1


cdef int promote(ufunc, PyObject **given, PyObject **signature, PyObject **chosen) except? -1:
    """NumPy's promoter: classes of dtypes of a loop for those that came; -1 leaves it to NumPy."""
    cdef const Job *job = <const Job *><size_t>jobs[ufunc]
    cdef int k, number, n_in = job.n_in + job.params
    for k in range(n_in + job.n_out):
        if signature[k] != NULL:
            return -1
    number = promotion(job, [None if given[k] == PYTHON_INT or given[k] == PYTHON_FLOAT else <object>given[k]
                             for k in range(n_in)])
    if number < 0:
        return -1
    for k in range(n_in + job.n_out):
        kind = CLASSES[number_at(job, k, number)]
        Py_INCREF(kind)
        chosen[k] = <PyObject *>kind
    return 0


if hasattr(sys.modules.get("ml_dtypes"), "bfloat16"):
    is_bfloat16(np.dtype(sys.modules["ml_dtypes"].bfloat16))
cdef object PROMOTER = PyCapsule_New(<void *>promote, "numpy._ufunc_promoter", NULL)


def make_ufuncs(bint exact=False):
    """{name: ufunc} of everything in the registry, in a tier."""
    cdef size_t i
    cdef int op
    cdef Job *job
    found = {}
    for i in range(cact_count()):
        for op in range(OPS):
            if cact_at(i).ops >> op & 1:
                name = cact_at(i).name.decode() + OP_SUFFIX[op]
                job = new_job(cact_at(i), op, exact)
                found[name] = make_ufunc(name, job)
    return found


def about(ufunc):
    """For messages and checks: the fields of checks.Call."""
    cdef Job *job = <Job *><size_t>jobs[ufunc]
    cdef int k
    name = ufunc.__name__
    inputs = ("y",) if name.endswith("_from_y") else INPUTS[job.info.inputs]
    arrays = ("dy",) * (job.n_in - len(inputs)) + inputs
    params = tuple([job.info.param[k].name.decode() for k in range(job.params)])
    lows = tuple([job.info.param[k].low for k in range(job.params)]) if is_limited(job) else ()
    core = tuple([job.core[k] for k in range(job.n_in + 1)]) if job.rows else ()
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
        if f.kind != CACT_ELEMENTS:
            continue
        params = [(f.param[k].name.decode(), f.param[k].usual, f.param[k].low, f.param[k].high)
                  for k in range(f.params)]
        bounds = {tier: (f.bounds[k].forward, f.bounds[k].prime) for k, tier in enumerate(TIERS)}
        found.append(dict(name=f.name.decode(), formula=f.formula.decode(), inputs=INPUTS[f.inputs],
                          outputs=("y", "z")[:f.outputs], params=params, bounds=bounds,
                          ops=tuple([OP_SUFFIX[k] for k in range(OPS) if f.ops >> k & 1])))
    return found
