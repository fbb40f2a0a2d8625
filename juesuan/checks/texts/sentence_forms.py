"""The form's sentences read backwards: a typed number that stands as one of the form's is the figure of its tag.

A number is known by the clause before it; where the form has that clause for several figures, by the number
before it, and then by all the words between. Clauses that name nothing, 占 or 完成预算, are known behind a known
number alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from juesuan.checks.texts.spelling import Spelling, amounts, clauses, names_a_figure
from juesuan.figures.mentions import mentions
from juesuan.model import values
from juesuan.model.values import Figure, Figures

_AHEAD, _MOST = 4, 24
"""How many numbers of a sentence may be left out; how many places of the form one number may have."""


class FormNumber(Struct, frozen=True):
    """A number that the form prints, with the words before it."""

    figure: Figure
    line: int
    clauses: tuple[str, ...]
    before: str


class SentenceForms(Struct, frozen=True):
    """The numbers of the form in order, and where each clause stands."""

    numbers: Sequence[FormNumber]
    spelling: Spelling
    places: Mapping[str, Sequence[int]]

    def figures(self, befores: Iterable[str]) -> list[tuple[Figure, ...]]:
        """For each amount of a paragraph, by the words before it, the figures that the form has in its place."""
        known: list[tuple[Figure, ...]] = []
        last: Sequence[int] = ()
        for before in befores:
            last = self._places(before, last)
            known.append(
                tuple({self.numbers[place].figure.name: self.numbers[place].figure for place in last}.values())
            )
        return known

    def _places(self, before: str, last: Sequence[int]) -> Sequence[int]:
        """Where in the form a number stands, behind one that stood at the places ``last``."""
        words = clauses(before)
        following = tuple(dict.fromkeys(self._following(words, last)))
        if len(self._distinct(following)) == 1 or not any(map(names_a_figure, words)):
            return following
        found = next((self.places[each] for each in words if names_a_figure(each) and each in self.places), ())
        if len(self._distinct(found)) > 1:
            return following or self._alike(before, found)
        return found or following

    def _following(self, words: Sequence[str], last: Sequence[int]) -> Iterator[int]:
        for place in last:
            ahead = range(place + 1, min(place + 1 + _AHEAD, len(self.numbers)))
            same = (each for each in ahead if self.numbers[each].line == self.numbers[place].line)
            yield from [each for each in same if set(words) & set(self.numbers[each].clauses)][:1]

    def _alike(self, before: str, places: Sequence[int]) -> Sequence[int]:
        """Those of the places at which most of the words before are the same."""
        shared = [_shared_end(before, self.numbers[place].before) for place in places[:_MOST]]
        return [place for place, length in zip(places, shared, strict=False) if length == max(shared)]

    def _distinct(self, places: Iterable[int]) -> set[str]:
        return {self.numbers[place].figure.name for place in places}


def sentence_forms(sentences: Iterable[str], figures: Figures, spelling: Spelling) -> SentenceForms:
    """The numbers of the form's sentences, in which ``figures`` stand in their marks."""
    numbers: list[FormNumber] = []
    by_serial = {figure.serial: figure for figure in figures.values()}
    for line, sentence in enumerate(sentences):
        found = amounts(mentions(sentence, spelling.units))
        befores = spelling.before(values.plain(sentence), found)
        numbers += [
            FormNumber(by_serial[each.serial], line, clauses(before), before)
            for each, before in zip(found, befores, strict=True)
            if each.serial is not None and each.serial in by_serial
        ]
    places: dict[str, list[int]] = {}
    for place, number in enumerate(numbers):
        for each in number.clauses:
            places.setdefault(each, []).append(place)
    return SentenceForms(numbers, spelling, places)


def _shared_end(one: str, other: str) -> int:
    length = 0
    for length, (sign, same) in enumerate(zip(reversed(one), reversed(other), strict=False), start=1):
        if sign != same:
            return length - 1
    return length
