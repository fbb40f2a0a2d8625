"""Names that share one verb: 货物、服务支出分别为3万元和5万元, 收、支总计各减少3万元、5万元; each has a number.

So does 占比分别为37.5%、62.5% behind two amounts: one share of each.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from juesuan.claims.claim import Aspect
from juesuan.claims.clauses import Said
from juesuan.claims.sayings import sayings
from juesuan.claims.subjects import subject, without_comparison

_SHARED = re.compile(r"^(?P<names>.*?[、和及与].+?)(?:分别|各)(?:自)?(?P<verb>.*)$")
_AGAIN = re.compile(r"^(?:分别|各)(?:自)?.*$")
"""What says more of the names before it: 分别增加1万元、2万元，分别增长3%、5%."""
_JOINER = re.compile(r"^[）)”\"]*\s*[、，,和及与]+\s*$")
_CUTS = (re.compile(r"、"), re.compile(r"[、和及与]"), re.compile(r"、|[和及与](?=[^、和及与]*$)"))
"""How names may be told apart: 年初结转和结余 is one name, 货物和服务 are two."""
_FEWEST = 2
"""How many numbers share a verb; a single one behind 各 is that of each."""


def distributed(numbers: Sequence[Said]) -> Iterator[Said]:
    """The numbers of a paragraph, those behind 分别 given to the names before it, where there are as many."""
    at, names = 0, list[str]()
    while at < len(numbers):
        run = _run(numbers, at)
        first, count = numbers[at], len(run)
        names = (
            _names(first.clause.head, count)
            or _named_before(numbers, at, names, count)
            or _shares_before(numbers[:at], run)
        )
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
    """The names before 分别 or 各, told apart so that there are as many as numbers; none where that cannot be."""
    found = _SHARED.match(head) if count >= _FEWEST else None
    if found is None:
        return []
    both = sayings().cores(subject(without_comparison(found["names"])))
    if len(both) == count:
        return list(both)
    cuts = (cut.split(without_comparison(found["names"])) for cut in _CUTS)
    names = next((each for each in cuts if len(each) == count), [])
    return [subject(name) for name in names]


def _named_before(numbers: Sequence[Said], at: int, names: list[str], count: int) -> list[str]:
    """The names of as many numbers right before, where 分别 alone says more of them."""
    first, before = numbers[at], numbers[max(0, at - count) : at]
    own = [] if first.claim.subject or not _AGAIN.match(first.clause.head) else before
    if count < _FEWEST or len(own) < count or any("。" in each.clause.gap for each in (first, *own[1:])):
        return []
    said = [each.claim.subject for each in own]
    return names if len(names) == count else said if all(said) else []


_OF_EACH = re.compile(r"占比|占[^，、]{0,20}?(?:比例|比重)|所占(?:比例|比重)|比重")
"""What a clause says that gives a share to each of the figures before it, before 分别."""


def _shares_before(before: Sequence[Said], run: Sequence[Said]) -> list[str]:
    """The names of the amounts right before shares that are given to each of them in turn; else none."""
    head, last = run[0].clause.head, before[-len(run) :]
    if "分别" not in head or len(run) < _FEWEST or not _OF_EACH.match(head):
        return []
    is_run = len(last) == len(run) and all(
        each.claim.subject and each.claim.aspect is Aspect.AMOUNT for each in last
    )
    return [each.claim.subject for each in last] if is_run else []


def _given(each: Said, name: str, first: Said) -> Said:
    """The number with its name, saying of it what the first number says."""
    claim = replace(each.claim, subject=name, aspect=first.claim.aspect, sign=first.claim.sign)
    return replace(each, claim=claim)
