"""Formulas as MathML, which browsers draw by themselves: no JavaScript, no fonts, no LaTeX where the site is built."""

import re

from docutils.nodes import SkipNode
from latex2mathml.converter import convert

# The prime of a derivative is raised by its own shape; as an exponent it is too small to be seen.
PRIME = re.compile(r"<msup>(<(m\w+)>[^<]*</\2>)<mi>&#x02032;</mi></msup>")


def drawn(tex, display):
    return PRIME.sub(r'\1<mo lspace="0" rspace="0">&#x02032;</mo>', convert(tex, display=display))


def inline(translator, node):
    translator.body.append(drawn(node.astext(), "inline"))
    raise SkipNode


def block(translator, node):
    translator.body.append(drawn(node.astext(), "block"))
    raise SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    app.config.html_math_renderer = "mathml"
    return {"parallel_read_safe": True, "parallel_write_safe": True}
