"""Blocks -> the text of the report as HTML in which every number leads back to where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from juesuan import mentions, phrases
from juesuan.blocks import Block, Heading, Paragraph, Picture, Table, TableCell
from juesuan.origins import OPEN, UNLINKED, Origin

_HIGHEST, _LOWEST = 3, 6
"""The headings of the report stand below those of the page."""
_CENTRED = {
    "封面单位", "封面标题", "封面日期", "caption", "题注", "图题", "表题", "附件标题", "附件副标题", "附件单位",
}  # fmt: skip
_ABOVE_CONTENTS = "目录标题"
ENDS = "。；！？\n"
"""What ends a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
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
class Written:
    """The text, and what stands in it."""

    html: Markup
    places: dict[int, list[Place]]
    """Every place of a number, by its serial."""
    words_of_form: int
    """How many numbers carry no mark: they are words of the form."""


@dataclass(frozen=True, slots=True)
class _Writer:
    origins: Sequence[Origin]
    places: dict[int, list[Place]] = field(default_factory=dict)
    of_form: list[str] = field(default_factory=list)

    def block(self, block: Block) -> Iterator[str]:
        """Nothing for what has no text of its own, such as the contents."""
        if isinstance(block, Heading):
            tag = f"h{min(block.level + _HIGHEST - 1, _LOWEST)}"
            yield f'<{tag} data-level="{block.level}">{self.words(block.text)}</{tag}>'
        elif isinstance(block, Paragraph) and block.style != _ABOVE_CONTENTS and block.text.strip():
            yield f"<p{_face(block)}>{self.words(block.text)}</p>"
        elif isinstance(block, Picture):
            yield f'<p class="picture"><span>图</span>{escape(phrases.plain(block.alt))}</p>'
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
        plain, spans = phrases.unmarked(text)
        pieces, done = [], 0
        for start, end, serial in spans:
            pieces += [self.form(plain[done:start]), self.number(Place(serial, "", plain, start, end))]
            done = end
        return "".join((*pieces, self.form(plain[done:])))

    def number(self, place: Place) -> str:
        found = self.places.setdefault(place.serial, [])
        anchor = f"n{place.serial}-{len(found) + 1}"
        found.append(Place(place.serial, anchor, place.paragraph, place.start, place.end))
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


def write(blocks: Sequence[Block], origins: Sequence[Origin]) -> Written:
    """The text with every number in its look; ``origins`` in the order of the serials."""
    writer = _Writer(origins)
    html = Markup("\n".join(piece for block in blocks for piece in writer.block(block)))  # noqa: S704  # escaped above
    return Written(html, writer.places, len(writer.of_form))


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
