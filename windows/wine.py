"""A Windows of its own under Wine, with what Wine 8 lacks, and the packed program unzipped in a Chinese folder."""

import os
import shutil
import subprocess
import zipfile
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from juesuan import PRODUCT
from windows import fetching

_WINE, _SERVER = "/usr/lib/wine/wine64", "/usr/lib/wine/wineserver64"
_FOLDER = "决算 程序"
"""Where the program is unzipped: with Chinese letters and a space."""
_UCRT = "nsist/msvcrt/x64/ucrtbase.dll"
_LACKING = "python/_wmi.pyd"
"""A module that asks Windows what machine this is; Wine 8 does not answer, and Python does without."""
_SILENT = {"WINEDEBUG": "-all", "DISPLAY": "", "WAYLAND_DISPLAY": "", "WINEDLLOVERRIDES": "ucrtbase=n,b"}


class Machine(Struct, frozen=True):
    """A folder that Wine takes for a computer."""

    prefix: Path

    @property
    def program(self) -> Path:
        """The folder of the unzipped program."""
        return self.prefix / "drive_c" / _FOLDER / PRODUCT

    @property
    def variables(self) -> dict[str, str]:
        """The environment of what runs there; compiled modules are kept, as on a user's computer."""
        here = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return {**here, **_SILENT, "WINEPREFIX": str(self.prefix), "WINEARCH": "win64"}

    def run(self, *words: str, start: str = f"{PRODUCT}.exe") -> tuple[int, str]:
        """The exit code of the program for these words behind its name, and what it says, in lines of Linux.

        ``start`` is another program in its folder.
        """
        command = [_WINE, start, *words]
        done = subprocess.run(
            command, cwd=self.program, env=self.variables, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.returncode, done.stdout.decode(errors="replace").replace("\r\n", "\n")

    def begun(self, *words: str) -> "subprocess.Popen[bytes]":
        """The program, running; its words come through a pipe."""
        command = [_WINE, f"{PRODUCT}.exe", *words]
        return subprocess.Popen(
            command, cwd=self.program, env=self.variables,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def wake(self) -> None:
        """Starts the services of Wine, which on a computer run before anything is double clicked."""
        subprocess.run([_WINE, "cmd", "/c", "exit"], env=self.variables, check=False, capture_output=True)

    def processor_seconds(self) -> float:
        """The seconds of the processor that all that runs on this machine has taken so far."""
        own, ticks = f"WINEPREFIX={self.prefix}\0".encode(), 0
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if own in (place / "environ").read_bytes():
                    fields = (place / "stat").read_text(errors="replace").rpartition(")")[2].split()
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Ends all that runs on this machine, and nothing else."""
        subprocess.run([_SERVER, "-k"], env=self.variables, check=False)


def is_there() -> bool:
    """Whether there is a Wine to try it with."""
    return Path(_WINE).is_file() and shutil.which("x86_64-w64-mingw32-gcc") is not None


def made(prefix: Path, packed: Path) -> Machine:
    """The machine in a new folder, with the program of the zip ``packed``."""
    machine = without_program(prefix)
    unzipped(packed, machine.program.parent)
    return machine


def without_program(prefix: Path) -> Machine:
    """The machine in a new folder, with nothing on it yet."""
    machine = Machine(prefix)
    for command in (
        ["wineboot", "-i"],
        ["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"],
    ):
        subprocess.run([_WINE, *command], env=machine.variables, check=True, capture_output=True)
    machine.end()
    _shim(prefix / "drive_c" / "windows" / "system32")
    return machine


def unzipped(packed: Path, folder: Path) -> Path:
    """The folder of the program, unzipped into ``folder``."""
    with zipfile.ZipFile(packed) as held:
        held.extractall(folder)
    return folder / PRODUCT


def without_what_wine_lacks(machine: Machine) -> None:
    """Removes the one file of the program that Wine cannot load."""
    (machine.program / _LACKING).unlink()


def _shim(system: Path) -> None:
    with zipfile.ZipFile(fetching.shim()) as held:
        (system / "ucrtbase.dll").write_bytes(held.read(_UCRT))
    source, library = fetching.HERE / "shims" / "bcryptprimitives.c", system / "bcryptprimitives.dll"
    compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-o", str(library), str(source), "-ladvapi32"]
    subprocess.run(compiler, check=True)
