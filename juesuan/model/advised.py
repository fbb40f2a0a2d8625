"""The commands that the officer is advised to run: as this program was started, and on the files of this run."""

import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from msgspec import Struct

from juesuan.model.outcome import short
from juesuan.model.program_folders import ROOT
from juesuan.model.year_folder import SUFFIXES, WORKBOOK_STEM

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "": ("year", "inputs", "output"),
    "check": ("year", "inputs"),
    "new": ("inputs", "output"),
    "start": ("year", "inputs"),
    "import": ("year", "inputs"),
    "terms": ("year", "inputs"),
    "confirm": ("year", "inputs"),
    "init": ("inputs",),
    "template": ("inputs",),
    "edition": ("inputs",),
    "tags": ("year", "inputs", "output"),
    "seen": ("year", "inputs", "output"),
    "drop": ("year", "inputs", "output"),
    "history": ("year", "inputs", "output"),
    "restore": ("year", "inputs", "output"),
    "verify": ("output",),
    "publish": ("year", "inputs", "output"),
    "trends": ("inputs", "output"),
    "audit": ("year", "output"),
    "open": ("inputs", "output"),
    "batch": ("year",),
    "desk": ("inputs", "output"),
    "verify-program": (),
}
"""The options that say on which files a command works or advises, by its word; making has an empty one."""
_OF_OUTPUTS = ("history", "restore", "publish")
"""The commands that look for the year among the outputs."""
INPUTS, OUTPUT = ROOT / "inputs", ROOT / "output"
"""The folders that a command works on where it is not told others."""
STARTER = "JUESUAN_STARTED_AS"
"""The variable of the environment in which what starts the program says its own name, as 生成报告.bat does."""
_SCRIPT = "generate.py"
_SAFE = re.compile(r"[\w./\\:=@+,，、（）“”-]+" if os.name == "nt" else r"[\w./:=@%+,，、（）“”-]+")


class RunFolders(Struct, frozen=True):
    """The folders that this run of the program works on."""

    inputs: Path = INPUTS
    output: Path = OUTPUT
    program: str = ""
    """What is typed to start the program, where a process speaks for another; empty for what started this one."""

    @property
    def is_of_one_year(self) -> bool:
        """Whether the folder of inputs is that of a year itself, and no year can be asked for.

        Advice comes last, when all is done: a folder that nobody may look into must not undo it.
        """
        try:
            return holds_workbook(self.inputs)
        except OSError:
            return False


_USUAL = RunFolders()
_RUN: ContextVar[RunFolders] = ContextVar("run", default=_USUAL)


@contextmanager
def working_on(inputs: Path, output: Path, program: str = "") -> Iterator[None]:
    """Let the commands that are advised meanwhile work on these folders; ``program`` is how it is started."""
    token = _RUN.set(RunFolders(inputs, output, program))
    try:
        yield
    finally:
        _RUN.reset(token)


def holds_workbook(folder: Path) -> bool:
    """Whether a workbook lies in the folder, so that it is the folder of a year."""
    return any((folder / f"{WORKBOOK_STEM}{suffix}").exists() for suffix in SUFFIXES)


def program() -> str:
    """What is typed to start this program, in the words in which it was started: .venv/bin/python generate.py."""
    if said := _RUN.get().program:
        return said
    if starter := os.environ.get(STARTER):
        return "".join(_typed((starter,)))
    typed = (sys.orig_argv[0], sys.argv[0])
    if Path(sys.argv[0]).name != _SCRIPT:  # from within another program
        typed = (short(Path(sys.executable)), short(ROOT / _SCRIPT))
    return " ".join(_typed(typed))


def command(name: str, *words: object, year: int | str | None = None) -> str:
    """The command of that name with the words behind it, on the year, and on the folders of this run.

    A path among the words is written as seen from the working directory; it says where the inputs are.
    """
    said = [short(each) if isinstance(each, Path) else str(each) for each in words]
    has_path = any(isinstance(each, Path) for each in words)
    return " ".join(
        (program(), *_typed((*filter(None, (name,)), *said, *_options(name, year, has_path=has_path))))
    )


def on_folder(name: str, folder: Path) -> str:
    """The command of that name on the year whose inputs are in the folder, wherever that lies."""
    run = _RUN.get()
    if not run.is_of_one_year and folder.resolve().parent == run.inputs.resolve() and folder.name.isdecimal():
        return command(name, year=folder.name)
    return command(name, "--inputs", folder)


def folder_of(year: int | str) -> Path:
    """The folder that the inputs of the year are in, or go into."""
    run = _RUN.get()
    return run.inputs if run.is_of_one_year else run.inputs / str(year)


def _options(name: str, year: int | str | None, *, has_path: bool) -> Iterator[str]:
    run, takes = _RUN.get(), OPTIONS[name]
    if year is not None and "year" in takes and (name in _OF_OUTPUTS or not run.is_of_one_year):
        yield from ("--year", str(year))
    if run.inputs != INPUTS and "inputs" in takes and not has_path:
        yield from ("--inputs", short(run.inputs))
    if run.output != OUTPUT and "output" in takes:
        yield from ("--output", short(run.output))


def _typed(words: Iterable[str]) -> Iterator[str]:
    """The words as they are typed into a terminal: what the terminal would read otherwise is quoted."""
    for each in words:
        quoted = f'"{each}"' if os.name == "nt" else shlex.quote(each)
        yield each if _SAFE.fullmatch(each) else quoted
