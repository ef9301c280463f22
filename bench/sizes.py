"""make sizes: what the code weighs, and what one more function would add. Fails where a limit is passed.

Functions are added by copying one under another name in a copy of src_c/; the core is built with the default compiler,
for all instruction sets, and stripped. A program that calls cact_tanh_f32 alone is linked from the one-file build."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src_c"))
import lists  # noqa: E402

CC = os.environ.get("CC", "cc").split()
STRICT = [*lists.STANDARD, *lists.FLAGS]
CORTEX = ["-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"]
LIMITS = {  # KB; seconds
    "libcact.so": 2600,
    "one more tanh": 60,
    "one more elu": 95,
    "one more hardshrink": 50,
    "one more operation on rows": 45,
    "compiling one instruction set": 9,
    "tanh alone, x86-64": 6,
    "tanh alone, Cortex-M4F": 6,
}


def run(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout


# So that GCC doesn't fold a copy and its original into one.
OTHERWISE = {
    "tanh": {"R(-2.0), R(4.0)": "R(-4.0), R(8.0)", "-y, y": "y, y"},
    "elu": {"R(40.0)": "R(39.0)", "R(-0.6932)": "R(-0.6933)", "y + alpha": "y - alpha"},
    "hardshrink": {"? R(0.0)": "? R(0.5)", "? R(1.0)": "? R(1.5)"},
}


def library(folder):
    """(bytes of the stripped library made of folder/src_c, seconds of the slowest file)"""
    sources = [folder / "src_c" / name for name in lists.LISTS["CORE"]]

    def compiled(source):
        begin = time.monotonic()
        flags = ["-O3", *STRICT, "-fPIC", "-fvisibility=hidden"]
        include = [f"-I{ROOT}/include", f"-I{folder}/src_c"]
        run(*CC, *flags, *include, "-c", source, "-o", source.with_suffix(".o"))
        return time.monotonic() - begin

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        seconds = max(pool.map(compiled, sources))
    run(*CC, "-shared", "-s", "-o", folder / "libcact.so", *(s.with_suffix(".o") for s in sources))
    return (folder / "libcact.so").stat().st_size, seconds


def edit(path, change):
    old = path.read_text()
    new = change(old)
    assert new != old, path
    path.write_text(new)


def one_more(folder, name):
    """Adds a function like `name`, under another one."""
    twin, activations = f"{name}_twin", folder / "src_c" / "activations"
    own = rf"static INLINE [^\n]*\b(?:A\({name}(?:_\w+)?\)|{name}_mend)\("  # what other files use stays where it is
    whole = (activations / f"{name}.h").read_text()
    text = "\n".join(re.findall(rf"^(?:{own}[^\n]*}}|{own}.*?^}})$", whole, flags=re.S | re.M))
    mend = re.search(rf"^static INLINE double {name}_mend", text, flags=re.M)
    text = re.sub(rf"\bA\({name}((?:_\w+)?)\)", rf"A({twin}\1)", text).replace(f"{name}_mend", f"{twin}_mend")
    if mend:  # for double alone
        body = re.search(rf"^static INLINE double {twin}_mend\(.*?}}$", text, flags=re.S | re.M)[0]
        text = text.replace(body, f"#if REAL_BITS == 64\n{body}\n#endif")
    if name == "tanh":
        text = re.sub(r"\n(static INLINE real A\(tanh_twin\))", r"\n\1", text)
        defines = re.search(r"#define TANH.*\n", whole)[0]
        text = f"{defines}\n{text}\n#undef TANH_CLAMP\n"
    for old, new in OTHERWISE[name].items():
        assert old in text, old
        text = text.replace(old, new)
    (activations / f"{twin}.h").write_text(text + "\n")

    def row(table):
        line = re.search(rf"^ACTIVATION\({name},.*?\)\n(?=ACTIVATION|/\*)", table, flags=re.M | re.S)[0]
        table = table.replace(line, line + line.replace(f"({name},", f"({twin},"))
        softmax = '#include "activations/softmax.h"'
        return table.replace(softmax, f'#include "activations/{twin}.h"\n{softmax}')

    edit(folder / "src_c" / "activations.def", row)


def one_more_on_rows(folder):
    """Adds a gradient with a formula of its own."""

    def row(table):
        line = re.search(r"^CACT_ROWS\(softmax_backward,.*?\)\n", table, flags=re.S | re.M)[0]
        twin = line.replace("(softmax_backward,", "(softmax_backward_twin,").replace(
            "CACT_SOFTMAX_BACKWARD,", "CACT_TWIN,"
        )
        value = re.search(r"^CACT_VALUE\(softmax_dx,.*\n", table, flags=re.M)[0]
        return table.replace(line, line + twin.replace("softmax_dx", "twin_dx")).replace(
            value, value + value.replace("softmax_dx", "twin_dx")
        )

    def formula(text):
        body = re.search(r"^static INLINE real A\(softmax_dx\)\(.*?^}\n", text, flags=re.S | re.M)[0]
        return text.replace(body, body + body.replace("softmax_dx", "twin_dx").replace("-w->b", "w->b"))

    edit(folder / "src_c" / "rows" / "rows.def", row)
    edit(folder / "src_c" / "activations" / "softmax.h", formula)


def alone(folder, cc, flags, link):
    """Bytes of cact's functions in a program that calls one."""
    main, core, program = folder / "main.c", folder / "core.o", folder / "program"
    main.write_text(
        '#include "cact.h"\nint main(void) {\n    float x = 1;\n    cact_tanh_f32(&x, &x, 1);\n    return (int)x;\n}\n'
    )
    core_flags = ["-O3" if cc == CC else "-O2", *STRICT, *flags, "-ffunction-sections", "-fdata-sections"]
    run(*cc, *core_flags, f"-I{ROOT}/include", "-c", ROOT / "src_c" / "cact.c", "-o", core)
    run(*cc, *flags, *link, f"-I{ROOT}/include", main, core, "-Wl,--gc-sections", "-o", program)
    prefix = "arm-none-eabi-" if flags else ""
    own = set(re.findall(r" [tT] (\S+)", run(f"{prefix}nm", core)))
    there = re.findall(r"^\w+ (\w+) [tT] (\S+)$", run(f"{prefix}nm", "-S", program), re.M)
    return sum(int(size, 16) for size, name in there if name in own)


def measured(changes):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "src_c", folder / "src_c")
        changes(folder)
        return library(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    size, seconds = measured(lambda folder: None)
    figures = {"libcact.so": size / 1000, "compiling one instruction set": seconds}
    for name in ("tanh", "elu", "hardshrink"):
        figures[f"one more {name}"] = (measured(lambda folder, name=name: one_more(folder, name))[0] - size) / 1000
    figures["one more operation on rows"] = (measured(one_more_on_rows)[0] - size) / 1000
    with tempfile.TemporaryDirectory() as name:
        figures["tanh alone, x86-64"] = alone(Path(name), CC, [], []) / 1000
        if shutil.which("arm-none-eabi-gcc"):
            figures["tanh alone, Cortex-M4F"] = (
                alone(Path(name), ["arm-none-eabi-gcc"], CORTEX, ["--specs=nosys.specs"]) / 1000
            )
    failed = False
    for what, figure in figures.items():
        wrong = figure > LIMITS[what] and "compiling" not in what  # time is the machine's
        failed |= wrong
        unit = "s" if "compiling" in what else "KB"
        print(f"{what}: {figure:.1f} {unit} (limit {LIMITS[what]}){' TOO MUCH' if wrong else ''}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
