"""An empty workbook and text file for a department; the same form filled for whoever has the rows."""

import io
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from juesuan.model import workbook_form
from juesuan.model.sheets import Column, ColumnKind, FixedRow, Sheet
from juesuan.model.year_folder import ATTACHMENTS, TEXTS, WORKBOOK
from juesuan.reading.grid import MAX_ROWS, address
from juesuan.year import half_made, workbook_styles

Value = str | int | Decimal
"""What a cell is filled with: words, or a number in the unit of its sheet."""
Entry = Mapping[str, Value]
"""A row: the value under each heading."""
Content = Mapping[str, Sequence[Entry]]
"""The rows of each sheet, by its name; the rows of a fixed table are found by 项目."""


class FilledCell(Struct, frozen=True):
    """A cell that is filled beforehand with more than a value to be typed over."""

    value: Value = ""
    comment: str = ""
    """What the cell says when the mouse points at it."""
    is_locked: bool = False
    """Whether the cell is grey and locked; its sheet is then protected, without a password, all else open."""
    is_proposed: bool = False
    """Whether the cell is of a deeper yellow: the program proposes what it holds, and a person confirms it."""
    origin: str = ""
    """Where what is proposed comes from, in words, for the record; empty where the words bear a mark instead."""


FilledEntry = Mapping[str, Value | FilledCell]
Filled = Mapping[str, Sequence[FilledEntry]]
"""The rows of each sheet, by its name, as in ``Content``; a cell may be a ``FilledCell``."""

_HEAD = 3
"""The row of the headings, from 0."""
_GUIDE = (
    "一、每张表黄色的格由您填写，灰色的格是自动核对，不用管。没有发生的填 0 或 无；空着就是还不知道。"
    "只有“绩效项目”右边（2022年起公开的自评表）各种资金，没有的空着就行：其余的加起来等于总额，空着的就是 0。",
    "“收入科目”“全部支出科目”“支出明细”三张表只有公开附表才用，不公开可以不填。",
    "二、金额单位在每张表上方“金额单位”处选 元 或 万元，一张表只用一种。建议用元，精确到分。",
    "三、“本年合计”“总计”按决算软件的数填写，程序会重新相加核对，不会改您的数。",
    "四、可以整块从决算软件的表粘贴（选择性粘贴、数值）；行的先后不限，可以加列、加表，不要合并单元格。",
    "五、原因、说明接在“主要原因是”“主要用于”之后，不写句号。",
    "六、文字和原因里可以用 {{ 业务.名称 }} 这样的标签引用数字，数字改一处，全文都改。",
    "七、填好保存、关闭，再运行程序。您不要求，程序不改动这个文件；改以前先留一份原来的。",
)


_GUIDE_WIDTH = 110


def init(
    folder: Path, template: Path, workbook: bytes, beside: Mapping[str, bytes] | None = None
) -> tuple[Path, ...]:
    """The officer's workbook and blank texts, put into ``folder``, which is made where it is missing.

    ``template`` is the file of blank texts; ``beside`` are the files that speak of the ``workbook``, by name, and
    it is never there without them. A file that is there already is left alone and not returned. Raises
    OSError where not all can be written; then none is there.
    """
    wanted: dict[str, Callable[[Path], object]] = {}
    if not (folder / WORKBOOK).exists():
        books = {**(beside or {}), WORKBOOK: workbook}
        wanted |= {name: partial(_written, data) for name, data in books.items()}
    if not (folder / TEXTS).exists():
        wanted[TEXTS] = lambda path: shutil.copyfile(template, path)
    made = half_made.put(folder, wanted)
    (folder / ATTACHMENTS).mkdir(exist_ok=True)
    return made


def _written(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def write_workbook(
    path: Path, content: Filled, *, units: Mapping[str, str] | None = None, remarks: Iterable[str] = ()
) -> None:
    """Write the ``workbook`` to ``path``."""
    path.write_bytes(workbook(content, units=units, remarks=remarks))


def workbook(content: Filled, *, units: Mapping[str, str] | None = None, remarks: Iterable[str] = ()) -> bytes:
    """The workbook of the form with ``content`` in its cells.

    ``units`` are what sheets give their money in, 元 or 万元, by name; 元 where nothing is said. ``remarks``
    follow the guide on the sheet 填写说明.
    """
    import xlsxwriter  # noqa: PLC0415 - only who asks for an empty workbook pays for it

    data = io.BytesIO()  # to a file it would raise an error of its own where the disk is full
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        styles = workbook_styles.styles(book)
        _write_guide(book, styles, (*_GUIDE, *remarks))
        for sheet in workbook_form.SHEETS:
            _write_sheet(book, styles, sheet, (content.get(sheet.name, ()), (units or {}).get(sheet.name, "元")))
    return data.getvalue()


def _write_guide(book: Any, styles: Mapping[str, Any], lines: Sequence[str]) -> None:
    page = book.add_worksheet("填写说明")
    page.set_column(0, 0, _GUIDE_WIDTH)
    page.write(0, 0, "填写说明", styles["title"])
    workbook_styles.set_paper(page, 0)
    for place, line in enumerate(lines, start=1):
        page.write_string(place, 0, line, styles["note"])
        workbook_styles.fit_row(page, place, [(line, _GUIDE_WIDTH)])


def _write_sheet(
    book: Any, styles: Mapping[str, Any], sheet: Sheet, filled: tuple[Sequence[FilledEntry], str]
) -> None:
    page = book.add_worksheet(sheet.name)
    rows, unit = filled
    if any(isinstance(value, FilledCell) and value.is_locked for row in rows for value in row.values()):
        workbook_styles.protect(page, styles)
    page.write(0, 0, sheet.name, styles["title"])
    page.write(1, 0, sheet.intro, styles["intro"])
    if sheet.money:
        page.write(2, 0, "金额单位", styles["label"])
        page.write(2, 1, unit, styles["text"])
        page.data_validation(2, 1, 2, 1, {"validate": "list", "source": ["元", "万元"]})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, styles["open"])
        page.write(_HEAD, place, column.heading, styles["head"])
        if column.note:
            page.write_comment(_HEAD, place, column.note)
    page.freeze_panes(_HEAD + 1, 2 if sheet.columns[0].kind is ColumnKind.CODE else 1)
    workbook_styles.set_paper(page, _HEAD)
    if sheet.items:
        _write_items(page, styles, sheet, {str(row["项目"]): row for row in rows})
    else:
        _write_list(page, styles, sheet, rows or _starting_rows(sheet))


def _given(value: Value | FilledCell) -> FilledCell:
    return value if isinstance(value, FilledCell) else FilledCell(value)


def _wrapped(sheet: Sheet, entry: FilledEntry) -> list[tuple[str, int]]:
    """The words of each cell of a row with the width of its column, which decide how high the row is."""
    return [(str(_given(entry.get(column.heading, "")).value), column.width) for column in sheet.columns]


def _starting_rows(sheet: Sheet) -> Sequence[Entry]:
    """The rows that an empty list has beforehand: the two totals of 基本支出."""
    totals = (
        (workbook_form.PERSONNEL_TOTAL, workbook_form.PUBLIC_USE_TOTAL)
        if sheet is workbook_form.BASIC_EXPENDITURE
        else ()
    )
    return [{"科目名称": label} for label in totals]


def _write_items(page: Any, styles: Mapping[str, Any], sheet: Sheet, rows: Mapping[str, FilledEntry]) -> None:
    for place, item in enumerate(sheet.items):
        line = _HEAD + 1 + place
        page.write(line, 0, item.label, styles["total" if item.parts else "label"])
        entry: FilledEntry = {"单位": item.unit, **rows.get(item.label, {})}
        if sheet is workbook_form.DEPARTMENT:
            entry = {**entry, "说明": item.note}
        elif item.note:
            page.write_comment(line, 0, item.note)
        for at, column in enumerate(sheet.columns[1:], start=1):
            _write_cell(page, styles, (line, at), _look(column, item), entry.get(column.heading, ""))
            _write_validation(page, (line, at, line, at), column, item)
        workbook_styles.fit_row(page, line, _wrapped(sheet, entry))
        if sheet is workbook_form.DEPARTMENT:
            page.write_string(line, 2, item.note, styles["hint"])
    _write_checks(page, styles, sheet)


def _look(column: Column, item: FixedRow | None = None) -> str:
    """The name of the style in which a person fills in such a cell."""
    names = {ColumnKind.AMOUNT: "money", ColumnKind.NUMBER: "number", ColumnKind.CODE: "code"}
    return names.get(_kind(column, item), "text")


def _kind(column: Column, item: FixedRow | None) -> ColumnKind:
    kind = item.kind or column.kind if item and column.field == "content" else column.kind
    return ColumnKind.NUMBER if item and item.unit and kind is ColumnKind.AMOUNT else kind


def _write_cell(
    page: Any, styles: Mapping[str, Any], at: tuple[int, int], look: str, content: Value | FilledCell
) -> None:
    given = _given(content)
    style = styles[f"{look} locked" if given.is_locked else f"{look} proposed" if given.is_proposed else look]
    if isinstance(given.value, str):
        page.write_string(*at, given.value, style) if given.value else page.write_blank(*at, None, style)
    else:
        page.write_number(*at, given.value, style)
    if given.comment:
        page.write_comment(*at, given.comment, workbook_styles.comment_box(given.comment))


def _write_validation(
    page: Any, cells: tuple[int, int, int, int], column: Column, item: FixedRow | None = None
) -> None:
    """Say what is accepted in the cells from the first row and column to the last."""
    choices = (item.choices if item and column.field == "content" else ()) or column.choices
    if choices:
        page.data_validation(*cells, {"validate": "list", "source": list(choices)})
    elif _kind(column, item) in {ColumnKind.AMOUNT, ColumnKind.NUMBER}:
        page.data_validation(*cells, workbook_styles.numbers_only())


def _write_checks(page: Any, styles: Mapping[str, Any], sheet: Sheet) -> None:
    """Write live totals and differences beside a fixed table of money; the program itself never reads them."""
    if not any(item.parts for item in sheet.items):
        return
    lines = {item.field: _HEAD + 1 + place for place, item in enumerate(sheet.items)}
    columns = {column.field: at for at, column in enumerate(sheet.columns)}
    start = len(sheet.columns)
    heads = ("自动合计", "合计差额", "比上年增减", "增减比例")
    for at, head in enumerate(heads, start):
        page.set_column(at, at, 14, styles["open"])
        page.write(_HEAD, at, head, styles["head"])
    for item in sheet.items:
        line = lines[item.field]
        final, last = (address(line, columns[field]) for field in ("final", "last"))
        if item.parts:
            total = "+".join(f"N({address(lines[part], columns['final'])})" for part in item.parts)
            page.write_formula(line, start, f"={total}", styles["check"], "")
            page.write_formula(line, start + 1, f"=ROUND(N({final})-({total}),2)", styles["check"], "")
        known = f'IF(OR({final}="",{last}=""),"",{final}-{last})'
        page.write_formula(line, start + 2, f"={known}", styles["check"], "")
        rate = f'IF(OR({final}="",N({last})=0),"",({final}-{last})/ABS({last}))'
        page.write_formula(line, start + 3, f"={rate}", styles["rate"], "")
    _mark_differences(page, styles, (_HEAD + 1, _HEAD + len(sheet.items)), start + 1)


def _mark_differences(page: Any, styles: Mapping[str, Any], lines: tuple[int, int], at: int) -> None:
    """Colour what is not zero in the column ``at``; an empty result is no difference."""
    first, last = lines
    criteria = f"=N({address(first, at)})<>0"
    alarm = {"type": "formula", "criteria": criteria, "format": styles["alarm"]}
    page.conditional_format(first, at, last, at, alarm)


_SPARE_ROWS = 40


def _write_list(page: Any, styles: Mapping[str, Any], sheet: Sheet, rows: Sequence[FilledEntry]) -> None:
    first, spare = _HEAD + 1, _HEAD + 1 + len(rows)
    looks = [_look(column) for column in sheet.columns]
    for line, entry in enumerate(rows, first):
        for at, (column, look) in enumerate(zip(sheet.columns, looks, strict=True)):
            _write_cell(page, styles, (line, at), look, entry.get(column.heading, ""))
        workbook_styles.fit_row(page, line, _wrapped(sheet, entry))
    for line in range(spare, spare + _SPARE_ROWS):
        for at, look in enumerate(looks):
            page.write_blank(line, at, None, styles[look])
    for at, column in enumerate(sheet.columns):
        _write_validation(page, (first, at, spare + _SPARE_ROWS - 1, at), column)
    if sheet is workbook_form.FUNCTIONAL_ITEMS:
        _write_list_checks(page, styles, len(sheet.columns))


def _write_list_checks(page: Any, styles: Mapping[str, Any], start: int) -> None:
    """Write live checks beside 支出科目, over every row that is read.

    They are the sum of the rows that have none below them, and how many rows state another total than 基本支出 +
    项目支出; such a total is coloured.
    """
    first, last = _HEAD + 1, MAX_ROWS - 1
    code, basic, project, stated = (f"${letter}${first + 1}:${letter}${last + 1}" for letter in "ADEF")
    both = f"(IF(ISNUMBER({basic}),{basic},0)+IF(ISNUMBER({project}),{project},0))"
    amount = f"IF(ISNUMBER({stated}),{stated},{both})"
    leaf = f"IF(LEN({code})=7,{amount},IF({_has_below(code, 5)},0,IF({_has_below(code, 3)},0,{amount})))"
    known = f"ISNUMBER({stated})*(ISNUMBER({basic})+ISNUMBER({project})>0)"
    differs = f"IF({known},IF(ROUND({both}-IF(ISNUMBER({stated}),{stated},0),2)<>0,1,0),0)"
    for at, (head, formula) in enumerate((("末级科目合计", leaf), ("合计不符的行数", differs)), start):
        page.set_column(at, at, 16, styles["open"])
        page.write(_HEAD, at, head, styles["head"])
        page.write_array_formula(first, at, first, at, f"{{=SUM({formula})}}", styles["check"], "")
    _mark_differences(page, styles, (first, first), start + 1)
    row = f"$F{first + 1}"
    of_row = f"ISNUMBER({row})*(COUNT($D{first + 1}:$E{first + 1})>0)"
    wrong = f"=AND({of_row},ROUND(SUM($D{first + 1}:$E{first + 1})-N({row}),2)<>0)"
    page.conditional_format(first, 5, last, 5, {"type": "formula", "criteria": wrong, "format": styles["alarm"]})


def _has_below(codes: str, length: int) -> str:
    """The formula, over an array, for whether a code of that length is the beginning of a longer one."""
    own, longer = (
        f'IF(LEN({codes})={length},{codes}&"","")',
        f'IF(LEN({codes})>{length},LEFT({codes},{length}),"")',
    )
    return f"(LEN({codes})={length})*ISNUMBER(MATCH({own},{longer},0))"
