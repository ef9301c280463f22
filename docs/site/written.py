"""Which functions there are, and what a person has said of each in docs/functions/NAME.md."""

from pathlib import Path

import cact
from cact import _core

DOCS = Path(__file__).parent.parent
OPS = ("", "_prime", "_backward", "_backward_from_y")
KEYS = ("title", "formula", "derivative", "range")
SECTIONS = ("When to use it", "Advantages", "Drawbacks", "Further reading")
ELEMENTS = {row["name"]: row for row in _core.registry()}
# On rows: what has a ufunc with a signature and isn't made of another.
ON_ROWS = sorted(
    (
        name
        for name in cact.ufuncs.__all__
        if getattr(cact.ufuncs, name).signature and not name.endswith(OPS[1:]) and name not in ELEMENTS
    ),
    key=len,
)
NAMES = [*ELEMENTS, *ON_ROWS]


def parameters(name):
    """[(name, default), ...] of a function: the one place that knows how the registry says so."""
    row = ELEMENTS.get(name)
    return [(param, default) for param, default, *_ in row["params"]] if row else []


DEFAULTS = {name: [default for _, default in parameters(name)] for name in ELEMENTS}


def written(name, docs=DOCS):
    """What a person has said of a function: {key: value} from between the first two lines of dashes, and the text."""
    path = docs / "functions" / f"{name}.md"
    needed = (
        f"write docs/functions/{name}.md: between two lines of --- {', '.join(KEYS)}, then a few sentences and the "
        f"sections {', '.join(SECTIONS)} (docs/functions/elu.md is an example)"
    )
    if not path.exists():
        raise ValueError(f"{name} is in the registry, but nobody has said what it is good for: {needed}")
    _, head, text = path.read_text().split("---\n", 2)
    head = dict(line.split(": ", 1) for line in head.splitlines())
    missing = [key for key in KEYS if key not in head] + [s for s in SECTIONS if f"\n## {s}\n" not in text]
    if missing:
        raise ValueError(f"docs/functions/{name}.md lacks {' and '.join(missing)}: {needed}")
    return head, text
