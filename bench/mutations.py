"""Which slips of the pen the rules catch: ``make mutations``.

    python bench/mutations.py [--seed N] [--sample FRACTION] [--department NAME]

Three departments: the sample of ``inputs`` and the second and third of the tests. Every filled cell of a numeric
column, the year and the score get every slip of ``slips`` in turn. A slip that gives the same number back is none,
and a nil left blank is the same number: of this year a blank counts as nil.
``--sample`` takes that share of the cells, with all slips of each. The workbook is read once; a slip changes one
value of a grid, and from there it goes the program's own way: reader, figures, texts, rules.

- 拦住: the reader refuses the cell, or an open problem (错误 or 警告, not explained) that was not there before
  names it. A problem names a cell when it stands among its places, or when a cell of words of the same row does,
  as that of the reason for a difference without one. A blank has no place of its own; it is named with any cell of
  its row. A problem that names only other cells of a chain does not count, however true it is: the officer would
  look at the wrong place. It is counted apart, as 别处.
- 改了印出的数: one of the figures the report prints now prints otherwise, or is printed no more, or a figure that
  was nil or missing no longer is, which may open a sentence. A slip that the reader refuses prints nothing.
- 在勾稽里: at least one slip of the cell was caught by an equality: a problem of severity 错误 that names the
  cell, says a difference and expects a number, not a limit. Every other cell is free.

The last table is the same without 复核数值, where numbers keyed twice no longer vouch for each other.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from charts.data import Drawing  # noqa: E402 - the program lies beside this folder, not in it
from juesuan import (  # noqa: E402
    chartbook,
    checks,
    derive,
    entries,
    explanations,
    finishing,
    identity,
    inputs,
    phrases,
    sheets,
    spreadsheet,
    vocabulary,
    word,
    workbook,
)
from juesuan.grid import Grid, Value, address  # noqa: E402
from juesuan.model import Accounts, Figures  # noqa: E402
from juesuan.problems import Problem, ReportError, Severity  # noqa: E402
from juesuan.sheets import Column, Kind, Sheet  # noqa: E402
from juesuan.texts import Texts  # noqa: E402
from tests import builder, third  # noqa: E402

TEMPLATE = ROOT / "templates" / "report.docx"
SAMPLE, SECOND, THIRD = "样例", "水务局", "中学"
DEPARTMENTS = (SAMPLE, SECOND, THIRD)
PROCESSES = 2
AGAIN = "复核数值"
NUMERIC = frozenset({Kind.AMOUNT, Kind.NUMBER})
SHEETS: Mapping[str, Sheet] = {sheet.name: sheet for sheet in sheets.SHEETS}


# ---- departments


@dataclass(frozen=True, slots=True)
class Department:
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
        return _read(_folder(name, Path(folder)), keyed_twice=keyed_twice)


def _folder(name: str, root: Path) -> Path:
    if name == SAMPLE:
        return min((ROOT / "inputs").glob("[0-9]*"))
    return third.write(root) if name == THIRD else builder.write(root / "2021", builder.department())


def _read(folder: Path, *, keyed_twice: bool) -> Department:
    accounts, _ = inputs.read(folder)
    grids = dict(_grids(folder))
    if not keyed_twice:
        grids["业务指标"] = _without(grids["业务指标"], AGAIN)
        accounts = _accounts(grids, accounts.texts)
    earlier = inputs.last_year(folder, accounts)
    figures = derive.derive(accounts)
    found = _problems(accounts, figures, earlier)
    printed = frozenset(_printed(accounts, figures))
    return Department(grids, accounts, earlier, frozenset(map(_key, found)), _forms(figures), printed)


def _grids(folder: Path) -> Mapping[str, Grid]:
    return spreadsheet.read(folder / "决算数据.xlsx", list(SHEETS), [])


def _accounts(grids: Mapping[str, Grid], texts: Texts) -> Accounts:
    book = workbook.of(grids, [])
    return Accounts(**{each.name: getattr(book, each.name) for each in fields(book)}, texts=texts)


def _without(grid: Grid, heading: str) -> Grid:
    head = _head(grid, SHEETS[grid.name])
    at = grid.rows[head].index(heading)
    rows = [(*row[:at], "", *row[at + 1 :]) for row in grid.rows[head + 1 :]]
    return replace(grid, rows=(*grid.rows[: head + 1], *rows))


def _problems(accounts: Accounts, figures: Figures, last: Accounts | None) -> Sequence[Problem]:
    """Of the tables and of the texts."""
    evidence = checks.gather(accounts, figures, vocabulary.build(accounts, figures), last)
    return explanations.explain(checks.run(evidence), accounts.explanations)


def _problems_of_tables(accounts: Accounts, figures: Figures, last: Accounts | None) -> Sequence[Problem]:
    return explanations.explain(checks.run(checks.Evidence(accounts, figures, last=last)), accounts.explanations)


Look = Callable[[Accounts, Figures, Accounts | None], Sequence[Problem]]


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.where, problem.message


def _forms(figures: Figures) -> dict[str, str]:
    return {name: phrases.plain(phrases.text(figure)) for name, figure in figures.items()}


def _printed(accounts: Accounts, figures: Figures) -> Iterator[str]:
    """The figures in the text and in the charts."""
    charts = chartbook.charts(accounts, figures)
    drawings = {chart.name: Drawing(chart.name, "", b"", b"", 0, 0) for chart in charts}
    filled = word.render(TEMPLATE, vocabulary.build(accounts, figures).tags, drawings)
    serials = set(finishing.finish(filled, drawings, identity.about(accounts)).printed)
    return (name for name, figure in figures.items() if figure.serial in serials)


# ---- cells


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell with a number."""

    sheet: str
    row: int
    column: int
    value: Value
    label: str
    """What stands in the first filled cell of its row."""
    heading: str
    words: tuple[str, ...]
    """The cells of words in its row, as a problem names them."""
    row_of: tuple[str, ...]
    """All cells of its row."""
    before: Value
    """Last year's number of the row; blank where there is none."""
    beside: tuple[Value, ...]
    """The next numbers to the right and below."""

    @property
    def cell(self) -> str:
        """The cell as a problem names it."""
        return _place(self.sheet, self.row, self.column)


def _place(sheet: str, row: int, column: int) -> str:
    return f"〔{sheet}〕{address(row, column)}"


def spots(grids: Mapping[str, Grid]) -> Iterator[Spot]:
    """Every cell with a number in a column of numbers; of 基本信息 the numbers among its rows."""
    for name, sheet in SHEETS.items():
        head = _head(grids[name], sheet)
        columns = {grids[name].rows[head].index(column.heading): column for column in sheet.columns}
        for row in range(head + 1, len(grids[name].rows)):
            yield from _of_row(grids[name], row, columns)


def _head(grid: Grid, sheet: Sheet) -> int:
    headings = {column.heading for column in sheet.columns}
    return next(row for row, cells in enumerate(grid.rows) if headings <= set(cells))


def _of_row(grid: Grid, row: int, columns: Mapping[int, Column]) -> Iterator[Spot]:
    line = grid.rows[row]
    numeric = [at for at, column in columns.items() if _is_numeric(line, column) and _is_number(line[at])]
    label = next((str(value) for value in line[:2] if value), "")
    cells = {at: _place(grid.name, row, at) for at in columns}
    words = tuple(cells[at] for at, column in columns.items() if column.kind not in NUMERIC)
    before = [line[at] for at, column in columns.items() if column.field == "last"]
    for at in numeric:
        right = [line[other] for other in numeric if other > at][:1]
        below = [each[at] for each in grid.rows[row + 1 : row + 2] if _is_number(each[at])]
        yield Spot(
            grid.name, row, at, line[at], label, columns[at].heading, words, tuple(cells.values()),
            before[0] if before and columns[at].field != "last" else "", (*right, *below),
        )  # fmt: skip


def _is_numeric(line: Sequence[Value], column: Column) -> bool:
    if column.field != "content":
        return column.kind in NUMERIC
    return any(item.label == line[0] and item.kind is Kind.NUMBER for item in sheets.DEPARTMENT.items)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# ---- slips

SWAPPED, DROPPED, DOUBLED, SIGN = "相邻两位颠倒", "漏一位", "多一位", "正负号"
TIMES: Mapping[str, Decimal] = {"乘十": Decimal(10), "除以十": Decimal("0.1"), "乘一万": Decimal(10_000)}
EARLIER, BESIDE, BLANK = "填成上年数", "填成邻格的数", "漏填"
KINDS = (SWAPPED, *TIMES, DROPPED, DOUBLED, SIGN, EARLIER, BESIDE, BLANK)


_UNKNOWN_WHERE_BLANK = frozenset(column.heading for column in (sheets.LAST, sheets.BUDGET)) | {
    "上年数",
    "上年数值",
}
"""Of last year and of the budget a blank says that the number is not known; elsewhere it counts as nil."""


def slips(spot: Spot) -> Iterator[tuple[str, Value]]:
    """Kind and value of every slip that gives another number, each once."""
    found: dict[tuple[str, Value], None] = dict.fromkeys(_slips(spot))
    return (each for each in found if each[1] != spot.value)


def _slips(spot: Spot) -> Iterator[tuple[str, Value]]:
    typed = entries.plain(spot.value)
    for kind, change in _CHANGES.items():
        yield from ((kind, float(each)) for each in change(typed) if any(mark.isdigit() for mark in each))
    yield from ((kind, float(Decimal(typed) * factor)) for kind, factor in TIMES.items())
    yield SIGN, -float(typed)
    if spot.before != "":
        yield EARLIER, spot.before
    yield from ((BESIDE, value) for value in spot.beside)
    if Decimal(typed) or spot.heading in _UNKNOWN_WHERE_BLANK:
        yield BLANK, ""


def _swapped(typed: str) -> Iterator[str]:
    places = [place for place, mark in enumerate(typed) if mark.isdigit()]
    for one, other in pairwise(places):
        marks = list(typed)
        marks[one], marks[other] = marks[other], marks[one]
        yield "".join(marks)


def _dropped(typed: str) -> Iterator[str]:
    return (typed[:place] + typed[place + 1 :] for place, mark in enumerate(typed) if mark.isdigit())


def _doubled(typed: str) -> Iterator[str]:
    return (typed[:place] + mark + typed[place:] for place, mark in enumerate(typed) if mark.isdigit())


_CHANGES: Mapping[str, Callable[[str], Iterator[str]]] = {SWAPPED: _swapped, DROPPED: _dropped, DOUBLED: _doubled}


# ---- what comes of a slip


@dataclass(frozen=True, slots=True)
class Outcome:
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
    if grid.name == sheets.PROJECTS.name:
        given[sheets.PERFORMANCE_INDICATORS.name] = known.grids[sheets.PERFORMANCE_INDICATORS.name]
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


# ---- the whole run


def run(names: Iterable[str] = DEPARTMENTS, *, sample: float = 1, seed: int = 0) -> list[Outcome]:
    """Every slip of the departments, or of a share of their cells, in this process."""
    return [each for task in tasks(names, sample, seed) for each in tried(task)]


def each_so_many(step: int, start: int = 0) -> list[Outcome]:
    """Every so many slips of all departments, so that each kind of cell has its share."""
    found = [
        (name, spot, slip)
        for name in DEPARTMENTS
        for spot in spots(department(name).grids)
        for slip in slips(spot)
    ]
    return [outcome(name, department(name), spot, slip) for name, spot, slip in found[start::step]]


Task = tuple[str, bool, Spot]
"""A department, whether its numbers are keyed twice, a cell."""


def tasks(names: Iterable[str], sample: float, seed: int, *, keyed_twice: bool = True) -> list[Task]:
    """The cells to try; without ``keyed_twice`` only those of 业务指标, all others are as before."""
    chosen = random.Random(seed)  # noqa: S311 - no secret
    found = [
        (name, keyed_twice, spot)
        for name in names
        for spot in spots(department(name, keyed_twice=keyed_twice).grids)
        if keyed_twice or spot.sheet == sheets.INDICATORS.name
    ]
    return [task for task in found if chosen.random() < sample]


def tried(task: Task) -> list[Outcome]:
    """Every slip of one cell."""
    name, keyed_twice, spot = task
    known = department(name, keyed_twice=keyed_twice)
    return [outcome(name, known, spot, slip) for slip in slips(spot)]


def tied(outcomes: Iterable[Outcome]) -> set[tuple[str, str]]:
    """Department and cell of those that an equality can name."""
    return {(each.department, each.spot.cell) for each in outcomes if each.by_equality}


# ---- the tables


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """By department and kind, then by whether the cell is in a tie."""
    yield "单位　种类：试了　拦住　别处　改了印出的数　其中拦住　％"
    for name in dict.fromkeys(each.department for each in outcomes):
        own = [each for each in outcomes if each.department == name]
        for kind in KINDS:
            yield _line(f"{name}　{kind}", [each for each in own if each.kind == kind])
        yield _line(f"{name}　合计", own)
    ties = tied(outcomes)
    for title, is_in in (("在勾稽里的格", True), ("其余的格", False)):
        own = [each for each in outcomes if ((each.department, each.spot.cell) in ties) is is_in]
        cells = len({(each.department, each.spot.cell) for each in own})
        yield _line(f"{title} {cells} 个", own)
    yield _line("全部", outcomes)


def _line(title: str, outcomes: Sequence[Outcome]) -> str:
    caught = [each for each in outcomes if each.is_caught]
    elsewhere = sum(bool(each.elsewhere) and not each.is_caught for each in outcomes)
    printed = [each for each in outcomes if each.is_printed]
    held = sum(each.is_caught for each in printed)
    share = f"{100 * held / len(printed):6.2f}" if printed else "     -"
    return f"{title}：{len(outcomes)}　{len(caught)}　{elsewhere}　{len(printed)}　{held}　{share}"


def missed(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The slips nobody is told of, by cell, those that change a printed digit first."""
    by_cell: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for each in outcomes:
        if not each.is_caught:
            by_cell[each.department, each.spot.cell].append(each)
    ties = tied(outcomes)
    for key, own in sorted(by_cell.items(), key=lambda item: -sum(each.is_printed for each in item[1])):
        yield _told(own, is_tied=key in ties)


def _told(missed_ones: Sequence[Outcome], *, is_tied: bool) -> str:
    name, spot = missed_ones[0].department, missed_ones[0].spot
    changed = "、".join(
        f"{each.kind} {_shown(each.value)}{'*' if each.is_printed else ''}" for each in missed_ones
    )
    title = (
        f"{name}{spot.cell} {spot.label}·{spot.heading} {_shown(spot.value)}{'（在勾稽里）' if is_tied else ''}"
    )
    return f"{title}：{reason(name, spot, {each.kind for each in missed_ones})}。{changed}"


def _shown(value: Value) -> str:
    return entries.plain(value) or "空"


def reason(name: str, spot: Spot, kinds: Collection[str]) -> str:
    """Why no rule sees the slips, by kind of cell."""
    sheet = SHEETS[spot.sheet]
    field = next(column.field for column in sheet.columns if column.heading == spot.heading)
    if set(kinds) == {BLANK}:
        return _LEFT_BLANK.get(field, "空着就是没有发生")
    if field == "last" and department(name).last is None:
        return "没有上年的工作簿可对照"
    if any(item.unit and item.label == spot.label for item in sheet.items):
        return "数量只写这一处，只能与上年、与金额比大小"
    return _FREE.get(field, "只写这一处，只知道不能大于什么")


_LEFT_BLANK = {
    "last": "上年数空着就是不知道",
    "budget": "预算数空着就是不知道",
    "again": "复核数值空着就是没有复核",
    "stated": "合计空着由程序相加",
    "score": "得分可以不填",
    "content": "得分可以不填",
}
_FREE = {
    "budget": "预算数只写这一处",
    "score": "得分只写这一处，等级只分四档",
    "content": "得分、年度只写这一处",
    "value": "没有填复核数值，也不在有合计的分组里",
}


# ---- the command


def main() -> None:
    """Measure and print."""
    options = _options()
    names = [options.department] if options.department else list(DEPARTMENTS)
    whole = tasks(names, options.sample, options.seed)
    alone = tasks(names, options.sample, options.seed, keyed_twice=False)
    with ProcessPoolExecutor(PROCESSES) as pool:
        outcomes = [each for found in pool.map(tried, whole, chunksize=4) for each in found]
        keyed_once = [each for found in pool.map(tried, alone, chunksize=4) for each in found]
    rest = [each for each in outcomes if each.spot.sheet != sheets.INDICATORS.name]
    lines = (*table(outcomes), _line("不填复核数值时全部", [*rest, *keyed_once]), "", *missed(outcomes))
    sys.stdout.write("\n".join(lines) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="逐格试各种笔误，看核对拦住多少。")
    parser.add_argument("--seed", type=int, default=0, help="抽样的种子")
    parser.add_argument("--sample", type=float, default=1, help="抽多少格，0 到 1")
    parser.add_argument("--department", choices=DEPARTMENTS, help="只试一个单位")
    return parser.parse_args()


if __name__ == "__main__":
    main()
