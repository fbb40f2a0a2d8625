"""Totals and their parts: the lists behind 其中, 包括 or 主要用于以下方面, in a sentence or in paragraphs."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checks.relations.relation import spread
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement, sayings
from juesuan.model.finished_report import Verdict

FEWEST = 2
"""How many parts make a list."""
_MOST_OPTIONS = 400
_MOST_EARLY = 60
"""How many of the listed statements may stand behind the end of the list."""
_GAP = 2
"""How many paragraphs on the first part of a list stands at the latest."""
_REACH = 40
"""How many paragraphs may stand between two parts of a list."""
_MOST = 100
"""How many figures a paragraph has at most that is prose, and how many lists a figure opens in it."""
_NESTED = 4
"""How many parts of a part are looked for where no word says that there are any."""


class PartList(Struct, frozen=True):
    """A total with the statements that are listed behind it."""

    total: FigureStatement
    amount: Claim
    """The amount of the total that the parts make: its budget, where the list opens behind that."""
    parts: tuple[FigureStatement, ...]
    in_sentence: bool
    """Whether the parts stand in the sentence of the total or the one behind it, and not in paragraphs."""
    leads: bool
    """Whether the total is the first number of its unit in its sentence, so that nothing else can be meant."""
    is_all: bool = False
    """Whether the same parts make a total in another unit, so that they are all there is."""


@lru_cache(maxsize=1)  # five rules ask for those of one text, one after the other
def part_lists(text: ClaimedText) -> tuple[PartList, ...]:
    """Every total behind which parts are listed, with these."""
    return (*_opened(text), *_announced(text))


def _opened(text: ClaimedText) -> Iterator[PartList]:
    """The lists that the words behind an amount open."""
    for total in text.statements:
        is_prose = max(len(text.of_paragraph(total.place)), len(total.openings)) <= _MOST
        for opening in total.openings if total.amount and not total.is_reason and is_prose else ():
            yield from _behind(opening, total, text)


_SIDES = {"本年收入合计", "本年支出合计"}
"""What makes no total together: a paragraph on revenue and one on expenditure below 收入总计和支出总计。其中："""


def _announced(text: ClaimedText) -> Iterator[PartList]:
    """The lists of paragraphs that follow one which names their total without its amount."""
    for each in text.announcements:
        parts = _in_paragraphs(each.place.line, each.numbering, text.below(each.place.line), text)
        yield from _of_announced(each.names, parts, text) if len(parts) >= FEWEST else ()


def _of_announced(names: Sequence[str], parts: Sequence[FigureStatement], text: ClaimedText) -> Iterator[PartList]:
    """The parts with the amount that their total has before them: the one that they make, else the nearest."""
    first = parts[0]
    amounts = [each for name in names for each in text.amounts(name, first, "元")]
    before = [each for each in amounts if 0 <= first.place.line - each.place.line <= _REACH]
    totals = [text.statement_of(each) for each in before]
    found = [
        PartList(each, amount, same, in_sentence=False, leads=False)
        for each, amount in zip(totals, before, strict=True)
        if not each.opens and len(same := _of_one_unit(each, amount, parts)) >= FEWEST
    ]
    yield from sorted(found, key=lambda each: not _is_closed(each))[:1]


def _behind(opening: Claim, total: FigureStatement, text: ClaimedText) -> Iterator[PartList]:
    """The parts behind the words that open a list, under this total or under the first figure of its paragraph."""
    parts, in_sentence = _in_sentence(opening, total, text), True
    if not parts and opening is total.openings[-1]:
        own = text.numbering(total.place)
        parts, in_sentence = _in_paragraphs(total.place.line, own, text.behind(total), text), False
        items = _items(total, text)
        parts = items if len(items) > len(parts) else parts
        parts = () if {core for each in parts for core in each.cores} >= _SIDES else parts
    if len(parts) < FEWEST:
        return
    here = text.of_paragraph(total.place)
    heads = next((each for each in here if each.heads), total)
    amounts = {
        id(total): total.total_at(opening),
        id(heads): total.total_at(opening) if heads is total else heads.amount,
    }
    found = [
        PartList(each, amount, same, in_sentence, _leads(each, here))
        for each in dict.fromkeys((total, heads))
        if (amount := amounts[id(each)])
        and not amount.mention.is_rough
        and len(same := _of_one_unit(each, amount, parts)) >= FEWEST
    ]
    units = {each.amount.mention.unit for each in found}
    yield from found if len(units) == len(found) else sorted(found, key=lambda each: not _is_closed(each))[:1]
    if in_sentence:
        ties = max((len(each.parts) for each in found if _is_closed(each)), default=0)
        yield from _in_other_units(opening, total, parts, (units, ties), here)


def _in_other_units(
    opening: Claim,
    total: FigureStatement,
    parts: Sequence[FigureStatement],
    known: tuple[set[str], int],
    here: Sequence[FigureStatement],
) -> Iterator[PartList]:
    """Other amounts of the sentence that the parts make, too: 低保对象8326户13458人，其中城市1245户1876人，…

    ``known`` are the units of the totals that have their parts, and how many parts at most make one of these.
    """
    units, ties = known
    before = [each for each in here if each.ends == total.ends and _start(each) < opening.mention.start]
    for each in before[-_NESTED:]:
        for amount in (each.amount, *each.all(Aspect.AMOUNT)):
            if amount is None or amount.mention.unit in units or amount.mention.is_rough:
                continue
            same = _of_one_unit(each, amount, parts)
            is_all = len(same) == ties
            group = PartList(each, amount, same, in_sentence=True, leads=False, is_all=is_all)
            if len(same) >= FEWEST and (is_all or _is_closed(group)):
                units = {*units, amount.mention.unit}
                yield group


def _of_one_unit(
    total: FigureStatement, amount: Claim, parts: Sequence[FigureStatement]
) -> tuple[FigureStatement, ...]:
    """The parts that are in the unit of the total and meant to the digit."""
    if total in parts:
        return ()
    unit = amount.mention.unit
    found = (_in_unit(each, unit) for each in parts)
    return tuple(each for each in found if _is_exact(each.amount, unit) and _is_part(each, total, amount))


def _in_unit(part: FigureStatement, unit: str) -> FigureStatement:
    """The part with what it says in a unit as its amount: 13.1亿元 of 一产业7个、13.1亿元."""
    others = (each for each in part.all(Aspect.AMOUNT) if each.mention.unit == unit)
    if part.amount is None or part.amount.mention.unit == unit or (other := next(others, None)) is None:
        return part
    return replace(part, amount=other)


def _is_exact(amount: Claim | None, unit: str) -> bool:
    return amount is not None and amount.mention.unit == unit and not amount.mention.is_rough


def _leads(total: FigureStatement, here: Sequence[FigureStatement]) -> bool:
    """Whether no number of its unit stands before it in its sentence."""
    alike = [each for each in here if each.ends == total.ends and each.amount and total.amount]
    same = [
        each
        for each in alike
        if each.amount and total.amount and each.amount.mention.unit == total.amount.mention.unit
    ]
    return same[:1] == [total]


def _is_part(part: FigureStatement, total: FigureStatement, amount: Claim) -> bool:
    """Whether a statement may be a part of another: of the same year, and not the same figure again."""
    of_year = part.year is None or total.year is None or part.year == total.year
    same_name = bool(set(part.cores) & set(total.cores))
    same_value = part.amount is not None and part.amount.mention.value == amount.mention.value
    return of_year and not (same_name and same_value) and not _OF_EACH.search(part.subject)


_OF_EACH = re.compile(r"每|均|标准")
"""Words for what is an average or a standard, and no part of anything."""


def _is_closed(group: PartList) -> bool:
    return any(closes(group.amount, option) for option in options(group.parts))


def _in_sentence(opening: Claim, total: FigureStatement, text: ClaimedText) -> tuple[FigureStatement, ...]:
    """The statements that follow in the sentence, or in the bracket, that the list stands in."""
    here = list(takewhile(lambda each: each.place == total.place, text.behind(total)))
    behind = list(_until_own_number(opening, total, here))
    if not behind:
        return ()
    first = behind[0]
    if first.depth > total.depth:
        return tuple(takewhile(lambda each: each.depth > total.depth and each.bracket == first.bracket, behind))
    inside = takewhile(lambda each: each.ends == first.ends and not each.is_reason, behind)
    return tuple(each for each in inside if each.depth <= total.depth)


def _until_own_number(
    opening: Claim, total: FigureStatement, here: Sequence[FigureStatement]
) -> Iterator[FigureStatement]:
    """The statements between an opening and the amount of the same figure that the passage comes back to."""
    own = [each for each in (total.amount, *total.all(Aspect.AMOUNT), *total.all(Aspect.BUDGET)) if each]
    behind = [each for each in here if _start(each) > opening.mention.start]
    first = _start(behind[0]) if behind else 0
    end = min(
        (each.mention.start for each in own if each.place == total.place and each.mention.start > first),
        default=None,
    )
    return (each for each in behind if end is None or _start(each) < end)


def _start(statement: FigureStatement) -> int:
    claim = statement.amount or statement.claims[0]
    return claim.mention.start


def _in_paragraphs(
    line: int, own: str, behind: Iterator[FigureStatement], text: ClaimedText
) -> tuple[FigureStatement, ...]:
    """The first statements of the paragraphs that follow a line, while these are numbered alike."""
    start = line
    found: list[FigureStatement] = []
    style = None
    for each in behind:
        if each.place.line == start or not each.heads:
            continue
        kind = text.numbering(each.place)
        far = each.place.line > line + (_GAP if style is None else _REACH)
        if far or (kind and kind == own) or (found and text.is_parted(line, each.place.line, style or "")):
            break
        style = kind if style is None else style
        if kind == style and (style or each.place.line == line + 1):
            found.append(each)
            line = each.place.line
    return tuple(found)


def _items(total: FigureStatement, text: ClaimedText) -> tuple[FigureStatement, ...]:
    """The items of the classification in the paragraphs that follow, below the headings of their classes."""
    found: list[FigureStatement] = []
    line = total.place.line
    for each in text.behind(total):
        if each.place == total.place or not each.heads:
            continue
        if "（项）" not in each.subject or each.place.line > line + _GAP + 1:
            break
        found.append(each)
        line = each.place.line
    return tuple(found)


# ---- which of the listed parts make the total


def closes(total: Claim, parts: Sequence[Claim], fewest: int = FEWEST) -> Verdict | None:
    """Whether parts make a total, to the digit or within what rounding may have taken; None where they do not."""
    if len(parts) < fewest:
        return None
    distance = abs(added(parts) - total.mention.value)
    if not distance:
        return Verdict.HOLDS
    return Verdict.SOFT if distance <= spread((total, *parts)) else None


def added(parts: Sequence[Claim]) -> Fraction:
    """The sum of some amounts, in their unit."""
    return sum((each.mention.value for each in parts), Fraction(0))


def options(parts: Sequence[FigureStatement], *, may_end_early: bool = True) -> Iterator[list[Claim]]:
    """The choices of parts that may make the total: without parts of parts, then all, then fewer from the end."""
    outer = list(_without_inner(parts))
    yield _amounts(outer)
    if len(outer) != len(parts):
        yield _amounts(parts)
    shortest = max(FEWEST, len(outer) - _MOST_EARLY)
    for end in range(len(outer) - 1, shortest - 1, -1) if may_end_early else ():
        yield _amounts(outer[:end])
    yield from _without_run(parts)


def _without_run(parts: Sequence[FigureStatement]) -> Iterator[list[Claim]]:
    """The parts but some that stand behind one which says that it has parts."""
    count = 0
    for place, each in enumerate(parts):
        for inner in range(1, len(parts) - place) if each.opens else ():
            count += 1
            if count > _MOST_OPTIONS:
                return
            yield _amounts([*parts[: place + 1], *parts[place + 1 + inner :]])


def _without_inner(parts: Sequence[FigureStatement]) -> Iterator[FigureStatement]:
    """The parts but those that make another part before them."""
    skip = 0
    for place, each in enumerate(parts):
        if skip:
            skip -= 1
            continue
        yield each
        skip = _inner(each, parts[place + 1 :])


def _inner(part: FigureStatement, behind: Sequence[FigureStatement]) -> int:
    """How many of the statements behind a part are parts of it."""
    if not part.amount or not part.amount.mention.value:
        return 0
    deeper = len(list(takewhile(lambda each: each.depth > part.depth, behind)))
    if deeper:
        return deeper
    for count in range(len(behind) if part.opens else min(_NESTED, len(behind)), FEWEST - 1, -1):
        inner = _amounts(behind[:count])
        is_list = part.opens or sum(bool(each.mention.value) for each in inner) >= FEWEST
        if is_list and closes(part.amount, inner):
            return count
    known = [set(each.parts) for each in sayings().decompositions if each.total in part.cores]
    return max((_leading(behind, parts) for parts in known), default=0)


def _leading(behind: Sequence[FigureStatement], parts: set[str]) -> int:
    """How many statements from the first on are of some figures."""
    return len(list(takewhile(lambda each: set(each.cores) <= parts, behind)))


def _amounts(parts: Sequence[FigureStatement]) -> list[Claim]:
    return [each.amount for each in parts if each.amount]
