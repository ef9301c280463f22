/* Threads for cact._core, which loads this when it is asked for more than one: this alone needs OpenMP's library, so that
 * the package works without. */
#include <Python.h>

#define cact_set_num_threads cact_threads_set
#define cact_get_num_threads cact_threads_get
#define cact_share cact_threads_share
#include "threads.c"

static const cact_threads threads = {cact_threads_set, cact_threads_get, cact_threads_share};

static int fill(PyObject *module) {
    PyObject *capsule = PyCapsule_New((void *)&threads, "cact._threads.threads", NULL);
    const int failed = PyModule_AddObjectRef(module, "threads", capsule);
    Py_XDECREF(capsule);
    return failed;
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)fill},
#ifdef Py_GIL_DISABLED
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "cact._threads", .m_slots = slots};

PyMODINIT_FUNC PyInit__threads(void) { return PyModuleDef_Init(&definition); }
