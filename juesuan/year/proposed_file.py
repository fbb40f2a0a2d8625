"""提出的格.toml as it is written: what a workbook was filled with beforehand, and what was confirmed of it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from juesuan.model import workbook_form
from juesuan.model.chinese import UNITS
from juesuan.model.proposed import FILE, ProposedCell
from juesuan.model.sheets import Column, ColumnKind, Sheet
from juesuan.model.toml_words import quoted
from juesuan.reading.proposed import KIND, words_of
from juesuan.year import half_made
from juesuan.year.blank_workbook import Filled, FilledCell, FilledEntry, Value

_HEAD = """# 工作簿里深黄色的格是程序替您填的，一格一节：哪张表、哪一行、哪一列，
# 填的是什么（金额的单位是元），从哪里来。
# 有“确认”的一节是看过、确认了的，由 confirm 命令记。格里的内容后来改过的，这一节就不算数，不用管它。
# 请不要删去这个文件：没有了它，程序就不知道哪些格还没有人看过。
"""


def of(content: Filled, units: Mapping[str, str] | None = None) -> tuple[ProposedCell, ...]:
    """What the ``content`` of a new workbook proposes and says the origin of.

    ``units`` are those of ``write_workbook``.
    """
    found = (
        _proposed(sheet, _row_of(entry, sheet), column, cell, (units or {}).get(sheet.name, "元"))
        for sheet in workbook_form.SHEETS
        for entry in content.get(sheet.name, ())
        for column in sheet.columns
        if isinstance(cell := entry.get(column.heading), FilledCell) and cell.origin
    )
    return tuple(found)


def _row_of(entry: FilledEntry, sheet: Sheet) -> str:
    """What stands in the first column of a row; empty for a total that has no code."""
    first = entry.get(sheet.columns[0].heading, "")
    return str(first.value if isinstance(first, FilledCell) else first)


def _proposed(sheet: Sheet, row: str, column: Column, cell: FilledCell, unit: str) -> ProposedCell:
    is_money = sheet.money and column.kind is ColumnKind.AMOUNT
    return ProposedCell(sheet.name, row, column.heading, _words(cell.value, unit if is_money else ""), cell.origin)


def _words(value: Value, unit: str) -> str:
    return str(value) if isinstance(value, str) else words_of(Decimal(value) * UNITS.get(unit, 1))


def dumped(cells: Iterable[ProposedCell]) -> bytes:
    """The file with these cells, each once: the last that is told of a place."""
    by_place = {each.place: each for each in cells}
    return "\n".join((_HEAD, *map(_entry, by_place.values()))).encode()


def _entry(each: ProposedCell) -> str:
    return "\n".join((f'[["{KIND}"]]', *_lines(each), ""))


def _lines(each: ProposedCell) -> Iterator[str]:
    words = {"表": each.sheet, "行": each.row, "列": each.column, "值": each.value, "来源": each.origin}
    yield from (f'"{name}" = {quoted(text)}' for name, text in words.items())
    if each.on:
        yield f'"确认" = {each.on}'
    if each.by:
        yield f'"谁" = {quoted(each.by)}'


def put(folder: Path, cells: Iterable[ProposedCell]) -> Path:
    """Puts the file into the folder of the year, whole or not at all; returns its place. Raises OSError."""
    with half_made.folder(folder) as hidden:
        (hidden / FILE).write_bytes(dumped(cells))
        return (hidden / FILE).replace(folder / FILE)
