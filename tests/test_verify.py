"""The proof can fail: make verify's program on a sample, as it is and with one bit wrong."""

import csv
import subprocess
import sys

import pytest
from accuracy_page import commented
from builds import ROOT
from conftest import REGISTRY


@pytest.fixture
def verify(made):
    def run(*arguments, **environment):
        command = [sys.executable, ROOT / "tests" / "verify.py", "--program", made / "verify", "--no-write", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)

    return run


SAMPLE = ["--stride", "1009", "--doubles", "80000", "--rows", "1"]


def test_an_instruction_set_that_is_not_here_is_refused(verify):
    done = verify("--isa", "abacus", *SAMPLE)
    assert done.returncode == 2 and "there are baseline" in done.stderr, done.stdout + done.stderr


def test_one_instruction_set_alone(verify):
    done = verify("--function", "relu", "--tier", "f64", "--isa", "baseline", *SAMPLE)
    assert done.returncode == 0 and "3 rows, every promise kept" in done.stdout, done.stdout + done.stderr


def test_a_sample_keeps_every_promise(verify):
    done = verify(*SAMPLE)
    assert done.returncode == 0 and "every promise kept" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("function", ["tanh", "relu"])
def test_one_wrong_bit_is_found(function, verify):
    planted = 0x3C000000 + 5 * 1009  # on the sample's grid
    done = verify("--function", function, *SAMPLE, VERIFY_PLANT=hex(planted))
    assert done.returncode == 1 and "misrounded" in done.stdout, done.stdout + done.stderr


def test_the_table_has_the_same_hashes_for_avx2_and_avx512():
    hashes = {"avx2": {}, "avx512": {}}
    with (ROOT / "docs" / "accuracy.csv").open() as file:
        for row in csv.DictReader(file):
            if row["isa"] in hashes:
                key = tuple(row[k] for k in ("function", "parameter", "op", "tier"))
                hashes[row["isa"]][key] = row["hash"], row["violations"]
    both = hashes["avx2"].keys() & hashes["avx512"].keys()  # not all machines have both
    assert len(both) > 150 and all(hashes["avx2"][key] == hashes["avx512"][key] for key in both)


def test_the_worst_error_stands_above_each_formula():
    """As make verify writes it there, of the figures in docs/accuracy.csv."""
    with (ROOT / "docs" / "accuracy.csv").open() as file:
        files, names = commented(list(csv.DictReader(file)))
    different = [str(path) for path, text in files.items() if text != path.read_text()]
    assert not different, f"make verify writes it in {different}"
    slopes = {name + ("_prime" if "_prime" in row["ops"] else "_gradients") for name, row in REGISTRY.items()}
    assert {*REGISTRY, *slopes} < set(names) and len(names) == len(set(names))


def test_halves_of_every_function_are_written_down():
    with (ROOT / "docs" / "accuracy-halves.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {(r["function"], r["type"]) for r in rows} == {
        (name, kind) for name in REGISTRY for kind in ("f16", "bf16", "exact f16", "exact bf16")
    }
    for r in rows:
        bounds = REGISTRY[r["function"]]["bounds"][r["type"].replace(" ", "_")]
        assert float(r["worst_ulp"]) <= bounds[r["operation"] != "forward"], r
