"""include/cact.hpp: cact.hpp.in, and in it each function as a template over its arrays."""

import textwrap
from pathlib import Path

from api import ROOT, number

START = Path(__file__).with_name("cact.hpp.in")


def wrapped(begin, words, end="", width=120):
    """A list in parentheses, as clang-format breaks it."""
    lines = textwrap.wrap("\0".join(words).replace(" ", "~").replace("\0", ", ") + end, width - len(begin))
    return begin + ("\n" + " " * len(begin)).join(lines).replace("~", " ")


def comment(call):
    return "\n".join(textwrap.wrap(" ".join(call.says), 120, initial_indent="/// ", subsequent_indent="/// "))


def template(call, arguments, body):
    names = [f"T{a.name}" for a in call.arrays]
    head = f"template <{', '.join(f'class {n}' for n in names)}>"
    given = [f"{n} &&{a.name}" if a.output else f"const {n} &{a.name}" for n, a in zip(names, call.arrays)]
    return "\n".join([head, wrapped(f"void {call.name}(", [*given, *arguments], ") {"), *body, "}"])


def function(call):
    names = [f"T{a.name}" for a in call.arrays]
    passed = [f"detail::{'out' if a.output else 'in'}({a.name})" for a in call.arrays]
    params = [f"parameter<{names[0]}> {p.name} = {number(p.usual)}" for p in call.params]
    if call.rows:
        params = ["rows shape"]
        check = [f"    detail::fits(\"{call.name}\", {a.name}, {{{', '.join(f'shape.{s}' for s in a.extent)}}});"
                 for a in call.arrays]  # fmt: skip
        if "inner" not in call.sizes:
            check.insert(0, f'    if (shape.inner != 1) detail::refuse("{call.name}");')
        sizes = [f"shape.{s}" for s in call.sizes]
    else:
        check = [f'    const std::size_t n = detail::same("{call.name}", {", ".join(a.name for a in call.arrays)});']
        sizes = ["n"]
    functions = [call.in_c(t) if t in call.types else "nullptr" for t in ("f32", "f64", "f16", "bf16")]
    body = [
        *check,
        wrapped("    const auto f = detail::of(", [*functions, *(a.name for a in call.arrays)], ");"),
        wrapped("    f(", [*passed, *sizes, *(p.name for p in call.params)], ");"),
    ]
    text = f"{comment(call)}\n{template(call, params, body)}"
    if call.rows:  # of one row
        row = next(a.name for a in call.inputs[::-1] if "n" in a.extent)
        arguments = [f"std::forward<T{a.name}>({a.name})" if a.output else a.name for a in call.arrays]
        one = wrapped(f"    {call.name}(", [*arguments, f"rows{{1, std::size({row}), 1}}"], ");")
        text += f"\n/// Of one row.\n{template(call, [], [one])}"
    return text


def files(calls):
    text = START.read_text()
    for tier, place in (("", "@FUNCTIONS@"), ("exact_", "@EXACT@")):
        text = text.replace(place, "\n\n".join(function(c) for c in calls if c.tier == tier))
    return {ROOT / "include" / "cact.hpp": text}
