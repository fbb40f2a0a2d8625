"""Names that share one verb: 货物、服务支出分别为3万元和5万元 says one amount of each.

So does 占比分别为37.5%、62.5% behind two amounts: one share of each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from juesuan.claims.claim import Aspect
from juesuan.claims.clauses import Said
from juesuan.claims.subjects import subject

_SHARED = re.compile(r"^(?P<names>.*?[、和及与].+?)分别(?P<verb>.*)$")
_JOINER = re.compile(r"^[）)”\"]*\s*[、，,和及与]+\s*$")
_CUTS = (re.compile(r"、"), re.compile(r"[、和及与]"), re.compile(r"、|[和及与](?=[^、和及与]*$)"))
"""How names may be told apart: 年初结转和结余 is one name, 货物和服务 are two."""


def distributed(numbers: Sequence[Said]) -> Iterator[Said]:
    """The numbers of a paragraph, those behind 分别 given to the names before it, where there are as many."""
    at = 0
    while at < len(numbers):
        run = _run(numbers, at)
        names = _names(numbers[at].clause.head, len(run)) or _named_before(numbers[:at], run)
        if names:
            yield from (_given(each, name, numbers[at]) for each, name in zip(run, names, strict=True))
        else:
            yield from run[:1]
        at += len(names) or 1


def _run(numbers: Sequence[Said], at: int) -> Sequence[Said]:
    """The numbers from one on that only 、 or 和 stands between."""
    end = at + 1
    while end < len(numbers) and _JOINER.match(numbers[end].clause.gap):
        end += 1
    return numbers[at:end]


def _names(head: str, count: int) -> list[str]:
    """The names before 分别, told apart so that there are as many as numbers; none where that cannot be."""
    found = _SHARED.match(head)
    cuts = (cut.split(found["names"]) for cut in _CUTS) if found else ()
    names = next((each for each in cuts if len(each) == count), [])
    return [subject(name) for name in names]


_OF_EACH = re.compile(r"占比|占[^，、]{0,20}?(?:比例|比重)|所占(?:比例|比重)|比重")
"""What a clause says that gives a share to each of the figures before it, before 分别."""


def _named_before(before: Sequence[Said], run: Sequence[Said]) -> list[str]:
    """The names of the amounts right before shares that are given to each of them in turn; else none."""
    head, last = run[0].clause.head, before[-len(run) :]
    if "分别" not in head or len(run) < _FEWEST or not _OF_EACH.match(head):
        return []
    is_run = len(last) == len(run) and all(
        each.claim.subject and each.claim.aspect is Aspect.AMOUNT for each in last
    )
    return [each.claim.subject for each in last] if is_run else []


_FEWEST = 2
"""How many shares there are at least that are given in turn."""


def _given(each: Said, name: str, first: Said) -> Said:
    """The number with its name, saying of it what the first number says."""
    claim = replace(each.claim, subject=name, aspect=first.claim.aspect, sign=first.claim.sign)
    return replace(each, claim=claim)
