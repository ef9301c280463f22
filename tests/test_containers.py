"""Arrays of other libraries: the values of the plain array, in the container that came, with its labels, its mask."""

import subprocess
import sys

import numpy as np
import pytest
from conftest import same_bits

import cact

X = (np.random.default_rng(4).standard_normal((4, 5)) * 3).astype(np.float32)
DY = np.random.default_rng(5).standard_normal((4, 5)).astype(np.float32)
ELEMENTS = (cact.tanh, cact.elu_prime, cact.exact.sigmoid)
MAPS = (cact.softmax, cact.log_softmax, cact.exact.softmax, cact.logsumexp_prime)
PRODUCTS = (cact.softmax_backward, cact.softmax_backward_from_y, cact.exact.log_softmax_backward)
AXES = (-1, 0, 1, None, (0, 1), (1,))


def same(got, want):
    same_bits(np.asarray(got, order="C"), np.asarray(want, order="C"))


def check(wrap, kind, opened=np.asarray):
    """What holds for every container of two dimensions."""
    x, dy = wrap(X), wrap(DY)
    for f in ELEMENTS:
        assert isinstance(f(x), kind)
        same(opened(f(x)), f(X))
    assert isinstance(cact.tanh_backward(dy, x), kind)
    same(opened(cact.tanh_backward(dy, x)), cact.tanh_backward(DY, X))
    same(opened(cact.elu(x, 0.5)), cact.elu(X, 0.5))
    whole = np.round(X)
    same(opened(cact.elu(wrap(whole.astype(np.int8)), 0.5)), cact.elu(whole.astype(np.int8), 0.5))
    for axis in AXES:
        for f in MAPS:
            assert isinstance(f(x, axis), kind)
            same(opened(f(x, axis)), f(X, axis))
        for f in PRODUCTS:
            assert isinstance(f(dy, x, axis), kind)
            same(opened(f(dy, x, axis)), f(DY, X, axis))
            same(opened(f(DY, x, axis)), f(DY, X, axis))
            same(opened(f(dy, X, axis)), f(DY, X, axis))
        sums = cact.logsumexp(X, axis)
        same(np.ravel(opened(cact.logsumexp(x, axis))), sums.ravel())
        same(opened(cact.logsumexp(x, axis, keepdims=True)), cact.logsumexp(X, axis, keepdims=True))
        for keepdims in (False, True):
            got = cact.logsumexp_backward(cact.logsumexp(x, axis, keepdims=keepdims), x, axis)
            assert isinstance(got, kind)
            same(opened(got), cact.logsumexp_backward(sums, X, axis))
    same(opened(cact.softmax(wrap(whole.astype(np.int16)), 0)), cact.softmax(whole.astype(np.int16), 0))
    for bad in (2, -3, (0, 0)):
        with pytest.raises(ValueError, match="axis"):
            cact.softmax(x, bad)


def test_pandas_frames():
    pd = pytest.importorskip("pandas", exc_type=ImportError)
    index, columns = list("abcd"), list("vwxyz")

    def frame(a):
        return pd.DataFrame(a, index=index, columns=columns)

    check(frame, pd.DataFrame)
    x = frame(X)
    assert list(cact.softmax(x, 0).index) == index and list(cact.tanh(x).columns) == columns
    for axis, labels in ((1, index), (-1, index), (0, columns), (-2, columns)):
        sums = cact.logsumexp(x, axis)
        assert isinstance(sums, pd.Series) and list(sums.index) == labels
    kept = cact.logsumexp(x, 0, keepdims=True)
    assert list(kept.columns) == columns and kept.shape == (1, 5)
    for f in (cact.softmax_prime, cact.log_softmax_prime):
        for a in (x, x["v"]):
            with pytest.raises(TypeError, match=f"Jacobian .* {type(a).__name__}"):
                f(a)
    for dy in (x.iloc[::-1], x[columns[::-1]], x["v"]):
        with pytest.raises(ValueError, match="different labels"):
            cact.softmax_backward(dy, x)
    with pytest.raises(ValueError, match="different labels"):
        cact.logsumexp_backward(cact.logsumexp(x)[::-1], x)
    with pytest.raises(TypeError, match="out must be an array"):
        cact.softmax(X, out=x)
    with pytest.raises(TypeError, match="out can't be given"):
        cact.softmax(x, out=X.copy())
    with pytest.raises(TypeError, match="x must be real numbers .* DataFrame"):
        cact.softmax(pd.DataFrame({"a": ["b"]}))
    mixed = pd.DataFrame({"a": np.float32([1]), "b": np.int8([2]), "c": np.float64([3])})
    assert [d.char for d in cact.tanh(mixed).dtypes] == ["f", "f", "d"]


def test_pandas_series():
    pd = pytest.importorskip("pandas", exc_type=ImportError)
    x = pd.Series(X[0], index=list("abcde"), name="n")
    for f in (cact.tanh, cact.softmax):
        assert isinstance(f(x), pd.Series) and list(f(x).index) == list("abcde")
        same(f(x), f(X[0]))
    assert cact.logsumexp(x) == cact.logsumexp(X[0]) and cact.logsumexp(x, keepdims=True).shape == (1,)
    assert cact.elu(pd.Series([1, 2], dtype="int8"), 0.5).dtype == np.float32
    assert cact.tanh(pd.Series([1.0, None], dtype="Float64")).isna().tolist() == [False, True]
    for a in (pd.Index([1.0, 2.0]), pd.array([1.0, 2.0])):
        same(cact.softmax(a), cact.softmax(np.array([1.0, 2.0])))


def test_xarray():
    xr = pytest.importorskip("xarray", exc_type=ImportError)

    def labelled(a):
        return xr.DataArray(a, dims=("r", "c"), coords={"r": [1, 2, 3, 4], "c": list("vwxyz")})

    check(labelled, xr.DataArray)
    x = labelled(X)
    assert cact.logsumexp(x, 0).dims == ("c",) and list(cact.logsumexp(x, 0).c.values) == list("vwxyz")
    assert cact.softmax(x).coords.equals(x.coords)
    same(cact.softmax(x[0, 0]), cact.softmax(X[0, 0]))
    for call in (
        lambda: cact.softmax_prime(x),
        lambda: cact.softmax(x.to_dataset(name="n")),
        lambda: cact.softmax(x, "c"),
    ):
        with pytest.raises(TypeError):
            call()
    with pytest.raises(ValueError, match="different labels"):
        cact.softmax_backward(x.assign_coords(r=[4, 3, 2, 1]), x)


def test_dask():
    da = pytest.importorskip("dask.array", exc_type=ImportError)
    check(lambda a: da.from_array(a, chunks=a.shape), da.Array)
    x = da.from_array(X, chunks=(2, 5))
    same(cact.softmax(x), cact.softmax(X))
    same(cact.exact.logsumexp(x, keepdims=True), cact.exact.logsumexp(X, keepdims=True))
    same(cact.softmax_prime(x), cact.softmax_prime(X))
    sums = cact.logsumexp(X, 0)
    for dy in (DY, da.from_array(DY, chunks=(1, 5)), da.from_array(DY, chunks=(4, 5))):
        same(cact.softmax_backward(dy, x), cact.softmax_backward(DY, X))
    same(cact.softmax_backward(da.from_array(DY, chunks=(1, 2)), X), cact.softmax_backward(DY, X))
    columns = da.from_array(X, chunks=(4, 2))
    for dy in (sums, sums[None], da.from_array(sums, chunks=3), cact.logsumexp(columns, 0)):
        same(cact.logsumexp_backward(dy, columns, 0), cact.logsumexp_backward(sums, X, 0))
        same(cact.logsumexp_backward(dy, X, 0), cact.logsumexp_backward(sums, X, 0))
    deep = np.random.default_rng(6).standard_normal((3, 4, 5))
    for axis in ((0, 2), (1, 2), ()):
        same(cact.softmax(da.from_array(deep), axis), cact.softmax(deep, axis))
    for axis in (0, None):
        with pytest.raises(ValueError, match="softmax: x is split into chunks along the axis"):
            cact.softmax(x, axis)
    for call in (lambda: cact.softmax(x, out=X.copy()), lambda: cact.logsumexp(X, keepdims=True, out=x)):
        with pytest.raises(TypeError, match="out"):
            call()
    with pytest.raises(TypeError, match="Array of complex128"):
        cact.tanh(x.astype(complex))


def test_awkward():
    ak = pytest.importorskip("awkward", exc_type=ImportError)
    x = ak.Array([[1.0, 2.0], [3.0]])
    flat = np.array([1.0, 2.0, 3.0])
    for f in (cact.tanh, cact.elu, cact.sigmoid_prime):
        assert f(x).to_list() == [list(f(flat[:2])), list(f(flat[2:]))]
        same(f(ak.Array(X)), f(X))
    assert cact.elu(x, 0.5).to_list() == cact.elu(x, ak.Array([[0.5, 0.5], [0.5]])).to_list()
    assert cact.tanh_backward(x, x).to_list() == [list(cact.tanh_backward(a, a)) for a in (flat[:2], flat[2:])]
    assert ak.to_numpy(cact.elu(ak.Array(np.int8([[1, 2]])), 0.5)).dtype == np.float32
    assert cact.relu(ak.Array([1.0, None, [-3.0]][:2])).to_list() == [1.0, None]
    for bad in (ak.Array(["a"]), ak.Array([{"a": 1.0}]), ak.Array([1j])):
        with pytest.raises(TypeError, match="tanh: x must be real numbers"):
            cact.tanh(bad)
    with pytest.raises(TypeError, match="out can't be given"):
        cact.tanh(x, out=flat)
    for f, arrays in (
        (cact.softmax, [x]),
        (cact.logsumexp, [ak.Array(X)]),
        (cact.exact.softmax_backward, [X, ak.Array(X)]),
    ):
        with pytest.raises(TypeError, match="must not be an awkward array"):
            f(*arrays)


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_matrices():
    check(np.asmatrix, np.matrix)
    x = np.asmatrix(X)
    assert (
        cact.logsumexp(x).shape == (4, 1)
        and cact.logsumexp(x, 0).shape == (1, 5)
        and cact.logsumexp(x, None).shape == ()
    )
    out = np.asmatrix(np.empty((4, 1), np.float32))
    assert cact.logsumexp(x, out=out) is out
    same(out, cact.logsumexp(X, keepdims=True))
    with pytest.raises(TypeError, match="three dimensions"):
        cact.softmax_prime(x)


def test_tensors():
    torch = pytest.importorskip("torch", exc_type=ImportError)
    check(torch.from_numpy, torch.Tensor)
    x = torch.from_numpy(X.copy())
    assert isinstance(cact.tanh(torch.tensor(1.0)), torch.Tensor) and cact.logsumexp(x, None).shape == ()
    same(cact.softmax_prime(x), cact.softmax_prime(X))
    same(cact.softmax(x.T), cact.softmax(np.ascontiguousarray(X.T)))
    same(cact.leaky_relu(X, torch.arange(5).float()), cact.leaky_relu(X, np.arange(5, dtype=np.float32)))
    for f in (cact.tanh, cact.softmax):
        for given in (x.clone(), X):
            out = torch.empty(4, 5)
            assert f(given, out=out) is out
            same(out, f(X))
        place = x.clone()
        assert f(place, out=place) is place
        same(place, f(X))
        for bad in (x.clone().requires_grad_(), torch.nn.Parameter(x.clone())):
            with pytest.raises(TypeError, match=r"x requires grad.* pass x\.detach\(\)"):
                f(bad)
            with pytest.raises(TypeError, match=r"pass out\.detach\(\)"):
                f(X, out=bad)
        for bad in (x.to_sparse(), x.to("meta"), x.to(torch.complex64)):
            with pytest.raises(TypeError, match=f"{f.__name__}: x must be"):
                f(bad)


def test_no_library_is_imported():
    seen = "import sys, cact; cact.softmax([1, 2]); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout.split()
    assert not {"ml_dtypes", "torch", "pandas", "xarray", "dask", "awkward", "scipy"} & set(found)


# ---- masks -----------------------------------------------------------------------------------------------------------

MASK = np.random.default_rng(7).random(X.shape) < 0.4
MASK[0], MASK[1] = True, False


def without_masked(f, *arrays, axis):
    """f of each row's unmasked entries; None where there are none."""
    for at in np.ndindex(np.delete(X.shape, axis)[0]):
        rows = [np.take(a, at[0], 1 - axis) for a in arrays]
        mask = np.take(MASK, at[0], 1 - axis)
        yield mask, None if mask.all() else f(*[r if r.ndim == 0 else r[~mask] for r in rows])


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16, np.int8, np.int32])
def test_masked_entries_are_left_out(axis, dtype):
    hidden = np.float64(X).round(3)
    x = np.ma.masked_array(hidden.astype(dtype), MASK)
    if np.issubdtype(dtype, np.floating):
        x.data[MASK] = np.nan
    y, log_y = cact.softmax(x, axis), cact.log_softmax(x, axis)
    dy = DY.astype(np.float64)
    for f, arrays in (
        (cact.softmax, [x]),
        (cact.log_softmax, [x]),
        (cact.softmax_backward, [dy, x]),
        (cact.log_softmax_backward, [dy, x]),
        (cact.softmax_backward_from_y, [dy, y]),
        (cact.log_softmax_backward_from_y, [dy, log_y]),
    ):
        for given in (arrays, [np.ma.masked_array(a, MASK) for a in arrays]):
            got = f(*given, axis)
            assert isinstance(got, np.ma.MaskedArray) and (got.mask == MASK).all()
            rows = got if axis == 1 else got.T
            data = [np.ma.getdata(a) for a in arrays]
            for row, (mask, want) in zip(rows, without_masked(f, *data, axis=axis)):
                if want is not None:
                    tolerance = {2: 1e-3, 4: 1e-6, 8: 1e-14}[row.dtype.itemsize]
                    np.testing.assert_allclose(row[~mask].data, want, rtol=tolerance, atol=tolerance)
    sums = cact.logsumexp(x, axis)
    assert (np.ma.getmaskarray(sums) == MASK.all(axis)).all()
    for s, (_, want) in zip(sums, without_masked(cact.logsumexp, np.ma.getdata(x), axis=axis)):
        assert s is np.ma.masked if want is None else np.isclose(s, want, rtol=1e-3 if dtype == np.float16 else 1e-6)
    back = cact.logsumexp_backward(sums, x, axis)
    assert (back.mask == MASK).all()
    tolerance = dict(rtol=0.01, atol=1e-6) if dtype == np.float16 else dict(rtol=1e-6)
    np.testing.assert_allclose(back.filled(0), (np.expand_dims(sums.filled(0), axis) * y.filled(0)), **tolerance)


def test_masked_corners():
    x = np.ma.masked_array(X, MASK)
    jacobian = cact.softmax_prime(x)
    assert (jacobian.mask == (MASK[:, :, None] | MASK[:, None, :])).all()
    keep = ~MASK[2]
    np.testing.assert_allclose(
        jacobian[2].data[np.ix_(keep, keep)], cact.softmax_prime(X[2][keep]), rtol=1e-6, atol=1e-9
    )
    assert cact.logsumexp(x[0]) is np.ma.masked and cact.logsumexp(x[1]) == cact.logsumexp(X[1])
    same(cact.softmax(np.ma.masked_array(X)).data, cact.softmax(X))
    for axis in (None, (0, 1)):
        y = cact.softmax(x, axis)
        assert (y.mask == MASK).all() and np.isclose(y.sum(), 1)
        assert np.isclose(cact.logsumexp(x, axis), cact.logsumexp(X[~MASK]))
    with pytest.raises(TypeError, match="out must be a masked array"):
        cact.softmax(x, out=np.empty_like(X))
    for out in (np.ma.masked_array(np.empty_like(X)), x.copy()):
        assert cact.softmax(x, out=out) is out and (out.mask == MASK).all()
        same(out.filled(0), cact.softmax(x).filled(0))
    for bad in (np.ma.masked_array(["a"], [True]), np.ma.masked_array(np.zeros(3, "f,f"), True)):
        with pytest.raises(TypeError, match="x must be real numbers .* MaskedArray"):
            cact.softmax(bad)
    partly = np.ma.masked_array(DY, MASK)
    got = cact.softmax_backward(partly, X)
    assert (got.mask == MASK).all()
    np.testing.assert_allclose(
        got[~MASK].data, cact.softmax_backward(np.where(MASK, 0, DY), X)[~MASK], rtol=1e-5, atol=1e-7
    )
