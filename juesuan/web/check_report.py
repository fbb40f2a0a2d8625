"""Blocks -> the text of the report as HTML in which every number leads back to where it comes from."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

import jinja2
from markupsafe import Markup, escape

from juesuan.figures import mentions, provenance
from juesuan.figures.provenance import EXPLAINED, OPEN, UNLINKED, Origin
from juesuan.model import values
from juesuan.model.chinese import ENDS
from juesuan.model.document import Block, Heading, Paragraph, Picture, Table, TableCell
from juesuan.model.identity import About
from juesuan.model.problems import Problem, RuleWords, Severity
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.values import Figures
from juesuan.model.written_text import Typed
from juesuan.wording import html_templates

_HIGHEST, _LOWEST = 3, 6
"""The headings of the report stand below those of the page."""
_CENTRED = {
    "封面单位", "封面标题", "封面日期", "caption", "题注", "图题", "表题", "附件标题", "附件副标题", "附件单位",
}  # fmt: skip
_ABOVE_CONTENTS = "目录标题"


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a number stands in the text."""

    serial: int
    anchor: str
    paragraph: str
    start: int
    end: int

    @property
    def sentence(self) -> tuple[int, int]:
        """Where the sentence around it begins and ends in the paragraph."""
        begin = max(self.paragraph.rfind(mark, 0, self.start) for mark in ENDS) + 1
        ends = [at for mark in ENDS if (at := self.paragraph.find(mark, self.end)) >= 0]
        return begin, min(ends, default=len(self.paragraph) - 1) + 1


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text, and what stands in it."""

    html: Markup
    places: dict[int, list[NumberPlace]]
    """Every place of a number, by its serial."""
    words_of_form: int
    """How many numbers carry no mark: they are words of the form."""


@dataclass(frozen=True, slots=True)
class _Writer:
    origins: Sequence[Origin]
    places: dict[int, list[NumberPlace]] = field(default_factory=dict)
    of_form: list[str] = field(default_factory=list)

    def block(self, block: Block) -> Iterator[str]:
        """Nothing for what has no text of its own, such as the contents."""
        if isinstance(block, Heading):
            tag = f"h{min(block.level + _HIGHEST - 1, _LOWEST)}"
            yield f'<{tag} data-level="{block.level}">{self.words(block.text)}</{tag}>'
        elif isinstance(block, Paragraph) and block.style != _ABOVE_CONTENTS and block.text.strip():
            yield f"<p{_face(block)}>{self.words(block.text)}</p>"
        elif isinstance(block, Picture):
            yield f'<p class="picture"><span>图</span>{escape(values.plain(block.alt))}</p>'
        elif isinstance(block, Table):
            yield from self.table(block)

    def table(self, table: Table) -> Iterator[str]:
        yield '<div class="wide" tabindex="0" role="region" aria-label="报告中的表格"><table>'
        shares = (f'<col style="width:{100 * width / sum(table.widths):.1f}%">' for width in table.widths)
        yield f"<colgroup>{''.join(shares)}</colgroup>"
        heads, body = table.rows[: table.heads], table.rows[table.heads :]
        for part, tag, rows in (("thead", "th", heads), ("tbody", "td", body)):
            if rows:
                cells = ("".join(self.cell(cell, tag) for cell in row) for row in rows)
                yield f"<{part}><tr>{'</tr><tr>'.join(cells)}</tr></{part}>"
        yield "</table></div>"

    def cell(self, cell: TableCell, tag: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        words = "<br>".join(self.words(paragraph.text) for paragraph in cell.paragraphs)
        return f"<{tag}{scope}{columns}{rows}>{words}</{tag}>"

    def words(self, text: str) -> str:
        """A paragraph with its numbers marked up."""
        plain, spans = values.unmarked(text)
        pieces, done = [], 0
        for start, end, serial in spans:
            pieces += [self.form(plain[done:start]), self.number(NumberPlace(serial, "", plain, start, end))]
            done = end
        return "".join((*pieces, self.form(plain[done:])))

    def number(self, place: NumberPlace) -> str:
        found = self.places.setdefault(place.serial, [])
        anchor = f"n{place.serial}-{len(found) + 1}"
        found.append(NumberPlace(place.serial, anchor, place.paragraph, place.start, place.end))
        words = escape(place.paragraph[place.start : place.end])
        look = _look(self.origins[place.serial])
        return f'<span class="n{look}" id="{anchor}" data-n="{place.serial}" tabindex="0">{words}</span>'

    def form(self, text: str) -> str:
        """Words of the form, or of a person, without a mark; a number among them gets a quiet look."""
        pieces, done = [], 0
        for start, end in mentions.numbers(text):
            self.of_form.append(text[start:end])
            pieces += [escape(text[done:start]), f'<span class="form">{text[start:end]}</span>']
            done = end
        return "".join((*pieces, escape(text[done:])))


def write(blocks: Sequence[Block], origins: Sequence[Origin]) -> MarkedText:
    """The text with every number in its look; ``origins`` in the order of the serials."""
    writer = _Writer(origins)
    html = Markup("\n".join(piece for block in blocks for piece in writer.block(block)))  # noqa: S704  # escaped above
    return MarkedText(html, writer.places, len(writer.of_form))


def _look(origin: Origin) -> str:
    looks = (
        ("typed", origin.is_typed),
        ("named", origin.is_name),
        (UNLINKED, UNLINKED in origin.tags),
        ("doubtful", OPEN in origin.tags),
    )
    return "".join(f" {name}" for name, holds in looks if holds)


def _face(block: Paragraph) -> str:
    return ' class="centred"' if block.style in _CENTRED else ""


_STANDINGS = (*(severity.value for severity in Severity), EXPLAINED)


@dataclass(frozen=True, slots=True)
class Verification:
    """All that the page tells of."""

    about: About
    problems: tuple[Problem, ...]
    figures: Figures
    """A figure's serial is its place."""
    typed: tuple[Typed, ...]
    """Their marks follow those of the figures."""
    blocks: tuple[Block, ...]
    """The Word file with the marks still around its numbers, see ``joined``."""
    rules: tuple[RuleWords, ...]
    sources: Mapping[str, str]
    """Name of each input file to the short hash of what it held."""


@dataclass(frozen=True, slots=True)
class UnseenSentence:
    """A sentence with numbers that nothing vouches for."""

    cell: str
    """Where it was written."""
    pieces: tuple[tuple[str, str], ...]
    """Its words in order; those of such a number with their anchor in the text."""


def joined(marked: Iterable[Block], finished: Iterable[Block]) -> tuple[Block, ...]:
    """The marked blocks, but captions with their numbers and pictures with their words, as the finished file.

    Both are read from the same report: block by block they stand for the same thing.
    """
    return tuple(
        last if _is_finished_later(first, last) else first for first, last in zip(marked, finished, strict=True)
    )


def _is_finished_later(first: Block, last: Block) -> bool:
    if isinstance(first, Paragraph) and isinstance(last, Paragraph):
        return values.plain(first.text) != last.text
    return isinstance(last, Picture)


def page(found: Verification) -> str:
    """The HTML page; the same inputs give the same bytes."""
    numbers = provenance.origins(found.figures, found.typed, found.problems)
    text = write(found.blocks, numbers)
    return _template().render(
        about=found.about,
        groups=_groups(found.problems),
        counts=_counts(found, text),
        text=text,
        figures=numbers[: len(found.figures)],
        unlinked=tuple(_unlinked(numbers, text)),
        rules={rule.code: rule for rule in found.rules},
        sources=found.sources,
        data=_data(numbers, found.problems),
    )


@cache
def _template() -> jinja2.Template:
    environment = html_templates.environment()
    environment.globals |= {"style": _part("verification.css"), "script": _part("verification.js")}
    return environment.get_template("verification.html")


def _part(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704  # our own file


def _groups(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The problems by standing: what is open first, what is explained last."""
    groups: dict[str, list[Problem]] = {name: [] for name in _STANDINGS}
    for problem in problems:
        groups[provenance.standing(problem)].append(problem)
    return groups


def _counts(found: Verification, text: MarkedText) -> dict[str, int]:
    """What the verdict says in numbers."""
    return {
        "open": sum(problem.is_open for problem in found.problems),
        "figures": len(found.figures),
        "printed": sum(serial < len(found.figures) for serial in text.places),
        "confirmed": sum(bool(number.confirmed) for number in found.typed),
        "unlinked": sum(number.is_unlinked for number in found.typed),
        "named": sum(number.is_name and not number.confirmed for number in found.typed),
        "form": text.words_of_form,
    }


def _unlinked(numbers: Iterable[Origin], text: MarkedText) -> Iterator[UnseenSentence]:
    """The sentences of the numbers that nothing vouches for, each where it stands first; the unprinted last."""
    alone = [number for number in numbers if provenance.UNLINKED in number.tags]
    printed = [(number, text.places[number.serial][0]) for number in alone if number.serial in text.places]
    for (cell, paragraph, (begin, end)), group in groupby(printed, _sentence_of):
        yield UnseenSentence(cell, tuple(_pieces(paragraph, begin, end, [place for _, place in group])))
    for number in alone:
        if number.serial not in text.places:
            yield UnseenSentence(number.cells[0], ((f"{number.printed}（没有印出）", ""),))


def _sentence_of(each: tuple[Origin, NumberPlace]) -> tuple[str, str, tuple[int, int]]:
    number, place = each
    return number.cells[0], place.paragraph, place.sentence


def _pieces(paragraph: str, begin: int, end: int, places: Sequence[NumberPlace]) -> Iterator[tuple[str, str]]:
    done = begin
    for place in sorted(places, key=lambda place: place.start):
        yield paragraph[done : place.start], ""
        yield paragraph[place.start : place.end], place.anchor
        done = place.end
    yield paragraph[done:end], ""


def _data(numbers: Iterable[Origin], problems: Iterable[Problem]) -> Markup:
    """What the script shows when a number is pointed at, as JSON that cannot end its element."""
    told = [f"{provenance.standing(problem)} {problem.code}：{problem.message}" for problem in problems]
    content = {"numbers": [_shown(number) for number in numbers], "problems": told}
    words = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Markup(words.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def _shown(number: Origin) -> dict[str, Any]:
    """The fields of a number that say something."""
    fields = {
        "name": number.name,
        "printed": number.printed,
        "value": number.value + number.unit,
        "rule": number.rule,
        "cells": number.cells,
        "last": number.last,
        "confirmed": number.confirmed,
        "named": number.is_name,
        "problems": number.problems,
        "tags": number.tags,
    }
    return {name: value for name, value in fields.items() if value}
