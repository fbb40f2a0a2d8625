"""The sentences of a report against those of its form: which tag was printed as which words, and where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan.claims.printed.sections import NumberedLine
from juesuan.wording.folded_line import FoldedLine, folded
from juesuan.wording.form_sentences import FormParagraph, FormPattern

_LONGEST = 8000
"""Letters of a line that is compared with a form; texts of the department may be longer."""
_SENTENCES = re.compile(r"[^。]*。|[^。]+")
_YEARS, _OTHERWISE = re.compile(r"(20\d\d)年"), re.compile("上年|去年|同期|预算|计划|预计|其他单位")
ROUNDS = 1000
"""Rounds of a list in one line; the rounds of the next line are numbered on from there."""


@dataclass(frozen=True, slots=True)
class PrintedTag:
    """A tag of the form with what stands in its place."""

    name: str
    words: str
    place: str
    round: int = -1
    """The number of the round of its list, by which the tags of one item belong together; -1 outside of lists."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a line of the report gives."""

    tags: tuple[PrintedTag, ...] = ()
    unread: tuple[str, ...] = ()
    """The sentences of it that the form has not."""
    of_other_years: tuple[str, ...] = ()
    """The sentences that the form has, of other years."""
    paragraph: FormParagraph | None = None
    """The paragraph of the form that the line is, as a whole or in some of its sentences."""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class FormReader:
    """The paragraphs of the form in one section, and the year of the report."""

    paragraphs: Sequence[FormParagraph]
    year: int

    def match(self, line: NumberedLine) -> Match:
        """What a line gives: as one of the paragraphs, or else sentence by sentence."""
        letters = folded(line.text)
        if len(letters.text) > _LONGEST:
            return Match(unread=(line.text,))
        for each in self.paragraphs:
            tags = _tags(each.whole, each.of_list, letters, (0, len(letters.text)), line) if each.whole else None
            if tags is not None and self._is_of_year(tags):
                return Match(tuple(tags), paragraph=each, is_whole=True)
        return self._by_sentences(letters, line)

    def _by_sentences(self, letters: FoldedLine, line: NumberedLine) -> Match:
        tags: list[PrintedTag] = []
        unread: list[str] = []
        others: list[str] = []
        known: FormParagraph | None = None
        for piece in _SENTENCES.finditer(letters.text):
            paragraph, found = self._sentence(letters, piece.span(), line)
            words = letters.original(*piece.span())
            if paragraph and not self._is_of_year(found):
                others.append(words)
            elif paragraph:
                tags += found
                known = paragraph
            else:
                by_words, found = self._by_leads(letters, piece.span(), line)
                tags += found
                known = by_words or known
                unread.append(words)
        return Match(tuple(tags), tuple(unread), tuple(others), known)

    def _is_of_year(self, tags: Sequence[PrintedTag]) -> bool:
        """Whether the years in a sentence are those of the report."""
        years = {"年度": str(self.year), "上年度": str(self.year - 1)}
        return all(each.words == years.get(each.name, each.words) for each in tags)

    def _speaks_of_year(self, before: str) -> bool:
        """Whether an amount behind these words of its sentence is of the report's year, and no budget or plan."""
        years = _YEARS.findall(before)
        return (not years or years[-1] == str(self.year)) and not _OTHERWISE.search(before)

    def _sentence(
        self, letters: FoldedLine, span: tuple[int, int], line: NumberedLine
    ) -> tuple[FormParagraph | None, list[PrintedTag]]:
        """The paragraph of the form that has a sentence, and its tags; of the right year where one is."""
        other: tuple[FormParagraph | None, list[PrintedTag]] = (None, [])
        for paragraph in self.paragraphs:
            for pattern in paragraph.sentences:
                tags = _tags(pattern, paragraph.of_list, letters, span, line)
                if tags is not None and self._is_of_year(tags):
                    return paragraph, tags
                other = (paragraph, tags) if tags is not None else other
        return other

    def _by_leads(
        self, letters: FoldedLine, span: tuple[int, int], line: NumberedLine
    ) -> tuple[FormParagraph | None, list[PrintedTag]]:
        """The amounts in a sentence that stand behind words of the form which lead to one tag only."""
        by_amount: dict[int, list[tuple[FormParagraph, list[PrintedTag]]]] = {}
        for paragraph in self.paragraphs:
            for pattern in paragraph.leads:
                for found in pattern.regex.finditer(letters.text, *span):
                    if not self._speaks_of_year(letters.text[span[0] : found.start()]):
                        continue
                    tags = list(_named(pattern, found, letters, "", line))
                    by_amount.setdefault(found.end(), []).append((paragraph, tags))
        sure = [
            each[0]
            for each in by_amount.values()
            if len({tags[-1].name for _, tags in each}) == 1 and self._is_of_year(each[0][1])
        ]
        return (sure[0][0] if sure else None), [tag for _, tags in sure for tag in tags]


def _tags(
    pattern: FormPattern, of_list: str, letters: FoldedLine, span: tuple[int, int], line: NumberedLine
) -> list[PrintedTag] | None:
    """The tags of a pattern in a stretch of the letters; None where it is not the whole stretch."""
    found = pattern.regex.fullmatch(letters.text, *span)
    if found is None:
        return None
    made = list(_named(pattern, found, letters, of_list, line))
    for group, one in pattern.rounds.items():
        if found[group]:
            made += _rounds(one, letters, found.span(group), line)
    return made


def _named(
    pattern: FormPattern, found: re.Match[str], letters: FoldedLine, of_list: str, line: NumberedLine
) -> Iterator[PrintedTag]:
    for group, name in pattern.tags.items():
        if found[group]:
            is_listed = bool(of_list) and (name == of_list or name.startswith(f"{of_list}."))
            number = line.number * ROUNDS if is_listed else -1
            yield PrintedTag(name, letters.original(*found.span(group)), line.place, number)


def _rounds(
    one: FormPattern, letters: FoldedLine, span: tuple[int, int], line: NumberedLine
) -> Iterator[PrintedTag]:
    """The tags of each round of a list that stands in a sentence."""
    for number, found in enumerate(one.regex.finditer(letters.text, *span)):
        for group, name in one.tags.items():
            if found[group]:
                words = letters.original(*found.span(group))
                yield PrintedTag(name, words, line.place, line.number * ROUNDS + number)
