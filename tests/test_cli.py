"""The command cact, as one types it: python -m cact in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import REGISTRY

import cact
from cact.cli import bench, catalogue, main

INSTALLED = Path(cact.__file__).parent.parent
COMMANDS = "list plot bench check info demo".split()


@pytest.fixture
def run(tmp_path):
    """Runs it in an empty folder: (exit status, what it printed, what it complained about)."""

    def told(*arguments, **environment):
        done = subprocess.run(
            [sys.executable, "-m", "cact", *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(INSTALLED),
                "PYTHONIOENCODING": "utf-8",
                "COLUMNS": "100",
                **environment,
            },
        )
        return done.returncode, done.stdout, done.stderr

    return told


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """The same within this process, which takes less time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def told(*arguments):
        try:
            status = main(list(arguments))
        except SystemExit as end:
            status = end.code
        return status, *capsys.readouterr()

    return told


def without(folder, *modules):
    """A folder whose first place in PYTHONPATH makes modules missing, as find_spec sees it."""
    lines = [f"sys.modules[{name!r}] = None" for name in modules]
    hide = "import sys, importlib.util as u; find = u.find_spec\n"
    hide += f"u.find_spec = lambda name, *more: None if name in {modules!r} else find(name, *more)\n"
    (folder / "sitecustomize.py").write_text("\n".join([hide, *lines]))
    return f"{folder}{os.pathsep}{INSTALLED}"


def test_alone_it_says_what_there_is(run):
    status, text, _ = run()
    assert status == 0 and (0, text, "") == run("--help")
    for command in COMMANDS:
        assert f"\n    {command} " in text
        assert run(command, "--help")[0] == 0
    status, _, text = run("nothing")
    assert status == 2 and all(command in text for command in COMMANDS)


def test_version_and_entry_point(run):
    assert run("--version") == (0, f"cact {cact.__version__}\n", "")
    program = Path(sys.executable).with_name("cact")
    assert subprocess.run([program, "--version"], capture_output=True, text=True).stdout == f"cact {cact.__version__}\n"


def test_info(run):
    status, text, _ = run("info", CACT_ISA="baseline")
    assert status == 0 and f"cact {cact.__version__}, running baseline" in text and cact.isas()[-1] in text


def test_list(run):
    status, text, _ = run("list")
    assert status == 0
    lines = {line.split()[0]: line for line in text.splitlines()[1:] if line}
    for name, row in REGISTRY.items():
        assert row["formula"] in lines[name] and f"{row['bounds']['f32'][1]:g}" == lines[name].split()[-1]
    assert "alpha = 0.01" in lines["leaky_relu"] and "sum_j" in lines["softmax"]


def test_list_for_programs(run):
    status, text, _ = run("list", "--json")
    found = {one["name"]: one for one in json.loads(text)}
    assert status == 0 and list(found)[: len(REGISTRY)] == list(REGISTRY)
    assert {name for one in found.values() for name in one["functions"]} >= set(cact.ufuncs.__all__)
    for name, row in REGISTRY.items():
        assert found[name]["bounds_ulp"] == dict(zip(("function", "derivative"), row["bounds"]["f32"]))
    assert found["elu"]["parameters"] == [{"name": "alpha", "default": 1.0}]
    assert found["softmax"]["along_an_axis"] and found["softmax"]["formula"] == "e^x_i / sum_j e^x_j"


@pytest.mark.parametrize("name", catalogue.functions())
def test_plot_in_the_terminal(call, name):
    status, text, complaints = call("plot", name)
    assert status == 0 and not complaints and "\033" not in text
    assert f"{name}(x" in text and f"{name}'(x" in text and catalogue.functions()[name].formula[:40] in text
    assert 10 < len(text.splitlines()) < 40


def test_plot_where_there_are_no_such_letters(run):
    status, text, complaints = run("plot", "elu", PYTHONIOENCODING="ascii")
    assert status == 0 and text.count("?") > 100 and not complaints


def test_plot_to_a_file(run, tmp_path):
    assert run("plot", "elu", "--alpha", "0.5", "--range", "-3", "1e1", "-o", "elu.png") == (0, "", "")
    assert (tmp_path / "elu.png").read_bytes().startswith(b"\x89PNG")
    assert run("plot", "softmax", "-o", "softmax.svg")[0] == 0
    assert "<svg" in (tmp_path / "softmax.svg").read_text()


def test_what_a_plot_draws():
    from cact.cli.plot import curves, title

    x = np.array([-1.0, 0.5])
    elu = catalogue.functions()["elu"]
    y, slope = curves(elu, x, {"alpha": 0.5})
    assert (y.y == cact.elu(x, 0.5)).all() and (slope.y == cact.elu_prime(x, 0.5)).all()
    assert title(elu, {"alpha": 0.5}).startswith("elu, alpha = 0.5: ")
    y, slope = curves(catalogue.functions()["softmax"], x, {})
    h = 1e-6
    above, below = (curves(catalogue.functions()["softmax"], x + step, {})[0].y for step in (h, -h))
    np.testing.assert_allclose(slope.y, (above - below) / (2 * h), rtol=1e-6)


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["plot"], "FUNCTION"),
        (["plot", "relu7"], "leaky_relu"),
        (["plot", "tanh", "--alpha", "1"], "--alpha"),
        (["plot", "elu", "--alpha", "much"], "much"),
        (["plot", "elu", "--range", "1", "1"], "--range"),
        (["plot", "elu", "-o", "elu.nothing"], "nothing"),
        (["plot", "elu", "-o", "nowhere/elu.png"], "nowhere"),
        (["bench", "relu7"], "relu7"),
        (["bench", "--size", "0"], "at least 1"),
        (["demo", "--activation", "relu7"], "leaky_relu"),
    ],
)
def test_what_it_cant_do_it_says_in_words(call, tmp_path, arguments, words):
    status, _, complaints = call(*arguments)
    assert status in (1, 2) and words in complaints
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "module, extra, arguments",
    [
        ("plotext", "plot", ["plot", "elu"]),
        ("matplotlib", "plot", ["plot", "elu", "-o", "elu.png"]),
        ("matplotlib", "plot", ["bench", "-o", "times.png"]),
        ("sklearn", "demo", ["demo"]),
        ("matplotlib", "demo", ["demo"]),
    ],
)
def test_a_missing_extra_is_named_before_anything_is_written(run, tmp_path, module, extra, arguments):
    (tmp_path / "hidden").mkdir()
    status, text, complaints = run(*arguments, PYTHONPATH=without(tmp_path / "hidden", module))
    assert status == 1 and not text and module in complaints and f"pip install cact[{extra}]" in complaints
    assert [file.name for file in tmp_path.iterdir()] == ["hidden"]


def test_without_any_extra(run, tmp_path):
    path = without(tmp_path, "matplotlib", "plotext", "tqdm", "scipy", "torch", "jax", "sklearn")
    for arguments in ([], ["list"], ["info"], ["check"], ["bench", "tanh", "--size", "64", "--seconds", "0.01"]):
        status, text, complaints = run(*arguments, PYTHONPATH=path)
        assert status == 0 and text and not complaints, arguments


def test_bench(run, tmp_path):
    status, text, complaints = run("bench", "--size", "200", "--seconds", "0.5", "-o", "times.png")
    assert status == 0 and not complaints, "no bar where there is no terminal"
    assert (tmp_path / "times.png").read_bytes().startswith(b"\x89PNG")
    head, *_ = text.splitlines()
    assert f"cact {cact.__version__} ({cact.isa()})" in head and f"NumPy {np.__version__}" in head and "SciPy" in head
    cells = {line.split()[0]: line.split()[1:] for line in text.splitlines()[5:]}
    assert list(cells) == catalogue.of_one_array()
    for name, (ns, ulp, *others) in cells.items():
        assert float(ns) > 0 and len(others) >= 2
        bound = REGISTRY[name]["bounds"]["f32"][0] if name in REGISTRY else 5
        assert float(ulp) <= bound + 0.01, name
        assert others[0] != "-" and float(others[0]) > 0, f"{name}: its formula can't be typed in NumPy"
    assert cells["sigmoid"][4] != "-" and cells["relu"][4] == "-", "SciPy has expit, and no relu"


def test_formulas_as_numpy():
    x, names = np.array([-2.0, -0.5, 3.0]), {"where": np.where, "max": np.maximum, "x": None}
    for formula, want in {
        "2 * (x > 0 ? max(x, 1) : -x)": [4, 1, 6],
        "max(x > 0 ? x : -1, x < -1 ? 7 : 0)": [7, 0, 3],
        "x > 0 ? x > 1 ? 1 : 2 : 3": [3, 3, 1],
        "x < -1 ? -1 : x > 1 ? 1 : x": [-1, -0.5, 1],
    }.items():
        assert (eval(bench.where(formula), {**names, "x": x}) == want).all(), formula
    for words in ("the Gaussian error linear unit", "x * (1"):
        assert bench.typed_in_numpy(catalogue.Function("f", words, False, None)) is None


def test_another_function_of_that_name_is_no_contender():
    """torch.nn.functional.linear is a matrix product."""
    linear, relu = catalogue.functions()["linear"], catalogue.functions()["relu"]
    original = bench.candidates
    try:
        bench.candidates = lambda f: [("SciPy", lambda x, y: x + 1), ("JAX", lambda x, y: f.nothing), *original(f)]
        assert set(bench.contenders(linear)) == set(bench.contenders(relu)) == {"cact", "NumPy"}
    finally:
        bench.candidates = original


def test_a_reader_that_has_seen_enough(run):
    done = subprocess.run(
        f"'{sys.executable}' -u -m cact list --json | head -1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=INSTALLED,
    )
    assert done.stdout == "[\n" and "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr
