"""What include/cact.h declares, for everything that is derived from it: the .pxd files, cffi, other languages."""

from __future__ import annotations

import re


def cdef(header: str) -> str:
    """The declarations of the header alone: plain C without comments and preprocessor, as cffi and LuaJIT read it."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    text = re.sub(r"^#.*\n", "", text, flags=re.M)
    text = re.sub(r'extern "C" \{|^\}\s*$', "", text, flags=re.M)
    return re.sub(r"\n\s*\n+", "\n", text.replace("CACT_API ", "")).strip() + "\n"


def functions(header: str) -> list[tuple[str, str, str]]:
    """Every public function as (result type, name, parameters)."""
    found = re.findall(r"^([\w ]+[ *])(\w+)\(([^()]*)\);", cdef(header), flags=re.M)
    return [(result.strip(), name, re.sub(r"\s+", " ", args)) for result, name, args in found]


def _extern(header: str) -> str:
    lines = ["# Generated from cact.h: for code that links the C library itself.", 'cdef extern from "cact.h" nogil:']
    for kind, body, name in re.findall(r"typedef (enum|struct) \w+ \{(.*?)\} (\w+);", cdef(header), flags=re.S):
        fields = [field.strip() for field in re.split("[,;]", body) if field.strip()]
        lines += [f"    ctypedef {kind} {name}:", *(f"        {field}" for field in fields)]
    lines += [f"    {r} {name}({'' if args == 'void' else args})" for r, name, args in functions(header)]
    return "\n".join(lines) + "\n"


def cython_files(header: str) -> dict[str, str]:
    """The Cython files: the C functions, the kernels that `from cact cimport ...` offers, and their bodies."""
    kernels = [(name.removeprefix("cact_"), args) for r, name, args in functions(header) if r == "void"]
    heads = [(name, args, f"cdef void {name}({args}) noexcept nogil") for name, args in kernels]
    passed = {args: ", ".join(re.findall(r"(\w+)(?:,|$)", args)) for _, args in kernels}
    bodies = [f"{head}:\n    cact_{name}({passed[args]})\n" for name, args, head in heads]
    return {
        "cact_c.pxd": _extern(header),
        "_core.pxd": "# Generated from cact.h: the kernels on pointers, callable without the GIL.\n"
        + "".join(head + "\n" for *_, head in heads),
        "_kernels.pxi": "# Generated from cact.h.\n" + "\n".join(bodies),
    }
