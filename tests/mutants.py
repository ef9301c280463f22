"""make mutants: do the C tests see it when the core is wrong? An operator, a comparison or a number is changed in one
place, the core compiled by tcc in a blink, and hashes of fixed inputs compared. What survives is compiled by GCC, whose
code is fast, and meets more hashes, test_rows.c, test_cact.c, paths.c and random calls of the fuzzer.

make mutants                        the same 330 mutants each time: an hour on two cores, docs/robustness.json
make mutants ARGS="--count 40"      40 of them, as CI does; what has a reason isn't tried for long

The vectors of 16, 32 and 64 bytes have loops of their own, so mutants of these are built for all three. Stopped, it
goes on where it was. Mutants that survive must stand in tests/mutants.txt, each with the reason why no test can tell; a
reason without such a mutant is a failure."""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from builds import lists
from robustness import record

ROOT = Path(__file__).parent.parent
REASONS = ROOT / "tests" / "mutants.txt"
FILES = [
    *sorted(ROOT.glob("src_c/activations/*.h")),
    *sorted(ROOT.glob("src_c/math/*.h")),
    *sorted(ROOT.glob("src_c/rows/*.h")),
    *(ROOT / "src_c" / f"{name}.h" for name in "real_tpl partial_tpl elements_tpl edges_tpl convert".split()),
]
SHARE = 0.98  # of the mutants that can be told from the original
OTHERS = {
    "<": ["<=", ">"], "<=": ["<", ">"], ">": [">=", "<"], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "+": ["-"], "-": ["+"], "*": ["+"], "/": ["*"], "%": ["*"], "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="],
    "&": ["|"], "|": ["&"], "^": ["|"], "&&": ["||"], "||": ["&&"], "<<": [">>"], ">>": ["<<"],
    "|=": ["&="], "&=": ["|="],
}  # fmt: skip
TOKEN = re.compile(
    r"""(?P<skip>/\*.*?\*/|"[^"]*"|//.*?$|^[ \t]*\#[ ]*(?:include|if|ifdef|ifndef|elif|undef|else|endif|pragma)[^\n]*|\w*::|->|\+\+|--|[A-Za-z_]\w*)
      |(?P<number>0x[0-9a-fA-F.]+(?:p[-+]?\d+)?f?|\d+\.\d*(?:e[-+]?\d+)?f?|\d+u?)
      |(?P<operator>(?:<<|>>|<=|>=|==|!=|&&|\|\||[-+*/|&]=|[-+*/%<>&|^]))(?=[ \d(\w~])""",  # noqa: E501
    re.S | re.M | re.X,
)
# With stores past the caches, or what looks like them.
TCC = ["tcc", "-w", "-shared", "-DCACT_STREAM(to,from)=memcpy(to,from,CACT_VECTOR)", "-DCACT_FENCE()=(void)0",
       "-D__builtin_prefetch(at)=(void)0"]  # fmt: skip
GCC = [*"gcc -O1 -w -shared -fPIC".split(), *lists.STANDARD, *lists.FLAGS]
BUILDS = {  # (compiler, bytes of a vector)
    "tcc 32": (TCC, 32),
    "tcc 16": (TCC, 16),
    "tcc 64": (TCC, 64),
    "gcc 32": ([*GCC, "-mavx2"], 32),
    "gcc 16": (GCC, 16),
}
QUICK = [["hashes_quick"]]
SLOW = [
    *(["hashes_long"], ["hashes_rows"], ["test_cact"], ["test_half"], ["test_half_rows"], ["test_rows"]),
    *(["paths", "short"], ["fuzz", "-runs", "1500"]),
]
OF_WIDTH = (
    "partial_tpl",
    "elements_tpl",
    "edges_tpl",
    "convert",
)  # files whose code depends on the width of vectors; of others, one is enough


class Mutant(NamedTuple):
    file: str
    at: int  # in the file
    old: str
    new: str
    line: str
    nth: int  # of the line's tokens; of the file's, among equal lines

    @property
    def key(self):
        return f"{self.file} | {self.line} | {self.nth} | {self.old} -> {self.new}"


def number_changed(text):
    """The last digit that counts, up or down by one; 0 is 1, and 1 is 2."""
    digits = re.match(r"0x[0-9a-fA-F.]+|\d+\.?\d*", text)[0]
    base, at = (16, digits.rstrip(".")) if digits.startswith("0x") else (10, digits.rstrip("."))
    if "." in at and set(at.split(".")[1]) == {"0"}:
        at = at.split(".")[0]
    last = at[-1]
    new = f"{(int(last, base) + 1) % base:x}" if last not in "9fF" else "8" if base == 10 else "e"
    return at[:-1] + new + text[len(at) :]


def mutants():
    """All there are, in an order that changes elsewhere in the sources don't disturb."""
    found = []
    for path in FILES:
        text, lines = path.read_text(), Counter()
        name = str(path.relative_to(ROOT))
        for match in TOKEN.finditer(text):
            if match["skip"]:
                continue
            old = match[0]
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            # Pointers, signs after a type and sums of strings are no operators: those have a space on both sides.
            if match["operator"] and old not in "-" and text[match.end()] != " ":
                continue
            line = " ".join(text[start:end].rstrip("\\").split())
            nth = lines[line] = lines[line] + 1
            for new in OTHERS[old] if match["operator"] else [number_changed(old)]:
                found.append(Mutant(name, match.start(), old, new, line, nth))
    return sorted(found, key=lambda m: hashlib.sha256(m.key.encode()).digest())


class Bench:
    """Programs of the tests, the mutants they load, and what the original says."""

    def __init__(self, folder):
        self.folder = folder
        include = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'src_c'}"]
        self.include, self.golden, self.objects = include, {}, {}
        original = self.build("tcc 16", None, "original")
        assert original, "the core doesn't compile"
        for program, source, more in [
            ("hashes_long", "hashes.c", ["-DHASHES_N=262144", "-DHASHES_ROW=20"]),
            ("hashes_rows", "hashes.c", ["-DHASHES_N=16384", "-DHASHES_ROW=140"]),
            ("hashes_quick", "hashes.c", ["-DHASHES_N=1024", "-DHASHES_ROW=30"]),
            ("paths", "paths.c", []),
            ("test_rows", "test_rows.c", []),
            ("test_cact", "test_cact.c", []),
            ("test_half", "test_half.c", []),
            ("test_half_rows", "test_half_rows.c", []),
            ("fuzz", "fuzz/fuzz.c", ["-DALONE"]),
        ]:
            command = ["gcc", "-O2", "-w", "-std=gnu99", *more, *include, ROOT / "tests" / source]
            command += ["-o", folder / program, f"-L{original}", "-lcact", "-lm"]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        self.lock = Lock()

    def original(self, build):
        """What the library is without a change."""
        with self.lock:
            place = self.folder / ("original " + build).replace(" ", "-")
            if build not in self.objects:
                self.build(build, None, place.name)
                self.objects[build] = (place / "libcact.so").read_bytes()
            return place, self.objects[build]

    def says(self, build, command):
        """What a test says without a change; of the hashes, all of it counts."""
        place, _ = self.original(build)
        with self.lock:
            if (build, command[0]) not in self.golden:
                code, output = self.run(place, command, 900)
                assert code == 0, f"the original fails: {' '.join(command)} ({build})\n{output}"
                self.golden[build, command[0]] = output if command[0].startswith("hashes") else None
            return self.golden[build, command[0]]

    def build(self, build, mutant, name):
        """A folder with libcact.so, or None if it doesn't compile."""
        compiler, vector = BUILDS[build]
        place = self.folder / name.replace(" ", "-")
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(ROOT / "src_c", place / "src_c")
        if mutant:
            path = place / mutant.file
            text = path.read_text()
            path.write_text(text[: mutant.at] + mutant.new + text[mutant.at + len(mutant.old) :])
        baseline = place / "src_c" / "isa" / "baseline.c"
        baseline.write_text(re.sub(r"(define CACT_VECTOR) 16", rf"\1 {vector}", baseline.read_text()))
        # Stores past the caches, of arrays that tests have time for.
        threads = place / "src_c" / "threads.h"
        threads.write_text(re.sub(r"(CACT_STREAM\w*_FROM) = 1 << \d+", r"\1 = 1 << 14", threads.read_text()))
        if compiler[0] == "gcc":  # quick
            for path in place.glob("src_c/**/*.[ch]"):
                path.write_text(re.sub(r"#pragma GCC optimize.*", "", path.read_text()))
            # What it would store past the caches with: vectors of 16 bytes.
            wider = {"_mm_": "_mm256_", "_si128": "_si256", "__m128i": "__m256i", "emmintrin": "immintrin"}
            for old, new in {**wider, "_mm256_sfence": "_mm_sfence"}.items() if vector == 32 else ():
                baseline.write_text(baseline.read_text().replace(old, new))
        include = [f"-I{ROOT / 'include'}", f"-I{place / 'src_c'}"]
        command = [*compiler, *include, place / "src_c" / "cact.c", "-o", place / "libcact.so"]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        return place if done.returncode == 0 else None

    def run(self, place, command, seconds):
        try:
            done = subprocess.run(
                [self.folder / command[0], *command[1:]], env={**os.environ, "LD_LIBRARY_PATH": str(place)},
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, text=True, errors="replace",
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None, "too long"
        return done.returncode, done.stdout

    def caught(self, mutant, name, compiler, commands, seconds):
        """What sees it: "tcc 32: paths short"; "" if nothing does, None if it doesn't compile or changes no code."""
        alive = False
        for build in (build for build in BUILDS if build.startswith(compiler)):
            if alive and not any(name in mutant.file for name in OF_WIDTH):
                break
            place = self.build(build, mutant, f"{name} {build}")
            if place is None:
                return None
            if (place / "libcact.so").read_bytes() != self.original(build)[1]:
                alive = True
                for command in commands:
                    golden = self.says(build, command)
                    code, output = self.run(place, command, seconds)
                    if code != 0 or (golden is not None and output != golden):
                        shutil.rmtree(place)
                        return f"{build}: {' '.join(command)}"
            shutil.rmtree(place)
        return "" if alive else None

    def judge(self, mutant, name, known):
        """caught(), by tcc's code quickly, then by GCC's, which also compiles what tcc doesn't (shuffles). GCC may see
        through a change and make the same code of it: then nothing is changed."""
        by = self.caught(mutant, name, "tcc", QUICK, 120)
        return by if by or known else self.caught(mutant, name, "gcc", SLOW, 900)


def reasons():
    """{key: reason} of tests/mutants.txt."""
    lines = REASONS.read_text().splitlines() if REASONS.exists() else []
    rows = [line.rsplit(" | ", 1) for line in lines if line and not line.startswith("#")]
    return dict(rows)


class Store:
    """What was caught before, of the same sources: tests may have grown, but hardly worse."""

    def __init__(self):
        text = b"".join(path.read_bytes() for path in sorted(ROOT.glob("src_c/**/*.*")))
        self.file = ROOT / "build" / "robust" / f"mutants-{hashlib.sha256(text).hexdigest()[:16]}.json"
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.caught = json.loads(self.file.read_text()) if self.file.exists() else {}

    def add(self, key, by):
        if by != "":
            self.caught[key] = by
            self.file.write_text(json.dumps(self.caught, indent=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=330, help="how many mutants")
    parser.add_argument("--file", help="only those of files with this in their name")
    parser.add_argument("--verbose", action="store_true", help="what catches each")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    chosen = [m for m in mutants() if not options.file or options.file in m.file][: options.count]
    known, results, store = reasons(), {}, Store()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))

        def judge(number):
            mutant = chosen[number]
            if mutant.key in store.caught:
                return mutant, store.caught[mutant.key]
            return mutant, bench.judge(mutant, str(number), mutant.key in known and options.count < 300)

        with ThreadPoolExecutor(options.workers) as pool:
            try:
                for done in as_completed([pool.submit(judge, number) for number in range(len(chosen))]):
                    mutant, by = done.result()
                    results[mutant.key] = by
                    store.add(mutant.key, by)
                    if options.verbose:
                        print(f"{by!r}: {mutant.key}", flush=True)
                    if by == "" and mutant.key not in known:
                        print(f"survives: {mutant.key}", flush=True)
            finally:
                pool.shutdown(cancel_futures=True)
    seen = Counter(" ".join(by.split()[2:3]) for by in results.values() if by)
    alive = [key for key, by in results.items() if by == ""]
    viable = [key for key, by in results.items() if by is not None]
    unknown = [key for key in alive if key not in known]
    stale = [key for key in known if results.get(key, "") or key not in results]
    caught = len(viable) - len(alive)
    share = caught / max(1, caught + len(unknown))
    print(
        f"{len(viable)} mutants, {caught} caught, {len(alive) - len(unknown)} known to make no difference that a test "
        f"can see, {len(unknown)} not seen: {share:.1%}; by {dict(seen)}"
    )
    complete = options.count >= 300 and not options.file
    for key in stale if complete else ():
        print(f"caught, or no longer there: {key}")
    if complete:
        figures = dict(mutants=len(viable), caught=caught, reasoned=len(alive) - len(unknown), unseen=len(unknown))
        record("mutants", figures | {"by": dict(sorted(seen.items()))})
    return share < SHARE or bool(complete and stale)


if __name__ == "__main__":
    sys.exit(main())
