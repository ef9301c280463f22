"""An install, in a folder with a space in its name and moved afterwards: programs are built with it by each of the ways
there are, of make's, CMake's and the wheel's. What CMake builds, it builds with the flags of make."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata, resources
from pathlib import Path

import numpy as np
import pytest
from builds import CORE, ROOT, lists, run

import cact

sys.path.insert(0, str(ROOT / "include"))
from declarations import FFI, ffi

HEADERS = {f"include/{name}" for name in ("cact.h", "cact.hpp", "cact_ffi.h")}
HELLO = ROOT / "examples" / "hello.c"
SAYS = re.search(r"^```text\n(.*?)^```", (ROOT / "README.md").read_text(), flags=re.M | re.S)[1]
needs = {tool: pytest.mark.skipif(not shutil.which(tool), reason=f"needs {tool}") for tool in ("cmake", "pkg-config")}
linux = pytest.mark.skipif(sys.platform != "linux", reason="of ELF files")


def files_of(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def make(target, **variables):
    run(["make", target, *(f"{name}={value}" for name, value in variables.items())], cwd=ROOT)


@pytest.fixture(scope="session")
def installed(made, tmp_path_factory):
    """Installed in one place, and moved to another."""
    folder = tmp_path_factory.mktemp("an install")
    make("install", PREFIX=folder / "first place", LIBDIR=folder / "first place" / "lib")
    return Path(shutil.move(folder / "first place", folder / "second place"))


def by_pkg_config(files, program, *options):
    """Builds hello.c by what pkg-config says of a folder with cact.pc."""
    said = run(["pkg-config", *options, "--cflags", "--libs", "cact"], env={**os.environ, "PKG_CONFIG_PATH": files})
    run(["cc", HELLO, *shlex.split(said), "-o", program])


USER = """
cmake_minimum_required(VERSION 3.15)
project(user C)
{}
add_executable(hello {})
target_link_libraries(hello cact::cact)
"""


def by_cmake(folder, line, *options):
    """Builds hello.c by a project that has a line to find cact by."""
    (folder / "CMakeLists.txt").write_text(USER.format(line, HELLO))
    run(["cmake", "-S", folder, "-B", folder / "build", *options])
    run(["cmake", "--build", folder / "build", "-j2"])
    return folder / "build" / "hello"


@linux
def test_names_of_the_shared_library(installed):
    library = installed / "lib" / "libcact.so"
    abi = re.search(r"define CACT_ABI (\d+)", (installed / "include" / "cact.h").read_text())[1]
    assert library.resolve().name == f"libcact.so.{cact.__version__}" and library.readlink().name == f"libcact.so.{abi}"
    assert f"soname: [libcact.so.{abi}]" in run(["readelf", "-d", library])


@needs["pkg-config"]
def test_pkg_config(installed, tmp_path):
    files = installed / "lib" / "pkgconfig"
    by_pkg_config(files, tmp_path / "hello")
    assert run([tmp_path / "hello"], env={"LD_LIBRARY_PATH": str(installed / "lib")}) == SAYS
    assert run(["pkg-config", "--modversion", "cact"], env={"PKG_CONFIG_PATH": files}).strip() == cact.__version__


@needs["cmake"]
@pytest.mark.parametrize("static", [False, True])
def test_find_package(installed, tmp_path, static):
    program = by_cmake(
        tmp_path, f"set(CACT_STATIC {static})\nfind_package(cact 0.1 REQUIRED)", f"-DCMAKE_PREFIX_PATH={installed}"
    )
    assert run([program]) == SAYS
    if sys.platform == "linux":
        assert ("libcact" in run(["readelf", "-d", program])) == (not static)


@needs["cmake"]
@pytest.mark.parametrize("asked", ["0.2", "1.0", "0.1.9"])
def test_another_version_is_not_found(installed, tmp_path, asked):
    (tmp_path / "CMakeLists.txt").write_text(USER.format(f"find_package(cact {asked} REQUIRED)", HELLO))
    command = ["cmake", "-S", tmp_path, "-B", tmp_path / "build", f"-DCMAKE_PREFIX_PATH={installed}"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode and f"version: {cact.__version__}" in done.stderr


@pytest.mark.parametrize("libdir", ["/usr/lib/of/this machine", "/elsewhere/lib"])
def test_uninstall_leaves_nothing(made, tmp_path, libdir):
    """Under DESTDIR, where a package is put together; libraries may lie beside the prefix, too."""
    where = {"DESTDIR": tmp_path, "PREFIX": "/usr", "LIBDIR": libdir}
    make("install", **where)
    there = files_of(tmp_path)
    assert {*(f"usr/{name}" for name in HEADERS), f"{libdir[1:]}/libcact.a"} < there and len(there) == 10
    said = (tmp_path / libdir[1:] / "pkgconfig" / "cact.pc").read_text()
    way = re.search(r"^prefix=\$\{libdir\}(.*)$", said, flags=re.M)[1]
    assert os.path.normpath(libdir + way) == "/usr" and "@" not in said
    make("uninstall", **where)
    assert not files_of(tmp_path)


def subdirectory():
    """A shared library made by add_subdirectory, installed, and a program that found that: what was said and done."""
    if shutil.which("cmake"):
        with tempfile.TemporaryDirectory(prefix="a folder ") as name:
            folder, install = Path(name), Path(name, "an install")
            own = f'set(BUILD_SHARED_LIBS ON)\nadd_subdirectory("{ROOT}" core)'
            said = [run([by_cmake(folder, own, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-DCMAKE_BUILD_TYPE=Release")])]
            run(["cmake", "--install", folder / "build", "--prefix", install])
            files, commands = files_of(install), json.loads((folder / "build" / "compile_commands.json").read_text())
            (folder / "user").mkdir()
            said.append(run([by_cmake(folder / "user", "find_package(cact)", f"-DCMAKE_PREFIX_PATH={install}")]))
            if shutil.which("pkg-config"):
                by_pkg_config(next(install.rglob("pkgconfig")), folder / "hello")
                said.append(
                    run([folder / "hello"], env={"LD_LIBRARY_PATH": str(next(install.rglob("pkgconfig")).parent)})
                )
            return said, files, commands


@pytest.mark.background.with_args(subdirectory)
def test_by_cmake_alone(background):
    if not background:
        pytest.skip("needs cmake")
    said, files, commands = background
    assert said and {*said} == {SAYS}
    assert files > HEADERS and any(name.endswith("cactConfig.cmake") for name in files)
    compiled = {Path(command["file"]): shlex.split(command["command"]) for command in commands}
    assert {*compiled} == {*CORE, HELLO}
    for source in CORE:
        wanted = [*lists.STRICT, *lists.STANDARD, *lists.FLAGS, "-O3", "-fvisibility=hidden"]
        assert not {*wanted} - {*compiled[source]}, source


def test_the_wheels_library(tmp_path):
    run(["cc", HELLO, f"-I{cact.get_include()}", cact.get_library(), "-o", tmp_path / "hello"])
    assert run([tmp_path / "hello"]) == SAYS


@needs["pkg-config"]
def test_the_wheels_pkg_config(tmp_path):
    (entry,) = metadata.entry_points(group="pkg_config", name="cact")
    (files,) = [file for file in resources.files(entry.value).iterdir() if file.name == "cact.pc"]
    by_pkg_config(str(Path(str(files)).parent), tmp_path / "hello", "--static")
    assert run([tmp_path / "hello"]) == SAYS


@needs["cmake"]
def test_the_wheels_cmake_package(tmp_path):
    (entry,) = metadata.entry_points(group="cmake.prefix", name="cact")
    prefix = str(resources.files(entry.value))
    assert run([by_cmake(tmp_path, "find_package(cact REQUIRED)", f"-DCMAKE_PREFIX_PATH={prefix}")]) == SAYS


def test_what_the_command_says_to_compilers(tmp_path):
    said = run([sys.executable, "-m", "cact", "--libs", "--cflags"], cwd=tmp_path)
    run(["cc", HELLO, *shlex.split(said), "-o", tmp_path / "hello"])
    assert run([tmp_path / "hello"]) == SAYS
    folder = Path(run([sys.executable, "-m", "cact", "--cmakedir"], cwd=tmp_path).strip())
    assert (folder / "cactConfig.cmake").exists()


def test_declarations_for_ffis(made, installed):
    cffi = pytest.importorskip("cffi")
    assert FFI.read_text() == ffi(), "cact.h has changed: python include/declarations.py"
    assert cact.cdef() == ffi() == (installed / "include" / "cact_ffi.h").read_text()
    assert not re.search(r"^#|ptrdiff_t(?! *,)|CACT_API", cact.cdef().partition("\n")[2], flags=re.M)
    c = cffi.FFI()
    c.cdef(cact.cdef())
    library, y = c.dlopen(str(made / "libcact.so")), c.new("float[]", [1.0])
    library.cact_tanh_f32(y, y, 1)
    assert y[0] == cact.tanh(np.ones(1, "f4"))[0]
