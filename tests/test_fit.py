"""The constants of the core are those its fitting script prints, bit by bit."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CORE = Path(__file__).parent.parent / "src_c"


@pytest.mark.skipif(not shutil.which("sollya"), reason="Sollya is not installed")
def test_every_constant_comes_out_of_the_script():
    said = subprocess.run(
        ["sollya", "fit.sollya"], cwd=CORE / "math", capture_output=True, text=True, check=True
    ).stdout
    fitted = set(map(float.fromhex, re.findall(r"0x[0-9a-f.]+p[+-]?\d+", said)))
    for header, macro in (("exp.h", r"(?:THEN|q = unit \* R)\((\S+)\)"), ("log1p.h", r"R\((0x1\.\w+p-[2-4])\)")):
        used = re.findall(macro, (CORE / "math" / header).read_text().split("const bits sqrt_half")[0])
        used = [float.fromhex(c) if c.startswith("0x") else float(c) for c in used if c != "c"]
        assert len(used) >= 11 and set(used) <= fitted, (header, set(used) - fitted)
    split = re.findall(r"#define (?:LN2_HI|LN2_LO|LOG2E) (\S+?)f?\s", (CORE / "real_tpl.h").read_text())
    assert len(split) == 6 and set(map(float.fromhex, split)) <= fitted
