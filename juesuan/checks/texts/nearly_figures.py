"""Typed amounts that are almost a figure of the workbook, whatever they are called: C904."""

import itertools
import re
from collections.abc import Iterable, Iterator

from juesuan.checks.slips import indexed, near
from juesuan.checks.texts.claimed import SubjectText, WrittenNumber
from juesuan.checks.texts.figure_names import FigureNames, Sized
from juesuan.checks.texts.relation import Relation, being, described, differing, mistyped
from juesuan.checks.texts.spelling import Spelling, clauses
from juesuan.figures.mentions import NumberKind
from juesuan.model.values import Figure

NEAR = "C904"
_AT_LARGE = re.compile(
    "(列|列入|年末|项目|财政)*(一般公共预算|财政拨款|财政资金|专项资金|项目资金|项目经费|项目总投资|总投资|应返还额度|结转|结余)"
)
"""Names that any amount of a project may have: a number of such a name is in doubt where it nearly is one."""
_FEWEST_DIGITS = 5
"""How many digits make it no coincidence that two numbers are alike."""
_FEWEST_OF_PROJECT = 3
"""In the text of a project, beside the few figures of that project, fewer digits will do."""


def near_a_figure(texts: Iterable[SubjectText], names: FigureNames, spelling: Spelling) -> Iterator[Relation]:
    """Comparisons of typed amounts with figures that they may be, whatever they are called.

    A long number equal to a figure is that figure; one that a slip of the pen makes of a figure is a slip.
    """
    figures = [each for each in names.all.values() if each.unit not in {"%", ""} and each.value]
    amounts = [each for text in texts for each in text.numbers if each.is_typed and each.mention.is_amount]
    written = [each for each in amounts if len(each.mention.digits) >= _FEWEST_DIGITS - 1]
    for unit, step in dict.fromkeys((each.mention.unit, 2 * each.mention.half) for each in written):
        index = indexed((round(each.value / step) * step, each) for each in figures if each.unit == unit)
        for number in written:
            if (number.mention.unit, 2 * number.mention.half) == (unit, step):
                yield from itertools.islice(_near(number, near(index, number.mention.value)), 1)
    for number in amounts:
        own = names.by_scope.get(number.project, ())
        yield from itertools.islice(_near_its_project(number, own, spelling), 1)


def _near(number: WrittenNumber, figures: Iterable[Sized]) -> Iterator[Relation]:
    """The comparisons of a number with figures that it is, and with those that it nearly is."""
    alike = list(figures)
    for each in alike:
        if number.mention.agrees(each.value):
            yield being(NEAR, number, each.figure)
    if len(number.mention.digits) >= _FEWEST_DIGITS:
        yield from _nearly(number, alike)


def _near_its_project(number: WrittenNumber, figures: tuple[Sized, ...], spelling: Spelling) -> Iterator[Relation]:
    """Comparisons of an amount in a project's text with those of its figures that it is a slip of the pen of."""
    if not figures or number.mention.kind is not NumberKind.MONEY:
        return
    is_exact = len(number.mention.digits) >= _FEWEST_OF_PROJECT and _written_digits(number) >= _FEWEST_DIGITS
    if is_exact or _is_at_large(number, spelling):
        alike = [each for each in figures if each.unit == number.mention.unit]
        if not any(number.mention.agrees(each.value) for each in alike):
            yield from _nearly(number, alike)


def _is_at_large(number: WrittenNumber, spelling: Spelling) -> bool:
    before = spelling.before(number.paragraph, [number.mention])[0]
    return any(_AT_LARGE.fullmatch(each) for each in clauses(before))


def _written_digits(number: WrittenNumber) -> int:
    return sum(letter.isdigit() for letter in number.words)


def _nearly(number: WrittenNumber, figures: Iterable[Sized]) -> Iterator[Relation]:
    for each in figures:
        if made := mistyped(number, each.value):
            yield _mistyped(number, each.figure, made)


def _mistyped(number: WrittenNumber, figure: Figure, made: str) -> Relation:
    """The comparison of a number with a figure that the slip ``made`` would explain it by."""
    message = f"文字里写{number.words}，{described(figure, number)}，是不是{made}"
    return differing(NEAR, number, figure, message)
