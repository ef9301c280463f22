"""The build for small stacks: it keeps to a few kilobytes, and changes no bit."""

import platform
import shutil
import tempfile
from pathlib import Path

import pytest
from builds import HASHES, ONE_FILE, build, run


def small():
    if not shutil.which("gcc") or platform.machine() != "x86_64":
        return None
    with tempfile.TemporaryDirectory() as folder:
        build(["gcc", "-O3", "-DCACT_SMALL_STACK"], Path(folder), ["stack", "hashes"], ONE_FILE)
        return run([Path(folder) / "stack", "11264"]), run([Path(folder) / "hashes", "-c", HASHES, "-g", "plain"])


@pytest.mark.background.with_args(small)
def test_a_build_for_small_stacks(background):
    if not background:
        pytest.skip("needs GCC on x86-64")
    stack, hashes = background
    assert stack and "hashes, 0 differ" in hashes, stack + hashes
