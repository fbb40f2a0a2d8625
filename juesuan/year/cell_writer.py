"""Cells of an .xlsx are changed in its XML, and nothing else: styles, formulas, other sheets stay as they are.

What a formula showed is out of date once a cell has changed: such results are taken out, so that every program
computes them anew and none is read for a number.
"""

import io
import posixpath
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from juesuan.model.values import Cell
from juesuan.ooxml import unzipped
from juesuan.reading.grid import address
from juesuan.year import cell_looks

MAIN, _STYLES = "xl/workbook.xml", "xl/styles.xml"
"""The part that lists the sheets, and the one that lists the looks of cells."""
_MOST_BYTES = 64 * 1024 * 1024
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_AFTER_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
               "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell that is to hold something else; row and column from 0."""

    sheet: str
    row: int
    column: int
    value: Decimal | str


def edited(
    data: bytes, edits: Iterable[CellEdit], confirmed: Iterable[Cell] = (), proposed: Iterable[Cell] = ()
) -> bytes:
    """The workbook with the cells changed; a cell that is new looks like the one above it.

    The ``confirmed`` cells that look proposed get the look of any other, the ``proposed`` ones that of proposed
    ones, as far as the workbook has such looks. Every part that holds none of all these, nor a result out of date,
    is the same to the byte.
    """
    parts = unzipped.parts(data, _MOST_BYTES)
    by_sheet: dict[str, list[CellEdit]] = {}
    for edit in edits:
        by_sheet.setdefault(edit.sheet, []).append(edit)
    changed: dict[str, bytes] = {}
    looks = cell_looks.confirmed_looks(parsed(parts[_STYLES])) if _STYLES in parts else {}
    painted = ((tuple(confirmed), looks), (tuple(proposed), {own: deep for deep, own in looks.items()}))
    for name, where in sheet_parts(parts).items() if by_sheet or any(cells for cells, _ in painted) else ():
        root = parsed(parts[where])
        is_stale = bool(by_sheet) and _forget(root)
        _change(root, by_sheet.get(name, ()))
        is_repainted = [
            _repaint(root, {each.address for each in cells if each.sheet == name}, to) for cells, to in painted
        ]
        if name in by_sheet or is_stale or any(is_repainted):
            changed[where] = _written(root)
    if by_sheet:
        changed[MAIN] = recalculated(parts[MAIN])
    return zipped(data, changed) if changed else data


def _repaint(root: etree._Element, addresses: Collection[str], looks: Mapping[str, str]) -> bool:
    """Gives cells that have one of the ``looks`` the other; returns whether there were any."""
    found = [cell for cell in root.iter("{*}c") if cell.get("r") in addresses and cell.get("s") in looks]
    for cell in found:
        cell.set("s", looks[str(cell.get("s"))])
    return bool(found)


def formulas(data: bytes) -> frozenset[tuple[str, str]]:
    """The cells that hold formulas, by the name of the sheet and the address."""
    cells = formula_cells(unzipped.parts(data, _MOST_BYTES))
    return frozenset((each.cell.sheet, each.cell.address) for each in cells)


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A cell that holds a formula."""

    cell: Cell
    words: str
    """The formula without its =; empty where it shares that of another cell."""
    result: str
    """What it showed when it was computed last; empty where nothing is stored."""


def formula_cells(parts: Mapping[str, bytes]) -> tuple[FormulaCell, ...]:
    """All cells that hold formulas, of the parts of a workbook."""
    return tuple(
        FormulaCell(Cell(name, str(cell.get("r"))), formula.text or "", cell.findtext("{*}v", ""))
        for name, where in sheet_parts(parts).items()
        for cell in parsed(parts[where]).iter("{*}c")
        if (formula := cell.find("{*}f")) is not None
    )


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The name of the part of each sheet, by the name of the sheet."""
    relations = parsed(parts["xl/_rels/workbook.xml.rels"])
    targets = {each.get("Id"): str(each.get("Target")) for each in relations.iter("{*}Relationship")}
    found = {}
    for sheet in parsed(parts[MAIN]).iter("{*}sheet"):
        target = targets[sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)]
        where = posixpath.normpath(posixpath.join("/xl", target))[1:]
        if b"worksheet" in parts[where][:2000]:
            found[str(sheet.get("name")).strip()] = where
    return found


def parsed(xml: bytes) -> etree._Element:
    """The root element of a part."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _forget(root: etree._Element) -> bool:
    """Takes the results out of all formulas; returns whether there were any."""
    stale = [
        value
        for cell in root.iter("{*}c")
        if cell.find("{*}f") is not None and (value := cell.find("{*}v")) is not None and value.text
    ]
    for value in stale:
        cell = value.getparent()
        if cell is not None:
            cell.remove(value)
            _without(cell, "t")
    return bool(stale)


def _without(element: etree._Element, attribute: str) -> None:
    if attribute in element.attrib:
        del element.attrib[attribute]


def is_recalculated(xml: bytes) -> bool:
    """Whether the workbook part says that all is to be computed when the file is opened."""
    settings = parsed(xml).find("{*}calcPr")
    return settings is not None and settings.get("fullCalcOnLoad") in {"1", "true"}


def recalculated(xml: bytes) -> bytes:
    """The workbook part, which says so."""
    if is_recalculated(xml):
        return xml
    root = parsed(xml)
    settings = root.find("{*}calcPr")
    if settings is None:
        space = etree.QName(root).namespace
        settings = etree.Element(f"{{{space}}}calcPr")
        after = next((each for each in root if etree.QName(each).localname in _AFTER_CALC), None)
        root.insert(len(root) if after is None else root.index(after), settings)
    settings.set("fullCalcOnLoad", "1")
    return _written(root)


# ---- cells


def _change(root: etree._Element, edits: Sequence[CellEdit]) -> None:
    body = root.find("{*}sheetData")
    if body is None or not edits:
        return
    rows = dict(_numbered_rows(body))
    for edit in sorted(edits, key=lambda each: (each.row, each.column)):
        row = rows[edit.row] if edit.row in rows else _new_row(body, rows, edit.row)
        _without(row, "spans")
        cells = dict(_numbered_cells(row))
        cell = cells.get(edit.column)
        if cell is None:
            cell = _new_cell(row, cells, edit, _style_above(rows, edit))
        _hold(cell, edit.value)


def _numbered_rows(body: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    number = 0
    for row in body.iterfind("{*}row"):
        number = int(row.get("r", number + 1))
        yield number - 1, row


def _numbered_cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = -1
    for cell in row.iterfind("{*}c"):
        name = cell.get("r")
        column = column + 1 if name is None else _column(name)
        yield column, cell


def _column(name: str) -> int:
    number = 0
    for letter in name:
        if letter.isdigit():
            break
        number = number * 26 + ord(letter) - 64
    return number - 1


def _new_row(body: etree._Element, rows: dict[int, etree._Element], number: int) -> etree._Element:
    row = etree.Element(f"{{{etree.QName(body).namespace}}}row")
    row.set("r", str(number + 1))
    above = [at for at in rows if at < number]
    body.insert(body.index(rows[max(above)]) + 1 if above else 0, row)
    rows[number] = row
    return row


def _new_cell(
    row: etree._Element, cells: Mapping[int, etree._Element], edit: CellEdit, style: str | None
) -> etree._Element:
    cell = etree.Element(f"{{{etree.QName(row).namespace}}}c")
    cell.set("r", address(edit.row, edit.column))
    if style is not None:
        cell.set("s", style)
    before = [each for at, each in cells.items() if at < edit.column]
    row.insert(0 if not before else row.index(before[-1]) + 1, cell)
    return cell


def _style_above(rows: Mapping[int, etree._Element], edit: CellEdit) -> str | None:
    """The style of the next cell above in the same column."""
    for number in sorted((at for at in rows if at < edit.row), reverse=True):
        cell = dict(_numbered_cells(rows[number])).get(edit.column)
        if cell is not None:
            return cell.get("s")
    return None


def _hold(cell: etree._Element, value: Decimal | str) -> None:
    """Lets a cell hold a value in place of what it holds; its style stays."""
    space = etree.QName(cell).namespace
    for child in list(cell):
        if etree.QName(child).localname in {"v", "f", "is"}:
            cell.remove(child)
    _without(cell, "t")
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
        text.text = value
    else:
        etree.SubElement(cell, f"{{{space}}}v").text = format(value.normalize() + 0, "f")


# ---- the package


def zipped(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with some parts changed; all others, their order and their dates are as they were."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = changed.get(entry.filename)
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.compress_type, info.external_attr = entry.compress_type, entry.external_attr
            new.writestr(info, old.read(entry) if content is None else content)
    return held.getvalue()
