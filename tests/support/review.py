"""A review copy made in a test, and what stands in one: its comments, and the report without them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from charts.data import Drawing
from juesuan import checks, reading
from juesuan.figures import chart_data, derive, provenance, public_tables
from juesuan.figures.provenance import Origin
from juesuan.model import editions, identity
from juesuan.model.document import Block, Heading, Paragraph, Table
from juesuan.model.identity import About
from juesuan.model.problems import Problem
from juesuan.ooxml import blocks
from juesuan.ooxml.package import WordFile
from juesuan.word import attachments, fill, finish, public_part, review_copy
from juesuan.word.finish import Draft
from juesuan.word.review_copy import ReviewCopies
from juesuan.wording import vocabulary
from tests.support import word_files

W = f"{{{word_files.W}}}"
AUTHOR = About("题", "决算有据", datetime(2022, 9, 9, 8, 30, tzinfo=UTC))
"""Who comments in the copies of these tests, and when."""
COMMENTS = "word/comments.xml"
_MARKS = [W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]


class Made(Struct, frozen=True, dict=True):
    """A report on its way, and its review copy."""

    filled: WordFile
    """With the marks around its numbers."""
    draft: Draft
    about: About
    numbers: Sequence[Origin]
    problems: Sequence[Problem]

    @cached_property
    def clean(self) -> bytes:
        return finish.pack(self.draft, self.about)

    @cached_property
    def copies(self) -> ReviewCopies:
        return review_copy.copies(self.draft, self.numbers, self.problems, AUTHOR)

    @property
    def copy(self) -> bytes:
        """The one with a comment at every number."""
        return self.copies.full


def made(folder: Path) -> Made:
    """From the inputs in a folder, without charts."""
    given = reading.given(folder)
    accounts, last, noticed = reading.years(given)
    figures = derive.derive(accounts)
    words = vocabulary.build(accounts, figures)
    evidence = checks.gather(accounts, figures, words, last)
    drawings = {
        chart.name: Drawing(chart.name, "图略", b"", b"", 0, 0) for chart in chart_data.charts(accounts, figures)
    }
    edition = editions.of(given, accounts.department.edition.text)
    filled = public_part.append(
        attachments.inlay(
            fill.render(edition.template, words.tags, drawings), words.attachments, edition.template.name
        ),
        public_tables.part(accounts, figures, edition.tables),
    )
    about = identity.about(accounts)
    problems = checks.with_idle(evidence, checks.explained(evidence, (*noticed, *checks.run(evidence))))
    numbers = provenance.numbers(provenance.origins(figures), evidence.typed, problems)
    return Made(filled, finish.finish(filled, drawings, about), about, numbers, problems)


def paragraphs(read: Sequence[Block]) -> Iterator[str]:
    """The text of every heading, paragraph and paragraph of a cell."""
    for block in read:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (each.text for row in block.rows for cell in row for each in cell.paragraphs)


def marked(made: Made) -> Iterator[str]:
    """The paragraphs of the filled file, with their marks."""
    return paragraphs(blocks.of(made.filled))


# ---- what stands in a copy


def root(data: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(word_files.parts(data)[name])


def comments(data: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """The words each comment at a number stands at and its lines, in the order of the text."""
    return [each for each in every_comment(data) if not each[1][0].startswith("审核稿：")]


def every_comment(data: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """The same with the comment that says what the copy is; all marks must fit."""
    listed = {each.get(W + "id"): tuple(map(_words, each.iter(W + "p"))) for each in root(data, COMMENTS)}
    found, opened = [], dict[str, str]()
    closed: dict[str, str] = {}
    for each in root(data).iter(*_MARKS, W + "t"):
        key = each.get(W + "id", "")
        if each.tag == W + "t":
            opened = {key: words + (each.text or "") for key, words in opened.items()}
        elif each.tag == _MARKS[0]:
            assert key not in opened
            opened[key] = ""
        elif each.tag == _MARKS[1]:
            closed[key] = opened.pop(key)
        else:
            found.append((closed.pop(key), listed.pop(key)))
    assert (opened, closed, listed) == ({}, {}, {})
    return found


def _words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


def faces(data: bytes) -> list[object]:
    """Every paragraph's properties and its contents, text letter by letter in its face; comments left out."""
    tree = root(data)
    for mark in [each for tag in _MARKS for each in tree.iter(tag)]:
        gone = mark.getparent() if mark.tag == _MARKS[2] else mark
        gone.getparent().remove(gone)
    return [_paragraph(each) for each in tree.iter(W + "p")]


def _paragraph(paragraph: Any) -> object:
    rest = [xml(each) for each in paragraph if each.tag != W + "r"]
    pieces = [(xml(run.find(W + "rPr")), _piece(child)) for run in paragraph.iter(W + "r")
              for child in run if child.tag != W + "rPr"]  # fmt: skip
    return rest if paragraph.find(W + "hyperlink") is None else [], [
        (face, "".join(words for _, words in group)) for face, group in groupby(pieces, key=lambda piece: piece[0])
    ]


def _piece(child: Any) -> str:
    return child.text or "" if child.tag == W + "t" else xml(child)


def xml(element: Any) -> str:
    """Canonical, to be compared; empty for none."""
    return "" if element is None else etree.tostring(element, method="c14n", with_tail=False).decode()
