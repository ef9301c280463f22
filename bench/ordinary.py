"""Worst errors on ordinary inputs, from -8 to 8 in steps of 2^-12, of cact, the formula typed in NumPy, and PyTorch;
bench.py measures those over all floats. python bench/ordinary.py --write puts them into docs/ordinary.csv."""

import argparse
import csv

import numpy as np
from measured import ROOT
from oracle import DEFINITIONS, ulp_error
from peers import installed

import cact
from cact import _core

PAGE = ROOT / "docs" / "ordinary.csv"
X = (np.arange(-8 * 4096, 8 * 4096 + 1) / 4096).astype(np.float32)


def errors():
    peers = {name: calls for name, calls in installed()[0].items() if name in ("NumPy", "PyTorch")}
    for row in _core.registry():
        name = row["name"]
        if len(row["inputs"]) > 1:
            continue  # of gates no other library has the same
        usual = [np.longdouble(np.float32(default)) for _, default, *_ in row["params"]]
        for derivative in (False, True):
            op = "_prime" if derivative else ""
            exact = DEFINITIONS[name][derivative](X.astype(np.longdouble), *usual)
            calls = {"cact": lambda x, y: getattr(cact, name + op)(x, out=y)}
            calls |= {of: found[name, op] for of, found in peers.items() if (name, op) in found}
            for of, call in calls.items():
                y = np.empty_like(X)
                result = call(X, y)
                got = np.asarray(y if result is None else result, np.float32)
                yield name, op.removeprefix("_") or "forward", of, f"{np.nanmax(ulp_error(got, exact)):.4g}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="docs/ordinary.csv")
    options = parser.parse_args()
    found = list(errors())
    for line in found:
        print(*line, sep=", ")
    if options.write:
        with PAGE.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("function", "op", "of", "ulp"), *found])
