"""What a person at the prompt sees: help(), dir(), signatures, and what is said of a slip."""

import inspect
import pydoc
import subprocess
import sys
import typing

import numpy as np
import pytest
from numpydoc.validate import Validator, get_doc_object, validate

import cact
from cact import help

MODULES = (cact, cact.exact, cact.ufuncs, cact.exact.ufuncs)
PUBLIC = [m.__name__ for m in MODULES] + [f"{m.__name__}.{name}" for m in MODULES for name in m.__all__]
UFUNC_TEXTS = hasattr(np.frompyfunc(abs, 1, 1), "__dict__")  # NumPy before 2.2 has them written in C
# GL01 and GL02: where the quotation marks stand. ES01: a summary that says all needs no second one. SS02: a formula, or
# the name of a function, begins as it is spelled.
LEFT_TO_TASTE = {"GL01", "GL02", "ES01", "SS02"}
OF_NUMPY = {"PR01", "PR02"}  # a ufunc's signature is NumPy's: x1, x2, and options that numpy.ufunc documents


class Loaded(Validator):
    source_file_def_line = None  # which it can't find of compiled objects

    def __init__(self, obj_name):
        super().__init__(get_doc_object(Validator._load_obj(obj_name)))


@pytest.mark.parametrize("name", PUBLIC)
def test_the_docstring_is_numpydocs(name):
    thing = Validator._load_obj(name)
    if isinstance(thing, np.ufunc) and not UFUNC_TEXTS:
        pytest.skip("its text is written in the compiled part")
    allowed = LEFT_TO_TASTE | (OF_NUMPY if isinstance(thing, np.ufunc) else set())
    assert not [error for error in validate(name, Loaded)["errors"] if error[0] not in allowed]


def test_dir_shows_what_is_public():
    assert set(dir(cact)) == {*cact.__all__, "__version__"}
    for module in MODULES[1:]:
        assert dir(module) == sorted(module.__all__)
    assert all(hasattr(module, name) for module in MODULES for name in dir(module))


@pytest.mark.parametrize("slip, meant", [("tanh_", "tanh"), ("ReLU", "relu"), ("softmaks", "softmax"), ("nothing", "")])
def test_a_slip_gets_a_hint(slip, meant):
    """Python's own. With a __getattr__ of the module's, every cact.tanh would take 30 ns more."""
    assert not any("__getattr__" in vars(module) for module in MODULES)
    done = subprocess.run([sys.executable, "-c", f"import cact; cact.{slip}"], capture_output=True, text=True)
    says = f"has no attribute '{slip}'" + (f". Did you mean: '{meant}'?" if meant else "")
    assert done.stderr.rstrip().endswith(says), done.stderr


def test_signatures_are_as_they_were_typed():
    assert str(inspect.signature(cact.elu)) == "(x: ArrayLike, alpha: ArrayLike = 1.0, out=None)"
    assert str(inspect.signature(cact.exact.elu_backward)).startswith("(dy: ArrayLike, x: ArrayLike, alpha")
    assert str(inspect.signature(cact.softmax)) == "(x: ArrayLike, axis: Axis = -1, *, out=None)"
    for name in cact.ufuncs.__all__:
        function = getattr(cact, name)
        assert typing.get_type_hints(function.__wrapped__)["x" if "from_y" not in name else "y"], name


def test_help_of_the_package_lists_functions_as_functions():
    text = pydoc.render_doc(cact, renderer=pydoc.plaintext)
    functions, _, data = text.partition("\nFUNCTIONS")[2].partition("\nDATA")
    assert "    elu(x: ArrayLike, alpha: ArrayLike = 1.0, out=None)\n        elu(x) = " in functions
    assert not [name for name in cact.ufuncs.__all__ if f"\n    {name}(" not in functions or f"\n    {name} = " in data]

    class Holder:
        f = cact.tanh

    assert Holder().f is cact.tanh


def test_help_of_a_function_and_of_its_ufunc_tells_everything():
    rules = " ".join(cact.activations._SHARED.split())
    assert "NaN gives NaN" in rules and "Dask" in rules
    for name in cact.ufuncs.__all__:
        for thing in (getattr(cact, name), getattr(cact.exact, name)):
            text = pydoc.render_doc(thing, renderer=pydoc.plaintext)
            assert rules in " ".join(text.split()) and "Examples" in text and "TypeError" in text, name
        text = pydoc.render_doc(getattr(cact.ufuncs, name), renderer=pydoc.plaintext)
        arguments = inspect.signature(getattr(cact, name)).parameters
        plain = [a for a in arguments if a not in ("out", "axis", "keepdims", "b", "return_sign")]
        assert not UFUNC_TEXTS or (
            f"{name}({', '.join(plain)}, /, out=None, *, " in text and rules in " ".join(text.split())
        )


def test_a_definition_in_one_line_a_parameter_becomes_numpydocs():
    text = help.completed(
        "half",
        ["x", "k"],
        "Half of x.\n\n    Parameters\n    ----------\n    x : real, any shape\n    k : int\n        Kept.",
        "",
        {},
    )
    assert "    x : real\n        Any shape. Strides" in text and "    k : int\n        Kept.\n" in text


def test_a_definition_along_an_axis_may_leave_out_what_is_alike_for_all():
    text = help.completed("half_backward_from_y", ["dy", "y", "axis=-1", "*", "out=None"], "Half of dy.", "", {})
    assert "    y : array_like\n        The result, half(x).\n    axis : int" in text
    assert "Of y's shape and float type" in text and "AxisError" in text


def test_optimised_python_has_no_docstrings_and_works():
    code = "import cact; print(cact.elu.__doc__, cact.elu(-1.0) < 0)"
    done = subprocess.run([sys.executable, "-OO", "-c", code], capture_output=True, text=True)
    assert done.stdout == "None True\n", done.stderr
