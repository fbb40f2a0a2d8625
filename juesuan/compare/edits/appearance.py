"""The edits that change how paragraphs, tables and their words look: formatting, and what hides words by it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from juesuan.compare.edits import location, looks, pairing
from juesuan.compare.edits.pairing import Pairs, Side
from juesuan.model.edit import Edit, EditKind
from juesuan.ooxml import elements, measures
from juesuan.ooxml.editable_text import EditableParagraph, EditableTable
from juesuan.ooxml.measures import Measures, SeenLines

_FEW = 3
"""The most places with the same change of their look that are told one by one; more are told in one edit."""
_Lines = tuple[EditableParagraph, EditableParagraph, Callable[[], str]]
"""A paragraph as it was and as it is now, and how its place is worked out: few are told of."""


class ChangedLook(Struct, frozen=True):
    """A place whose look was changed, and the changes in words."""

    place: str
    text: str
    words: tuple[str, ...]


def edits(one: Side, two: Side, pairs: Pairs) -> Iterator[Edit]:
    """The changes of look between two files, each an edit of the kind FORMAT; many of the same are one edit."""
    found: dict[str, list[Edit]] = {}
    for each in (*_of_lines(one, two, pairs), *_of_tables(one, two, pairs)):
        edit = Edit(
            number=0, kind=EditKind.FORMAT, place=each.place, before=each.text, after="；".join(each.words)
        )
        found.setdefault(edit.after, []).extend([edit] if each.words else [])
    for same in found.values():
        if len(same) > _FEW:
            yield replace(same[0], place=f"{same[0].place}等{len(same)}处")
        else:
            yield from same


# ---- paragraphs and the texts of cells


def _of_lines(one: Side, two: Side, pairs: Pairs) -> Iterator[ChangedLook]:
    lines = [each for base, hand in pairs.each() for each in _lines(one, two, base[0], hand[0])]
    renamed, has_same_styles = _renamed(lines), one.looks.source == two.looks.source
    for was, now, place in lines:
        if has_same_styles and renamed.get(was.style, was.style) == now.style and _is_untouched(was, now):
            continue
        words = looks.changed((one.looks, was), (two.looks, now), renamed)
        measured = _measured(*_pairs_of_measures(one, two, was, now))
        if words or measured:
            yield ChangedLook(place(), now.text, (*words, *measured))
    for new in sorted(set(range(len(two.items))) - pairs.by_hand().keys()):
        item = two.items[new]
        if isinstance(item, EditableParagraph):
            yield ChangedLook(two.places[new], item.text, tuple(looks.added(two.looks, item)))


def _is_untouched(was: EditableParagraph, now: EditableParagraph) -> bool:
    """Whether a paragraph is written as it was, and stands and counts as it did: with equal styles it looks so."""
    around = [(each.raw, each.style, each.number, each.blanks, each.has_break) for each in (was, now)]
    if around[0] != around[1] or len(was.paragraphs) != len(now.paragraphs):
        return False
    return all(map(elements.are_equal, was.paragraphs, now.paragraphs))


def _pairs_of_measures(
    one: Side, two: Side, was: EditableParagraph, now: EditableParagraph
) -> tuple[Measures, Measures]:
    if not was.paragraphs or not now.paragraphs:
        return {}, {}
    return measures.of_paragraph(one.looks, was.paragraphs[0]), measures.of_paragraph(two.looks, now.paragraphs[0])


def _measured(before: Measures, after: Measures) -> tuple[str, ...]:
    return tuple(dict.fromkeys(measures.said(name, after) for name in measures.differing(before, after)))


def _lines(one: Side, two: Side, base: int, hand: int) -> Iterator[_Lines]:
    """The paragraph, or the cells of the table, of a pair of items: as it was, as it is now, and its place."""
    was, now, place = one.items[base], two.items[hand], one.places[base]
    if isinstance(was, EditableParagraph) and isinstance(now, EditableParagraph):
        yield was, now, partial(str, place)
    elif isinstance(was, EditableTable) and isinstance(now, EditableTable):
        for row, other in pairing.rows(was, now):
            for cell, same in pairing.cells(row, other):
                if cell.line.text.strip() and same.line.text.strip():
                    yield cell.line, same.line, partial(location.cell, place, was, row, cell.column)


def _renamed(lines: Iterable[_Lines]) -> Mapping[str, str]:
    """The style that most paragraphs of each style have now: another program may have renamed every style."""
    counts: dict[str, Counter[str]] = {}
    for was, now, _ in lines:
        counts.setdefault(was.style, Counter())[now.style] += 1
    most = {style: found.most_common(1)[0] for style, found in counts.items()}
    return {style: name for style, (name, count) in most.items() if count > _FEW}


# ---- tables


def _of_tables(one: Side, two: Side, pairs: Pairs) -> Iterator[ChangedLook]:
    has_same_styles = one.looks.source == two.looks.source
    for base, hand in pairs.each():
        was, now, place = one.items[base[0]], two.items[hand[0]], one.places[base[0]]
        if isinstance(was, EditableTable) and isinstance(now, EditableTable):
            if has_same_styles and was.text == now.text and elements.are_equal(was.element, now.element):
                continue
            tables = (one.looks, was.element), (two.looks, now.element)
            yield ChangedLook(place, "", _measured(*(measures.of_table(*each) for each in tables)))
            yield from _of_rows(was, now, place, [measures.lines_of_table(*each) for each in tables])


def _of_rows(
    was: EditableTable, now: EditableTable, place: str, lines: Sequence[SeenLines]
) -> Iterator[ChangedLook]:
    """The changes in the rows and cells of a table; ``lines`` are those of the table itself, before and after."""
    numbers = {id(row): number for number, row in enumerate(was.rows, 1)}
    says_the_same = was.text == now.text
    for row, other in pairing.rows(was, now):
        at = f"{place} 第{numbers[id(row)]}行"
        words = _measured(measures.of_row(row.element), measures.of_row(other.element))
        merged = ("合并的格改了",) if pairing.columns(row) != pairing.columns(other) else ()
        yield ChangedLook(at, "", (*words, *(merged if says_the_same else ())))
        for cell, same in pairing.cells(row, other):
            old, new = measures.of_cell(cell.element, lines[0]), measures.of_cell(same.element, lines[1])
            if found := _measured(old, new):
                yield ChangedLook(location.cell(place, was, row, cell.column), same.line.text, found)
