"""The command cact: what it understands, and what it prints. Each longer command has a module of its own."""

import argparse
import json
import os
import shlex
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Any

import cact
from cact import demo

from . import catalogue
from .extras import Missing, need

EXAMPLES = """examples:
  cact list                                 the functions, their formulas and error bounds
  cact plot elu --alpha 0.5                 elu and its derivative, in the terminal
  cact plot elu --alpha 0.5 -o elu.png      the same as a picture
  cact bench                                a minute: beside NumPy, SciPy, PyTorch, JAX
  cact demo                                 train a small network on handwritten digits
"""


LINKING = {"cflags": "where cact.h is", "libs": "the library", "cmakedir": "where find_package(cact) looks"}


def parser() -> argparse.ArgumentParser:
    def as_it_stands(prog: str) -> argparse.HelpFormatter:
        return argparse.RawDescriptionHelpFormatter(prog, max_help_position=32)

    main = argparse.ArgumentParser(
        prog="cact",
        description="Activation functions and their derivatives for CPUs.",
        epilog=EXAMPLES,
        formatter_class=as_it_stands,
    )
    main.add_argument("--version", action="version", version=f"cact {cact.__version__}")
    linking = main.add_argument_group("for compilers of C programs (combined, they print one line)")
    for option, help in LINKING.items():
        linking.add_argument(f"--{option}", dest="linking", action="append_const", const=option, help=help)
    commands = main.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def command(name: str, call: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help[0].upper() + help[1:])
        made.set_defaults(call=call)
        return made

    listing = command("list", run_list, "the functions: formulas, parameters, error bounds")
    listing.add_argument("--json", action="store_true", help="for programs")
    add_plot(command("plot", run_plot, "a function and its derivative, in a picture or in the terminal"))
    bench = command("bench", run_bench, "what calls take beside NumPy and what else is installed")
    known = catalogue.of_one_array()
    bench.add_argument("functions", nargs="*", metavar="FUNCTION", help=f"default: all of {', '.join(known)}")
    bench.add_argument("--size", type=positive, nargs="+", default=[4096, 1048576], help="default: 4096 1048576")
    bench.add_argument("--seconds", type=float, default=60, help="for all together; default: %(default)s")
    bench.add_argument("-o", "--out", metavar="FILE", help="a picture of the times, too")
    command("check", run_check, "does anything in this process break the promises?")
    command("info", run_info, "version, instruction sets and threads")
    trial = command("demo", run_demo, "train a small network on handwritten digits")
    trial.add_argument("--activation", choices=list(demo.formulas()), default="elu", help="default: %(default)s")
    trial.add_argument("--epochs", type=positive, default=60, help="default: %(default)s")
    trial.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    trial.add_argument("--out", default="cact-demo", help="folder for picture and weights; default: %(default)s")
    trial.add_argument("--library", help="libcact.a: run the trained network from C, too")
    return main


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {number}")
    return number


def add_plot(plot: argparse.ArgumentParser) -> None:
    functions = plot.add_subparsers(dest="function", metavar="FUNCTION", title="functions", required=True)
    for name, function in catalogue.functions().items():
        one = functions.add_parser(name, help=function.formula, description=f"{name}: {function.formula}")
        for parameter, default in catalogue.parameters(function).items():
            usual = 1.0 if default is None else default
            words: dict[str, Any] = {"metavar": "NUMBER", "help": "default: %(default)s"}
            one.add_argument(f"--{parameter}", dest=f"given_{parameter}", type=float, default=usual, **words)
        one.add_argument("--range", type=float, nargs=2, default=[-8.0, 8.0], metavar=("LOW", "HIGH"), help="of x")
        one.add_argument("-o", "--out", metavar="FILE", help="a .png, .svg ...; without, it is drawn in the terminal")


def linking(options: list[str]) -> list[str]:
    library = cact.get_library()
    cmake = os.path.join(os.path.dirname(library), "cmake", "cact")
    words = {"cflags": "-I" + cact.get_include(), "libs": library, "cmakedir": cmake}
    return [word for option, word in words.items() if option in options]


def run_plot(options: argparse.Namespace) -> int:
    from . import plot

    function = catalogue.functions()[options.function]
    given = {name: getattr(options, f"given_{name}") for name in catalogue.parameters(function)}
    low, high = options.range
    return plot.run(function, given, low, high, options.out)


def run_bench(options: argparse.Namespace) -> int:
    from . import bench

    return bench.run(options.functions, options.size, options.seconds, options.out)


def run_demo(options: argparse.Namespace) -> int:
    need("demo", "matplotlib", "sklearn", "tqdm")
    return demo.run(options)


def run_info(options: argparse.Namespace) -> int:
    print(f"cact {cact.__version__}, running {cact.isa()}; this CPU has {', '.join(cact.isas())}")
    print(f"threads for a large array: {cact.get_num_threads()}")
    return 0


def run_check(options: argparse.Namespace) -> int:
    faults = 0
    for isa in cact.isas():
        cact.use_isa(isa)
        fault = cact.self_test()
        faults += fault is not None
        print(f"{isa}: {fault or 'as promised'}")
    return int(faults > 0)


def run_list(options: argparse.Namespace) -> int:
    functions = catalogue.functions().values()
    if options.json:
        print(json.dumps([as_json(function) for function in functions], indent=2))
        return 0
    lines: list[tuple[str, ...]] = [("function", "formula", "parameters", "ULP", "ULP of the derivative")]
    for f in functions:
        given = catalogue.parameters(f).items()
        usual = ", ".join(name if value is None else f"{name} = {value:g}" for name, value in given)
        lines.append((f.name, f.formula, usual, *(f"{bound:g}" for bound in f.bounds or ())))
    widths = [max(len(line[k]) for line in lines if k < len(line)) for k in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    print(
        "\nULP: the largest error there may be, in float32 and float64; of those along an axis help(cact.NAME) tells."
    )
    print("Beside each stand its derivative, NAME_prime, and products with it; cact.exact.NAME is rounded correctly.")
    return 0


def as_json(function: catalogue.Function) -> dict[str, Any]:
    bounds = dict(zip(("function", "derivative"), function.bounds)) if function.bounds else None
    return {
        "name": function.name,
        "formula": function.formula,
        "along_an_axis": function.rows,
        "parameters": [{"name": name, "default": value} for name, value in catalogue.parameters(function).items()],
        "bounds_ulp": bounds,
        "functions": function.operations,
    }


def main(arguments: list[str] | None = None) -> int:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # where a terminal lacks the dots of a plot
    known = parser()
    options = known.parse_args(arguments)
    if options.linking:
        print(" ".join(shlex.quote(word) for word in linking(options.linking)))
        return 0
    if options.command is None:
        known.print_help()
        return 0
    try:
        status: int = options.call(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        sys.stderr.close()
        return 0
    except (Missing, OSError, ValueError) as error:
        print(f"cact {options.command}: {error}", file=sys.stderr)
        return 1
    return status
