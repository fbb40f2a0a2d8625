"""The numbers of a paragraph, each with what it says and with what its place tells of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from juesuan.claims.claim import Aspect, Claim, Place
from juesuan.claims.meanings import (
    Clause,
    Meaning,
    compares,
    is_against_budget,
    of_amount,
    of_multiple,
    of_percentage,
)
from juesuan.claims.subjects import subject
from juesuan.figures.mentions import TIMES, Mention, NumberKind

_STOPS = re.compile(r"[，。；：！？\n]|,(?!\d)|;|:")
_ENDS = "。；！？\n"
_OPENING, _CLOSING = "（(", "）)"
_LISTED = re.compile(r"^[）)”\"]*(?:[、及]|[和与](?!\d{4}年|[上去]年|[^，。]{0,4}预算))")
"""What joins a number to the one before it in a list: 工程538.06万元、服务…"""
_REACH = 12
"""How many signs before a bare number show that it is last year's."""
_LONGEST = 1000
"""How many signs before a number are looked through for a year or the words of a reason."""
_ANNOUNCED = re.compile(r"[是为]?[：:]\d{4}年")
"""What stands behind 原因 where no reason follows but the figures themselves."""
_REASON = re.compile(r"原因|主要是|由于|因为|是因|主要用于(?!以下|[：:])|系因")


class Said(Struct, frozen=True):
    """A claim with what its place in the paragraph tells of it."""

    claim: Claim
    clause: Clause
    depth: int
    """How many brackets are open before it."""
    bracket: int
    """Where the outermost open bracket stands; -1 for none."""
    is_reason: bool
    sentence_number: int
    """How many full stops stand before it in the paragraph."""
    year: int | None
    """The year that the words before it speak of in their own right; None where they name none."""
    among: str
    """The figure that the sentence lists parts of, as it begins; empty where it names none."""


class ClaimedParagraph(Struct, frozen=True):
    """A paragraph as it is read: its words, its place, and every number in it."""

    text: str
    """Without marks."""
    place: Place
    mentions: tuple[Mention, ...]


def said(paragraph: ClaimedParagraph, year: int | None) -> Iterator[Said]:
    """The claims of a paragraph, in order; 今年 is the ``year`` of the report."""
    line = paragraph.text
    found = [each for each in paragraph.mentions if _counts(line, each)]
    starts = [0, *(each.end for each in found)]
    ends = [*(each.end for each in found[1:]), len(line)]
    around = _Surroundings(line, paragraph.place, year)
    before = ""
    for each, start, end in zip(found, starts, ends, strict=False):
        gap = line[start : each.start - (each.value < 0)]
        compared = before if gap.startswith("相比") or not _STOPS.search(gap) else ""
        clause = Clause(_LISTED.sub("", _head(gap)), gap, line[each.end : end])
        yield around.said(each, clause, compared)
        before = gap


def _reader(mention: Mention) -> Callable[[Clause], Meaning]:
    """What finds out what a number says."""
    if mention.suffix == TIMES:
        return of_multiple
    return of_percentage if mention.kind is NumberKind.PERCENT else of_amount


def _counts(line: str, mention: Mention) -> bool:
    """Whether the number says something of a figure: no year, no part of a name, no bare number but 较上年8.32."""
    if mention.kind is NumberKind.BARE:
        return compares(line[max(0, mention.start - _REACH) : mention.start])
    return mention.kind in {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT}


class _Surroundings(Struct, frozen=True, dict=True):
    """A paragraph with what is found out about it once."""

    line: str
    place: Place
    year: int | None

    def said(self, mention: Mention, clause: Clause, compared: str) -> Said:
        """The claim of a number; ``compared`` are the words by which a number before it is one compared with."""
        meaning = _reader(mention)(clause)
        if meaning.aspect is Aspect.RATE and not mention.is_rate:
            meaning = replace(meaning, aspect=Aspect.CHANGE)  # 提高2个百分点 is no rate, but a change of one
        against = is_against_budget(compared) or is_against_budget(clause.head)
        start, where = self._sentence(mention.start)
        whole, sign = meaning.whole, meaning.sign
        claim = Claim(meaning.aspect, mention, meaning.subject, whole, sign, where, self.place, against)
        stop = self.line.rfind("。", 0, mention.start) + 1
        in_sentence = self.line[max(start, mention.start - _LONGEST) : mention.start]
        return Said(
            claim=claim,
            clause=clause,
            depth=self._brackets[mention.start][0],
            bracket=self._brackets[mention.start][1],
            is_reason=self._gives_reason(mention.start - len(in_sentence), mention.start),
            sentence_number=bisect_left(self._stops, mention.start),
            year=self._own_year(mention.start - len(in_sentence), mention.start),
            among=_among(self.line[stop : min(stop + _REACH * 4, mention.start)]),
        )

    def _gives_reason(self, start: int, end: int) -> bool:
        """Whether a stretch gives a reason; 原因是：2020年… announces figures, and gives none."""
        reason = _REASON.search(self.line, start, end)
        return reason is not None and not _ANNOUNCED.match(self.line, reason.end())

    def _own_year(self, start: int, end: int) -> int | None:
        """The year that a stretch speaks of last, as what is said and not as what it is compared with."""
        last = bisect_right(self._years, end, key=re.Match.end) - 1
        if last < 0 or self._years[last].start() < start:
            return None
        written, word = self._years[last].groups()
        if written:
            return int(written)
        return self.year - (word not in _NOW) if self.year else None

    @cached_property
    def _years(self) -> list[re.Match[str]]:
        return list(_OWN_YEAR.finditer(self.line))

    @cached_property
    def _stops(self) -> list[int]:
        return [at for at, sign in enumerate(self.line) if sign == "。"]

    @cached_property
    def _brackets(self) -> list[tuple[int, int]]:
        """Before each sign, how many brackets are open, and where the outermost of them stands; -1 for none."""
        found, depth, outermost = list[tuple[int, int]](), 0, -1
        for at, sign in enumerate(self.line):
            found.append((depth, outermost if depth else -1))
            if sign in _OPENING:
                outermost = outermost if depth else at
                depth += 1
            elif sign in _CLOSING and depth:
                depth -= 1
        return found

    def _sentence(self, at: int) -> tuple[int, str]:
        """Where the sentence around a place begins, and its words."""
        number = bisect_right(self._starts, at) - 1
        return self._starts[number], self._sentences[number]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(at + 1 for at, sign in enumerate(self.line[:-1]) if sign in _ENDS)]

    @cached_property
    def _sentences(self) -> list[str]:
        return [self.line[start:end].strip() for start, end in pairwise([*self._starts, len(self.line)])]


_NOW = "今年"
_OWN_YEAR = re.compile(rf"(?<![与比较从由至到])(?:(20\d\d)年|({_NOW}|(?:去年|上年)(?!度|末|底|初|结|同|的)))")


def _among(before: str) -> str:
    """What a sentence lists parts of, where it says so: “三公”经费 of “三公”经费中，…"""
    found = re.match(r"([^，。；]{2,40}?)(?:中|的?(?:具体)?构成(?:情况)?(?:为|如下)?)[，：:]", before)
    return subject(found[1]) if found else ""


def sentence(line: str, at: int) -> str:
    """The sentence around a place of a paragraph, with its stop."""
    ends = _sentence_ends(line)
    number = bisect_left(ends, at)
    return line[ends[number - 1] + 1 if number else 0 : ends[number] + 1 if number < len(ends) else None].strip()


@lru_cache(maxsize=1)
def _sentence_ends(line: str) -> list[int]:
    """Where its sentences end; whoever asks for one sentence of a paragraph asks for others next."""
    return [at for at, sign in enumerate(line) if sign in _ENDS]


def _head(gap: str) -> str:
    """The clause before a number: what stands behind the last stop, or behind a bracket that is still open."""
    opened = _open_bracket(gap)
    gap = gap[opened:]
    *_, last = _STOPS.split(gap)
    if not last.strip('）)”"') and gap.rstrip().endswith(("：", ":")):
        *_, last = _STOPS.split(gap.rstrip(" ：:"))
    return last


def _open_bracket(text: str) -> int:
    """Where the text inside of the innermost bracket begins that is not closed; 0 where there is none."""
    stack = []
    for place, sign in enumerate(text):
        if sign in _OPENING:
            stack.append(place + 1)
        elif sign in _CLOSING and stack:
            stack.pop()
    return stack[-1] if stack else 0
