"""The interactive page: make live

Builds cact and live.c to WebAssembly, and live.c with the library of this machine, which says what bits to expect. All
that and the page's script and style go into one file, which needs nothing else and so works without a server, too."""

import argparse
import base64
import gzip
import itertools
import json
import platform
import re
import subprocess
import sys
from pathlib import Path

from cffi import FFI

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "src_c"))
import lists  # noqa: E402

FLAGS = ["-O2", *lists.STANDARD, *lists.FLAGS, "-Wall", "-Wextra", "-Werror"]
WASM = "-target wasm32-wasi -mexec-model=reactor -Wl,--strip-all -s".split()


def compiled(compiler, output, *sources):
    include = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'src_c'}"]
    subprocess.run([*compiler, *FLAGS, *include, "-o", output, HERE / "live.c", *sources], check=True)
    return output


def native(path):
    """live.c's functions, declared as they stand there."""
    ffi = FFI()
    text = (HERE / "live.c").read_text()
    functions = re.findall(r"^LIVE\((.+), (\w+)\)(\(.*?\))", text, re.M)
    ffi.cdef("".join(f"{kind} {name}{arguments};\n" for kind, name, arguments in functions))
    return ffi, ffi.dlopen(str(path))


class Expected:
    """What the library computes here: the table that the page carries."""

    def __init__(self, ffi, live):
        self.ffi, self.live = ffi, live
        names = [self.text(live.live_type_name(t)) for t in range(live.live_types())]
        if None in names:
            raise SystemExit("docs/live/live.c: its table of types is shorter than the registry's")
        self.types = list(enumerate(names))
        isas = [self.text(live.live_isa_at(i)) for i in itertools.takewhile(live.live_isa_at, itertools.count())]
        self.isas = list(dict.fromkeys([isas[0], isas[-1]]))  # without FMA, and the best

    def text(self, pointer):
        return self.ffi.string(pointer).decode() if pointer else None

    def bits(self, buffer, kind, n):
        """n results, as the page takes them."""
        return bytes(self.ffi.buffer(self.live.live_buffer(buffer), n * self.live.live_type_size(kind)))

    def settle(self, values):
        for k, value in enumerate(values):
            self.live.live_settings()[k] = value

    def function(self, f):
        """Of each type: the bits of f and its slopes at the default settings, by instruction set; for all settings a
        hash of them, without FMA."""
        live = self.live
        controls = range(live.live_controls(f))
        stops = [[live.live_stop(f, k, i) for i in range(live.live_stops())] for k in controls]
        found = {}
        for kind, name in self.types:
            n = live.live_inputs(kind)
            found[name] = {"bits": {}, "hashes": b""}
            for isa in self.isas:
                live.live_use_isa(isa.encode())
                self.settle(live.live_usual(f, k) for k in controls)
                assert live.live_compute(f, kind, n) == 0
                found[name]["bits"][isa] = b"".join(self.bits(1 + k, kind, n) for k in range(live.live_curves(f)))
            live.live_use_isa(self.isas[0].encode())
            for values in itertools.product(*stops):
                self.settle(values)
                live.live_compute(f, kind, n)
                found[name]["hashes"] += live.live_hash(f, kind, n).to_bytes(8, "little")
        return found

    def row(self, op):
        """Of each type: results for each row of live.c and each temperature, one after the other, without FMA."""
        live, found = self.live, {}
        for kind, name in self.types:
            found[name] = b""
            for preset in itertools.takewhile(live.live_preset, itertools.count()):
                n = live.live_preset_entries(preset)
                for i in range(live.live_stops()):
                    assert live.live_row(op, kind, n, live.live_temperature(i)) == 0
                    found[name] += self.bits(1, kind, n)
        return found

    def table(self):
        live = self.live
        live.live_use_isa(self.isas[0].encode())
        rows = {self.text(live.live_row_name(i)): self.row(i) for i in range(live.live_rows()) if live.live_row_name(i)}
        functions = {self.text(live.live_name(f)): self.function(f) for f in range(live.live_count())}
        machine = platform.machine().replace("_", "-")
        return {"machine": machine, "isas": self.isas, "functions": functions, "rows": rows}


def packed(data):
    return base64.b64encode(gzip.compress(data, mtime=0)).decode()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True, help="libcact.a of this machine")
    parser.add_argument("--cc", default="cc", help="its compiler")
    parser.add_argument("--out", type=Path, required=True, help="the page")
    options = parser.parse_args()
    folder = options.library.parent
    wasm = compiled([sys.executable, "-m", "ziglang", "cc", *WASM], folder / "live.wasm", ROOT / "src_c" / "cact.c")
    library = compiled([*options.cc.split(), "-shared", "-fPIC"], folder / "liblive.so", options.library, "-lm")
    table = json.dumps(Expected(*native(library)).table(), default=lambda data: base64.b64encode(data).decode())
    parts = {
        "style": (HERE / "style.css").read_text(),
        "script": (HERE / "live.js").read_text(),
        "wasm": packed(wasm.read_bytes()),
        "table": packed(table.encode()),
    }
    page = re.sub(r"\{\{(\w+)\}\}", lambda hole: parts[hole[1]], (HERE / "index.html").read_text())
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(page)
    print(f"{options.out}: {len(page) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
