"""The tables of self-evaluations: budget, executed, rate, weight and score of a project, row by row.

A table is read from its cells in order, whether a line of the text is a row with tabs or one cell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from msgspec import Struct

from juesuan.claims.claim import Aspect, Claim, Place
from juesuan.figures.mentions import NumberKind, mentions


class TableColumn(Enum):
    """What a column of such a table is of."""

    FIRST_BUDGET = "年初预算数"
    BUDGET = "预算数"
    EXECUTED = "执行数"
    RATE = "执行率"
    WEIGHT = "权重"
    SCORE = "得分"
    OTHER = ""
    """Sources and reasons, in which no numbers stand."""


_COLUMNS = {
    **dict.fromkeys(("年初预算数", "年初预算"), TableColumn.FIRST_BUDGET),
    **dict.fromkeys(("全年预算数", "预算数", "调整预算数", "全年预算", "调整后预算"), TableColumn.BUDGET),
    **dict.fromkeys(("全年执行数", "执行数"), TableColumn.EXECUTED),
    **dict.fromkeys(("执行率", "预算执行率", "执行率（%）"), TableColumn.RATE),
    **dict.fromkeys(("权重", "分值"), TableColumn.WEIGHT),
    **dict.fromkeys(("得分", "自评得分"), TableColumn.SCORE),
    **dict.fromkeys(("资金来源", "偏差原因"), TableColumn.OTHER),
}
"""What a column is of, by its heading."""
TOTAL, INDICATOR, WHOLE_SCORE = "总额", "指标", "总分"
_ROWS = (
    (re.compile(r"^(?:年度)?资金总额$"), TOTAL),
    (re.compile(r"^(?:其中[:：\-—]?)?(?:当年)?财政拨款$"), "财政拨款"),
    (re.compile(r"^(?:其中[:：\-—]?)?(?:其他|其它|自筹|上年结转)资金$"), "其他资金"),
)
_NAMED = re.compile(
    r"^(?:\d+\s*[.．、]\s*)?[“\"]?(?P<name>[^。，；：“”]{2,40}?)[”\"]?(?:项目)?(?:支出)?绩效目标(?:实际)?完成情况(?:综述)?[。：:]"
    r"|^（(?![万亿]元）)(?P<title>[^（）：:]{2,40}?)(?:项目)?）$|^项?目名称\t+(?P<cell>[^\t]+)"
)
_ENDS = re.compile(r"^(?:附件|第[一二三四五]部分|（[一二三四五六七八九十]+）)")
_ENDS_ATTACHMENT = re.compile(r"^(?:附件|第[一二三四五]部分)")
"""What ends an attachment that has a project as its title, and sections of its own."""
_INDICATOR_HEADS = {"实际完成值", "实际完成指标值", "全年实际值", "全年完成值"}
_HEADS = 4
"""How many headings at most stand behind that of the value reached."""
_SUM = re.compile(r"^(?:总分|合计|总计|小计)$")
_LONGEST = 40
"""How many signs a cell has at most that may be a heading or a number."""


class TableClaim(Struct, frozen=True):
    """A number of a table: of which project, in which column and row."""

    project: str
    column: TableColumn
    row: str
    claim: Claim

    @property
    def is_of_indicator(self) -> bool:
        """Whether it is the weight or the score of an indicator, and not of the execution."""
        return self.row == INDICATOR

    @property
    def is_of_whole_score(self) -> bool:
        """Whether it is the weight or the score of the project as a whole."""
        return self.row == WHOLE_SCORE

    @property
    def is_total(self) -> bool:
        """Whether it is of all sources together."""
        return self.row == TOTAL


def project_at(lines: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, Place, str]]:
    """Every paragraph with the project that it is about; empty where it is about none."""
    project, is_next, ends = "", False, _ENDS
    for line, place in lines:
        text = line.strip()
        if is_next:
            project = _plain(text)
        elif found := _NAMED.match(text):
            project = _plain(found["name"] or found["title"] or found["cell"])
            ends = _ENDS_ATTACHMENT if found["title"] else _ENDS
        elif ends.match(text):
            project = ""
        is_next = text in {"项目名称", "目名称"}
        yield line, place, project


def _plain(name: str) -> str:
    return re.sub(r"[“”\"\s]", "", name).removesuffix("项目")


def table_claims(lines: Iterable[tuple[str, Place]]) -> tuple[TableClaim, ...]:
    """The numbers of all tables of self-evaluations, in order."""
    found: list[TableClaim] = []
    cells: list[tuple[str, Place]] = []
    current = ""
    for line, place, project in project_at(lines):
        if project != current:
            found += _of_cells(cells, current)
            cells, current = [], project
        cells += [(cell.strip(), place) for cell in line.split("\t")]
    return (*found, *_of_cells(cells, current))


def _of_cells(cells: Sequence[tuple[str, Place]], project: str) -> list[TableClaim]:
    """The numbers among the cells of one project."""
    if not project:
        return []
    readers = (_paired, _in_rows, _indicators, _whole_score)
    return [each for reader in readers for each in reader(cells, project)]


def _whole_score(cells: Sequence[tuple[str, Place]], project: str) -> Iterator[TableClaim]:
    """Weight and score of the project as a whole: 总分, 100, 92.5."""
    for at, (text, _) in enumerate(cells):
        if text == WHOLE_SCORE:
            behind = (each for each in cells[at + 1 :] if each[0])  # blank where 总分 covers the cells before
            pair = zip((TableColumn.WEIGHT, TableColumn.SCORE), behind, strict=False)
            found = [(column, _number(words, column, "", place)) for column, (words, place) in pair]
            yield from (TableClaim(project, column, WHOLE_SCORE, each) for column, each in found if each)


def _indicators(cells: Sequence[tuple[str, Place]], project: str) -> Iterator[TableClaim]:
    """Weight and score of every indicator: two bare numbers side by side below 权重 and 得分."""
    heads = [at for at, (text, _) in enumerate(cells) if text in _INDICATOR_HEADS]
    behind = [] if not heads else list(cells[heads[-1] + 1 :])
    if not {_COLUMNS.get(text) for text, _ in behind[:_HEADS]} >= {TableColumn.WEIGHT, TableColumn.SCORE}:
        return
    at = 0
    while at + 1 < len(behind):
        pair = [
            _number(text, column, "", place)
            for column, (text, place) in zip((TableColumn.WEIGHT, TableColumn.SCORE), behind[at:], strict=False)
        ]
        weight, score = (each if each and _is_bare(each) else None for each in pair)
        before = next((text for text, _ in reversed(behind[:at]) if text), "")  # 总分 may cover the blank ones
        if weight and score and not _SUM.match(before):
            yield TableClaim(project, TableColumn.WEIGHT, INDICATOR, weight)
            yield TableClaim(project, TableColumn.SCORE, INDICATOR, score)
        at += 2 if weight and score else 1


def _is_bare(claim: Claim) -> bool:
    return claim.sentence[-1].isdigit()


def _paired(cells: Sequence[tuple[str, Place]], project: str) -> Iterator[TableClaim]:
    """Numbers behind a heading of their own: 预算数: 200万元, 执行数: 170万元; parts come in the same order."""
    unit, seen = "万元", dict[str, int]()
    for (label, _), (value, place) in pairwise(cells):
        unit = _unit(label) or unit
        name = label.rstrip(":：")
        column, row = _COLUMNS.get(name, TableColumn.OTHER), _row(name)
        if name == label or (column is TableColumn.OTHER and not row):
            continue
        if row:
            column = (TableColumn.BUDGET, TableColumn.EXECUTED)[seen.get(row, 0) % 2]
            seen[row] = seen.get(row, 0) + 1
        if claim := _number(value, column, unit, place):
            yield TableClaim(project, column, row or TOTAL, claim)


def _in_rows(cells: Sequence[tuple[str, Place]], project: str) -> Iterator[TableClaim]:
    """Numbers in rows below headings: 年初预算数, 全年预算数, 全年执行数, 执行率, 权重, 得分."""
    columns, row, at, unit = list[TableColumn](), "", 0, "万元"
    for text, place in cells:
        unit = _unit(text) or unit
        if text in _COLUMNS:
            columns, row = ([*columns, _COLUMNS[text]] if not row else [_COLUMNS[text]]), ""
            at = 0
        elif columns and (found := _row(text.rstrip(":："))):
            row, at = found, int(columns[0] is TableColumn.OTHER)
        elif row and not text:
            at += 1
        elif row and at < len(columns):
            claim = _number(text, columns[at], unit, place)
            if claim:
                yield TableClaim(project, columns[at], row, claim)
            row, at = (row, at + 1) if claim or _says_no_number(text) else ("", 0)


def _says_no_number(text: str) -> bool:
    """Whether a cell is a dash, or a unit without its number."""
    return bool(re.fullmatch(r"[—\-－–/]+|[%％]|万?元|分", text))


def _unit(text: str) -> str:
    found = re.search(r"[（(](?:单位[:：])?(万元|元)[）)]", text)
    return found[1] if found else ""


def _row(name: str) -> str:
    return next((row for pattern, row in _ROWS if pattern.match(name)), "")


def _number(text: str, column: TableColumn, unit: str, place: Place) -> Claim | None:
    """The one number that a cell is, in the unit of its column; None where the cell is anything else."""
    if column is TableColumn.OTHER or len(text) > _LONGEST:
        return None
    bare = re.fullmatch(r"[\d,]+(?:\.\d+)?", text)
    wanted = {TableColumn.RATE: "%", TableColumn.WEIGHT: "分", TableColumn.SCORE: "分"}.get(column, unit)
    found = mentions(f"{text}{wanted}" if bare else text)
    if len(found) != 1 or found[0].kind not in {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT}:
        return None
    aspect = Aspect.COMPLETION if column is TableColumn.RATE else Aspect.AMOUNT
    return Claim(aspect, found[0], column.value, "", 0, text, place)
