"""The site: make docs. Pages are MyST; what is drawn, run and computed for them stands in site/."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / folder) for folder in ("site", "../bench", "../include")]

import cact  # noqa: E402

project, author, copyright = "cact", "the authors of cact", "the authors of cact"
version = release = cact.__version__
html_title = f"cact {version}"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.doctest", "numpydoc"]
extensions += ["functions", "header", "latency", "mathml", "programs"]  # ours, in site/
exclude_patterns = ["_build", "live", "site", "programs"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
myst_heading_anchors = 3
numpydoc_class_members_toctree = numpydoc_show_class_members = False
autodoc_typehints = "none"  # the sections say it in words
toc_object_entries = False

# Plain files, with nothing from anywhere else: they open from a folder, without a server and without JavaScript.
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = html_copy_source = html_show_copyright = html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1d4f91", "color-brand-content": "#1d4f91"},
    "dark_css_variables": {"color-brand-primary": "#8ab8ff", "color-brand-content": "#8ab8ff"},
}
linkcheck_timeout, linkcheck_retries = 20, 2
linkcheck_exclude_documents = ["performance-.*"]
