"""Shares of a whole, each with its part and what it is a share of."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import takewhile

from msgspec.structs import replace

from juesuan.checks.relations.part_lists import part_lists
from juesuan.checks.relations.ratios import ratio
from juesuan.checks.relations.relation import NumberRelation, spread, worded
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement, sayings
from juesuan.model.finished_report import Verdict


def shares(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every share with its part and its whole."""
    totals = {id(part): group.amount for group in part_lists(text) for part in group.parts}
    for statement in text.statements:
        for share in statement.all(Aspect.SHARE):
            yield _share(statement, text, share, totals.get(id(statement)))


def _share(statement: FigureStatement, text: ClaimedText, share: Claim, total: Claim | None) -> NumberRelation:
    parts = [statement.amount] if statement.amount else text.amounts(statement.subject, statement, "元")
    tried = [
        ratio("share", part, whole, share)
        for part in parts
        for whole in wholes(statement, text, share, part, total)
        if whole is not part
    ]
    good = next((each for each in tried if each.verdict is not Verdict.WRONG), None)
    if good or tried:
        return good or tried[0]
    if known := next(_unnamed(statement, text, share), None):
        return known
    numbers = (*parts[:1], share)
    return NumberRelation("share", numbers, Verdict.UNKNOWN, share.sentence, share.place)


def _unnamed(statement: FigureStatement, text: ClaimedText, share: Claim) -> Iterator[NumberRelation]:
    """The share of a whole that nothing names or lists: of the first figure of its paragraph, or of its form.

    As nothing shows what is meant, it is told only where it holds, or where a slip of the hand made it wrong.
    """
    if share.whole or not statement.amount:
        return
    totals = [each.total for each in sayings().decompositions if statement.cores[0] in each.parts]
    near = [each for name in totals for each in text.amounts(name, statement, statement.amount.mention.unit)]
    before = [each for each in near if 0 <= statement.place.line - each.place.line <= _NEAR]
    heads = [each.amount for each in text.of_paragraph(statement.place)[:1] if each is not statement]
    given = [each for each in (*heads, *before) if each and each.mention.unit == statement.amount.mention.unit]
    tried = [ratio("share", statement.amount, whole, share) for whole in given]
    yield from (each for each in tried if each.verdict is Verdict.HOLDS)
    yield from (each for each in tried if each.verdict is Verdict.WRONG and each.advice)


_NEAR = 4
"""How many paragraphs before a share the total of its form stands that it may be a share of."""


def wholes(
    statement: FigureStatement, text: ClaimedText, share: Claim, part: Claim, total: Claim | None
) -> list[Claim]:
    """The amounts that a share may be a share of: what it names, else the total that its part is listed under."""
    name = share.whole or statement.among
    found = text.amounts(name, statement, part.mention.unit) if name else []
    named = [each for each in found if _is_as_wide(each, statement, name, text)]
    if share.whole:
        return [*named, *_of_siblings(statement, text, share)]
    listed = (*named, total, *_opened(statement, text))
    found = [each for each in listed if each and each.mention.unit == part.mention.unit]
    return found or _of_siblings(statement, text, share)


def _is_as_wide(whole: Claim, part: FigureStatement, name: str, text: ClaimedText) -> bool:
    """Whether a whole is of no narrower budget than is spoken of.

    财政拨款支出合计 is not 本年支出, unless some share of what is called so is one of it.
    """
    named = text.statement_of(whole)
    own = named.scope if named.scope and named.scope in named.subject else ""
    return not own or own in f"{name}{part.scope}{part.subject}" or _is_meant(whole, name, text)


def _is_meant(whole: Claim, name: str, text: ClaimedText) -> bool:
    """Whether a share of what has a name is one of an amount."""
    return any(
        each.amount and ratio("share", each.amount, whole, share).verdict is Verdict.HOLDS
        for each in text.shares_of(name)[:_MOST]
        for share in each.all(Aspect.SHARE)
        if share.whole == name
    )


def _opened(statement: FigureStatement, text: ClaimedText) -> list[Claim]:
    """The amount right before a part that stands alone behind 其中: 教职工3215人，其中专任教师2986人"""
    here = takewhile(lambda each: each.place == statement.place, text.before(statement))
    before = next((each for each in here if each.depth <= statement.depth), None)
    if before is None or not before.opens:
        return []
    return [before.total_at(each) or each for each in before.openings[-1:]]


def _of_siblings(statement: FigureStatement, text: ClaimedText, share: Claim) -> list[Claim]:
    """The sum of all that have a share of the same whole, where that makes one of their shares right."""
    near = text.shares_of(share.whole) if share.whole else text.of_paragraph(statement.place)
    if len(near) > _MOST:
        return []
    siblings = [each for each in near if each.amount and _share_of(each, share.whole)]
    if len(siblings) < _FEWEST or statement not in siblings:
        return []
    whole = _added([each.amount for each in siblings if each.amount])
    given = [(each.amount, _share_of(each, share.whole)) for each in siblings]
    right = [
        1 for part, each in given if part and each and ratio("share", part, whole, each).verdict is Verdict.HOLDS
    ]
    return [whole] if right else []


def _added(amounts: list[Claim]) -> Claim:
    """The sum of some amounts as one that might have been written."""
    value = sum((each.mention.value for each in amounts), Fraction(0))
    words = f"{worded(value, amounts[0])}（各项之和）"
    return replace(amounts[0], mention=replace(amounts[0].mention, value=value, half=spread(amounts), words=words))


def _share_of(statement: FigureStatement, whole: str) -> Claim | None:
    return next((each for each in statement.all(Aspect.SHARE) if each.whole == whole), None)


_MOST = 100
"""How many may have a share of one whole for their sum to be tried."""
_FEWEST = 2
"""How many must have a share of one whole before their sum is tried as the whole."""
