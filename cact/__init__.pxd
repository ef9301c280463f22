# The kernels for Cython: `from cact cimport tanh_f32` and call tanh_f32(&x[0], &y[0], n) without the GIL.
from cact._core cimport *
