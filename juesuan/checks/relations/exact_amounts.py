"""Amounts that a report says to the 元 and in 万元, and amounts of a project beside those of its table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from juesuan.checks.relations.relation import NumberRelation, worded
from juesuan.checks.slips import slip
from juesuan.claims import Claim, ClaimedText, Place, TableColumn
from juesuan.figures.mentions import Mention, NumberKind
from juesuan.model.finished_report import Verdict

_LEAST = 100_000
"""From so many 元 on a rounded number has enough digits to be known by."""
_FEWEST_DIGITS = 4
"""How many digits a rounded number has at least that is no chance, without the zeros around them."""
_SAID = 2
"""How often a rounded number stands at least that another is held against."""
_CENTS, _DECIMALS = 100, 2
"""分 of one 元, and the digits of these."""


def exact_amounts(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every amount in 元 with the same in 万元; one that is none of these, but is one with a slip: a hint."""
    exact, rounded = _amounts(text)
    known = _known(rounded)
    said = Counter(each.value for each, _ in rounded)
    for mention, place in exact:
        if not text.projects.get(place):
            yield from _compared(mention, place, known, said, text)


_Amount = tuple[Mention, Place]
_Known = Mapping[int, Mapping[int, _Amount]]
"""Where each rounded number stands first: by the unit of its last digit in 分, and by how many of these it has."""


def _amounts(text: ClaimedText) -> tuple[list[_Amount], list[_Amount]]:
    """The amounts in 元, and those in larger units, of all paragraphs."""
    found = [
        (each, paragraph.place)
        for paragraph in text.paragraphs
        for each in paragraph.mentions
        if each.kind is NumberKind.MONEY and each.value >= _LEAST and not each.is_rough
    ]
    return [each for each in found if each[0].scale == 1], [each for each in found if each[0].scale > 1]


def _known(rounded: Iterable[_Amount]) -> _Known:
    known: dict[int, dict[int, _Amount]] = {}
    for each in rounded:
        step = 2 * each[0].half * _CENTS
        if step.denominator == 1:
            known.setdefault(int(step), {}).setdefault(int(each[0].value * _CENTS / step), each)
    return known


def _same(cents: int, known: _Known) -> Iterator[_Amount]:
    """The rounded numbers that an amount in 分 may have been rounded to, half up."""
    for step, numbers in known.items():
        if found := numbers.get((2 * cents + step) // (2 * step)):
            yield found


def _compared(
    mention: Mention, place: Place, known: _Known, said: Counter[Fraction], text: ClaimedText
) -> Iterator[NumberRelation]:
    sentence, cents = text.sentence(place, mention.start), int(mention.value * _CENTS)
    if same := list(_same(cents, known)):
        words = next((each.words for each, _ in same if _is_telling(each)), "")
        numbers = (words, mention.words)
        yield from [NumberRelation("repeat", numbers, Verdict.HOLDS, sentence, place, words)] if words else ()
        return
    found = (each for meant in _slips(cents) for each in _same(meant, known))
    meant = next((each for each in found if _is_telling(each[0]) and said[each[0].value] >= _SAID), None)
    if meant:
        rounded, where = meant
        message = f"{mention.words}与{where}等处的{rounded.words}只差一处笔误，请看是不是一回事"
        is_named = bool(_cores(mention, place, text) & _cores(rounded, where, text))
        verdict = Verdict.WRONG if is_named else Verdict.SOFT
        numbers = (rounded.words, mention.words)
        yield NumberRelation("repeat", numbers, verdict, sentence, place, rounded.words, message)


def _cores(mention: Mention, place: Place, text: ClaimedText) -> set[str]:
    """The names of the figure whose amount a number is; none where it is no statement's."""
    here = text.of_paragraph(place)
    return {core for each in here if each.amount and each.amount.mention is mention for core in each.cores}


def _is_telling(mention: Mention) -> bool:
    return len(mention.digits) >= _FEWEST_DIGITS


def _slips(cents: int) -> Iterator[int]:
    """What may have been meant by an amount, in 分: the point moved, a digit too many or lost, two swapped."""
    yield from (cents * 10, cents // 10, cents * 10_000, cents // 10_000)
    digits = str(cents)
    for at in range(len(digits) - _DECIMALS):
        before, here, behind = digits[:at], digits[at : at + 2], digits[at + 2 :]
        yield int(before + digits[at + 1 :])
        yield int(before + here[::-1] + behind)
        yield from (int(f"{before}{digit}{digits[at:]}") for digit in range(10))


# ---- amounts of a project

_MOST_AMOUNTS = 3
"""How many amounts a sentence has at most that tells of a project's money, and lists no parts of it."""
_WAN = 10_000
"""In so many 元 a project's money is written at most: what it brings about may be 200亿元."""
_COLUMNS = (TableColumn.BUDGET, TableColumn.EXECUTED)


def project_amounts(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every amount in a project's texts that is a slip of its budget, of what was executed or of the rest."""
    known = _of_projects(text)
    for paragraph in text.paragraphs:
        values = known.get(text.projects.get(paragraph.place, ""), ())
        for each in paragraph.mentions if values else ():
            if each.kind is NumberKind.MONEY and each.value and each.scale <= _WAN and not each.is_rough:
                yield from _of_project(each, paragraph.place, values, text)


def _of_projects(text: ClaimedText) -> Mapping[str, Sequence[tuple[Fraction, Claim]]]:
    """Budget, executed amount and the difference of each project, by its table, each with its claim."""
    totals: dict[str, dict[TableColumn, Claim]] = {}
    for each in text.tables:
        if each.is_total and each.column in _COLUMNS:
            totals.setdefault(each.project, {}).setdefault(each.column, each.claim)
    return {project: tuple(_values(columns)) for project, columns in totals.items()}


def _values(columns: Mapping[TableColumn, Claim]) -> Iterator[tuple[Fraction, Claim]]:
    yield from ((claim.mention.value, claim) for claim in columns.values())
    if len(columns) == len(_COLUMNS):
        budget, executed = (columns[each] for each in _COLUMNS)
        yield budget.mention.value - executed.mention.value, executed


def _of_project(
    mention: Mention, place: Place, values: Sequence[tuple[Fraction, Claim]], text: ClaimedText
) -> Iterator[NumberRelation]:
    if any(mention.agrees(value) for value, _ in values):
        return
    sentence = text.sentence(place, mention.start)
    if sentence.count("元") > _MOST_AMOUNTS:
        return
    for value, claim in values:
        if words := slip(mention.value, value):
            meant = worded(value, claim)
            known = f"本项目在{claim.place}的预算数、执行数或差额是{meant}"
            message = f"{known}，这里写{mention.words}（{words}），请看是不是一回事"
            numbers = (claim.words, mention.words)
            yield NumberRelation("repeat", numbers, Verdict.SOFT, sentence, place, "", message)
            return
