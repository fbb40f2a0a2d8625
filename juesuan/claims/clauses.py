"""The numbers of a paragraph, each with what it says and with what its place tells of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from juesuan.claims.claim import Claim, Place
from juesuan.claims.meanings import Clause, compares, is_against_budget, of_amount, of_percentage
from juesuan.claims.subjects import subject
from juesuan.figures.mentions import Mention, NumberKind, mentions

_STOPS = re.compile(r"[，。；：！？\n]|,(?!\d)|;|:")
_ENDS = "。；！？\n"
_OPENING, _CLOSING = "（(", "）)"
_LISTED = re.compile(r"^[）)”\"]*(?:[、和及]|与(?!\d|[上去]年|[^，。]{0,4}预算))")
"""What joins a number to the one before it in a list: 工程538.06万元、服务…"""
_REACH = 12
"""How many signs before a bare number show that it is last year's."""
_ANNOUNCED = re.compile(r"[是为]?[：:]\d{4}年")
"""What stands behind 原因 where no reason follows but the figures themselves."""
_REASON = re.compile(r"原因|主要是|由于|因为|是因|主要用于(?!以下)|系因")


@dataclass(frozen=True, slots=True)
class Said:
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


def said(line: str, place: Place) -> Iterator[Said]:
    """The claims of a paragraph, in order."""
    found = [each for each in mentions(line) if _counts(line, each)]
    starts = [0, *(each.end for each in found)]
    ends = [*(each.end for each in found[1:]), len(line)]
    before = ""
    for each, start, end in zip(found, starts, ends, strict=False):
        gap = line[start : each.start]
        compared = before if gap.startswith("相比") or not _STOPS.search(gap) else ""
        yield _said(line, each, (gap, line[each.end : end], compared), place)
        before = gap


def _counts(line: str, mention: Mention) -> bool:
    """Whether the number says something of a figure: no year, no part of a name, no bare number but 较上年8.32."""
    if mention.kind is NumberKind.BARE:
        return compares(line[max(0, mention.start - _REACH) : mention.start])
    return mention.kind in {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT}


def _said(line: str, mention: Mention, around: tuple[str, str, str], place: Place) -> Said:
    """The claim of a number; around it: its gap, what is behind, and what it is compared with, if named."""
    gap, after, compared = around
    clause = Clause(_LISTED.sub("", _head(gap)), gap, after)
    said_of = of_percentage(clause) if mention.kind is NumberKind.PERCENT else of_amount(clause)
    against = is_against_budget(compared) or is_against_budget(clause.head)
    where = sentence(line, mention.start)
    claim = Claim(said_of.aspect, mention, said_of.subject, said_of.whole, said_of.sign, where, place, against)
    before = line[: mention.start]
    return _placed(claim, clause, before[_sentence_start(before) :], before)


def _placed(claim: Claim, clause: Clause, in_sentence: str, before: str) -> Said:
    """The claim with what the words before it in its sentence and in its paragraph tell of it."""
    depth = sum(before.count(each) for each in _OPENING) - sum(before.count(each) for each in _CLOSING)
    years = _OWN_YEAR.findall(in_sentence)
    return Said(
        claim=claim,
        clause=clause,
        depth=max(depth, 0),
        bracket=_outermost(before),
        is_reason=_gives_reason(in_sentence, claim.sentence),
        sentence_number=before.count("。"),
        year=int(years[-1]) if years else None,
        among=_among(before[before.rfind("。") + 1 :]),
    )


def _outermost(before: str) -> int:
    """Where the first bracket opens that is not closed; -1 for none."""
    depth, place = 0, -1
    for at, sign in enumerate(before):
        if sign in _OPENING:
            place = at if depth == 0 else place
            depth += 1
        elif sign in _CLOSING and depth:
            depth -= 1
    return place if depth else -1


def _gives_reason(before: str, sentence: str) -> bool:
    """Whether the words before a number give a reason; 原因是：2020年… announces figures, and gives none."""
    reason = _REASON.search(before)
    return reason is not None and not _ANNOUNCED.match(sentence, sentence.find(before.strip()) + reason.end())


def _sentence_start(before: str) -> int:
    return max((before.rfind(stop) for stop in _ENDS), default=-1) + 1


_OWN_YEAR = re.compile(r"(?<![与比较从由至到])(20\d\d)年")


def _among(before: str) -> str:
    """What a sentence lists parts of, where it says so: “三公”经费 of “三公”经费中，…"""
    found = re.match(r"([^，。；]{2,40}?)(?:中|的?(?:具体)?构成(?:情况)?(?:为|如下)?)[，：:]", before)
    return subject(found[1]) if found else ""


def sentence(line: str, at: int) -> str:
    """The sentence around a place of a paragraph, with its stop."""
    start = max(line.rfind(stop, 0, at) for stop in _ENDS) + 1
    ends = [place for stop in _ENDS if (place := line.find(stop, at)) >= 0]
    return line[start : min(ends) + 1 if ends else len(line)].strip()


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
