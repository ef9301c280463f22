"""What README shows is what one gets: its Python, its C, and the links to files of the project."""

import doctest
import re

from builds import ROOT, run

README = (ROOT / "README.md").read_text()


def block(language):
    return re.search(rf"^```{language}\n(.*?)^```", README, flags=re.M | re.S)[1]


def test_the_python_example():
    result = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(block("python"), {}, "README", None, 0))
    assert result.attempted >= 5 and result.failed == 0


def test_the_c_example(tmp_path):
    assert block("c") == (ROOT / "examples" / "hello.c").read_text()
    (command,) = re.findall(r"^    (cc .* && \./hello)$", README, flags=re.M)
    for name in ("include", "src_c", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    assert run(["sh", "-c", command], cwd=tmp_path) == block("text")


def test_its_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)|(?:src|srcset)=\"([^\"]+)", README)
    files = [a or b for a, b in links]
    assert len(files) > 20 and not [f for f in files if ":" not in f and not (ROOT / f).exists()]
