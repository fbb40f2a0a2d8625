"""The sentences with numbers that nobody vouches for and nobody has looked at, each to be looked at on its own."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from juesuan.app import seen
from juesuan.app.desk.year_state import Known
from juesuan.app.seen import UnseenNumbers
from juesuan.model.chinese import narrow
from juesuan.model.identity import digest, short
from juesuan.model.seen import Key, SaidNumber

PREFIX = "手写数-"
"""How the keys of such sentences begin in addresses."""


class SentenceToSee(Struct, frozen=True):
    """A sentence and its numbers that are to be looked at."""

    key: str
    """By which its address names it; another one once sentence, place or number change."""
    sentence: str
    place: str
    pieces: tuple[tuple[str, bool], ...]
    """The sentence in order, each piece with whether it is such a number."""
    numbers: tuple[str, ...]
    keys: tuple[Key, ...]
    was_seen_last_year: bool


class FoundNumber(Struct, frozen=True):
    """Where in a line of the report an unseen number stands, from 0."""

    start: int
    end: int
    key: str
    """Of its sentence."""


def found_in(sentences: Iterable[SentenceToSee], line: str) -> Iterator[FoundNumber]:
    """The unseen numbers in a line of the report, in order; each place once."""
    found = dict[int, FoundNumber]()
    for each in sentences:
        at = line.find(each.sentence)
        for words, is_number in each.pieces if at >= 0 else ():
            if is_number:
                found.setdefault(at, FoundNumber(at, at + len(words), each.key))
            at += len(words)
    yield from (found[at] for at in sorted(found))


def sentences(known: Known, output: Path) -> tuple[SentenceToSee, ...]:
    """The sentences to be looked at; none where the workbook cannot be read: then no number is known."""
    return unseen_sentences(seen.of_check(known.checked, output)) if known.checked else ()


def unseen_sentences(found: UnseenNumbers) -> tuple[SentenceToSee, ...]:
    """The sentences in the order of the texts."""
    grouped = groupby(found.numbers, key=lambda said: (said.sentence, said.place))
    return tuple(_sentence(tuple(numbers), found) for _, numbers in grouped)


def _sentence(numbers: Sequence[SaidNumber], found: UnseenNumbers) -> SentenceToSee:
    first = numbers[0]
    keys = tuple(each.key for each in numbers)
    words = "\n".join((first.sentence, first.place, *(each.number for each in numbers)))
    return SentenceToSee(
        f"{PREFIX}{short(digest(words.encode()))}",
        first.sentence,
        first.place,
        tuple(_pieces(first.sentence, [each.number for each in numbers])),
        tuple(each.number for each in numbers),
        keys,
        was_seen_last_year=all(found.of_last_year(each) is not None for each in numbers),
    )


def _pieces(sentence: str, numbers: Sequence[str]) -> list[tuple[str, bool]]:
    """The sentence cut at its numbers, each looked for behind the one before; as it is where one is not found."""
    made, done = list[tuple[str, bool]](), 0
    for number in numbers:
        at = sentence.find(number, done)
        if at < 0 and narrow(number) != number:
            at = sentence.find(narrow(number), done)
        if at >= 0:
            made += [(sentence[done:at], False), (sentence[at : at + len(number)], True)]
            done = at + len(number)
    return [*made, (sentence[done:], False)]
