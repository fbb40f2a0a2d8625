"""第五部分 附表: the public tables, in the filled template: behind its last page, or before a part of it.

Each table is a section of its own, on pages upright or across.

The numbers stand in their marks, as those of the template do, so that whatever comes after treats them alike.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from juesuan.figures import phrases
from juesuan.model import chinese
from juesuan.model.editions import SETTINGS, TEMPLATE
from juesuan.model.problems import ReportError, error
from juesuan.model.public_table_forms import (
    UPRIGHT_WIDTH,
    WIDE_WIDTH,
    PublicCell,
    PublicPart,
    PublicTable,
    Rows,
    placed,
)
from juesuan.model.values import Figure
from juesuan.ooxml import package, parts
from juesuan.ooxml.elements import W, element, properties, worded
from juesuan.ooxml.package import WordFile

NUMBERS, ABOVE, BELOW = "表格数字", "表头行", "表下说明"
"""The styles of amounts, of the lines above a table and of those below it; a template may bring its own."""
_TITLE, _TEXT, _CENTRED, _HEAD, _PART = "表题", "表格文字", "表格居中", "表格标题", "heading 1"
_A4 = ("11906", "16838")
_WIDE_MARGINS = {
    "top": "1588",
    "right": "2098",
    "bottom": "1474",
    "left": "1984",
    "header": "851",
    "footer": "890",
}
"""The margins of a page across, in twentieths of a point: those of the upright page, turned."""
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_INDENTS = {"firstLineChars": "0", "firstLine": "0"}


def append(word: WordFile, part: PublicPart) -> WordFile:
    """The Word file with the public tables, amounts in 万元; as it is where there is no table.

    They are its last part, or stand before the heading that the part names; raises ReportError for none. Where
    they are published apart, the part has their titles and says so.
    """
    if not part.tables:
        return word
    word = _with_styles(package.copied(word))
    body = next(word.root.iter(W + "body"))
    last = body.find(W + "sectPr")
    section = element("sectPr") if last is None else last
    styles = {style.name: key for key, style in package.styles(word).items() if key}
    behind = _cut_off(body, part.before, styles.get(_PART, "")) if part.before else []
    _end_section(body, section)
    if part.apart:
        body.extend(_listed(part, styles))
        _end_section(body, _section(section, is_wide=False))
    for table in () if part.apart else part.tables:
        heading = [_paragraph(styles.get(_PART), part.title)] if table is part.tables[0] else []
        body.extend([*heading, *_table(table, styles)])
        _end_section(body, _section(section, is_wide=table.is_wide))
    if behind:
        body.extend([*behind, _section(section, is_wide=False)])
    else:
        body.append(next(body[-1].iter(W + "sectPr")))  # the last section of a file stands by itself
    return word


def _cut_off(body: etree._Element, words: str, style: str) -> list[etree._Element]:
    """Takes off the body the heading of a part with those words, and all behind it but the last section."""
    elements = [child for child in body if child.tag != W + "sectPr"]
    for place, child in enumerate(elements):
        if _style_of(child) == style and words in _words(child):
            for each in elements[place:]:
                body.remove(each)
            return elements[place:]
    message = f"模板里没有写着“{words}”的部分，附表没有地方放"
    raise ReportError(error("W03", TEMPLATE, message, f"请补上这个标题，或改 {SETTINGS} 里的 tables_before。"))


def _words(child: etree._Element) -> str:
    return "".join("".join(str(text.text) for text in child.iter(W + "t")).split())


def _style_of(child: etree._Element) -> str:
    found = child.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(W + "val", "")


# ---- sections


def _section(upright: etree._Element, *, is_wide: bool) -> etree._Element:
    """A section, across or upright, with the footers of ``upright``; its page numbers go on from those before."""
    section = deepcopy(upright)
    for numbering in section.findall(W + "pgNumType"):
        numbering.attrib.pop(W + "start", "")
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if is_wide and size is not None and margins is not None:
        width, height = _A4
        size.attrib.update({W + "w": height, W + "h": width, W + "orient": "landscape"})
        margins.attrib.update({W + name: value for name, value in _WIDE_MARGINS.items()})
    return section


def _end_section(body: etree._Element, section: etree._Element) -> None:
    """Ends the section at the last paragraph of the body; after a table an empty one is added for it."""
    last = [child for child in body if child is not section][-1]
    if last.tag != W + "p":
        last = _paragraph(None, "")
        body.append(last)
    look = properties(last)
    change = look.find(W + "pPrChange")
    look.insert(len(look) if change is None else look.index(change), section)


# ---- a table


def _table(table: PublicTable, styles: Mapping[str, str]) -> Iterator[etree._Element]:
    """The table with its title, the lines above and the notes below; each piece of it but the first is a 续表."""
    width = WIDE_WIDTH if table.is_wide else UPRIGHT_WIDTH
    yield _paragraph(styles.get(_TITLE), _title(table))
    for number, piece in enumerate(table.pieces):
        yield _above(styles, f"{'续表' if number else ''}\t{table.corner}", width)
        yield _above(styles, f"编制单位：{table.unit}\t单位：万元", width)
        columns = element("tblGrid", *(element("gridCol", w=str(each)) for each in piece.widths))
        heads = _rows(piece.heads, piece.widths, styles, is_head=True)
        rows = _rows(piece.rows, piece.widths, styles, is_head=False)
        yield element("tbl", _look(piece.widths), columns, *heads, *rows)
    for note in table.notes:
        yield _paragraph(styles.get(BELOW), note)


def _listed(part: PublicPart, styles: Mapping[str, str]) -> Iterator[etree._Element]:
    """The part as a report has it whose tables are published in a file of their own."""
    yield _paragraph(styles.get(_PART), part.title)
    for table in part.tables:
        yield _paragraph(None, _title(table))
    yield _paragraph(None, part.apart)


def _title(table: PublicTable) -> str:
    return f"{chinese.numeral(table.form.number)}、{table.form.title}"


def _look(widths: tuple[int, ...]) -> etree._Element:
    borders = (element(side, val="single", sz="4", space="0", color="000000") for side in _BORDERS)
    return element(
        "tblPr",
        element("tblW", w=str(sum(widths)), type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w="60", type="dxa") for side in ("left", "right"))),
    )


def _rows(
    rows: Rows, widths: tuple[int, ...], styles: Mapping[str, str], *, is_head: bool
) -> Iterator[etree._Element]:
    standing = list(placed(rows))
    for number in range(len(rows)):
        row = element("tr", element("trPr", element("cantSplit"), *([element("tblHeader")] if is_head else [])))
        covering = [(line, at, box) for line, at, box in standing if line <= number < line + box.rows]
        for line, at, box in sorted(covering, key=lambda each: each[1]):
            cell = _cell(box, sum(widths[at : at + box.columns]), begins=line == number)
            cell.append(_content(box, styles, is_head=is_head, begins=line == number))
            row.append(cell)
        yield row


def _cell(box: PublicCell, width: int, *, begins: bool) -> etree._Element:
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"))
    if box.columns > 1:
        properties.append(element("gridSpan", val=str(box.columns)))
    if box.rows > 1:
        properties.append(element("vMerge", val="restart") if begins else element("vMerge"))
    properties.append(element("vAlign", val="center"))
    return element("tc", properties)


def _content(box: PublicCell, styles: Mapping[str, str], *, is_head: bool, begins: bool) -> etree._Element:
    if is_head:
        style = _HEAD
    elif isinstance(box.content, Figure) or box.content is None:
        style = NUMBERS
    else:
        style = _CENTRED if box.is_centred else _TEXT
    return _paragraph(styles.get(style), words(box) if begins else "")


def words(box: PublicCell) -> str:
    """The text of a cell of a public table: an amount in 万元 in its marks; empty where it is not known."""
    if isinstance(box.content, Figure):
        return phrases.in_table(box.content)
    return box.content or ""


# ---- paragraphs


def _above(styles: Mapping[str, str], text: str, width: int) -> etree._Element:
    """A line above a table, ``width`` twentieths of a point wide; what follows its tab stands at the right end."""
    paragraph = _paragraph(styles.get(ABOVE), text)
    properties(paragraph).append(element("tabs", element("tab", val="right", pos=str(width))))
    return paragraph


def _paragraph(style: str | None, text: str) -> etree._Element:
    paragraph = element("p")
    if style:
        paragraph.append(element("pPr", element("pStyle", val=style)))
    for place, piece in enumerate(text.split("\t")):
        paragraph.append(element("r", *([element("tab")] if place else []), worded(piece)))
    return paragraph


# ---- styles


def _with_styles(word: WordFile) -> WordFile:
    """The file with those of the three styles for public tables that its template has not brought."""
    root = package.part_of_kind(word, "styles")
    if root is None:
        return word
    known = {style.name: key for key, style in package.styles(word).items() if key}
    made = ((NUMBERS, "TableNumber", "right"), (ABOVE, "TableAbove", "left"), (BELOW, "TableBelow", "left"))
    for title, key, side in made:
        if title not in known:
            root.append(_style(title, key, side, known.get(_TEXT)))
    return parts.changed(word, "styles", root)


def _style(name: str, key: str, side: str, base: str | None) -> etree._Element:
    return element(
        "style",
        element("name", val=name),
        *([element("basedOn", val=base)] if base else []),
        element("uiPriority", val="1"),
        element("qFormat"),
        element(
            "pPr",
            *([element("keepNext")] if name == ABOVE else []),
            element("ind", **_INDENTS),
            element("jc", val=side),
        ),
        type="paragraph",
        customStyle="1",
        styleId=key,
    )
