"""The XML of a sheet with some cells changed: their own bytes are put in, every other byte stays as it was.

All that the program writes into a workbook that is there is written here.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from xml.parsers import expat
from xml.sax.saxutils import escape

from msgspec import Struct, field

from juesuan.reading.grid import Place, address

_TAG = re.compile(rb"""<[^<>"']*(?:"[^"]*"|'[^']*'|[^<>"'])*>""")
_SPANS = re.compile(rb"""\s+spans\s*=\s*("[^"]*"|'[^']*')""")
_STYLE = re.compile(rb"""(\ss\s*=\s*["'])[^"']*(["'])""")
_TYPE = re.compile(rb"""\s+t\s*=\s*("[^"]*"|'[^']*')""")
_EMPTY = re.compile(rb"<[^<>]*/>|<[^<>]*></[^<>]*>")
"""An element that holds nothing."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")
_FOREIGN = re.compile(rb"<\?xml[^>]*encoding=.(?!utf-8)", re.IGNORECASE)
"""XML in another encoding than UTF-8."""
_SPACE = " "
"""Stands between the namespace and the name of an element."""


_Change = tuple[int, int, bytes]
"""Where the bytes that are taken out begin and end, and those that are put in."""


class CannotSplice(Exception):  # noqa: N818 - the name is the reason
    """The XML is written in a way that no byte of it can be trusted to be where it seems."""


class _Cell(Struct):
    column: int
    begin: int
    end: int
    style: str
    tag_end: int
    """Where its start tag ends."""
    is_formula: bool = False
    result_begin: int = -1
    """Where what it holds or, of a formula, what it showed last begins; -1 where it holds nothing so."""
    result_end: int = -1


class _Row(Struct):
    number: int
    begin: int
    tag_end: int
    """Where its start tag ends; its cells follow."""
    is_empty: bool
    """Whether the tag is its own end."""
    end: int = 0
    """Behind its end tag."""
    cells: dict[int, _Cell] = field(default_factory=dict)


class _Layout(Struct):
    """Where rows and cells stand among the bytes."""

    prefix: str = ""
    """The prefix of the names of elements, such as x: with its colon."""
    body_begin: int = -1
    body_tag_end: int = -1
    is_empty: bool = False
    rows: dict[int, _Row] = field(default_factory=dict)


def spliced(xml: bytes, values: Mapping[Place, Decimal | str]) -> bytes:
    """The sheet whose cells, by row and column from 0, hold these values; an empty text makes a cell blank.

    A cell that was there keeps its style, a new one takes that of the next cell above. Raises CannotSplice.
    """
    layout = _laid_out(xml)
    wanted = {place: value for place, value in values.items() if value != "" or _is_there(layout, place)}
    return _changed(xml, [*_in_rows(xml, layout, wanted), *_new_rows(layout, wanted)])


def _is_there(layout: _Layout, place: Place) -> bool:
    row = layout.rows.get(place[0])
    return row is not None and place[1] in row.cells


def repainted(xml: bytes, places: Collection[Place], looks: Mapping[str, str]) -> bytes:
    """The sheet in which the cells that have one of the ``looks`` have the other; raises as ``spliced``."""
    cells = _cells(_laid_out(xml))
    found = [each for place, each in cells if place in places and each.style in looks]
    changes = [(each.begin, each.tag_end, _painted(xml, each, looks[each.style])) for each in found]
    return _changed(xml, changes)


def _painted(xml: bytes, cell: _Cell, style: str) -> bytes:
    return _STYLE.sub(rf"\g<1>{style}\g<2>".encode(), xml[cell.begin : cell.tag_end], count=1)


def without_results(xml: bytes) -> bytes:
    """The sheet whose formulas have no results: every program computes them anew; raises as ``spliced``."""
    cells = (each for _, each in _cells(_laid_out(xml)) if each.is_formula and each.result_begin >= 0)
    stale = [each for each in cells if not _EMPTY.fullmatch(xml[each.result_begin : each.result_end])]
    tags = [(each.begin, each.tag_end, _TYPE.sub(b"", xml[each.begin : each.tag_end])) for each in stale]
    return _changed(xml, [*tags, *((each.result_begin, each.result_end, b"") for each in stale)])


def _cells(layout: _Layout) -> Iterator[tuple[Place, _Cell]]:
    return (((row.number, at), cell) for row in layout.rows.values() for at, cell in row.cells.items())


def _changed(xml: bytes, changes: Iterable[_Change]) -> bytes:
    for begin, end, words in sorted(changes, key=lambda each: each[:2], reverse=True):
        xml = xml[:begin] + words + xml[end:]
    return xml


def style_of(xml: bytes, place: Place) -> str:
    """The style of the cell, as its element names it, 0 where it names none; raises as ``spliced``."""
    row = _laid_out(xml).rows.get(place[0])
    cell = row.cells.get(place[1]) if row else None
    return cell.style or "0" if cell else "0"


# ---- where everything stands


def _laid_out(xml: bytes) -> _Layout:
    if xml.startswith(_WIDE) or _FOREIGN.match(xml):
        raise CannotSplice
    layout = _Layout()
    reader = _Reader(xml, layout)
    parser = expat.ParserCreate(namespace_separator=_SPACE)
    parser.StartElementHandler = lambda name, given: reader.start(name, given, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda name: reader.end(name, parser.CurrentByteIndex)
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat wants it so
    except expat.ExpatError as caught:
        raise CannotSplice from caught
    if layout.body_begin < 0:
        raise CannotSplice
    return layout


class _Reader(Struct):
    """What notes rows and cells while the XML is parsed."""

    xml: bytes
    layout: _Layout
    path: list[str] = field(default_factory=list)
    row: _Row | None = None
    cell: _Cell | None = None

    def start(self, name: str, given: Mapping[str, str], at: int) -> None:
        self.path.append(name.rpartition(_SPACE)[2])
        match self.path[1:]:
            case ["sheetData"]:
                tag = self._tag(at)
                self.layout.prefix = tag[1:].split(b"sheetData")[0].decode()
                self.layout.body_begin, self.layout.body_tag_end = at, at + len(tag)
                self.layout.is_empty = tag.endswith(b"/>")
            case ["sheetData", "row"]:
                self._begin_row(given, at)
            case ["sheetData", "row", "c"]:
                self._begin_cell(given, at)
            case ["sheetData", "row", "c", "f"] if self.cell:
                self.cell.is_formula = True
            case ["sheetData", "row", "c", "v"] if self.cell:
                self.cell.result_begin = at

    def end(self, _: str, at: int) -> None:
        match self.path[1:]:
            case ["sheetData", "row", "c"] if self.cell:
                self.cell.end = self._end(self.cell.begin, at)
            case ["sheetData", "row", "c", "v"] if self.cell:
                self.cell.result_end = self._end(self.cell.result_begin, at)
            case ["sheetData", "row"] if self.row:
                self.row.end = self._end(self.row.begin, at)
        self.path.pop()

    def refuse(self, *_: object) -> None:
        raise CannotSplice

    def _begin_row(self, given: Mapping[str, str], at: int) -> None:
        last = max(self.layout.rows, default=-1)
        number = int(given["r"]) - 1 if "r" in given else last + 1
        if number <= last:
            raise CannotSplice
        tag = self._tag(at)
        self.row = _Row(number, at, at + len(tag), tag.endswith(b"/>"))
        self.layout.rows[number] = self.row

    def _begin_cell(self, given: Mapping[str, str], at: int) -> None:
        if self.row is None:
            raise CannotSplice
        last = max(self.row.cells, default=-1)
        column = _column(given["r"], self.row.number) if "r" in given else last + 1
        if column <= last:
            raise CannotSplice
        tag_end = at + len(self._tag(at))
        self.cell = self.row.cells[column] = _Cell(column, at, at, given.get("s", ""), tag_end)

    def _tag(self, at: int) -> bytes:
        found = _TAG.match(self.xml, at)
        if found is None:
            raise CannotSplice
        return found[0]

    def _end(self, begin: int, at: int) -> int:
        tag = self._tag(begin)
        return begin + len(tag) if tag.endswith(b"/>") else at + len(self._tag(at))


def _column(name: str, row: int) -> int:
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]+)", name)
    if found is None or int(found[2]) != row + 1:
        raise CannotSplice
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


# ---- what is put in


def _in_rows(xml: bytes, layout: _Layout, values: Mapping[Place, Decimal | str]) -> Iterator[_Change]:
    """The changes of rows that are there."""
    for number, row in layout.rows.items():
        wanted = {column: value for (at, column), value in values.items() if at == number}
        for column, value in wanted.items():
            if cell := row.cells.get(column):
                yield cell.begin, cell.end, _written(layout, (number, column), value, cell.style)
        new = {column: value for column, value in wanted.items() if column not in row.cells}
        if new:
            yield from _put_between(xml, layout, row, new)


def _put_between(xml: bytes, layout: _Layout, row: _Row, new: Mapping[int, Decimal | str]) -> Iterator[_Change]:
    """The new cells of a row that is there, each where it belongs; what the row says of its width is taken out."""
    tag = xml[row.begin : row.tag_end]
    bare = _SPANS.sub(b"", tag)
    by_place: dict[int, list[int]] = {}
    for column in sorted(new):
        before = [cell.end for at, cell in row.cells.items() if at < column]
        by_place.setdefault(max(before, default=row.tag_end), []).append(column)
    written = {
        place: b"".join(
            _written(layout, (row.number, each), new[each], _style_above(layout, (row.number, each)))
            for each in columns
        )
        for place, columns in by_place.items()
    }
    if row.is_empty:
        name = f"</{layout.prefix}row>".encode()
        yield row.begin, row.tag_end, bare[:-2].rstrip() + b">" + b"".join(written.values()) + name
        return
    first = written.pop(row.tag_end, b"")
    yield row.begin, row.tag_end, bare + first
    yield from ((place, place, words) for place, words in written.items())


def _new_rows(layout: _Layout, values: Mapping[Place, Decimal | str]) -> Iterator[_Change]:
    """Rows that are not there yet, behind the last one above."""
    by_place: dict[int, list[bytes]] = {}
    for number in sorted({at for at, _ in values} - set(layout.rows)):
        above = [row.end for at, row in layout.rows.items() if at < number]
        cells = sorted((place, value) for place, value in values.items() if place[0] == number)
        row = b"".join(_written(layout, place, value, _style_above(layout, place)) for place, value in cells)
        words = f'<{layout.prefix}row r="{number + 1}">'.encode() + row + f"</{layout.prefix}row>".encode()
        by_place.setdefault(max(above, default=layout.body_tag_end), []).append(words)
    if layout.is_empty and by_place:
        inside = b"".join(b"".join(each) for each in by_place.values())
        name = f"{layout.prefix}sheetData>".encode()
        yield layout.body_begin, layout.body_tag_end, b"<" + name + inside + b"</" + name
        return
    yield from ((place, place, b"".join(rows)) for place, rows in by_place.items())


def _style_above(layout: _Layout, place: Place) -> str:
    """The style of the next cell above in the same column; empty where there is none."""
    above = (row.cells.get(place[1]) for at, row in sorted(layout.rows.items(), reverse=True) if at < place[0])
    return next((cell.style for cell in above if cell), "")


def _written(layout: _Layout, place: Place, value: Decimal | str, style: str) -> bytes:
    """A cell that holds a value."""
    name = layout.prefix
    head = f'<{name}c r="{address(*place)}"' + (f' s="{style}"' if style else "")
    if value == "":
        return f"{head}/>".encode()
    if isinstance(value, str):
        text = f'<{name}is><{name}t xml:space="preserve">{escape(value)}</{name}t></{name}is>'
        return f'{head} t="inlineStr">{text}</{name}c>'.encode()
    number = format(value.normalize() + 0, "f")
    return f"{head}><{name}v>{number}</{name}v></{name}c>".encode()
