"""The build of the Python package: the one place with its compiler flags. Everything else is in pyproject.toml."""

import runpy
import sys
from pathlib import Path

import numpy
from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.errors import CCompilerError, ExecError, PlatformError

HEADER = Path("include/cact.h")
# GCC vectorises selects only without trapping math; nothing may be contracted; no debug information.
FLAGS = ["-O3", "-fno-trapping-math", "-fno-math-errno", "-ffp-contract=off", "-fvisibility=hidden", "-g0"]
NEEDS = {
    "linux": "a C compiler and Python's headers: apt-get install gcc python3-dev (Debian, Ubuntu), "
    "dnf install gcc python3-devel (Fedora), apk add gcc musl-dev python3-dev (Alpine)",
    "darwin": "Apple's command line tools: xcode-select --install",
    "win32": "the C++ build tools of Visual Studio: https://visualstudio.microsoft.com/visual-cpp-build-tools/",
}


class Build(build_ext):
    """Says what to install where there is no working compiler."""

    def build_extension(self, ext):
        ext.extra_compile_args = ["/O2", "/fp:precise"] if self.compiler.compiler_type == "msvc" else FLAGS
        try:
            super().build_extension(ext)
        except (CCompilerError, ExecError, PlatformError, OSError) as error:
            needs = NEEDS.get(sys.platform, "a C compiler and Python's headers")
            raise SystemExit(f"\ncact could not be compiled ({error}).\nIt needs {needs}\n") from error


class Package(build_py):
    """Puts the C header into the package, where cact.get_include() finds it."""

    def run(self):
        super().run()
        if not self.editable_mode:
            self.mkpath(f"{self.build_lib}/cact/include")
            self.copy_file(str(HEADER), f"{self.build_lib}/cact/include/cact.h")


for name, text in runpy.run_path("cact/_header.py")["cython_files"](HEADER.read_text()).items():
    path = Path("cact", name)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)

core = Extension(
    "cact._core",
    ["cact/_core.pyx", *sorted(str(f) for f in Path("src_c").glob("**/*.c") if f.name != "cact.c")],
    include_dirs=["include", "src_c", numpy.get_include()],
    define_macros=[("NPY_NO_DEPRECATED_API", "NPY_2_0_API_VERSION")],
    depends=[str(HEADER), *map(str, Path("src_c").rglob("*.h")), "src_c/activations.def"],
)
setup(ext_modules=cythonize([core]), cmdclass={"build_ext": Build, "build_py": Package})
