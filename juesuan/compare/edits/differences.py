"""The edits that people made: a Word file as the program wrote it against the same file after other hands."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from juesuan.compare.edits import appearance, around, captions, location, pairing
from juesuan.compare.edits.captions import CAPTION
from juesuan.compare.edits.pairing import Pairs, Side
from juesuan.model.edit import Edit, EditKind, Sought
from juesuan.ooxml.editable_text import EditableParagraph, EditableRow, EditableTable
from juesuan.ooxml.package import NotWordFile


def edits(base: bytes, theirs: bytes) -> tuple[Edit, ...]:
    """The edits that people made in the .docx ``base`` to get ``theirs``, numbered from 1.

    First come those of the text, then those of its look, then those of comments, pictures, objects, pages and the
    like. Tracked changes count as accepted. What a reader does not see, such as styles written anew by another
    program, is no edit. Raises `NotWordFile` where one of the two cannot be read, or where they have so little in
    common that nobody would go through what differs.
    """
    one, two = pairing.side(base), pairing.side(theirs)
    if any(len(each.text) > _MOST_LETTERS for each in two.candidates):
        message = f"有一段超过 {_MOST_LETTERS} 个字，不像是由成品改成的，不予比较"
        raise NotWordFile(message)
    pairs = pairing.paired(one, two)
    differing = len(one.items) - len(pairs.by_base()) + len(two.items) - len(pairs.by_hand())
    if differing > _MOST_DIFFERING:
        message = f"有 {differing} 段与成品对不上，超过 {_MOST_DIFFERING} 段，不像是由它改成的，不予比较"
        raise NotWordFile(message)
    found = [*_of_items(one, two, pairs), *appearance.edits(one, two, pairs), *around.edits(one, two)]
    return tuple(replace(each, number=number) for number, each in enumerate(found, start=1))


_MOST_LETTERS = 40_000
"""Of a paragraph: twenty pages without a break."""
_MOST_DIFFERING = 2_000
"""Paragraphs and tables that only one of the two files has: a report of 200 pages has no more in all."""


# ---- what was done


def _of_items(one: Side, two: Side, pairs: Pairs) -> Iterator[Edit]:
    """The edits of paragraphs and tables; changed and moved ones first, as added ones are found again by them."""
    order = sorted(range(len(pairs.base)), key=lambda pair: pairs.hand[pair])
    for pair in order:
        base, hand = pairs.base[pair], pairs.hand[pair]
        was, now = one.items[base[0]], two.items[hand[0]]
        if isinstance(was, EditableTable) and isinstance(now, EditableTable):
            if was.text != now.text:
                table = location.sought(base[0], one.candidates)
                yield from table_edits(was, now, table, one.places[base[0]])
        elif pair in pairs.moved or one.text(base) != _renumbered(one.text(base), two, hand):
            yield _of_line(one, two, pairs, pair)
    for place in sorted(set(range(len(one.items))) - pairs.by_base().keys()):
        yield _deleted(one, two, pairs, place)
    for place in sorted(set(range(len(two.items))) - pairs.by_hand().keys()):
        yield _added(one, two, pairs, place)


def _renumbered(before: str, two: Side, hand: Sequence[int]) -> str:
    """The text after the edit; a caption whose number a field still counts has the number it had before."""
    number, after, line = CAPTION.match(before), two.text(hand), two.items[hand[0]]
    is_counted = isinstance(line, EditableParagraph) and captions.counted(line.paragraphs)
    return CAPTION.sub(number[0], after) if number and is_counted else after


def _of_line(one: Side, two: Side, pairs: Pairs, pair: int) -> Edit:
    base, hand = pairs.base[pair], pairs.hand[pair]
    is_moved = pair in pairs.moved
    behind, ahead = _neighbours(one, two, pairs, hand[0]) if is_moved else ((), ())
    return Edit(
        number=0,
        kind=EditKind.MOVED if is_moved else EditKind.REWRITTEN,
        place=one.places[base[0]],
        before=one.text(base),
        after=_renumbered(one.text(base), two, hand),
        sought=_sought(one, two, pairs, base[0]),
        behind=behind,
        ahead=ahead,
    )


def _sought(one: Side, two: Side, pairs: Pairs, place: int) -> Sought:
    """The text of an item of the first file and its neighbours, old and new, by which it is found again."""
    own, by_base = location.sought(place, one.candidates), pairs.by_base()

    def around(beside: int) -> tuple[str, ...]:
        held = by_base.get(beside, [])
        return tuple(two.candidates[each].text for each in held)

    return replace(
        own, previous=(*own.previous, *around(place - 1)), following=(*own.following, *around(place + 1))
    )


def _neighbours(one: Side, two: Side, pairs: Pairs, place: int) -> tuple[tuple[Sought, ...], tuple[Sought, ...]]:
    """The neighbours before and behind a new item: on each side the next one, then the next that is not new."""
    known = pairs.by_hand()

    def beside(step: int) -> Iterator[Sought]:
        at = place + step
        if 0 <= at < len(two.items):
            yield location.sought(at, two.candidates)
        while 0 <= at < len(two.items):
            if at in known:
                yield _sought(one, two, pairs, known[at][-1 if step < 0 else 0])
                return
            at += step

    return tuple(beside(-1)), tuple(beside(1))


def _deleted(one: Side, two: Side, pairs: Pairs, place: int) -> Edit:
    item = one.items[place]
    is_line = isinstance(item, EditableParagraph)
    return Edit(
        number=0,
        kind=EditKind.DELETED if is_line else EditKind.TABLE,
        place=one.places[place],
        before=item.text,
        after="" if is_line else "删去了这张表",
        sought=_sought(one, two, pairs, place),
    )


def _added(one: Side, two: Side, pairs: Pairs, place: int) -> Edit:
    item = two.items[place]
    behind, ahead = _neighbours(one, two, pairs, place)
    if isinstance(item, EditableTable):
        return Edit(number=0, kind=EditKind.TABLE, place=two.places[place], after="加了一张表：" + item.text)
    beside = _beside(two, place)
    number = item.number if beside is None or not beside.number else ""
    return Edit(
        number=0,
        kind=EditKind.ADDED,
        place=two.places[place],
        after=number + item.text,
        style=item.style,
        behind=behind,
        ahead=ahead,
    )


def _beside(side: Side, place: int) -> EditableParagraph | None:
    before = side.items[place - 1] if place else None
    return before if isinstance(before, EditableParagraph) else None


# ---- tables


def table_edits(one: EditableTable, two: EditableTable, table: Sought, place: str) -> Iterator[Edit]:
    """The edits that turned the table ``one`` into ``two``, cells first; one that is only named for other columns.

    ``table`` is how the table is found again, ``place`` its place for the officer.
    """
    pairs = pairing.rows(one, two)
    if any(pairing.columns(a) != pairing.columns(b) for a, b in pairs):
        words = "表格的列或合并的格改了，现在是：" + two.text
        yield Edit(number=0, kind=EditKind.TABLE, place=place, before=one.text, after=words, sought=table)
        return
    for row, other in pairs:
        for was, now in pairing.cells(row, other):
            if was.line.text != now.line.text:
                yield Edit(
                    number=0,
                    kind=EditKind.REWRITTEN,
                    place=location.cell(place, one, row, was.column),
                    before=was.line.text,
                    after=now.line.text,
                    sought=location.sought(one.rows.index(row), location.rows(one, was.column)),
                    table=table,
                    column=was.column,
                )
    yield from _rows(one, two, pairs, table, place)


def _rows(
    one: EditableTable,
    two: EditableTable,
    pairs: Sequence[tuple[EditableRow, EditableRow]],
    table: Sought,
    place: str,
) -> Iterator[Edit]:
    old, new = [id(row) for row, _ in pairs], {id(other): row for row, other in pairs}
    for at, row in enumerate(one.rows):
        if id(row) not in old and row.text.strip():
            yield Edit(
                number=0,
                kind=EditKind.ROW_DELETED,
                place=f"{place} 第{at + 1}行",
                before=row.text,
                sought=location.sought(at, location.rows(one)),
                table=table,
            )
    before: EditableRow | None = None
    for at, row in enumerate(two.rows):
        if id(row) in new:
            before = new[id(row)]
        elif row.text.strip():
            behind = [location.sought(at - 1, location.rows(two))] if at else []
            behind += [location.sought(one.rows.index(before), location.rows(one))] if before is not None else []
            yield Edit(
                number=0,
                kind=EditKind.ROW_ADDED,
                place=f"{place} 第{at + 1}行",
                after=row.text,
                behind=tuple(behind),
                table=table,
            )
