"""All comparisons of all texts, and what vouches for each number that a person typed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from juesuan.checks.texts import claimed, malformed, named, repeats, sentences, years
from juesuan.checks.texts.among_claims import ROUNDED, among_claims
from juesuan.checks.texts.claimed import SubjectText
from juesuan.checks.texts.relation import Relation, origin
from juesuan.checks.texts.sentences import Number, Prose
from juesuan.checks.texts.told_once import told_once
from juesuan.figures.mentions import NumberKind
from juesuan.model.accounts import Accounts
from juesuan.model.values import Figures
from juesuan.model.written_text import Statement, Typed


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison of all texts has brought."""

    relations: tuple[Relation, ...]
    """The comparisons, in the order of the rules; each once, however often its text is printed."""
    typed: tuple[Typed, ...]
    """The numbers that people typed, in the order of their marks, each with what vouches for it."""


def compare(
    accounts: Accounts, figures: Figures, statements: tuple[Statement, ...], typed: tuple[Typed, ...]
) -> Compared:
    """All comparisons of the numbers in the statements, and what vouches for each that was typed.

    ``typed`` are the numbers that people typed, in the order of their marks, which follow those of the figures.
    """
    texts = sentences.read(accounts, statements, len(figures))
    subjects = claimed.read(accounts, statements, len(figures))
    found = _relations(texts, subjects, accounts, figures)
    vouched, written = _vouched(found), _as_written(texts)
    known = (
        _known(each, written.get(mark), vouched.get(mark, "")) for mark, each in enumerate(typed, len(figures))
    )
    return Compared(found, tuple(known))


def _known(each: Typed, number: Number | None, confirmed: str) -> Typed:
    """A typed number with its unit and what vouches for it; one outside every sentence is part of a name."""
    if number is None:
        return replace(each, is_name=True)
    return replace(each, text=number.words, confirmed=confirmed, is_name=number.mention.kind is NumberKind.NAME)


def _as_written(texts: tuple[Prose, ...]) -> Mapping[int, Number]:
    """Every number of the texts that has a mark, by its mark."""
    numbers = (number for text in texts for number in text.numbers)
    return {number.mention.serial: number for number in numbers if number.mention.serial is not None}


def _relations(
    texts: tuple[Prose, ...], subjects: tuple[SubjectText, ...], accounts: Accounts, figures: Figures
) -> tuple[Relation, ...]:
    names = named.name_figures(accounts, figures)
    found = chain(
        repeats.same_sentences(texts),
        repeats.same_names(texts),
        named.beside_its_name(texts, names),
        repeats.same_sizes(texts),
        repeats.same_pairs(texts),
        named.near_a_figure(texts, names),
        chain.from_iterable(map(among_claims, subjects)),
        malformed.forms(texts),
        years.years(texts, accounts.department.year),
    )
    return tuple(_settled(_each_once(found)))


def _each_once(found: Iterable[Relation]) -> Iterator[Relation]:
    """The comparisons, each once: a text that a tag prints in several places is compared in each of them."""
    seen = set()
    for relation in found:
        key = relation.code, relation.holds, relation.number.mention.serial, relation.message
        if key not in seen:
            seen.add(key)
            yield relation


def _settled(found: Iterable[Relation]) -> Iterator[Relation]:
    """The comparisons without doubts that nothing comes of.

    A number that only looks like another is left alone where something vouches for it, and each slip is told once.
    """
    held = list(found)
    sure = _vouched(held)
    yield from (each for each in held if each.holds)
    doubts = [each for each in held if not each.holds and each.code != ROUNDED]
    yield from told_once(
        each for each in doubts if each.code != named.NEAR or each.number.mention.serial not in sure
    )
    wrong = {origin(number) for each in doubts for number in each.numbers}
    yield from (each for each in held if each.code == ROUNDED and origin(each.number) not in wrong)


def _vouched(found: Iterable[Relation]) -> Mapping[int | None, str]:
    """What a number agrees with, by its mark; a number that agrees with nothing is not there."""
    marks: dict[int | None, str] = {}
    for relation in found:
        if relation.holds:
            for number in (relation.number, *relation.others):
                marks.setdefault(number.mention.serial, relation.against)
    return marks
