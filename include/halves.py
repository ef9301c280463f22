"""The prototypes of the half types in cact.h, made of those of float: arrays hold uint16_t, a parameter stays float.
python include/halves.py prints the header with them, --write writes it."""

import re
import sys
import textwrap
from pathlib import Path

HEADER = Path(__file__).with_name("cact.h")
BEGIN = "/* From here on by include/halves.py. */\n"
END = "/* To here. */\n"
TYPES = ["f16", "bf16"]


def prototypes(text):
    """Of each tier a block for every function, like the one it is made of."""
    blocks = {"": [], "exact_": []}
    for block in text.split("\n\n"):
        for tier in blocks:
            found = re.findall(rf"CACT_API (void cact_{tier}(?!exact_)\w+_)f32\((.*?)\);", block, re.S)
            if found:
                blocks[tier].append("".join(declaration(*f, half) for f in found for half in TYPES))
    return "\n".join(b for tier in blocks.values() for b in tier)


def declaration(start, arguments, half):
    begin = f"CACT_API {start}{half}("
    arguments = re.sub(r"\s+", " ", re.sub(r"\bfloat \*", "uint16_t *", arguments))
    # A const and what it belongs to stay on one line.
    words = [a.replace(" ", "~") for a in arguments.split(", ")]
    lines = textwrap.wrap(", ".join(words) + ");", 120 - len(begin), break_on_hyphens=False)
    return begin + ("\n" + " " * len(begin)).join(lines).replace("~", " ") + "\n"


def with_halves(text):
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + prototypes(before) + END + rest.partition(END)[2]


if __name__ == "__main__":
    made = with_halves(HEADER.read_text())
    if "--write" in sys.argv:
        HEADER.write_text(made)
    else:
        print(made, end="")
