"""One page for every function in the registry. docs/functions/NAME.md says what only a person can say; picture, values,
errors, speed, examples and the API around it come from the registry, from cact itself and from the measurements.

A new function needs no line in this file."""

import csv
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import figures
import numpy as np
import report
from declarations import cdef
from figures import DOCS, MADE
from sphinx.errors import ExtensionError
from written import DEFAULTS, ELEMENTS, NAMES, ON_ROWS, OPS, parameters, written

import cact

ROOT = DOCS.parent
WORDS = {
    "": "function",
    "_prime": "derivative",
    "_backward": "gradient, from x",
    "_backward_from_y": "gradient, from y",
}

INPUTS = {
    False: "float32 over all 2^32 inputs, float64 over 10^8.",
    True: "random rows of 1 to 32000 entries, by their length and the number of the draw.",
}


def operations(name):
    return [name + op for op in OPS if hasattr(cact, name + op)]


# ---- tables ----------------------------------------------------------------------------------------------------------


def table(head, lines):
    return report.markdown(head, lines) if lines else ""


def number(v):
    """As Python prints it, with a minus that is one."""
    return f"{v:.6g}".replace("-", "\N{MINUS SIGN}").replace("nan", "NaN").replace("inf", "\N{INFINITY}")


def values(name):
    """What cact gives where people ask: at 0 above all."""
    points = np.array([-np.inf, -1.0, -0.0, 0.0, 1.0, np.inf, np.nan])
    with np.errstate(all="ignore"):
        y, slope = figures.curve(name, points, *DEFAULTS.get(name, ()))
    lines = [[f"**{title}**", *map(number, result)] for title, result in (("f(x)", y), ("f '(x)", slope))]
    return table(["x", *map(number, points)], lines)


def accuracy(name):
    lines = []
    for operation in operations(name):
        op = operation.removeprefix(name)
        key = op.removeprefix("_") or "forward"
        found = [report.worst_errors().get((name, key, tier)) for tier in ("f32", "f64", "exact")]
        if any(found):
            cells = [
                f"{f[0]:.2f} at {f[1]}" if f and f[1] not in ("", "0") else f"{f[0]:.2f}" if f else ""
                for f in found[:2]
            ]
            bound = ELEMENTS[name]["bounds"]["f32"][bool(op)] if name in ELEMENTS else None
            bounds = [f"{bound:g}"] if bound is not None else []
            lines.append([WORDS[op], *bounds, *cells, f"{found[2][0]:.2f}" if found[2] else ""])
    head = ["error in ULP", *(["promised"] if name in ELEMENTS else []), "float32, worst", "float64, worst", "`exact`"]
    return table(head, lines)


@cache
def measured():
    return [report.Table.read(path) for path in sorted(DOCS.glob("performance-*.csv"))]


def speed(name):
    parts = []
    for machine in measured():
        cells = {}
        rows = [r for r in machine.select(level="Python", layout="out of place") if r["type"] in ("f32", "exact")]
        for r in rows:
            operation = r["function"] + ("_prime" if r["op"] == "prime" else "")
            if operation in operations(name) and r["contender"] != "copy":
                cells.setdefault((operation, r["shape"]), {})[r["contender"]] = r
        contenders = list(dict.fromkeys(c for found in cells.values() for c in found))

        def text(r):
            error = report.ulp(r["max_ulp"])
            return f"{r['ns']:.2f}" + (f" ({error})" if error else "")

        lines = [
            [f"{WORDS[operation.removeprefix(name)]}, n = {shape}", *(text(f[c]) if c in f else "" for c in contenders)]
            for (operation, shape), f in cells.items()
            if shape in ("16", "4096", "65536", "4000x16", "500x128", "64x1000", "2x32000")
        ]
        if lines:
            parts.append(f"{machine.machine}:\n\n" + table(["", *contenders], lines))
    return "\n\n".join(parts) or "Not measured yet; `make bench ARGS=--write` does it."


def frameworks(name):
    lines = []
    for r in csv.DictReader((DOCS / "frameworks.csv").open()):
        if r["function"] == name:
            pairs = [pair.split("=") for pair in r["parameters"].split()]
            passed = ", ".join(f"`{theirs}` is `{ours}`" for theirs, ours in pairs)
            defaults = ", ".join(f"`{pair}`" for pair in r["defaults"].split())
            lines.append([r["framework"], f"`{r['spelling']}`", passed, defaults, r["note"]])
    return (
        table(["", "spelling", "parameters", "defaults", ""], lines) or "Nobody of PyTorch, JAX, Keras and ONNX has it."
    )


# ---- C ---------------------------------------------------------------------------------------------------------------


@cache
def prototypes():
    text = re.sub(r"\s+", " ", cdef())
    return dict(re.findall(r"void (cact_\w+)\(([^)]*)\);", text))


def program(name):
    """A C program that prints a function and its derivative, written after the prototypes in cact.h."""
    inputs = [-2.0, -0.5, 0.0, 3.0]
    declared, calls, outputs = [], [], []
    for operation, result in ((name, "y"), (f"{name}_backward" if name in ON_ROWS else f"{name}_prime", "d")):
        arguments = []
        for argument in prototypes()[f"cact_{operation}_f32"].split(", "):
            word = re.search(r"\w+$", argument)[0]
            if argument.startswith("const float *") and word == "dy":
                arguments.append("dy")
                declared.append("dy[4] = {1, 0, 0, 0}")
            elif argument.startswith("const float *"):
                arguments.append(word)
                declared.append(
                    f"{word}[4] = {{{', '.join(map(str, inputs))}}}".replace(".0", ".0f").replace("0.5", "0.5f")
                )
            elif argument.startswith("float *"):
                arguments.append(result if not outputs or result not in outputs else word)
                outputs.append(arguments[-1])
            elif argument.startswith("size_t"):
                arguments.append("4" if word == "n" else "1")
            else:
                arguments.append(f"{dict(parameters(name))[word]}f")
        calls.append(f"    cact_{operation}_f32({', '.join(arguments)});")
    declared += [f"{output}[4]" for output in outputs]
    printed = f'    for (int i = 0; i < 4; i++) printf("%4g %12.9g %12.9g\\n", x[i], y[i], {outputs[-1]}[i]);'
    if name in ON_ROWS and not cact.ufuncs.__dict__[name].signature.endswith("(n)"):  # one result of a row
        printed = f'    printf("%.9g\\n", y[0]);\n{printed.replace(" %12.9g", "", 1).replace(" y[i],", "")}'
    lines = [
        "#include <stdio.h>",
        '#include "cact.h"',
        "",
        "int main(void) {",
        f"    float {', '.join(dict.fromkeys(declared))};",
    ]
    return "\n".join([*lines, *calls, printed, "    return 0;", "}", ""])


def in_c(name):
    folder = MADE / "c"
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"{name}.c"
    source.write_text(program(name))
    library = ROOT / "build" / "libcact.a"
    command = ["cc", "-std=c99", "-O2", "-I", ROOT / "include", "-o", folder / name, source, library, "-lm"]
    subprocess.run(list(map(str, command)), check=True)
    printed = subprocess.run([str(folder / name)], check=True, capture_output=True, text=True).stdout
    return f"```c\n{source.read_text()}```\n\nprints x, the function and its derivative:\n\n```text\n{printed}```\n"


# ---- the page --------------------------------------------------------------------------------------------------------

PAGE = """# {name}: {title}

{intro}

```{{picture}} {name}
{name} and its derivative, drawn by cact.
```

$${formula}$$

$${derivative}$$

Range: {range}. {parameters}

## Values

{values}

{about_values}

{sections}

(accuracy-{name})=
## Accuracy

{accuracy}

The worst that was found, with the input that gives it: {inputs}
Python and C run the same kernels, so that these are the errors of `cact.{name}` and of `cact_{name}_f32`; `exact` is
`cact.exact.{name}` and `cact_exact_{name}_f32`. A correctly rounded result is off by 0.50 at most.
[How it is measured](../accuracy.md).

## Speed

Nanoseconds per element from Python, float32, by the number of elements (rows: by the shape); in brackets the worst
error in ULP over a stride of all floats, *inf* where a NaN is lost. [More](../performance.md).

{speed}

## In Python

```{{eval-rst}}
{api}
```

## In C

{c}
All functions: [the C API](../c-api.md).

## In other libraries

{frameworks}

## Further reading

{reading}
"""


def compose(name):
    head, text = written(name)
    intro, *rest = re.split(r"^## ", text, flags=re.M)
    sections = {part.partition("\n")[0].strip(): part.partition("\n")[2].strip() for part in rest}
    reading = sections.pop("Further reading")
    about_values = sections.pop("About the values", "")
    given = [f"`{p}`, {default:g} unless it is given" for p, default in parameters(name)]
    if name in ON_ROWS:
        first = "The first of three entries is x, the others are 0; f ' is its own derivative."
        about_values = f"{first} {about_values}".strip()
    defaults = ", ".join(f"{p} = {default:g}" for p, default in parameters(name))
    return PAGE.format(
        name=name,
        title=head["title"],
        intro=intro.strip(),
        formula=head["formula"],
        derivative=head["derivative"],
        range=head["range"],
        parameters=f"Parameter: {', '.join(given)}." if given else "",
        values=values(name),
        about_values=f"{f'For {defaults}. ' if defaults else ''}{about_values}",
        sections="\n\n".join(f"## {title}\n\n{body}" for title, body in sections.items()),
        accuracy=accuracy(name),
        inputs=INPUTS[name in ON_ROWS],
        speed=speed(name),
        api="\n".join(f".. autofunction:: cact.{operation}\n" for operation in operations(name)),
        c=in_c(name),
        frameworks=frameworks(name),
        reading=reading,
    )


def prepare(app):
    """Everything that pages share is drawn, and what nobody has written is asked for, before the first is read."""
    try:
        heads = {name: written(name)[0] for name in NAMES}
    except ValueError as error:
        raise ExtensionError(str(error)) from error
    strays = {path.stem for path in (DOCS / "functions").glob("*.md")} - set(NAMES) - {"index"}
    if strays:
        raise ExtensionError(f"docs/functions holds {', '.join(sorted(strays))}, which the registry doesn't")
    for name in NAMES:
        shown = [float(value) for value in heads[name].get("shown", "").split(",") if value]
        figures.of_function(name, DEFAULTS.get(name, ()), shown)
    figures.of_all(NAMES, DEFAULTS)
    figures.together([*DEFAULTS, "softmax"], DEFAULTS)
    with ThreadPoolExecutor() as pool:
        app.cact_pages = dict(zip(NAMES, pool.map(compose, NAMES)))


def put_around(app, docname, source):
    """The text of a function's page; the list of all, and what they share, where a page says so."""
    folder, _, name = docname.rpartition("/")
    if folder == "functions" and name in NAMES:
        source[0] = app.cact_pages[name]
    if "SHARED-RULES" in source[0]:
        sentences = re.split(r"(?<=[\w)])\.\s+", cact.activations._SHARED)
        rules = [f"- {s[0].upper()}{' '.join(s[1:].split()).rstrip('.')}." for s in sentences]
        source[0] = source[0].replace("SHARED-RULES", "\n".join(rules))
    if "LIST-OF-FUNCTIONS" in source[0]:
        up = "" if folder else "functions/"
        lines = []
        for function in NAMES:
            head, _ = written(function)
            lines.append([f"[{function}]({up}{function}.md)", head["title"], head["range"], f"${head['formula']}$"])
        source[0] = source[0].replace("LIST-OF-FUNCTIONS", table(["", "", "range", "formula"], lines))


def outdated(app, env, added, changed, removed):
    """Pages that are put together anew each time, since they are made of more than their own file."""
    marks = re.compile("LIST-OF-FUNCTIONS|SHARED-RULES|C-HEADER|LATENCY-TABLE")
    return [d for d in env.found_docs if d.startswith("functions/") or marks.search(env.doc2path(d).read_text())]


def without_shared_rules(app, what, name, thing, options, lines):
    """They are the same on every page: one link instead."""
    text, rules = "\n".join(lines), " ".join(cact.activations._SHARED.split())
    paragraphs = text.split("\n\n")
    kept = [p if " ".join(p.split()) != rules else "What all functions share: :doc:`/python`." for p in paragraphs]
    lines[:] = "\n\n".join(kept).split("\n")


def setup(app):
    app.connect("builder-inited", prepare)
    app.connect("env-get-outdated", outdated)
    app.connect("source-read", put_around)
    app.connect("autodoc-process-docstring", without_shared_rules, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
