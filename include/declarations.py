"""cact.h for others. python include/declarations.py prints the declarations as cffi, LuaJIT and koffi want them (no
preprocessor, no linkage), with --pxd as Cython does; setup.py makes cact/cact_c.pxd of the latter."""

import re
from pathlib import Path

HEADER = Path(__file__).with_name("cact.h")


def cdef():
    text = re.sub(r"/\*.*?\*/", "", HEADER.read_text(), flags=re.S)
    text = re.sub(r"^#.*(\\\n.*)*$", "", text, flags=re.M)
    text = re.sub(r'extern "C" \{|^\}$', "", text, flags=re.M)
    return re.sub(r"\bCACT_API\s+", "", text)


def pxd():
    text = re.sub(r"\s+", " ", cdef()).replace("(void)", "()")
    enums = re.findall(r"typedef enum (\w+) \{ (.*?) \} \w+;", text)
    structs = re.findall(r"typedef struct (\w+) \{ (.*?) \} \w+;", text)
    functions = re.findall(r"([\w *]+\([^)]*\));", re.sub(r"typedef .*?\} \w+;", "", text))
    lines = [
        "# cact.h for Cython, made by declarations.py.",
        "from libc.stddef cimport ptrdiff_t",
        "from libc.stdint cimport uint16_t",
        "",
        'cdef extern from "cact.h" nogil:',
    ]
    for name, members in enums:
        lines += [f"    ctypedef enum {name}:", *(f"        {m}" for m in members.split(", ")), ""]
    for name, members in structs:
        lines += [
            f"    ctypedef struct {name}:",
            *(f"        {m.strip()}" for m in members.split(";") if m.strip()),
            "",
        ]
    return "\n".join([*lines, *(f"    {f.strip()}" for f in functions), ""])


if __name__ == "__main__":
    import sys

    print(pxd() if "--pxd" in sys.argv else cdef(), end="")
