"""Bindings of the whole C interface, made of cact_ffi.h and the registry of the built library: include/cact.hpp, and
the Rust crates and the Go module beside this file. `make lib && python bindings/generate.py` writes them anew."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import cpp
import golang
import rust
from api import LIBRARY, calls


def generated(library=LIBRARY):
    """{file: text}"""
    known, files = list(calls(library)), {}
    for language in (cpp, rust, golang):
        files |= language.files(known)
    return files


if __name__ == "__main__":
    for file, text in generated().items():
        file.write_text(text)
