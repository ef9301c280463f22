"""mypy --strict, pyright strict and stubtest on the package's types and on calls right and wrong: make typing"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from builds import ROOT, run

BIN = Path(sys.executable).parent
RIGHT, WRONG = ROOT / "tests" / "typing_right.py", ROOT / "tests" / "typing_wrong.py"
STUBS = sorted([*ROOT.glob("cact/*.pyi"), *ROOT.glob("cact/*/*.pyi")])
COMMAND = [ROOT / "cact" / "__main__.py", ROOT / "cact" / "demo.py", *sorted(ROOT.glob("cact/cli/*.py"))]
# What stubtest can't know: what Cython adds to a module. Private modules have no stubs.
KNOWN = r"^cact\._core\.(Function|_\w+) is not present|^cact\.(checks|containers|general)\."


def said(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    return done.stdout + done.stderr


def pyright(*files):
    """{file: lines with errors} in strict mode."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"include": [str(file) for file in files], "typeCheckingMode": "strict", "extraPaths": [str(ROOT)]}
        Path(folder, "pyrightconfig.json").write_text(json.dumps(settings))
        report = json.loads(said(BIN / "basedpyright", "--outputjson", "-p", folder, "--pythonpath", sys.executable))
    assert report["summary"]["filesAnalyzed"] >= len(files), report
    return [(Path(d["file"]).name, d["range"]["start"]["line"] + 1, d["message"]) for d in report["generalDiagnostics"]]


def main():
    wrong = {i for i, line in enumerate(WRONG.read_text().splitlines(), 1) if line.endswith("# wrong")}
    assert len(STUBS) >= 6 and len(wrong) > 20
    print(run([BIN / "mypy", "--strict", *STUBS, *COMMAND, RIGHT], cwd=ROOT), end="")
    found = said(BIN / "mypy", "--strict", WRONG, cwd=ROOT)
    caught = {int(line) for line in re.findall(r"typing_wrong\.py:(\d+): error", found)}
    assert caught == wrong, f"mypy: {sorted(caught ^ wrong)}\n{found}"
    found = pyright(*STUBS, RIGHT)
    assert not found, f"pyright: {found}"
    caught = {line for _, line, _ in pyright(WRONG)}
    assert caught == wrong, f"pyright: {sorted(caught ^ wrong)}"
    settings = ["--mypy-config-file", "pyproject.toml"]
    found = said(sys.executable, "-m", "mypy.stubtest", "cact", "--concise", *settings, cwd=ROOT)
    left = [line for line in found.splitlines() if not re.search(KNOWN, line)]
    assert "cact._core.Function is not present" in found and not left, "stubtest:\n" + "\n".join(left or [found])
    run([sys.executable, RIGHT], cwd=ROOT)
    print(f"pyright and stubtest: no fault; {len(wrong)} wrong calls are refused")


if __name__ == "__main__":
    main()
