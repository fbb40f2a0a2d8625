"""The one walk over the text of a Word file; it gives the values of ``walked`` in reading order.

Wrappers are opened, of alternatives the branch that is shown is taken; tracked changes count as accepted where
they stand inside a paragraph; hidden text and the instructions of fields are no text. Whatever is left out, or
shown otherwise than the page has it, leaves a loss where it stands.
"""

from collections.abc import Iterator

from lxml import etree

from juesuan.model import chinese, raised
from juesuan.model.document import Picture
from juesuan.model.omission import Loss, Omission
from juesuan.ooxml import drawings, elements, equations, letters
from juesuan.ooxml.elements import DRAWN, EQUATIONS, MC, WRAPPERS, W, alt, is_on, picture_ids, size, value
from juesuan.ooxml.fields import Instruction
from juesuan.ooxml.letters import said, written
from juesuan.ooxml.package import NotWordFile
from juesuan.ooxml.places import Places
from juesuan.ooxml.walked import (
    WalkedBlock,
    WalkedCell,
    WalkedContents,
    WalkedDrawing,
    WalkedGap,
    WalkedParagraph,
    WalkedPiece,
    WalkedRow,
    WalkedRuby,
    WalkedSection,
    WalkedTable,
    WalkedText,
    apart,
    with_heights,
)
from juesuan.ooxml.walked_file import WalkedFile

_MOST_COLUMNS = 63
_REFERENCES = {W + "footnoteReference": Loss.FOOTNOTE, W + "endnoteReference": Loss.ENDNOTE}
_AUTOMATIC = {
    W + name
    for name in ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong", "pgNum")
}  # fmt: skip
_UNREAD = {
    W + "del": Loss.DELETED,
    W + "delText": Loss.DELETED,
    W + "moveFrom": Loss.DELETED,
    W + "altChunk": Loss.EMBEDDED_FILE,
    W + "subDoc": Loss.EMBEDDED_FILE,
    **dict.fromkeys(EQUATIONS, Loss.EQUATION),
    **dict.fromkeys(_AUTOMATIC, Loss.AUTOMATIC),
}
"""The elements that are not read as text, with the loss that each of them is."""
_SILENT = {W + "instrText", W + "delInstrText", W + "fldChar"}
"""The parts of a field, which is noted as a whole."""
_PROPERTIES = {
    W + name
    for name in (
        "rPr",
        "pPr",
        "tcPr",
        "trPr",
        "tblPr",
        "tblGrid",
        "sdtPr",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
    )
}
"""The elements that say something of those around them and are themselves never shown."""


def blocks(file: WalkedFile) -> tuple[WalkedBlock, ...]:
    """Every block of the file's text, in reading order. Raises `NotWordFile` for tables nested too deeply."""
    try:
        return () if file.body is None else tuple(_blocks(file.body, file, Places(), ()))
    except RecursionError:
        raise NotWordFile("Word 文件里的表格嵌套过深，不能读取；请简化后重新保存。") from None


def paragraph(element: etree._Element, file: WalkedFile) -> WalkedParagraph:
    """The paragraph of this element, walked alone; its place is that of the first one in a text."""
    return _paragraph(element, file, Places(), ())


def table(element: etree._Element, file: WalkedFile) -> WalkedTable:
    """The table of this element, walked alone; its place is that of the first one in a text."""
    return _table(element, file, Places(tables=1), ())


_OPENED = WRAPPERS | {MC + "AlternateContent"}
_Around = tuple[Loss, ...]
"""The losses that wrappers bring upon everything inside them, such as that of a tracked insertion."""


def _opened(parent: etree._Element, around: _Around) -> Iterator[tuple[etree._Element, _Around]]:
    """The children as ``elements.flat`` has them, without properties; a simple field comes before its result."""
    for child in parent:
        tag = child.tag
        if tag not in _OPENED:
            if tag not in _PROPERTIES:
                yield child, around
        elif tag == MC + "AlternateContent":
            yield from _opened(elements.branch(child), around)
        else:
            if tag == W + "fldSimple":
                yield child, around
            yield from _opened(child, (*around, *_of_wrapper(child)))


def _of_wrapper(wrapper: etree._Element) -> _Around:
    if wrapper.tag in {W + "ins", W + "moveTo"}:
        return (Loss.INSERTED,)
    return (Loss.PLACEHOLDER,) if is_on(wrapper.find(W + "sdtPr"), "showingPlcHdr") else ()


def _unread(element: etree._Element, around: _Around) -> WalkedGap | None:
    """The gap that an element leaves which is not read as text; None where nothing is lost with it."""
    if kind := _UNREAD.get(str(element.tag)):
        return WalkedGap(said(element), (*around, kind))
    words = "" if element.tag in _SILENT else "".join(map(str, element.itertext())).strip()
    return WalkedGap(words, (*around, Loss.UNKNOWN)) if words else None


# ---- paragraphs and section ends


def _blocks(parent: etree._Element, file: WalkedFile, places: Places, around: _Around) -> Iterator[WalkedBlock]:
    for child, losses in _opened(parent, around):
        if child.tag == W + "p":
            walked = _paragraph(child, file, places, losses)
            places.passed(walked)
            yield walked
            if walked.section is not None:
                yield WalkedSection(walked.section, is_last=False)
        elif child.tag == W + "tbl":
            places.tables += 1
            yield _table(child, file, places, losses)
        elif child.tag == W + "sectPr":
            yield WalkedSection(child, is_last=True)
        elif gap := _unread(child, losses):
            yield Omission(gap.losses[-1], places.here, gap.text)


def _paragraph(element: etree._Element, file: WalkedFile, places: Places, around: _Around) -> WalkedParagraph:
    place, properties = places.of(element), elements.child(element, "pPr")
    pieces = apart((*_pieces(element, file, place, around), *_end(properties)))
    is_covered, section = element in file.fields.hidden, elements.child(properties, "sectPr")
    return WalkedParagraph(element, place, file.style(properties), pieces, is_covered, section)


def _end(properties: etree._Element | None) -> Iterator[WalkedGap]:
    look = elements.child(properties, "rPr")
    if look is not None and not _REVISED.isdisjoint(each.tag for each in look):
        yield WalkedGap("", (Loss.REVISED_END,))


_REVISED = {W + name for name in ("ins", "del", "moveFrom", "moveTo")}


def _pieces(parent: etree._Element, file: WalkedFile, place: str, around: _Around) -> Iterator[WalkedPiece]:
    for child, losses in _opened(parent, around):
        if child.tag == W + "r":
            yield from _run(child, file, place, losses)
        elif child.tag in EQUATIONS:
            yield _equation(child, equations.line(child), losses)
        elif child.tag == W + "fldSimple":
            yield _field(child, Instruction(child.get(W + "instr", ""), has_result=bool(len(child))), losses)
        elif gap := _unread(child, losses):
            yield gap


def _equation(element: etree._Element, line: str, around: _Around) -> WalkedPiece:
    """An equation in its line of text; the gap it leaves where it has none."""
    if line and not chinese.unprintable(raised.ordinary(line)):
        return WalkedText("equation", line, element, None, around)
    return WalkedGap(said(element), (*around, Loss.EQUATION))


def _field(mark: etree._Element, instruction: Instruction, around: _Around) -> WalkedPiece:
    """What stands for a field: of an equation that is a field its line, of any other a gap."""
    line = None if instruction.has_result else equations.of_field(instruction.text)
    if line:
        return _equation(mark, line, around)
    return WalkedGap(instruction.text, (*around, Loss.FIELD if instruction.has_result else Loss.BARE_FIELD))


def _run(run: etree._Element, file: WalkedFile, place: str, around: _Around) -> Iterator[WalkedPiece]:
    look = file.look(run)
    is_hidden = is_on(look, "vanish")
    if is_hidden:
        yield WalkedGap(said(run), (*around, Loss.HIDDEN))
    for child, losses in _opened(run, around):
        if child in file.fields.contents:
            yield WalkedContents(file.fields.contents[child], (*losses, Loss.CONTENTS))
        elif is_hidden or child in file.fields.hidden:
            continue
        elif text := _text(child, run, look, file, losses):
            yield text
        elif child.tag in DRAWN:
            yield _drawing(child, file, place, losses)
        elif child.tag == W + "ruby":
            yield _ruby(child, file, place, losses)
        elif gap := _gap(child, file, losses):
            yield gap


def _text(
    element: etree._Element, run: etree._Element, look: etree._Element | None, file: WalkedFile, around: _Around
) -> WalkedText | None:
    if text := written(element):
        text, lost = letters.seen(look, text)
        return WalkedText("text", text, element, run, (*around, *lost))
    if element.tag == W + "sym":
        text, lost = letters.seen(look, letters.sign(element))
        return WalkedText("sign", text, element, run, (*around, *(() if text else (Loss.SIGN,)), *lost))
    if element.tag in _REFERENCES:
        lost = letters.seen(look, file.remark(element))[1]
        looks = (loss for loss in lost if loss is not Loss.RAISED)  # its mark always is
        return WalkedText("note", file.remark(element), element, run, (*around, _REFERENCES[element.tag], *looks))
    return None


def _gap(element: etree._Element, file: WalkedFile, around: _Around) -> WalkedPiece | None:
    if element.tag == W + "commentReference":
        return WalkedGap(file.remark(element), (*around, Loss.COMMENT))
    if element in file.fields.instructions:
        return _field(element, file.fields.instructions[element], around)
    return _unread(element, around)


def _ruby(ruby: etree._Element, file: WalkedFile, place: str, around: _Around) -> WalkedRuby:
    bases = ruby.iterfind(W + "rubyBase")
    pieces = tuple(piece for base in bases for piece in _pieces(base, file, place, around))
    return WalkedRuby(pieces, said(ruby.find(W + "rt")), (*around, Loss.RUBY))


def _drawing(drawing: etree._Element, file: WalkedFile, place: str, around: _Around) -> WalkedDrawing:
    media = map(file.media, picture_ids(drawing))
    pictures = tuple(Picture(alt(drawing), data, *size(drawing)) for data in media)
    boxes = tuple(tuple(_blocks(box, file, Places(place), ())) for box in drawing.iter(W + "txbxContent"))
    losses = (*around, *drawings.losses(drawing, pictures))
    return WalkedDrawing(drawing, pictures, boxes, alt(drawing), losses)


# ---- tables


def _table(table: etree._Element, file: WalkedFile, places: Places, around: _Around) -> WalkedTable:
    place = places.fixed or f"第{places.tables}张表"
    rows: list[WalkedRow] = []
    standing = 0
    for row, losses in _opened(table, around):
        if row.tag == W + "tr":
            is_deleted = elements.child(elements.child(row, "trPr"), "del") is not None
            standing += not is_deleted
            at = places.fixed or f"{place}第{standing}行{'之后' if is_deleted else ''}"
            cells = tuple(_cells(row, file, Places(places.fixed, row=at), losses))
            rows.append(WalkedRow(row, at, cells, is_deleted))
    return WalkedTable(table, tuple(with_heights(rows)))


def _cells(row: etree._Element, file: WalkedFile, places: Places, around: _Around) -> Iterator[WalkedCell]:
    """The cells from the first column to the last, with those that the row leaves out."""
    stated = elements.child(row, "trPr")
    if column := _count(stated, "gridBefore"):
        yield WalkedCell(None, places.row, 0, column)
    cells = ((child, losses) for child, losses in _opened(row, around) if child.tag == W + "tc")
    for number, (cell, losses) in enumerate(cells, start=1):
        at = places.fixed or f"{places.row}第{number}格"
        look = elements.child(cell, "tcPr")
        columns, merge = _count(look, "gridSpan") or 1, value(look, "vMerge")
        inside = tuple(_blocks(cell, file, Places(at), losses))
        yield WalkedCell(cell, at, column, columns, "" if merge is None else merge or "continue", inside)
        column += columns
    if after := _count(stated, "gridAfter"):
        yield WalkedCell(None, places.row, column, after)


def _count(properties: etree._Element | None, name: str) -> int:
    """The number of columns that a property states, 0 for none, never more than Word itself allows."""
    number = value(properties, name) or "0"
    return min(int(number), _MOST_COLUMNS) if number.isdecimal() else 0
