"""The paragraphs and tables of a Word file paired with those of the same file after other hands."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from juesuan.compare import alignment
from juesuan.compare.alignment import LEAST_ROW, AlignedItem
from juesuan.compare.edits import location
from juesuan.compare.edits.captions import CAPTION
from juesuan.model.edit import PARAGRAPH
from juesuan.ooxml import editable_text, looks, outside_text, package, tracked_changes, walk
from juesuan.ooxml.editable_text import EditableCell, EditableParagraph, EditableRow, EditableTable, Item
from juesuan.ooxml.outside_text import Beside
from juesuan.ooxml.package import WordFile


class Side(Struct, frozen=True):
    """One of the two files, with all that is compared of it."""

    items: list[Item]
    """Its paragraphs and tables in order."""
    looks: looks.Looks
    beside: list[Beside]
    """The comments, pictures and the like beside its text."""
    texts: list[str]
    """The text of each item; of a caption without its number."""
    candidates: list[location.Candidate]
    """Each item as one that an edit may refer to."""
    places: list[str]
    """The place of each item for the officer."""
    word: WordFile
    """The file, its tracked changes accepted."""
    raw: WordFile
    """The file as it is, with its tracked changes."""

    @property
    def aligned(self) -> list[AlignedItem]:
        """The items as they take part in the comparison; a table never becomes a paragraph."""
        return [AlignedItem(type(item), text, text) for item, text in zip(self.items, self.texts, strict=True)]

    def text(self, places: Sequence[int]) -> str:
        """The text of the paragraphs at these places together, with ``PARAGRAPH`` between them."""
        return PARAGRAPH.join(_line(self.items[place]).text for place in places)


class Pairs(Struct):
    """The pairs of items of two files that are the same; a side has several where one was split or some joined."""

    base: list[list[int]] = field(default_factory=list)
    """The places in the first file, by pair."""
    hand: list[list[int]] = field(default_factory=list)
    """The places in the second file, by pair."""
    moved: set[int] = field(default_factory=set)
    """The pairs, by their places in these lists, whose items stand elsewhere now."""

    def add(self, base: int, hand: int, *, is_moved: bool = False) -> None:
        """Adds the pair of an item of the first file and the one that it is in the second."""
        if is_moved:
            self.moved.add(len(self.base))
        self.base.append([base])
        self.hand.append([hand])

    def each(self) -> Iterator[tuple[list[int], list[int]]]:
        """Each pair: its places in the first file and its places in the second."""
        yield from zip(self.base, self.hand, strict=True)

    def by_hand(self) -> dict[int, list[int]]:
        """The places in the first file of each paired item of the second, by its place."""
        return {place: base for base, hand in self.each() for place in hand}

    def by_base(self) -> dict[int, list[int]]:
        """The places in the second file of each paired item of the first, by its place."""
        return {place: hand for base, hand in self.each() for place in base}


def side(data: bytes) -> Side:
    """A .docx made ready for comparison, its tracked changes accepted. Raises `NotWordFile`."""
    raw = package.open_word(data)
    reader = editable_text.of(tracked_changes.accepted(raw))
    blocks = walk.blocks(reader.file)
    items = list(reader.items_of(blocks))
    texts = [CAPTION.sub(r"\1", item.text) for item in items]
    return Side(
        items,
        looks.looks(reader),
        [*outside_text.found(reader.word), *outside_text.hidden(blocks)],
        texts,
        location.candidates(items),
        location.places(items),
        reader.word,
        raw,
    )


def _line(item: Item) -> EditableParagraph:
    if isinstance(item, EditableTable):
        raise TypeError(item)
    return item


# ---- which is which


def paired(one: Side, two: Side) -> Pairs:
    """The pairs of items of two files: equal and alike ones first, then those moved, split or joined."""
    pairs = Pairs()
    items = one.aligned, two.aligned
    for base, hand in alignment.with_lone(alignment.pairs(*items), *items):
        pairs.add(base, hand)
    _add_moved(one, two, pairs)
    _add_parts(two, pairs.by_hand(), one, pairs.base, pairs.hand)
    _add_parts(one, pairs.by_base(), two, pairs.hand, pairs.base)
    return pairs


def _add_moved(one: Side, two: Side, pairs: Pairs) -> None:
    """Adds the pairs of paragraphs that are gone in one place and stand, much alike, in another."""
    gone = sorted(set(range(len(one.items))) - pairs.by_base().keys())
    for new in sorted(set(range(len(two.items))) - pairs.by_hand().keys()):
        scores = [
            (alignment.likeness(one.texts[old], two.texts[new]), -old)
            for old in gone
            if _are_lines(one, two, old, new)
        ]
        best, old = max(scores, default=(0.0, 0))
        if best >= alignment.LEAST_ELSEWHERE:
            gone.remove(-old)
            pairs.add(-old, new, is_moved=True)


def _are_lines(one: Side, two: Side, old: int, new: int) -> bool:
    return isinstance(one.items[old], EditableParagraph) and isinstance(two.items[new], EditableParagraph)


def _add_parts(
    parts: Side, known: Mapping[int, list[int]], wholes: Side, of_whole: list[list[int]], of_part: list[list[int]]
) -> None:
    """Adds paragraphs without a pair to that of a neighbour, where together they are more like the other side.

    ``parts`` is the file that may hold the parts of a paragraph of ``wholes``; ``known`` are its items with a
    pair; ``of_whole`` and ``of_part`` are the two sides of the pairs.
    """
    for place in [place for place in range(len(parts.items)) if place not in known]:
        for pair, (whole, part) in enumerate(zip(of_whole, of_part, strict=True)):
            lines = [wholes.items[whole[0]], parts.items[place], parts.items[part[0]]]
            is_beside = place in {part[0] - 1, part[-1] + 1} and len(whole) == 1
            if not is_beside or not all(isinstance(each, EditableParagraph) for each in lines):
                continue
            both = sorted([*part, place])
            text = wholes.items[whole[0]].text
            if (
                _alike_in_order(text, parts.text(both))
                > _alike_in_order(text, parts.text(part)) + alignment.BETTER
            ):
                of_part[pair] = both
                break


def _alike_in_order(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


# ---- rows and cells of two tables


def rows(one: EditableTable, two: EditableTable) -> list[tuple[EditableRow, EditableRow]]:
    """The pairs of rows that became one another, in order; all rows where none was added or deleted."""
    old, new = ([_aligned(row) for row in table.rows] for table in (one, two))
    if len(old) == len(new) and sum(a.likeness(b) for a, b in zip(old, new, strict=True)) >= len(old) / 2:
        return list(zip(one.rows, two.rows, strict=True))
    found = alignment.with_lone(alignment.pairs(old, new), old, new)
    return [(one.rows[a], two.rows[b]) for a, b in found]


def _aligned(row: EditableRow) -> AlignedItem:
    label = next((cell.line.text for cell in row.cells if cell.line.text.strip()), "")
    return AlignedItem("row", row.text, row.text, label, LEAST_ROW)


def columns(row: EditableRow) -> tuple[int, ...]:
    """The columns of the table's grid in which the cells of a row begin."""
    return tuple(cell.column for cell in row.cells)


def cells(one: EditableRow, two: EditableRow) -> list[tuple[EditableCell, EditableCell]]:
    """The pairs of cells of two rows, by their columns; none where the two rows have other columns."""
    return list(zip(one.cells, two.cells, strict=True)) if columns(one) == columns(two) else []
