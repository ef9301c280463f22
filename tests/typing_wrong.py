"""Calls that type checkers must refuse, each line that says so and no other."""

import numpy as np

import cact

f32, f64, c64 = np.zeros((2, 3), np.float32), np.zeros((2, 3)), np.zeros(3, np.complex64)

cact.tanh()  # wrong
cact.tanh(None)  # wrong
cact.tanh("1.0")  # wrong
cact.tanh(1j)  # wrong
cact.tanh({"x": 1.0})  # wrong
cact.tanh(c64)  # wrong
cact.tanh(f32, 1.0)  # wrong
cact.tanh(f32, alpha=1.0)  # wrong
cact.tanh(f32, out=[0.0])  # wrong
cact.tanh(f32, out=np.zeros(3, np.int32))  # wrong
cact.elu(f32, alpha="1")  # wrong
cact.elu(f32, beta=1.0)  # wrong
cact.sigmoid_backward(f32)  # wrong
cact.softmax(f32, axis="1")  # wrong
cact.softmax(f32, axis=1.0)  # wrong
cact.softmax(f32, -1, f32)  # wrong
cact.softmax_prime(f32, axis=0)  # wrong
cact.logsumexp(f32, b=f32)  # wrong
cact.logsumexp(f32, return_sign=True)  # wrong
cact.exact.tanh(f64)  # wrong
cact.ufuncs.tan(f32)  # wrong
cact.use_isa(2)  # wrong
cact.set_num_threads(1.5)  # wrong
cact.tahn(f32)  # wrong
