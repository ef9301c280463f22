"""make dist: cact.h and one cact.c that includes nothing else of cact, for those who put it among their own sources.

    python src_c/amalgamate.py FOLDER

cact.c with what it includes put in its place, again each time it is included; the comments stand where it is included
first. Of conditions only those on what chooses a part of a table (PARTS) are resolved."""

import re
import sys
from pathlib import Path

from lists import HERE, VERSION

PARTS = {"CACT_FORMULAS", "DESCRIPTION"}
HEADER = HERE.parent / "include" / "cact.h"
GUARDED = re.compile(r"^#ifndef (\w+_H)\n#define \1$", re.M)
HEAD = """/* cact {}, the whole core in one file, made of the project's sources, where each part is a file of its own.
 * Compile it beside your own, with cact.h in reach. Apache-2.0. */
"""


def without_comments(text):
    return re.sub(r"\n[ \t]*(?=\n)|[ \t]+$", "", re.sub(r"/\*.*?\*/", " ", text, flags=re.S), flags=re.M)


class Amalgamation:
    def __init__(self):
        self.seen, self.defined, self.lines = set(), set(), []

    def text(self, path):
        text = path.read_text()
        if path in self.seen:
            text = "" if GUARDED.search(text) else without_comments(text)
        self.seen.add(path)
        return text.strip("\n")

    def add(self, path):
        left_out = []  # of each #if: does it leave out what is here? None: it stays as it is
        for line in self.text(path).split("\n"):
            word, _, rest = line.partition(" ")
            what = rest.split()[0].partition("(")[0] if rest.split() else ""
            if word.startswith("#if"):
                known = word in ("#ifdef", "#ifndef") and what in PARTS
                left_out.append((what in self.defined) == (word == "#ifndef") if known else None)
            known = word[:3] in ("#if", "#el", "#en") and left_out[-1] is not None
            if known and word == "#else":
                left_out[-1] = not left_out[-1]
            if word == "#endif":
                left_out.pop()
            if not known and True not in left_out:
                self.add_line(line, word, what, path)

    def add_line(self, line, word, what, path):
        if word == "#define" and what in PARTS:
            self.defined.add(what)
        if word == "#undef":
            self.defined.discard(what)
        if word != "#include" or what[0] == "<":
            self.lines.append(line)
        elif what != '"cact.h"':
            beside = path.parent / what[1:-1]
            self.add((beside if beside.exists() else HERE / what[1:-1]).resolve())
        elif HEADER not in self.seen:
            self.seen.add(HEADER)
            self.lines.append(line)


def one_file():
    made = Amalgamation()
    made.add(HERE / "cact.c")
    return HEAD.format(VERSION) + re.sub(r"\n{3,}", "\n\n", "\n".join(made.lines)) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cact.h").write_text(HEADER.read_text())
    (folder / "cact.c").write_text(one_file())
    print(folder)
