"""第五部分 附表 as plain values: which tables an edition has, and a table as boxes that cover rows and columns."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import chinese
from juesuan.model.editions import FormFile
from juesuan.model.problems import Problem, ReportError, error
from juesuan.model.values import Figure

NO_DATA = "本表无数据"
_FEW_COLUMNS = 3
"""So many columns stand on an upright page, whatever the form says: it may hold more in other years."""
_MOST_WIDE, _MOST_UPRIGHT = 12, 8
"""The columns of a piece of a table that is cut, on a page across and on an upright one."""
UPRIGHT_WIDTH, WIDE_WIDTH = 8844, 12756
"""What a page leaves for a table, in twentieths of a point: 156 mm upright, 225 mm across."""


ONE_COLUMN, THREE_COLUMNS = "一列", "三列"
"""How the codes of a table by item stand: 2050204, or 205 02 04 under 类 款 项."""
TOTAL_FIRST, TOTAL_LAST = "最前", "最后"
"""Where the row 合计 of a table by item stands."""


APART = "以上各表另附。"
"""What the report says below the titles of tables published apart, where the edition says nothing else."""


class Form(Struct, frozen=True):
    """A public table as the edition lists it: its title and note, and the kind of what fills it."""

    number: int
    title: str
    kind: str
    """The name of what it is filled with, such as 收入支出总表; the figures know which names there are."""
    is_wide: bool
    """Whether it stands on a page that lies across."""
    note: str
    """The sentence under the table."""
    codes: str = ONE_COLUMN
    """Whether the 科目编码 of a table by item stands in one column or, as 类, 款, 项, in three."""
    total: str = TOTAL_FIRST
    """Whether the row 合计 of a table by item is the first or the last."""
    columns: tuple[str, ...] = ()
    """The headings of the columns of amounts that a table by item has, in order; none for all of its kind."""
    series: str = "公开"
    """What stands before its number in the corner above it."""


YEAR, LEVEL = "{{ 年度 }}", "{{ 单位.部门或单位 }}"
"""The tags that the heading of the part may have."""


class Forms(Struct, frozen=True):
    """第五部分 附表 as the edition lists it."""

    part: str
    """The heading of the part; ``YEAR`` and ``LEVEL`` in it stand for the year and for 部门 or 单位."""
    tables: tuple[Form, ...]
    apart: str = APART
    """What the report says below the titles where the tables are published in a file of their own."""


PublicValue = str | Figure | None
"""What a cell prints: words, or an amount in 万元, or nothing (None) where the amount is not known."""


class PublicCell(Struct, frozen=True):
    """A cell of a public table, with the number of columns and rows that it covers."""

    content: PublicValue
    columns: int = 1
    rows: int = 1
    is_centred: bool = False


Rows = tuple[tuple[PublicCell, ...], ...]


class Body(Struct, frozen=True):
    """What a public table is filled with: its columns, headings and rows."""

    shares: tuple[int, ...]
    """How wide the columns are, one against the other."""
    heads: Rows
    rows: Rows
    """Empty where the table has no data."""
    remarks: tuple[str, ...] = ()
    """Sentences that say what the rows of this department are, such as that they are totals."""
    is_by_item: bool = False
    """Whether its first columns are 科目编码 and 科目名称, its first row is 合计, its headings are two rows."""
    keys: int = 0
    """How many columns say what a row is: where the table is too wide for a page, each piece repeats them."""


class TablePiece(Struct, frozen=True):
    """What a page takes of a table: all of its rows, and as many columns as fit."""

    widths: tuple[int, ...]
    """In twentieths of a point."""
    heads: Rows
    rows: Rows


class PublicTable(Struct, frozen=True):
    """A public table as it is published: its form, who publishes it, and what fills it."""

    form: Form
    unit: str
    """编制单位."""
    body: Body

    @property
    def corner(self) -> str:
        """The words in the corner above the table: 公开01表."""
        return f"{self.form.series}{self.form.number:02}表"

    @property
    def is_wide(self) -> bool:
        """Whether it stands on a page across: where the form says so, and it has more than a few columns."""
        return self.form.is_wide and len(self.body.shares) > _FEW_COLUMNS

    @property
    def widths(self) -> tuple[int, ...]:
        """Column widths in twentieths of a point; those of a piece fill the page."""
        whole, shares = WIDE_WIDTH if self.is_wide else UPRIGHT_WIDTH, self.body.shares
        full = sum(shares[at] for at in self._columns()[0])
        edges = [whole * sum(shares[:place]) // full for place in range(len(shares) + 1)]
        return tuple(right - left for left, right in pairwise(edges))

    @property
    def pieces(self) -> tuple[TablePiece, ...]:
        """The table as pages take it, from left to right; nearly always one piece."""
        widths = self.widths
        return tuple(
            TablePiece(
                tuple(widths[at] for at in columns),
                tuple(_cut(self.body.heads, columns)),
                tuple(_cut(self.rows, columns)),
            )
            for columns in self._columns()
        )

    def _columns(self) -> list[list[int]]:
        """The columns of each piece, from 0."""
        keys, count = self.body.keys, len(self.body.shares)
        room = _MOST_WIDE if self.is_wide else _MOST_UPRIGHT
        if not keys or count <= room:
            return [list(range(count))]
        pieces = -(-(count - keys) // (room - keys))
        size = -(-(count - keys) // pieces)
        return [[*range(keys), *range(first, min(first + size, count))] for first in range(keys, count, size)]

    @property
    def rows(self) -> Rows:
        """The rows of the table; where it has no data, one row that says so."""
        return self.body.rows or ((PublicCell(NO_DATA, columns=len(self.body.shares), is_centred=True),),)

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences under the table: the note of its form, then the remarks."""
        return (self.form.note, *self.body.remarks)


class PublicPart(Struct, frozen=True):
    """第五部分 as it is published; without tables where the department leaves it out."""

    title: str
    tables: tuple[PublicTable, ...]
    before: str = ""
    """Words of the heading that it stands before; empty where it stands behind all else."""
    apart: str = ""
    """The sentence below the list of the tables where the report only lists them; empty where it has them."""


def read(file: FormFile, kinds: Collection[str]) -> Forms:
    """第五部分 as the file of an edition lists it, its tables numbered in order; each is of one of the ``kinds``.

    Raises ReportError with every fault of the file: a department may have changed it.
    """
    where = file.place
    data = _loaded(file)
    listed = data.get("tables")
    texts: dict[str, type] = {name: str for name in ("part", "apart") if name == "part" or name in data}
    faults = [*_wrong(data, texts, where), *_not_chosen(data, where)]
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise ReportError(*faults, error("W05", where, "没有列出任何附表", "每张表以 [[tables]] 一行开头。"))
    for number, each in enumerate(listed, start=1):
        faults.extend(_faults(each, f"{where} 第{number}张表", kinds))
    if faults:
        raise ReportError(*faults)
    tables = (
        Form(
            number,
            each["title"],
            each["kind"],
            each["wide"],
            each["note"],
            each.get("codes", data.get("codes", ONE_COLUMN)),
            each.get("total", data.get("total", TOTAL_FIRST)),
            tuple(each.get("columns", ())),
        )
        for number, each in enumerate(listed, start=1)
    )
    return Forms(data["part"], tuple(tables), data.get("apart", APART))


_MOST_BYTES = 50_000
"""Those of the editions have 3,000; a name of very many parts is read in the square of their number."""


def _loaded(file: FormFile) -> dict[str, Any]:
    """The file as TOML; raises ReportError, with the line of the fault, for what is none."""
    where = file.place
    if (size := len(file.data)) > _MOST_BYTES:
        message = f"有 {-(-size // 1_000)} KB，超过 {_MOST_BYTES // 1_000} KB，不予读取"
        raise ReportError(error("W05", where, message, "请从统一的版式里把附表.toml 复制回来，重新修改。"))
    try:
        return tomllib.loads(file.data.decode("utf-8-sig"))
    except UnicodeDecodeError as caught:
        advice = "请用记事本打开，另存为，编码选 UTF-8。"
        raise ReportError(error("W05", where, "不是 UTF-8 编码的文本，读不懂", advice)) from caught
    except tomllib.TOMLDecodeError as caught:
        line = re.search(r"at line (\d+)", str(caught))
        message = f"第{line[1]}行写得不对" if line else "没有写完"
        advice = "每行写成 名称 = 内容，文字放在一对半角双引号里；wide 只写 true 或 false。"
        raise ReportError(error("W05", where, message, advice)) from caught
    except RecursionError as caught:
        raise ReportError(
            error("W05", where, "括号一层套一层，套得太深，读不懂", "请对照原来的附表.toml 改正。")
        ) from caught


_FIELDS = {"title": str, "kind": str, "wide": bool, "note": str}
_WHAT = {str: "要写成放在半角双引号里的文字", bool: "只能写 true 或 false"}


def _faults(table: dict[str, Any], where: str, kinds: Collection[str]) -> Iterator[Problem]:
    """What is wrong with one table of the list."""
    yield from _wrong(table, _FIELDS, where)
    yield from _not_chosen(table, where)
    yield from _no_columns(table.get("columns", ["合计"]), where)
    kind = table.get("kind")
    if isinstance(kind, str) and kind not in kinds:
        near = difflib.get_close_matches(kind, kinds, n=1, cutoff=0.3)
        advice = f"是不是“{near[0]}”？" if near else f"可以用：{'、'.join(kinds)}。"
        yield error("W05", where, f"没有“{kind}”这种附表", advice)


_CHOICES = {"codes": (ONE_COLUMN, THREE_COLUMNS), "total": (TOTAL_FIRST, TOTAL_LAST)}
"""What may be said of all tables, above the first, and of each; the first of the words where nothing is said."""


def _not_chosen(given: dict[str, Any], where: str) -> Iterator[Problem]:
    """A problem for each setting that holds another word than it may."""
    for name, words in _CHOICES.items():
        if name in given and given[name] not in words:
            yield error("W05", where, f"{name} 写得不对", f"只能写“{words[0]}”或“{words[1]}”。")


def _no_columns(given: object, where: str) -> Iterator[Problem]:
    """A problem where what is given is no list of different headings."""
    is_list = isinstance(given, list) and bool(given) and all(isinstance(each, str) for each in given)
    if not is_list or len(set(given)) < len(given):  # type: ignore[arg-type,call-overload]
        yield error("W05", where, "columns 写得不对", "写成放在方括号里的栏名，一个栏名只写一次。")


def _wrong(given: dict[str, Any], fields: Mapping[str, type], where: str) -> Iterator[Problem]:
    """A problem for each of the ``fields`` that is missing, of another type, or cannot be printed."""
    for name, wanted in fields.items():
        value = given.get(name)
        if type(value) is not wanted:
            yield error("W05", where, f"{name} {'写得不对' if name in given else '没有写'}", f"{_WHAT[wanted]}。")
        elif isinstance(value, str) and (bad := chinese.fault(value, f"{where} {name}")):
            yield bad


def _cut(rows: Rows, columns: Sequence[int]) -> Iterator[tuple[PublicCell, ...]]:
    """The rows with these columns alone; of a cell that covers several what is left of it."""
    standing = list(placed(rows))
    for number in range(len(rows)):
        boxes = [(at, box) for line, at, box in standing if line == number]
        left = [(sum(at <= each < at + box.columns for each in columns), box) for at, box in boxes]
        yield tuple(replace(box, columns=count) for count, box in left if count)


def placed(rows: Sequence[Sequence[PublicCell]]) -> Iterator[tuple[int, int, PublicCell]]:
    """Each cell with the row and column of its upper left corner, both from 0, in reading order."""
    taken: set[tuple[int, int]] = set()
    for line, boxes in enumerate(rows):
        at = 0
        for box in boxes:
            while (line, at) in taken:
                at += 1
            yield line, at, box
            taken |= {(line + down, at + along) for down in range(box.rows) for along in range(box.columns)}
