"""What `make demo` runs."""

import subprocess
import sys
from pathlib import Path

import figures

library = Path(figures.DOCS.parent, "build", "libcact.a")
options = ["--epochs", "20", "--out", "demo", "--library", str(library)]
subprocess.run(
    [sys.executable, "-m", "cact", "demo", *options], cwd=figures.MADE, check=True, stderr=subprocess.DEVNULL
)
