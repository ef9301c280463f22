"""What people have written beside the registry for the site: complete, and right about names."""

import csv
import inspect
import sys

import pytest
from builds import ROOT

import cact

sys.path.insert(0, str(ROOT / "docs" / "site"))
from written import DEFAULTS, KEYS, NAMES, SECTIONS, parameters, written


def test_every_function_has_its_text():
    assert {"relu", "softmax", "logsumexp"} <= set(NAMES) and DEFAULTS["elu"] == [1.0]
    for name in NAMES:
        head, text = written(name)
        assert all(head[key].strip() for key in KEYS) and len(text) > 500, name
        assert all(list(inspect.signature(getattr(cact, name)).parameters).count(p) == 1 for p, _ in parameters(name))
    assert {path.stem for path in (ROOT / "docs" / "functions").glob("*.md")} == {*NAMES, "index"}


def test_a_missing_text_is_asked_for(tmp_path):
    with pytest.raises(ValueError, match=r"^tanh is in the registry, but nobody .*: write docs/functions/tanh\.md"):
        written("tanh", tmp_path)
    (tmp_path / "functions").mkdir()
    text = (ROOT / "docs" / "functions" / "tanh.md").read_text()
    (tmp_path / "functions" / "tanh.md").write_text(text.replace("range:", "rnage:").replace("Drawbacks", "Bad"))
    with pytest.raises(ValueError, match=r"lacks range and Drawbacks: write .* Drawbacks, Further reading"):
        written("tanh", tmp_path)
    assert SECTIONS[-1] == "Further reading"


def test_other_frameworks_spellings():
    with (ROOT / "docs" / "frameworks.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {r["function"] for r in rows} == set(NAMES)
    for r in rows:
        pairs = dict(pair.split("=") for pair in r["parameters"].split())
        assert set(pairs.values()) <= set(inspect.signature(getattr(cact, r["function"])).parameters), r
        assert all(len(pair.split("=")) == 2 for pair in r["defaults"].split()), r
        assert r["framework"] in ("PyTorch", "JAX", "Keras", "ONNX") and r["spelling"], r
