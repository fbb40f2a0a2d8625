"""The look of letters that is stated in a style and not on the run: struck, hidden, raised and capital letters."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree
from msgspec import Struct, field

from juesuan.ooxml import package, table_conditions
from juesuan.ooxml.elements import W, based, child, element, is_on, value
from juesuan.ooxml.package import WordFile

_TOGGLED = ("vanish", "strike", "caps", "smallCaps")
"""What styles of table, paragraph and letters that state it twice switch off again: Word calls it a toggle."""
_STATED = ("dstrike", "vertAlign", "position")
_TELLING = tuple(W + name for name in (*_TOGGLED, *_STATED))


_Key = tuple[str, str, str, tuple[str, ...]]
"""The ids of the styles of letters, paragraph and table, and the conditions of the last that hold."""


class StyledLetters(Struct, frozen=True):
    """The styles and defaults of a Word file, as far as they hide, strike, raise or enlarge letters."""

    styles: Mapping[str, etree._Element]
    """All styles of the file, by their ids; none where no style and no default does so."""
    usual: str
    """The id of the style of a paragraph that names none."""
    defaults: etree._Element | None
    """The look (`w:rPr`) of letters where no style says otherwise."""
    tables: Mapping[str, etree._Element]
    """The styles of tables that do so, by their ids; that of a table which names none has no id."""
    known: dict[_Key, Mapping[str, etree._Element]] = field(default_factory=dict)
    """What the styles say together, worked out so far."""
    cells: dict[etree._Element, Mapping[etree._Element, tuple[str, ...]]] = field(default_factory=dict)
    """The conditions of its style that hold for each cell of a table, of the tables met so far."""

    def look(self, run: etree._Element) -> etree._Element | None:
        """The look (`w:rPr`) of a run with what its styles add to it; None where nothing is stated."""
        own = child(run, "rPr")
        if not self.styles and self.defaults is None:
            return own
        paragraph = next(run.iterancestors(W + "p"), None)
        style = None if paragraph is None else value(child(paragraph, "pPr"), "pStyle")
        key = value(own, "rStyle") or "", style or self.usual, *(self._cell(run) if self.tables else ("", ()))
        if key not in self.known:
            self.known[key] = dict(self._added(key))
        names = set() if own is None else {each.tag for each in own}
        added = [each for name, each in self.known[key].items() if name not in names]
        return _joined(own, added) if added else own

    def _cell(self, run: etree._Element) -> tuple[str, tuple[str, ...]]:
        """The style of the table that a run stands in, and its conditions there; empty where it says nothing."""
        cell, table = (next(run.iterancestors(W + name), None) for name in ("tc", "tbl"))
        style = "" if table is None else value(table.find(W + "tblPr"), "tblStyle") or ""
        if cell is None or table is None or style not in self.tables:
            return "", ()
        if table not in self.cells:
            self.cells[table] = table_conditions.of_cells(table, self.tables[style])
        return self.tables[style].get(W + "styleId", ""), self.cells[table].get(cell, ())

    def _added(self, key: _Key) -> Iterator[tuple[str, etree._Element]]:
        """What the styles state together, the nearest first: of letters, of the paragraph, of the table."""
        letters, paragraph, table, conditions = key
        layers = self._looks(letters), self._looks(paragraph), self._of_table(table, conditions)
        stated = [*map(_stated, layers)]
        rest = {} if self.defaults is None else _stated([self.defaults])
        for name in _TELLING:
            found = [each[name] for each in stated if name in each]
            found = found or [each[name] for each in (rest,) if name in each]
            toggled = name.removeprefix(W)
            if found and toggled in _TOGGLED:
                yield name, element(toggled, val=str(sum(map(_is_set, found)) % 2))
            elif found:
                yield name, found[0]

    def _of_table(self, key: str, conditions: tuple[str, ...]) -> Iterator[etree._Element]:
        """The looks that a style of tables gives under conditions, the strongest first, then everywhere."""
        styles = list(based(self.styles, key))
        for condition in conditions:
            for style in styles:
                held = (each for each in style.iterfind(W + "tblStylePr") if each.get(W + "type") == condition)
                yield from (look for each in held for look in each.iterfind(W + "rPr"))
        yield from self._looks(key)

    def _looks(self, key: str) -> Iterator[etree._Element]:
        found = (each.find(W + "rPr") for each in based(self.styles, key))
        return (each for each in found if each is not None)


def _is_set(stated: etree._Element) -> bool:
    return is_on(stated.getparent(), str(stated.tag).removeprefix(W))


def _stated(looks: Iterable[etree._Element]) -> dict[str, etree._Element]:
    """What looks state, the nearest first."""
    found: dict[str, etree._Element] = {}
    for look in looks:
        for each in look.iterchildren(*_TELLING):
            found.setdefault(str(each.tag), each)
    return found


def _joined(own: etree._Element | None, added: Iterable[etree._Element]) -> etree._Element:
    return element("rPr", *map(deepcopy, () if own is None else own), *map(deepcopy, added))


def of(word: WordFile) -> StyledLetters:
    """The styles of a Word file as far as they tell; of a file without any such style they say nothing."""
    part = package.part_of_kind(word, "styles")
    if part is None or next(part.iter(*_TELLING), None) is None:
        return StyledLetters({}, "", None, {})
    styles = {each.get(W + "styleId", ""): each for each in part.iter(W + "style")}
    defaults = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return StyledLetters(styles, next(_usual(styles, "paragraph"), ""), defaults, _of_tables(styles))


def _usual(styles: Mapping[str, etree._Element], kind: str) -> Iterator[str]:
    """The id of the style that is meant where none is named."""
    for key, style in styles.items():
        if style.get(W + "type") == kind and style.get(W + "default") in {"1", "true"}:
            yield key


def _of_tables(styles: Mapping[str, etree._Element]) -> Mapping[str, etree._Element]:
    """The styles of tables that say something of letters, or are based on one that does, by their ids."""
    found = {
        key: style
        for key, style in styles.items()
        if style.get(W + "type") == "table"
        and any(next(each.iter(*_TELLING), None) is not None for each in based(styles, key))
    }
    usual = next(_usual(styles, "table"), "")
    return {**found, "": found[usual]} if usual in found else found
