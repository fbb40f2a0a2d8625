"""The projects of a report: their figures and texts in sentences, their tables, their indicators."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct, field

from juesuan.claims.printed.figures import number
from juesuan.claims.printed.items import rounds
from juesuan.claims.printed.matching import PrintedTag
from juesuan.claims.printed.sections import NumberedLine
from juesuan.model import workbook_form
from juesuan.model.finished_report import LineKind
from juesuan.model.official import Target
from juesuan.model.printed_report import PrintedFigure, PrintedPassage, PrintedRow, PrintedWords
from juesuan.model.written_text import PROJECT_PREFIX

LIST = "绩效项目"
_SHEET, _INDICATORS = workbook_form.PROJECTS.name, workbook_form.PERFORMANCE_INDICATORS.name
_AMOUNTS = {"预算数": "预算数", "执行数": "执行数", "得分": "自评得分"}
_TEXTS = ("项目综述", "发现的主要问题", "下一步改进措施")
_WAN = 10_000
_NAME, _GOALS, _FIRST = "项目名称", "预期目标", "一级指标"
_COLUMNS = {
    "一级指标": "一级指标",
    "二级指标": "二级指标",
    "三级指标": "三级指标",
    "预期指标值": "预期指标值",
    "年度指标值": "预期指标值",
    "实际完成指标值": "实际完成指标值",
    "实际完成值": "实际完成指标值",
    "权重": "权重",
    "得分": "得分",
    "偏差原因": "偏差原因",
    "指标性质": "指标性质",
    "指标值": "预期指标值",
    "度量单位": "度量单位",
    "完成值": "实际完成指标值",
}
"""The columns of 绩效指标 by what the tables of the forms call them."""
_OF_2022 = {
    "年初预算数": "年初预算数", "全年预算数": "预算数", "全年执行数": "执行数",
    "年初预算": "年初预算数", "调整后预算": "预算数", "执行数": "执行数",
}  # fmt: skip
_BUDGETS, _WHOLES = ("年初预算数", "年初预算"), ("年度资金总额", "总额")
_SOURCES = {
    "财政拨款": "中财政拨款", "财政资金": "中财政拨款", "财政专户管理资金": "中财政专户管理资金",
    "单位资金": "中单位资金", "其它资金": "中其他资金", "其他资金": "中其他资金",
}  # fmt: skip
_PUBLISHED_GOALS, _SUMS = "项目年度目标", ("总分", "合计")
_NAMES = ("主管部门", "实施单位", "项目负责人", "财务负责人")
_COURSE, _CONCLUSION = "项目实施内容及过程概述", "评价结论"


class Projects(Struct):
    """What a report says of its projects."""

    figures: list[PrintedFigure] = field(default_factory=list)
    words: list[PrintedWords] = field(default_factory=list)
    rows: list[PrintedRow] = field(default_factory=list)
    passages: list[PrintedPassage] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """The names of the projects in order."""


def full_name(name: str) -> str:
    """A project's name with 项目 behind it, once, as the form prints it."""
    return f"{name.removesuffix('项目')}项目"


def projects(tags: Sequence[PrintedTag], lines: Sequence[NumberedLine]) -> Projects:
    """The projects that the sentences name, and the tables among the lines."""
    found = Projects()
    told = list(rounds(tags, LIST))
    listed = [each["名称"] for each in told if "名称" in each]
    full = [each["全名"] for each in told if "全名" in each and "预算数" in each]
    known = {full_name(each.words): each for each in reversed(listed)}
    for each in [*listed, *(tag for tag in full if full_name(tag.words) not in known)]:
        if each.words not in found.names:
            found.names.append(each.words)
            found.words.append(PrintedWords(Target(_SHEET, each.words, _NAME), each.words, each.place))
    for said in told:
        if "全名" in said and "预算数" in said:
            name = known.get(full_name(said["全名"].words), said["全名"]).words
            _of_sentence(found, name, said)
    for table in _tables(lines):
        _of_table(found, table)
    return found


def _of_sentence(found: Projects, name: str, said: Mapping[str, PrintedTag]) -> None:
    for member, heading in _AMOUNTS.items():
        value = number(said[member].words) if member in said else None
        if value is not None:
            tag = said[member]
            found.figures.append(PrintedFigure(Target(_SHEET, name, heading), value, tag.words, tag.place))
    for member, heading in (("差异原因", "差异原因"), ("等级", "自评等级")):
        if member in said:
            target = Target(_SHEET, name, heading)
            found.words.append(PrintedWords(target, said[member].words, said[member].place))
    for member in _TEXTS:
        if member in said:
            tag = said[member]
            found.passages.append(PrintedPassage(f"{PROJECT_PREFIX}{name}/{member}", tag.words, tag.place))


# ---- tables

_Row = tuple[tuple[str, ...], NumberedLine]


def _tables(lines: Sequence[NumberedLine]) -> Iterator[list[_Row]]:
    """The rows of each table that begins with 项目名称."""
    held: list[_Row] = []
    for line in lines:
        cells = tuple("".join(each.split()) for each in line.text.split("\t"))
        if line.kind is not LineKind.ROW or cells[0] == _NAME:
            if held:
                yield held
            held = []
        if line.kind is LineKind.ROW and (held or cells[0] == _NAME):
            held.append((cells, line))
    if held:
        yield held


def _of_table(found: Projects, table: Sequence[_Row]) -> None:
    (first, _), *rest = table
    name = next((each for each in first[1:] if each), "")
    name = next((each for each in found.names if full_name(each) == full_name(name)), name)
    if name not in found.names:
        return
    heads: list[str] = []
    before: tuple[str, ...] = ()
    above = ""
    for cells, line in rest:
        filled = tuple(each for each in cells if each)
        if _FIRST in cells:
            heads, before = [*cells[cells.index(_FIRST) :]], ()
        elif filled and filled[0].startswith(_SUMS):
            heads = []
        elif heads and filled:
            before = _indicator(found, name, heads, _below(cells, heads, before), line)
        elif filled[:1] == ("预算单位",):
            _code(found, filled, line)
        elif above == _GOALS and len(filled) == 2:  # noqa: PLR2004 - target and result
            for key, text in zip((_GOALS, "实际完成目标"), filled, strict=True):
                words = PrintedPassage(f"{PROJECT_PREFIX}{name}/{key}", _raw(line, text), line.place)
                found.passages.append(words)
        elif not _published(found, name, cells, line):
            _amounts(found, name, filled, line, _columns_above(table, line))
        above = _GOALS if {_GOALS, _PUBLISHED_GOALS} & set(cells) else ""


def _published(found: Projects, name: str, cells: Sequence[str], line: NumberedLine) -> bool:
    """Takes the names and the texts of a row of the table published from 2022 on; whether it is such a row."""
    filled = [each for each in cells if each]
    labels = dict(pairwise(filled))
    for label in (each for each in _NAMES if each in labels):
        target = Target(_SHEET, name, label)
        found.words.append(PrintedWords(target, _raw(line, labels[label]), line.place))
    texts = {_COURSE: "实施内容及过程概述", _CONCLUSION: _CONCLUSION}
    for label in (each for each in texts if each in labels):
        # The form's own sentence on score and grade stands first.
        words = re.sub(r"^自评得分.*?。", "", _raw(line, labels[label])).strip()
        if words:
            key = f"{PROJECT_PREFIX}{name}/{texts[label]}"
            found.passages.append(PrintedPassage(key, words, line.place))
    return bool({*_NAMES, *texts} & set(labels))


def _columns_above(table: Sequence[_Row], line: NumberedLine) -> tuple[str, ...]:
    """The headings of amounts in a table of 2022; none in one of 2020."""
    above = [cells for cells, other in table if other.number < line.number]
    found = ((cells, first) for cells in above for first in _BUDGETS if first in cells)
    heads, first = next(found, ((), ""))
    return tuple(head for head in heads[heads.index(first) :] if head) if first else ()


def _code(found: Projects, filled: Sequence[str], line: NumberedLine) -> None:
    """Takes the code of the department, which stands before its name."""
    code = re.match(r"\d{3,12}", filled[1]) if len(filled) > 1 else None
    if code:
        target = Target(workbook_form.DEPARTMENT.name, "预算单位编码", "内容")
        found.words.append(PrintedWords(target, code[0], line.place))


def _raw(line: NumberedLine, bare: str) -> str:
    """A cell as it is written, with its spaces."""
    return next((each.strip() for each in line.text.split("\t") if "".join(each.split()) == bare), bare)


def _is_number(words: str) -> bool:
    return re.fullmatch(r"-?[\d.,]+(?:万元|元|%|分)?|[—-]+", words) is not None


def _amounts(found: Projects, name: str, filled: Sequence[str], line: NumberedLine, heads: Sequence[str]) -> None:
    """The amounts of a row: by the headings above it, or each by the label before it."""
    pairs: list[tuple[str, str]] = []
    if heads and filled:
        source = next((end for label, end in _SOURCES.items() if label in filled[0]), "")
        if source or filled[0] in _WHOLES:
            pairs = [(f"{_OF_2022[head]}{source}", words) for head, words in zip(heads, filled[1:], strict=False)
                     if head in _OF_2022]  # fmt: skip
    else:
        pairs = list(_labelled(filled))
    for heading, words in pairs:
        value = _money(words)
        known = any(each.heading == heading for each in workbook_form.PROJECTS.columns)
        if value is not None and known:
            found.figures.append(PrintedFigure(Target(_SHEET, name, heading), value, words, line.place))


def _labelled(filled: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The amounts of a row of 2020: what is left stands for the budget, what is right for what was spent."""
    labels = [each for each in filled if not _is_number(each) and not each.startswith("预算执行情况")]
    numbers = [each for each in filled if _is_number(each)]
    if len(labels) == len(numbers) == 2:  # noqa: PLR2004 - both sides
        for side, label, words in zip(("预算数", "执行数"), labels, numbers, strict=True):
            source = next((end for known, end in _SOURCES.items() if known in label), "")
            if source or side in label:
                yield f"{side}{source}", words


def _money(words: str) -> Decimal | None:
    """An amount of such a table, in 元: one without unit is in 万元."""
    if not re.fullmatch(r"-?[\d.,]+(?:万元|元)?", words):
        return None
    value = number(words)
    return None if value is None else value if words.endswith("元") else value * _WAN


# ---- indicators

_NATURE = "指标性质"
"""The heading that only the table published from 2022 on has, in which equal names are merged downwards."""


def _below(cells: Sequence[str], heads: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row under the headings; the first two go on from the row above where they are blank."""
    own = tuple(cells[len(cells) - len(heads) :]) if len(cells) >= len(heads) else tuple(cells)
    missing = ("" for _ in range(len(heads) - len(own)))
    own = (*missing, *own) if _NATURE in heads else (*own, *missing)
    return tuple(words or (before[at] if at < 2 and before else "") for at, words in enumerate(own))  # noqa: PLR2004


def _indicator(
    found: Projects, name: str, heads: Sequence[str], cells: tuple[str, ...], line: NumberedLine
) -> tuple[str, ...]:
    row: dict[str, str | Decimal] = {_NAME: name}
    for head, words in zip(heads, cells, strict=True):
        column = _COLUMNS.get(re.sub(r"[（(].*", "", head), "")
        if column in {"权重", "得分"}:
            value = number(words)
            row |= {column: value} if value is not None else {}
        elif column and words:
            row[column] = _raw(line, words)
    if row.get("三级指标"):
        found.rows.append(PrintedRow(_INDICATORS, row, line.place))
    return cells
