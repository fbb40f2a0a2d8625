"""Names that share one verb: 货物、服务支出分别为3万元和5万元 says one amount of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
        names = _names(numbers[at].clause.head, len(run))
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


def _given(each: Said, name: str, first: Said) -> Said:
    """The number with its name, saying of it what the first number says."""
    claim = replace(each.claim, subject=name, aspect=first.claim.aspect, sign=first.claim.sign)
    return replace(each, claim=claim)
