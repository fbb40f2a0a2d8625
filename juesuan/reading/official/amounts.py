"""The number in a cell of an official table: in 元, exact; a dash is none, not nought."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.model.chinese import narrow
from juesuan.model.official import OfficialCell, Taken, Target
from juesuan.model.problems import Problem, Severity, error
from juesuan.model.values import Cell
from juesuan.reading import cells
from juesuan.reading.grid import Formatted, Value, address, plain
from juesuan.reading.official.recognition import OfficialSheet

_NONE = frozenset({"", "-", "--", "—", "——", "–", "－", "一", "─", "──"})
"""What stands in a cell that holds no value."""


class Found(Struct, frozen=True):
    """A number of an official table with its place; ``value`` is None where the cell holds none."""

    value: Decimal | None
    cell: OfficialCell
    is_blank: bool = False
    """Whether the cell is empty: a dash says that there is no value, nothing at all may also stand for nought."""


class AmountReader:
    """The numbers of one sheet; what cannot be read is gathered in ``problems``."""

    def __init__(self, sheet: OfficialSheet, unit: str) -> None:
        """``unit`` is what the sheet gives its money in, 元 or 万元."""
        self.sheet, self.unit = sheet, unit
        self.problems: list[Problem] = []

    def place(self, row: int, column: int) -> OfficialCell:
        """The cell at a row and a column from 0."""
        sheet = self.sheet
        where = f"第{row - sheet.lines_above + 1}行第{column + 1}列" if sheet.is_text else address(row, column)
        return OfficialCell(sheet.file, sheet.grid.name, sheet.form.code, where)

    def amount(self, row: int, column: int) -> Found:
        """The money of a cell, in 元."""
        return self._read(row, column, self.unit)

    def count(self, row: int, column: int) -> Found:
        """The number of people or things in a cell; one below nil or with decimals is no such number."""
        found = self._read(row, column, "")
        if found.value is not None and (found.value < 0 or found.value % 1):
            where = Cell(f"{found.cell.file} {found.cell.sheet}", found.cell.address)
            self.problems.append(
                error("R33", where, f"{found.value} 不是人数、件数", "请核对原表，改正后重新导出。")
            )
        return found

    def _read(self, row: int, column: int, unit: str) -> Found:
        cell = self.place(row, column)
        where = Cell(f"{cell.file} {cell.sheet}", cell.address)
        if fault := self.sheet.grid.faults.get((row, column)):
            self.problems.append(error("R26", where, fault, "请用 WPS 或 Excel 打开、保存一次。"))
            return Found(None, cell)
        line = self.sheet.grid.rows[row]
        value = line[column] if column < len(line) else ""
        if narrow(plain(value)) in _NONE:
            return Found(self._unseen(value, where), cell, is_blank=not plain(value).strip())
        if isinstance(value, str):
            value = "".join(value.splitlines())  # a number that its cell breaks over two lines
        if unit:
            money = cells.amount(value, where, unit, self.problems)
            return Found(money.yuan if money else None, cell)
        return Found(cells.number(value, where, self.problems), cell)

    def _unseen(self, value: Value, where: Cell) -> Decimal | None:
        """Nought where a nought is shown as a dash; None, and a problem where the format hides another number."""
        if not isinstance(value, Formatted) or not isinstance(value.stored, int | float):
            return None
        if value.stored:
            message = f"存的是 {cells.quoted(value.stored)}，格式却不让它显示出来"
            self.problems.append(error("R55", where, message, "请把单元格格式设为“常规”再导出。"))
        return Decimal(0)

    @property
    def faults(self) -> Iterator[Problem]:
        """What keeps the sheet from being read."""
        return (each for each in self.problems if each.severity is Severity.ERROR)


def summed(
    target: Target, names: Sequence[str], numbers: Mapping[str, Found], unit: str, name: str = ""
) -> Iterator[Taken]:
    """The figure of a target, the sum of the ``numbers`` of these names; none where no cell holds one."""
    held = [numbers[each] for each in names if each in numbers and numbers[each].value is not None]
    if held:
        value = sum((each.value or Decimal(0) for each in held), Decimal(0))
        yield Taken(target, value, tuple(each.cell for each in held), name, unit)
