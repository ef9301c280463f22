"""cact.h for others. python include/declarations.py writes cact_ffi.h, the declarations as cffi, LuaJIT, koffi and PHP
want them: no preprocessor, no linkage, one per line. setup.py makes cact/cact_c.pxd of pxd()."""

import re
from pathlib import Path

HEADER = Path(__file__).with_name("cact.h")
FFI = HEADER.with_name("cact_ffi.h")
HEAD = (
    "/* cact.h for foreign-function interfaces, made by declarations.py. ptrdiff_t, which not all know, is intptr_t. */"
)


def cdef():
    text = re.sub(r"/\*.*?\*/", "", HEADER.read_text(), flags=re.S)
    text = re.sub(r"^#.*(\\\n.*)*$", "", text, flags=re.M)
    text = re.sub(r'extern "C" \{|^\}$', "", text, flags=re.M)
    return re.sub(r"\bCACT_API\s+", "", text)


def ffi():
    text = re.sub(r"\s+", " ", cdef()).replace("ptrdiff_t", "intptr_t")
    lines = re.findall(r"\w(?:[^{};]|\{[^}]*\})*;", text)
    return "\n".join([HEAD, *lines, ""])


def pxd():
    text = re.sub(r"\s+", " ", cdef()).replace("(void)", "()")
    numbers, constants = re.findall(r"typedef int (\w+);", text), re.findall(r"enum \{ (.*?) \};", text)
    structs = re.findall(r"typedef struct (\w+) \{ (.*?) \} \w+;", text)
    functions = re.findall(r"([\w *]+\([^)]*\));", re.sub(r"typedef (int|.*?\}) \w+;|enum .*?;", "", text))
    lines = [
        "# cact.h for Cython, made by declarations.py.",
        "from libc.stddef cimport ptrdiff_t",
        "from libc.stdint cimport uint16_t",
        "",
        'cdef extern from "cact.h" nogil:',
    ]
    lines += [f"    ctypedef int {name}" for name in numbers]
    for members in constants:
        lines += ["    enum:", *(f"        {m}" for m in members.split(", ")), ""]
    for name, members in structs:
        lines += [
            f"    ctypedef struct {name}:",
            *(f"        {m.strip()}" for m in members.split(";") if m.strip()),
            "",
        ]
    return "\n".join([*lines, *(f"    {f.strip()}" for f in functions), ""])


if __name__ == "__main__":
    FFI.write_text(ffi())
