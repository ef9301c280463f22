"""Builds the extension from the C core."""

import os
import re
import subprocess
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
sys.path.insert(0, "src_c")
import lists
from declarations import pxd
from stubs import stubs

for file, text in {"cact_c.pxd": pxd(), **stubs()}.items():
    if not Path("cact", file).exists() or Path("cact", file).read_text() != text:
        Path("cact", file).write_text(text)
CORE = [f"src_c/{name}" for name in lists.LISTS["CORE"]]
HEADERS = [
    "src_c/lists.mk",
    *glob("include/*.h"),
    *(f for end in ("h", "def") for f in glob(f"src_c/**/*.{end}", recursive=True)),
]
# -O3 takes back an -Ofast of a distribution's flags, -g0 keeps the wheel small.
STRICT = ["-O3", *lists.STRICT]
FLAGS = [*STRICT, "-g0", "-fvisibility=hidden", *lists.FLAGS]
# Names of local functions are 70 KB.
LINK = [*STRICT, *(["-s", *lists.HARDENED] if sys.platform == "linux" else [])]
INSTALL = """Install one and the Python headers, for example
    Debian, Ubuntu: apt-get install gcc python3-dev
    Fedora:         dnf install gcc python3-devel
    macOS:          xcode-select --install"""


def explained(error):
    """In words; what the compiler says is read by running it once more."""
    cause = error
    while cause and not isinstance(cause, (subprocess.CalledProcessError, FileNotFoundError)):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, FileNotFoundError):
        return f"there is no C compiler ({error}).\n{INSTALL}"
    if cause is None:
        return f"the C compiler failed: {error}"
    said = subprocess.run(cause.cmd, capture_output=True, text=True).stderr.splitlines()
    first = next((line for line in said if "error" in line), "\n".join(said[:1]) or error)
    if "Python.h" in str(first):
        return f"the headers of Python are missing ({first}).\n{INSTALL}"
    return f"the C compiler {cause.cmd[0]} failed: {first}"


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
                objects = pool.map(lambda source: compile([source], *arguments, **options), sources)
                return [name for names in objects for name in names]

        self.compiler.compile = compile_all

    def make_library(self):
        """libcact.a, and what pkg-config and CMake read of it: PREFIX is the package."""
        folder = Path("" if self.inplace else self.build_lib, "cact", "lib")
        options = dict(include_dirs=["include", "src_c"], extra_postargs=FLAGS)
        threads = self.compiler.compile(["src_c/threads.c"], os.path.join(self.build_temp, "alone"), **options)
        others = [source for source in CORE if source != "src_c/threads.c"]
        objects = self.compiler.object_filenames(others, output_dir=self.build_temp)
        self.compiler.create_static_lib([*objects, *threads], "cact", str(folder))
        values = {"UP": "..", "VERSION": lists.VERSION, "SONAME": "none", "LIBS": ""}
        for template in Path("cmake").glob("*.in"):
            place = "pkgconfig" if template.stem.endswith(".pc") else "cmake/cact"
            text = re.sub(r"@(\w+)@", lambda found: values[found[1]], template.read_text())
            self.mkpath(str(folder / place))
            (folder / place / template.stem).write_text(text)

    def build_extensions(self):
        # Python's own folders of libraries are nothing that the extension needs, nor should anyone else put one there.
        self.compiler.linker_so = [word for word in self.compiler.linker_so if not word.startswith("-Wl,-rpath")]
        if not self.has_openmp():
            self.extensions = [extension for extension in self.extensions if extension is not THREADS]
        self.compile_side_by_side()
        super().build_extensions()

    def run(self):
        try:
            super().run()
            self.make_library()
        except (CCompilerError, ExecError, PlatformError) as error:
            raise SystemExit(f"cact: {explained(error)}") from error


class WithHeader(build_py):
    """The package carries cact.h for those who link or declare the C functions, and the same for C++ and FFIs."""

    def run(self):
        super().run()
        folder = os.path.join("" if self.editable_mode else self.build_lib, "cact", "include")
        self.mkpath(folder)
        for file in glob("include/*.h*"):
            self.copy_file(file, folder)


def extension(name, sources, *flags, **options):
    return Extension(
        name,
        sources,
        include_dirs=["include", "src_c", numpy.get_include()],
        depends=HEADERS + glob("cact/*.pxi"),
        extra_compile_args=[*FLAGS, *flags],
        extra_link_args=[*LINK, *flags],
        **options,
    )


THREADS = extension("cact._threads", ["cact/_threads.c"], "-fopenmp")
MACROS = [(name, "NPY_2_0_API_VERSION") for name in ("NPY_NO_DEPRECATED_API", "NPY_TARGET_VERSION")]
MACROS += [("CACT_THREADS_LATER", None)]
setup(
    version=lists.VERSION,
    cmdclass={"build_ext": BuildOrExplain, "build_py": WithHeader},
    ext_modules=[extension("cact._core", ["cact/_core.pyx", *CORE], define_macros=MACROS), THREADS],
)
