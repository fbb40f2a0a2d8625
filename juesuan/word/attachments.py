"""The department's own reports put into the filled template as attachments, in the styles of the report.

Each takes the place of the anchor that the template has left for it.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import count

from lxml import etree
from msgspec import Struct

from juesuan.model.document import (
    ANCHOR,
    AttachedCell,
    AttachedParagraph,
    AttachedTable,
    Attachment,
    Content,
    Item,
    Picture,
    Run,
)
from juesuan.model.problems import ReportError
from juesuan.model.values import Cell
from juesuan.ooxml import added_parts, package
from juesuan.ooxml.elements import W, element, worded
from juesuan.ooxml.package import WordFile
from juesuan.wording.template_faults import no_place

_PICTURE = "图"
_CELL_STYLES = ("表格文字", "表格居中", "表格标题")
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


class _Frame(Struct, frozen=True):
    """The ids under which the report knows the styles, lists and pictures that an attachment uses."""

    styles: Mapping[str, str]
    """The id of each style of the report, by its name."""
    lists: Mapping[str, str]
    """The number in the report of each list of the attachment, by its own number."""
    pictures: Mapping[bytes, str]
    """The relationship id of each picture, by its data."""


def inlay(word: WordFile, attachments: Sequence[Attachment], template: str) -> WordFile:
    """The filled template with the attachments at their anchors; the same file where there are no attachments.

    ``template`` is the name of the template's file, for messages. Raises ReportError where the template has no
    place for an attachment.
    """
    if not attachments:
        return word
    word = package.copied(word)
    anchors = dict(_anchors(word.root))
    if set(anchors) != set(range(len(attachments))):
        raise ReportError(no_place(template))
    word, pictures = added_parts.with_pictures(word, attachments)
    word, lists = added_parts.with_lists(word, attachments)
    styles = {style.name: key for key, style in package.styles(word).items() if key}
    for number, anchor in anchors.items():
        frame = _Frame(styles, lists[number], pictures)
        for each in attachments[number].content:
            for made in _made(each, frame):
                anchor.addprevious(made)
        next(anchor.iterancestors()).remove(anchor)
    return word


def _anchors(root: etree._Element) -> list[tuple[int, etree._Element]]:
    words = (("".join(text.text or "" for text in each.iter(W + "t")), each) for each in root.iter(W + "p"))
    found = ((re.fullmatch(rf"\s*{ANCHOR}(\d+)\s*", text), each) for text, each in words)
    return [(int(match[1]), each) for match, each in found if match]


def _made(content: Content, frame: _Frame) -> list[etree._Element]:
    """The elements that show a piece of an attachment; an empty line follows a table, or two would be one."""
    if isinstance(content, AttachedParagraph):
        return [_line(content, frame)]
    if isinstance(content, Picture):
        return [_picture(content, frame)]
    return [_table(content, frame), _line(_EMPTY, frame)]


def _line(line: AttachedParagraph, frame: _Frame) -> etree._Element:
    properties = element("pPr")
    if line.style in frame.styles:
        properties.append(element("pStyle", val=frame.styles[line.style]))
    if line.begins_page:
        properties.append(element("pageBreakBefore"))
    if line.item:
        properties.append(_numbered(line.item, frame))
    if line.item and line.style in _CELL_STYLES:
        properties.append(element("ind", firstLineChars="0", firstLine="0"))
    runs = [_run(span) for span in line.runs]
    return element("p", *([properties] if len(properties) else []), *runs)


def _numbered(item: Item, frame: _Frame) -> etree._Element:
    name, level = item
    return element("numPr", element("ilvl", val=str(level)), element("numId", val=frame.lists[name]))


def _run(span: Run) -> etree._Element:
    look = element("rPr")
    if span.bold:
        look.extend([element("b"), element("bCs")])
    if span.italic:
        look.extend([element("i"), element("iCs")])
    if span.underlined:
        look.append(element("u", val="single"))
    run = element("r", *([look] if len(look) else []))
    for piece in re.split(r"([\n\t])", span.text):
        if piece in {"\n", "\t"}:
            run.append(element("br" if piece == "\n" else "tab"))
        elif piece:
            run.append(worded(piece))
    return run


def _picture(image: Picture, frame: _Frame) -> etree._Element:
    properties = element("pPr")
    if _PICTURE in frame.styles:
        properties.append(element("pStyle", val=frame.styles[_PICTURE]))
    return element("p", properties, element("r", added_parts.drawing(image, frame.pictures[image.data])))


# ---- tables


def _table(grid: AttachedTable, frame: _Frame) -> etree._Element:
    borders = (element(side, val="single", sz="4", space="0", color="000000") for side in _BORDERS)
    properties = element(
        "tblPr",
        element("tblW", w=str(sum(grid.widths)), type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", element("left", w="60", type="dxa"), element("right", w="60", type="dxa")),
    )
    columns = element("tblGrid", *(element("gridCol", w=str(width)) for width in grid.widths))
    rows = (_row(row, grid, place, frame) for place, row in enumerate(grid.rows))
    return element("tbl", properties, columns, *rows)


def _row(row: tuple[AttachedCell, ...], grid: AttachedTable, place: int, frame: _Frame) -> etree._Element:
    made = element(
        "tr", element("trPr", element("cantSplit"), *([element("tblHeader")] if place < grid.heads else []))
    )
    at = count()
    for box in row:
        width = sum(grid.widths[next(at)] for _ in range(box.columns))
        made.append(_cell(box, width, frame))
    return made


def _cell(box: AttachedCell, width: int, frame: _Frame) -> etree._Element:
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"))
    if box.columns > 1:
        properties.append(element("gridSpan", val=str(box.columns)))
    if box.merge:
        properties.append(element("vMerge", val=box.merge))
    properties.append(element("vAlign", val="center"))
    inside = [made for each in box.content for made in _made(each, frame)]
    return element("tc", properties, *(inside or [_line(_EMPTY, frame)]))


_EMPTY = AttachedParagraph(_CELL_STYLES[0], (), Cell("", ""))
"""The paragraph that a cell without words holds: Word wants at least one in each."""
