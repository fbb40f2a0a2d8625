"""The officer's spreadsheet file, of whatever format, as grids; the only door to calamine.

What is damaged, hostile or no workbook at all is refused before a library that might choke on it sees it.
"""

import difflib
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec.structs import replace
from python_calamine import CalamineWorkbook, PasswordError

from juesuan.model.problems import Problem, ReportError, error, hint, warning
from juesuan.ooxml import unzipped
from juesuan.ooxml.unzipped import OversizedZip
from juesuan.reading import compound, unseen_xlsx
from juesuan.reading.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    EncryptedError,
    Extent,
    Grid,
    ImpossiblePlaceError,
    NoWorkbookError,
    OversizedError,
)
from juesuan.reading.unseen import Unseen

_ZIP = b"PK\x03\x04"
_MOST_BYTES = 64 * 1024 * 1024
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
TOO_LARGE = "R04"
"""The code of a sheet or a file that is too large; of an .ods no other sheet is read then."""
_SAVE_AGAIN = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再试；打不开就用备份。"

_Wanted = Callable[[str], bool]
"""Whether the sheet of a name is read."""
_Found = Iterator[tuple[str, Grid | Extent | None]]
"""Every sheet's name, with its grid where it is wanted, or only its extent where that is too large."""


def read(
    data: bytes, name: str, wanted: Collection[str], problems: list[Problem], optional: Collection[str] = ()
) -> Mapping[str, Grid]:
    """The grids of the wanted sheets of the workbook ``name``; other sheets may hold anything.

    A sheet that is missing, too large, there twice or beside a copy of it is a problem. Of the ``optional`` ones
    among the wanted only one that seems to be called otherwise is told, as a hint.
    Raises ReportError for no readable workbook.
    """
    sheets = _opened(data, name, frozenset(wanted))
    grids = _by_name(sheets, problems)
    names = [name.strip() for name, _ in sheets]
    problems.extend(_missing_sheets(names, wanted, frozenset(optional)))
    problems.extend(_copies(names, wanted))
    return grids


def every(data: bytes, name: str, problems: list[Problem]) -> Mapping[str, Grid]:
    """The grids of all sheets of the workbook ``name``, whatever they are called; otherwise as ``read``."""
    return _by_name(_opened(data, name, None), problems)


@lru_cache(maxsize=2)
def _opened(data: bytes, name: str, wanted: frozenset[str] | None) -> tuple[tuple[str, Grid | Extent | None], ...]:
    """Every sheet of the workbook ``name`` in its order; raises ReportError for no readable workbook.

    ``wanted`` is None for all of them. This year's and last year's are kept, whoever asks for them again.
    """
    try:
        return tuple(_sheets(data, (lambda _: True) if wanted is None else wanted.__contains__))
    except (EncryptedError, PasswordError) as caught:
        raise _refused(name, "R02", "文件加了密码", "请用 WPS 或 Excel 打开，取消密码后保存。") from caught
    except NoWorkbookError as caught:
        raise _refused(name, "R01", "不是工作簿文件", "请用 WPS 或 Excel 把数据表另存为 .xlsx。") from caught
    except (OversizedZip, OversizedError) as caught:
        raise _refused(name, TOO_LARGE, "文件大得不正常", "请删除多余的工作表、图片和空行后另存。") from caught
    except ImpossiblePlaceError as caught:
        raise _refused(name, "R03", f"文件已损坏，{caught}，没有这样的地方", _SAVE_AGAIN) from caught
    except Exception as caught:  # damage shows in any way the libraries know
        raise _refused(name, "R03", "文件已损坏，读不出来", _SAVE_AGAIN) from caught
    except BaseException as caught:
        if type(caught).__name__ != "PanicException":  # of calamine, which is no Exception and cannot be imported
            raise
        raise _refused(name, "R03", "文件已损坏，读不出来", _SAVE_AGAIN) from caught


def values(data: bytes, wanted: Collection[str]) -> Mapping[str, Grid]:
    """The grids, values alone, of a workbook that an earlier run has read: a comparison needs nothing else.

    Raises ReportError for no readable workbook.
    """
    return read(data, "", wanted, [])


def _refused(name: str, code: str, message: str, advice: str) -> ReportError:
    return ReportError(error(code, name, message, advice))


def _sheets(data: bytes, wanted: _Wanted) -> _Found:
    if data.startswith(compound.SIGNATURE):
        from juesuan.reading import xls  # noqa: PLC0415 - few workbooks are of that kind

        return xls.read(data, lambda name: wanted(name.strip()))
    if data.startswith(_ZIP):
        return _zipped(data, wanted)
    raise NoWorkbookError


def _zipped(data: bytes, wanted: _Wanted) -> _Found:
    parts = unzipped.parts(data, _MOST_BYTES)
    looked_up = dict(_looked_up(parts, wanted))
    huge = {name: sheet.extent for name, sheet in looked_up.items() if sheet.extent.is_huge}
    is_ods = "content.xml" in parts
    if huge and is_ods:  # calamine would set up the whole of every sheet
        yield from ((name, huge.get(name)) for name in looked_up)
        return
    seen = parts if is_ods else _seen(parts, {sheet.part for sheet in looked_up.values()})
    book = CalamineWorkbook.from_filelike(io.BytesIO(unzipped.stored(seen)))
    for name in book.sheet_names:
        is_wanted = name in looked_up and wanted(name.strip())
        yield name, huge.get(name) or (_grid(book, name, looked_up[name]) if is_wanted else None)


_BOOK = ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml", "xl/styles.xml")


def _seen(parts: Mapping[str, bytes], sheets: Collection[str]) -> dict[str, bytes]:
    """What was looked at of an .xlsx, and nothing that calamine might take for it."""
    return {name: part for name, part in parts.items() if name in sheets or name.lower() in _BOOK}


def _looked_up(parts: Mapping[str, bytes], wanted: _Wanted) -> Iterator[tuple[str, Unseen]]:
    if "xl/workbook.xml" in parts:
        return unseen_xlsx.read(parts, lambda name: wanted(name.strip()))
    if "content.xml" in parts and parts.get("mimetype", b"").startswith(_ODS):
        if b"encryption-data" in parts["META-INF/manifest.xml"]:
            raise EncryptedError
        from juesuan.reading import unseen_ods  # noqa: PLC0415 - few workbooks are of that kind

        return unseen_ods.read(parts)
    raise NoWorkbookError


def _grid(book: CalamineWorkbook, name: str, beside: Unseen) -> Grid:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    for (row, column), shown in beside.shown.items():
        if shown.stored != "":
            _make_room(rows, row, column)
            rows[row][column] = shown  # type: ignore[call-overload]
        elif row < len(rows) and column < len(rows[row]):
            rows[row][column] = replace(shown, stored=rows[row][column])  # type: ignore[call-overload]
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    areas = merged or beside.merged
    return Grid(name, tuple(map(tuple, rows)), areas, beside.faults, beside.hidden, beside.linked, beside.marks)


def _make_room(rows: list[list[Any]], row: int, column: int) -> None:
    """Blank cells up to a place beyond all that the library has found: it drops a formula without a result."""
    rows.extend([] for _ in range(len(rows), row + 1))
    rows[row].extend("" for _ in range(len(rows[row]), column + 1))


def _by_name(sheets: Iterable[tuple[str, Grid | Extent | None]], problems: list[Problem]) -> Mapping[str, Grid]:
    grids: dict[str, Grid] = {}
    for name, sheet in sheets:
        if isinstance(sheet, Extent):
            problems.append(_huge(name, sheet))
        elif sheet is not None and name.strip() in grids:
            message = "有两张同名的工作表（名称前后有空格）"
            problems.append(error("R20", f"〔{name}〕", message, "只留一张，另一张改名或删除。"))
        elif sheet is not None:
            grids[name.strip()] = sheet
    return grids


def _huge(name: str, extent: Extent) -> Problem:
    message = f"有 {extent.rows} 行、{extent.columns} 列，超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列"
    advice = "请删除表外的内容和空行、空列（按 Ctrl+End 可看到表的末尾）。"
    return error(TOO_LARGE, f"〔{name}〕", message, advice)


_ALIKE = 0.7
"""How near another name must be to that of an optional sheet: 支出明细表 is, 支出科目 is not."""


def _missing_sheets(names: list[str], wanted: Collection[str], optional: frozenset[str]) -> Iterator[Problem]:
    others = [name for name in names if name not in wanted]
    for name in wanted:
        if name in optional and name not in names:
            if near := difflib.get_close_matches(name, others, n=1, cutoff=_ALIKE):
                yield hint("R20", f"〔{name}〕", f"没有这张工作表，现有的“{near[0]}”没有读", "是它的，请改名。")
        elif name not in names:
            near = difflib.get_close_matches(name, others, n=1, cutoff=0.5)
            advice = f"现有的“{near[0]}”是不是它？请改名。" if near else "请从模板复制这张表（没有内容也要保留）。"
            yield error("R20", f"〔{name}〕", "缺少这张工作表", advice)


def _copies(names: list[str], wanted: Collection[str]) -> Iterator[Problem]:
    """Problem R64 for a sheet that is called as the copy of one that is read: 收入支出 (2), as WPS names it."""
    there = "|".join(sorted(map(re.escape, {*names} & {*wanted})))
    called = re.compile(rf"(?:副本|备份)?[ -]*({there}){_COPY}")
    for name in names if there else ():
        if name not in wanted and (found := called.fullmatch(name)):
            message = f"这张工作表没有读，读的是〔{found[1]}〕"
            advice = "改在这里的，请改到那张表去；然后删去这张，或者换一个名称。"
            yield warning("R64", f"〔{name}〕", message, advice)


_COPY = r" *(?:[（(]?[0-9]{0,4}[）)]?|[-_－（(]? *(?:副本|备份|复制|旧|[Cc]opy) *[（(]?[0-9]{0,4}[）)]{0,2})"
"""What stands behind the name of a copy."""
