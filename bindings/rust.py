"""The crates cact-sys, which is cact.h, and cact: a safe function for each, generic over its types."""

import re
from pathlib import Path

from api import HEADER, ROOT, TIERS

FOLDER = Path(__file__).parent / "rust"
MADE = "// Made by bindings/generate.py."
WORDS = {"float": "f32", "double": "f64", "uint16_t": "u16", "size_t": "usize", "intptr_t": "isize", "int": "c_int",
         "char": "c_char", "void": "c_void"}  # fmt: skip
IMPLEMENTED = {"f32": "f32", "f64": "f64", "f16": "crate::F16", "bf16": "crate::BF16"}
RAW = {"f32": "f32", "f64": "f64", "f16": "u16", "bf16": "u16"}
KEYWORDS = {"type", "in", "match", "move", "loop", "yield", "box"}


# ---- cact-sys --------------------------------------------------------------------------------------------------------


def declared(text):
    """(name, type) of a C declaration or argument."""
    constant, word, star, name = re.fullmatch(r"(const )?(\w+) ?(\*?)(\w*)", text.strip()).groups()
    word = WORDS.get(word, word)
    name = f"r#{name}" if name in KEYWORDS else name
    return name, (f"*{'const' if constant else 'mut'} {word}" if star else word)


def fields(text):
    """Of a struct: double low, high; is two of them."""
    for member in filter(None, (m.strip() for m in text.split(";"))):
        head, *more = member.split(", ")
        for declaration in [head, *(head.rpartition(" ")[0] + " " + name for name in more)]:
            yield declared(re.sub(r" \*(?=\*)", " ", declaration))


def system(text):
    """cact_ffi.h in Rust."""
    version = dict(re.findall(r"#define CACT_(\w+) (\d+)", (ROOT / "include" / "cact.h").read_text()))
    lines = [
        "//! cact.h as it stands, of which the crate cact is the safe form.",
        MADE,
        "#![allow(non_camel_case_types)]",
        "",
        "use std::os::raw::{c_char, c_int, c_void};",
        "",
        "/// What this is made for; [`cact_abi`] tells the library's.",
        f"pub const CACT_ABI: c_int = {version['ABI']};",
    ]
    functions = []
    for line in text.splitlines()[1:]:
        if found := re.fullmatch(r"typedef int (\w+);", line):
            lines.append(f"pub type {found[1]} = c_int;")
        elif found := re.fullmatch(r"enum \{ (.*?) \};", line):
            lines += [f"pub const {name}: c_int = {i};" for i, name in enumerate(found[1].split(", "))]
        elif found := re.fullmatch(r"typedef struct (\w+) \{ (.*) \} \w+;", line):
            members = "".join(f"    pub {name}: {kind},\n" for name, kind in fields(found[2]))
            lines.append(f"\n#[derive(Clone, Copy)]\n#[repr(C)]\npub struct {found[1]} {{\n{members}}}")
        else:
            result, name, arguments = re.fullmatch(r"(.*?)(\w+)\((.*)\);", line).groups()
            taken = [] if arguments == "void" else [": ".join(declared(a)) for a in arguments.split(", ")]
            _, gives = declared(result)
            functions.append(f"    pub fn {name}({', '.join(taken)})" + (f" -> {gives};" if gives != "c_void" else ";"))
    return "\n".join([*lines, '\n#[rustfmt::skip]\nextern "C" {', *functions, "}", ""])


# ---- cact ------------------------------------------------------------------------------------------------------------


def comment(call, indent):
    return [f"{indent}/// {says}".rstrip() for says in "\n\n".join(call.says).split("\n")]


def pointer_of(call):
    """The type of the function, of raw values R and a parameter P."""
    arrays = [f"*{'mut' if a.output else 'const'} R" for a in call.arrays]
    return f'unsafe extern "C" fn({", ".join([*arrays, *["usize"] * len(call.sizes), *["P"] * len(call.params)])})'


def function(call, indent, in_place=False):
    arrays, y = call.arrays, call.arrays[-1]
    slices = [f"{a.name}: {'&mut [T]' if a.output else '&[T]'}" for a in ([y] if in_place else arrays)]
    shape, params = ["shape: Rows"] if call.rows else [], [f"{p.name}: T::Param" for p in call.params]
    name = call.name + ("_in_place" if in_place else "")
    lines = [f"/// [`{call.name}`], of which `{y.name}` is the input, too."] if in_place else comment(call, "")
    lines += ["#[track_caller]", f"pub fn {name}<T: Real>({', '.join([*slices, *shape, *params])}) {{"]
    if call.rows:
        if "inner" not in call.sizes:
            lines.append('    assert!(shape.inner == 1, "cact: a Jacobian is of rows along the last axis");')
        lines += [f"    fits({a.name}.len(), [{', '.join(f'shape.{s}' for s in a.extent)}]);"
                  for a in ([y] if in_place else arrays)]  # fmt: skip
        sizes = [f"shape.{s}" for s in call.sizes]
    else:
        lengths = [f"{a.name}.len()" for a in arrays]
        lines.append("    let n = " + (f"{y.name}.len();" if in_place else f"same([{', '.join(lengths)}]);"))
        sizes = ["n"]
    passed = [f"{a.name}.as_{'mut_' if a.output else ''}ptr().cast()" for a in arrays]
    if in_place:
        lines.append(f"    let {y.name} = {y.name}.as_mut_ptr().cast();")
        passed = [y.name, y.name]
    lines.append("    // SAFETY: the lengths are those that C takes them for.")
    lines += [
        f"    unsafe {{ (T::TABLE.{call.name})({', '.join([*passed, *sizes, *(p.name for p in call.params)])}) }}",
        "}",
    ]
    return [indent + line if line else line for line in lines]


def tier(calls, types, indent):
    """What Real is, for whom, and the functions."""
    table = [f"pub {c.name}: {pointer_of(c)}," for c in calls]
    lines = [
        "/// What arrays hold.",
        "pub trait Real: Copy + crate::sealed::Sealed {",
        "    #[doc(hidden)]",
        "    type Raw: 'static;",
        "    /// What parameters are: `f64` of `f64`, else `f32`.",
        "    type Param: Copy + 'static;",
        "    #[doc(hidden)]",
        "    const TABLE: &'static Table<Self::Raw, Self::Param>;",
        "}",
        "",
        "#[doc(hidden)]",
        "pub struct Table<R, P> {",
        *(f"    {line}" for line in table),
        "}",
    ]
    for t in types:
        param = "f64" if t == "f64" else "f32"
        lines += ["", f"impl Real for {IMPLEMENTED[t]} {{", f"    type Raw = {RAW[t]};", f"    type Param = {param};",
                  "    const TABLE: &'static Table<Self::Raw, Self::Param> = &Table {",
                  *(f"        {c.name}: sys::{c.in_c(t)}," for c in calls), "    };", "}"]  # fmt: skip
    lines = [indent + line if line else line for line in lines]
    for call in calls:
        lines += ["", *function(call, indent)]
        if not call.op and len(call.arrays) == 2 and call.arrays[0].extent == call.arrays[1].extent:
            lines += ["", *function(call, indent, in_place=True)]
    return lines


def functions(calls):
    lines = [MADE, "use crate::{fits, same, sys, Rows};", ""]
    lines += tier([c for c in calls if not c.tier], TIERS[""], "")
    lines += ["", "/// The exact tier: correctly rounded, or all but always so.", "pub mod exact {",
              "    use crate::{fits, same, sys, Rows};", ""]  # fmt: skip
    lines += [*tier([c for c in calls if c.tier], TIERS["exact_"], "    "), "}", ""]
    return "\n".join(lines)


def files(calls):
    version = re.findall(r"define CACT_VERSION_\w+ (\d+)", (ROOT / "include" / "cact.h").read_text())
    made = {FOLDER / "cact-sys" / "src" / "lib.rs": system(HEADER.read_text()),
            FOLDER / "cact" / "src" / "functions.rs": functions(calls)}  # fmt: skip
    for name in ("cact-sys", "cact"):
        path = FOLDER / name / "Cargo.toml"
        made[path] = re.sub(r'(?m)^version = ".*"', f'version = "{".".join(version)}"', path.read_text())
    return made
