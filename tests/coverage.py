"""make coverage: every line of src_c reached by the C tests, on each instruction set, or listed with its reason.

Builds the core with GCC's --coverage, runs PROGRAMS, and asks gcov. Lines nobody reached must
stand in tests/coverage.txt ("instruction sets | file | line | reason"); what stands there and was reached, or is no
longer there, is a failure as well."""

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from builds import CORE, lists
from robustness import record

ROOT = Path(__file__).parent.parent
REASONS = ROOT / "tests" / "coverage.txt"
PROGRAMS = ["paths", "test_cact", "test_half", "test_half_rows"]  # the longest first
FLAGS = ["-O1", "-w", *lists.STANDARD, *lists.FLAGS, "-fopenmp"]


def call(command, **more):
    return subprocess.run([str(c) for c in command], check=True, **more)


def built(folder):
    """Programs linked with an instrumented core. Without GCC's pragmas: at -O3, it wouldn't know its lines any more."""
    sources = folder / "src_c"
    shutil.copytree(ROOT / "src_c", sources)
    for path in sources.glob("**/*.[ch]"):
        path.write_text(re.sub(r"#pragma GCC optimize\(.*", "", path.read_text()))
    parts = [sources / part.relative_to(ROOT / "src_c") for part in CORE]
    include = [f"-I{ROOT / 'include'}", f"-I{sources}"]

    def compile(part):
        call(["gcc", *FLAGS, "--coverage", *include, "-c", part, "-o", part.with_suffix(".o")])
        return part.with_suffix(".o")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compile, parts))
    for name in PROGRAMS:
        source, end = ROOT / "tests" / f"{name}.c", ["--coverage", "-fopenmp", "-lm", "-o", folder / name]
        call(["gcc", "-O2", "-w", "-std=gnu99", *include, source, *objects, *end])
    return parts


def lines_of(part, folder):
    """{(file, line): how often} of one compiled part."""
    call(["gcov", "--json-format", "--object-directory", part.parent, part.with_suffix(".gcda")], cwd=folder,
         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    found = defaultdict(int)
    for report in folder.glob("*.gcov.json.gz"):
        for file in json.loads(gzip.decompress(report.read_bytes()))["files"]:
            path = Path(folder, file["file"]).resolve()
            if path.is_relative_to(folder / "src_c"):
                for line in file["lines"]:
                    found[str(path.relative_to(folder)), line["line_number"]] += line["count"]
        report.unlink()
    return found


def reasons():
    rows = REASONS.read_text().splitlines() if REASONS.exists() else []
    return [tuple(cell.strip() for cell in row.split(" | ")) for row in rows if row and not row.startswith("#")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--short", action="store_true", help="paths without most large arrays; finds too few lines reached"
    )
    parser.add_argument("--write", action="store_true", help="keep the figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        parts = built(folder)

        def run(program):
            more = ["short"] if program == "paths" and options.short else []
            call([folder / program, *more], env={**os.environ, "OMP_NUM_THREADS": "4"}, stdout=subprocess.DEVNULL)

        with ThreadPoolExecutor(os.cpu_count()) as pool:  # each adds its counts to the others' files
            list(pool.map(run, PROGRAMS))
        counts, isas = {}, {}
        for part in parts:
            group = part.stem if part.parent.name == "isa" else "others"
            for place, count in lines_of(part, folder).items():
                counts[(group, *place)] = counts.get((group, *place), 0) + count
    text = {path: (ROOT / path).read_text().splitlines() for path in {path for _, path, _ in counts}}
    listed, used, missed = reasons(), set(), []
    for group in sorted({group for group, _, _ in counts}):
        places = [(path, line) for g, path, line in counts if g == group]
        away = [(path, line) for path, line in places if not counts[group, path, line]]
        if len(away) == len(places):
            print(f"{group}: this CPU can't run it")
            continue
        reasoned = 0
        for path, line in sorted(away):
            words = text[path][line - 1].strip()
            hits = {row for row in listed if group in row[0].split() and row[1] == path and row[2] == words}
            used |= hits
            reasoned += bool(hits)
            if not hits:
                missed.append(f"{group} | {path} | {words} | (line {line})")
        isas[group] = len(places), len(places) - len(away), reasoned
        print(f"{group}: {len(places)} lines, {len(places) - len(away)} reached, {reasoned} with a reason")
    stale = [row for row in listed if row not in used]
    for line in missed:
        print("not reached:", line)
    for row in stale:
        print("reached, or no longer there:", " | ".join(row))
    if options.write and not missed and not stale:
        record("coverage", dict(isas=isas))
    return bool(missed or stale)


if __name__ == "__main__":
    sys.exit(main())
