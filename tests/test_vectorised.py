"""Every kernel's loop is vectorised with vectors as wide as the instruction set has: read from the compiler's report."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from conftest import REGISTRY

ROOT = Path(__file__).parent.parent
FLAGS = "-O3 -fno-trapping-math -fno-math-errno -ffp-contract=off -Iinclude -Isrc_c".split()
OPS = {"forward": True, "prime_op": True, "backward": True, "from_y_op": False}


def kernels():
    for name, row in REGISTRY.items():
        for op in OPS:
            if op != "from_y_op" or row["has_from_y"]:
                for tier in ("f32", "f64", "exact"):
                    yield f"{name}_{op}_{tier}"
                    if row["param"]:
                        yield f"{name}_{op}_p_{tier}"


def gcc_report(isa, folder):
    """{function: widths in bytes of its vectorised loops over elements}."""
    source = ROOT / "src_c" / "isa" / f"{isa}.c"
    out = folder / f"{isa}.o"
    # Functions with equal bodies would be merged, and only one of them reported.
    command = ["gcc", *FLAGS, "-fno-ipa-icf", "-fsave-optimization-record", "-c", source, "-o", out]
    subprocess.run(command, cwd=ROOT, check=True)
    record = next(p for p in [*folder.iterdir(), *ROOT.glob("*.opt-record.json.gz")] if p.name.endswith("json.gz"))
    found = {}
    for entry in json.loads(gzip.decompress(record.read_bytes()))[2]:
        text = "".join(m if isinstance(m, str) else "" for m in entry["message"])
        if "loop vectorized" in text and entry["location"]["file"].endswith("loops_tpl.h"):
            found.setdefault(entry.get("function"), set()).add(int(text.split("using ")[1].split()[0]))
    record.unlink()
    return found


@pytest.mark.parametrize("isa, width", [("avx2", 32), ("avx512", 64)])
def test_gcc_vectorises_every_kernel(isa, width, tmp_path):
    if "gcc" not in subprocess.run(["gcc", "--version"], capture_output=True, text=True).stdout.lower():
        pytest.skip("gcc is another compiler here")
    found = gcc_report(isa, tmp_path)
    slow = [name for name in kernels() if width not in found.get(name, ())]
    assert not slow, f"{isa}: not vectorised with {width} bytes: {slow}"
