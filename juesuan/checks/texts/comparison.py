"""All comparisons of all texts, and what vouches for each number that a person typed."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checks.texts import (
    against_figures,
    claimed,
    figure_names,
    malformed,
    nearly_figures,
    repeats,
    said,
    sentence_forms,
    spelling,
    years,
)
from juesuan.checks.texts.among_claims import ROUNDED, among_claims
from juesuan.checks.texts.claimed import SubjectText, WrittenNumber
from juesuan.checks.texts.relation import Relation, origin
from juesuan.checks.texts.told_once import told_once
from juesuan.figures.mentions import NumberKind
from juesuan.model.accounts import Accounts
from juesuan.model.values import Figures
from juesuan.model.written_text import Statement, Typed


class Compared(Struct, frozen=True):
    """What the comparison of all texts has brought."""

    relations: tuple[Relation, ...]
    """The comparisons, in the order of the rules; each once, however often its text is printed."""
    typed: tuple[Typed, ...]
    """The numbers that people typed, in the order of their marks, each with what vouches for it."""


def compare(
    accounts: Accounts,
    figures: Figures,
    statements: tuple[Statement, ...],
    typed: tuple[Typed, ...],
    form: Iterable[str] = (),
) -> Compared:
    """All comparisons of the numbers in the statements, and what vouches for each that was typed.

    ``typed`` are the numbers that people typed, in the order of their marks, which follow those of the figures;
    ``form`` are the sentences of the form, filled, their figures in marks.
    """
    texts = claimed.read(accounts, statements, len(figures))
    found = _relations(texts, (accounts, figures, form))
    vouched, written = _vouched(found), _as_written(texts)
    known = (
        _known(each, written.get(mark), vouched.get(mark, "")) for mark, each in enumerate(typed, len(figures))
    )
    return Compared(
        found,
        said.with_sentences(tuple(known), (number for text in texts for number in text.numbers), len(figures)),
    )


def _known(each: Typed, number: WrittenNumber | None, confirmed: str) -> Typed:
    """A typed number with its unit and what vouches for it; one outside every sentence is part of a name."""
    if number is None:
        return replace(each, is_name=True)
    return replace(each, text=number.words, confirmed=confirmed, is_name=number.mention.kind is NumberKind.NAME)


def _as_written(texts: tuple[SubjectText, ...]) -> Mapping[int, WrittenNumber]:
    """Every number of the texts that has a mark, by its mark."""
    numbers = (number for text in texts for number in text.numbers)
    return {number.mention.serial: number for number in numbers if number.mention.serial is not None}


def _relations(
    texts: tuple[SubjectText, ...],
    known: tuple[Accounts, Figures, Iterable[str]],
) -> tuple[Relation, ...]:
    accounts, figures, form = known
    spelt = spelling.of(accounts)
    names = figure_names.name_figures(accounts, figures, spelt)
    forms = sentence_forms.sentence_forms(form, figures, spelt)
    found = chain(
        repeats.same_sentences(texts),
        repeats.same_names(texts),
        against_figures.beside_their_names(texts, names, forms),
        repeats.same_sizes(texts),
        repeats.same_pairs(texts),
        nearly_figures.near_a_figure(texts, names, spelt),
        chain.from_iterable(map(among_claims, texts)),
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
    sure = _vouched(held), _vouched(each for each in held if each.code == against_figures.NAMED)
    yield from (each for each in held if each.holds)
    open_ = [each for each in held if not each.holds and not _is_idle(each, *sure)]
    doubts = [each for each in open_ if each.code != ROUNDED]
    yield from told_once(doubts)
    wrong = {origin(number) for each in doubts for number in each.numbers}
    yield from (each for each in open_ if each.code == ROUNDED and origin(each.number) not in wrong)


def _is_idle(doubt: Relation, sure: Mapping[int | None, str], by_figures: Mapping[int | None, str]) -> bool:
    """Whether a number only looks like a figure and something vouches for it, or the doubt is the workbook's.

    Where every number is the figure that it is called by, what they do not make of each other is for the rules on
    the tables, which name the cells. How a single number is written, or what words say of numbers, is nobody
    else's to tell.
    """
    if doubt.code == nearly_figures.NEAR and doubt.number.mention.serial in sure:
        return True
    return (
        not doubt.is_of_words
        and len(doubt.numbers) > 1
        and all(each.mention.serial in by_figures for each in doubt.numbers)
    )


def _vouched(found: Iterable[Relation]) -> Mapping[int | None, str]:
    """What a number agrees with, by its mark; a number that agrees with nothing is not there."""
    marks: dict[int | None, str] = {}
    for relation in found:
        if relation.holds:
            for number in (relation.number, *relation.others):
                marks.setdefault(number.mention.serial, relation.against)
    return marks
