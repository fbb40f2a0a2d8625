"""The edits that people made: a Word file as the program wrote it against the same file after other hands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from juesuan.compare import alignment
from juesuan.compare.alignment import LEAST_ROW, AlignedItem
from juesuan.compare.edits import captions, location, looks, pairing
from juesuan.compare.edits.captions import CAPTION
from juesuan.compare.edits.pairing import Pairs, Side
from juesuan.model.edit import Edit, EditKind, Sought
from juesuan.ooxml.editable_text import EditableCell, EditableParagraph, EditableRow, EditableTable
from juesuan.ooxml.outside_text import Beside

_FEW = 3
"""The most paragraphs with the same change of their look that are told one by one; more are told in one edit."""


def edits(base: bytes, theirs: bytes) -> tuple[Edit, ...]:
    """The edits that people made in the .docx ``base`` to get ``theirs``, numbered from 1.

    First come those of the text, then those of its look, then those of comments, pictures and the like. Tracked
    changes count as accepted. What a reader does not see, such as styles written anew by another program, is no
    edit. Raises `NotWordFile` where one of the two cannot be read.
    """
    one, two = pairing.side(base), pairing.side(theirs)
    pairs = pairing.paired(one, two)
    found = [*_of_items(one, two, pairs), *_of_looks(one, two, pairs), *_of_beside(one, two)]
    return tuple(replace(each, number=number) for number, each in enumerate(found, start=1))


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


# ---- how it looks


def _of_looks(one: Side, two: Side, pairs: Pairs) -> Iterator[Edit]:
    found: dict[str, list[Edit]] = {}
    for place, text, words in _looks(one, two, pairs):
        edit = Edit(number=0, kind=EditKind.FORMAT, place=place, before=text, after="；".join(words))
        found.setdefault(edit.after, []).extend([edit] if words else [])
    for same in found.values():
        if len(same) > _FEW:
            yield replace(same[0], place=f"{same[0].place}等{len(same)}处")
        else:
            yield from same


def _looks(one: Side, two: Side, pairs: Pairs) -> Iterator[tuple[str, str, list[str]]]:
    """The place, the text and the changes of look, in words, of every paragraph and cell."""
    lines = [each for base, hand in pairs.each() for each in _lines(one, two, base[0], hand[0])]
    renamed = _renamed(lines)
    for was, now, place in lines:
        yield place, now.text, looks.changed((one.looks, was), (two.looks, now), renamed)
    for new in sorted(set(range(len(two.items))) - pairs.by_hand().keys()):
        item = two.items[new]
        if isinstance(item, EditableParagraph):
            yield two.places[new], item.text, looks.added(two.looks, item)


def _lines(
    one: Side, two: Side, base: int, hand: int
) -> Iterator[tuple[EditableParagraph, EditableParagraph, str]]:
    """The paragraph, or the cells of the table, of a pair of items: as it was, as it is now, and its place."""
    was, now, place = one.items[base], two.items[hand], one.places[base]
    if isinstance(was, EditableParagraph) and isinstance(now, EditableParagraph):
        yield was, now, place
    elif isinstance(was, EditableTable) and isinstance(now, EditableTable):
        for row, other in paired_rows(was, now):
            for cell, same in paired_cells(row, other):
                if cell.line.text.strip() and same.line.text.strip():
                    yield cell.line, same.line, location.cell(place, was, row, cell.column)


def _renamed(lines: list[tuple[EditableParagraph, EditableParagraph, str]]) -> Mapping[str, str]:
    """The style that most paragraphs of each style have now: another program may have renamed every style."""
    counts: dict[str, Counter[str]] = {}
    for was, now, _ in lines:
        counts.setdefault(was.style, Counter())[now.style] += 1
    most = {style: found.most_common(1)[0] for style, found in counts.items()}
    return {style: name for style, (name, count) in most.items() if count > _FEW}


# ---- what stands beside the text

_DONE = {
    EditKind.COMMENT: ("删去了批注", "加了批注"),
    EditKind.NOTE: ("删去了脚注", "加了脚注"),
    EditKind.BOX: ("删去了文本框", "加了文本框"),
    EditKind.PICTURE: ("删去或换掉了图片", "加了图片"),
    EditKind.HEADER: ("删去或改了页眉页脚", "加了页眉页脚"),
    EditKind.OTHER: ("删去了文字以外的内容", "加了文字以外的内容"),
}


def _of_beside(one: Side, two: Side) -> Iterator[Edit]:
    gone, new = differences(one.beside, two.beside)
    for done, things in enumerate((gone, new)):
        for each in things:
            words = _DONE[each.kind][done]
            place = f"“{each.place[:30]}”处" if each.place else "全文"
            yield Edit(
                number=0,
                kind=each.kind,
                place=place,
                before=each.place,
                after=f"{words}：{each.text}" if each.text else words,
                author=each.author,
            )


def paired_rows(one: EditableTable, two: EditableTable) -> list[tuple[EditableRow, EditableRow]]:
    """The pairs of rows that became one another, in order; all rows where none was added or deleted."""
    old, new = ([_aligned(row) for row in table.rows] for table in (one, two))
    if len(old) == len(new) and sum(a.likeness(b) for a, b in zip(old, new, strict=True)) >= len(old) / 2:
        return list(zip(one.rows, two.rows, strict=True))
    found = alignment.with_lone(alignment.pairs(old, new), old, new)
    return [(one.rows[a], two.rows[b]) for a, b in found]


def _aligned(row: EditableRow) -> AlignedItem:
    label = next((cell.line.text for cell in row.cells if cell.line.text.strip()), "")
    return AlignedItem("row", row.text, row.text, label, LEAST_ROW)


def _columns(row: EditableRow) -> Iterator[int]:
    yield from (cell.column for cell in row.cells)


def paired_cells(one: EditableRow, two: EditableRow) -> list[tuple[EditableCell, EditableCell]]:
    """The pairs of cells of two rows, by their columns; none where the two rows have other columns."""
    return list(zip(one.cells, two.cells, strict=True)) if [*_columns(one)] == [*_columns(two)] else []


def table_edits(one: EditableTable, two: EditableTable, table: Sought, place: str) -> Iterator[Edit]:
    """The edits that turned the table ``one`` into ``two``, cells first; one that is only named for other columns.

    ``table`` is how the table is found again, ``place`` its place for the officer.
    """
    pairs = paired_rows(one, two)
    if any([*_columns(a)] != [*_columns(b)] for a, b in pairs):
        words = "表格的列或合并的格改了，现在是：" + two.text
        yield Edit(number=0, kind=EditKind.TABLE, place=place, before=one.text, after=words, sought=table)
        return
    for row, other in pairs:
        for was, now in paired_cells(row, other):
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


def differences(before: list[Beside], after: list[Beside]) -> tuple[list[Beside], list[Beside]]:
    """The things beside the text that are no longer there, and those that are new; their places do not matter."""
    return _more(before, after), _more(after, before)


def _more(ones: list[Beside], others: list[Beside]) -> list[Beside]:
    left = Counter((each.kind, each.text, each.author, each.key) for each in others)
    found = []
    for each in ones:
        key = each.kind, each.text, each.author, each.key
        left[key] -= 1
        if left[key] < 0:
            found.append(each)
    return found
