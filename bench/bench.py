"""Time and error of everything cact computes, beside a loop that copies and beside other libraries: make bench.

The C level (contenders.c) and the Python level. What is compared runs in turns in one process on one core; the least of
many measurements counts, over several pairs of buffers. Each contender's worst error in ULP, over a stride of all
floats (float64: random ones), stands beside its time."""

import argparse
import os
import platform
import warnings
from pathlib import Path

import numpy as np
import report
from c_level import CLevel, against
from measured import CORES, ROOT
from peers import installed
from python_level import PythonLevel

import cact

FIELDS = "level,function,op,type,contender,isa,layout,shape,ns,median,multiple,max_ulp".split(",")


def cpu_name():
    if os.path.exists("/proc/cpuinfo"):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if "model name" in line:
                return line.split(":")[1].strip()
    return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contenders", default="build/bench/contenders.so", help="the C level")
    parser.add_argument("--quick", action="store_true", help="few sizes: about a minute")
    parser.add_argument("--level", choices=["C", "Python"], help="only this one")
    parser.add_argument(
        "--write", action="store_true", help="docs/performance-ISA.csv, pages and pictures, README's table"
    )
    parser.add_argument(
        "--against", metavar="OLD.so", help="only the C level, and that of another build in turns with it"
    )
    options = parser.parse_args()
    if CORES:
        os.sched_setaffinity(0, {max(CORES)})
    if options.against:
        print(f"{'ns per element':74}      old      new  ratio")
        for line in against(
            *(CLevel(str(Path(path).resolve()), True) for path in (options.against, options.contenders))
        ):
            print(line, flush=True)
        return
    warnings.simplefilter("ignore")
    peers, missing = installed()
    compiler = os.popen(f"{os.environ.get('CC', 'cc')} --version").readline().strip()
    commit = (
        os.popen(f"git -C {ROOT} describe --always --dirty --exclude '*' 2>/dev/null").read().strip()
        or cact.__version__
    )
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}, cact {commit}"
    machine = f"{cpu_name()}, {cact.isa()}, {compiler}, {versions}"
    print(machine)
    if missing:
        print(f"not installed, so not compared: {', '.join(missing)} (make bench PEERS=1)")
    rows = []
    if options.level != "Python":
        level = CLevel(str(Path(options.contenders).resolve()), options.quick)
        for peer, package in {"SLEEF 1.0": "libsleef-dev", "oneDNN": "libdnnl-dev"}.items():
            if peer not in {c.peer for c in level.all}:
                print(f"{peer} isn't compared: no {package}")
        rows += level.rows()
    if options.level != "C":
        rows += PythonLevel(peers, options.quick).rows()
    table = report.Table(FIELDS, rows, machine, cact.isa())
    if options.write:
        table.write()
        report.write_pages(readme=table)
    print(table.text())


if __name__ == "__main__":
    main()
