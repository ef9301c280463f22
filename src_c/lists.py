"""lists.mk for Python: CORE, and flags by their names."""

import re
from pathlib import Path

HERE = Path(__file__).parent
LISTS = {
    name: words.split() for name, words in re.findall(r"^(\w+) = (.*)$", (HERE / "lists.mk").read_text(), flags=re.M)
}
CORE = [HERE / name for name in LISTS["CORE"]]
STANDARD, FLAGS, STRICT, HARDENED = (LISTS[name] for name in ("STANDARD", "FLAGS", "STRICT", "HARDENED"))
