"""Builds the extension from the C core; the one place with compiler flags for the Python build."""

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from glob import glob
from pathlib import Path

import numpy
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.errors import CCompilerError, ExecError, PlatformError

sys.path.insert(0, "include")
from declarations import pxd  # noqa: E402

declarations = Path("cact/cact_c.pxd")
if not declarations.exists() or declarations.read_text() != pxd():
    declarations.write_text(pxd())
CORE = sorted(set(glob("src_c/*.c") + glob("src_c/isa/*.c")) - {"src_c/cact.c"})
HEADERS = glob("include/*.h") + glob("src_c/**/*.h", recursive=True) + glob("src_c/*.def")
# The last four are what the results and the speed depend on; -g0 keeps the wheel small.
FLAGS = ["-O3", "-g0", "-fvisibility=hidden", "-fno-trapping-math", "-fno-math-errno", "-ffp-contract=off"]


class BuildOrExplain(build_ext):
    def has_openmp(self):
        """Threads are by choice, and so is a compiler that knows OpenMP."""
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "openmp.c")
            source.write_text("#include <omp.h>\nint main(void) { return omp_get_max_threads() < 1; }\n")
            try:
                objects = self.compiler.compile([str(source)], folder, extra_postargs=["-fopenmp"])
                self.compiler.link_executable(objects, "openmp", folder, extra_postargs=["-fopenmp"])
            except (CCompilerError, ExecError, PlatformError):
                return False
        return True

    def compile_side_by_side(self):
        """A file for each instruction set takes most of the time."""
        compile = self.compiler.compile

        def compile_all(sources, *arguments, **options):
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                return sum(pool.map(lambda source: compile([source], *arguments, **options), sources), [])

        self.compiler.compile = compile_all

    def build_extensions(self):
        try:
            if self.has_openmp():
                for extension in self.extensions:
                    extension.extra_compile_args.append("-fopenmp")
                    extension.extra_link_args.append("-fopenmp")
            self.compile_side_by_side()
            super().build_extensions()
        except (CCompilerError, ExecError, PlatformError) as error:
            raise SystemExit(
                f"cact: the C compiler failed or is missing ({error}).\n"
                "Install one and the Python headers, for example\n"
                "    Debian, Ubuntu: apt-get install gcc python3-dev\n"
                "    Fedora:         dnf install gcc python3-devel\n"
                "    macOS:          xcode-select --install"
            ) from error


class WithHeader(build_py):
    """The package carries cact.h for those who link or declare the C functions."""

    def run(self):
        super().run()
        folder = os.path.join(self.build_lib, "cact", "include")
        self.mkpath(folder)
        self.copy_file("include/cact.h", folder)


setup(
    cmdclass={"build_ext": BuildOrExplain, "build_py": WithHeader},
    ext_modules=[
        Extension(
            "cact._core",
            ["cact/_core.pyx", *CORE],
            include_dirs=["include", "src_c", numpy.get_include()],
            depends=HEADERS + glob("cact/*.pxi"),
            extra_compile_args=FLAGS,
            extra_link_args=["-s"] if sys.platform == "linux" else [],  # names of local functions are 70 KB
            define_macros=[("NPY_NO_DEPRECATED_API", "NPY_2_0_API_VERSION")],
        )
    ],
)
