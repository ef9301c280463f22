"""The public functions. Each is typed and documented here; plain arrays take a short path past the body
(definitions.py), everything else goes through the ufunc of the same name and keeps NumPy's rules. Of an @activation the
derivative (elu_prime) and the products with it (elu_backward, elu_backward_from_y) are made by definitions.py.

Shared by all functions: The inputs may be arrays of any shape and strides, scalars, lists, or buffers; they broadcast
against each other and against a parameter. float16, bfloat16 (that of ml_dtypes), float32 and float64 keep their
dtype, bool and integers of up to 16 bits become float32, others float64; a parameter of a half type is a float32. out,
if given, receives the result and is returned; it may be an input, and its dtype another one. NaN gives NaN, and
nothing warns: neither a result beyond a float16 out nor a parameter beyond float32 (it is infinite then). A row is all
that lies along the axis, along several (a tuple) or in the whole array (None); its entries count in the array's order.
A product from y takes no negative parameter, since y doesn't tell the slope then.
Arrays of Dask, pandas, xarray and others come back as what they were, with their labels; pandas objects of two
are taken by position and must have the same labels. Masked entries of np.ma are left out of a row's sums and stay
masked. PyTorch's tensors give tensors, over the same memory; those that require grad are a TypeError, as are
awkward arrays where rows are meant, and Jacobians of labelled arrays.
TypeError for complex, longdouble, object or string input and an unsafe dtype of out; ValueError for shapes that
don't fit and a read-only out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, SupportsIndex, TypeAlias

from numpy.typing import ArrayLike

from . import ufuncs
from .definitions import activation, public
from .general import rows, through

Axis: TypeAlias = SupportsIndex | Sequence[SupportsIndex] | None
_SHARED = (__doc__ or "").partition("Shared by all functions: ")[2].strip().replace("\n", "\n    ")


@activation
def linear(x: ArrayLike, m: ArrayLike = 1.0, out=None):
    """linear(x) = m * x.

    Derivative: m.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    m : real, broadcasts against x; default 1.0
    out : array, optional

    Returns
    -------
    array of x's shape and float type

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: at most 0.5 ULP. linear(-0) = -0 for m > 0; inf * 0 is NaN.
    Source: ML Glossary, activation functions.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.linear(np.array([-1., 2.]), m=3.0)
    array([-3.,  6.])
    """
    return through(ufuncs.linear, x, m, out=out)


@activation
def relu(x: ArrayLike, out=None):
    """relu(x) = 0 where x < 0, else x.

    Derivative: 1 where x > 0, else 0.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    out : array, optional

    Returns
    -------
    array of x's shape and float type, in [0, inf]

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: exact. relu(-0) = -0, relu'(0) = 0.
    Source: ML Glossary, activation functions.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.relu(np.array([-1., 2.]))
    array([0., 2.])
    """
    return through(ufuncs.relu, x, out=out)


@activation
def leaky_relu(x: ArrayLike, alpha: ArrayLike = 0.01, out=None):
    """leaky_relu(x) = x where x > 0, else alpha * x.

    Derivative: 1 where x > 0, else alpha.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    alpha : real, broadcasts against x; default 0.01
    out : array, optional

    Returns
    -------
    array of x's shape and float type

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: at most 0.5 ULP. The derivative at 0 is alpha. Right for alpha > 1 too.
    Source: ML Glossary, activation functions.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.leaky_relu(np.array([-1., 2.]), alpha=0.5)
    array([-0.5,  2. ])
    """
    return through(ufuncs.leaky_relu, x, alpha, out=out)


@activation
def elu(x: ArrayLike, alpha: ArrayLike = 1.0, out=None):
    """elu(x) = x where x > 0, else alpha * (e^x - 1).

    Derivative: 1 where x > 0, else alpha * e^x.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    alpha : real, broadcasts against x; default 1.0
    out : array, optional

    Returns
    -------
    array of x's shape and float type, in [-alpha, inf]

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: 2.5 ULP, the derivative 3. elu(-inf) = -alpha, elu(-0) = -0, the derivative at 0 is alpha.
    Source: ML Glossary, activation functions.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.elu(np.array([0., 2.]))
    array([0., 2.])
    """
    return through(ufuncs.elu, x, alpha, out=out)


@activation
def sigmoid(x: ArrayLike, out=None):
    """sigmoid(x) = 1 / (1 + e^-x).

    Derivative: sigmoid(x) * sigmoid(-x).

    Parameters
    ----------
    x : array_like of real numbers, any shape
    out : array, optional

    Returns
    -------
    array of x's shape and float type, in [0, 1]

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: 2.5 ULP, the derivative 3, subnormal tails included. 0 at -inf, 1/2 at 0, 1 at inf.
    Source: ML Glossary, activation functions.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.sigmoid(np.array([-float('inf'), 0.]))
    array([0. , 0.5])
    """
    return through(ufuncs.sigmoid, x, out=out)


@activation
def tanh(x: ArrayLike, out=None):
    """tanh(x) = the hyperbolic tangent.

    Derivative: 1 / cosh(x)^2.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    out : array, optional

    Returns
    -------
    array of x's shape and float type, in [-1, 1]

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: 2.5 ULP, the derivative 3. Odd; +-1 only where the rounded value is.
    Source: ML Glossary, activation functions.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.tanh(np.array([0., float('inf')]))
    array([0., 1.])
    """
    return through(ufuncs.tanh, x, out=out)


@activation
def relu6(x: ArrayLike, out=None):
    """relu6(x) = min(max(x, 0), 6).

    Derivative: 1 where 0 < x < 6, else 0.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    out : array, optional

    Returns
    -------
    array of x's shape, float32 or float64, in [0, 6]

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: exact. relu6(-0) = -0; at both kinks the derivative is 0.
    Source: Krizhevsky, Convolutional deep belief networks on CIFAR-10 (2010).

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.relu6(np.array([-1., 2., 7.]))
    array([0., 2., 6.])
    """
    return through(ufuncs.relu6, x, out=out)


@activation
def hardswish(x: ArrayLike, out=None):
    """hardswish(x) = x * min(max(x + 3, 0), 6) / 6.

    Derivative: 0 for x <= -3, (2 * x + 3) / 6 between, 1 for x >= 3.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    out : array, optional

    Returns
    -------
    array of x's shape, float32 or float64, in [-3/8, inf]

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: 2.5 ULP, the derivative 3. hardswish(-inf) = -0, hardswish(-0) = -0.
    Source: Howard et al., Searching for MobileNetV3 (2019).

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.hardswish(np.array([-4., 0., 3.]))
    array([-0.,  0.,  3.])
    """
    return through(ufuncs.hardswish, x, out=out)


@activation
def softshrink(x: ArrayLike, lambd: ArrayLike = 0.5, out=None):
    """softshrink(x) = x - lambd where x > lambd, x + lambd where x < -lambd, else 0.

    Derivative: 1 where abs(x) > lambd, else 0.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    lambd : real, broadcasts against x; default 0.5
    out : array, optional

    Returns
    -------
    array of x's shape, float32 or float64

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: at most 0.5 ULP. 0 at both ends of the flat part, where the derivative is 0. lambd = NaN gives 0.
    Source: Donoho, De-noising by soft-thresholding (1995).

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.softshrink(np.array([-2., 0.25, 2.]))
    array([-1.5,  0. ,  1.5])
    """
    return through(ufuncs.softshrink, x, lambd, out=out)


@activation
def hardshrink(x: ArrayLike, lambd: ArrayLike = 0.5, out=None):
    """hardshrink(x) = x where abs(x) > lambd, else 0.

    Derivative: 1 where abs(x) > lambd, else 0.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    lambd : real, broadcasts against x; default 0.5
    out : array, optional

    Returns
    -------
    array of x's shape, float32 or float64

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: exact. 0 at both ends of the flat part, where the derivative is 0. lambd = NaN gives 0.
    Source: Donoho and Johnstone, Ideal spatial adaptation by wavelet shrinkage (1994).

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.hardshrink(np.array([-2., 0.25, 2.]))
    array([-2.,  0.,  2.])
    """
    return through(ufuncs.hardshrink, x, lambd, out=out)


@activation
def thresholded_relu(x: ArrayLike, alpha: ArrayLike = 1.0, out=None):
    """thresholded_relu(x) = x where x > alpha, else 0.

    Derivative: 1 where x > alpha, else 0.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    alpha : real, broadcasts against x; default 1.0
    out : array, optional

    Returns
    -------
    array of x's shape, float32 or float64

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: exact. At alpha the value is 0, and the derivative too. alpha = NaN gives 0.
    Source: Konda, Memisevic and Krueger, Zero-bias autoencoders (2014).

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.thresholded_relu(np.array([0.5, 2.]))
    array([0., 2.])
    """
    return through(ufuncs.thresholded_relu, x, alpha, out=out)


@activation
def hardtanh(x: ArrayLike, low: ArrayLike = -1.0, high: ArrayLike = 1.0, out=None):
    """hardtanh(x) = min(max(x, low), high).

    Derivative: 1 where low < x < high, else 0.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    low : real, broadcasts against x; default -1.0
    high : real, broadcasts against x; default 1.0
    out : array, optional

    Returns
    -------
    array of x's shape, float32 or float64, in [low, high]

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: exact. hardtanh(-0) = -0 inside the limits, and high where low > high. A NaN limits nothing.
    Source: Collobert, Large scale machine learning (2004).

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.hardtanh(np.array([-2., 0.5, 2.]))
    array([-1. ,  0.5,  1. ])
    """
    return through(ufuncs.hardtanh, x, low, high, out=out)


@activation
def threshold(x: ArrayLike, threshold: ArrayLike = 0.0, value: ArrayLike = 0.0, out=None):
    """threshold(x) = x where x > threshold, else value.

    Derivative: 1 where x > threshold, else 0.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    threshold : real, broadcasts against x; default 0.0
    value : real, broadcasts against x; default 0.0
    out : array, optional

    Returns
    -------
    array of x's shape, float32 or float64

    Raises
    ------
    TypeError, ValueError
        as cact.activations says

    Notes
    -----
    Error: exact. At the threshold the value is `value`, and the derivative 0. threshold = NaN gives value.
    Source: PyTorch.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.threshold(np.array([0.5, 2.]), 1.0, -7.0)
    array([-7.,  2.])
    """
    return through(ufuncs.threshold, x, threshold, value, out=out)


@public
def softmax(x: ArrayLike, axis: Axis = -1, *, out=None):
    """Probabilities in proportion to e^x_i, along an axis: e^x_i / sum_j e^x_j.

    Returns
    -------
    array
        Of x's shape and float type, in [0, 1]; rows sum to 1 within a few ULP.

    Notes
    -----
    Error: 5 ULP. The sum is taken in one fixed order: the bits don't depend on the axis, the position or the CPU. An
    entry of -inf gives exactly 0. A row with a NaN or +inf, or of nothing but -inf, is NaN. An axis of length 0 gives
    an empty result. Source: ML Glossary, activation functions.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.softmax(np.array([0., -np.inf, 0.]))
    array([0.5, 0. , 0.5])
    """
    return rows(ufuncs.softmax, x, axis=axis, out=out)


@public
def softmax_prime(x: ArrayLike, *, out=None):
    """The Jacobian of softmax along the last axis: J[..., i, j] = y[i] * ((i == j) - y[j]).

    Parameters
    ----------
    x : array_like
        Real numbers, any shape; the last axis is the rows'.
    out : array, optional
        Receives the result, of the shape (..., n, n), and is returned.

    Returns
    -------
    array
        Of the shape (..., n, n), of its float type: how y[i] changes with x[j].

    Notes
    -----
    Error: 11 ULP, a winner's 1 - y included. For training softmax_backward needs no matrix.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.softmax_prime(np.array([0., 0.]))
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    return rows(ufuncs.softmax_prime, x, out=out)


@public
def softmax_backward(dy: ArrayLike, x: ArrayLike, axis: Axis = -1, *, out=None):
    """The gradient of softmax's input, along an axis: y * (dy - sum(dy * y)) with y = softmax(x).

    Notes
    -----
    Error: 8 ULP of the largest of the result and of what is added, since the sum may cancel.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.softmax_backward(np.array([1., 0.]), np.array([0., 0.]))
    array([ 0.25, -0.25])
    """
    return rows(ufuncs.softmax_backward, dy, x, axis=axis, out=out)


@public
def softmax_backward_from_y(dy: ArrayLike, y: ArrayLike, axis: Axis = -1, *, out=None):
    """The gradient of softmax's input from its result, along an axis: y * (dy - sum(dy * y)).

    Notes
    -----
    Error: 8 ULP of the largest of the result and of what is added. The cheaper form, where y is at hand.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.softmax_backward_from_y(np.array([1., 0.]), np.array([0.5, 0.5]))
    array([ 0.25, -0.25])
    """
    return rows(ufuncs.softmax_backward_from_y, dy, y, axis=axis, out=out)


@public
def log_softmax(x: ArrayLike, axis: Axis = -1, *, out=None):
    """The logarithm of softmax, along an axis: x_i - log(sum_j e^x_j).

    Returns
    -------
    array
        Of x's shape and float type, in [-inf, 0].

    Notes
    -----
    Error: 5 ULP, the largest entry included. Special rows as for softmax; -inf stays -inf.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.log_softmax(np.array([0., 0.]))
    array([-0.69314718, -0.69314718])
    """
    return rows(ufuncs.log_softmax, x, axis=axis, out=out)


@public
def log_softmax_prime(x: ArrayLike, *, out=None):
    """The Jacobian of log_softmax along the last axis: (i == j) - softmax(x)[j].

    Parameters
    ----------
    x : array_like
        Real numbers, any shape; the last axis is the rows'.
    out : array, optional
        Receives the result, of the shape (..., n, n), and is returned.

    Returns
    -------
    array
        Of the shape (..., n, n), of its float type: how y[i] changes with x[j].

    Notes
    -----
    Error: 11 ULP.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.log_softmax_prime(np.array([0., 0.]))
    array([[ 0.5, -0.5],
           [-0.5,  0.5]])
    """
    return rows(ufuncs.log_softmax_prime, x, out=out)


@public
def log_softmax_backward(dy: ArrayLike, x: ArrayLike, axis: Axis = -1, *, out=None):
    """The gradient of log_softmax's input, along an axis: dy - softmax(x) * sum(dy).

    Notes
    -----
    Error: 8 ULP of the largest of the result and of what is added, since the sum may cancel.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.log_softmax_backward(np.array([1., 0.]), np.array([0., 0.]))
    array([ 0.5, -0.5])
    """
    return rows(ufuncs.log_softmax_backward, dy, x, axis=axis, out=out)


@public
def log_softmax_backward_from_y(dy: ArrayLike, y: ArrayLike, axis: Axis = -1, *, out=None):
    """The gradient of log_softmax's input from its result, along an axis: dy - e^y * sum(dy).

    Notes
    -----
    Error: 8 ULP of the largest of the result and of what is added. The cheaper form, where y is at hand.

    Examples
    --------
    >>> import numpy as np, cact
    >>> y = np.log(np.array([0.5, 0.5]))
    >>> cact.log_softmax_backward_from_y(np.array([1., 0.]), y)
    array([ 0.5, -0.5])
    """
    return rows(ufuncs.log_softmax_backward_from_y, dy, y, axis=axis, out=out)


@public
def logsumexp(
    x: ArrayLike,
    axis: Axis = -1,
    *,
    out=None,
    keepdims: bool = False,
    b: None = None,
    return_sign: Literal[False] = False,
):
    """The logarithm of a sum of exponentials, along an axis: log(sum_j e^x_j).

    Parameters
    ----------
    x : array_like
        Real numbers, any shape; a scalar counts as a row of one.
    axis : int, tuple of ints or None, optional
        The axis that is summed over and goes, or several; None for the whole array.
    out : array, optional
        Receives the result, of its shape, and is returned; it may be an input.
    keepdims : bool, optional
        Keep the axis, with length 1.
    b, return_sign : None and False
        SciPy's, not offered: for weights b > 0 pass x + numpy.log(b).

    Returns
    -------
    array
        Of x's shape without the axis and its float type.

    Notes
    -----
    Error: 4 ULP of the larger of the result and the row's maximum. -inf for a row that is empty or holds only -inf, inf
    with an inf.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.logsumexp(np.array([[1000., -np.inf]]))
    array([1000.])
    """
    if b is not None or return_sign is not False:
        raise TypeError(
            "logsumexp: b and return_sign are not offered; for weights > 0 pass x + numpy.log(b), "
            "else use scipy.special.logsumexp"
        )
    return rows(ufuncs.logsumexp, x, axis=axis, keepdims=keepdims, out=out)


def logsumexp_prime(x: ArrayLike, axis: Axis = -1, *, out=None):
    """The gradient of logsumexp along an axis, which is softmax(x).

    Parameters
    ----------
    x : array_like
        Real numbers, any shape; a scalar counts as a row of one.
    axis : int, tuple of ints or None, optional
        The axis along which a row lies, or several; None for the whole array.
    out : array, optional
        Receives the result, of x's shape, and is returned; it may be an input.

    Returns
    -------
    array
        Of x's shape and float type, in [0, 1].

    See Also
    --------
    softmax : The same function.

    Notes
    -----
    softmax by another name, with its error and its special values.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.logsumexp_prime(np.array([0., 0.]))
    array([0.5, 0.5])
    """
    return softmax(x, axis, out=out)


@public
def logsumexp_backward(dy: ArrayLike, x: ArrayLike, axis: Axis = -1, *, out=None):
    """The gradient of logsumexp's input, along an axis: dy * softmax(x).

    Parameters
    ----------
    dy : array_like
        The gradient with respect to the result, of x's shape without the axis, or with length 1 there.
    x : array_like
        Real numbers, any shape; a scalar counts as a row of one.
    axis : int, tuple of ints or None, optional
        The axis along which a row lies, or several; None for the whole array.
    out : array, optional
        Receives the result, of x's shape, and is returned; it may be an input.

    Notes
    -----
    Error: 8 ULP.

    Examples
    --------
    >>> import numpy as np, cact
    >>> cact.logsumexp_backward(2.0, np.array([0., 0.]))
    array([1., 1.])
    """
    return rows(ufuncs.logsumexp_backward, dy, x, axis=axis, out=out)


# The glossary's spellings.
leakyrelu = leaky_relu
leakyrelu_prime = leaky_relu_prime  # noqa: F821  (made by @activation)
