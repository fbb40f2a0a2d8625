"""部门预算项目支出绩效自评表 that stands finished in a report of the department's own -> the project it speaks of.

Rows and columns are found by their headings; what cannot be read is told, never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from juesuan.figures import aims
from juesuan.model.chinese import UNITS, narrow
from juesuan.model.document import AttachedCell, AttachedParagraph, AttachedTable
from juesuan.model.problems import Problem, warning
from juesuan.model.projects import NATURES, PerformanceIndicator, PrintedPart, Project, fund_field
from juesuan.model.values import Amount, Cell, Count, Text

_OWN_HEAD = "指标性质"
_HEADS = {
    "first": r"一级指标", "second": r"二级指标", "third": r"三级指标", "nature": _OWN_HEAD,
    "expected": r"(?:年度|预期|全年)?指标值|预期值", "measure": r"度量单位|计量单位", "weight": r"(?:指标)?权重.*",
    "actual": r"(?:实际|全年)?完成(?:指标)?值", "score": r"(?:自评)?得分", "reason": r".*原因.*",
}  # fmt: skip
_MONEY = {
    "年初预算数": r"年初预算数?", "预算数": r"调整后预算数?|全年预算数|调整预算数",
    "执行数": r"(?:预算|全年)?执行数", "rate": r"(?:预算)?执行率", "weight": r"权重", "score": r"得分",
    "reason": r".*原因.*",
}  # fmt: skip
_SOURCES = {
    "": r"总额|合计|年度资金总额", "财政专户管理资金": r"财政专户(?:管理)?资金", "单位资金": r"单位资金",
    "其他资金": r"其他资金|其它资金", "财政拨款": r"财政资金|财政拨款(?:资金)?",
}  # fmt: skip
_NEEDED = frozenset({"first", "third", "nature", "weight", "score"})
_TEXTS = ("项目实施内容及过程概述", "存在问题", "改进措施")
_NUMBER = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)(?:万元|元|%|分)?")
_NOTHING = {"", "-", "—", "——", "/", "无"}


class _Box(Struct, frozen=True):
    """A cell of the table that stands on the page: its words without white space, where it is, what it spans."""

    words: str
    whole: str
    """The words as they stand."""
    cell: Cell | None
    """None where nothing stands in it."""
    at: int
    columns: int

    def covers(self, column: int) -> bool:
        return self.at <= column < self.at + self.columns


_Row = Sequence[_Box]


def _is(box: _Box, form: str) -> bool:
    return re.fullmatch(form, box.words) is not None


class _Reader(Struct, frozen=True):
    """The rows of the table, and what of it could not be read."""

    rows: Sequence[_Row]
    unread: list[Cell] = field(default_factory=list)

    @property
    def is_published(self) -> bool:
        """Whether a heading stands in it that no other table has."""
        return any(box.words == _OWN_HEAD for row in self.rows for box in row)

    def heads(self, wanted: Mapping[str, str], needed: Iterable[str]) -> tuple[int, Mapping[str, int]]:
        """The number of the row with the headings, -1 for none, and the column that each of them begins in."""
        for number, row in enumerate(self.rows):
            pairs = ((name, box) for box in reversed(row) for name, form in wanted.items() if _is(box, form))
            found = {name: box.at for name, box in pairs}
            if set(needed) <= set(found):
                return number, found
        return -1, {}

    def beside(self, label: str) -> _Box | None:
        """What stands beside a label, in its cell behind a colon or in the next; None where there is no label."""
        for row in self.rows:
            for place, box in enumerate(row):
                if inside := re.search(rf"{label}(?:（[^）]*）)?[：:]([^：:]*?)(?:\w\w负责人[：:]|$)", box.words):
                    return _Box(inside[1], inside[1], box.cell, box.at, box.columns)
                if re.fullmatch(rf"(?:[0-9]+[.．、])?{label}(?:（[^）]*）)?", box.words) and place + 1 < len(row):
                    return row[place + 1]
        return None

    def text(self, label: str) -> Text | None:
        """The words beside a label; None where there are none."""
        box = self.beside(label)
        return Text(box.whole, box.cell) if box and box.words and box.cell else None

    def number(self, box: _Box | None) -> Decimal | None:
        """The number in a cell; None for none, noted where something else stands there."""
        if box is None or box.cell is None or narrow(box.words) in _NOTHING:
            return None
        found = _NUMBER.fullmatch(narrow(box.words).replace(",", ""))
        if found is None:
            self.unread.append(box.cell)
        return Decimal(found[1]) if found else None

    def count(self, box: _Box | None, unit: str) -> Count | None:
        value = self.number(box)
        return None if value is None or box is None or box.cell is None else Count(value, unit, box.cell)


def read(tables: Iterable[AttachedTable], problems: list[Problem]) -> tuple[Project, ...]:
    """The projects of the published tables among the tables of a file; what is not read of one is a problem."""
    readers = (_Reader(_rows(table)) for table in tables)
    return tuple(project for each in readers if each.is_published and (project := _project(each, problems)))


def _rows(table: AttachedTable) -> Sequence[_Row]:
    return [list(_boxes(row)) for row in table.rows]


def _boxes(row: Sequence[AttachedCell]) -> Iterator[_Box]:
    at = 0
    for box in row:
        lines = [each for each in box.content if isinstance(each, AttachedParagraph) and each.text.strip()]
        whole = "\n".join(line.text for line in lines)
        yield _Box("".join(whole.split()), whole.strip(), lines[0].cell if lines else None, at, box.columns)
        at += box.columns


def _project(reader: _Reader, problems: list[Problem]) -> Project | None:
    """The project of a table; None where it is another table, or lacks what nothing can be checked without."""
    below, heads = reader.heads(_HEADS, _NEEDED)
    above, money_heads = reader.heads(_MONEY, {"预算数", "执行数", "rate"})
    title = reader.text("项目名称")
    if below < 0:
        return None
    place = next(box.cell for box in reader.rows[below] if box.cell)
    money = _money(reader, reader.rows[above + 1 : below], money_heads) if 0 <= above < below else _Money()
    budget, executed = money.amounts.get("budget"), money.amounts.get("executed")
    needed = {"项目名称": title, "调整后预算总额": budget, "执行总额": executed}
    if title is None or budget is None or executed is None:
        missing = "”“".join(label for label, held in needed.items() if held is None)
        message = f"有一张绩效自评表，没有读到“{missing}”，这张表没有核对"
        problems.append(warning("A07", place, message, "请照公开的表样写明这几格，或者自己核对。"))
        return None
    indicators, total = _indicators(reader, below, heads, title)
    for cell in dict.fromkeys(reader.unread):
        problems.append(warning("A07", cell, "绩效自评表里这一格不是一个数，没有核对", "请只写数，单位写在表头。"))
    return _made(reader, (title, indicators), money, (total, heads))


def _made(
    reader: _Reader,
    told: tuple[Text, tuple[PerformanceIndicator, ...]],
    money: "_Money",
    last: tuple[_Row, Mapping[str, int]],
) -> Project:
    (title, indicators), (total, heads) = told, last
    blank = tuple(label for label in _TEXTS if (box := reader.beside(label)) is None or not box.words)
    weights = reader.count(_at(total, heads["weight"]), "分")
    amounts: dict[str, Any] = {
        **dict.fromkeys(("budget_fiscal", "budget_other", "executed_fiscal", "executed_other")), **money.amounts,
    }  # fmt: skip
    return Project(
        name=title,
        reason=money.reason,
        score=reader.count(_at(total, heads["score"]), "分"),
        grade=_grade(reader),
        indicators=indicators,
        execution_score=money.score,
        authority=reader.text("主管部门"),
        performer=reader.text("实施单位"),
        leader=reader.text("项目负责人"),
        finance_officer=reader.text("财务负责人"),
        printed=PrintedPart(money.half, money.rates, money.weight, weights, blank),
        **amounts,
    )


def _grade(reader: _Reader) -> Text | None:
    """The grade that the conclusion names."""
    said = reader.text("评价结论")
    found = re.search(r"等级为?[“\"”]?([优良中差])", said.text) if said else None
    return Text(found[1], said.cell) if found and said else None


def _at(row: _Row, column: int) -> _Box | None:
    return next((box for box in row if box.covers(column)), None)


# ---- money


class _Money(Struct):
    """What the rows of the budget say."""

    amounts: dict[str, Amount] = field(default_factory=dict)
    """By the field of a project."""
    rates: dict[str, Count] = field(default_factory=dict)
    weight: Count | None = None
    score: Count | None = None
    reason: Text | None = None
    half: Decimal = Decimal(0)


_TOTALS = {"年初预算数": "initial_budget", "预算数": "budget", "执行数": "executed"}


def _money(reader: _Reader, rows: Sequence[_Row], heads: Mapping[str, int]) -> _Money:
    """The amounts, rates and points of the rows below the headings, each found by its source."""
    found, decimals = _Money(), 0
    unit = "元" if any(re.search("[（(]元[）)]", box.words) for row in reader.rows for box in row) else "万元"
    for row in rows:
        source = _source(row, min(heads.values()))
        for line, column in heads.items() if source is not None else ():
            box = _at(row, column)
            if line in _TOTALS and source is not None:
                value, cell = reader.number(box), box.cell if box else None
                if value is not None and cell is not None and box is not None:
                    target = fund_field(line, source) if source else _TOTALS[line]
                    found.amounts.setdefault(target, Amount(value * UNITS[unit], cell, unit))
                    decimals = max(decimals, len(narrow(box.words).partition(".")[2].rstrip("万元")))
            elif line == "rate" and source is not None and (rate := reader.count(box, "%")):
                found.rates.setdefault(source, rate)
            elif not source:
                _points(reader, found, line, box)
    if unit == "万元" and decimals:
        found.half = Decimal(UNITS[unit]) / 10**decimals / 2
    return found


def _points(reader: _Reader, found: _Money, line: str, box: _Box | None) -> None:
    """Weight, points and reason of the row of all money."""
    if line == "weight":
        found.weight = reader.count(box, "分")
    elif line == "score":
        found.score = reader.count(box, "分")
    elif line == "reason" and box is not None and box.words not in _NOTHING and box.cell is not None:
        found.reason = Text(box.whole, box.cell)


def _source(row: _Row, column: int) -> str | None:
    """The source of money that a row is of, empty for all of them; None for a row of something else."""
    for box in row:
        words = re.sub(r"^(?:其中)?[:：]?", "", box.words)
        found = [source for source, form in _SOURCES.items() if re.fullmatch(form, words)]
        if box.at < column and found:
            return found[0]
    return None


# ---- indicators

_WORDS = ("first", "second", "third", "expected", "actual", "reason")


def _indicators(
    reader: _Reader, below: int, heads: Mapping[str, int], title: Text
) -> tuple[tuple[PerformanceIndicator, ...], _Row]:
    """The rows under the headings, and the row of their sums, empty where there is none."""
    made: list[PerformanceIndicator] = []
    before: dict[str, Text] = {}
    for row in reader.rows[below + 1 :]:
        first = next((box.words for box in row if box.words), "")
        if re.fullmatch(r"合计|总分|总计", first):
            return tuple(made), row
        if _at(row, heads["third"]) in (None, _at(row, heads["first"])):
            break
        boxes = {name: _at(row, column) for name, column in heads.items()}
        texts = {
            name: _text(boxes.get(name)) for name in ("first", "second", "third", "expected", "actual", "reason")
        }
        before |= {name: text for name in ("first", "second") if (text := texts[name])}
        if (third := texts["third"]) is not None:
            levels = {name: before.get(name, Text("", third.cell)) for name in ("first", "second")}
            made.append(_indicator(reader, boxes, {**texts, **levels, "project": title}))
    return tuple(made), ()


def _indicator(
    reader: _Reader, boxes: Mapping[str, _Box | None], texts: Mapping[str, Text | None]
) -> PerformanceIndicator:
    nature = _text(boxes.get("nature"))
    sign = aims.nature(nature.text) if nature else ""
    given: dict[str, Any] = dict(texts)
    return PerformanceIndicator(
        **given,
        weight=reader.count(boxes.get("weight"), "分"),
        score=reader.count(boxes.get("score"), "分"),
        nature=Text(sign, nature.cell) if nature and sign in NATURES else None,
        measure=_text(boxes.get("measure")),
    )


def _text(box: _Box | None) -> Text | None:
    """The words of a cell; None for a blank or a dash."""
    return Text(box.whole, box.cell) if box and box.cell and box.words not in _NOTHING else None
