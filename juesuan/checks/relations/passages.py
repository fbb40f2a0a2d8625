"""Passages that stand in a text more than once, word by word, with one number that is not the same."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from juesuan.checks.relations.relation import NumberRelation
from juesuan.claims import ClaimedText, Place
from juesuan.figures.mentions import Mention, mentions
from juesuan.model.finished_report import Verdict

_FEWEST, _FEWER = 3, 2
"""How many numbers a passage has at least that is known again by its words and its other numbers, and one that
most passages of its words agree with in both."""
_MOST = 50
"""How many passages of like words are looked at."""
_SHORTEST = 20
"""How many signs of words it has at least."""
_NUMBER = re.compile(r"(?<![\d.,，])[\d.,，]*\d[\d.,]*")
"""Looked for where such signs begin: from each of many commas on, none would be found as many times."""
_START = re.compile(r"^[\s（(]*[\d一二三四五六七八九十]+[）).．、]\s*|^[一二三四五六七八九十]是|^20\d\d年，")


class _Passage(Struct, frozen=True):
    sentence: str
    place: Place
    numbers: tuple[Mention, ...]


def passages(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every sentence that is said again with one other number."""
    by_words: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for line, place in text.lines:
        for sentence in re.split(r"(?<=[。；])", line):
            _add(by_words, sentence.strip(), place)
    for alike in by_words.values():
        if len(alike) > 1:
            yield from _all_alike([_passage(*each) for each in alike[:_MOST]])


def _passage(sentence: str, place: Place) -> _Passage:
    return _Passage(sentence, place, mentions(_START.sub("", sentence)))


def _add(by_words: dict[str, list[tuple[str, Place]]], sentence: str, place: Place) -> None:
    words = _NUMBER.sub("#", _START.sub("", sentence)).rstrip("。；")
    if len(words) < _SHORTEST or words.count("#") < _FEWER:
        return
    by_words[words].append((sentence, place))


def _all_alike(alike: Sequence[_Passage]) -> Iterator[NumberRelation]:
    """Each passage that differs in one number from another, which more passages agree with."""
    for other in alike if len(alike) > _FEWER else alike[1:]:
        first = next((each for each in alike if each is not other and len(_different(each, other)) == 1), None)
        if first is None or len(first.numbers) < _FEWER:
            continue
        one, changed = _different(first, other)[0]
        agreed = sum(any(_same(one, each) for each in passage.numbers) for passage in alike)
        is_long = len(first.numbers) >= _FEWEST
        if agreed * 2 > len(alike) or (is_long and first.place.line < other.place.line):
            yield _relation(first, other, one, changed)


def _different(one: _Passage, other: _Passage) -> list[tuple[Mention, Mention]]:
    if len(one.numbers) != len(other.numbers):
        return []
    return [pair for pair in zip(one.numbers, other.numbers, strict=True) if not _same(*pair)]


def _same(one: Mention, other: Mention) -> bool:
    return one.unit == other.unit and abs(one.value - other.value) <= max(one.half, other.half)


def _relation(first: _Passage, other: _Passage, one: Mention, changed: Mention) -> NumberRelation:
    message = f"同一句话在{first.place}写{one.words}，这里写{changed.words}，前后不一致"
    numbers = (one.words, changed.words)
    return NumberRelation("repeat", numbers, Verdict.WRONG, other.sentence, other.place, one.words, message)
