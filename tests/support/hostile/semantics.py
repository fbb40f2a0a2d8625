"""Workbooks, and records beside them, that open and say something else than they should."""

import io
import json
import re
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

import xlsxwriter

from juesuan.model.workbook_form import SHEETS
from juesuan.reading.grid import Value
from tests.support import builder, water_office
from tests.support.hostile.desk import BEFORE, ORIGINS, PROPOSED, WORKBOOK, Desk
from tests.support.hostile.zip_structure import packed, parts

VALUES = (
    "", " ", "0", "-0", "-1", "0.001", "0.005", "1e5", "1e308", "1e400", "-1e-400", "NaN", "inf", "-", "—", "无",
    "无此项",
    "１２３", "1,234.5", "1，234", "1 234", "12万元", "12.5亿", "￥3", "$3", "(3)", "（3）", "3%", "百分之三",
    "三百万", "3/4",
    "0x10", "1.2.3", "2021-13-45", "2021年9月", "44444",
    "9" * 16, "9" * 40, "0." + "3" * 40, "99999999999999.99", "1" * 300,
    "是", "否", "TRUE", "#DIV/0!", "=1+1", '=HYPERLINK("http://127.0.0.1")', "+1", "@甲", "'3", "甲\n乙",
    "甲\t乙", "A&B<C>",
    "{{ 7*7 }}", "{{ 业务.治理河道 }}", "{{ 年度", "}}", "\u202e反", "零\u200b宽", "合\u0301", "😀", "\ue000",
    "长" * 3000, "（类）",
    "2130305", "213", "21303055", "213030", "2130３05", "99999", "农林水支出（类）", "青禾河治理工程", "1,2",
    "〔收入支出〕B5",
    "四川2020", "四川2022", "四川1999", "../四川2020", "元", "万元", "亿元", "美元", "2020", "2022", "1900",
    "2099", "20211", "2021.0",
)  # fmt: skip
Book = dict[str, list[list[Value]]]
"""The rows of each sheet as they stand in it, by its name."""
_HEAD = 3
"""The row of the headings, from 0."""
_CELLS = (
    "<v>{}</v>", "<f>1+1</f>", "<f>1+1</f><v>0</v>", "<f>[1]甲!A1</f><v>#REF!</v>", "<v>44444.5</v>", "",
    '<f t="shared" si="0"/><v>3</v>', "<v>0.1</v><v>0.2</v>", "<is><t>{}</t></is>", "<v>372</v>",
)  # fmt: skip
_KINDS = ("", "", ' t="s"', ' t="str"', ' t="e"', ' t="b"', ' t="d"', ' t="inlineStr"', ' t="n"', ' t="甲"')


def _cell(book: Book, chance: Random) -> None:
    """Some cells changed, in one sheet or in many, headings among them."""
    for _ in range(chance.choice((1, 1, 1, 3, 40))):
        row = chance.choice(book[chance.choice(list(book))] or [[]])
        if row:
            row[chance.randrange(len(row))] = chance.choice(VALUES)


def _filled(book: Book, chance: Random) -> None:
    """Rows more, with words where others are blank."""
    rows = book[chance.choice(list(book))]
    width = max(map(len, rows), default=1)
    added = [chance.choice(VALUES) if chance.random() < 0.6 else "" for _ in range(width)]
    at = chance.randrange(len(rows) + 1)
    rows[at:at] = [list(added) for _ in range(chance.choice((1, 2, 30)))]


def _column(book: Book, chance: Random) -> None:
    """A whole column changed, two columns swapped with or without their headings, or signs turned."""
    rows = book[chance.choice(list(book))]
    width = max(map(len, rows), default=1)
    first, second, value = chance.randrange(width), chance.randrange(width), chance.choice(VALUES)
    kind, top = chance.randrange(3), chance.choice((_HEAD, _HEAD + 1))
    for row in rows[top:]:
        row.extend([""] * (width - len(row)))
        if kind == 0:
            row[first] = value
        elif kind == 1:
            row[first], row[second] = row[second], row[first]
        else:
            row[:] = [-each if isinstance(each, int | float) else each for each in row]


def _rows(book: Book, chance: Random) -> None:
    rows = book[chance.choice(list(book))]
    at = chance.randrange(len(rows) + 1)
    others: list[list[list[Value]]] = [
        rows[:at], rows + rows, [*rows, *rows[at : at + 1]], rows[::-1], rows[:at] + rows[at + 1 :], [[], *rows],
        rows[at : at + 1] * 300,
    ]  # fmt: skip
    rows[:] = [list(row) for row in chance.choice(others)]


def _other_sheet(book: Book, chance: Random) -> None:
    first, second = (chance.choice(list(book)) for _ in range(2))
    book[first], book[second] = book[second], book[first]


def _unit(book: Book, chance: Random) -> None:
    rows = book[chance.choice(list(book))]
    if len(rows) > _HEAD:
        rows[_HEAD - 1] = [chance.choice(("金额单位", "单位", "")), chance.choice(VALUES)]


_OF_BOOK: tuple[Callable[[Book, Random], None], ...] = (
    _cell,
    _cell,
    _cell,
    _filled,
    _column,
    _rows,
    _other_sheet,
    _unit,
)


def _written(desk: Desk, place: str) -> str:
    chance = desk.chance
    content = water_office.of_2022() if chance.random() < 0.1 else water_office.department()
    book = {name: [list(row) for row in grid.rows] for name, grid in builder.grids(content).items()}
    for _ in range(chance.choice((1, 1, 2, 4))):
        chance.choice(_OF_BOOK)(book, chance)
    return desk.write(place, workbook(book))


def workbook(book: Book) -> bytes:
    """The workbook as a file; what begins with = is a formula without a value."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        for name, rows in book.items():
            page = made.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return file.getvalue()


def _stored(desk: Desk, place: str) -> str:
    """With cells stored as no officer types them: formulas, dates, faults, kinds that do not fit."""
    chance, held = desk.chance, dict(parts(desk.read(place)))
    name = chance.choice([name for name in held if "/worksheets/sheet" in name] or [""])
    text = held.get(name, b"").decode("utf-8", "replace")
    found = list(re.finditer(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>.*?</c>)', text))
    for each in sorted(
        chance.sample(found, min(len(found), chance.choice((1, 1, 5, 50)))), key=lambda at: -at.start()
    ):
        inside = chance.choice(_CELLS).replace("{}", escape(chance.choice(VALUES)))
        kind = re.sub(r' t="\w+"', "", each[2]) + chance.choice(_KINDS)
        place_of = chance.choice((each[1], each[1], each[1], "A1", each[1].lower(), "甲1", "XFD1048577"))
        text = f'{text[: each.start()]}<c r="{place_of}"{kind}>{inside}</c>{text[each.end() :]}'
    return desk.write(place, packed({**held, name: text.encode()}.items()))


def _book(desk: Desk, place: str) -> str:
    """With sheets or headings named otherwise, hidden, merged, doubled."""
    chance, held = desk.chance, dict(parts(desk.read(place)))
    names = [sheet.name for sheet in SHEETS] + [column.heading for sheet in SHEETS for column in sheet.columns]
    old = chance.choice(names)
    new = chance.choice((chance.choice(names), f" {old} ", f"{old}（新）", old.replace("支", "入"), "", old * 20))
    merged = (
        f'<mergeCells><mergeCell ref="{chance.choice(("A1:B9", "B5:B6", "A5:D5", "B6:B5", "甲"))}"/></mergeCells>'
    )
    sheet = chance.choice([name for name in held if "/worksheets/sheet" in name] or [""])
    for name in ("xl/workbook.xml", "xl/sharedStrings.xml"):
        held[name] = held.get(name, b"").replace(old.encode(), new.encode())
    if chance.random() < 0.4:
        held[sheet] = held.get(sheet, b"").replace(b"</sheetData>", b"</sheetData>" + merged.encode())
    return desk.write(place, packed(held.items()))


def _recorded(desk: Desk, _: str) -> str:
    """A record of cells with another value, line or entry, or entries more."""
    chance, place = desk.chance, desk.chance.choice((PROPOSED, ORIGINS))
    text = desk.read(place).decode("utf-8", "replace")
    found = list(re.finditer(r'"(\w+)" = (.+)', text))
    few = chance.sample(found, min(len(found), chance.choice((1, 1, 4))))
    for each in sorted(few, key=lambda at: -at.start()):
        words = json.dumps(chance.choice(VALUES), ensure_ascii=chance.random() < 0.5)
        name = chance.choice((each[1], each[1], each[1], "列", "甲"))
        value = chance.choice((words, words, words, *_TOML))
        text = f'{text[: each.start()]}"{name}" = {value}{text[each.end() :]}'
    return desk.write(place, (text * chance.choice((1, 1, 2, 5000))).encode("utf-8", "replace"))


_TOML = ("2021-01-01", "2021-01-01T00:00:00Z", "1e400", "nan", "true", "[]", "{}", "1" * 5000, '""' + '"甲"', "")
"""Values that are no words."""


def spoil(desk: Desk) -> str:
    place = desk.chance.choice((WORKBOOK, WORKBOOK, WORKBOOK, BEFORE))
    return desk.chance.choice((_written, _written, _written, _stored, _book, _recorded))(desk, place)
