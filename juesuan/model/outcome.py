"""What a command has done, as the edges of the program tell it, and the exit codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from juesuan.model.problems import Problem

DONE, OPEN, NOTHING = 0, 1, 2
"""Exit codes: report written and nothing open; written, something open; nothing written."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a run has made."""

    files: tuple[Path, ...]
    pages: int
    figures: int
    """How many numbers in the text come from figures."""
    charts: int
    problems: tuple[Problem, ...]
    is_new: bool = True
    """False where nothing had changed since the last run."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check without a report has found."""

    figures: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """What a command that makes no report has put down; nothing where all was there already."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    advice: tuple[str, ...]
    """How to go on, in lines."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a command that looks something up has found."""

    code: int
    """The exit code."""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """A table below ``head``; none where there is nothing to list."""
    said: tuple[str, ...]
    """In lines."""
    data: Mapping[str, object]
    """The same for another program."""
    problems: tuple[Problem, ...] = ()


class PartlyPlaced(Exception):  # noqa: N818 - the name is the reason
    """The disk failed while the outputs were put into their places; its cause is the OSError."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """``names`` are the files that may be new, moved or gone; all others are as they were."""
        super().__init__(*names)
        self.names = names


def short(path: Path) -> str:
    """The path from here, where it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
