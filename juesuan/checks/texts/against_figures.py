"""What typed numbers say of figures, against the figures of the workbook: C903.

A number is the figure of the form's sentence that it stands in or, elsewhere, the one that its claim names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, islice

from msgspec.structs import replace

from juesuan.checks.slips import FACTORS
from juesuan.checks.texts import unchanged
from juesuan.checks.texts.called import CLAUSE_END, SENTENCE, Called, called, words_before
from juesuan.checks.texts.claimed import SubjectText, WrittenNumber
from juesuan.checks.texts.figure_names import FigureNames, Sized
from juesuan.checks.texts.relation import (
    CHANGES,
    LAST,
    RATES,
    Relation,
    being,
    cells,
    described,
    differing,
    mistyped,
    printed,
    tag_of,
)
from juesuan.checks.texts.sentence_forms import SentenceForms
from juesuan.checks.texts.spelling import amounts
from juesuan.claims import sayings
from juesuan.figures.mentions import NumberKind

NAMED = "C903"
_OF_THE_COUNTY = re.compile("全[县区市省州镇乡国]|辖区|各乡镇|县域|我[县区市]")
_FEWEST_DIGITS, _FEWEST_OF_A_YEAR = 3, 4
"""How many digits make it no coincidence that a number is another figure of the table, or that of another year."""


def beside_their_names(
    texts: Iterable[SubjectText], names: FigureNames, forms: SentenceForms
) -> Iterator[Relation]:
    """Comparisons of each typed number that is called as a figure is with the figures of that name."""
    for text in texts:
        for _, group in groupby(text.numbers, key=lambda each: id(each.paragraph)):
            yield from _of_paragraph(list(group), names, forms)


def _of_paragraph(
    numbers: Sequence[WrittenNumber], names: FigureNames, forms: SentenceForms
) -> Iterator[Relation]:
    found = amounts([each.mention for each in numbers])
    by_place = {each.mention.start: each for each in numbers}
    paragraph = numbers[0].paragraph
    befores = forms.spelling.before(paragraph, found)
    years = _years(numbers)
    for mention, before, figures in zip(found, befores, forms.figures(befores), strict=True):
        number = by_place[mention.start]
        if number.is_typed and not mention.is_rough:
            yield from _compared(called(number, before, figures, names), names, years[mention.start])


def _years(numbers: Iterable[WrittenNumber]) -> Mapping[int, tuple[WrittenNumber, ...]]:
    """The year that was written last before each number, by where the number begins; none before the first.

    One in a bracket that is closed before the number speaks of what stands in the bracket.
    """
    found: dict[int, tuple[WrittenNumber, ...]] = {}
    last: tuple[WrittenNumber, ...] = ()
    for number in numbers:
        between = number.paragraph[last[0].mention.end : number.mention.start] if last else ""
        is_inside = len(re.findall("[)）]", between)) > len(re.findall("[(（]", between))
        found[number.mention.start] = () if is_inside else last
        last = (number,) if number.mention.kind is NumberKind.YEAR else last
    return found


def _compared(said: Called, names: FigureNames, year: tuple[WrittenNumber, ...]) -> Iterator[Relation]:
    """The comparison of a number with its figure; ``year`` is the year that was written before it."""
    number = said.number
    comparable = [each for each in said.figures if each.unit == number.mention.unit]
    own = () if comparable else names.by_scope.get(number.project, ())
    others = [each for each in (*said.loosely, *own) if each.unit == number.mention.unit]
    agreeing = [each for each in (*comparable, *others) if _agrees(number, each)]
    if agreeing:
        figure = agreeing[0].figure
        yield being(NAMED, number, figure)
        yield from unchanged.moved(NAMED, said, figure.name, names)
    elif comparable:
        nearest = min(comparable, key=lambda each: _distance(number, each))
        if not _is_of_another(number, nearest):
            others = [each for each in comparable if each.value != nearest.value]
            differing = _differing(said, nearest, others, names)
            is_of_other_year = bool(_of_the_other_year(number, nearest, names))
            yield replace(differing, others=year) if is_of_other_year else differing
    elif len(number.mention.digits) >= (1 if said.is_of_one_year else _FEWEST_OF_A_YEAR):
        of_other_years = (each for each in said.of_other_years if _agrees(number, each))
        yield from (_misdated(said, each, year[0]) for each in islice(of_other_years, 1) if year)


def _agrees(number: WrittenNumber, figure: Sized) -> bool:
    """Whether the number is the figure, in size and, where words say it, in direction."""
    if not figure.figure.name.endswith((CHANGES, RATES)):
        return number.mention.agrees(figure.value)
    return number.mention.agrees(abs(figure.value)) and _sign(number) * figure.value >= 0


def _sign(number: WrittenNumber) -> int:
    """1 where the clause before the number speaks of an increase, -1 for a decrease, 0 for neither."""
    words = sayings()
    clause = CLAUSE_END.split(words_before(number))[-1]
    found = re.findall(rf"{words.up}|{words.down}", clause)
    return 0 if not found else 1 if re.fullmatch(words.up, found[-1]) else -1


def _distance(number: WrittenNumber, figure: Sized) -> tuple[bool, object]:
    """How far the number is from the figure; what a slip of the pen makes of the figure is nearest."""
    return not mistyped(number, abs(figure.value)), abs(abs(figure.value) - number.mention.value)


def _is_of_another(number: WrittenNumber, figure: Sized) -> bool:
    """Whether the number is the whole county's rather than the department's, whose figures are much smaller."""
    if number.project or number.mention.unit != "元" or mistyped(number, figure.value):
        return False
    is_much_larger = number.words.endswith("亿元") and abs(number.mention.value) > 10 * abs(figure.value)
    return is_much_larger or _OF_THE_COUNTY.search(SENTENCE.split(words_before(number))[-1]) is not None


def _differing(said: Called, nearest: Sized, others: Iterable[Sized], names: FigureNames) -> Relation:
    """The comparison of a number with the figure of its name, which it is not.

    ``others`` have the name too, and another value: they are told with it where it is the name of a total.
    """
    figure, number = nearest.figure, said.number
    also = {printed(each.figure, number): f"，{described(each.figure, number)}" for each in others if said.total}
    known = f"{described(figure, number)}{''.join(also.values())}"
    tag = f"，或改用标签 {{{{ {tag_of(figure)} }}}}" if figure.name not in names.without_tag else ""
    message = f"文字里写“{said.label}”{number.words}，{known}"
    advice = f"{_what_happened(number, nearest, names)}请照表改正{tag}。"
    return differing(NAMED, number, figure, message, advice)


def _misdated(said: Called, figure: Sized, year: WrittenNumber) -> Relation:
    """The comparison of a year with the figure behind it, which is that of this year or of the last."""
    known = described(figure.figure, said.number)
    return Relation(
        NAMED,
        year,
        holds=False,
        against=known,
        message=f"文字里写“{said.label}”{said.number.words}，说的是{year.words}，{known}",
        cells=cells(figure.figure),
        others=(said.number,),
        advice="年份是不是写错了？请核对后改正，或改用标签 {{ 年度 }}、{{ 上年度 }}。",
    )


def _what_happened(number: WrittenNumber, meant: Sized, names: FigureNames) -> str:
    """What may have happened when the number was typed, as a question; empty where nothing suggests itself."""
    if question := _of_the_other_year(number, meant, names):
        return question
    if number.mention.agrees(abs(meant.value)):
        return "是不是增减写反了？"
    if made := mistyped(number, abs(meant.value)) or _of_another_unit(number, meant):
        return f"是不是{made}？"
    if len(number.mention.digits) < _FEWEST_DIGITS:
        return ""
    table = meant.figure.name.partition(".")[0]
    beside = (
        each
        for key, each in names.all.items()
        if key.startswith(f"{table}.") and each.unit == meant.unit and number.mention.agrees(each.value)
    )
    return next((f"是不是写成了“{each.figure.name.replace('.', '·')}”的数？" for each in beside), "")


def _of_another_unit(number: WrittenNumber, meant: Sized) -> str:
    """Whether the number is the figure in another unit, as far as it is rounded: 755.28元 for 755.28万元."""
    mention = number.mention
    is_one = mention.unit == "元" and any(
        abs(mention.value * times - abs(meant.value)) <= mention.half * times
        for times in (_WAN, Fraction(1, _WAN))
    )
    return FACTORS[_WAN] if is_one else ""


_WAN = 10_000


def _of_the_other_year(number: WrittenNumber, meant: Sized, names: FigureNames) -> str:
    """Whether the number is the figure of the other year, as a question; empty where it is not."""
    this, is_last, _ = meant.figure.name.partition(LAST)
    other = names.all.get(this if is_last else f"{this}{LAST}")
    if other is None or not other.value or other.unit != meant.unit or not number.mention.agrees(other.value):
        return ""
    return "是不是写成了本年的数，或者写错了年份？" if is_last else "是不是写成了上年的数？"
