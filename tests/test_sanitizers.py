"""No undefined behaviour: the C tests in Clang's AddressSanitizer and UndefinedBehaviorSanitizer, baseline only."""

import shutil
import tempfile
from pathlib import Path

import pytest
from builds import HASHES, ONE_FILE, build, run

SANITIZED = ["clang-19", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


def in_sanitizers():
    if not shutil.which("clang-19"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        tests = ["test_cact", "test_half", "test_half_rows"]
        build(SANITIZED, folder, [*tests, "hashes"], ONE_FILE)
        return "".join(run([folder / test]) for test in tests) + run([folder / "hashes", "-c", HASHES, "-g", "plain"])


@pytest.mark.background.with_args(in_sanitizers)
def test_no_undefined_behaviour(background):
    if not background:
        pytest.skip("needs clang-19")
    assert background.count(" 0 failed") == 3 and " 0 differ" in background
