"""Statements read into numbers that know their sentence, what they are called there, and whom they speak of."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from juesuan.figures.mentions import Mention, NumberKind, mentions
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.values import Cell, plain
from juesuan.model.written_text import Statement

QUANTITIES = frozenset({NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT, NumberKind.BARE})


@dataclass(frozen=True)
class Number:
    """A number of a text where it stands: with its clause, its sentence and its place."""

    mention: Mention
    cell: Cell
    """The place of its text."""
    scope: str
    """The name of the project that its text speaks of; empty for the department."""
    before: str
    """The clause up to the number."""
    after: str
    """The clause from the number on."""
    sentence: str
    """The sentence up to the number."""
    own: int
    """The first mark of typed numbers; those before it are the figures'."""

    @cached_property
    def label(self) -> str:
        """What the number is called: the clause before it, without the words that only lead to it."""
        return _label(self.before)

    @cached_property
    def total(self) -> str:
        """The name of the department's total that the number is called by: 收入总计, 财政拨款支出合计, 收支总计.

        Empty where it is called by anything else.
        """
        found = _TOTAL.fullmatch(_LEADING.sub("", re.sub(r"\s", "", self.before)))
        if not found:
            return ""
        side = found["side"] if len(found["side"]) == _ONE_SIDE else "收支"
        return f"{found['fiscal'] or ''}{side}{found['kind']}"

    @cached_property
    def years(self) -> frozenset[int]:
        """The year its clause or, before it, its sentence speaks of; -1 for what is only called the last one.

        A sentence may speak of several; then any of them may be meant.
        """
        if _LAST_YEAR.search(self.before):
            return frozenset({-1})
        spoken = _YEARS.findall(self.before)[-1:] if _YEAR in self.before else []
        return frozenset(map(int, spoken or (_OWN_YEARS.findall(self.sentence) if _YEAR in self.sentence else ())))

    @property
    def is_typed(self) -> bool:
        """Whether a person typed the number, and no figure was printed."""
        return self.mention.serial is not None and self.mention.serial >= self.own

    @cached_property
    def is_aim(self) -> bool:
        """Whether the number says what was to be reached, not what was."""
        if self.cell.sheet == workbook_form.PERFORMANCE_INDICATORS.name:
            return self.cell.address.startswith(_EXPECTED)
        return _AIMS in self.cell.address

    @property
    def words(self) -> str:
        """The number as it was written, with its unit: 332.85亿元."""
        return self.mention.words


@dataclass(frozen=True)
class Sentence:
    """A stretch of text between full stops, semicolons and colons."""

    text: str
    start: int
    """Where it begins in the whole text; the places of its numbers count from here."""
    numbers: tuple[Number, ...]
    scope: str
    lead: str
    """The sentence before it, where that ends with a colon and so may say what it is about; else empty."""

    @cached_property
    def variable(self) -> tuple[Number, ...]:
        """The numbers of the sentence that are not part of a name."""
        return tuple(number for number in self.numbers if number.mention.kind is not NumberKind.NAME)

    @cached_property
    def skeleton(self) -> str:
        """The sentence with # for each number that could be another one, for comparison."""
        pieces, done = [], 0
        for number in self.variable:
            mention = number.mention
            pieces += [self.text[done : mention.start], "#" + mention.unit]
            done = mention.end
        return _ENUMERATED.sub("", re.sub(r"\s", "", "".join((*pieces, self.text[done:]))).strip("，、,"))


@dataclass(frozen=True)
class Prose:
    """A statement read into sentences and numbers."""

    cell: Cell
    scope: str
    text: str
    """The text without marks."""
    sentences: tuple[Sentence, ...]

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """All numbers of the text, in order."""
        return tuple(number for sentence in self.sentences for number in sentence.numbers)


_ENUMERATED = re.compile(r"^([一二三四五六七八九十]+是|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d))")
_YEAR = "年"
_YEARS = re.compile(r"(\d{4})年")
_OWN_YEARS = re.compile(r"(?<![比较与同])(?<!\d)(\d{4})年")
"""The years of a sentence without those that something was compared with."""
_LAST_YEAR = re.compile("上年|去年|上一年")
_SENTENCES = re.compile(r"[^。；;：:！!？?\n]+[。；;：:！!？?\n]*")
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?（）()\n]")
_AIMS, _EXPECTED = "预期目标", "E"
"""The heading of a project's aims, and the column of those of 绩效指标."""
_SCOPE = re.compile(r"“项目[：:](.+?)/")


def read(accounts: Accounts, statements: tuple[Statement, ...], own: int) -> tuple[Prose, ...]:
    """Every statement read into sentences and numbers; ``own`` is the first mark of a typed number."""
    units = frozenset(indicator.value.unit for indicator in accounts.indicators)
    rows = dict(_project_rows(accounts))
    files = {each.name: each.project for each in accounts.attachments}
    scopes = (files.get(each.cell.sheet) or _scope(each.cell, rows) for each in statements)
    return tuple(_prose(statement, scope, units, own) for statement, scope in zip(statements, scopes, strict=True))


def _project_rows(accounts: Accounts) -> Iterator[tuple[tuple[str, str], str]]:
    """The name of a project by sheet and row, for its row and those of its indicators."""
    for project in accounts.projects:
        yield _row(project.name.cell), project.name.text
        yield from ((_row(each.project.cell), project.name.text) for each in project.indicators)


def _row(cell: Cell) -> tuple[str, str]:
    return cell.sheet, re.sub(r"\D", "", cell.address)


def _scope(cell: Cell, rows: Mapping[tuple[str, str], str]) -> str:
    """The project that the text at a place speaks of; empty for the department."""
    if found := _SCOPE.search(cell.address):
        return found[1]
    return (
        rows.get(_row(cell), "")
        if cell.sheet in {workbook_form.PROJECTS.name, workbook_form.PERFORMANCE_INDICATORS.name}
        else ""
    )


def _prose(statement: Statement, scope: str, units: frozenset[str], own: int) -> Prose:
    text = plain(statement.text)
    found = mentions(statement.text, units)
    clauses = [each.start() for each in _CLAUSE_END.finditer(text)]
    sentences: list[Sentence] = []
    for piece in _SENTENCES.finditer(text):
        first, last = (bisect_left(found, place, key=lambda each: each.start) for place in piece.span())
        inside = found[first:last]
        whole = _Clauses(text, piece.start(), clauses)
        numbers = tuple(_number(whole, each, (statement.cell, scope, own)) for each in inside)
        above = sentences[-1].text if sentences else ""
        lead = above if above.endswith(("：", ":")) else ""
        sentences.append(Sentence(piece[0], piece.start(), numbers, scope, lead))
    return Prose(statement.cell, scope, text, tuple(sentences))


@dataclass(frozen=True, slots=True)
class _Clauses:
    """A whole text with the place where a sentence of it begins, and the places of all ends of clauses."""

    text: str
    start: int
    ends: list[int]

    def around(self, mention: Mention) -> tuple[str, str]:
        """The clause of the mention up to it and from it on."""
        last = bisect_left(self.ends, mention.start) - 1
        begin = max(self.start, self.ends[last] + 1) if last >= 0 else self.start
        after = bisect_left(self.ends, mention.end)
        end = self.ends[after] if after < len(self.ends) else len(self.text)
        return self.text[begin : mention.start], self.text[mention.end : end]


def _number(whole: _Clauses, mention: Mention, rest: tuple[Cell, str, int]) -> Number:
    """The number with its place counted from where its sentence begins."""
    cell, scope, own = rest
    start = whole.start
    moved = replace(mention, start=mention.start - start, end=mention.end - start)
    return Number(moved, cell, scope, *whole.around(mention), whole.text[start : mention.start], own)


_LEADING = re.compile(
    r"^(其中|另外|此外|同时|截至|截止|全年|本年|当年|今年|(年末|年底|年初)(?![^，]{0,6}结[转余])|本年度|当年度|上年度?|去年|上一年度?|我局|我委|我办|我校|我院|我中心|我单位|"
    r"我[镇乡所站队处]|我街道|本[镇乡校院所站委]|本中心|本街道|实际发生|\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、|"
    r"本局|本单位|本部门|单位|部门|全局|全区|全县|全市|我区|我县|我市|全校|全院|现有|现|已|已经|共有|共|合计|总计|累计|"
    r"\d{4}年度?末?底?|\d{1,2}月底?末?|\d{1,2}日|的|、|“|”|\s)+"
)
_TRAILING = re.compile(
    r"(支出决算数为|支出决算为|决算数为|决算为|支出为|收入为|分别为|为|达到|达|共计支出|共计|共|合计|累计|计|约|近|超过|逾|"
    r"不少于|至少|有|是|了|仅|只|完成|实现|到|在|\s|“|”|:|：|、|≥|≤|以|得|取得|于)+$"
)

_ONE_SIDE = len("收入")
_TOTAL = re.compile(
    r"(?P<fiscal>财政拨款)?(?:本年|当年)?(?P<side>收入(?:总计|合计)?[、和与及]?支出|收、?支|收入|支出)(?P<kind>总计|合计)"
    r"(?:各|均|都|分别|共)?(?:是|为|达到?|计|有|共|：|:)*"
)


_CARRIED = "结转"
"""Before 和 in 结转和结余, which is one thing."""


def _last_item(before: str) -> int:
    """Where the last item of an enumeration begins."""
    joint = before.rfind("和")
    while joint >= 0 and before.endswith(_CARRIED, 0, joint):
        joint = before.rfind("和", 0, joint)
    return max(joint, *map(before.rfind, "、及与")) + 1


def _label(before: str) -> str:
    """What a number is called by the clause before it: without words that only lead to the name or from it."""
    item = before[_last_item(before) :] if "、" in before else before
    words = re.sub(r"\s", "", item)
    return _LEADING.sub("", _TRAILING.sub("", words))
