"""What people changed: a file as the program wrote it against the same file after other hands."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from juesuan.hands import beside, finding, looks, matching, outline, tables
from juesuan.hands.edit import Edit, Kind, Sought
from juesuan.hands.matching import CAPTION, Pairs, Side
from juesuan.hands.reading import Grid, Line

_FEW = 3
"""More paragraphs than this with the same change of their look are told in one edit."""


def edits(base: bytes, theirs: bytes) -> tuple[Edit, ...]:
    """What people changed in ``base``, in the order of the text, numbered from 1.

    Tracked changes count as accepted. What a reader does not see, such as styles written anew by another program,
    is no edit. Raises `NotWordFile` where one of the two cannot be read.
    """
    one, two = matching.side(base), matching.side(theirs)
    pairs = matching.paired(one, two)
    found = [*_of_items(one, two, pairs), *_of_looks(one, two, pairs), *_of_beside(one, two)]
    return tuple(replace(each, number=number) for number, each in enumerate(found, start=1))


# ---- what was done


def _of_items(one: Side, two: Side, pairs: Pairs) -> Iterator[Edit]:
    """Changed and moved ones first: what was added beside them is found by them."""
    order = sorted(range(len(pairs.base)), key=lambda pair: pairs.hand[pair])
    for pair in order:
        base, hand = pairs.base[pair], pairs.hand[pair]
        was, now = one.items[base[0]], two.items[hand[0]]
        if isinstance(was, Grid) and isinstance(now, Grid):
            if was.text != now.text:
                table = finding.sought(base[0], one.candidates)
                yield from tables.edits(was, now, table, one.places[base[0]])
        elif pair in pairs.moved or one.text(base) != _renumbered(one.text(base), two.text(hand)):
            yield _of_line(one, two, pairs, pair)
    for place in sorted(set(range(len(one.items))) - pairs.by_base().keys()):
        yield _deleted(one, two, pairs, place)
    for place in sorted(set(range(len(two.items))) - pairs.by_hand().keys()):
        yield _added(one, two, pairs, place)


def _renumbered(before: str, after: str) -> str:
    """A caption with the number it had: fields count anew by themselves."""
    number = CAPTION.match(before)
    return CAPTION.sub(number[0], after) if number else after


def _of_line(one: Side, two: Side, pairs: Pairs, pair: int) -> Edit:
    base, hand = pairs.base[pair], pairs.hand[pair]
    is_moved = pair in pairs.moved
    behind, ahead = _neighbours(one, two, pairs, hand[0]) if is_moved else ((), ())
    return Edit(
        number=0,
        kind=Kind.MOVED if is_moved else Kind.REWRITTEN,
        place=one.places[base[0]],
        before=one.text(base),
        after=_renumbered(one.text(base), two.text(hand)),
        sought=_sought(one, two, pairs, base[0]),
        behind=behind,
        ahead=ahead,
    )


def _sought(one: Side, two: Side, pairs: Pairs, place: int) -> Sought:
    """With the neighbours as they were and as people left them."""
    own, by_base = finding.sought(place, one.candidates), pairs.by_base()

    def around(beside: int) -> tuple[str, ...]:
        held = by_base.get(beside, [])
        return tuple(two.candidates[each].text for each in held)

    return replace(
        own, previous=(*own.previous, *around(place - 1)), following=(*own.following, *around(place + 1))
    )


def _neighbours(one: Side, two: Side, pairs: Pairs, place: int) -> tuple[tuple[Sought, ...], tuple[Sought, ...]]:
    """What is before and behind something new: what is beside it now, then the nearest that stood there before."""
    known = pairs.by_hand()

    def beside(step: int) -> Iterator[Sought]:
        at = place + step
        if 0 <= at < len(two.items):
            yield finding.sought(at, two.candidates)
        while 0 <= at < len(two.items):
            if at in known:
                yield _sought(one, two, pairs, known[at][-1 if step < 0 else 0])
                return
            at += step

    return tuple(beside(-1)), tuple(beside(1))


def _deleted(one: Side, two: Side, pairs: Pairs, place: int) -> Edit:
    item = one.items[place]
    is_line = isinstance(item, Line)
    return Edit(
        number=0,
        kind=Kind.DELETED if is_line else Kind.TABLE,
        place=one.places[place],
        before=item.text,
        after="" if is_line else "删去了这张表",
        sought=_sought(one, two, pairs, place),
    )


def _added(one: Side, two: Side, pairs: Pairs, place: int) -> Edit:
    item = two.items[place]
    behind, ahead = _neighbours(one, two, pairs, place)
    if isinstance(item, Grid):
        return Edit(number=0, kind=Kind.TABLE, place=two.places[place], after="加了一张表：" + item.text)
    beside = _beside(two, place)
    number = item.number if beside is None or not beside.number else ""
    return Edit(
        number=0,
        kind=Kind.ADDED,
        place=two.places[place],
        after=number + item.text,
        style=item.style,
        behind=behind,
        ahead=ahead,
    )


def _beside(side: Side, place: int) -> Line | None:
    before = side.items[place - 1] if place else None
    return before if isinstance(before, Line) else None


# ---- how it looks


def _of_looks(one: Side, two: Side, pairs: Pairs) -> Iterator[Edit]:
    found: dict[str, list[Edit]] = {}
    for place, text, words in _looks(one, two, pairs):
        edit = Edit(number=0, kind=Kind.FORMAT, place=place, before=text, after="；".join(words))
        found.setdefault(edit.after, []).extend([edit] if words else [])
    for same in found.values():
        if len(same) > _FEW:
            yield replace(same[0], place=f"{same[0].place}等{len(same)}处")
        else:
            yield from same


def _looks(one: Side, two: Side, pairs: Pairs) -> Iterator[tuple[str, str, list[str]]]:
    """Place, text and what was done to its look, of every paragraph and cell."""
    lines = [each for base, hand in pairs.each() for each in _lines(one, two, base[0], hand[0])]
    renamed = _renamed(lines)
    for was, now, place in lines:
        yield place, now.text, looks.changed((one.looks, was), (two.looks, now), renamed)
    for new in sorted(set(range(len(two.items))) - pairs.by_hand().keys()):
        item = two.items[new]
        if isinstance(item, Line):
            yield two.places[new], item.text, looks.added(two.looks, item)


def _lines(one: Side, two: Side, base: int, hand: int) -> Iterator[tuple[Line, Line, str]]:
    """The paragraphs and the cells of a pair, with their place."""
    was, now, place = one.items[base], two.items[hand], one.places[base]
    if isinstance(was, Line) and isinstance(now, Line):
        yield was, now, place
    elif isinstance(was, Grid) and isinstance(now, Grid):
        for row, other in tables.paired_rows(was, now):
            for cell, same in tables.paired_cells(row, other):
                if cell.line.text.strip() and same.line.text.strip():
                    yield cell.line, same.line, outline.cell(place, was, row, cell.column)


def _renamed(lines: list[tuple[Line, Line, str]]) -> Mapping[str, str]:
    """What most paragraphs of a style have now: another program may have given every style another name."""
    counts: dict[str, Counter[str]] = {}
    for was, now, _ in lines:
        counts.setdefault(was.style, Counter())[now.style] += 1
    most = {style: found.most_common(1)[0] for style, found in counts.items()}
    return {style: name for style, (name, count) in most.items() if count > _FEW}


# ---- what stands beside the text

_DONE = {
    Kind.COMMENT: ("删去了批注", "加了批注"),
    Kind.NOTE: ("删去了脚注", "加了脚注"),
    Kind.BOX: ("删去了文本框", "加了文本框"),
    Kind.PICTURE: ("删去或换掉了图片", "加了图片"),
    Kind.HEADER: ("删去或改了页眉页脚", "加了页眉页脚"),
}


def _of_beside(one: Side, two: Side) -> Iterator[Edit]:
    gone, new = beside.differences(one.beside, two.beside)
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
