"""The binary interface: what libcact.so exports, and its types, against what is stored, symbols.txt and abi-0.xml (0 is
CACT_ABI).

    python tests/abi.py            says what differs, and fails where it is more than new functions
    python tests/abi.py --write    stores what there is; where a linked program would break, raise CACT_ABI first

It takes abidw and abidiff (Debian's abigail-tools), and GCC's or Clang's -g."""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from builds import CORE, ROOT, lists, run

SYMBOLS = ROOT / "tests" / "symbols.txt"
HEADER = ROOT / "include" / "cact.h"
ABI = int(re.search(r"define CACT_ABI (\d+)", HEADER.read_text())[1])
STORED = ROOT / "tests" / f"abi-{ABI}.xml"
INCOMPATIBLE = 8  # of abidiff's exit status; what only may be so is 4


def exported(library):
    lines = run(["nm", "-D", "--defined-only", "-P", library]).splitlines()
    return sorted(line.split()[0] for line in lines)


def built(folder):
    """A library whose public functions carry types. Its kernels don't: one instruction set, compiled without a second's
    thought."""
    library = folder / "libcact.so"
    flags = ["-g", "-O0", "-fPIC", "-fvisibility=hidden", *lists.STANDARD, f"-I{HEADER.parent}"]
    source = folder / "library.c"
    source.write_text('#include "cact.c"\n')
    run(["cc", *flags, f"-I{CORE[0].parent}", "-w", "-shared", source, "-o", library])
    return library


def described(folder):
    """What abidw says, without the places of the folders."""
    out = folder / "abi.xml"
    options = ["--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-elf-needed", "--drop-private-types"]
    run(["abidw", *options, "--header-file", HEADER, "--out-file", out, built(folder)])
    return out


def differs(stored, there):
    """(exit status of abidiff, what it says) but for new functions."""
    done = subprocess.run(["abidiff", "--no-added-syms", stored, there], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory() as name:
        there = described(Path(name))
        status, said = differs(STORED, there) if STORED.exists() else (0, "")
        print(said or "as stored")
        if not write:
            return status != 0
        if status & INCOMPATIBLE:
            sys.exit("programs that were linked before would break: raise CACT_ABI")
        STORED.write_text(there.read_text())
        SYMBOLS.write_text("\n".join([*exported(there.with_name("libcact.so")), ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
