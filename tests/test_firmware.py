"""One function in a Cortex-M4F image keeps to its budget of flash, RAM and stack."""

import shutil
import sys

import pytest
from builds import ROOT

sys.path.insert(0, str(ROOT / "bench"))
import firmware

NAMES = ["cact_tanh_f32", "cact_elu_backward_f32"]


def measured():
    return firmware.measured(NAMES) if shutil.which(firmware.CC) else None


@pytest.mark.background.with_args(measured)
def test_functions_of_elements(background, monkeypatch):
    if not background:
        pytest.skip("needs gcc-arm-none-eabi and libnewlib-arm-none-eabi")
    for name, (flash, ram, stack) in background.items():
        assert 100 < flash <= firmware.FLASH and ram == firmware.RAM and 0 < stack <= firmware.STACK, name
    monkeypatch.setattr(firmware, "measured", lambda names: background)
    monkeypatch.setattr(sys, "argv", ["firmware.py", *NAMES])
    assert not firmware.main()
    monkeypatch.setattr(firmware, "FLASH", 300)
    assert firmware.main()


def test_the_stack_of_a_chain_of_calls():
    graph = {"a": (8, ["b", "c"]), "b": (16, []), "c": (4, ["b"]), "p": (8, ["b", "__indirect_call"])}
    assert firmware.deepest(graph, "a") == 28 and firmware.deepest(graph, "p") is None
