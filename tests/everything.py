"""Programs that call everything a binding has, once with lengths that fit and once with an output that is too short,
and print the bits of the outputs; and the same by C's functions. Used by test_languages.py."""

import struct
import sys
from math import prod

import cffi
import numpy as np
from builds import ROOT

sys.path.insert(0, str(ROOT / "bindings"))
import api
from golang import exported

VALUES = np.array([-3, 0.75, -0.5, 2, 7, -0.0, 0.125, -1.25, 1.5, -6, 4])
SHAPE, PARAMETERS = {"outer": 2, "n": 3, "inner": 2}, (0.25, 1.25)


def shape_of(call):
    return SHAPE if "inner" in call.sizes else {**SHAPE, "inner": 1}


def length(call, array):
    return prod(shape_of(call)[size] for size in array.extent) if call.rows else 7


def stored(kind):
    """VALUES, all of which any type has, as what lies in memory."""
    if kind == "bf16":
        return [bits >> 16 for bits in np.array(VALUES, "f4").view("u4").tolist()]
    if kind == "f16":
        return np.array(VALUES, "f2").view("u2").tolist()
    return VALUES.tolist()


def hexadecimal(value, kind):
    return f"{value:04x}" if isinstance(value, int) else struct.pack(">f" if kind == "f32" else ">d", value).hex()


def by_c(library):
    """The lines that a program prints."""
    ffi, lines = cffi.FFI(), []
    ffi.cdef(api.HEADER.read_text())
    lib = ffi.dlopen(str(library))
    for call in api.calls(library):
        for kind in call.types:
            values = stored(kind)
            arrays = [
                ffi.new(
                    f"{api.TYPES[kind]}[]",
                    [0 if a.output else values[(i + 3 * k) % 11] for i in range(length(call, a))],
                )
                for k, a in enumerate(call.arrays)
            ]
            sizes = [shape_of(call)[s] for s in call.sizes] if call.rows else [7]
            getattr(lib, call.in_c(kind))(*arrays, *sizes, *PARAMETERS[: len(call.params)])
            outputs = [hexadecimal(v, kind) for a, made in zip(call.arrays, arrays) if a.output for v in made]
            lines.append(" ".join([call.in_c(kind), *outputs]))
    return lines


def program(head, block, tail, library):
    """block(call, type, lengths of the arrays, what follows them, its name in C) is what calls one."""
    blocks = [
        block(call, kind, [length(call, a) for a in call.arrays], PARAMETERS[: len(call.params)], call.in_c(kind))
        for call in api.calls(library)
        for kind in call.types
    ]
    return head + "\n".join(blocks) + tail


# ---- C++ -------------------------------------------------------------------------------------------------------------

CPP = {"f32": "float", "f64": "double", "f16": "cact::f16", "bf16": "cact::bf16"}
CPP_HEAD = """#include <cact.hpp>
#include <cstdio>
#include <cstring>
template <class T> std::vector<T> given(int k, std::size_t n);
{given}
template <class T> void say(const std::vector<T> &a) {{
    for (T v : a) {{
        unsigned long long bits = 0;
        std::memcpy(&bits, &v, sizeof v);
        std::printf(" %0*llx", int(2 * sizeof v), bits);
    }}
}}
template <class Call> void refused(const char *name, Call call) {{
    try {{ call(); }} catch (const std::invalid_argument &) {{ return; }}
    std::printf("%s takes an output that is too short\\n", name);
}}
int main() {{
"""
CPP_GIVEN = """template <> std::vector<{0}> given<{0}>(int k, std::size_t n) {{
    const {0} values[11] = {{{1}}};
    std::vector<{0}> a(n);
    for (std::size_t i = 0; i < n; i++) a[i] = values[(i + 3 * std::size_t(k)) % 11];
    return a;
}}"""


def cpp_block(call, kind, lengths, parameters, name):
    t, scope = CPP[kind], "cact::exact" if call.tier else "cact"
    lines = [f"std::vector<{t}> a{k}({n});" if a.output else f"auto a{k} = given<{t}>({k}, {n});"
             for k, (a, n) in enumerate(zip(call.arrays, lengths))]  # fmt: skip
    rest = (
        [f"cact::rows{{2, 3, {shape_of(call)['inner']}}}"]
        if call.rows
        else [f"{'double' if kind == 'f64' else 'float'}({p})" for p in parameters]
    )
    statement = f"{scope}::{call.name}({', '.join([*(f'a{k}' for k in range(len(lengths))), *rest])});"
    says = "".join(f" say(a{k});" for k, a in enumerate(call.arrays) if a.output)
    lines += [statement, f'std::printf("{name}");{says} std::printf("\\n");', f"a{len(lengths) - 1}.pop_back();",
              f'refused("{name}", [&] {{ {statement} }});']  # fmt: skip
    return "    { " + " ".join(lines) + " }"


def cpp(library):
    given = "\n".join(CPP_GIVEN.format(t, ", ".join(f"{t}{{{v}}}" for v in stored(kind))) for kind, t in CPP.items())
    return program(CPP_HEAD.format(given=given), cpp_block, "\n}\n", library)


# ---- Rust ------------------------------------------------------------------------------------------------------------

RUST = {"f32": "f32", "f64": "f64", "f16": "cact::F16", "bf16": "cact::BF16"}
RUST_HEAD = """#![allow(clippy::all)]
use std::panic::{{catch_unwind, AssertUnwindSafe}};
trait Value: Copy {{
    const VALUES: [Self; 11];
    const NONE: Self;
    fn hex(self) -> String;
}}
{given}
fn given<T: Value>(k: usize, n: usize) -> Vec<T> {{ (0..n).map(|i| T::VALUES[(i + 3 * k) % 11]).collect() }}
fn text<T: Value>(a: &[T]) -> String {{ a.iter().map(|v| " ".to_string() + &v.hex()).collect() }}
fn refused(name: &str, call: impl FnOnce()) {{
    if catch_unwind(AssertUnwindSafe(call)).is_ok() {{ println!("{{name}} takes an output that is too short"); }}
}}
fn main() {{
    std::panic::set_hook(Box::new(|_| ()));
"""
RUST_GIVEN = """impl Value for {0} {{
    const VALUES: [Self; 11] = [{1}];
    const NONE: Self = {2};
    fn hex(self) -> String {{ format!("{{:0{3}x}}", self.{4}) }}
}}"""


def rust_block(call, kind, lengths, parameters, name):
    t, scope = RUST[kind], "cact::exact" if call.tier else "cact"
    lines = [f"let mut a{k} = vec![<{t}>::NONE; {n}];" if a.output else f"let a{k} = given::<{t}>({k}, {n});"
             for k, (a, n) in enumerate(zip(call.arrays, lengths))]  # fmt: skip
    rest = (
        [f"cact::Rows {{ outer: 2, n: 3, inner: {shape_of(call)['inner']} }}"] if call.rows else [*map(str, parameters)]
    )
    given = [f"&{'mut ' if a.output else ''}a{k}" for k, a in enumerate(call.arrays)]
    statement = f"{scope}::{call.name}({', '.join([*given, *rest])});"
    says = " + &".join(f"text(&a{k})" for k, a in enumerate(call.arrays) if a.output)
    lines += [statement, f'println!("{name}{{}}", {says});']
    if not call.op and len(lengths) == 2 and lengths[0] == lengths[1]:
        same = f"{scope}::{call.name}_in_place({', '.join(['&mut a2', *rest])});"
        lines += ["let mut a2 = a0.clone();", same, f'if text(&a2) != text(&a1) {{ println!("{name} in place"); }}']
    lines += [f"a{len(lengths) - 1}.pop();", f'refused("{name}", || {statement[:-1]});']
    return "    { " + " ".join(lines) + " }"


def rust(library):
    def values(kind, t):
        return [f"{t}({v})" if kind in ("f16", "bf16") else repr(v) for v in stored(kind)]

    given = "\n".join(RUST_GIVEN.format(t, ", ".join(values(kind, t)), f"{t}(0)" if "16" in kind else "0.0",
                                        {"f32": 8, "f64": 16}.get(kind, 4), "0" if "16" in kind else "to_bits()")
                      for kind, t in RUST.items())  # fmt: skip
    return program(RUST_HEAD.format(given=given), rust_block, "\n}\n", library)


# ---- Go --------------------------------------------------------------------------------------------------------------

GO = {"f32": "float32", "f64": "float64", "f16": "cact.Float16", "bf16": "cact.BFloat16"}
GO_HEAD = """package main

import (
	"cact"
	"fmt"
	"math"
)

func given[T cact.Real](k, n int) []T {{
	var values [11]T
	switch v := any(&values).(type) {{
{given}
	}}
	a := make([]T, n)
	for i := range a {{
		a[i] = values[(i+3*k)%11]
	}}
	return a
}}

func say[T cact.Real](a []T) {{
	for _, value := range a {{
		switch v := any(value).(type) {{
		case float32:
			fmt.Printf(" %08x", math.Float32bits(v))
		case float64:
			fmt.Printf(" %016x", math.Float64bits(v))
		default:
			fmt.Printf(" %04x", v)
		}}
	}}
}}

func refused(name string, call func()) {{
	defer func() {{
		if recover() == nil {{
			fmt.Println(name, "takes an output that is too short")
		}}
	}}()
	call()
}}

func main() {{
"""


def go_block(call, kind, lengths, parameters, name):
    t = GO[kind]
    lines = [f"a{k} := make([]{t}, {n})" if a.output else f"a{k} := given[{t}]({k}, {n})"
             for k, (a, n) in enumerate(zip(call.arrays, lengths))]  # fmt: skip
    rest = [f"cact.Rows{{2, 3, {shape_of(call)['inner']}}}"] if call.rows else [*map(str, parameters)]
    statement = f"cact.{exported(call.tier + call.name)}({', '.join([*(f'a{k}' for k in range(len(lengths))), *rest])})"
    last = f"a{len(lengths) - 1}"
    lines += [statement, f'fmt.Print("{name}")', *(f"say(a{k})" for k, a in enumerate(call.arrays) if a.output),
              "fmt.Println()", f"{last} = {last}[1:]", f'refused("{name}", func() {{ {statement} }})']  # fmt: skip
    return "\tfunc() { " + "; ".join(lines) + " }()"


def go(library):
    def values(kind):
        return ["math.Copysign(0, -1)" if str(v) == "-0.0" else str(v) for v in stored(kind)]

    given = "\n".join(
        f"\tcase *[11]{t}:\n\t\t*v = [11]{t}{{{', '.join(f'{t}({v})' for v in values(kind))}}}"
        for kind, t in GO.items()
    )
    return program(GO_HEAD.format(given=given), go_block, "\n}\n", library)
