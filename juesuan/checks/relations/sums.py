"""Whether the parts that are listed behind a total make it."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from juesuan.checks.relations.part_lists import FEWEST, PartList, added, closes, options, part_lists
from juesuan.checks.relations.relation import NumberRelation, spread, worded
from juesuan.checks.relations.typos import guess
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement, sayings
from juesuan.figures.mentions import NumberKind
from juesuan.model.finished_report import Verdict

_WHOLE = Fraction(100)
_WHOLE_LIST = ("构成", "组成", "分别")
"""Words by which a sentence says that it names all parts."""
_LAST = ("其他", "其它")
"""How the part is named that takes in whatever is not named: a list that ends with it is whole."""
_GRAND = "总计"
"""How the totals end that take in balances."""
_TOTALS = ("收入总计", "支出总计", "收入合计", "支出合计")


def sums(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every total with the parts listed behind it."""
    for each in part_lists(text):
        found = _sum(each, text)
        yield found
        yield from _behind(_listed(each, text), found.claims)


def _listed(group: PartList, text: ClaimedText) -> Sequence[FigureStatement]:
    """All that is listed in the unit of the total, of whatever year: some may be parts of a part."""
    first, unit = group.parts[0], group.amount.mention.unit
    here = text.of_paragraph(first.place) if group.in_sentence else ()
    if first not in here:
        return group.parts
    behind = here[here.index(first) :]
    return [
        each for each in behind if each.ends == first.ends and each.amount and each.amount.mention.unit == unit
    ]


def _behind(parts: Sequence[FigureStatement], made: Sequence[Claim]) -> Iterator[NumberRelation]:
    """The parts of a part: what stands behind one that helps to make the total, and does not help itself."""
    inside = {id(each) for each in made}
    outer: Claim | None = None
    inner: list[Claim] = []
    for amount in (*(each.amount for each in parts), None):
        if amount and id(amount) not in inside:
            inner.append(amount)
            continue
        if outer and len(inner) >= FEWEST:
            yield from _part_of_part(outer, inner)
        outer, inner = amount, []


def _part_of_part(outer: Claim, inner: Sequence[Claim]) -> Iterator[NumberRelation]:
    """A part with what may be its own parts: they make it, or would but for a slip of the hand."""
    if verdict := closes(outer, inner):
        yield of_parts(outer, inner, verdict)
    elif outer.mention.value > 0 and (advice := guess(outer, inner)):
        yield of_parts(outer, inner, Verdict.WRONG, advice)


def _sum(group: PartList, text: ClaimedText) -> NumberRelation:
    total = group.amount
    ends = group.parts[-1].subject.startswith(_LAST) or _is_of_form(group)
    first = _to_semicolon(group, text)
    choices = [first] if first and _is_listed(group, text) else list(options(group.parts, may_end_early=not ends))
    for choice in choices:
        if verdict := closes(total, choice):
            return of_parts(total, choice, verdict)
    if balances := _balances(group, text):
        choices += [[*choice, *balances] for choice in choices[:FEWEST]]
        if verdict := closes(total, choices[-1]) or closes(total, choices[-FEWEST]):
            return of_parts(total, choices[-1], verdict)
    advice = next((words for choice in choices[:FEWEST] if (words := guess(total, choice))), "")
    chosen = next((choice for choice in choices[:FEWEST] if guess(total, choice)), choices[0])
    if advice or _is_whole(group) or _exceeds(group, total, chosen):
        return of_parts(total, chosen, Verdict.WRONG, advice)
    return of_parts(total, chosen, Verdict.UNKNOWN)


def _to_semicolon(group: PartList, text: ClaimedText) -> list[Claim]:
    """The parts up to the first ；; none where these are fewer than two, or all."""
    if not group.in_sentence:
        return []
    amounts = [each.amount for each in group.parts if each.amount]
    stop = text.line_texts[group.total.place].find("；", group.amount.mention.end, amounts[-1].mention.start)
    first = [each for each in amounts if each.mention.start < stop]
    return first if len(first) >= FEWEST else []


def _is_listed(group: PartList, text: ClaimedText) -> bool:
    """Whether a total is itself a part of what its sentence, or the one before, lists the parts of."""
    before = takewhile(lambda each: each.place == group.total.place, text.before(group.total))
    near = (each for each in before if group.total.ends - each.ends <= 1)
    return any(each.opens and each.amount for each in near)


def _balances(group: PartList, text: ClaimedText) -> list[Claim]:
    """The balances that belong to a total and stand behind the list of its sources, in their own paragraph."""
    known = next((each for each in sayings().decompositions if each.total in group.total.cores), None)
    if known is None or not known.total.endswith(_GRAND):
        return []
    listed = {core for each in group.parts for core in each.cores}
    names = [name for name in known.parts[1:] if name not in listed]
    found = (text.amounts(name, group.total, group.amount.mention.unit) for name in names)
    last = group.parts[-1].place.line
    return [claims[0] for claims in found if claims and 0 <= claims[0].place.line - last <= FEWEST]


def of_parts(total: Claim, parts: Sequence[Claim], verdict: Verdict, advice: str = "") -> NumberRelation:
    """The relation of a total and its parts with its verdict; a wrong one says the sum and the difference."""
    numbers = (total, *parts)
    shown = worded(added(parts), total, 2 if total.mention.kind is NumberKind.MONEY else None)
    message = _difference(total, parts) if verdict is Verdict.WRONG else ""
    return NumberRelation("sum", numbers, verdict, total.sentence, total.place, shown, message, advice)


def _difference(total: Claim, parts: Sequence[Claim]) -> str:
    distance = added(parts) - total.mention.value
    words = "＋".join(each.words for each in parts)
    side = "多" if distance > 0 else "少"
    sum_ = worded(added(parts), total)
    return f"各部分{words}＝{sum_}，比写的总数{total.words}{side}{worded(abs(distance), total)}"


_ITEM = re.compile("（[款项]）")


def _exceeds(group: PartList, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether parts of one sentence, or items, are more than the whole: none can be too many."""
    if all(_ITEM.search(each.subject) for each in group.parts):
        return added(parts) > total.mention.value + spread((total, *parts))
    if not group.in_sentence or not group.leads or any(each.among for each in group.parts):
        return False
    return total.mention.value > 0 and added(parts) > total.mention.value + spread((total, *parts))


def _is_whole(group: PartList) -> bool:
    """Whether the parts are meant to be all: by the form, by the words, or by shares that make 100%."""
    if _is_of_form(group) or group.parts[-1].subject.startswith(_LAST):
        return True
    if any(core.endswith(_TOTALS) for core in group.total.cores):
        return not any(each.ends and each.is_reason for each in group.parts)
    return (
        group.is_all
        or _has_all_shares(group)
        or _is_in_bracket(group)
        or any(each in group.amount.sentence for each in _WHOLE_LIST)
    )


_MOST = Fraction(4, 5)
"""How much of the total the parts in a bracket make at least that are meant to be all."""


def _is_in_bracket(group: PartList) -> bool:
    """Whether the parts stand in a bracket behind their total, and make most of it."""
    amounts = [each.amount for each in group.parts if each.amount]
    is_inside = all(each.depth > group.total.depth for each in group.parts)
    return group.in_sentence and is_inside and added(amounts) >= _MOST * group.amount.mention.value


def _is_of_form(group: PartList) -> bool:
    """Whether the list names parts that make a total by the form; in one sentence, also one that has no form."""
    cores = {each.cores[0] for each in group.parts}
    known_ways = sayings().decompositions
    divided = [known for known in known_ways if known.total in group.total.cores]
    other = [known for known in known_ways if group.in_sentence and not known.total.endswith(_GRAND)]
    return len(cores) >= FEWEST and any(cores <= set(known.parts) for known in divided or other)


def _has_all_shares(group: PartList) -> bool:
    given = [each.one(Aspect.SHARE) for each in group.parts]
    if not all(given) or not all(_is_of(each, group.total) for each in given if each):
        return False
    shares = [each for each in given if each]
    return abs(added(shares) - _WHOLE) <= spread(shares)


def _is_of(share: Claim, total: FigureStatement) -> bool:
    """Whether a share is one of the total: it names no whole, or this one."""
    return not share.whole or bool(set(sayings().cores(share.whole)) & set(total.cores))
