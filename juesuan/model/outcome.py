"""What a command has done, as the edges of the program tell it, and the exit codes."""

from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path

from msgspec import Struct

from juesuan.model.accounts import Accounts
from juesuan.model.given import Given
from juesuan.model.problems import Problem
from juesuan.model.values import Figures
from juesuan.model.written_text import Statement, Typed

DONE, OPEN, NOTHING = 0, 1, 2
"""Exit codes: report written and nothing open; written, something open; nothing written."""


class Office(Enum):
    """Which reports LibreOffice lays out as well, to count and compare the pages of the Word file."""

    NONE = auto()
    FINAL = auto()
    """Those that are no drafts, where LibreOffice is there."""
    ALL = auto()
    """All of them; where it is not there, that is told."""

    def takes(self, *, is_draft: bool) -> bool:
        """Say whether it lays out a report of this run."""
        return self is Office.ALL or (self is Office.FINAL and not is_draft)


class Made(Struct, frozen=True):
    """The report that a run has made, with its files and what is told of it."""

    files: tuple[Path, ...]
    pages: int
    """The pages of the PDF."""
    figures: int
    """How many numbers in the text come from figures."""
    charts: int
    """How many charts are drawn in it."""
    problems: tuple[Problem, ...]
    is_new: bool = True
    """False where nothing had changed since the last run."""


class Checked(Struct, frozen=True):
    """What a check has found that makes no report, and what it has read and computed for that."""

    problems: tuple[Problem, ...]
    figures: Figures
    given: Given
    """The files as they were read."""
    accounts: Accounts
    last: Accounts | None = None
    """Last year's, where there are any."""
    statements: tuple[Statement, ...] = ()
    """Every text that a person wrote, its tags filled."""
    typed: tuple[Typed, ...] = ()
    """The numbers that people typed into them, in the order of their marks."""


class Placed(Struct, frozen=True):
    """The files that a command has put down which makes no report; none where all were there already."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    advice: tuple[str, ...]
    """What the officer does next, in lines."""


class Told(Struct, frozen=True):
    """The answer of a command that looks something up and makes nothing."""

    code: int
    """The exit code: ``DONE``, ``OPEN`` or ``NOTHING``."""
    head: tuple[str, ...]
    """The headings of the columns of ``rows``."""
    rows: tuple[tuple[str, ...], ...]
    """The rows of a table; none where there is nothing to list."""
    said: tuple[str, ...]
    """What is said beside the table, in lines."""
    data: Mapping[str, object]
    """The same answer for another program, as values that become JSON."""
    problems: tuple[Problem, ...] = ()


class PartlyPlaced(Exception):  # noqa: N818 - the name is the reason
    """The disk failed while the outputs were put into their places; its cause is the OSError."""

    def __init__(self, done: tuple[str, ...], left: tuple[str, ...], problems: tuple[Problem, ...] = ()) -> None:
        """``done`` are the files that are new, ``left`` those that should be; ``problems`` tell what was moved."""
        super().__init__(*done)
        self.done, self.left, self.problems = done, left, problems


def short(path: Path) -> str:
    """The path as the officer is told it: from the working directory where it lies inside, else as it is."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
