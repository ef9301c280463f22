"""Wrong calls and what is said: which argument, what was expected, what came."""

from decimal import Decimal  # noqa: F401  (the table's)

import numpy as np
import pytest

import cact

REAL = "must be real numbers (float64 at most), not"
SMALL = "must be float32 or what it holds (bool, int8, uint8, int16, uint16, float16, bfloat16), not"
OUT = "out must be an array of float16, bfloat16, float32 or float64, not"
AXIS = "axis must be an integer, a tuple of integers or None, not"
SCIPY = "logsumexp: b and return_sign are not offered; for weights > 0 pass x + numpy.log(b), else use scipy.special.logsumexp"  # noqa: E501

X, D = np.ones((2, 3), np.float32), np.ones((2, 3))
TABLE = [
    ("cact.tanh(None)", TypeError, f"tanh: x {REAL} NoneType"),
    ('cact.tanh("1")', TypeError, f"tanh: x {REAL} str"),
    ('cact.tanh(b"1")', TypeError, f"tanh: x {REAL} bytes"),
    ("cact.tanh(Decimal(1))", TypeError, f"tanh: x {REAL} Decimal"),
    ("cact.tanh({})", TypeError, f"tanh: x {REAL} dict"),
    ("cact.tanh({1,2})", TypeError, f"tanh: x {REAL} set"),
    ("cact.tanh(1j)", TypeError, f"tanh: x {REAL} complex"),
    ("cact.tanh(X.astype(complex))", TypeError, f"tanh: x {REAL} ndarray of complex128"),
    ("cact.tanh(np.array([None]))", TypeError, f"tanh: x {REAL} ndarray of object"),
    ('cact.tanh(np.array(["a"]))', TypeError, f"tanh: x {REAL} ndarray of str"),
    ('cact.tanh(["a", "b"])', TypeError, f"tanh: x {REAL} list of str"),
    ("cact.tanh([1, None])", TypeError, f"tanh: x {REAL} list of object"),
    ("cact.tanh(np.ones(3, np.longdouble))", TypeError, f"tanh: x {REAL} ndarray of longdouble"),
    ("cact.tanh(np.longdouble(1))", TypeError, f"tanh: x {REAL} longdouble"),
    ('cact.tanh(np.datetime64("2020"))', TypeError, f"tanh: x {REAL} datetime64"),
    ('cact.tanh(np.array(["2020"], "M8[D]"))', TypeError, f"tanh: x {REAL} ndarray of datetime64[D]"),
    ('cact.tanh(np.zeros(2, "f,f"))', TypeError, f"tanh: x {REAL} ndarray of void"),
    (
        'cact.tanh(np.zeros(2, "V2"))',
        TypeError,
        f"tanh: x {REAL} ndarray of void; if that is bfloat16, pass x.view(ml_dtypes.bfloat16)",
    ),
    ("cact.tanh(10**400)", ValueError, "tanh: x is an int beyond float64"),
    ("cact.tanh(len)", TypeError, f"tanh: x {REAL} builtin_function_or_method"),
    ("cact.softmax(None)", TypeError, f"softmax: x {REAL} NoneType"),
    ('cact.softmax("abc")', TypeError, f"softmax: x {REAL} str"),
    ("cact.logsumexp({})", TypeError, f"logsumexp: x {REAL} dict"),
    ("cact.elu(X, None)", TypeError, f"elu: alpha {REAL} NoneType"),
    ('cact.elu(X, "a")', TypeError, f"elu: alpha {REAL} str"),
    ("cact.elu(X, 1j)", TypeError, f"elu: alpha {REAL} complex"),
    ("cact.elu(X, Decimal(1))", TypeError, f"elu: alpha {REAL} Decimal"),
    (
        "cact.elu(X, np.ones(2))",
        ValueError,
        "elu: x of shape (2, 3) and alpha of shape (2,) don't broadcast against each other",
    ),
    ("cact.elu(X, np.ones(3, complex))", TypeError, f"elu: alpha {REAL} ndarray of complex128"),
    ("cact.elu(X, {})", TypeError, f"elu: alpha {REAL} dict"),
    ("cact.elu(None, 1)", TypeError, f"elu: x {REAL} NoneType"),
    ("cact.tanh_backward(X, None)", TypeError, f"tanh_backward: x {REAL} NoneType"),
    ("cact.tanh_backward(None, X)", TypeError, f"tanh_backward: dy {REAL} NoneType"),
    (
        "cact.tanh_backward(X, X[:1, :2])",
        ValueError,
        "tanh_backward: dy of shape (2, 3) and x of shape (1, 2) don't broadcast against each other",
    ),
    ("cact.tanh_backward(X)", TypeError, "tanh_backward() missing 1 required positional argument: 'x'"),
    ("cact.tanh()", TypeError, "tanh() missing 1 required positional argument: 'x'"),
    ("cact.tanh(X, nope=1)", TypeError, "tanh() got an unexpected keyword argument 'nope'"),
    ("cact.tanh(X, X, X)", TypeError, "tanh() takes from 1 to 2 positional arguments but 3 were given"),
    ("cact.elu(X, 1, alpha=1)", TypeError, "elu() got multiple values for argument 'alpha'"),
    ("cact.elu(X, x=X)", TypeError, "elu() got multiple values for argument 'x'"),
    ("cact.tanh(X, out=X, dtype=float)", TypeError, "tanh() got an unexpected keyword argument 'dtype'"),
    ("cact.exact.tanh(D)", TypeError, f"exact.tanh: x {SMALL} ndarray of float64"),
    ("cact.exact.tanh(np.arange(3))", TypeError, f"exact.tanh: x {SMALL} ndarray of int64"),
    ("cact.exact.elu(X, D)", TypeError, f"exact.elu: alpha {SMALL} ndarray of float64"),
    ("cact.exact.elu(X, np.float64(1))", TypeError, f"exact.elu: alpha {SMALL} float64"),
    ("cact.exact.elu(D, 1)", TypeError, f"exact.elu: x {SMALL} ndarray of float64"),
    ("cact.exact.softmax(D)", TypeError, f"exact.softmax: x {SMALL} ndarray of float64"),
    ("cact.exact.softmax_backward(D, X)", TypeError, f"exact.softmax_backward: dy {SMALL} ndarray of float64"),
    ("cact.exact.tanh(np.float64(1))", TypeError, f"exact.tanh: x {SMALL} float64"),
    ("cact.exact.tanh(None)", TypeError, f"exact.tanh: x {SMALL} NoneType"),
    ('cact.exact.tanh("a")', TypeError, f"exact.tanh: x {SMALL} str"),
    ("cact.exact.tanh(10**400)", ValueError, "exact.tanh: x is an int beyond float64"),
    ("cact.exact.elu(X, 10**400)", ValueError, "exact.elu: alpha is an int beyond float64"),
    ("cact.tanh(X, out=[1])", TypeError, f"tanh: {OUT} list"),
    ("cact.tanh(X, out=1)", TypeError, f"tanh: {OUT} int"),
    ('cact.tanh(X, out="a")', TypeError, f"tanh: {OUT} str"),
    ("cact.tanh(X, out=(X,))", TypeError, f"tanh: {OUT} tuple"),
    ('cact.tanh(X, out=np.empty(3, "f"))', ValueError, "tanh: out has shape (3,), the result (2, 3)"),
    ("cact.tanh(X, out=np.empty((2,3), int))", TypeError, f"tanh: {OUT} ndarray of int64"),
    ("cact.tanh(X, out=np.empty((2,3), bool))", TypeError, f"tanh: {OUT} ndarray of bool"),
    ("cact.tanh(X, out=np.empty((2,3), complex))", TypeError, f"tanh: {OUT} ndarray of complex128"),
    ("cact.tanh(X, out=np.empty((2,3), object))", TypeError, f"tanh: {OUT} ndarray of object"),
    ("cact.tanh(X, out=np.broadcast_to(np.float32(1), (2,3)))", ValueError, "tanh: out is read-only"),
    ('cact.tanh(X, out=memoryview(bytes(24)).cast("f"))', ValueError, "tanh: out has shape (6,), the result (2, 3)"),
    ("cact.tanh(X, out=bytes(24))", TypeError, f"tanh: {OUT} bytes"),
    ("cact.tanh(X, out=np.float32(1))", TypeError, f"tanh: {OUT} float32"),
    ('cact.softmax(X, out=np.empty(3,"f"))', ValueError, "softmax: out has shape (3,), the result (2, 3)"),
    ("cact.softmax(X, out=[1])", TypeError, f"softmax: {OUT} list"),
    ("cact.softmax(X, out=np.empty((2,3), int))", TypeError, f"softmax: {OUT} ndarray of int64"),
    ('cact.logsumexp(X, out=np.empty(3,"f"))', ValueError, "logsumexp: out has shape (3,), the result (2,)"),
    (
        'cact.logsumexp(X, keepdims=True, out=np.empty(2,"f"))',
        ValueError,
        "logsumexp: out has shape (2,), the result (2, 1)",
    ),
    (
        'cact.softmax_prime(X, out=np.empty((2,3),"f"))',
        ValueError,
        "softmax_prime: out has shape (2, 3), the result (2, 3, 3)",
    ),
    ('cact.softmax(X, axis="1")', TypeError, f"softmax: {AXIS} str"),
    ("cact.softmax(X, axis=1.0)", TypeError, f"softmax: {AXIS} float"),
    ("cact.softmax(X, X)", TypeError, f"softmax: {AXIS} ndarray"),
    ("cact.softmax(X, [0, 1.0])", TypeError, f"softmax: {AXIS} list with float"),
    ("cact.softmax(X, ((0,),))", TypeError, f"softmax: {AXIS} tuple with tuple"),
    (
        "cact.softmax(X, axis=2)",
        np.exceptions.AxisError,
        "softmax: axis 2 is out of bounds for an array of dimension 2",
    ),
    ("cact.softmax(X, axis=(0, 0))", ValueError, "softmax: axis (0, 0) names an axis twice"),
    ("cact.softmax(X, axis=(0, -2))", ValueError, "softmax: axis (0, -2) names an axis twice"),
    (
        "cact.softmax(X, axis=(0, 5))",
        np.exceptions.AxisError,
        "softmax: axis 5 is out of bounds for an array of dimension 2",
    ),
    ("cact.softmax(X, -1, X)", TypeError, "softmax() takes from 1 to 2 positional arguments but 3 were given"),
    ("cact.softmax(X, dim=1)", TypeError, "softmax() got an unexpected keyword argument 'dim'"),
    ("cact.softmax_prime(X, 1)", TypeError, "softmax_prime() takes 1 positional argument but 2 were given"),
    ("cact.softmax_prime(X, axis=1)", TypeError, "softmax_prime() got an unexpected keyword argument 'axis'"),
    ("cact.logsumexp(X, 1, X)", TypeError, "logsumexp() takes from 1 to 2 positional arguments but 3 were given"),
    ("cact.logsumexp(X, keepdims=X)", TypeError, "logsumexp: keepdims must be True or False, not ndarray"),
    ('cact.logsumexp(X, keepdims="yes")', TypeError, "logsumexp: keepdims must be True or False, not str"),
    ("cact.logsumexp(X, b=X)", TypeError, SCIPY),
    ("cact.logsumexp(X, return_sign=True)", TypeError, SCIPY),
    (
        "cact.softmax_backward(X, X[:, :2])",
        ValueError,
        "softmax_backward: dy of shape (2, 3) and x of shape (2, 2) differ along the axis",
    ),
    (
        "cact.softmax_backward(np.ones((4,3)), X)",
        ValueError,
        "softmax_backward: dy of shape (4, 3) and x of shape (2, 3) don't broadcast against each other",
    ),
    (
        "cact.softmax_backward(1.0, X)",
        ValueError,
        "softmax_backward: dy of shape () and x of shape (2, 3) differ along the axis",
    ),
    (
        "cact.softmax_backward(X, 1.0)",
        ValueError,
        "softmax_backward: dy of shape (2, 3) and x of shape (1,) differ along the axis",
    ),
    (
        "cact.logsumexp_backward(X, X)",
        ValueError,
        "logsumexp_backward: dy has shape (2, 3); x of shape (2, 3) without the axis has (2,), which may be kept with length 1",  # noqa: E501
    ),
    (
        "cact.logsumexp_backward(np.ones(3), X)",
        ValueError,
        "logsumexp_backward: dy has shape (3,); x of shape (2, 3) without the axis has (2,), which may be kept with length 1",  # noqa: E501
    ),
    ("cact.softmax_backward(X)", TypeError, "softmax_backward() missing 1 required positional argument: 'x'"),
    ("cact.softmax_backward(X, X, X)", TypeError, f"softmax_backward: {AXIS} ndarray"),
    (
        "cact.elu_backward_from_y(X, X, -1.0)",
        ValueError,
        "elu_backward_from_y: alpha must not be negative, since y doesn't tell the slope then; use the form from x",
    ),
    (
        "cact.leaky_relu_backward_from_y(X, X, np.float32([[1], [-1]]))",
        ValueError,
        "leaky_relu_backward_from_y: alpha must not be negative, since y doesn't tell the slope then; use the form from x",  # noqa: E501
    ),
    ("cact.set_num_threads(1.5)", TypeError, "set_num_threads: k must be an integer, not float"),
    ('cact.set_num_threads("2")', TypeError, "set_num_threads: k must be an integer, not str"),
    ("cact.set_num_threads(0)", ValueError, "set_num_threads: a number of threads k is from 1 to 2147483647, not 0"),
    (
        "cact.set_num_threads(10**12)",
        ValueError,
        "set_num_threads: a number of threads k is from 1 to 2147483647, not 1000000000000",
    ),
]


@pytest.mark.parametrize("call, kind, words", TABLE, ids=[row[0] for row in TABLE])
def test_what_is_said(call, kind, words):
    with pytest.raises(kind) as error:
        eval(call)
    assert type(error.value) is kind and str(error.value) == words


def test_the_table_is_long_enough():
    assert len(TABLE) >= 40


@pytest.mark.parametrize("kind", ["csr_matrix", "csr_array", "coo_array"])
def test_sparse_matrices(kind):
    sparse = getattr(pytest.importorskip("scipy.sparse", exc_type=ImportError), kind)(X)
    for f in (cact.tanh, cact.softmax, cact.exact.logsumexp):
        with pytest.raises(TypeError, match=f"x must be .*, not {kind}$"):
            f(sparse)


def test_lists_of_no_shape():
    with pytest.raises(TypeError, match="tanh: x must be real numbers .* not list .*inhomogeneous"):
        cact.tanh([[1, 2], [3]])


@pytest.mark.parametrize("name", cact.ufuncs.__all__)
def test_every_function_names_every_argument(name):
    """Whatever function, whatever argument, either tier."""
    for tier, label in ((cact, name), (cact.exact, "exact." + name)):
        f = getattr(tier, name)
        names = [
            n
            for n in f.__wrapped__.__code__.co_varnames[: f.__wrapped__.__code__.co_argcount]
            if n not in ("out", "axis")
        ]
        for wrong in names:
            given = {n: None if n == wrong else X for n in names}
            with pytest.raises(TypeError, match=f"^{label}: {wrong} must be .*, not NoneType$"):
                f(**given)
        given = {n: X[:, 0] if name == "logsumexp_backward" and n == "dy" else X for n in names}
        with pytest.raises(TypeError, match=f"^{label}: out must be an array .*, not dict$"):
            f(**given, out={})
        count = getattr(tier.ufuncs, name).nout
        outs = [np.empty((7, 7), np.float32) for _ in range(count)]
        with pytest.raises(ValueError, match=rf"^{label}: out(\[0\])? has shape"):
            f(**given, out=outs[0] if count == 1 else tuple(outs))


def test_the_real_cause_comes_first(tmp_path):
    """Of an import without the compiled part."""
    import subprocess
    import sys
    from pathlib import Path

    (tmp_path / "cact").mkdir()
    for source in Path(cact.__file__).parent.glob("*.py"):
        (tmp_path / "cact" / source.name).write_text(source.read_text())
    for cause, code in (
        ("cannot import name '_core'", None),
        ("libgomp.so.1: no such file", "raise ImportError('libgomp.so.1: no such file')"),
    ):
        if code:
            (tmp_path / "cact" / "_core.py").write_text(code)
        done = subprocess.run(
            [sys.executable, "-c", "import cact"], capture_output=True, text=True, cwd=tmp_path, check=False
        )
        assert done.stderr.splitlines()[-1].startswith(f"ImportError: {cause}"), done.stderr
