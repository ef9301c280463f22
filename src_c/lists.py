"""lists.mk for Python: CORE, and flags by their names; and the version, which stands in cact.h."""

import re
from pathlib import Path

HERE = Path(__file__).parent
LISTS = {
    name: words.split() for name, words in re.findall(r"^(\w+) = (.*)$", (HERE / "lists.mk").read_text(), flags=re.M)
}
VERSION = ".".join(re.findall(r"define CACT_VERSION_\w+ (\d+)", (HERE.parent / "include" / "cact.h").read_text()))
CORE = [HERE / name for name in LISTS["CORE"]]
STANDARD, FLAGS, STRICT, HARDENED = (LISTS[name] for name in ("STANDARD", "FLAGS", "STRICT", "HARDENED"))
