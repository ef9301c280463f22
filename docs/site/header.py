"""The C API, from include/cact.h alone, where a page says C-HEADER.

hawkmoth and Breathe want a comment above every function, and libclang or Doxygen beside it. cact.h says once, above a
family of functions, what holds for all of it, and puts a remark behind a line: 80 lines render that as it stands."""

import re

from declarations import HEADER

TOKEN = re.compile(r"/\*.*?\*/|typedef struct \w+ \{.*?\} \w+;|typedef int \w+;\s+enum \{.*?\};|CACT_API [^;]*;", re.S)


def plain(comment):
    """Its text without the frame: lines, without the common margin."""
    lines = [re.sub(r"^ ?\* ?", "", line) for line in comment[2:-2].split("\n")]
    lines[0] = lines[0].strip()
    return re.sub(r" ?-{3,}", "", "\n".join(lines)).strip()


def escaped(text):
    return re.sub(r"([\\`*_{}\[\]<>#$|])", r"\\\1", text)


def paragraphs(text):
    """Markdown: indented lines, which are tables, as they stand."""
    parts = []
    for paragraph in re.split(r"\n\s*\n|\n(?=  \S)|(?<=\.)\n(?=[A-Z])", text):
        lines = paragraph.split("\n")
        if all(line.startswith("  ") for line in lines if line):
            joined = parts and parts[-1].startswith("```")
            before = parts.pop().removesuffix("```") if joined else "```text\n"
            parts.append(before + "\n".join(line.removeprefix("  ") for line in lines) + "\n```")
        else:
            parts.append(escaped(paragraph))
    return "\n\n".join(parts)


def rendered():
    text = HEADER.read_text()
    contract, _, body = text.partition('extern "C" {')
    says = plain(re.match(r"/\*.*?\*/", contract, re.S)[0]).split("\n\n", 1)[1]  # behind the title
    parts = ["## What holds for all functions", paragraphs(says)]
    functions, end = [], 0

    def flush(remark=""):
        if functions:
            indented = "\n                ".join(functions)
            parts.append(f"```{{eval-rst}}\n.. c:function:: {indented}\n\n   {remark}\n```")
            functions.clear()

    for found in TOKEN.finditer(body):
        token, same_line = found[0], "\n" not in body[end : found.start()]
        end = found.end()
        if token.startswith("CACT_API"):
            functions.append(re.sub(r"\s+", " ", token.removeprefix("CACT_API ").removesuffix(";")))
        elif token.startswith("typedef"):
            flush()
            parts.append(f"```c\n{token}\n```")
        elif same_line and functions:  # a remark behind a function
            *before, last = functions
            functions[:] = before
            flush()
            functions.append(last)
            flush(plain(token))
        else:
            flush()
            says = plain(token)
            if token.startswith("/* ----"):
                title, _, rest = re.match(r"([^:.\n]*)([:.]?)\s*(.*)", says, re.S).groups()
                parts.append(f"## {escaped(title)}")
                says = rest
            parts.append(paragraphs(says))
    flush()
    return "\n\n".join(parts)


def put_in(app, docname, source):
    if "C-HEADER" in source[0]:
        source[0] = source[0].replace("C-HEADER", rendered())


def setup(app):
    app.connect("source-read", put_in)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
