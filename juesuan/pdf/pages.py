"""Blocks -> the HTML page that the PDF is laid out from; how it looks is left to the stylesheet."""

from collections.abc import Iterable, Iterator, Mapping

import jinja2
from markupsafe import Markup, escape
from msgspec import Struct

from juesuan.model import raised, table_grid, table_rows
from juesuan.model.document import Block, Contents, Heading, Paragraph, Picture, SectionEnd, Table, TableCell
from juesuan.model.program_folders import TEMPLATES
from juesuan.ooxml import picture_size
from juesuan.ooxml.whole_picture import is_whole
from juesuan.pdf import line_breaking
from juesuan.wording import html_templates

_BODY = "正文"
_STYLES = {
    "封面单位", "封面标题", "封面日期", "目录标题", "heading 1", "heading 2", "heading 3", "heading 4",
    "正文无缩进", "caption", "题注", "图题", "图", "表题", "表格文字", "表格居中", "表格标题",
    "表格数字", "表头行", "表下说明",
    "附件标识", "附件单位", "附件标题", "附件副标题", "附件一级标题", "附件二级标题", "附件三级标题",
    "附件落款",
}  # fmt: skip
_UNIT, _LETTERS_OF_THE_COVER = "封面单位", 200
"""What more than fills its room on the cover is not moved down in it: that takes the square of its length."""
_NEW_PAGE = {"heading 1", "附件标识"}
_FRONT = {"cover": "封面", "contents": "目录"}
_LOWEST_HEADING = 4
_LOWEST_TAG = 6
_TEXT_WIDTH, _WIDE_WIDTH = 8844, 12756
"""The width of the text, in twentieths of a point: 156 mm on a page upright, 225 mm on one across."""

_MOST_PAGES = 1000

_RASTER = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


class Part(Struct, frozen=True):
    """Pages of one kind inside a section; each part begins on a new page."""

    face: str
    """The class of the element around it; empty for the first part of a section on pages upright."""
    text_width: int
    """The width of the text in twentieths of a point."""
    blocks: tuple[Block, ...]


class Section(Struct, frozen=True):
    """Pages that are numbered together, from 1."""

    anchor: str
    """The id of its element."""
    page: str
    """The kind of its pages in the stylesheet: cover, contents, body or body-next."""
    parts: tuple[Part, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks on all its pages, in order."""
        return tuple(block for part in self.parts for block in part.blocks)


class Page(Struct, frozen=True):
    """The HTML page that the PDF is laid out from, with the pictures and ids it uses."""

    html: str
    anchors: Mapping[str, str]
    """The id of each heading, by its bookmark."""
    sections: Mapping[str, str]
    """The word before the page numbers of each section, such as 目录 or nothing, by the id of the section."""
    pictures: Mapping[str, bytes]
    """The data of each picture, by the address under which the page asks for it."""
    names: Mapping[str, str]
    """The name of each picture for the officer, its heading and alternative text, by the same address."""
    unusable: tuple[tuple[str, Picture], ...]
    """Pictures of a kind or size that no PDF can show, with their names; their alternative text stands there."""
    shown: tuple[Picture, ...]
    """The pictures that it shows, in order, the same data as often as it stands there."""
    titles: Mapping[str, str]
    """The text of each heading, by its id."""


def page(blocks: Iterable[Block], about: Mapping[str, str]) -> Page:
    """Return the HTML page of the blocks; ``about`` holds title, author, language, created and header.

    Each element says in `data-place` which of the blocks it is, counted from 0; a row of a table says 12.3, its
    number likewise counted from 0.
    """
    given = tuple(blocks)
    sections, places = _sections(given), {id(block): number for number, block in enumerate(given)}
    flow = [block for section in sections for block in section.blocks]
    headings = [block for block in flow if isinstance(block, Heading)]
    pictures = [block for block in flow if isinstance(block, Picture)]
    sources: dict[bytes, str] = {}
    for picture in pictures:
        if _is_shown(picture.data):
            sources.setdefault(picture.data, f"picture:{len(sources) + 1}")
    names = tuple(_named(flow))
    anchors = {heading.bookmark: f"h{number}" for number, heading in enumerate(headings)}
    html = (
        _environment()
        .get_template("report.html")
        .render(
            about=about,
            sections=sections,
            headings=headings,
            anchors=anchors,
            tags=dict(_tags(headings)),
            sources=sources,
            place=lambda block: places[id(block)],
        )
    )
    return Page(
        html=html,
        anchors=anchors,
        sections={section.anchor: _FRONT.get(section.page, "") for section in sections},
        pictures={source: data for data, source in sources.items()},
        names={sources[each.data]: name for name, each in reversed(names) if each.data in sources},
        unusable=tuple((name, each) for name, each in names if each.data not in sources),
        shown=tuple(picture for picture in pictures if picture.data in sources),
        titles={anchors[heading.bookmark]: heading.text for heading in headings},
    )


def _tags(headings: Iterable[Heading]) -> Iterator[tuple[str, str]]:
    """Yield the bookmark and the tag of each heading: none is more than one level below the one before it.

    A reader for the blind goes from level to level, PDF/UA-1, 7.4.2; how it looks is left to its style.
    """
    level = 0
    for heading in headings:
        level = min(heading.level, level + 1, _LOWEST_TAG)
        yield heading.bookmark, f"h{level}"


def _is_shown(data: bytes) -> bool:
    return data.startswith(_RASTER) and not picture_size.is_huge(data) and is_whole(data)


def _named(flow: Iterable[Block]) -> Iterator[tuple[str, Picture]]:
    """Each picture, in order, with what the officer finds it by in Word."""
    heading = ""
    for block in flow:
        if isinstance(block, Heading):
            heading = f"“{block.text}”下的"
        elif isinstance(block, Picture):
            yield f"{heading}图片{f'“{block.alt}”' if block.alt else ''}", block


def stylesheet() -> str:
    """Return the stylesheet of the page, with the counter styles that it cannot hold itself."""
    return (TEMPLATES / "report.css").read_text(encoding="utf-8") + "".join(_sided_numbers())


def _sided_numbers() -> Iterator[str]:
    """Yield a counter style that prints odd page numbers only, and one that prints even ones only.

    Pages across stand among others: the stylesheet cannot count them to know on which side the number goes.
    """
    for name, first in (("odd", 1), ("even", 0)):
        symbols = (f'"— {number} —"' if number % 2 == first else '""' for number in range(1, _MOST_PAGES))
        yield f"@counter-style {name} {{ system: fixed; symbols: {' '.join(symbols)} }}\n"


def _environment() -> jinja2.Environment:
    environment = html_templates.environment()
    environment.filters |= {
        "kind": lambda block: type(block).__name__,
        "face": _face,
        "set": _set,
        "shares": _shares,
        "scopes": _scopes,
        "framed": _framed,
        "points": lambda table, width: min(sum(table.widths), width) / 20,
        "begins_page": lambda block: isinstance(block, Table) and table_rows.begins_page(block),
        "ends": lambda block: block.text.partition("\t"),
    }
    return environment


def _set(text: str) -> str:
    """Return the text as it is set in lines, its letters above and below the line in elements of their own."""
    parts = [(line_breaking.marked(words), level) for words, level in raised.parts(text)]
    if not any(level for _, level in parts):
        return line_breaking.marked(text)
    return Markup("").join(_TAGS[level].format(words) if level else escape(words) for words, level in parts)


LEVELS: Mapping[str, raised.Level] = {"sup": "superscript", "sub": "subscript"}
"""The level of letters by the tag of the element around them."""
_TAGS = {level: Markup(f"<{tag}>{{}}</{tag}>") for tag, level in LEVELS.items()}  # noqa: S704 - tags of ours


def _face(block: Paragraph | Heading) -> str:
    """Return the class of a paragraph: that of its style, or of the usual one where the style is not known."""
    style = block.style.lower() if block.style.isascii() else block.style
    if style not in _STYLES:
        style = f"heading {min(block.level, _LOWEST_HEADING)}" if isinstance(block, Heading) else _BODY
    if style == _UNIT and len(block.text) > _LETTERS_OF_THE_COVER:
        return f"{_UNIT} 长"
    return style.replace(" ", "-")


def _shares(table: Table) -> list[str]:
    """Return the widths of the columns in percent of the table, in digits with four decimals."""
    return [f"{100 * width / sum(table.widths):.4f}" for width in table.widths]


def _framed(table: Table) -> Iterator[tuple[str, bool, tuple[TableCell, ...]]]:
    """Yield each row with the classes that it has and whether its first cell stands at the left edge."""
    looks = zip(table_rows.tall(table), table_rows.kept(table), table_rows.at_edge(table), table.rows, strict=True)
    for is_tall, is_kept, at_edge, row in looks:
        named = (("tall", is_tall), ("kept", is_kept), ("edge", at_edge))
        yield " ".join(name for name, is_so in named if is_so), at_edge, row


def _scopes(row: tuple[TableCell, ...], at_edge: bool) -> list[str]:  # noqa: FBT001 - a filter of the page
    return table_grid.scopes(row, at_edge=at_edge)


def _sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Cut the blocks into sections of pages; a section of the Word file with nothing on it is left out."""
    kept: list[list[Part]] = []
    for section, end in _cut(blocks):
        if trimmed := tuple(_without_idle_lines(section)):
            if not (end.goes_on and kept):
                kept.append([])
            kept[-1].append(_part(trimmed, end, is_first=not kept[-1]))
    return tuple(
        Section(f"s{number}", _page_name(parts, number), tuple(parts))
        for number, parts in enumerate(kept or [[Part("", _TEXT_WIDTH, ())]])
    )


def _cut(blocks: tuple[Block, ...]) -> Iterator[tuple[list[Block], SectionEnd]]:
    """Yield the blocks of each section of the Word file, with the end of the section."""
    section: list[Block] = []
    for block in blocks:
        if isinstance(block, SectionEnd):
            yield section, block
            section = []
        else:
            section.append(block)
    yield section, SectionEnd()


def _part(blocks: tuple[Block, ...], end: SectionEnd, *, is_first: bool) -> Part:
    if end.is_wide:
        return Part("wide", _WIDE_WIDTH, blocks)
    return Part("" if is_first else "upright", _TEXT_WIDTH, blocks)


def _page_name(parts: list[Part], number: int) -> str:
    """Return the kind of a section's pages; neighbours never share one, or they would be numbered as one."""
    section = [block for part in parts for block in part.blocks]
    if any(isinstance(block, Contents) for block in section):
        return "contents"
    if any(isinstance(block, Paragraph) and block.style.startswith("封面") for block in section):
        return "cover"
    return "body" if number % 2 else "body-next"


def _without_idle_lines(section: list[Block]) -> list[Block]:
    """Return the blocks without the empty lines at the end of a page: they could only make an empty page."""
    kept: list[Block] = []
    for block in section:
        if isinstance(block, Paragraph | Heading) and _face(block).replace("-", " ") in _NEW_PAGE:
            kept = _without_last_lines(kept)
        kept.append(block)
    return _without_last_lines(kept)


def _without_last_lines(blocks: list[Block]) -> list[Block]:
    """Return the blocks without the empty lines at their end."""
    while blocks and isinstance(blocks[-1], Paragraph) and not blocks[-1].text.strip():
        blocks = blocks[:-1]
    return blocks
