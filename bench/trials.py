"""A department with one cell changed: read, derived and checked in memory, and what comes of it."""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from bench.slips import BLANK, SHEETS, Spot, head
from charts.data import Drawing
from juesuan import checks, reading
from juesuan.figures import chart_data, derive, phrases
from juesuan.model import editions, identity, values, workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.problems import Problem, ReportError, Severity
from juesuan.model.values import Figures
from juesuan.model.written_text import Texts
from juesuan.model.year_folder import WORKBOOK
from juesuan.reading import inputs, spreadsheet, workbook
from juesuan.reading.grid import Formatted, Grid, Value
from juesuan.word import fill, finish
from juesuan.wording import vocabulary
from tests.support import builder, county_school, water_office

ROOT = Path(__file__).resolve().parent.parent
SAMPLE, SECOND, THIRD = "样例", "水务局", "中学"
DEPARTMENTS = (SAMPLE, SECOND, THIRD)
AGAIN = "复核数值"


# ---- departments


class Department(Struct, frozen=True):
    """A department as it was read, and what is said of it without any slip."""

    grids: Mapping[str, Grid]
    accounts: Accounts
    last: Accounts | None
    known: frozenset[tuple[str, str, str]]
    """Code, place and message of every problem."""
    forms: Mapping[str, str]
    """Every figure as it is printed."""
    printed: frozenset[str]
    """The figures that the report prints."""


@cache
def department(name: str, *, keyed_twice: bool = True) -> Department:
    """A department of ``DEPARTMENTS``; without ``keyed_twice`` its 复核数值 are blank."""
    with tempfile.TemporaryDirectory() as folder:
        return _read(folder_of(name, Path(folder)), keyed_twice=keyed_twice)


def folder_of(name: str, root: Path) -> Path:
    """The folder of a department's year; but for the sample it is made in ``root``."""
    if name == SAMPLE:
        return min((ROOT / "inputs").glob("[0-9]*"))
    return county_school.write(root) if name == THIRD else builder.write(root / "2021", water_office.department())


def _read(folder: Path, *, keyed_twice: bool) -> Department:
    accounts, _ = reading.read(reading.given(folder))
    grids = dict(_grids(folder))
    if not keyed_twice:
        grids["业务指标"] = _without(grids["业务指标"], AGAIN)
        accounts = _accounts(grids, accounts.texts)
    earlier, _ = inputs.last_year(reading.given(folder), accounts)
    figures = derive.derive(accounts)
    found = _problems(accounts, figures, earlier)
    printed = frozenset(_printed(accounts, figures))
    return Department(grids, accounts, earlier, frozenset(map(_key, found)), _forms(figures), printed)


def _grids(folder: Path) -> Mapping[str, Grid]:
    found = spreadsheet.read((folder / WORKBOOK).read_bytes(), WORKBOOK, list(SHEETS), [])
    return {name: replace(grid, rows=tuple(map(_stored, grid.rows))) for name, grid in found.items()}


def _stored(row: Sequence[Value]) -> tuple[Value, ...]:
    """The cells without their number formats: a slip changes what they hold."""
    return tuple(each.stored if isinstance(each, Formatted) else each for each in row)


def _accounts(grids: Mapping[str, Grid], texts: Texts) -> Accounts:
    book = workbook.of(grids, [])
    return Accounts(**asdict(book), texts=texts)


def _without(grid: Grid, heading: str) -> Grid:
    top = head(grid, SHEETS[grid.name])
    at = grid.rows[top].index(heading)
    rows = [(*row[:at], "", *row[at + 1 :]) for row in grid.rows[top + 1 :]]
    return replace(grid, rows=(*grid.rows[: top + 1], *rows))


def _problems(accounts: Accounts, figures: Figures, last: Accounts | None) -> Sequence[Problem]:
    """Of the tables and of the texts."""
    evidence = checks.gather(accounts, figures, vocabulary.build(accounts, figures), last)
    return checks.with_idle(evidence, checks.explained(evidence, checks.run(evidence)))


def _problems_of_tables(accounts: Accounts, figures: Figures, last: Accounts | None) -> Sequence[Problem]:
    evidence = checks.Evidence(accounts, figures, last=last)
    return checks.with_idle(evidence, checks.explained(evidence, checks.run(evidence)))


Look = Callable[[Accounts, Figures, Accounts | None], Sequence[Problem]]


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.where, problem.message


def _forms(figures: Figures) -> dict[str, str]:
    return {name: values.plain(phrases.text(figure)) for name, figure in figures.items()}


def _printed(accounts: Accounts, figures: Figures) -> Iterator[str]:
    """The figures in the text and in the charts."""
    charts = chart_data.charts(accounts, figures)
    drawings = {chart.name: Drawing(chart.name, "", b"", b"", 0, 0) for chart in charts}
    template = editions.named(accounts.department.edition.text).template
    filled = fill.render(template, vocabulary.build(accounts, figures).tags, drawings)
    serials = set(finish.finish(filled, drawings, identity.about(accounts)).printed)
    return (name for name, figure in figures.items() if figure.serial in serials)


# ---- what comes of a slip


class Outcome(Struct, frozen=True):
    """A slip and what became of it."""

    department: str
    spot: Spot
    kind: str
    value: Value
    is_printed: bool
    """Whether a printed digit changes."""
    codes: tuple[str, ...]
    """Of the problems that name the cell."""
    by_equality: bool
    elsewhere: tuple[str, ...]
    """Of the new problems that do not."""

    @property
    def is_caught(self) -> bool:
        """Whether the officer is told of this cell."""
        return bool(self.codes)


def outcome(name: str, known: Department, spot: Spot, slip: tuple[str, Value]) -> Outcome:
    """Read, derive and check the department with one cell changed; the texts only where the tables say nothing."""
    kind, value = slip
    named = {spot.cell, *(spot.row_of if kind == BLANK else spot.words)}
    for look in (_problems_of_tables, _problems):
        problems, forms = _with_one_changed(known, spot, value, look)
        new = [problem for problem in problems if problem.is_open and _key(problem) not in known.known]
        own = [problem for problem in new if {problem.where, *problem.cells} & named]
        if own:
            break
    return Outcome(
        name, spot, kind, value, _is_printed(known, forms), tuple(problem.code for problem in own),
        any(map(_is_equality, own)),
        tuple(problem.code for problem in new if problem not in own),
    )  # fmt: skip


def _is_equality(problem: Problem) -> bool:
    is_of_two = bool(problem.difference) and not problem.expected.startswith("不大于")
    return problem.severity is Severity.ERROR and is_of_two


def _with_one_changed(
    known: Department, spot: Spot, value: Value, look: Look
) -> tuple[Sequence[Problem], Mapping[str, str]]:
    """The problems and the printed figures; of what is refused there are none."""
    problems: list[Problem] = []
    grid = known.grids[spot.sheet]
    line = grid.rows[spot.row]
    line = (*line[: spot.column], value, *line[spot.column + 1 :])
    grid = replace(grid, rows=(*grid.rows[: spot.row], line, *grid.rows[spot.row + 1 :]))
    try:
        accounts = _reread(known, grid, problems)
        if any(problem.severity is Severity.ERROR for problem in problems):
            return problems, {}
        figures = derive.derive(accounts)
        return [*problems, *look(accounts, figures, known.last)], _forms(figures)
    except ReportError as refused:
        return refused.problems, {}


def _reread(known: Department, grid: Grid, problems: list[Problem]) -> Accounts:
    """The accounts with one sheet read anew; the reader says nothing of sheets it is not given."""
    given = {grid.name: grid}
    if grid.name == workbook_form.PROJECTS.name:
        given[workbook_form.PERFORMANCE_INDICATORS.name] = known.grids[workbook_form.PERFORMANCE_INDICATORS.name]
    field = SHEETS[grid.name].field
    return replace(known.accounts, **{field: getattr(workbook.of(given, problems), field)})


def _is_printed(known: Department, forms: Mapping[str, str]) -> bool:
    if not forms:
        return False
    changed = {name for name in {*forms, *known.forms} if forms.get(name) != known.forms.get(name)}
    return any(name in known.printed or _is_opened(known.forms.get(name), forms.get(name)) for name in changed)


def _is_opened(before: str | None, now: str | None) -> bool:
    """Whether a number that was nil or missing now is one."""
    return now is not None and (before is None or _is_nil(before)) and not _is_nil(now)


def _is_nil(form: str) -> bool:
    return re.match(r"0(?![.\d])", form) is not None
