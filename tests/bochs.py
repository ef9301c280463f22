"""Runs a static program on an x86-64 CPU with AVX-512, emulated by Bochs: python tests/bochs.py PROGRAM [ARGUMENT...]

QEMU does not know AVX-512. Bochs does, but emulates whole machines only, so Linux is booted to run the program.
Arguments that are files go along. The exit status is the program's; stdout and stderr both come out of stdout."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from builds import ROOT, run

CACHE = ROOT / "build" / "bochs"  # any kernel here, as boot/vmlinuz-*, is taken
KERNEL = "linux-image-cloud-amd64"  # packed with LZ4: Bochs would need longer for the XZ of others
PACKAGES = "gcc bochs bochs-term bochsbios vgabios isolinux syslinux-common xorriso"
BIOS, VGA_BIOS = "/usr/share/bochs/BIOS-bochs-latest", "/usr/share/vgabios/vgabios.bin"
LOADER = ["/usr/lib/ISOLINUX/isolinux.bin", "/usr/lib/syslinux/modules/bios/ldlinux.c32"]
DISPLAY = "/usr/lib/x86_64-linux-gnu/bochs/plugins/libbx_term_gui.so"
FILES = ["/usr/bin/bochs", "/usr/bin/xorriso", BIOS, VGA_BIOS, DISPLAY, *LOADER]

# Not the program itself: when the first process ends, the kernel panics and drops what the serial port has yet to send.
INIT = """
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
int main(int argc, char **argv) {
    int status = argc;
    argv[0] = "/program";
    if (!fork()) return execv(argv[0], argv), 127;
    wait(&status);
    tcdrain(1);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
"""
# The panic says the exit status, then resets the CPU by a triple fault, which ends Bochs. clearcpuid: the size
# that Bochs gives for the compact XSAVE area is wrong, and Linux would do without AVX.
MENU = """DEFAULT linux
LABEL linux
    LINUX /linux
    APPEND initrd=/initrd rdinit=/init console=ttyS0,115200 loglevel=1 panic=-1 reboot=t clearcpuid=xsaves,xsavec -- {}
"""
# ips, instructions per emulated second: more make waiting for emulated time longer, fewer make clock interrupts dense.
MACHINE = f"""display_library: term
cpu: model=corei7_skylake_x, ips=40000000, reset_on_triple_fault=0
memory: guest=256, host=256
romimage: file={BIOS}
vgaromimage: file={VGA_BIOS}
ata0-master: type=cdrom, path={{0}}/iso, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev={{0}}/serial
log: {{0}}/log
panic: action=fatal
"""


def kernel():
    """The kernel image; from Debian the first time, unpacked rather than installed."""
    if not list(CACHE.glob("boot/vmlinuz-*")):
        CACHE.mkdir(parents=True, exist_ok=True)
        package = re.findall(r"linux-image-\d\S+", run(["apt-cache", "depends", KERNEL]))[0]
        run(["apt-get", "download", "-qq", package], cwd=CACHE)
        run(["dpkg", "-x", *CACHE.glob("*.deb"), CACHE])
    return next(CACHE.glob("boot/vmlinuz-*"))


def archive(files):
    """{path: content} as cpio (newc), with the folders they are in: the root that the kernel starts with."""
    folders = {str(folder) for path in files for folder in Path(path).parents} - {"/"}
    entries = [(path, 0o40755, b"") for path in sorted(folders)]
    entries += [(path, 0o100755, content) for path, content in files.items()]
    out = b""
    for number, (path, mode, content) in enumerate([*entries, ("/TRAILER!!!", 0, b"")], 1):
        name = path[1:].encode() + b"\0"
        header = [number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name), 0]
        for part in (b"070701" + b"".join(b"%08x" % value for value in header) + name, content):
            out += part + bytes(-len(part) % 4)
    return out


def main(program, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "disk").mkdir()
        arguments = [str(Path(text).absolute()) if Path(text).is_file() else text for text in arguments]
        files = {text: Path(text).read_bytes() for text in arguments if Path(text).is_file()}
        run(["gcc", "-static", "-xc", "-", "-o", folder / "init"], input=INIT)
        files |= {"/init": (folder / "init").read_bytes(), "/program": Path(program).read_bytes()}
        disk = {Path(file).name: Path(file).read_bytes() for file in LOADER}
        disk |= {"isolinux.cfg": MENU.format(" ".join(arguments)).encode()}
        disk |= {"linux": kernel().read_bytes(), "initrd": archive(files)}
        for name, content in disk.items():
            (folder / "disk" / name).write_bytes(content)
        boot = ["-b", "isolinux.bin", "-no-emul-boot", "-boot-load-size", "4", "-boot-info-table"]
        run(["xorriso", "-as", "mkisofs", *boot, "-o", folder / "iso", folder / "disk"])
        (folder / "machine").write_text(MACHINE.format(folder))
        (folder / "commands").write_text("continue\nquit\n")  # to the debugger that is part of Debian's Bochs
        # Its displays want X, a network port or a terminal, which script makes up.
        bochs = f"TERM=vt100 bochs -q -f {folder}/machine -rc {folder}/commands"
        subprocess.run(["script", "-qc", bochs, "/dev/null"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        text = (folder / "serial").read_text(errors="replace") if (folder / "serial").exists() else ""
        end = re.search(r"\[ *[\d.]+\] Kernel panic.*exitcode=0x([0-9a-f]+)", text)
        if not end:
            print(text, (folder / "log").read_text(errors="replace")[-2000:], sep="\n", file=sys.stderr)
            return 1
        print(text[: end.start()].replace("\r\n", "\n"), end="")
        return int(end[1], 16) >> 8 or int(end[1], 16)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
