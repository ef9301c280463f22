"""The binary interface: exactly the stored symbols, no type that depends on a compiler's flags, and nothing that would
break a program linked before."""

import re
import shutil
import sys
import tempfile
from pathlib import Path

import abi
import pytest
from builds import ROOT, run

from cact import cdef

linux = pytest.mark.skipif(sys.platform != "linux", reason="of ELF files")


def declared():
    return sorted(re.findall(r"\b(cact_\w+)\(", cdef()))


@linux
def test_the_library_exports_what_is_stored(made):
    stored = abi.SYMBOLS.read_text().split()
    assert abi.exported(made / "libcact.so") == stored == declared(), "python tests/abi.py --write"


def described():
    if shutil.which("abidw") and sys.platform == "linux":
        with tempfile.TemporaryDirectory() as folder:
            there = abi.described(Path(folder)).read_text()
            return abi.differs(abi.STORED, Path(folder, "abi.xml")), there


@pytest.mark.background.with_args(described)
def test_programs_linked_before_go_on_working(background):
    if not background:
        pytest.skip("needs abidw and abidiff (abigail-tools)")
    (status, said), there = background
    assert status == 0, f"{said}\nIf nothing breaks: python tests/abi.py --write; else raise CACT_ABI (docs/abi.md)"
    assert "cact_apply_rows" in there


BREAKS = {
    "a function is gone": (r"cact_tanh_f32", "cact_new_f32", abi.INCOMPATIBLE),
    "a field lies elsewhere": (r"(layout-offset-in-bits=')64('[^>]*>\s*<var-decl name='n')", r"\g<1>128\2", 4),
    "an argument is of another type": (r"<parameter type-id='(type-id-\d+)' name='alpha'/>", "", 4),
}


@pytest.mark.skipif(not shutil.which("abidiff"), reason="needs abidiff (abigail-tools)")
@pytest.mark.parametrize("what", BREAKS)
def test_a_break_is_seen(what, tmp_path):
    pattern, to, status = BREAKS[what]
    text = abi.STORED.read_text()
    broken, other = re.subn(pattern, to, text), tmp_path / "other.xml"
    assert broken[1]
    other.write_text(broken[0])
    assert abi.differs(abi.STORED, other)[0] & status
    more = tmp_path / "more.xml"
    more.write_text(text)
    assert abi.differs(abi.STORED, more)[0] == 0


def test_no_enum_is_in_a_signature_or_a_struct(tmp_path):
    """Of -fshort-enums, which bare-metal ARM has by itself, the layout doesn't depend."""
    assert not re.search(r"\benum\s+\w|typedef enum", cdef())
    source = tmp_path / "sizes.c"
    names = re.findall(r"typedef struct (\w+)", cdef())
    assert len(names) >= 7
    sizes = ", ".join(f"sizeof({name})" for name in [*names, "cact_op", "cact_type", "cact_kind"])
    source.write_text(f'#include "cact.h"\nconst unsigned long sizes[] = {{{sizes}}};\n')
    made = [
        run(["cc", "-S", *flags, f"-I{ROOT / 'include'}", source, "-o", "-"])
        for flags in (["-fshort-enums"], ["-fno-short-enums"])
    ]
    values = [re.findall(r"\.(?:quad|xword|long|word|dword)\s+(\d+)", text) for text in made]
    assert values[0] == values[1] and len(values[0]) == len(names) + 3


def test_a_program_can_ask_which_it_is(made, tmp_path):
    source = tmp_path / "asks.c"
    source.write_text(
        '#include <stdio.h>\n#include "cact.h"\nint main(void) {\n'
        '    printf("%d %d %s %d.%d.%d\\n", CACT_ABI, cact_abi(), cact_version(), CACT_VERSION_MAJOR,\n'
        "           CACT_VERSION_MINOR, CACT_VERSION_PATCH);\n    return 0;\n}\n"
    )
    run(["cc", f"-I{ROOT / 'include'}", source, made / "libcact.a", "-o", tmp_path / "asks"])
    abi_h, abi_lib, version_lib, version_h = run([tmp_path / "asks"]).split()
    assert abi_h == abi_lib == str(abi.ABI) and version_lib == version_h


def test_the_command_refuses_to_store_a_break(tmp_path, monkeypatch):
    """Seen where abidiff says so; nothing is written."""
    stored = tmp_path / "stored.xml"
    stored.write_text("before")
    monkeypatch.setattr(abi, "STORED", stored)
    monkeypatch.setattr(abi, "described", lambda folder: stored)
    monkeypatch.setattr(abi, "differs", lambda *files: (abi.INCOMPATIBLE | 4, "removed"))
    monkeypatch.setattr(sys, "argv", ["abi.py", "--write"])
    with pytest.raises(SystemExit, match="raise CACT_ABI"):
        abi.main()
    assert stored.read_text() == "before"
