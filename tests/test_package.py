"""The package as a whole: complete, documented, light."""

import doctest
import inspect
import os
import pickle
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from builds import ROOT, lists, run
from conftest import REGISTRY
from oracle import DEFINITIONS, TEXTS

import cact
from cact import activations, definitions, ufuncs

INSTALLED = Path(cact.__file__).parent.parent  # not the source tree, which `python -c` would put first


def test_every_row_of_the_table_is_public_documented_and_in_the_oracle():
    assert set(DEFINITIONS) == set(REGISTRY)
    for name, row in REGISTRY.items():
        for values in (TEXTS[name].verified, TEXTS[name].hashed):
            counts = {len(text.split(",")) for text in values}
            assert counts == {len(row["params"])} - {0}, f"{name}: values of the parameters in oracle.def"
    for name in ufuncs.__all__:
        function = getattr(cact, name)
        assert function.__doc__ and name in cact.__all__, name
        twin = getattr(cact.exact, name)
        assert inspect.signature(function) == inspect.signature(twin) and twin.__doc__ != function.__doc__
        assert inspect.isroutine(function) and inspect.isroutine(twin)
        assert pickle.loads(pickle.dumps(function)) is function and pickle.loads(pickle.dumps(twin)) is twin
    public = {
        n
        for n, f in vars(activations).items()
        if getattr(f, "__module__", None) == "cact.activations" and n[0].islower()
    }
    assert public - set(ufuncs.__all__) == {"leakyrelu", "leakyrelu_prime", "logsumexp_prime"}


def test_what_is_made_of_an_activation_says_what_it_is():
    """The derivative and the products, whose text comes from the one definition and the registry."""
    for name, row in REGISTRY.items():
        slope = re.search(r"Derivative: (.*)\.", getattr(cact, name).__doc__)[1]
        for op in ("_prime", "_backward", "_backward_from_y"):
            function = getattr(cact, name + op, None)
            assert (function is not None) == (op in row["ops"])
            if function:
                bound = f"{max(row['bounds']['f32'][1], row['bounds']['f64'][1]):g} ULP"
                assert "from_y" in op or (slope in function.__doc__ and bound in function.__doc__)
                named = re.findall(r"^ *(\w+) : ", function.__doc__.partition("Returns")[0], flags=re.M)
                assert named == list(inspect.signature(function).parameters)

    def tanh(x, out=None):
        """Without a line that says its derivative."""

    def elu(x, beta=1.0, out=None):
        """A parameter that the registry calls otherwise."""

    with pytest.raises(ValueError, match="Derivative"):
        definitions.documented(tanh, "_prime")
    with pytest.raises(ValueError, match=r"beta=1.0.*the registry's: x, alpha=1.0"):
        definitions.activation(elu)


def test_defaults_are_the_tables():
    for name, row in REGISTRY.items():
        arguments = inspect.signature(getattr(cact, name)).parameters
        assert list(arguments) == [*row["inputs"], *(param for param, *_ in row["params"]), "out"]
        for param, default, low, high in row["params"]:
            assert arguments[param].default == default and low <= default <= high


def test_the_map_of_the_tests_names_each():
    folder = ROOT / "tests"
    text = (folder / "README.md").read_text()
    files = [f.name for f in folder.iterdir() if f.suffix in (".py", ".c", ".def", ".mk") or f.is_dir()]
    files = [name for name in files if not name.startswith(("_", "."))]
    assert len(files) > 40 and not [name for name in files if name not in text]


def test_version_is_the_headers():
    assert metadata.version("cact") == cact.__version__ == lists.VERSION


def test_doctests():
    for module, least in ((activations, 80), (cact.exact, 80), (cact, 2)):
        result = doctest.testmod(module)
        assert result.attempted >= least and result.failed == 0


def test_import_costs_little_above_numpy(tmp_path):
    """As a share of NumPy's own import: absolute times differ with the machine and its neighbours. With bytecode, which
    an environment may forbid to write (PYTHONDONTWRITEBYTECODE): compiling sources is not what each import costs."""
    code = "from time import process_time as now; t = now(); import numpy; u = now(); import cact; v = now()"
    code += "; print((v - u) / (u - t))"
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    shares = [float(run([sys.executable, "-c", code], cwd=INSTALLED, env=env)) for _ in range(7)]
    assert min(shares) < 0.12


def test_import_of_the_sources_says_what_to_do(tmp_path):
    (tmp_path / "cact").mkdir()
    for source in INSTALLED.glob("cact/*.py"):
        (tmp_path / "cact" / source.name).write_text(source.read_text())
    done = subprocess.run([sys.executable, "-c", "import cact"], capture_output=True, text=True, cwd=tmp_path)
    assert "ImportError" in done.stderr and "pip install -e ." in done.stderr


def test_another_interpreter_is_told_the_truth():
    """CPython before 3.12 lets a sub-interpreter have what no other one of the process has imported."""
    program = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
import cact
code = "try: import cact\\nexcept ImportError as error: print(error)"
interpreters.run_string(interpreters.create(), code)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, cwd=INSTALLED
    )
    assert done.stdout.startswith("cact doesn't support sub-interpreters, and neither does NumPy; "), done
    assert "pip install" not in done.stdout and done.returncode == 0


def test_python_started_in_the_clone_has_the_compiled_part():
    """Where the source folder comes first."""
    code = "import cact, numpy; print(cact.tanh(numpy.zeros(1)), cact.get_include())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.startswith("[0.]") and done.stderr == ""


def test_the_check_command():
    done = subprocess.run([sys.executable, "-m", "cact", "check"], capture_output=True, text=True, cwd=INSTALLED)
    assert done.returncode == 0 and done.stdout.count("as promised") == len(cact.isas()), done.stdout + done.stderr


def test_forced_isa_from_the_environment():
    code = "import cact; print(cact.isa())"
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"CACT_ISA": "baseline"},
        check=True,
        cwd=INSTALLED,
    )
    assert out.stdout.strip() == "baseline"
    with pytest.raises(ValueError, match="none"):
        cact.use_isa("none")


CYTHON = """
# cython: language_level=3
from cact cimport apply_f32

def tanh(const float[::1] x, float[::1] y):
    with nogil:
        apply_f32(b"tanh", 0, x, y, 0)
"""


def test_cimport(tmp_path):
    import numpy as np

    (tmp_path / "user.pyx").write_text(CYTHON)
    (tmp_path / "setup.py").write_text(
        "from setuptools import Extension, setup\nfrom Cython.Build import cythonize\n"
        "setup(name='user', py_modules=[], ext_modules=cythonize([Extension('user', ['user.pyx'])]))\n"
    )
    subprocess.run(
        [sys.executable, "setup.py", "build_ext", "--inplace"], cwd=tmp_path, check=True, capture_output=True
    )
    sys.path.insert(0, str(tmp_path))
    try:
        import user

        x = np.linspace(-3, 3, 50, dtype=np.float32)
        y = np.empty_like(x)
        user.tanh(x, y)
        assert (y == cact.tanh(x)).all()
    finally:
        sys.path.remove(str(tmp_path))


def test_the_installed_header_compiles(tmp_path):
    source = tmp_path / "user.c"
    source.write_text('#include "cact.h"\nint main(void) { return cact_find(0) != 0; }\n')
    subprocess.run(
        ["cc", "-std=c99", "-Wall", "-Werror", "-I", cact.get_include(), "-c", source, "-o", tmp_path / "user.o"],
        check=True,
    )
