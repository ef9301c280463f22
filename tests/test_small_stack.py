"""The builds for small stacks and for little code: they keep to a few kilobytes, and change no bit."""

import platform
import shutil
import tempfile
from pathlib import Path

import pytest
from builds import HASHES, ONE_FILE, build, run


def small(option):
    if not shutil.which("gcc") or platform.machine() != "x86_64":
        return None
    with tempfile.TemporaryDirectory() as folder:
        build(["gcc", "-O3", option], Path(folder), ["stack", "hashes"], ONE_FILE)
        return run([Path(folder) / "stack", "11264"]), run([Path(folder) / "hashes", "-c", HASHES, "-g", "plain"])


@pytest.mark.parametrize(
    "option",
    [pytest.param(o, marks=pytest.mark.background(small, o)) for o in ("-DCACT_SMALL_STACK", "-DCACT_SMALL")],
)
def test_a_build_for_firmware(option, background):
    if not background:
        pytest.skip("needs GCC on x86-64")
    stack, hashes = background
    assert stack and "hashes, 0 differ" in hashes, option + stack + hashes
