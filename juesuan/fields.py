"""A field of a row as the value it feeds: what the tables and the lists of the workbook have in common."""

from juesuan import entries
from juesuan.model import Amount, Cell, Count, Text
from juesuan.problems import Problem, error
from juesuan.tables import Row

BLANK = "R30"
"""Also said of a cell that holds something unreadable; whoever gathers the problems drops it there."""


def text(row: Row, field: str, problems: list[Problem]) -> Text | None:
    """The words of a field; None where it is blank or the table has no such column."""
    return entries.text(row.values[field], row.cells[field], problems) if field in row.values else None


def prose(row: Row, field: str, problems: list[Problem]) -> Text | None:
    """The words of a field that is printed inside a sentence: a mere 无 or dash is blank."""
    words = text(row, field, problems)
    return None if words and entries.narrow(words.text) in entries.NIL else words


def amount(row: Row, field: str, unit: str, problems: list[Problem]) -> Amount | None:
    """The money of a field; None where it is blank or the table has no such column."""
    return entries.amount(row.values[field], row.cells[field], unit, problems) if field in row.values else None


def count(row: Row, field: str, unit: str, problems: list[Problem]) -> Count | None:
    """The number of a field; None where it is blank or the table has no such column."""
    return entries.count(row.values[field], row.cells[field], unit, problems) if field in row.values else None


def require(value: object, label: str, cell: Cell, problems: list[Problem], otherwise: str = "") -> None:
    """Refuses a blank number; ``otherwise`` is what else the officer may do about it."""
    if value is None:
        problems.append(_blank(label, cell, f"请补上；没有发生填 0{otherwise}。"))


def sure(row: Row, field: str, label: str, problems: list[Problem]) -> Text:
    """A compulsory text; where it is missing, an empty one stands in until the refusal."""
    cell = row.cells[field]
    words = text(row, field, problems)
    if words is None:
        problems.append(_blank(label, cell, "请补上。"))
    return words or Text("", cell)


def _blank(label: str, cell: Cell, advice: str) -> Problem:
    return error(BLANK, cell, f"“{label}”必须填写", advice)


def choose(words: Text | None, choices: tuple[str, ...], problems: list[Problem]) -> None:
    """Refuses words that are not among the choices; blank is left to `sure`."""
    if words is not None and words.text not in choices:
        problems.append(error("R31", words.cell, f"“{words}”不在可选范围", f"请选：{'、'.join(choices)}。"))
