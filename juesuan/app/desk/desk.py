"""The desk as a value: the folders that it works on, its two corridors, the years in them."""

import re
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from juesuan.app.command_line import Asked, Check, Make
from juesuan.app.desk import year_state
from juesuan.app.desk.events import Events
from juesuan.app.desk.page_layout import PageLayout
from juesuan.app.desk.unfinished import Unfinished
from juesuan.app.desk.year_state import YearState
from juesuan.model import advised
from juesuan.model.problems import ReportError, error
from juesuan.year.importing import Import

if TYPE_CHECKING:
    import subprocess

    from juesuan.year.starting import Start


class Desk(Struct, frozen=True):
    """All that the pages have in common."""

    inputs: Path
    """The folder of the folders of the years, or one of these."""
    output: Path
    make: Make
    check: Check
    above: str = ""
    """The address of the county's table that this desk was opened from; empty for a desk of its own."""
    events: Events = field(default_factory=Events)
    kept: dict[int, YearState] = field(default_factory=dict)
    """The years that were looked at already."""
    laid_out: dict[int, PageLayout] = field(default_factory=dict)
    """The pages of the years whose pages were looked at."""
    beside: list["subprocess.Popen[str]"] = field(default_factory=list)
    """The desks that were opened from this one and end with it."""
    offered: list[Import] = field(default_factory=list)
    """The import that is shown and not taken yet; at most one."""
    started: list["Start"] = field(default_factory=list)
    """The year from a finished report that is shown and not made yet; at most one."""
    changing: threading.Lock = field(default_factory=threading.Lock)
    """Held while a form is done: of two at once the later would write over what the earlier has written."""
    unfinished: Unfinished = field(default_factory=Unfinished)
    seen: set[Path] = field(default_factory=set)
    """Of the two folders those that were there when somebody asked last."""
    warming: threading.Lock = field(default_factory=threading.Lock)
    """Taken once what a report needs is being loaded, see ``warming``."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years that there are folders of inputs for, the newest last."""
        return tuple(sorted(self._folders()))

    def year(self, number: int) -> YearState | None:
        """The year of that number; None where there is no folder for it."""
        folder = self._folders().get(number)
        if folder is None:
            return None
        state = YearState(number, folder, self.output, self.make, self.check, self.events, self.unfinished)
        return self.kept.setdefault(number, state)

    def pages(self, state: YearState) -> PageLayout:
        """The pages of a year."""
        return self.laid_out.setdefault(state.year, PageLayout(state))

    def require_folders(self) -> None:
        """Raises ReportError where a folder that was there is not: whatever was written would lie elsewhere."""
        there = {each for each in (self.inputs, self.output) if each.is_dir()}
        if gone := sorted(self.seen - there):
            raise ReportError(year_state.gone(gone[0]))
        self.seen.update(there)

    def _folders(self) -> dict[int, Path]:
        if advised.holds_workbook(self.inputs) and _is_year(self.inputs):
            return {int(self.inputs.name): self.inputs}
        found = self.inputs.glob("20[0-9][0-9]") if self.inputs.is_dir() else ()
        return {int(each.name): each for each in found if each.is_dir() and not each.is_symlink()}


def of(asked: Asked) -> Desk:
    """The desk for what a command line asks for. Raises ReportError where a workbook's folder names no year."""
    inputs, output = asked.inputs.resolve(), asked.output.resolve()
    if advised.holds_workbook(inputs) and not _is_year(inputs):
        advice = "请把这个文件夹改名为年度（如 2024），再打开工作台。"
        raise ReportError(error("K01", asked.inputs, "里面有决算数据，但文件夹的名称不是年度", advice))
    return Desk(inputs, output, partial(asked.make, office=asked.which_by_office), asked.check)


def _is_year(folder: Path) -> bool:
    return re.fullmatch(r"20\d\d", folder.name) is not None
