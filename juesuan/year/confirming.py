"""What the program has proposed in a year's workbook, confirmed: noted beside it, its deeper yellow taken away."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from juesuan.model import system_failures
from juesuan.model.official import Taken, Target
from juesuan.model.problems import Problem, ReportError, hint, warning
from juesuan.model.proposed import FILE, ProposedCell, WaitingCell
from juesuan.model.values import Cell
from juesuan.model.written_text import bare
from juesuan.model.year_folder import SUFFIXES
from juesuan.reading import files, inputs, proposed
from juesuan.reading.official import places
from juesuan.reading.proposed import PlacedCell
from juesuan.year import cell_writer, proposed_file, rewriting
from juesuan.year.cell_writer import CellEdit

KEPT = "确认前"
"""The folder for the workbooks as they were before a confirmation changed them."""


class Proposals(Struct, frozen=True):
    """What the program has proposed in a year's workbook."""

    folder: Path
    name: str
    """The name of the workbook."""
    data: bytes
    """The workbook as it was read."""
    record: tuple[ProposedCell, ...]
    """What the file beside it says."""
    placed: tuple[PlacedCell, ...]
    """Those of them that the workbook still has."""
    marked: tuple[WaitingCell, ...]
    """The cells of words that bear the mark 〔待确认〕."""
    problems: tuple[Problem, ...]
    """What is wrong with the file."""

    @property
    def waiting(self) -> tuple[WaitingCell, ...]:
        """All that waits to be confirmed."""
        found = (each.waiting for each in self.placed if each.stands and each.proposed.on is None)
        return (*found, *self.marked)


class Confirmed(Struct, frozen=True):
    """What a confirmation has done."""

    cells: tuple[WaitingCell, ...]
    """The cells that wait no longer."""
    files: tuple[Path, ...]
    """The files that were written, a copy of the workbook among them where that was changed."""
    problems: tuple[Problem, ...]


def prepared(folder: Path) -> Proposals:
    """What waits in the year's workbook, whatever else it lacks; raises ReportError where it cannot be opened."""
    given, problems = files.given(folder), list[Problem]()
    name, data = inputs.workbook_of(given)
    record = proposed.read(given, problems)
    placed, marked = proposed.placed(name, data, record), proposed.marked(name, data)
    return Proposals(folder, name, data, record, tuple(placed), tuple(marked), tuple(problems))


def confirmed(found: Proposals, keys: Collection[str], by: str, now: datetime) -> Confirmed:
    """Notes that a person has confirmed the waiting cells of these keys; ``by`` may be empty.

    The workbook is written only where that can be done, over just what was read. Raises ReportError where the file
    beside it is at fault or the workbook was changed meanwhile, OSError where the file cannot be written.
    """
    if found.problems:
        raise ReportError(*found.problems)
    own = {each.proposed.place for each in found.placed if each.stands and each.waiting.key in keys}
    marked = tuple(each for each in found.marked if each.key in keys)
    record = tuple(_noted(each, own, by, now) for each in found.record)
    place, obstacle = found.folder / found.name, _obstacle(found)
    data = found.data if obstacle else _rewritten(found, record, marked)
    kept = () if data == found.data else (rewriting.kept(place, found.data, KEPT, now),)
    written = (proposed_file.put(found.folder, record),) if record != found.record else ()
    if kept:
        try:
            rewriting.put(place, data)
        except OSError as caught:
            obstacle = system_failures.reason(caught)
    if obstacle and (own or marked):
        done = tuple(each for each in found.waiting if each.key in keys and each not in marked)
        return Confirmed(done, (*written, *kept), tuple(_untouched(place, obstacle, marked)))
    done = tuple(each for each in found.waiting if each.key in keys)
    return Confirmed(done, (*written, *([place] if kept else ()), *kept), ())


def _noted(each: ProposedCell, places: Collection[tuple[str, str, str]], by: str, now: datetime) -> ProposedCell:
    is_new = each.place in places and each.on is None
    return msgspec.structs.replace(each, on=now.date(), by=by) if is_new else each


def _obstacle(found: Proposals) -> str:
    """Why the workbook is not to be written; empty where it may be."""
    if not found.name.lower().endswith(SUFFIXES[0]):
        return f"{found.name} 不是 {SUFFIXES[0]}"
    try:
        rewriting.require_closed(found.folder / found.name)
    except ReportError:
        return "工作簿正打开着"
    return ""


def _untouched(place: Path, obstacle: str, marked: tuple[WaitingCell, ...]) -> Iterator[Problem]:
    yield hint(
        "S21", place, f"没有改工作簿（{obstacle}）：确认记下了，格的颜色没有变", "关闭以后再确认别的格时，一起改。"
    )
    for each in marked:
        message = f"“{each.name}”的〔待确认〕没有删去（{obstacle}），还没有确认"
        yield warning("S23", each.cell, message, "请关闭工作簿再运行一次，或者自己删去标记。")


def _rewritten(found: Proposals, record: tuple[ProposedCell, ...], marked: tuple[WaitingCell, ...]) -> bytes:
    """The workbook without the marks, and without the deeper yellow of whatever waits no longer."""
    waits = {each.place for each in record if each.on is None}
    done = [each.cell for each in found.placed if not (each.stands and each.proposed.place in waits)]
    edits = (CellEdit(each.cell.sheet, *places.position(each.cell), bare(each.value).strip()) for each in marked)
    beside = (Cell(each.cell.sheet, f"A{places.position(each.cell)[0] + 1}") for each in marked)
    return cell_writer.edited(found.data, edits, (*done, *beside, *(each.cell for each in marked)))


# ---- what official tables confirm


def confirmed_by_import(
    folder: Path, placed: Collection[Taken], now: datetime
) -> tuple[tuple[ProposedCell, ...], tuple[Target, ...]]:
    """The file beside the workbook once official figures are in it, and the cells that wait no longer for them.

    An official figure that is what was proposed confirms it; another one takes its place. Both are empty where
    there is nothing to note, or the file is at fault, which is told elsewhere.
    """
    path = folder / FILE
    record, faults = proposed.parsed(path.read_bytes()) if path.is_file() else ((), ())
    found = {(each.target.sheet, each.target.row, each.target.column): each for each in placed}
    told = tuple(found[each.place] for each in record if each.place in found and each.on is None)
    alike = {place for place, each in found.items() if each in told and _holds(record, place, each)}
    noted = tuple(_noted(each, alike, _origin(found, each), now) for each in record)
    return (() if faults or noted == record else noted), tuple(each.target for each in told)


def _holds(record: Collection[ProposedCell], place: tuple[str, str, str], taken: Taken) -> bool:
    return any(each.place == place and each.value == proposed.words_of(taken.value) for each in record)


def _origin(found: Mapping[tuple[str, str, str], Taken], each: ProposedCell) -> str:
    return found[each.place].origin if each.place in found else ""
