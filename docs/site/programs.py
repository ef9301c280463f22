"""A directive: the page's own program, run when the page is built; its text, what it printed, and its pictures.

    ```{run} gradients.py
    ```
A program draws with site/figures.py; where its pictures stand, {picture} says.

    ```{picture} norms
    What it shows, in words.
    ```
"""

import os
import subprocess
import sys

from docutils import nodes
from docutils.parsers.rst import directives
from figures import DOCS, MADE, THEMES
from sphinx.util.docutils import SphinxDirective


class Picture(SphinxDirective):
    """One that is drawn: its name, and in the content what it shows. Of its two images the theme shows one; a wide
    one has a least width, and scrolls where the window is narrower."""

    required_arguments, has_content, option_spec = 1, True, {"wide": directives.flag}

    def run(self):
        files = {theme: MADE.relative_to(DOCS) / f"{self.arguments[0]}-{theme}.svg" for theme in THEMES}
        words, wide = " ".join(self.content), ["wide"] if "wide" in self.options else []
        box = nodes.container(classes=["pictures"])
        for theme, file in files.items():
            box += nodes.image(uri=f"/{file}", alt=words, classes=[f"only-{theme}", "picture", *wide])
        return [box]


class Run(SphinxDirective):
    required_arguments = 1

    def run(self):
        path = DOCS / "programs" / self.arguments[0]
        self.env.note_dependency(str(path))
        MADE.mkdir(parents=True, exist_ok=True)
        folders = os.pathsep.join(map(str, (DOCS / "site", DOCS.parent / "bench", DOCS.parent / "include")))
        environment = os.environ | {"PYTHONPATH": folders, "PYTHONWARNINGS": "ignore", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(
            [sys.executable, str(path)], capture_output=True, text=True, cwd=MADE, env=environment, check=False
        )
        if done.returncode:
            raise self.error(f"{path.name} failed:\n{done.stderr[-2000:]}")
        printed = [nodes.literal_block(done.stdout, done.stdout, language="text")] if done.stdout else []
        code = nodes.literal_block(path.read_text(), path.read_text(), language="python")
        summary = f"<details class='program'><summary>The program ({path.name})</summary>"
        return [*printed, nodes.raw("", summary, format="html"), code, nodes.raw("", "</details>", format="html")]


def setup(app):
    app.add_directive("run", Run)
    app.add_directive("picture", Picture)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
