"""What cact is compared with at the Python level: {name: {(function, op): call(x, y)}} of those that are installed.

A call takes an array and, if it can, writes to y. Everything runs on one thread. op is "", "_prime" or, of rows,
"rows"; a derivative is what the library's own gradient of 1 gives."""

import os

os.environ.setdefault("NUMEXPR_NUM_THREADS", "1")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import numpy as np


def numpy_formulas():
    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    def one(x):
        return x.dtype.type(1)

    calls = {
        ("linear", ""): lambda x, y: np.multiply(x, one(x), out=y),
        ("relu", ""): lambda x, y: np.maximum(x, 0, out=y),
        ("leaky_relu", ""): lambda x, y: np.where(x > 0, x, x.dtype.type(0.01) * x),
        ("elu", ""): lambda x, y: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1),
        ("sigmoid", ""): lambda x, y: sigmoid(x),
        ("tanh", ""): lambda x, y: np.tanh(x, out=y),
        ("linear", "_prime"): lambda x, y: np.ones_like(x),
        ("relu", "_prime"): lambda x, y: (x > 0).astype(x.dtype),
        ("leaky_relu", "_prime"): lambda x, y: np.where(x > 0, one(x), x.dtype.type(0.01)),
        ("elu", "_prime"): lambda x, y: np.where(x > 0, one(x), np.exp(np.minimum(x, 0))),
        ("sigmoid", "_prime"): lambda x, y: sigmoid(x) * (1 - sigmoid(x)),
        ("tanh", "_prime"): lambda x, y: 1 - np.tanh(x) ** 2,
    }

    def softmax(x, y, axis=-1):
        e = np.exp(x - x.max(axis, keepdims=True))
        return e / e.sum(axis, keepdims=True)

    def log_softmax(x, y, axis=-1):
        z = x - x.max(axis, keepdims=True)
        return z - np.log(np.exp(z).sum(axis, keepdims=True))

    return calls | {("softmax", "rows"): softmax, ("log_softmax", "rows"): log_softmax}


def scipy_functions():
    from scipy.special import expit, log_softmax, softmax

    return {
        ("sigmoid", ""): lambda x, y: expit(x, out=y),
        ("softmax", "rows"): lambda x, y, axis=-1: softmax(x, axis),
        ("log_softmax", "rows"): lambda x, y, axis=-1: log_softmax(x, axis),
    }


def torch_functions():
    import torch

    torch.set_num_threads(1)
    aten, nn, of = torch.ops.aten, torch.nn.functional, torch.from_numpy

    def grad(x):
        return torch.ones(x.shape, dtype=x.dtype)

    def prime(forward, backward):
        def call(x, y):
            t = of(x)
            return backward(grad(t), forward(t), t).numpy()

        return call

    return {
        ("relu", ""): lambda x, y: torch.relu(of(x)).numpy(),
        ("leaky_relu", ""): lambda x, y: nn.leaky_relu(of(x), 0.01).numpy(),
        ("elu", ""): lambda x, y: nn.elu(of(x)).numpy(),
        ("sigmoid", ""): lambda x, y: torch.sigmoid(of(x), out=of(y)).numpy(),
        ("tanh", ""): lambda x, y: torch.tanh(of(x), out=of(y)).numpy(),
        ("relu", "_prime"): prime(lambda t: None, lambda g, r, t: aten.threshold_backward(g, t, 0)),
        ("leaky_relu", "_prime"): prime(lambda t: None, lambda g, r, t: aten.leaky_relu_backward(g, t, 0.01, False)),
        ("elu", "_prime"): prime(lambda t: None, lambda g, r, t: aten.elu_backward(g, 1, 1, 1, False, t)),
        ("sigmoid", "_prime"): prime(torch.sigmoid, lambda g, r, t: aten.sigmoid_backward(g, r)),
        ("tanh", "_prime"): prime(torch.tanh, lambda g, r, t: aten.tanh_backward(g, r)),
        ("softmax", "rows"): lambda x, y, axis=-1: torch.softmax(of(x), axis).numpy(),
        ("log_softmax", "rows"): lambda x, y, axis=-1: torch.log_softmax(of(x), axis).numpy(),
    }


def onnx_models():
    import onnxruntime
    from onnx import TensorProto, helper

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    kinds = {np.dtype(np.float32): TensorProto.FLOAT, np.dtype(np.float64): TensorProto.DOUBLE}
    sessions = {}

    def session(operator, dtype, dims, attributes):
        key = operator, dtype, dims, *attributes.values()
        if key not in sessions:

            def value(name):
                return helper.make_tensor_value_info(name, kinds[dtype], [None] * dims)

            node = helper.make_node(operator, ["x"], ["y"], **attributes)
            graph = helper.make_graph([node], "one", [value("x")], [value("y")])
            model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
            sessions[key] = onnxruntime.InferenceSession(
                model.SerializeToString(), options, providers=["CPUExecutionProvider"]
            )
        return sessions[key]

    def element(operator, **attributes):
        return lambda x, y: session(operator, x.dtype, x.ndim, attributes).run(None, {"x": x})[0]

    def rows(operator):
        return lambda x, y, axis=-1: session(operator, x.dtype, x.ndim, {"axis": axis}).run(None, {"x": x})[0]

    return {
        ("relu", ""): element("Relu"),
        ("leaky_relu", ""): element("LeakyRelu", alpha=0.01),
        ("elu", ""): element("Elu", alpha=1.0),
        ("sigmoid", ""): element("Sigmoid"),
        ("tanh", ""): element("Tanh"),
        ("softmax", "rows"): rows("Softmax"),
        ("log_softmax", "rows"): rows("LogSoftmax"),
    }


def numexpr_formulas():
    import numexpr

    numexpr.set_num_threads(1)

    def formula(text):
        return lambda x, y: numexpr.evaluate(text, {"x": x, "a": x.dtype.type(0.01)}, out=y, casting="same_kind")

    return {
        ("relu", ""): formula("where(x > 0, x, 0)"),
        ("leaky_relu", ""): formula("where(x > 0, x, a * x)"),
        ("elu", ""): formula("where(x > 0, x, expm1(x))"),
        ("sigmoid", ""): formula("1 / (1 + exp(-x))"),
        ("tanh", ""): formula("tanh(x)"),
    }


def jax_functions():
    import jax

    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_platforms", "cpu")

    def jitted(f, **static):
        compiled = jax.jit(f, static_argnames=tuple(static))
        return lambda x, y, **axis: np.asarray(compiled(x, **(static | axis)).block_until_ready())

    nn = jax.nn
    forward = {
        "relu": nn.relu,
        "leaky_relu": nn.leaky_relu,
        "elu": nn.elu,
        "sigmoid": nn.sigmoid,
        "tanh": jax.numpy.tanh,
    }

    def slope(f):
        return lambda x: jax.vjp(f, x)[1](jax.numpy.ones_like(x))[0]

    return (
        {(name, ""): jitted(f) for name, f in forward.items()}
        | {(name, "_prime"): jitted(slope(f)) for name, f in forward.items()}
        | {(name, "rows"): jitted(getattr(nn, name), axis=-1) for name in ("softmax", "log_softmax")}
    )


def installed():
    """({name: calls}, [names of those that are missing])"""
    wanted = {
        "NumPy": numpy_formulas,
        "SciPy": scipy_functions,
        "PyTorch": torch_functions,
        "ONNX Runtime": onnx_models,
        "numexpr": numexpr_formulas,
        "JAX": jax_functions,
    }
    found, missing = {}, []
    for name, calls in wanted.items():
        try:
            found[name] = calls()
        except ImportError:
            missing.append(name)
    return found, missing
