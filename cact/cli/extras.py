"""What isn't there without an extra: NumPy alone is needed to run cact."""

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any


class Missing(Exception):
    """Said before anything is written."""


def need(extra: str, *modules: str) -> None:
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise Missing(f"{', '.join(missing)} can't be imported; to install what is needed: pip install cact[{extra}]")


def progress(items: Iterable[Any], **options: Any) -> Iterable[Any]:
    """A bar in a terminal; nothing elsewhere."""
    if find_spec("tqdm") is None:
        if sys.stderr.isatty():
            print(f"{options['desc']}: at work (pip install cact[plot] for a bar)", file=sys.stderr)
        return items
    from tqdm import tqdm

    bar: Iterable[Any] = tqdm(items, disable=None, leave=False, file=sys.stderr, **options)
    return bar
