"""The HTML page as a plain PDF, where Pango is missing; the only door to plutoprint.

plutoprint brings all it needs along. It knows no archives, no tags and no named pages: every run of pages of one
kind is laid out by itself, and the files are joined.
"""

import importlib.util
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import html as markup
from msgspec import Struct

from juesuan.model.program_folders import TEMPLATES
from juesuan.pdf import line_breaking, pages
from juesuan.pdf.pages import Page

_STYLE = TEMPLATES / "plain.css"
_MOST_PAGES = 1000
_NUMBER = re.compile(r"— (?:\d+|[IVX]+) —")
_KEPT = {
    *("heading-1", "heading-2", "heading-3", "heading-4", "图", "表题", "表头行"),
    *("附件标识", "附件单位", "附件标题", "附件副标题"),
    *("附件一级标题", "附件二级标题", "附件三级标题"),
}
"""The classes of paragraphs that do not stand alone at the end of a page."""
_LOWEST = 110
"""The points above the lower edge of a page where no heading stands: the margin of 35 mm and less than a line."""
_SHORT_ROWS, _SHORT_WORDS = 20, 900
"""The rows and characters of a table that surely fits on a page: half of what one holds, some 40 lines of 40."""
_NEW_PAGE = {"heading-1", "附件标识"}
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"BM": "image/bmp"}
_VECTOR = "image/svg+xml"


class Plain(Struct, frozen=True):
    """A plain PDF with the words of its pages."""

    pdf: bytes
    leaves: tuple[tuple[str, str], ...]
    """The label of each page, as in ``pdf.Leaf``, and its words without the page number."""


class _Run(Struct, frozen=True):
    """The elements of consecutive pages of one kind, which are laid out together."""

    section: Any
    """The element of the section they belong to, whose pages are numbered together."""
    named: str
    """The word before the page number in the label of a page, such as 目录; mostly empty."""
    is_wide: bool
    """Whether the pages stand across."""
    elements: Sequence[Any]

    @property
    def kind(self) -> str:
        """The kind of the pages: cover, contents, body or body-next."""
        return str(self.section.get("class"))


class _Laid(Struct, frozen=True):
    """A run of pages laid out as a PDF of its own."""

    pdf: bytes
    labels: Sequence[str]
    """The label of each page, as in ``pdf.Leaf``."""
    page_of: Mapping[str, int]
    """The page in this PDF of each heading, from 0, by the heading's id."""


def is_there() -> bool:
    """Say whether plutoprint is installed, without loading it."""
    return importlib.util.find_spec("plutoprint") is not None


def lay_out(page: Page, pictures: Mapping[str, bytes], about: Mapping[str, str]) -> Plain:
    """Return the plain PDF of the page; ``pictures`` are by address, ``about`` is the same as for the page.

    FONTCONFIG_FILE must name the fonts. The same page gives the same bytes.
    """
    tree: Any = markup.fromstring(page.html.translate(line_breaking.UNSEEN))
    headings = list(tree.xpath("//*[@data-label]"))
    for heading in headings:
        _link_to_itself(heading)
    runs = [run for section in tree.iter("section") for run in _runs(section, page.sections[section.get("id")])]
    laid, printed = _number(runs, pictures, about["header"])
    for entry in tree.xpath("//section[@class='contents']//a"):
        entry.set("data-page", str(printed[entry.get("href").removeprefix("#")]))
    for place, run in enumerate(runs):
        if run.kind == "contents":
            laid[place] = _lay(run, 0, pictures, about["header"])  # it stands in a section of its own
    return _joined(laid, headings, about)


def _number(
    runs: Sequence[_Run], pictures: Mapping[str, bytes], header: str
) -> tuple[list[_Laid], dict[str, int]]:
    """Return the runs laid out, and the page number printed for each heading, by the heading's id."""
    laid, printed, before = list[_Laid](), dict[str, int](), 0
    for place, run in enumerate(runs):
        if not place or run.section is not runs[place - 1].section:
            before = 0
        laid.append(_lay(run, before, pictures, header))
        printed.update({name: before + 1 + page for name, page in laid[-1].page_of.items()})
        before += len(laid[-1].labels)
    return laid, printed


# ---- the runs


def _runs(section: Any, named: str) -> Iterator[_Run]:
    """Yield the runs of a section; the first has no element around it where its pages stand upright."""
    upright = [each for each in section if each.tag != "div"]
    if upright:
        yield _Run(section, named, is_wide=False, elements=upright)
    for part in section.findall("div"):
        yield _Run(section, named, is_wide=part.get("class") == "wide", elements=list(part))


def _link_to_itself(heading: Any) -> None:
    """Makes a heading a link to itself: plutoprint tells the page of what links lead to, and of nothing else."""
    name = heading.attrib.pop("id")
    link = heading.makeelement("a", {"id": name, "href": f"#{name}"})
    link.text, heading.text = heading.text, None
    link.extend(heading)
    heading.append(link)


def _lay(run: _Run, before: int, pictures: Mapping[str, bytes], header: str) -> _Laid:
    """Return a run laid out; ``before`` is the number of pages of its section that stand in front of it."""
    import plutoprint  # noqa: PLC0415 - only where Pango is missing
    import pypdf  # noqa: PLC0415 - as above

    class Memory(plutoprint.ResourceFetcher):
        """The only place pictures come from: the network and the disk are never asked."""

        def fetch_url(self, url: str) -> Any:
            data = pictures.get(url, b"")
            kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), _VECTOR)
            return plutoprint.ResourceData(data, kind if data else "text/plain", "")

    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4, plutoprint.PAGE_MARGINS_NONE)
    book.custom_resource_fetcher = Memory()
    style = pages.stylesheet() + _STYLE.read_text(encoding="utf-8") + "".join(_page_rules(run, before, header))
    book.load_html(_html(run), user_style=style, base_url="report:/")
    file = io.BytesIO()
    book.write_to_pdf_stream(file)
    reader = pypdf.PdfReader(file)
    found = {name: _page(reader, place) for name, place in reader.named_destinations.items()}
    labels = [f"{run.named}{before + place}" for place in range(1, len(reader.pages) + 1)]
    return _Laid(file.getvalue(), labels, found)


def _page(reader: Any, place: Any) -> int:
    """Return the page of a heading, from 0; what begins a page may be stated as the end of the one before."""
    return int(reader.get_destination_page_number(place)) + int(place.top < _LOWEST)


def _html(run: _Run) -> str:
    """Return the HTML page of one run; what must not be parted by a page break stands in one element."""
    held, groups = list[Any](), list[str]()
    for element in run.elements:
        if element.tag == "table" and (run.is_wide or not _is_short(element)):
            groups.append(_kept(held))  # the table may be longer than a page
            held = []
        held.append(element)
        if element.get("class") not in _KEPT:
            groups.append(_kept(held))
            held = []
    groups.append(_kept(held))
    return f'<!DOCTYPE html><body><section class="{run.kind}">{"".join(groups)}</section></body>'


def _is_short(table: Any) -> bool:
    """Say whether a table surely fits on a page, so that it stays in one element with its title."""
    return len(table.findall(".//tr")) <= _SHORT_ROWS and len(table.text_content()) <= _SHORT_WORDS


def _kept(elements: Sequence[Any]) -> str:
    words = "".join(markup.tostring(element, encoding="unicode", with_tail=False) for element in elements)
    if len(elements) < 2:  # noqa: PLR2004 - nothing to keep together
        return words
    return f'<div class="kept{" new-page" if elements[0].get("class") in _NEW_PAGE else ""}">{words}</div>'


def _page_rules(run: _Run, before: int, header: str) -> Iterator[str]:
    """Yield the rules for size and margins, and for the page number: right on odd pages, left on even ones."""
    size, margin = ("A4 landscape", "28mm 37mm 26mm 35mm") if run.is_wide else ("A4", "37mm 26mm 35mm 28mm")
    look = 'font: 14pt "Noto Sans SC"; vertical-align: bottom; padding-bottom: 7mm'
    mark = f'@top-center {{ content: "{header}"; {look} }}' if header else ""
    yield f"@page {{ size: {size}; margin: {margin}; {mark} }}\n"
    if run.kind == "cover":
        return
    numbers = " ".join(f'"— {before + place} —"' for place in range(1, _MOST_PAGES))
    yield f"@counter-style printed {{ system: fixed; symbols: {numbers} }}\n"
    number = '"— " counter(page, upper-roman) " —"' if run.kind == "contents" else "counter(page, printed)"
    sides = ("left", "right") if before % 2 else ("right", "left")
    for pages_of, side in ((":first", sides[0]), (":right", sides[0]), (":left", sides[1])):
        look = f'content: {number}; font: 14pt "Noto Serif SC"; vertical-align: top; padding: 7mm 14pt 0'
        yield f"@page {pages_of} {{ @bottom-{side} {{ {look} }} }}\n"


# ---- the whole


def _joined(laid: Sequence[_Laid], headings: Iterable[Any], about: Mapping[str, str]) -> Plain:
    import pypdf  # noqa: PLC0415 - only where Pango is missing

    writer, sheet_of = pypdf.PdfWriter(), dict[str, int]()
    for run in laid:
        sheet_of |= {name: len(writer.pages) + page for name, page in run.page_of.items()}
        for page in pypdf.PdfReader(io.BytesIO(run.pdf)).pages:
            writer.add_page(page).pop("/Annots", None)  # a heading's link to itself
    above: dict[int, Any] = {}
    for heading in headings:
        level = int(heading.tag.removeprefix("h"))
        parent = next((above[each] for each in range(level - 1, 0, -1) if each in above), None)
        above = {each: item for each, item in above.items() if each < level}
        above[level] = writer.add_outline_item(
            title=heading.get("data-label"), page_number=sheet_of[heading[0].get("id")], parent=parent
        )
    day = f"D:{''.join(filter(str.isdigit, about['created']))}Z"
    writer.metadata = {"/Title": about["title"], "/Author": about["author"], "/CreationDate": day, "/ModDate": day}
    file = io.BytesIO()
    writer.write(file)
    words = (_NUMBER.sub("", page.extract_text()) for page in writer.pages)
    return Plain(file.getvalue(), tuple(zip((label for run in laid for label in run.labels), words, strict=True)))
