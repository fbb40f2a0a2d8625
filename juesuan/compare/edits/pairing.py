"""Two files side by side: which paragraph or table of the one is which of the other."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from juesuan.compare import alignment
from juesuan.compare.alignment import AlignedItem
from juesuan.compare.edits import location
from juesuan.compare.edits.captions import CAPTION
from juesuan.model.edit import PARAGRAPH
from juesuan.ooxml import editable_text, looks, outside_text
from juesuan.ooxml.editable_text import EditableParagraph, EditableTable, Item
from juesuan.ooxml.outside_text import Beside


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two files."""

    items: list[Item]
    looks: looks.Looks
    beside: list[Beside]
    texts: list[str]
    candidates: list[location.Candidate]
    places: list[str]

    @property
    def aligned(self) -> list[AlignedItem]:
        """The items in the comparison; a table is never a paragraph."""
        return [AlignedItem(type(item), text, text) for item, text in zip(self.items, self.texts, strict=True)]

    def text(self, places: Sequence[int]) -> str:
        """Of paragraphs that belong together."""
        return PARAGRAPH.join(_line(self.items[place]).text for place in places)


@dataclass(slots=True)
class Pairs:
    """Which items of the two files are the same; several where one was split or two were joined."""

    base: list[list[int]] = field(default_factory=list)
    hand: list[list[int]] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)
    """The places, in the list of pairs, of those that stand elsewhere now."""

    def add(self, base: int, hand: int, *, is_moved: bool = False) -> None:
        """One item and what it is now."""
        if is_moved:
            self.moved.add(len(self.base))
        self.base.append([base])
        self.hand.append([hand])

    def each(self) -> Iterator[tuple[list[int], list[int]]]:
        """Each pair: places in the first file, places in the second."""
        yield from zip(self.base, self.hand, strict=True)

    def by_hand(self) -> dict[int, list[int]]:
        """The first file's items by those of the second."""
        return {place: base for base, hand in self.each() for place in hand}

    def by_base(self) -> dict[int, list[int]]:
        """The second file's items by those of the first."""
        return {place: hand for base, hand in self.each() for place in base}


def side(data: bytes) -> Side:
    """A file ready for comparison."""
    reader = editable_text.reader(data, accepted=True)
    items = list(reader.items())
    texts = [CAPTION.sub(r"\1", item.text) for item in items]
    return Side(
        items,
        looks.looks(reader),
        outside_text.found(reader.word),
        texts,
        location.candidates(items),
        location.places(items),
    )


def _line(item: Item) -> EditableParagraph:
    if isinstance(item, EditableTable):
        raise TypeError(item)
    return item


# ---- which is which


def paired(one: Side, two: Side) -> Pairs:
    """Which is which: what is equal, then what is alike, moved, split or joined."""
    pairs = Pairs()
    items = one.aligned, two.aligned
    for base, hand in alignment.with_lone(alignment.pairs(*items), *items):
        pairs.add(base, hand)
    _add_moved(one, two, pairs)
    _add_parts(two, pairs.by_hand(), one, pairs.base, pairs.hand)
    _add_parts(one, pairs.by_base(), two, pairs.hand, pairs.base)
    return pairs


def _add_moved(one: Side, two: Side, pairs: Pairs) -> None:
    """What is gone in one place and stands in another was moved."""
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
    """A paragraph without a pair, beside one that has one, may be a part that was cut off from its other half."""
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
