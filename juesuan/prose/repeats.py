"""The same said twice: a sentence, or what is called the same, with two different numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from juesuan.mentions import Kind
from juesuan.prose.reading import QUANTITIES, Number, Prose, Sentence
from juesuan.prose.relation import Relation, doubting, guess, vouching
from juesuan.slips import indexed, near

SAME_SENTENCE, SAME_NAME, SAME_SIZE = "C901", "C902", "C904"
_SHORTEST, _SHORTEST_ACROSS = 6, 12
"""Han characters that make a sentence of its own; more tell that a project speaks of the department."""
_SHORTEST_NAME = 4


def same_sentences(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """A sentence that stands twice with other numbers, wherever it stands."""
    groups: dict[str, list[Sentence]] = defaultdict(list)
    for text in texts:
        for sentence in text.sentences:
            if sentence.numbers and _han(sentence.skeleton) >= _SHORTEST:
                groups[sentence.skeleton].append(sentence)
    for skeleton, group in groups.items():
        for sentences in _of_one_subject(group, skeleton, _SHORTEST_ACROSS):
            for numbers in zip(*(sentence.numbers for sentence in sentences), strict=True):
                yield from _compared(SAME_SENTENCE, numbers, f"同一句话“{_short(sentences[0].text)}”")


_Scoped = TypeVar("_Scoped", Sentence, Number)


def _of_one_subject(group: list[_Scoped], words: str, shortest: int) -> Iterator[list[_Scoped]]:
    """Two projects may say the same with numbers of their own; long words of the department are theirs, too."""
    scopes = sorted({each.scope for each in group})
    if len(scopes) == 1 or (len(set(scopes) - {""}) == 1 and _han(words) >= shortest):
        yield group
    else:
        yield from ([each for each in group if each.scope == scope] for scope in scopes)


def same_names(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """What is called the same has the same number; a name that one text gives two numbers is no name of one."""
    groups: dict[tuple[str, str, int | None], list[Number]] = defaultdict(list)
    for text in texts:
        for number in text.numbers:
            if number.mention.kind in QUANTITIES and _han(number.label) >= _SHORTEST_NAME:
                groups[number.label, number.mention.unit, number.year].append(number)
    for (label, _, _), group in groups.items():
        for numbers in _of_one_subject(group, label, _SHORTEST):
            if not _is_ambiguous(numbers):
                yield from _compared(SAME_NAME, numbers, f"“{label}”")


def _is_ambiguous(numbers: list[Number]) -> bool:
    by_text: dict[object, set[object]] = defaultdict(set)
    for number in numbers:
        by_text[number.cell].add(number.mention.value)
    return any(len(values) > 1 for values in by_text.values())


_FEWEST_DIGITS = 4
"""A number of so many digits is no coincidence; with one more, one that is almost it is a slip."""


def same_sizes(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """A long number that stands elsewhere, too, or that a slip of the pen makes of one that does."""
    by_origin = {_origin(number): number for text in texts for number in text.numbers if _is_long(number)}
    groups: dict[str, list[Number]] = defaultdict(list)
    for number in by_origin.values():
        groups[number.mention.unit].append(number)
    for numbers in groups.values():
        index = indexed((number.mention.value, number) for number in numbers)
        for number in numbers:
            if number.is_typed:
                yield from _sized(
                    number, [other for other in near(index, number.mention.value) if other is not number]
                )


def _is_long(number: Number) -> bool:
    return number.mention.kind in {Kind.MONEY, Kind.COUNT} and len(number.mention.digits) >= _FEWEST_DIGITS


def _sized(number: Number, others: list[Number]) -> Iterator[Relation]:
    equal = next((other for other in others if other.mention.value == number.mention.value), None)
    if equal:
        yield vouching(SAME_SIZE, number, f"{equal.cell} {equal.words}")
    elif len(number.mention.digits) > _FEWEST_DIGITS:
        for other in others:
            if len(other.mention.digits) > _FEWEST_DIGITS and guess(number, other.mention.value):
                message = f"这里写{number.words}，{other.cell} 写{other.words}，只差一点"
                yield doubting(SAME_SIZE, number, other.mention.value, message, (other,))
                return


def _compared(code: str, numbers: Iterable[Number], name: str) -> Iterator[Relation]:
    """Each number against the one that most of them are; what comes from a figure outweighs what was typed."""
    each = list({_origin(number): number for number in numbers}.values())
    if len(each) < 2:  # noqa: PLR2004
        return
    votes = Counter({number.mention.value: 0 for number in each})
    for number in each:
        votes[number.mention.value] += 1 if number.is_typed else len(each)
    value, _ = votes.most_common(1)[0]
    chosen = next(number for number in each if number.mention.value == value)
    for number in each:
        other = chosen if number is not chosen else next(each_ for each_ in each if each_ is not number)
        if number.mention.value == other.mention.value or _within(number, other):
            yield vouching(code, number, f"{other.cell} {other.words}")
        elif number is not chosen:
            yield _differing(code, number, chosen, name)


def _origin(number: Number) -> object:
    """A number that stands in several texts through a tag was typed, or printed, once."""
    serial = number.mention.serial
    return (number.cell, number.mention.start) if serial is None else serial


def _within(one: Number, other: Number) -> bool:
    """Whether one is the other with fewer decimals."""
    if one.mention.kind is Kind.YEAR:
        return False
    return one.mention.agrees(other.mention.value) or other.mention.agrees(one.mention.value)


def _differing(code: str, number: Number, chosen: Number, name: str) -> Relation:
    message = f"{name}，这里写{number.words}，{chosen.cell} 写{chosen.words}"
    return doubting(code, number, chosen.mention.value, message.replace("{", "{{").replace("}", "}}"), (chosen,))


def _han(words: str) -> int:
    return sum("一" <= letter <= "鿿" for letter in words)


def _short(words: str) -> str:
    words = words.strip("。；;：:，, \n")
    return words if len(words) <= 24 else words[:23] + "…"  # noqa: PLR2004
