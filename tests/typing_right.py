"""Calls that type checkers must accept, with the types of their results; it runs, too."""

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import assert_type

import cact

f32: NDArray[np.float32] = np.zeros((2, 3), np.float32)[:]
f64: NDArray[np.float64] = np.zeros((2, 3))[:]
f16: NDArray[np.float16] = np.zeros((2, 3), np.float16)[:]
scalar = np.float32(1)

assert_type(cact.elu(f32), NDArray[np.float32])
assert_type(cact.elu(f64, 0.5), NDArray[np.float64])
assert_type(cact.elu(f32, alpha=f32[:, :1]), NDArray[np.float32])
assert_type(cact.elu(scalar), np.float32)
assert_type(cact.elu(f16, 0.5), NDArray[np.float16])
assert_type(cact.elu(np.float16(1)), np.float16)
assert_type(cact.exact.softmax(f16), NDArray[np.float16])
assert_type(cact.elu(1.5), np.float64)
assert_type(cact.tanh([1.0, 2.0]), NDArray[np.float64])
assert_type(cact.tanh([[1, 2], [3, 4]]), NDArray[np.float64])
assert_type(cact.tanh(f32, out=f32), NDArray[np.float32])
assert_type(cact.leaky_relu(f32, 0.1, f64), NDArray[np.float64])
assert_type(cact.leakyrelu(f32, out=f32), NDArray[np.float32])
assert_type(cact.sigmoid_backward(f32, f32), NDArray[np.float32])
assert_type(cact.sigmoid_backward(1.0, f64), NDArray[np.float64])
assert_type(cact.elu_backward_from_y(f32, f32, alpha=1.0), NDArray[np.float32])
cact.relu(np.zeros(3, np.int8))
cact.relu(array("f", [1.0]))
cact.relu(memoryview(array("d", [1.0])))

assert_type(cact.softmax(f32), NDArray[np.float32])
assert_type(cact.softmax(f32, 0), NDArray[np.float32])
assert_type(cact.softmax(f64, axis=(0, 1)), NDArray[np.float64])
assert_type(cact.softmax(f64, axis=None, out=f64), NDArray[np.float64])
assert_type(cact.softmax_prime(f32), NDArray[np.float32])
assert_type(cact.log_softmax_backward(f32, f32, axis=-1), NDArray[np.float32])
assert_type(cact.logsumexp(f32, axis=None), np.float32)
assert_type(cact.logsumexp(f64, keepdims=True), NDArray[np.float64])
assert_type(cact.logsumexp(f64, 0), Any)

assert_type(cact.exact.tanh(f32), NDArray[np.float32])
assert_type(cact.exact.tanh(1.5), np.float32)
assert_type(cact.exact.softmax([1.0, 2.0]), NDArray[np.float32])
assert_type(cact.ufuncs.tanh, np.ufunc)
assert_type(cact.exact.ufuncs.softmax, np.ufunc)
cact.ufuncs.tanh(f32, where=f32 > 0, out=f32)

assert_type(cact.isas(), list[str])
assert_type(cact.self_test(), str | None)
assert_type(cact.get_include() + cact.get_library() + cact.cdef(), str)
cact.use_isa(cact.isa())
cact.set_num_threads(np.int64(1))
