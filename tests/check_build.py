"""What users get: sdist and wheel, made apart from the clone, the same file each time, and with tests that pass.

    make check-build

One wheel is made of the sdist and one elsewhere, as a distribution would that asks for fast arithmetic: they must have
one hash, and so must the C libraries. Then the sdist's tests run against the wheel, with the newest NumPy and with the
oldest allowed."""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import zipfile
from pathlib import Path

from builds import ROOT

FAST = "-ffast-math -funsafe-math-optimizations"
CFLAGS = f"{sysconfig.get_config_var('CFLAGS')} {FAST}"  # CFLAGS take the place of Python's own
TESTS = "package arrays axes rows threads cffi build cli".split()  # without those that compile the core again
OF_THE_CLONE = "tests/test_package.py::test_python_started_in_the_clone_has_the_compiled_part"  # an editable install


def run(*command, **options):
    print("+", *command, flush=True)
    subprocess.run([str(word) for word in command], check=True, **options)


def files_of(folder):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*") if file.is_file()}


def build(folder):
    """The unpacked sdist and the wheel made of it; a wheel and libraries made elsewhere were the same."""
    epoch = {**os.environ, "SOURCE_DATE_EPOCH": str(int(time.time()) // 86400 * 86400)}
    fast = {**epoch, "CFLAGS": CFLAGS, "LDFLAGS": FAST}
    run(sys.executable, "-m", "build", "--outdir", folder / "one", ROOT, env=epoch)
    run("tar", "-xzf", next((folder / "one").glob("*.tar.gz")), "-C", folder)
    sources = next(folder.glob("cact-*"))
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder / "two", sources, env=fast)
    one, two = files_of(folder / "one"), files_of(folder / "two")
    wheel = next(name for name in one if name.endswith(".whl"))
    assert one[wheel] == two[wheel], f"two builds of {wheel} differ: {one[wheel]} and {two[wheel]}"
    elsewhere = shutil.copytree(sources, folder / "elsewhere", ignore=shutil.ignore_patterns("build"))
    for source, options in ((sources, {"env": epoch}), (elsewhere, {"env": epoch, "umask": 0o77})):
        run("make", f"-j{os.cpu_count()}", "lib", "CFLAGS=-O1 -g", cwd=source, **options)
    for name in ("libcact.a", "libcact.so"):
        hashes = [hashlib.sha256((source / "build" / name).read_bytes()).hexdigest() for source in (sources, elsewhere)]
        assert hashes[0] == hashes[1], f"two builds of {name} differ"
    return sources, folder / "one" / wheel


def check_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        size = sum(member.file_size for member in archive.infolist())
        names = archive.namelist()
    assert size < 4.4e6, f"the wheel unpacked has {size} bytes"
    assert {"cact/include/cact.h", "cact/include/cact.hpp", "cact/lib/libcact.a", "cact/lib/pkgconfig/cact.pc"} < {
        *names
    } and "cact/py.typed" in names
    extra = [name for name in names if re.search(r"\.(c|pyx|pxi|o)$|^tests|^bench", name)]
    assert not extra, extra


def test(folder, sources, wheel, numpy):
    python = folder / f"numpy-{numpy or 'newest'}" / "bin" / "python"
    run(sys.executable, "-m", "venv", python.parent.parent)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, f"{wheel}[test]", *([f"numpy=={numpy}", "--only-binary=numpy"] if numpy else []))
    fault = "import numpy, cact; print('NumPy', numpy.__version__); assert cact.self_test() is None, cact.self_test()"
    run(python, "-c", fault, cwd=folder)
    pytest = [python.parent / "pytest", "-q", "-p", "no:cacheprovider"]
    run(*pytest, "--collect-only", "-qq", cwd=sources, stdout=subprocess.DEVNULL)
    here = [f"tests/test_{name}.py" for name in TESTS if (sources / "tests" / f"test_{name}.py").exists()]
    run(*pytest, *here, "--deselect", OF_THE_CLONE, cwd=sources)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "check-build")
    folder = parser.parse_args().folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if (ROOT / ".git").exists():
        run(Path(sys.executable).with_name("check-manifest"), cwd=ROOT)
    sources, wheel = build(folder)
    check_wheel(wheel)
    lowest = re.search(r'dependencies = \["numpy>=(\d+)"\]', (ROOT / "pyproject.toml").read_text())[1]
    for numpy in (None, f"{lowest}.0.0"):
        test(folder, sources, wheel, numpy)


if __name__ == "__main__":
    main()
