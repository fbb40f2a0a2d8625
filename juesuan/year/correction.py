"""A correction of cells of the workbook, on the officer's word: a copy is kept, only their bytes are changed.

The program never writes into the workbook on its own. Where it is not certain that all else stays right, it
refuses and says what to do in WPS instead.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from juesuan.model import workbook_form
from juesuan.model.problems import Problem, ReportError, error
from juesuan.model.values import Cell
from juesuan.model.year_folder import SUFFIXES
from juesuan.ooxml import unzipped
from juesuan.reading import cells, files, inputs, shown_cells, spreadsheet, tables
from juesuan.reading.grid import address
from juesuan.reading.official import places
from juesuan.reading.official.places import BookSheet, position
from juesuan.reading.shown_cells import ShownCell
from juesuan.year import cell_splice, cell_writer, formula_reach, rewriting

KEPT = "修改前"
"""The folder for the workbooks as they were before a correction."""
_MOST_BYTES = 64 * 1024 * 1024
_LONGEST = 32_767
"""The most letters of a cell."""


class Correction(Struct, frozen=True):
    """A cell that is to hold something else."""

    place: str
    """Such as 〔三公经费〕B13."""
    shown: str
    """What stood there when the officer decided."""
    meant: str
    """What is to stand there, in the unit of the sheet; empty for nothing."""


class NewExplanation(Struct, frozen=True):
    """A line for 出错说明."""

    code: str
    place: str
    difference: str
    reason: str


def corrected(folder: Path, wanted: Sequence[Correction], now: datetime) -> Path:
    """Writes the corrections into the workbook of ``folder``; returns the copy that was kept of it.

    Raises ReportError with every reason where it is not done, OSError where the disk refuses; then the workbook is
    as it was.
    """
    place, data = _workbook(folder)
    there = shown_cells.shown_cells(place.name, data, [each.place for each in wanted])
    if problems := [problem for each in wanted for problem in _doubts(each, there.get(each.place))]:
        raise ReportError(*problems)
    values = {there[each.place].cell: _value(each.meant, there[each.place]) for each in wanted}
    return _written(place, data, values, now)


def explained(folder: Path, new: NewExplanation, now: datetime) -> Path:
    """Writes a line into 出错说明 below those that are there; returns and raises as ``corrected``."""
    place, data = _workbook(folder)
    sheet, faults = workbook_form.EXPLANATIONS, list[Problem]()
    grids = spreadsheet.read(data, place.name, [sheet.name], faults)
    table = tables.read(grids[sheet.name], sheet, faults) if sheet.name in grids else tables.MISSING
    if not table.is_there:
        raise ReportError(*faults)
    if not new.reason:
        raise ReportError(error("K10", f"〔{sheet.name}〕", "没有写原因", "请写明为什么这样是对的。"))
    held = BookSheet(sheet, grids[sheet.name], table, {})
    row = places.free_row(held)
    words = {"code": new.code, "place": new.place, "difference": new.difference, "reason": new.reason}
    values = {
        Cell(sheet.name, address(row, places.column_at(held, column.heading))): words[column.field]
        for column in sheet.columns
    }
    return _written(place, data, values, now)


def _workbook(folder: Path) -> tuple[Path, bytes]:
    """Path and bytes of the workbook, which may be written. Raises ReportError where it may not."""
    name, data = inputs.workbook_of(files.given(folder))
    place = folder / name
    if place.suffix.lower() != SUFFIXES[0]:
        advice = "请在 WPS 或 Excel 里改，或者另存为 .xlsx 再改。"
        raise ReportError(error("K03", place, "这种格式的工作簿不能只改一格，没有动它", advice))
    rewriting.require_closed(place)
    return place, data


# ---- what is to be refused of a cell


def _doubts(wanted: Correction, there: ShownCell | None) -> Iterator[Problem]:
    if there is None:
        yield error("K05", wanted.place, "工作簿里没有这一格，没有动它", "请在 WPS 里改。")
    elif there.shown.replace("\r\n", "\n") != wanted.shown:
        message = f"看的时候是“{wanted.shown}”，现在是“{there.shown}”，没有动它"
        yield error("K05", wanted.place, message, "请重新看过再改。")
    elif len(wanted.meant) > _LONGEST or not all(each.isprintable() or each == "\n" for each in wanted.meant):
        yield error(
            "K06", wanted.place, "要写的内容太长，或者有不能写进工作簿的字符", "请改短一些，或在 WPS 里改。"
        )
    elif wanted.meant and there.is_number:
        faults: list[Problem] = []
        if cells.number(wanted.meant, there.cell, faults, there.unit) is None:
            yield error("K06", wanted.place, f"这里要填数，“{wanted.meant}”不是数", "请只写数字，单位不写。")


def _value(meant: str, there: ShownCell) -> Decimal | str:
    number = cells.number(meant, there.cell, [], there.unit) if meant and there.is_number else None
    return meant if number is None else number


# ---- written


def _written(place: Path, data: bytes, values: Mapping[Cell, Decimal | str], now: datetime) -> Path:
    made = _spliced(place, data, values)
    found = shown_cells.shown_cells(place.name, made, map(str, values))
    if not all(str(cell) in found and _says(found[str(cell)].shown, value) for cell, value in values.items()):
        raise ReportError(_unsure(place))
    return rewriting.rewritten(place, data, made, KEPT, now)


def _says(shown: str, value: Decimal | str) -> bool:
    """Whether a cell that was written is read again as what it was to hold."""
    if isinstance(value, str):
        return shown == value.strip()
    return re.fullmatch(r"-?\d+(\.\d+)?", shown) is not None and Decimal(shown) == value


def _unsure(place: Path) -> Problem:
    return error("K07", place, "这个工作簿写得特别，不能只改一格，没有动它", "请在 WPS 或 Excel 里改。")


def _spliced(place: Path, data: bytes, values: Mapping[Cell, Decimal | str]) -> bytes:
    """The workbook with the values in it. Raises ReportError where that could leave something wrong behind."""
    parts = unzipped.parts(data, _MOST_BYTES)
    sheets = cell_writer.sheet_parts(parts)
    try:
        changed = {
            sheets[sheet]: cell_splice.spliced(parts[sheets[sheet]], _of_sheet(values, sheet))
            for sheet in {cell.sheet for cell in values}
        }
        locked = [cell for cell in values if _is_locked(parts, parts[sheets[cell.sheet]], cell)]
    except (cell_splice.CannotSplice, KeyError) as caught:
        raise ReportError(_unsure(place)) from caught
    if locked:
        advice = "请在 WPS 里点“审阅”—“撤消工作表保护”，再改。"
        raise ReportError(
            *(error("K08", cell, "这一格上了锁（工作表受保护），没有动它", advice) for cell in locked)
        )
    _require_no_stale_formula(place, data, parts, values)
    return cell_writer.zipped(
        data, {**changed, cell_writer.MAIN: cell_writer.recalculated(parts[cell_writer.MAIN])}
    )


def _of_sheet(values: Mapping[Cell, Decimal | str], sheet: str) -> dict[tuple[int, int], Decimal | str]:
    return {position(cell): value for cell, value in values.items() if cell.sheet == sheet}


def _is_locked(parts: Mapping[str, bytes], xml: bytes, cell: Cell) -> bool:
    """Whether the sheet is protected and the cell is not one of those that may be typed into all the same."""
    root = cell_writer.parsed(xml)
    protection = root.find("{*}sheetProtection")
    if protection is None or protection.get("sheet") not in {"1", "true"}:
        return False
    styles = cell_writer.parsed(parts["xl/styles.xml"]).findall("{*}cellXfs/{*}xf")
    style = int(cell_splice.style_of(xml, position(cell)))
    own = styles[style].find("{*}protection") if style < len(styles) else None
    return own is None or own.get("locked") not in {"0", "false"}


def _require_no_stale_formula(
    place: Path, data: bytes, parts: Mapping[str, bytes], values: Iterable[Cell]
) -> None:
    """Raises ReportError where the program would read the result of a formula that is out of date afterwards.

    A changed cell that held a formula is one; so is a result of nil, which a file that is to be computed anew when
    it is opened does not vouch for.
    """
    words = {each.cell: each.words for each in cell_writer.formula_cells(parts)}
    advice = "请在 WPS 或 Excel 里改，公式会跟着重算。"
    if own := [cell for cell in values if cell in words]:
        raise ReportError(*(error("K09", cell, "这一格是公式，没有动它", advice) for cell in own))
    read = shown_cells.read_cells(place.name, data)
    stale = [*formula_reach.reached(words, values), *_nil(parts)]
    if told := [cell for cell in dict.fromkeys(stale) if cell in read]:
        message = "这一格的公式要跟着重算，只有 WPS 或 Excel 能算，所以没有写"
        raise ReportError(*(error("K09", cell, message, advice) for cell in told[:_MOST_TOLD]))


def _nil(parts: Mapping[str, bytes]) -> Iterator[Cell]:
    """The formulas whose result is nil, in a file that does not yet ask to be computed anew."""
    if not cell_writer.is_recalculated(parts[cell_writer.MAIN]):
        yield from (each.cell for each in cell_writer.formula_cells(parts) if each.result == "0")


_MOST_TOLD = 5
"""Formulas that are named."""
