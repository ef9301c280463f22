"""fork() beside OpenMP, from C."""

import shutil
import tempfile
from pathlib import Path

import pytest
from builds import ONE_FILE, build, run


def forks():
    if shutil.which("gcc"):
        with tempfile.TemporaryDirectory() as folder:
            build(["gcc", "-O0", "-fopenmp"], Path(folder), ["forks"], ONE_FILE)
            return run([Path(folder) / "forks"])


@pytest.mark.background.with_args(forks)
def test_a_child_beside_a_foreign_team(background):
    if not background:
        pytest.skip("needs GCC")
    assert "the child computed" in background
