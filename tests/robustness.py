"""docs/robustness.md, and the figures it is made of: what was run for how long, and what it found.

python tests/robustness.py                           the page, from docs/robustness.json
make fuzz SECONDS=3600 ARGS=--write                  the C fuzzers for an hour each, and their figures on the page
make fuzz-python SECONDS=3600 ARGS=--write           likewise
make coverage, make mutants                          write theirs"""

import argparse
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = ROOT / "docs" / "robustness.json"

HEAD = """# Robustness

What was tried to get a wrong result, a read or a write outside an array, or a crash out of cact, and how long. Made by
`python tests/robustness.py` of figures that the tools below wrote down; each is one command, and CI runs the fuzzers for a
minute each.

## Found by these tools

| what | now |
|---|---|
| AVX2: one float read beyond an array of stride 2 | mended |
| an operation outside its enum, NULL for a function: a crash, or writes outside the output | refused with -1 |
| softmax of one finite entry: 1 - 2^-24 for some of them | exactly 1 |
| gradients of rows: NaN or infinity where a sum overflows and the result does not | within their bound |
| elu' at -inf, alpha above 1.8e308: the least number | 0 |
| log_softmax of floats 4.44 ULP off, softmax of doubles 4.04, where the bound was 4 | the bound is 5 |
| softmax's Jacobian of floats 8.63 ULP off, where the bound was 8 | the bound is 11 |
| gradients where a probability, or a product with one, is below the normal numbers: more than 8 ULP | `cact.h` says so |
| logsumexp of 2^30 floats 25 ULP off, of 2^32 0.0055 | `cact.h` says so |
"""


def record(key, value):
    """Keeps a tool's figures, and makes the page anew."""
    data = json.loads(DATA.read_text()) if DATA.exists() else {}
    commit = subprocess.run(["git", "rev-parse", "--short=7", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout
    data[key] = {**value, "date": str(date.today()), "commit": commit.strip()}
    DATA.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n")
    page()


def number(n):
    return f"{n:,}".replace(",", " ")


def fuzzed(data):
    lines = ["", "## Any bytes, any calls", "",
             "Random calls of everything in the registry: float32, float64, the half types, the exact tier; any bits, lengths, strides (negative and 0 too) of inputs,",
             "outputs and parameters, every alignment, in place, rows in every shape, and calls that must be refused. Each array",
             "lies between pages nobody may touch. On every instruction set each result is compared bit by bit with calls of one",
             "element or of one row, AVX2 with AVX-512, and its value with long double within the bounds of `cact.h` (of halves `tests/test_half.c`",
             "takes every input instead); inputs and",
             "what lies around and between must be untouched. *libFuzzer*: guided by coverage, under AddressSanitizer and",
             "UndefinedBehaviorSanitizer. *Random*: the library as it is built for use. *Hypothesis*: the Python functions.", "",
             "| what | minutes | executions | findings | command | on |", "|---|---|---|---|---|---|"]  # fmt: skip
    for key, command in (("libFuzzer", "fuzz"), ("Random", "fuzz"), ("Hypothesis", "fuzz-python")):
        if key in data:
            d = data[key]
            runs = number(d["executions"]) if d["executions"] else ""
            lines.append(f"| {key} | {d['seconds'] / 60:.0f} | {runs} | {d['findings']} | "
                         f"`make {command} SECONDS={d['asked']}` | {d['date']}, {d['commit']} |")  # fmt: skip
    return lines


def mutated(data):
    if "mutants" not in data:
        return []
    d = data["mutants"]
    by = ", ".join(f"{name or 'compiler'} {count}" for name, count in d["by"].items())
    return ["", "## Would the tests see it?", "",
            f"`make mutants` changes one operator, comparison or number of the formulas and loops at a time: {d['mutants']}",
            f"such cores were built, {d['caught']} of them caught by the C tests ({by}). {d['reasoned']} make no difference a test of",
            f"results can see; each is listed with its reason in `tests/mutants.txt`. {d['unseen']} others were not seen:",
            f"{d['caught'] / (d['caught'] + d['unseen']):.1%} of those that matter are caught. ({d['date']})"]  # fmt: skip


def covered(data):
    if "coverage" not in data:
        return []
    d = data["coverage"]
    lines = ["", "## Lines", "",
             "Lines of `src_c/` that the C tests reach, by instruction set (`make coverage`). Those they don't are in",
             "`tests/coverage.txt`, each with its reason.", "", "| instruction set | lines | reached | with a reason |",
             "|---|---|---|---|"]  # fmt: skip
    for isa, (lines_of, reached, reasoned) in d["isas"].items():
        lines.append(f"| {isa} | {lines_of} | {reached} | {reasoned} |")
    return lines


def others(data):
    lines = []
    for key, value in sorted(data.items()):
        if "text" in value:
            lines += ["", f"## {key}", "", value["text"] + f" ({value['date']})"]
    return lines


def page():
    data = json.loads(DATA.read_text())
    lines = [*HEAD.splitlines(), *fuzzed(data), *mutated(data), *covered(data), *others(data)]
    (ROOT / "docs" / "robustness.md").write_text("\n".join(lines) + "\n")


def fuzz(options):
    """Both programs, beside each other. A call may take long where a machine has other work, but not ten minutes."""
    folder, failed = Path(options.folder), False
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    guided = [f"-max_total_time={options.seconds}", "-max_len=160", "-print_final_stats=1", "-timeout=600"]
    guided += [f"-artifact_prefix={folder}/", str(folder / "corpus")]
    commands = {
        "libFuzzer": ["fuzzer", *guided],
        "Random": ["alone", "-seconds", str(options.seconds), "-seed", str(options.seed)],
    }

    def run(command):
        return subprocess.run(
            [folder / command[0], *command[1:]],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip

    with ThreadPoolExecutor() as pool:
        for name, done in zip(commands, pool.map(run, commands.values())):
            runs = re.search(r"(?:number_of_executed_units:\s*(\d+)|^(\d+) runs)", done.stdout, flags=re.M)
            count = int(runs[1] or runs[2]) if runs else 0
            print(f"{name}: {count} executions, exit status {done.returncode}")
            if done.returncode or not count:
                print("\n".join(done.stdout.splitlines()[-60:]))
                failed = True
            elif options.write:
                record(name, dict(executions=count, findings=0, seconds=options.seconds, asked=options.seconds))
    return failed


def fuzz_python(options):
    command = [options.python, "tests/test_generated.py", "--minutes", str(options.seconds / 60)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout[-8000:])
    runs = re.search(r"(\d+) generated calls", done.stdout)
    if not done.returncode and options.write:
        record("Hypothesis", dict(executions=int(runs[1]), findings=0, seconds=options.seconds, asked=options.seconds))
    return done.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["page", "fuzz", "fuzz-python"], default="page")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", default="build/robust")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--write", action="store_true", help="keep the figures")
    options = parser.parse_args()
    return {"page": lambda _: page(), "fuzz": fuzz, "fuzz-python": fuzz_python}[options.what](options)


if __name__ == "__main__":
    sys.exit(main())
