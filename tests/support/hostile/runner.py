"""A case run in a process of its own, forked from one that has loaded the program: quick, watched and limited."""

import gc
import io
import os
import resource
import selectors
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from msgspec import Struct

import generate
from charts import draw
from juesuan.app import cli, command_line
from juesuan.model import advised
from juesuan.model.outcome import Office
from juesuan.model.program_folders import ROOT
from tests.support.hostile.desk import Case

MOST_MEMORY = 512_000
"""kB."""
_PATIENCE = 60
"""Seconds by the clock, after which a run is killed: the machine may have other things to do."""
_NET = 3 * 1024**3
"""Bytes; what asks for more is refused by the system, so that the machine stays alive."""
_NOBODY = 65534
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
)
_READER = "juesuan.reading.finished.pdf_pages"
"""The one process that a run may begin: it reads a PDF, under bounds of its own."""
_TIME_ZONES = "/usr/share/zoneinfo"
"""What pandas reads when it is loaded, which only public tables ask for."""
_NEVER = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.kill",
    "ctypes.dlopen",
    "urllib.",
)


class Run(Struct, frozen=True):
    """What came of a run."""

    code: int
    """The exit code; minus the number of the signal that has ended it."""
    said: str
    complained: str
    """What went to standard error."""
    watched: frozenset[str]
    """What it did outside its folder, or should never do, an event a line."""
    seconds: float
    """Of the processor."""
    memory: int
    """kB at most."""


class Room(Struct, frozen=True):
    """The folders of a case: the desk, and around it what only the system's own files may go to."""

    root: Path

    @property
    def desk(self) -> Path:
        return self.root / "desk"

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def temporary(self) -> Path:
        return self.root / "temporary"

    def furnish(self, laid: Path) -> None:
        """Copies a desk that was laid, with a file beside it that nobody may touch."""
        for folder in (self.home, self.temporary):
            folder.mkdir(parents=True)
        (self.root / "canary.txt").write_text("不要动", "utf-8")
        shutil.copytree(laid, self.desk, symlinks=True)


def run(room: Room, case: Case) -> Run:
    """Runs a case; it is killed where it takes too long. What it says goes through pipes, which no disk limits."""
    pipes = [os.pipe() for _ in range(3)]
    child = os.fork()
    if not child:
        _become(room, case, [writing for _, writing in pipes])
    for _, writing in pipes:
        os.close(writing)
    said, complained, watched = (
        data.decode("utf-8", "replace") for data in _drained([reading for reading, _ in pipes])
    )
    _, status, used = os.wait4(child, 0)
    code, events = os.waitstatus_to_exitcode(status), frozenset(watched.splitlines())
    return Run(code, said, complained, events, used.ru_utime + used.ru_stime, used.ru_maxrss)


def _drained(pipes: list[int]) -> list[bytes]:
    """All that comes out of the pipes until they are closed."""
    held = dict.fromkeys(pipes, b"")
    with selectors.DefaultSelector() as chosen:
        for pipe in pipes:
            chosen.register(pipe, selectors.EVENT_READ)
        while chosen.get_map():
            for key, _ in chosen.select():
                data = os.read(key.fd, 1 << 20)
                held[key.fd] += data
                if not data:
                    chosen.unregister(key.fd)
                    os.close(key.fd)
    return list(held.values())


def _become(room: Room, case: Case, files: list[int]) -> None:
    """Turns this process into the run; it does not return."""
    code = 99
    gc.disable()  # as in generate.py; a search would copy the memory that the two share
    try:
        for target, file in enumerate(files[:2], start=1):
            os.dup2(file, target)
        sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(file, "w"), "utf-8") for file in (1, 2))
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - of a process that ends soon
        _settle(room, case)
        _watch(room.root, files[2])
        code = cli.main(case.arguments, generate.make, generate.check)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as caught:  # noqa: BLE001 - nothing may come out of the program
        os.write(2, f"Traceback: {caught!r}\n".encode("utf-8", "replace"))
    finally:
        os._exit(code)


def _settle(room: Room, case: Case) -> None:
    os.chdir(room.desk)
    os.environ.update(HOME=str(room.home), XDG_CACHE_HOME=str(room.home / ".cache"), TMPDIR=str(room.temporary))
    tempfile.tempdir = str(room.temporary)
    for name in ("INPUTS", "OUTPUT"):  # where nothing is said, they are those of the desk
        vars(advised)[name] = room.desk / name.lower()
    command_line.USUAL = Office.NONE  # LibreOffice would write, and take seconds
    draw.artist = draw.Artist  # a process of its own would be one to watch, too
    os.umask(0o022)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
    resource.setrlimit(resource.RLIMIT_AS, (_NET, _NET))
    if case.most_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (case.most_bytes, case.most_bytes))
    if case.is_nobody and os.geteuid() == 0:
        for path in (room.root, *room.root.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


def _watch(root: Path, log: int) -> None:
    """Writes down what is done outside of the folder; what Python and the program read of their own is theirs."""
    inside = (str(root), str(root.resolve()))
    own = (*inside, str(ROOT), *(os.path.realpath(each) for each in (sys.prefix, sys.base_prefix)), os.devnull)
    own += (sys.prefix, sys.base_prefix, _TIME_ZONES)

    def look(event: str, given: tuple[Any, ...]) -> None:
        if event.startswith(_NEVER) and not _is_of_the_reader(event, given):
            os.write(log, f"{event} {given!r}\n".encode("utf-8", "replace")[:500])
        elif event == "open" and not isinstance(given[0], int):
            is_writing = bool(given[2] & _WRITING)
            _note(log, "write" if is_writing else "read", given[0], inside if is_writing else own)
        elif event in _CHANGES:
            for place in given[: 2 if event in {"os.rename", "os.link", "os.symlink"} else 1]:
                _note(log, event, place, inside)

    sys.addaudithook(look)


def _is_of_the_reader(event: str, given: tuple[Any, ...]) -> bool:
    """Whether it starts what reads the pages of an audited PDF, in a process of its own, within limits."""
    return event == "subprocess.Popen" and list(given[1]) == [sys.executable, "-m", _READER]


def _note(log: int, what: str, place: Any, allowed: tuple[str, ...]) -> None:
    if isinstance(place, int):
        return
    path = str(Path.cwd() / os.fsdecode(place))
    path = os.path.normpath(path)
    if not path.startswith(allowed):
        os.write(log, f"{what} {path!r}\n".encode("utf-8", "replace"))
