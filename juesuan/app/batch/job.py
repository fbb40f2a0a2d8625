"""What a worker does for one department: its report made or only checked; whatever fails is a result, too."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from juesuan.app import earlier, summary
from juesuan.app.batch import memory
from juesuan.app.batch.departments import DepartmentFolder
from juesuan.app.command_line import Check, Make
from juesuan.model import advised
from juesuan.model.county import DepartmentFigures, DepartmentState, DoneDepartment
from juesuan.model.identity import digest
from juesuan.model.outcome import Checked, short
from juesuan.model.problems import Problem, ReportError, error, warning

Result = TypeVar("Result")
LARGEST_STEP = "排 PDF"
"""The step that needs the most memory: what it and the steps before it have left is given back, 12 and 20 MB."""


class Job(Struct, frozen=True):
    """What is to be done for one department."""

    make: Make
    check: Check
    folder: Path
    """The folder of the department, as whoever began all this calls it."""
    year: int
    check_only: bool
    program: str
    """What is typed to start the program."""


def of(folder: DepartmentFolder, make: Make, check: Check, year: int, *, check_only: bool) -> Job:
    """The job on the year of a department, whose folder is called as it is seen from here."""
    return Job(make, check, Path(short(folder.path.absolute())), year, check_only, advised.program())


class Heard(Struct):
    """A voice that nobody hears: it keeps the lines that were said."""

    lines: list[str] = field(default_factory=list)

    def step(self, what: str, work: Callable[[], Result], said: Callable[[Result], str] = lambda _: "") -> Result:  # noqa: ARG002
        """What ``work`` returns."""
        if what != LARGEST_STEP:
            return work()
        memory.give_back()
        made = work()
        memory.give_back()
        return made

    def bar(self, _: int) -> Callable[[object], None]:
        """A function that does nothing."""
        return lambda _: None

    def say(self, line: str) -> None:
        """Keeps a line."""
        self.lines.append(line)


def done(job: Job, place: Path | None = None) -> DoneDepartment:
    """What has become of a department; ``place`` is where its files are, if not in the folder of the job.

    A report is drawn in this process: others are at work, too. Nothing is raised but what ends the process.
    """
    from charts import draw  # noqa: PLC0415 - whoever only hands out jobs draws nothing

    begun, heard = time.perf_counter(), Heard()
    said, here = DepartmentFolder(job.folder), DepartmentFolder(place or job.folder)
    files: tuple[str, ...] = ()
    figures = None
    try:
        working = advised.working_on(said.inputs, said.output, job.program)
        with working, draw.here(), memory.unsearched():
            if job.year not in here.years:
                message = f"没有 {job.year} 年度的文件夹"
                raise ReportError(error("I01", said.inputs, message, "有了再运行一次，别的单位不会重做。"))
            if job.check_only:
                state, problems, figures = _checked(job, here, heard)
            else:
                state, problems, files, figures = _made(job, here, heard)
    except Exception as caught:  # noqa: BLE001 - one department that fails must not stop the others
        state = DepartmentState.REFUSED
        problems = tuple(summary.reasons(caught, here.output, writes=not job.check_only))
    memory.give_back()
    seconds = time.perf_counter() - begun
    return DoneDepartment(said.name, state, problems, tuple(heard.lines), files, figures, seconds)


_Checked = tuple[DepartmentState, tuple[Problem, ...], DepartmentFigures | None]


def _checked(job: Job, here: DepartmentFolder, heard: Heard) -> _Checked:
    folder = here.inputs / str(job.year)
    checked = job.check(folder, heard, partial(earlier.earlier, here.output, folder))
    return DepartmentState.CHECKED, checked.problems, _figures(checked)


def _figures(checked: Checked) -> DepartmentFigures | None:
    """The figures for the county; None where cells are blank that must be filled in."""
    if checked.accounts.gaps:
        return None
    from juesuan.figures import county_figures  # noqa: PLC0415 - as above

    name = checked.given.workbooks[0]
    return county_figures.of(checked.accounts, digest(checked.given.files[name]))


def _made(
    job: Job, here: DepartmentFolder, heard: Heard
) -> tuple[DepartmentState, tuple[Problem, ...], tuple[str, ...], DepartmentFigures | None]:
    made = job.make(here.inputs / str(job.year), here.output, heard)
    files = tuple(short(job.folder / path.relative_to(here.path)) for path in made.files)
    state = DepartmentState.MADE if made.is_new else DepartmentState.SAME
    if any(problem.is_open_error for problem in made.problems):
        state = DepartmentState.DRAFT
    figures = _figures_of_report(here, job.year)
    if figures is None:
        advice = "请再运行一次，只重做这个单位。"
        changed = warning("I62", job.folder / "inputs", "生成时填报文件又改了，没有列入汇总", advice)
        return state, (*made.problems, changed), files, None
    return state, made.problems, files, figures


def _figures_of_report(here: DepartmentFolder, year: int) -> DepartmentFigures | None:
    """The figures for the county, of what the last version was made of; None where that has changed since."""
    from juesuan import reading  # noqa: PLC0415 - as above
    from juesuan.figures import county_figures  # noqa: PLC0415 - as above
    from juesuan.versions import store  # noqa: PLC0415 - as above

    given = reading.given(here.inputs / str(year))
    if store.of(here.output / str(year))[-1].sources != given.digests:
        return None
    return county_figures.of(reading.book(given), digest(reading.workbook_of(given)[1]))
