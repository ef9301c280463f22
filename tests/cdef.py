"""The declarations of include/cact.h as cffi (and LuaJIT, koffi) want them: no preprocessor, no linkage."""

import re
from pathlib import Path

HEADER = Path(__file__).parent.parent / "include" / "cact.h"


def cdef(header=HEADER):
    text = re.sub(r"/\*.*?\*/", "", Path(header).read_text(), flags=re.S)
    text = re.sub(r"^#.*(\\\n.*)*$", "", text, flags=re.M)
    text = re.sub(r'extern "C" \{|^\}$', "", text, flags=re.M)
    return re.sub(r"\bCACT_API\s+", "", text)


def pxd():
    """The same for Cython: cact/cact_c.pxd."""
    text = re.sub(r"\s+", " ", cdef()).replace("(void)", "()")
    enums = re.findall(r"typedef enum (\w+) \{ (.*?) \} \w+;", text)
    structs = re.findall(r"typedef struct (\w+) \{ (.*?) \} \w+;", text)
    functions = re.findall(r"([\w *]+\([^)]*\));", re.sub(r"typedef .*?\} \w+;", "", text))
    lines = ["# include/cact.h for Cython, made by tests/cdef.py.", "from libc.stddef cimport ptrdiff_t", "",
             'cdef extern from "cact.h" nogil:']
    for name, members in enums:
        lines += [f"    ctypedef enum {name}:", *(f"        {m}" for m in members.split(", ")), ""]
    for name, members in structs:
        lines += [f"    ctypedef struct {name}:", *(f"        {m.strip()}" for m in members.split(";") if m.strip()), ""]
    return "\n".join([*lines, *(f"    {f.strip()}" for f in functions), ""])


if __name__ == "__main__":
    import sys

    print(pxd() if "--pxd" in sys.argv else cdef(), end="")
