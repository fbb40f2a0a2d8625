"""Totals and their parts: the lists that follow 其中, 包括 or 主要用于以下方面, in a sentence or in paragraphs of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product, takewhile

from juesuan.checks.relations.relation import Relation, Verdict, spread, worded
from juesuan.checks.relations.text import Text
from juesuan.checks.slips import slip
from juesuan.claims.claim import Aspect, Claim, Statement
from juesuan.claims.clauses import numbering
from juesuan.claims.sayings import sayings

_FEWEST = 2
_MOST_OPTIONS = 400
_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class PartList:
    """A total with the statements that are listed behind it."""

    total: Statement
    parts: tuple[Statement, ...]


def part_lists(text: Text) -> Iterator[PartList]:
    """Every total behind which parts are listed, with these."""
    for total in text.statements:
        if total.amount and total.opens and not total.is_reason:
            parts = _in_sentence(total, text) or _in_paragraphs(total, text)
            if not parts:
                continue
            heads = next((each for each in text.statements if each.place == total.place and each.heads), total)
            found = [made for each in dict.fromkeys((total, heads)) if (made := _of_one_unit(each, parts))]
            yield from found[:1] if len(found) == 1 else sorted(found, key=lambda each: not _is_closed(each))[:1]


def _of_one_unit(total: Statement, parts: Sequence[Statement]) -> PartList | None:
    """The total with the parts that are in its unit; None where there are fewer than two."""
    if not total.amount or total in parts:
        return None
    unit = total.amount.mention.unit
    same = tuple(each for each in parts if each.amount and each.amount.mention.unit == unit)
    return PartList(total, same) if len(same) >= _FEWEST else None


def _is_closed(group: PartList) -> bool:
    total = group.total.amount
    return total is not None and any(_closes(total, option) for option in _options(group.parts))


def _in_sentence(total: Statement, text: Text) -> tuple[Statement, ...]:
    """The statements that follow in the sentence, or in the bracket, that the list stands in."""
    behind = list(takewhile(lambda each: each.place == total.place, text.behind(total)))
    if not behind:
        return ()
    first = behind[0]
    if first.depth > total.depth:
        return tuple(takewhile(lambda each: each.depth > total.depth, behind))
    inside = takewhile(lambda each: each.ends == first.ends and not each.is_reason, behind)
    return tuple(each for each in inside if each.depth <= total.depth)


def _in_paragraphs(total: Statement, text: Text) -> tuple[Statement, ...]:
    """The first statements of the paragraphs that follow, while these are numbered alike."""
    own = numbering(text.line_texts[total.place])
    firsts = [each for each in text.behind(total) if each.place != total.place and each.heads]
    found: list[Statement] = []
    style, line = None, total.place.line
    for each in firsts:
        kind = numbering(text.line_texts[each.place])
        if style is None:
            if each.place.line > line + _GAP or (kind and kind == own):
                break
            style = kind
        if kind == own and own:
            break
        if kind == style and (style or each.place.line == line + 1):
            found.append(each)
            line = each.place.line
        elif not style or not kind:
            continue
    return tuple(found)


_GAP = 2
"""How many paragraphs on the first part of a list stands at the latest."""


def sums(text: Text) -> Iterator[Relation]:
    """Every total with its parts, and the change of every total with the changes of its parts."""
    for each in part_lists(text):
        yield _sum(each)
        yield from _changes(each)
    yield from _known(text)
    yield from _totals_behind(text)
    yield from _classes(text)


def _known(text: Text) -> Iterator[Relation]:
    """Totals whose parts are fixed by the form, with these parts wherever they stand near."""
    listed = {id(group.total) for group in part_lists(text)}
    for total in text.statements:
        if total.amount and not total.is_reason and id(total) not in listed:
            for known in sayings().decompositions:
                if known.total in total.cores:
                    yield from _of_form(total, known.parts, text)


def _of_form(total: Statement, names: Sequence[str], text: Text) -> Iterator[Relation]:
    """The total with the parts of one way to divide it, where each is said once in one budget or any choice closes."""
    assert total.amount is not None
    unit = total.amount.mention.unit
    near = [(name, text.amounts(name, total, unit)) for name in names]
    said = [(name, [each for each in claims if abs(each.place.line - total.place.line) <= _NEAR]) for name, claims in near]
    given = [claims for name, claims in said if claims and not _is_divided(name, said)]
    if len(given) < _FEWEST:
        return
    closed = next((choice for choice in islice(product(*given), _MOST_OPTIONS) if _closes(total.amount, choice)), None)
    if closed:
        yield _relation(total.amount, closed, _closes(total.amount, closed) or Verdict.UNKNOWN)
        return
    alone = [claims[0] for claims in given if len({each.mention.value for each in claims}) == 1]
    advice = _guess(total.amount, alone, _added(alone)) if len(alone) == len(given) else ""
    verdict = Verdict.WRONG if advice else Verdict.UNKNOWN
    yield _relation(total.amount, alone, verdict, _difference(total.amount, alone) if advice else "", advice)


def _is_divided(name: str, said: Sequence[tuple[str, list[Claim]]]) -> bool:
    """Whether another part holds this one: 公务用车购置 where 公务用车购置及运行维护 is said, too."""
    outer = {part: each.total for each in sayings().decompositions for part in each.parts}
    return any(other == outer.get(name) and claims for other, claims in said)


_NEAR = 30
"""How many paragraphs away the parts of a total are looked for."""


def _totals_behind(text: Text) -> Iterator[Relation]:
    """Totals that stand at the end of what they add up: …，加上：上年结转…，收入总计…"""
    for total in text.statements:
        if not total.amount or not total.subject.endswith("总计") or total.is_reason:
            continue
        alike = [each for each in text.before(total) if each.place == total.place and each.ends == total.ends]
        unit = total.amount.mention.unit
        before = [each.amount for each in alike if each.amount and each.amount.mention.unit == unit]
        before = list(takewhile(lambda claim: not claim.subject.endswith("总计"), before))[::-1]
        options = [before[start:] for start in range(len(before) - 1)]
        closed = next((each for each in options if _closes(total.amount, each)), None)
        if closed:
            yield _relation(total.amount, closed, _closes(total.amount, closed) or Verdict.UNKNOWN)
        elif options and (advice := _guess(total.amount, before, _added(before))):
            message = _difference(total.amount, before)
            yield _relation(total.amount, before, Verdict.WRONG, message, advice)


def _classes(text: Text) -> Iterator[Relation]:
    """Classes of the classification with their items, wherever these stand."""
    items: dict[str, list[Claim]] = {}
    for each in text.statements:
        if each.amount and "（类）" in each.subject and "（项）" in each.subject:
            said = each.all(Aspect.AMOUNT)
            items.setdefault(each.subject.partition("（类）")[0], []).append(said[0] if said else each.amount)
    for each in text.statements:
        name = each.subject.removesuffix("（类）")
        if each.amount and name != each.subject and len(items.get(name, ())) >= _FEWEST:
            parts = items[name]
            if verdict := _closes(each.amount, parts):
                yield _relation(each.amount, parts, verdict)
            else:
                advice = _guess(each.amount, parts, _added(parts))
                verdict = Verdict.WRONG if advice else Verdict.UNKNOWN
                yield _relation(each.amount, parts, verdict, _difference(each.amount, parts) if advice else "", advice)


def _sum(group: PartList) -> Relation:
    total = group.total.amount
    assert total is not None
    options = list(_options(group.parts))
    for option in options:
        if verdict := _closes(total, option):
            return _relation(total, option, verdict)
    chosen = options[0]
    if message := _doubt(group, total, chosen):
        added = _added(chosen)
        return _relation(total, chosen, Verdict.WRONG, message, _guess(total, chosen, added))
    return _relation(total, chosen, Verdict.UNKNOWN)


def _relation(total: Claim, parts: Sequence[Claim], verdict: Verdict, message: str = "", advice: str = "") -> Relation:
    numbers = (total.words, *(each.words for each in parts))
    shown = worded(_added(parts), total, 2)
    return Relation("sum", numbers, verdict, total.sentence, total.place, shown, message, advice)


def _options(parts: Sequence[Statement]) -> Iterator[list[Claim]]:
    """The choices of parts that may make the total: without parts of parts, then all, then fewer from the end."""
    outer = list(_without_inner(parts))
    yield _amounts(outer)
    if len(outer) != len(parts):
        yield _amounts(parts)
    for end in range(len(outer) - 1, _FEWEST - 1, -1):
        yield _amounts(outer[:end])
    for place, each in enumerate(parts[:_MOST_OPTIONS]):
        if each.opens:
            for inner in range(1, len(parts) - place):
                yield _amounts([*parts[: place + 1], *parts[place + 1 + inner :]])


def _without_inner(parts: Sequence[Statement]) -> Iterator[Statement]:
    """The parts but those that make another part before them."""
    skip = 0
    for place, each in enumerate(parts):
        if skip:
            skip -= 1
            continue
        yield each
        skip = _inner(each, parts[place + 1 :])


def _inner(part: Statement, behind: Sequence[Statement]) -> int:
    """How many of the statements behind a part are parts of it."""
    if not part.amount or not part.amount.mention.value:
        return 0
    for count in range(len(behind) if part.opens else min(_NESTED, len(behind)), _FEWEST - 1, -1):
        if _closes(part.amount, _amounts(behind[:count])):
            return count
    known = [each.parts for each in sayings().decompositions if each.total in part.cores]
    return max((len(list(takewhile(lambda each: set(each.cores) <= set(parts), behind))) for parts in known), default=0)


_NESTED = 4
"""How many parts of a part are looked for where no word says that there are any."""


def _amounts(parts: Sequence[Statement]) -> list[Claim]:
    return [each.amount for each in parts if each.amount]


def _added(parts: Sequence[Claim]) -> Fraction:
    return sum((each.mention.value for each in parts), Fraction(0))


def _closes(total: Claim, parts: Sequence[Claim]) -> Verdict | None:
    if len(parts) < _FEWEST:
        return None
    distance = abs(_added(parts) - total.mention.value)
    if not distance:
        return Verdict.HOLDS
    return Verdict.SOFT if distance <= total.mention.half + spread(parts) else None


def _doubt(group: PartList, total: Claim, parts: Sequence[Claim]) -> str:
    """Why a total that its parts do not make is wrong; empty where the parts may be only some."""
    whole = _is_whole(group) or _guess(total, parts, _added(parts))
    return _difference(total, parts) if whole else ""


def _difference(total: Claim, parts: Sequence[Claim]) -> str:
    added = _added(parts)
    distance = added - total.mention.value
    words = "＋".join(each.words for each in parts)
    side = "多" if distance > 0 else "少"
    return f"各部分{words}＝{worded(added, total)}，比写的总数{total.words}{side}{worded(abs(distance), total)}"


def _is_whole(group: PartList) -> bool:
    """Whether the parts are meant to be all: by the form, by the name of the total, or by shares that make 100%."""
    cores = [each.cores[0] for each in group.parts]
    for known in sayings().decompositions:
        if known.total in group.total.cores and set(cores) <= set(known.parts) and len(set(cores)) >= _FEWEST:
            return True
    if any(core.endswith(("收入总计", "支出总计", "收入合计", "支出合计")) for core in group.total.cores):
        return not any(each.ends and each.is_reason for each in group.parts)
    given = [each.one(Aspect.SHARE) for each in group.parts]
    if all(given) and all(_is_of(each, group.total) for each in given if each):
        hundred = sum((each.mention.value for each in given if each), Fraction(0))
        return abs(hundred - _WHOLE) <= spread(each for each in given if each)
    return "构成" in (group.total.amount.sentence if group.total.amount else "")


def _is_of(share: Claim, total: Statement) -> bool:
    """Whether a share is one of the total: it names no whole, or this one."""
    return not share.whole or bool(set(sayings().cores(share.whole)) & set(total.cores))


def _guess(total: Claim, parts: Sequence[Claim], added: Fraction) -> str:
    """The one slip of the pen that would explain the difference; empty where none or several would."""
    scale = total.mention.scale
    found = [(total, added)]
    found += [(each, each.mention.value - added + total.mention.value) for each in parts]
    made = [
        (claim, expected, words)
        for claim, expected in found
        if expected > 0 and (words := slip(claim.mention.value / scale, expected / scale))
    ]
    if not made:
        return ""
    claim, expected, words = made[0]
    return f"是不是{claim.words}应为{worded(expected, claim)}（{words}）？请核对原件。"


def _changes(group: PartList) -> Iterator[Relation]:
    """The change of a total with those of its parts, where each part has one or is said to be the same."""
    total = group.total.one(Aspect.CHANGE)
    given = [each.one(Aspect.CHANGE) for each in group.parts]
    if not total or not any(given):
        return
    parts = [each for each in given if each]
    added = sum((each.mention.value * each.sign for each in parts), Fraction(0))
    distance = abs(added - total.mention.value * total.sign)
    numbers = (total.words, *(each.words for each in parts))
    verdict = Verdict.HOLDS if distance <= total.mention.half + spread(parts) else Verdict.UNKNOWN
    yield Relation("change", numbers, verdict, total.sentence, total.place, worded(abs(added), total, 2))
