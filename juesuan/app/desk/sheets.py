"""The sheets of the workbook as the screen 数据 shows them: each cell with its digits in groups and its state."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from juesuan import reading
from juesuan.app.desk import problem_views
from juesuan.app.desk.problem_views import Listed
from juesuan.app.desk.year_state import Known
from juesuan.model import workbook_form
from juesuan.model.given import Given
from juesuan.model.problems import Severity
from juesuan.reading import shown_cells
from juesuan.reading.shown_cells import ShownCell, ShownSheet

_MUCH = Decimal("0.3")
"""A change against last year beyond this part of it is shown."""
_AMOUNT = workbook_form.FINAL.heading
_BEFORE = workbook_form.LAST.heading


class DeskCell(Struct, frozen=True):
    """A cell of a sheet on the page."""

    address: str
    """As B5."""
    words: str
    look: str
    """Its classes: number, wrong, doubtful, changed, imported, missing."""
    said: str
    """What there is to say of it: a problem, its origin, the change."""
    key: str = ""
    """The key of the gravest open problem that names it, see ``problem_views``; empty for none."""


class DeskSheet(Struct, frozen=True):
    """A sheet on the page."""

    name: str
    unit: str
    headings: tuple[str, ...]
    rows: tuple[tuple[DeskCell, ...], ...]


def names(known: Known) -> Mapping[str, int]:
    """The sheets of the form in their order, with the number of open problems in each."""
    counted = Counter(
        cell[1 : cell.index("〕")]
        for problem in known.problems
        if problem.is_open
        for cell in {*problem.cells[:1], problem.where}
        if cell.startswith("〔") and "〕" in cell
    )
    return {sheet.name: counted[sheet.name] for sheet in workbook_form.SHEETS}


def sheet(known: Known, given: Given, name: str) -> DeskSheet | None:
    """The sheet of that name; None where the workbook has none. Raises ReportError for no readable workbook."""
    file, data = reading.workbook_of(given)
    found = next((each for each in shown_cells.shown_sheets(file, data) if each.name == name), None)
    if found is None:
        return None
    marks = _Marks(_in_question(known), reading.imports(given))
    rows = tuple(tuple(marks.cell(cell, row) for cell in row) for row in found.rows if _is_used(row, found))
    return DeskSheet(found.name, found.unit, found.headings, rows)


def _is_used(row: Iterable[ShownCell], sheet: ShownSheet) -> bool:
    """Whether anything stands in a row; rows of a list that nobody has filled are no news."""
    is_list = not next(each for each in workbook_form.SHEETS if each.name == sheet.name).items
    return not is_list or any(cell.shown for cell in row)


def _in_question(known: Known) -> dict[str, Listed]:
    """The gravest open problem of each cell that one names."""
    order = list(Severity)
    found: dict[str, Listed] = {}
    for each in sorted(problem_views.listed(known.problems), key=lambda one: order.index(one.problem.severity)):
        for cell in (*each.problem.cells, each.problem.where) if each.problem.is_open else ():
            found.setdefault(cell, each)
    return found


class _Marks(Struct, frozen=True):
    """What is known of the cells beside what stands in them."""

    listed: Mapping[str, Listed]
    origins: Mapping[str, str]

    def cell(self, cell: ShownCell, row: Iterable[ShownCell]) -> DeskCell:
        """The cell on the page."""
        place = str(cell.cell)
        listed, origin, change = self.listed.get(place), self.origins.get(place, ""), _change(cell, row)
        problem = listed.problem if listed else None
        looks = (
            ("number", cell.is_number),
            ("wrong", problem is not None and problem.severity is Severity.ERROR),
            ("doubtful", problem is not None and problem.severity is not Severity.ERROR),
            ("changed", bool(change)),
            ("imported", bool(origin)),
            ("missing", cell.is_number and not cell.shown),
        )
        said = (problem.message if problem else "", change, f"取自 {origin}" if origin else "")
        return DeskCell(
            cell.cell.address,
            grouped(cell),
            " ".join(look for look, holds in looks if holds),
            "；".join(filter(None, said)),
            listed.key if listed else "",
        )


def grouped(cell: ShownCell) -> str:
    """What stands in a cell, a number with its digits in groups of three."""
    words = cell.shown.strip()
    try:
        number = Decimal(words.replace(",", ""))
    except ArithmeticError:
        return words
    return f"{number:,f}" if cell.is_number and number.is_finite() else words


def _change(cell: ShownCell, row: Iterable[ShownCell]) -> str:
    """How much an amount of this year has changed, where that is much."""
    before = next((each.value for each in row if each.column == _BEFORE), None)
    if cell.column != _AMOUNT or cell.value is None or not before:
        return ""
    rate = (cell.value - before) / abs(before)
    return f"比上年{'增' if rate > 0 else '减'} {abs(rate):.0%}" if abs(rate) > _MUCH else ""
