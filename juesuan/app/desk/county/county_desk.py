"""The county as a value: its departments, what is known of each, and which of them must be looked at again."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.app import summary
from juesuan.app.batch import departments
from juesuan.app.batch.departments import DepartmentFolder
from juesuan.app.desk.county import kept_rows, rows
from juesuan.app.desk.county.opened_desks import OpenedDesks
from juesuan.app.desk.county.rows import DepartmentRow
from juesuan.app.desk.county.together import Together
from juesuan.app.desk.desk import Desk
from juesuan.app.desk.events import NO_YEAR, Events
from juesuan.app.desk.year_state import YearState
from juesuan.model import system_failures


class CountyDesk(Struct):
    """All that the pages of a county have in common; its methods may be called from any thread."""

    desk: Desk
    """Its inputs and its output are the folder of the county."""
    kept: dict[int, dict[str, DepartmentRow]]
    """The rows that were found last, by year and folder."""
    opened: OpenedDesks = field(default_factory=OpenedDesks)
    together: Together = field(default_factory=Together)
    looked_at: int | None = None
    """The year whose table was asked for last; None before any was."""
    waiting: frozenset[str] = frozenset()
    """The folders of that year in which something was saved since somebody looked, as far as that is known."""
    is_closing: bool = False
    """Whether nothing more is looked at."""
    _keeping: threading.Lock = field(default_factory=threading.Lock)

    @property
    def folder(self) -> Path:
        """The folder of the county."""
        return self.desk.inputs

    def departments(self) -> tuple[DepartmentFolder, ...]:
        """The departments in the folder, by name. Raises ReportError where there are none."""
        return departments.found(self.folder)

    def department(self, name: str) -> DepartmentFolder | None:
        """The department whose folder has that name; None where there is none that may be looked into."""
        found = (each for each in self.departments() if each.name == name and not self.why_not(each))
        return next(found, None)

    def why_not(self, department: DepartmentFolder) -> str:
        """Why a department is not looked into; empty for all but a few."""
        return departments.why_not(self.folder, department)

    def table(self, year: int) -> tuple[DepartmentRow, ...]:
        """The rows of a year as they are known now, by the names of the folders; nobody waits for them."""
        if year != self.looked_at:
            self.looked_at, self.waiting = year, frozenset()
        return tuple(self._row(each, year) for each in self.departments())

    def _row(self, department: DepartmentFolder, year: int) -> DepartmentRow:
        if why := self.why_not(department):
            return rows.refused(department.name, why)
        return self.kept.get(year, {}).get(department.name) or rows.unknown(department.name)

    def stale(self, year: int) -> tuple[DepartmentFolder, ...]:
        """The departments in which a file was saved since somebody looked."""
        held = self.kept.get(year, {})
        return tuple(
            each
            for each in self.departments()
            if not self.why_not(each)
            and (each.name not in held or held[each.name].stamp != rows.stamp(each, year))
        )

    def refresh(self) -> Iterator[str]:
        """Looks at each department of the year whose row is out of date; yields the names of their folders.

        Whoever runs something for all of them tells of each, so none is looked at meanwhile, nor for a year that
        nobody asks for any more.
        """
        year = self.looked_at
        if year is None or self.together.what:
            return
        left = self.stale(year)
        self.waiting = frozenset(each.name for each in left)
        for each in left:
            if self.together.what or self.is_closing or self.looked_at != year:
                return
            self.put(year, self._looked(each, year))
            yield each.name

    def put(self, year: int, row: DepartmentRow) -> None:
        """Takes a row for what is known now of that department and year; its name is not forgotten."""
        held = self.kept.setdefault(year, {})
        name = row.name or (held[row.folder].name if row.folder in held else "")
        held[row.folder] = replace(row, name=name)
        if year == self.looked_at:
            self.waiting -= {row.folder}

    def keep(self) -> None:
        """Keeps what is known for the next time."""
        with self._keeping:
            kept_rows.keep(self.folder, self.kept)

    def _looked(self, department: DepartmentFolder, year: int) -> DepartmentRow:
        stamp = rows.stamp(department, year)
        inputs, events = department.inputs / str(year), Events()
        try:
            state = YearState(year, inputs, department.output, self.desk.make, self.desk.check, events)
            return rows.of_known(department, year, state.known(), stamp)
        except OSError as caught:
            return rows.refused(department.name, system_failures.reason(caught), stamp)

    def begin(self, what: str, work: Callable[[], None]) -> bool:
        """Begins something for all of them, see ``Together.begin``; where it fails as a whole, that is told."""
        return self.together.begin(what, partial(self._worked, what, work), self._over)

    def _worked(self, what: str, work: Callable[[], None]) -> None:
        try:
            with self.desk.unfinished.noted(what):
                work()
        except Exception as caught:  # noqa: BLE001 - as on the command line: an officer cannot read a traceback
            self.together.problems = tuple(summary.reasons(caught, self.folder))
            self.together.ended = "没有做完。"

    def _over(self) -> None:
        self.keep()
        self.tell("checked")
        self.tell("step", self.together.ended)

    def tell(self, name: str, said: str = "") -> None:
        """Tells the open pages of the county of something."""
        self.desk.events.tell(NO_YEAR, name, said)


def of(folder: Path, desk: Desk) -> CountyDesk:
    """The desk of the county in a folder. Raises ReportError where there are no departments in it."""
    departments.found(folder)
    return CountyDesk(desk, kept_rows.loaded(folder))
