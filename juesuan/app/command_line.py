"""What a command line asks for, and what a command of the program is: its word, its options, its function."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from juesuan.app.teller import Teller
from juesuan.app.telling import Telling
from juesuan.model import advised
from juesuan.model.edit import UNDECIDED, Decided
from juesuan.model.outcome import Checked, Made, Office
from juesuan.model.problems import ReportError, error

if TYPE_CHECKING:
    from juesuan.model.earlier import EarlierOf


USUAL = Office.FINAL
"""The reports that LibreOffice lays out where nobody says otherwise: what is handed over is compared."""


class Make(Protocol):
    """The function that makes the report of a year, see ``generate.make``."""

    def __call__(
        self,
        folder: Path,
        output: Path,
        tell: Telling,
        /,
        *,
        office: Office = Office.NONE,
        decided: Decided = UNDECIDED,
    ) -> Made:
        """The report made from a year's ``folder``, with its files in ``output``; raises ReportError.

        ``office``: which reports LibreOffice lays out. ``decided``: edits given up or taken back.
        """


Check = Callable[[Path, Telling, "EarlierOf"], Checked]
"""The function that checks the year in a folder and makes nothing, see ``generate.check``."""


class Asked(Struct, frozen=True):
    """A command line as the officer wrote it; options that the command does not take have their defaults."""

    make: Make
    check: Check
    tell: Teller
    words: tuple[str, ...] = ()
    """The words behind the command: a folder, a year, a number, a file or several; none where it takes none."""
    year: str | None = None
    """The year in four digits; None for the newest."""
    inputs: Path = advised.INPUTS
    """The folder that holds the folders of the years, or one of these."""
    output: Path = advised.OUTPUT
    """The folder that the outputs of all years are put into."""
    office: bool = False
    """Whether LibreOffice lays out the Word file in any case, a draft too."""
    no_office: bool = False
    """Whether it never does."""
    all: bool = False
    """Whether all numbers that were not looked at yet are confirmed."""
    by: str = ""
    """Who has looked at them."""
    dry_run: bool = False
    """Whether only what would be changed is shown."""
    yes: bool = False
    """Whether what is shown is also written, without a question."""
    address: bool = False
    """Whether the address of the desk is only told, and no browser opened."""
    workers: int | None = None
    """How many processes work on departments at a time; None for as many as there are processors."""
    cluster: str = ""
    """The address of the cluster that works on departments, ``local`` for one on this machine; empty for none."""
    check_only: bool = False
    """Whether departments are only checked."""
    attach: str = ""
    """The year whose report is to have the years before it as an appendix; empty for none."""

    @property
    def which_by_office(self) -> Office:
        """The reports that LibreOffice lays out as well; ``USUAL`` where the command line says nothing."""
        return Office.ALL if self.office else Office.NONE if self.no_office else USUAL

    @property
    def year_number(self) -> int | None:
        """The year that was asked for as a number, None for the newest; raises ReportError for what is no year."""
        if self.year and not re.fullmatch(r"20\d\d", self.year):
            raise ReportError(error("I01", "--year", f"“{self.year}”不是年度", "请写四位数字，如 2020。"))
        return int(self.year) if self.year else None

    @property
    def named(self) -> str:
        """The one word behind the command."""
        return self.words[0]

    @property
    def folder(self) -> Path:
        """The folder of the year asked for, or of the newest; ``inputs`` itself where that holds a workbook.

        Raises ReportError where there is no such folder.
        """
        if self.year is None and advised.holds_workbook(self.inputs):
            return self.inputs
        years = _years(self.inputs)
        if self.year in years or (self.year is None and years):
            return self.inputs / (self.year or years[-1])
        message = f"没有 {self.year} 年度的文件夹" if self.year else "里面没有以年度命名的文件夹，如 2020"
        advice = f"现有：{'、'.join(years)}。" if years else self._begin()
        raise ReportError(error("I01", self.inputs, message, advice))

    def _begin(self) -> str:
        """What to do where there is no year at all: the accounts of last year are those that are made now."""
        year = self.year or str(datetime.now(UTC).year - 1)
        return f"可以运行 {advised.command('init', self.inputs / year)} 放一套空白文件。"

    @property
    def named_folder(self) -> Path:
        """The folder that was named; a year alone names its folder in ``inputs``, where the program looks."""
        return self.inputs / self.named if re.fullmatch(r"20\d\d", self.named) else Path(self.named)


def _years(inputs: Path) -> list[str]:
    found = inputs.glob("[0-9][0-9][0-9][0-9]") if inputs.is_dir() else ()
    return sorted(each.name for each in found if each.is_dir())


class Command(Struct, frozen=True):
    """A command of the program: its word, its options, and the function that runs it."""

    name: str
    """The word that calls it; empty for the making of a report, which needs none."""
    about: str
    """The line on it in the help."""
    run: Callable[[Asked], int]
    """The function that does it, tells the officer of it, and returns the exit code."""
    also: tuple[str, ...] = ()
    """The options it has beside those of ``advised.OPTIONS``, by their keys in ``USAGE``."""
    named: str = ""
    """The name, in the help, of the word that must stand behind it; empty where none may."""
    pattern: str = ".*"
    """The regular expression that the word behind it must match as a whole."""
    undone: str = "生成"
    """The verb for what has not been done where it is refused, as in 没有生成."""
    takes_several: bool = False
    """Whether more than one such word may stand behind it."""
    may_stand_alone: bool = False
    """Whether the word behind it may be left out."""

    @property
    def takes(self) -> tuple[str, ...]:
        """The options it has, by their keys in ``USAGE``."""
        return (*advised.OPTIONS[self.name], *self.also)

    @property
    def writes(self) -> bool:
        """Whether it puts something into the folder of outputs."""
        return "output" in self.takes and "json" not in self.takes

    @property
    def usage(self) -> str:
        """The line that shows how the command is written, with all its options."""
        named = f"{self.named}…" if self.takes_several else self.named
        named = f"[{named}]" if self.may_stand_alone else named
        words = (advised.program(), self.name, named, *(USAGE[each] for each in self.takes))
        return " ".join(filter(None, words))


USAGE = {
    "year": "[--year 年度]",
    "inputs": "[--inputs 文件夹]",
    "output": "[--output 文件夹]",
    "office": "[--office]",
    "no_office": "[--no-office]",
    "all": "[--all]",
    "by": "[--by 姓名]",
    "dry_run": "[--dry-run]",
    "yes": "[--yes]",
    "address": "[--address]",
    "workers": "[--workers 个数]",
    "cluster": "[--cluster 地址]",
    "check_only": "[--check-only]",
    "attach": "[--attach 年度]",
    "quiet": "[--quiet | --json]",
    "json": "[--json]",
}
