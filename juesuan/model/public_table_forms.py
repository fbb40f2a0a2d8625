"""第五部分 附表 as plain values: which tables an edition has, and a table as boxes that cover rows and columns."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from juesuan.model import chinese
from juesuan.model.editions import FormFile
from juesuan.model.problems import Problem, ReportError, error
from juesuan.model.values import Figure

NO_DATA = "本表无数据"
UPRIGHT_WIDTH, WIDE_WIDTH = 8844, 12756
"""What a page leaves for a table, in twentieths of a point: 156 mm upright, 225 mm across."""


@dataclass(frozen=True, slots=True)
class Form:
    """A public table as the edition lists it: its title and note, and the kind of what fills it."""

    number: int
    title: str
    kind: str
    """The name of what it is filled with, such as 收入支出总表; the figures know which names there are."""
    is_wide: bool
    """Whether it stands on a page that lies across."""
    note: str
    """The sentence under the table."""


YEAR = "{{ 年度 }}"


@dataclass(frozen=True, slots=True)
class Forms:
    """第五部分 附表 as the edition lists it."""

    part: str
    """The heading of the part; ``YEAR`` in it stands for the year of the report."""
    tables: tuple[Form, ...]
    codes: str = "一栏"
    """How codes of items stand: whole in one column (一栏), or their levels in three (类款项)."""
    total: str = "首行"
    """Whether the row 合计 of a table by item is the first (首行) or the last (末行)."""


PublicValue = str | Figure | None
"""What a cell prints: words, or an amount in 万元, or nothing (None) where the amount is not known."""


@dataclass(frozen=True, slots=True)
class PublicCell:
    """A cell of a public table, with the number of columns and rows that it covers."""

    content: PublicValue
    columns: int = 1
    rows: int = 1
    is_centred: bool = False


Rows = tuple[tuple[PublicCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What a public table is filled with: its columns, headings and rows."""

    shares: tuple[int, ...]
    """How wide the columns are, one against the other."""
    heads: Rows
    rows: Rows
    """Empty where the table has no data."""
    remarks: tuple[str, ...] = ()
    """Sentences that say what the workbook does not hold."""


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A public table as it is published: its form, who publishes it, and what fills it."""

    form: Form
    unit: str
    """编制单位."""
    body: Body

    @property
    def corner(self) -> str:
        """The words in the corner above the table: 公开01表."""
        return f"公开{self.form.number:02}表"

    @property
    def widths(self) -> tuple[int, ...]:
        """Column widths in twentieths of a point; they fill the page."""
        whole, shares = WIDE_WIDTH if self.form.is_wide else UPRIGHT_WIDTH, self.body.shares
        edges = [whole * sum(shares[:place]) // sum(shares) for place in range(len(shares) + 1)]
        return tuple(right - left for left, right in pairwise(edges))

    @property
    def rows(self) -> Rows:
        """The rows of the table; where it has no data, one row that says so."""
        return self.body.rows or ((PublicCell(NO_DATA, columns=len(self.body.shares), is_centred=True),),)

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences under the table: the note of its form, then the remarks."""
        return (self.form.note, *self.body.remarks)


@dataclass(frozen=True, slots=True)
class PublicPart:
    """第五部分 as it is published; without tables where the department leaves it out."""

    title: str
    tables: tuple[PublicTable, ...]
    before: str = ""
    """Words of the heading that it stands before; empty where it stands behind all else."""


def read(file: FormFile, kinds: Collection[str]) -> Forms:
    """第五部分 as the file of an edition lists it, its tables numbered in order; each is of one of the ``kinds``.

    Raises ReportError with every fault of the file: a department may have changed it.
    """
    where = file.place
    data = _loaded(file)
    listed = data.get("tables")
    faults = [*_wrong(data, {"part": str}, where), *_wrong_choices(data, where)]
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise ReportError(*faults, error("W05", where, "没有列出任何附表", "每张表以 [[tables]] 一行开头。"))
    for number, each in enumerate(listed, start=1):
        faults.extend(_faults(each, f"{where} 第{number}张表", kinds))
    if faults:
        raise ReportError(*faults)
    tables = (
        Form(number, each["title"], each["kind"], each["wide"], each["note"])
        for number, each in enumerate(listed, start=1)
    )
    chosen = {name: data.get(name, choices[0]) for name, choices in _CHOICES.items()}
    return Forms(data["part"], tuple(tables), **chosen)


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


_CHOICES = {"codes": ("一栏", "类款项"), "total": ("首行", "末行")}
"""What may be said for all tables by item; the first where nothing is said."""


def _wrong_choices(data: Mapping[str, Any], where: str) -> Iterator[Problem]:
    for name, choices in _CHOICES.items():
        if data.get(name, choices[0]) not in choices:
            yield error("W05", where, f"{name} 写得不对", f"只能写{'、'.join(choices)}，放在半角双引号里。")


def _faults(table: dict[str, Any], where: str, kinds: Collection[str]) -> Iterator[Problem]:
    """What is wrong with one table of the list."""
    yield from _wrong(table, _FIELDS, where)
    kind = table.get("kind")
    if isinstance(kind, str) and kind not in kinds:
        near = difflib.get_close_matches(kind, kinds, n=1, cutoff=0.3)
        advice = f"是不是“{near[0]}”？" if near else f"可以用：{'、'.join(kinds)}。"
        yield error("W05", where, f"没有“{kind}”这种附表", advice)


def _wrong(given: dict[str, Any], fields: Mapping[str, type], where: str) -> Iterator[Problem]:
    """A problem for each of the ``fields`` that is missing, of another type, or cannot be printed."""
    for name, wanted in fields.items():
        value = given.get(name)
        if type(value) is not wanted:
            yield error("W05", where, f"{name} {'写得不对' if name in given else '没有写'}", f"{_WHAT[wanted]}。")
        elif isinstance(value, str) and (bad := chinese.fault(value, f"{where} {name}")):
            yield bad


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
