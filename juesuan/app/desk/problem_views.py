"""The problems of a year as the screen 核对 shows them: a list, and one with its cells and sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.app.desk.year_state import Known
from juesuan.figures import phrases
from juesuan.figures.provenance import standing
from juesuan.model import values, workbook_form
from juesuan.model.chinese import UNITS
from juesuan.model.problems import UNSEEN, Problem, RuleWords, Severity
from juesuan.reading.shown_cells import ShownCell

_ORDER = (*(severity.value for severity in Severity), "已说明")
_UNSPOKEN = re.compile(r"\W")
_LONGEST_KEY = 40
MOST_CELLS, _MOST_PARTS, _MOST_SENTENCES = 60, 16, 6
_FEWEST_CELLS = 3
"""A total and two parts."""


class Listed(Struct, frozen=True):
    """A problem in the list."""

    key: str
    """By which its address names it: C501-三公经费B13."""
    standing: str
    """错误, 警告, 提示 or 已说明."""
    problem: Problem


class Group(Struct, frozen=True):
    """The problems of one standing."""

    name: str
    listed: tuple[Listed, ...]


class CellLine(Struct, frozen=True):
    """A cell that takes part in a problem, as a line of a table."""

    place: str
    there: ShownCell
    money: str
    """What it holds, with separators of thousands; empty for words."""
    is_suspected: bool
    """Whether the advice says that a slip of the pen in it would explain everything."""
    choices: tuple[str, ...] = ()
    """What may stand there, what does stand there first; empty where anything may."""


class DrawnSum(Struct, frozen=True):
    """The cells of a problem added up, as far as they make its difference."""

    parts: tuple[str, ...]
    total: str
    stated: str
    """What the other cell says the total is."""
    difference: str


class PrintedSentence(Struct, frozen=True):
    """A sentence of the last version that prints a number of the cells."""

    text: str
    place: str
    pages: str


def listed(problems: Iterable[Problem]) -> tuple[Listed, ...]:
    """The problems with their keys, the gravest first, the one for numbers to be looked at left out.

    A key holds for as long as code and place do; equal ones are told apart by a number.
    """
    seen: dict[str, int] = {}
    found = []
    for problem in problems:
        key = f"{problem.code}-{_UNSPOKEN.sub('', problem.where)[:_LONGEST_KEY]}"
        seen[key] = seen.get(key, 0) + 1
        key = key if seen[key] == 1 else f"{key}-{seen[key]}"
        found.append(Listed(key, standing(problem), problem))
    shown = (each for each in found if each.problem.code != UNSEEN)
    return tuple(sorted(shown, key=lambda each: _ORDER.index(each.standing)))


def groups(every: Sequence[Listed]) -> tuple[Group, ...]:
    """The problems by standing; a standing without any is left out."""
    made = (Group(name, tuple(each for each in every if each.standing == name)) for name in _ORDER)
    return tuple(each for each in made if each.listed)


# ---- one problem


def cell_lines(problem: Problem, cells: Mapping[str, ShownCell]) -> tuple[CellLine, ...]:
    """The ``cells`` of the workbook that take part in the problem, in their order."""
    places = list(cells)[:MOST_CELLS]
    return tuple(
        CellLine(each, cells[each], _money(cells[each]), _is_named(each, problem.hint), _choices(cells[each]))
        for each in places
    )


def _choices(cell: ShownCell) -> tuple[str, ...]:
    form = next((each for each in workbook_form.SHEETS if each.name == cell.cell.sheet), None)
    rows = [each.choices for each in form.items if each.label == cell.row] if form else []
    columns = [each.choices for each in form.columns if each.heading == cell.column] if form else []
    found = next(filter(None, (*rows, *columns)), ())
    return tuple(dict.fromkeys((cell.shown, *found))) if found else ()


def _is_named(place: str, hint: str) -> bool:
    """Whether the advice names just that cell, and not one whose address begins like it."""
    return re.search(rf"{re.escape(place)}(?!\d)", hint) is not None


def _money(cell: ShownCell) -> str:
    if cell.value is None:
        return ""
    if cell.unit in UNITS:
        return phrases.typed_money(cell.value, cell.unit)
    return phrases.typed(cell.value, cell.unit)


def drawn_sum(problem: Problem, lines: Sequence[CellLine]) -> DrawnSum | None:
    """The sum of all cells but the first against the first; None unless it makes just the problem's difference."""
    if not _FEWEST_CELLS <= len(lines) <= _MOST_PARTS or len(lines) != len(problem.cells):
        return None
    first, *parts = [line.there for line in lines]
    if first.value is None or any(each.value is None or each.unit != first.unit for each in parts):
        return None
    total = sum((each.value for each in parts if each.value is not None), Decimal())
    gap = first.value - total
    if not gap or _told(problem.difference, first.unit) != abs(gap):
        return None
    words = [
        _words(each, first.unit) for each in (*(part.value or Decimal() for part in parts), total, first.value)
    ]
    return DrawnSum(tuple(words[:-2]), words[-2], words[-1], problem.difference)


def _words(value: Decimal, unit: str) -> str:
    return phrases.typed_money(value, unit) if unit in UNITS else phrases.typed(value, unit)


def _told(difference: str, unit: str) -> Decimal | None:
    """The size of the difference as the problem tells it, in 元 where it is money."""
    found = re.search(r"\d[\d,]*(\.\d+)?", difference)
    return Decimal(found[0].replace(",", "")) * UNITS.get(unit, 1) if found else None


def sentences(known: Known, problem: Problem) -> tuple[PrintedSentence, ...]:
    """The sentences of the last version that print a number made of the problem's cells."""
    if known.said is None:
        return ()
    cells = {problem.where, *problem.cells}
    names = {name for name, figure in known.said.figures.items() if cells & set(figure.cells)}
    lines = (line for line in known.said.lines if line.kind != "单元格" and names & set(line.figures))
    made = (PrintedSentence(line.text, line.place, "、".join(line.pages)) for line in lines)
    return tuple(dict.fromkeys(made))[:_MOST_SENTENCES]


def written(known: Known, problem: Problem) -> tuple[str, ...]:
    """The paragraphs of the texts that the problem speaks of, their tags filled."""
    said = known.checked.statements if known.checked else ()
    places = {problem.where, *problem.cells}
    return tuple(dict.fromkeys(values.plain(each.text) for each in said if str(each.cell) in places))


def rule_of(problem: Problem, rules: Iterable[RuleWords]) -> RuleWords | None:
    """The rule that the problem comes from; None for what no rule says."""
    return next((rule for rule in rules if rule.code == problem.code), None)


def places(problem: Problem) -> Iterator[str]:
    """Every place that takes part in the problem."""
    yield from problem.cells or (problem.where,)
