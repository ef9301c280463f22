"""What one function costs in firmware: the flash, RAM and stack it takes beyond a program that calls none, on a
Cortex-M4F, built for size (-Os, which is CACT_SMALL). Fails where a limit is passed; --write puts the table into
docs/platforms.md.

    python bench/firmware.py [--write] [NAME ...]

It takes Debian's gcc-arm-none-eabi and libnewlib-arm-none-eabi."""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "include"), str(ROOT / "src_c")]
import lists  # noqa: E402
from declarations import cdef  # noqa: E402

CC = "arm-none-eabi-gcc"
CPU = "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16".split()
SIZE = [*CPU, "-Os", "-ffunction-sections", "-fdata-sections", "-DCACT_STATIC", f"-I{ROOT / 'include'}"]
PAGE = ROOT / "docs" / "platforms.md"
FLASH, RAM, STACK = 1024, 0, 300  # bytes, of a function of elements


def run(*command):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout


def prototypes():
    """{name: arguments} of float's functions."""
    found = re.findall(r"void (cact_(?!exact_)\w+_f32)\(([^)]*)\);", re.sub(r"\s+", " ", cdef()))
    return dict(found)


def call_of(arguments):
    """What hands over arrays of 4 floats, which lie on the stack."""
    words = [argument.split()[-1] for argument in arguments.split(",")]
    return ", ".join("x" if w[0] == "*" else "4" if w == "n" else "1" for w in words)


def linked(folder, core, statement):
    """(flash, RAM) of a program with a statement."""
    source, program = folder / "main.c", folder / "program"
    source.write_text(f'#include "cact.h"\nint main(void) {{\n    float x[16] = {{1}};\n    {statement};\n'
                      "    return (int)x[0];\n}\n")  # fmt: skip
    run(CC, *SIZE, source, core, "--specs=nano.specs", "--specs=nosys.specs", "-Wl,--gc-sections,--no-warnings", "-w",
        "-o", program)  # fmt: skip
    text, data, bss = map(int, run("arm-none-eabi-size", program).splitlines()[1].split()[:3])
    return text + data, data + bss


def stacks(folder):
    """{function: (its stack, what it calls)}, as GCC says it."""
    text = (folder / "core.ci").read_text()
    nodes = re.findall(r'node: \{ title: "([^"]+)" label: "[^"]*?(\d+) bytes', text)
    edges = re.findall(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"', text)
    return {name: (int(size), [to for start, to in edges if start == name]) for name, size in nodes}


def deepest(graph, name):
    """None where a function is called by a pointer: rows, whose stack tests/stack.c measures."""
    size, calls = graph.get(name, (0, []))
    depths = [deepest(graph, other) for other in calls]
    return None if name == "__indirect_call" or None in depths else size + max(depths, default=0)


def measured(names):
    """{name: (flash, RAM, stack)}"""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        core = folder / "core.o"
        run(CC, *SIZE, *lists.FLAGS, "-fcallgraph-info=su", "-c", ROOT / "src_c" / "cact.c", "-o", core)
        graph, (flash, ram) = stacks(folder), linked(folder, core, "")
        known, rows = prototypes(), {}
        for function in names:
            more = linked(folder, core, f"{function}({call_of(known[function])})")
            rows[function] = (more[0] - flash, more[1] - ram, deepest(graph, function))
        return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="cact_tanh_f32 ...; default: all of float32")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = measured(options.names or prototypes())
    lines = ["| function | flash, bytes | RAM | stack |", "|---|---|---|---|"]
    lines += [
        f"| `{name}` | {flash} | {ram} | {'' if stack is None else stack} |"
        for name, (flash, ram, stack) in rows.items()
    ]
    print("\n".join(lines))
    if options.write:
        text = PAGE.read_text()
        begin, end = "<!-- firmware -->\n", "<!-- /firmware -->"
        before, after = text.split(begin)[0], text.split(end)[1]
        made = f"{begin}\n{run(CC, '--version').splitlines()[0]}\n\n" + "\n".join([*lines, "", end])
        PAGE.write_text(before + made + after)
    elements = {name: row for name, row in rows.items() if "outer" not in prototypes()[name]}
    return any(flash > FLASH or ram > RAM or stack > STACK for flash, ram, stack in elements.values())


if __name__ == "__main__":
    sys.exit(main())
