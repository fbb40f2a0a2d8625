"""Comparisons that do not hold, each wrong number told once, with all that hangs on it."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from juesuan.checks.texts.relation import Relation, origin

_OF_TWO = frozenset({"C901", "C902", "C904"})
"""The codes of the rules that compare two numbers of which nobody knows which one is wrong."""
_MOST = 3
"""How many of the comparisons that hang on a number are told with it."""


def told_once(doubts: Iterable[Relation]) -> tuple[Relation, ...]:
    """The comparisons of which each tells of a number that no other does, with those that it stands for.

    Of several about one number the one stands that most of them hang on; of these, one that knows what happened.
    """
    found = list(doubts)
    hanging = _hanging(found)
    order = sorted(range(len(found)), key=lambda at: (-len(hanging[at]), not found[at].advice, at))
    left, kept = set(order), dict[int, Relation]()
    for at in order:
        if at in left:
            others = sorted(hanging[at] & left)
            left -= {at, *others}
            kept[at] = _with(found[at], [found[other] for other in others])
    return tuple(kept[at] for at in sorted(kept))


def _hanging(found: Sequence[Relation]) -> list[set[int]]:
    """For each comparison the others, by their places in the sequence, that have the number in doubt of it."""
    having: dict[object, set[int]] = {}
    for at, each in enumerate(found):
        for number in (each.number, *each.others):
            having.setdefault(origin(number), set()).add(at)
    return [having[origin(each.number)] - {at} for at, each in enumerate(found)]


def _is_the_same(one: Relation, other: Relation) -> bool:
    """Whether two comparisons say the same: that a number is another one, or that two differ, seen from each."""
    is_same_number = origin(one.number) == origin(other.number) and one.expected == other.expected != ""
    are_same_two = {one.code, other.code} <= _OF_TWO and _origins(one) == _origins(other)
    return is_same_number or are_same_two or one.message == other.message


def _origins(relation: Relation) -> set[object]:
    return {origin(each) for each in relation.numbers}


def _with(head: Relation, others: Sequence[Relation]) -> Relation:
    """The comparison with those that hang on its number named in it."""
    others = [each for each in others if not _is_the_same(each, head)]
    if not others:
        return head
    messages = list(dict.fromkeys(f"{each.number.cell.address}：{each.message}" for each in others))
    more = f"等{len(messages)}处" if len(messages) > _MOST else ""
    return replace(
        head,
        message=f"{head.message}。与这个数有关、一并对不上的还有：{'；'.join(messages[:_MOST])}{more}",
        others=tuple(dict.fromkeys((*head.others, *(one for each in others for one in each.numbers)))),
        cells=tuple(dict.fromkeys((*head.cells, *(one.cell for each in others for one in each.numbers)))),
    )
