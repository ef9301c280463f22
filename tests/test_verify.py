"""The proof can fail: make verify's program on a sample, as it is and with one bit wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "build" / "verify"


def verify(*arguments, **environment):
    command = [sys.executable, ROOT / "tests" / "verify.py", "--program", PROGRAM, "--no-write", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)


@pytest.fixture(scope="module", autouse=True)
def program():
    made = subprocess.run(["make", "build/verify", "build/libcact.so"], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


SAMPLE = ["--stride", "1009", "--doubles", "80000", "--rows", "1"]


def test_a_sample_keeps_every_promise():
    done = verify(*SAMPLE)
    assert done.returncode == 0 and "every promise kept" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("function", ["tanh", "relu"])
def test_one_wrong_bit_is_found(function):
    planted = 0x3C000000 + 5 * 1009  # on the sample's grid
    done = verify("--function", function, *SAMPLE, VERIFY_PLANT=hex(planted))
    assert done.returncode == 1 and "misrounded" in done.stdout, done.stdout + done.stderr
