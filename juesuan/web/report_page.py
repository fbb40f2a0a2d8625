"""The report as one page for the department's site: the blocks of its Word file, each as its HTML element.

Nothing is fetched and no script runs; behind each chart stand its numbers as a table.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import ClassVar

from markupsafe import Markup
from msgspec import Struct

from charts.data import Bars, Chart, Drawing
from charts.style import FAMILY
from juesuan.model import raised, table_grid
from juesuan.model.document import Block, Contents, Heading, Paragraph, Picture, Table
from juesuan.ooxml import picture_size
from juesuan.web import page_style
from juesuan.web.published import PAGE, WHAT, PublishedReport
from juesuan.web.whole_numbers import whole
from juesuan.wording import html_templates

_HIGHEST, _LOWEST = 2, 6
"""The ranks of HTML headings that the report's have: the one above them is the title on the cover."""
_TITLE, _TABLE_TITLE, _HEADER_LINE = "封面标题", "表题", "表头行"
_FACES = {
    "封面单位": "unit", "封面标题": "title", "封面日期": "day", "目录标题": "contents-title",
    "caption": "caption", "题注": "caption", "图题": "caption", "表题": "caption",
    "附件标识": "mark", "附件单位": "unit", "附件标题": "centred", "附件副标题": "centred", "附件落款": "signed",
    "正文无缩进": "flush", "表头行": "ends", "表下说明": "flush",
    "表格数字": "number", "表格居中": "middle", "表格标题": "middle",
}  # fmt: skip
"""The class of a paragraph by its style; one of running text has none."""
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"BM": "image/bmp"}
"""The kind of a picture that every browser shows, by how it begins."""
_TAGS = {"superscript": Markup("<sup>{}</sup>"), "subscript": Markup("<sub>{}</sub>")}
_FAMILIES = f"'{FAMILY}', 'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
_DECLARATION = re.compile(rb"^.*?(?=<svg\b)", re.DOTALL)


class SiteParagraph(Struct, frozen=True):
    """A paragraph with its class; ``tag`` is p, or h1 for the title of the report."""

    kind: ClassVar[str] = "paragraph"
    tag: str
    face: str
    html: Markup
    anchor: str = ""


class SiteHeading(Struct, frozen=True):
    """A heading of the report with its anchor, and its rank as an HTML heading."""

    kind: ClassVar[str] = "heading"
    rank: int
    face: str
    anchor: str
    html: Markup
    level: int


class SitePicture(Struct, frozen=True):
    """A picture; of a chart the table of what it shows, its first row the head."""

    kind: ClassVar[str] = "picture"
    source: str
    """Its data as an address; empty where a browser cannot show it, then its words stand there."""
    words: str
    rows: tuple[tuple[str, ...], ...] = ()


class SiteCell(Struct, frozen=True):
    """A cell of a table; ``scope`` is col or row for a head, else empty."""

    scope: str
    columns: int
    rows: int
    lines: tuple[SiteParagraph, ...]


class SiteTable(Struct, frozen=True):
    """A table, its rows of heads apart; ``title`` is the anchor of its title."""

    kind: ClassVar[str] = "table"
    title: str
    widths: tuple[str, ...]
    """The widths of its columns in percent of the table, in digits with one decimal."""
    heads: tuple[tuple[SiteCell, ...], ...]
    rows: tuple[tuple[SiteCell, ...], ...]


class SiteContents(Struct, frozen=True):
    """The contents: the headings they list."""

    kind: ClassVar[str] = "contents"
    entries: tuple[SiteHeading, ...]


SiteBlock = SiteParagraph | SiteHeading | SitePicture | SiteTable | SiteContents


def page(report: PublishedReport) -> str:
    """The HTML page of a report."""
    found = html_templates.environment().get_template("site.html")
    blocks = tuple(_blocks(report))
    beside = {name: words for name, words in WHAT.items() if name != PAGE}
    style = page_style.style("site.css")
    return found.render(about=report.about, blocks=blocks, beside=beside, style=style)


def _blocks(report: PublishedReport) -> Iterator[SiteBlock]:
    """The blocks as the page shows them; empty lines and the ends of sections have none."""
    headings = {id(block): _heading(block, number) for number, block in enumerate(report.blocks) if _heads(block)}
    charts = {drawing.png: (chart, drawing) for chart, drawing in report.drawn.items() if drawing.png}
    has_title, title = False, ""
    for number, block in enumerate(report.blocks):
        match block:
            case Heading() if id(block) in headings:
                yield headings[id(block)]
            case Paragraph() if block.text.strip():
                is_title = block.style == _TITLE and not has_title
                has_title = has_title or is_title
                title = f"t{number}" if block.style == _TABLE_TITLE else title
                anchor = title if block.style == _TABLE_TITLE else ""
                yield _paragraph(block, "h1" if is_title else "p", anchor)
            case Picture():
                yield _picture(block, charts.get(block.data))
            case Contents():
                entries = (each for each in headings.values() if each.level <= block.levels)
                yield SiteContents(tuple(entries))
            case Table():
                yield _table(block, title)
                title = ""


def _heads(block: Block) -> bool:
    return isinstance(block, Heading) and bool(block.text.strip())


def _heading(block: Block, number: int) -> SiteHeading:
    assert isinstance(block, Heading)  # noqa: S101 - as ``_heads`` has found
    rank = min(block.level + _HIGHEST - 1, _LOWEST)
    return SiteHeading(rank, _FACES.get(block.style, ""), f"h{number}", _set(block.text), block.level)


def _paragraph(block: Paragraph, tag: str, anchor: str = "") -> SiteParagraph:
    face = _FACES.get(block.style, "")
    if block.style == _HEADER_LINE:
        left, _, right = block.text.partition("\t")
        return SiteParagraph(tag, face, Markup("{}<span>{}</span>").format(_set(left), _set(right)), anchor)
    return SiteParagraph(tag, face, Markup("").join(_run(*each) for each in _looks(block)), anchor)


def _looks(block: Paragraph) -> Iterator[tuple[str, str]]:
    """The texts of the runs, each with the letters of the elements around it."""
    for run in block.runs:
        yield (
            run.text,
            "".join(tag for tag, on in zip("biu", (run.bold, run.italic, run.underlined), strict=True) if on),
        )


def _run(text: str, tags: str) -> Markup:
    found = _set(text)
    for tag in reversed(tags):
        found = Markup("<{0}>{1}</{0}>").format(Markup(tag), found)  # noqa: S704 - b, i or u
    return found


def _set(text: str) -> Markup:
    """The text, its letters above and below the line in elements of their own, its numbers on one line."""
    parts = raised.parts(text)
    return Markup("").join(_TAGS[level].format(words) if level else whole(words) for words, level in parts)


# ---- pictures


def _picture(block: Picture, drawn: tuple[Chart, Drawing] | None) -> SitePicture:
    if drawn is not None:
        chart, drawing = drawn
        return SitePicture(shown(drawing), block.alt, tuple(_rows(chart)))
    kind = next((kind for begin, kind in _KINDS.items() if block.data.startswith(begin)), "")
    is_shown = kind and not picture_size.is_huge(block.data)
    return SitePicture(address(kind, block.data) if is_shown else "", block.alt)


def address(kind: str, data: bytes) -> str:
    """The picture as an address that holds it."""
    return f"data:{kind};base64,{b64encode(data).decode()}"


def shown(drawing: Drawing) -> str:
    """The chart as an address that holds it, drawn in lines; empty where nothing is drawn."""
    return address("image/svg+xml", _vector(drawing.svg)) if drawing.svg else ""


def _vector(svg: bytes) -> bytes:
    """The SVG without the address of its old document type, its words in fonts that readers have."""
    return _DECLARATION.sub(b"", svg, count=1).replace(f"'{FAMILY}'".encode(), _FAMILIES.encode())


def _rows(chart: Chart) -> Iterator[tuple[str, ...]]:
    """What a chart shows, in rows, the head first; numbers as the report prints them."""
    if isinstance(chart, Bars):
        years = max((parts for _, parts in chart.groups), key=len, default=())
        yield ("项目", *(part.label for part in years))
        for name, parts in chart.groups:
            known = {part.label: part.amount for part in parts}
            yield (name, *(known.get(part.label, "") for part in years))
    else:
        yield "项目", "金额", "占比"
        yield from ((part.label, part.amount, part.share) for part in chart.parts)


# ---- tables


def _table(table: Table, title: str) -> SiteTable:
    whole = sum(table.widths)
    scopes = table_grid.scopes_of(table)
    rows = tuple(
        tuple(
            SiteCell(scope, cell.columns, cell.rows, tuple(_paragraph(line, "p") for line in cell.paragraphs))
            for scope, cell in zip(held, row, strict=True)
        )
        for held, row in zip(scopes, table.rows, strict=True)
    )
    widths = tuple(f"{100 * width / whole:.1f}" for width in table.widths)
    return SiteTable(title, widths, rows[: table.heads], rows[table.heads :])
