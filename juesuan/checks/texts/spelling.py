"""A paragraph in one spelling, whoever wrote it: what stands before each of its amounts, and the clause beside it.

Years are this or the last one, words for more and for less are one word, the department's names are gone, and so
are spaces, quotation marks and the short brackets of （境） and （项）.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from juesuan.claims import sayings
from juesuan.figures.mentions import Mention, NumberKind
from juesuan.model.accounts import Accounts

THIS, LAST, OTHER = "@年", "#年", "?年"
"""The year of the report, the one before, and any other."""
_NUMBER = "\0"
"""Stands for an amount, a count or a percentage."""
_LONGEST, _LONGEST_NAME = 600, 120
"""How many signs before a number are looked at, and for the words that it is called by."""
_WIDE = str.maketrans("(),;:％", "（），；：%") | {0xFF10 + digit: str(digit) for digit in range(10)}
_LEFT_OUT = re.compile(r"[\s“”\"‘’「」《》]")
_SHORT_BRACKET = re.compile(r"（([^（）\d\0，。；]{1,2})）")
_BRACKET = re.compile(r"（[^（）\d\0。；]{3,40}）")
_YEARS = re.compile(r"(?<!\d)(\d{4})年度?")
_LAST_YEAR = re.compile(r"(?:上一年|上年|去年)度?(?!结[转余])")
_STOPS = re.compile(r"[，。；、（）！？\n]")
_LEADING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|[一二三四五六七八九十]是|\d{1,2}[.．、]|[①-⑳]|[.．]|其中|另外|此外|同时"
    r"|以及|和|与(?![#?]年)|及|：|截至|截止|\d{1,2}月底?|\d{1,2}日|(?:年末|年底|年初)(?![^，]{0,6}结[转余])|全年|本年度?"
    r"|当年度?|今年|单位|部门|全[局区县市校院]|实际|共?发生|支付|现有?|已经?(?=发生|支出|开支)|累计|共有?|的)+"
)
_TRAILING = re.compile(
    r"(?:决算数?|分别|共计支出|共计|约计|[均各都为是共达约：到近有仅得了于]|超过|逾|至少|不少于|实现|取得|完成)+$"
)
_COMPARED = re.compile(r"[较与](?=[#?]年)")
OWN_NAMES = (
    r"我[局委办校院站所队处镇乡县区市]|我单位|我部门|我中心|我街道|本单位|本部门|本[局委办校院站所镇乡]|本中心"
    r"|本街道|单位(?=共有)"
)
"""What a department calls itself."""


class Spelling(Struct, frozen=True):
    """What makes one spelling of the texts of a department."""

    year: int
    """The year of the report."""
    names: re.Pattern[str]
    """The department's names."""
    more_or_less: re.Pattern[str]
    units: frozenset[str]
    """The measure words of the department's own indicators, beside the usual ones."""

    def before(self, text: str, amounts: Sequence[Mention]) -> list[str]:
        """What stands before each of the amounts, back to the one before it or the beginning of the text."""
        done, pieces = 0, list[str]()
        for each in amounts:
            pieces.append(text[done : each.start - (each.value < 0)][-_LONGEST:])  # a minus is no word
            done = each.end
        return self._spelt(_NUMBER.join(pieces)).split(_NUMBER) if pieces else []

    def name(self, label: str) -> str:
        """The name of a figure as ``clauses`` has it where a number stands right behind the name."""
        return clauses(self._spelt(label))[-1]

    def _spelt(self, text: str) -> str:
        words = _BRACKET.sub("", _SHORT_BRACKET.sub(r"\1", _LEFT_OUT.sub("", text.translate(_WIDE))))
        words = _LAST_YEAR.sub(LAST, _YEARS.sub(self._year, self.names.sub("", words)))
        return _COMPARED.sub("比", self.more_or_less.sub("±", words))

    def _year(self, found: re.Match[str]) -> str:
        return {self.year: THIS, self.year - 1: LAST}.get(int(found[1]), OTHER)


def of(accounts: Accounts) -> Spelling:
    """The spelling of the department's texts."""
    about, words = accounts.department, sayings()
    own = (each.text for each in (about.name, about.short_name, about.own_name) if each and each.text.strip())
    names = sorted({*map(re.escape, own)}, key=len, reverse=True)
    units = frozenset(each.value.unit for each in accounts.indicators)
    pattern = re.compile("|".join((*names, OWN_NAMES)))
    return Spelling(about.year, pattern, re.compile(f"{words.up}|{words.down}"), units)


def amounts(mentions: Sequence[Mention]) -> list[Mention]:
    """The numbers that say something of a figure, without years and what is part of a name."""
    kinds = {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT}
    return [each for each in mentions if each.kind in kinds]


def clauses(before: str) -> tuple[str, ...]:
    """The words that a number is called by, the longest first: with a list's opening and the year, and without."""
    last = _STOPS.split(before[-_LONGEST_NAME:])[-1]
    found = [last, last.rpartition("：")[2]] if not last.endswith("：") else [last]
    bare = [_TRAILING.sub("", _LEADING.sub("", each)) for each in found]
    undated = [_LEADING.sub("", re.sub(rf"^{THIS}末?", "", each)) for each in bare]
    return tuple(dict.fromkeys((*bare, *undated)))


_NAMELESS = re.compile(
    r"[±比占为的是共计约@#年度末]|其中|不足|完成|预算|决算|支出|收入|数|合计|总额|资金|金额|相|率|幅|分别|各|均"
)
"""Words that name no figure."""
_TOTAL = re.compile(r"(?:收入|支出)(?:总计|合计)")
_SHORTEST = 2
"""How many signs of a name are left, without these words, where it names a figure."""


def names_a_figure(clause: str) -> bool:
    """Whether a clause in that spelling has the name of a figure, and not only words around one."""
    return len(_NAMELESS.sub("", clause)) >= _SHORTEST or _TOTAL.search(clause) is not None
