"""One wrong number is told once, however many relations it breaks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from juesuan.checks.relations.relation import Relation, Verdict

_FEWEST = 3
"""How many digits a number has at least that is one and the same wherever it stands."""


def told(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """The relations, those that one wrong number breaks told as one: the first, with the places of the others."""
    given = tuple(relations)
    wrong = [each for each in given if each.verdict is Verdict.WRONG]
    first = _gathered(wrong)
    return tuple(
        first.get(id(each), each) for each in given if each.verdict is not Verdict.WRONG or id(each) in first
    )


def _gathered(wrong: list[Relation]) -> dict[int, Relation]:
    """The first relation of every wrong number, by its identity, with the places of the others."""
    made: dict[int, Relation] = {}
    left = list(wrong)
    while left:
        number = _commonest(left)
        alike = [each for each in left if number in each.numbers] if number else left[:1]
        first = alike[0]
        places = tuple(dict.fromkeys(each.place for each in alike[1:] if each.place != first.place))
        made[id(first)] = replace(first, others=places)
        left = [each for each in left if each not in alike]
    return made


def _commonest(wrong: Iterable[Relation]) -> str:
    """The number that stands in most relations, of those in two or more; empty where there is none."""
    counts = Counter(number for each in wrong for number in dict.fromkeys(each.numbers) if _is_distinct(number))
    number, count = max(counts.items(), key=lambda pair: pair[1], default=("", 0))
    return number if count > 1 else ""


def _is_distinct(number: str) -> bool:
    return sum(each.isdigit() for each in number) >= _FEWEST and not number.startswith(("100%", "100.00%"))
