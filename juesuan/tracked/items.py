"""The lines, tables and rows of a text as what is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from juesuan import wordxml
from juesuan.tracked import atoms, marks
from juesuan.tracked.alignment import Item
from juesuan.tracked.atoms import Atom
from juesuan.wordxml import W, value

_ALIKE_TABLES = 0.3
_ALIKE_ROWS = 0.4


@dataclass(frozen=True)
class Line:
    """A paragraph."""

    element: etree._Element
    atoms: tuple[Atom, ...]

    @cached_property
    def seen(self) -> tuple[str, ...]:
        """What of it is compared."""
        return atoms.seen(self.atoms)

    @property
    def look(self) -> etree._Element:
        """Its properties, empty if it has none."""
        found = self.element.find(W + "pPr")
        return etree.Element(W + "pPr") if found is None else found

    @cached_property
    def item(self) -> Item:
        """The paragraph in the comparison; one with a picture can only become another with one."""
        things = any(atoms.is_picture(atom) for atom in self.atoms)
        look = marks.identity(self.element.find(W + "pPr"))
        return Item(("p", things), (look, self.seen), atoms.text(self.atoms))


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    element: etree._Element
    cells: tuple[tuple[etree._Element, tuple["Line | Table", ...]], ...]

    @cached_property
    def item(self) -> Item:
        """The row in the comparison: its cells must lie alike."""
        inside = [[each.item for each in content] for _, content in self.cells]
        texts = ["\n".join(each.text for each in cell) for cell in inside]
        form = tuple(_form(cell) for cell, _ in self.cells)
        key = (form, tuple(tuple(each.key for each in cell) for cell in inside))
        return Item(form, key, "\t".join(texts), next(filter(None, texts), ""), _ALIKE_ROWS)


def _form(cell: etree._Element) -> tuple[str, str]:
    """Columns and place in a merged cell; Word leaves out what LibreOffice writes."""
    properties = cell.find(W + "tcPr")
    merge = value(properties, "vMerge")
    return value(properties, "gridSpan") or "1", "" if merge is None else merge or "continue"


@dataclass(frozen=True)
class Table:
    """A table."""

    element: etree._Element
    rows: tuple[Row, ...]

    @cached_property
    def item(self) -> Item:
        """The table in the comparison: its grid must have as many columns."""
        inside = [row.item for row in self.rows]
        columns = len(self.element.findall(f"{W}tblGrid/{W}gridCol"))
        label = inside[0].text if inside else ""
        key = tuple(row.key for row in inside)
        return Item(("tbl", columns), key, "\n".join(row.text for row in inside), label, _ALIKE_TABLES)


Thing = Line | Table


def things(parent: etree._Element, media: Mapping[str, bytes]) -> tuple[Thing, ...]:
    """The paragraphs and tables in a text or a cell, in order."""
    return tuple(
        Line(child, atoms.atoms(child, media)) if child.tag == W + "p" else _table(child, media)
        for child in elements(parent)
    )


def elements(parent: etree._Element) -> list[etree._Element]:
    """The same as they stand in the file."""
    return [child for child in wordxml.flat(parent) if child.tag in {W + "p", W + "tbl"}]


def _table(table: etree._Element, media: Mapping[str, bytes]) -> Table:
    rows = (each for each in wordxml.flat(table) if each.tag == W + "tr")
    return Table(table, tuple(Row(row, _cells(row, media)) for row in rows))


def _cells(
    row: etree._Element, media: Mapping[str, bytes]
) -> tuple[tuple[etree._Element, tuple[Thing, ...]], ...]:
    cells = (each for each in wordxml.flat(row) if each.tag == W + "tc")
    return tuple((cell, things(cell, media)) for cell in cells)
