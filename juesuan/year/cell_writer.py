"""Cells of an .xlsx are changed in its XML, and nothing else: styles, formulas, other sheets stay as they are.

What a formula showed is out of date once a cell has changed: such results are taken out, so that every program
computes them anew and none is read for a number.
"""

import io
import posixpath
import zipfile
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from lxml import etree
from msgspec import Struct

from juesuan.model.problems import ReportError, error
from juesuan.model.values import Cell
from juesuan.model.year_folder import WORKBOOK
from juesuan.ooxml import unzipped
from juesuan.reading.grid import Place
from juesuan.reading.official.places import position
from juesuan.year import cell_looks, cell_splice

MAIN, _STYLES = "xl/workbook.xml", "xl/styles.xml"
"""The part that lists the sheets, and the one that lists the looks of cells."""
_MOST_BYTES = 64 * 1024 * 1024
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_AFTER_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
               "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


class CellEdit(Struct, frozen=True):
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
    ones, as far as the workbook has such looks. Every byte that is none of all these, nor of a result out of date,
    is the same. Raises ReportError (K07) where it is written in a way that no byte of it is sure.
    """
    parts, wanted = unzipped.parts(data, _MOST_BYTES), tuple(edits)
    looks = cell_looks.confirmed_looks(parsed(parts[_STYLES])) if _STYLES in parts else {}
    painted = ((tuple(confirmed), looks), (tuple(proposed), {own: deep for deep, own in looks.items()}))
    is_touched = bool(wanted) or any(cells for cells, _ in painted)
    changed: dict[str, bytes] = {}
    try:
        for name, where in sheet_parts(parts).items() if is_touched else ():
            own = {(each.row, each.column): each.value for each in wanted if each.sheet == name}
            xml = cell_splice.without_results(parts[where]) if wanted else parts[where]
            looked = [({position(each) for each in cells if each.sheet == name}, to) for cells, to in painted]
            changed[where] = _sheet(xml, own, looked)
    except cell_splice.CannotSplice as caught:
        message = "这个工作簿写得特别，没有动它"
        raise ReportError(error("K07", WORKBOOK, message, "请在 WPS 或 Excel 里打开，另存一次再做。")) from caught
    changed = {where: xml for where, xml in changed.items() if xml != parts[where]}
    if wanted:
        changed[MAIN] = recalculated(parts[MAIN])
    return zipped(data, changed) if changed else data


def _sheet(
    xml: bytes, edits: Mapping[Place, Decimal | str], looks: Iterable[tuple[Collection[Place], Mapping[str, str]]]
) -> bytes:
    """The XML of a sheet with cells changed and others painted; raises CannotSplice."""
    xml = cell_splice.spliced(xml, edits)
    for places, to in looks:
        xml = cell_splice.repainted(xml, places, to)
    return xml


def formulas(data: bytes) -> frozenset[tuple[str, str]]:
    """The cells that hold formulas, by the name of the sheet and the address."""
    cells = formula_cells(unzipped.parts(data, _MOST_BYTES))
    return frozenset((each.cell.sheet, each.cell.address) for each in cells)


class FormulaCell(Struct, frozen=True):
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
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


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
