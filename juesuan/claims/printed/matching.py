"""The sentences of a report against those of its form: which tag was printed as which words, and where."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from juesuan.claims.printed.sections import NumberedLine
from juesuan.wording.folded_line import FoldedLine, folded
from juesuan.wording.form_sentences import FormParagraph, FormPattern
from juesuan.wording.template import TAG

_LONGEST = 8000
"""Letters of a line that is compared with a form; texts of the department may be longer."""
_SENTENCES = re.compile(r"[^。]*。|[^。]+")
_YEARS, _OTHERWISE = re.compile(r"(20\d\d)年"), re.compile("上年|去年|同期|预算|计划|预计|其他单位")
ROUNDS = 1000
"""Rounds of a list in one line; the rounds of the next line are numbered on from there."""


class PrintedTag(Struct, frozen=True):
    """A tag of the form with what stands in its place."""

    name: str
    words: str
    place: str
    round: int = -1
    """The number of the round of its list, by which the tags of one item belong together; -1 outside of lists."""


class Match(Struct, frozen=True):
    """What a line of the report gives."""

    tags: tuple[PrintedTag, ...] = ()
    unread: tuple[str, ...] = ()
    """The sentences of it that the form has not."""
    known: frozenset[str] = frozenset()
    """Those of them all of whose numbers were known by the words before them."""
    of_other_years: tuple[str, ...] = ()
    """The sentences that the form has, of other years."""
    paragraph: FormParagraph | None = None
    """The paragraph of the form that the line is, as a whole or in some of its sentences."""
    is_whole: bool = False
    own: str = ""
    """The line as a template of the department's own would have it, its figures as tags; empty where it cannot."""


class FormReader(Struct, frozen=True):
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
        stands_for: FormParagraph | None = None
        own: list[str] = []
        read = set[str]()
        for piece in _SENTENCES.finditer(letters.text):
            paragraph, found, source = self._sentence(letters, piece.span(), line)
            own.append(source)
            words = letters.original(*piece.span())
            if paragraph and not self._is_of_year(found):
                others.append(words)
            elif paragraph:
                tags += found
                stands_for = paragraph
            else:
                by_words, found, own[-1] = self._by_leads(letters, piece.span(), line)
                tags += found
                stands_for = by_words or stands_for
                unread.append(words)
                read |= {words} if own[-1] else set()
        offered = "".join(own) if all(own) else ""
        return Match(tuple(tags), tuple(unread), frozenset(read), tuple(others), paragraph=stands_for, own=offered)

    def _is_of_year(self, tags: Sequence[PrintedTag]) -> bool:
        """Whether the years in a sentence are those of the report."""
        years = {"年度": str(self.year), "上年度": str(self.year - 1)}
        return all(each.words == years.get(each.name, each.words) for each in tags)

    def _speaks_of_year(self, before: str, tags: Sequence[PrintedTag]) -> bool:
        """Whether an amount behind these words of its paragraph is of the report's year, and no budget or plan.

        One with its year right before it is of that.
        """
        *_, sentence = before.split("。")
        years = _YEARS.findall(before)
        has_year = any(each.name in {"年度", "上年度"} for each in tags)
        return not _OTHERWISE.search(sentence) and (has_year or not years or years[-1] == str(self.year))

    def _sentence(
        self, letters: FoldedLine, span: tuple[int, int], line: NumberedLine
    ) -> tuple[FormParagraph | None, list[PrintedTag], str]:
        """The paragraph of the form that has a sentence, its tags and words; of the right year where one is."""
        other: tuple[FormParagraph | None, list[PrintedTag], str] = (None, [], "")
        for paragraph in self.paragraphs:
            for pattern in paragraph.sentences:
                tags = _tags(pattern, paragraph.of_list, letters, span, line)
                if tags is not None and self._is_of_year(tags):
                    return paragraph, tags, pattern.source
                other = (paragraph, tags, "") if tags is not None else other
        return other

    def _by_leads(
        self, letters: FoldedLine, span: tuple[int, int], line: NumberedLine
    ) -> tuple[FormParagraph | None, list[PrintedTag], str]:
        """The amounts in a sentence that stand behind words of the form which lead to one tag only; own words."""
        by_amount: dict[tuple[int, int], list[tuple[FormParagraph, list[PrintedTag]]]] = {}
        for paragraph in self.paragraphs:
            for pattern in paragraph.leads:
                for found in pattern.regex.finditer(letters.text, *span):
                    tags = list(_named(pattern, found, letters, "", line))
                    before = letters.text[: found.start()]
                    if not (self._is_of_year(tags) and self._speaks_of_year(before, tags)):
                        continue
                    by_amount.setdefault(found.span(list(pattern.tags)[-1]), []).append((paragraph, tags))
        sure = {at: each[0] for at, each in by_amount.items() if len({tags[-1].name for _, tags in each}) == 1}
        if not sure:
            return None, [], ""
        own = self._as_template(letters, span, {at: tags[-1].name for at, (_, tags) in sure.items()})
        return next(iter(sure.values()))[0], [tag for _, tags in sure.values() for tag in tags], own

    def _as_template(
        self, letters: FoldedLine, span: tuple[int, int], names: Mapping[tuple[int, int], str]
    ) -> str:
        """A sentence with its amounts and years as tags; empty where any other number is left in it."""
        done, pieces = span[0], list[str]()
        for (start, end), name in sorted(names.items()):
            pieces += [self._years_as_tags(letters.original(done, start)), f"{{{{ {name} }}}}"]
            done = end
        pieces.append(self._years_as_tags(letters.original(done, span[1])))
        is_whole = not any(re.search(r"[\d{}]", TAG.sub("", each)) for each in pieces)
        return "".join(pieces) if is_whole else ""

    def _years_as_tags(self, words: str) -> str:
        years = {self.year: "年度", self.year - 1: "上年度"}
        return re.sub(r"20\d\d(?=年)", lambda found: f"{{{{ {years[int(found[0])]} }}}}"
                      if int(found[0]) in years else found[0], words)  # fmt: skip


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
