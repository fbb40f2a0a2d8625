"""Where a paragraph, a table or a row stands in a file that was made anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from juesuan.compare import alignment
from juesuan.compare.alignment import likeness, share, skeleton
from juesuan.model import values
from juesuan.model.edit import PARAGRAPH, TABLE, Edit, Sought
from juesuan.ooxml.editable_text import EditableParagraph, EditableRow, EditableTable, Item, Reader


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be meant."""

    text: str
    previous: str = ""
    following: str = ""
    path: tuple[str, ...] = ()


def sought(at: int, candidates: Sequence[Candidate]) -> Sought:
    """What is to be kept of the candidate at this place, so that it can be found again."""
    this = candidates[at]
    same = [place for place, each in enumerate(candidates) if skeleton(each.text) == skeleton(this.text)]
    others = (each.text for each in candidates if skeleton(each.text) != skeleton(this.text))
    near = sorted(
        {text for text in others if share(text, this.text) > alignment.LEAST_FOUND},
        key=lambda text: (-share(text, this.text), text),
    )
    return Sought(
        text=this.text,
        rivals=tuple(near[:_MOST_RIVALS]),
        previous=(this.previous,),
        following=(this.following,),
        path=this.path,
        nth=same.index(at),
    )


_MOST_RIVALS = 3


def location_of(meant: Sought, candidates: Sequence[Candidate], or_else: str | None = None) -> int | None:
    """The place of what is meant; ``or_else`` is a text it may have by now. None where it is no longer there."""
    best: tuple[float, float] | None = None
    found, nth = None, 0
    for place, each in enumerate(candidates):
        same = skeleton(each.text) == skeleton(meant.text)
        nth += same
        worth = _worth(meant, each, or_else)
        if worth is None:
            continue
        rank = worth, -abs(nth - 1 - meant.nth) if same else -len(candidates)
        if best is None or rank > best:
            best, found = rank, place
    return found


def _worth(meant: Sought, each: Candidate, or_else: str | None) -> float | None:
    texts = (meant.text,) if or_else is None else (meant.text, or_else)
    own = max(likeness(text, each.text) for text in texts)
    before = each.previous in meant.previous or skeleton(each.previous) in map(skeleton, meant.previous)
    behind = each.following in meant.following or skeleton(each.following) in map(skeleton, meant.following)
    least = alignment.LEAST_FOUND_BETWEEN if before and behind else alignment.LEAST_FOUND
    if own < alignment.SAME_WORDS and (
        max(share(text, each.text) for text in texts) < least
        or any(likeness(rival, each.text) > own for rival in meant.rivals)
    ):
        return None
    headed = [*map(skeleton, each.path)] == [*map(skeleton, meant.path)]
    return own + alignment.NEIGHBOUR * (before + behind) + alignment.HEADING * headed


_QUOTED = 12


@dataclass(frozen=True, slots=True)
class _Above:
    """The headings above an item, and how many paragraphs stand under the last of them."""

    path: tuple[tuple[int, str], ...] = ()
    paragraphs: int = 0
    tables: int = 0

    def then(self, item: Item) -> "_Above":
        if isinstance(item, EditableTable):
            return _Above(self.path, self.paragraphs, self.tables + 1)
        if item.level is None:
            return _Above(self.path, self.paragraphs + 1, self.tables)
        return _Above(
            (*((level, text) for level, text in self.path if level < item.level), (item.level, item.text))
        )


def candidates(items: Sequence[Item]) -> list[Candidate]:
    """Every item as what may be meant by an edit."""
    texts = ["", *(_text(item) for item in items), ""]
    return [
        Candidate(texts[at], texts[at - 1], texts[at + 1], tuple(text for _, text in above.path))
        for at, above in enumerate(_above(items), start=1)
    ]


def rows(grid: EditableTable, column: int | None = None) -> list[Candidate]:
    """The rows of a table; without what stands in one column, where that may have changed."""
    texts = ["", *(row.text if column is None else row.besides(column) for row in grid.rows), ""]
    return [Candidate(texts[at], texts[at - 1], texts[at + 1]) for at in range(1, len(texts) - 1)]


def places(items: Sequence[Item]) -> list[str]:
    """What the officer knows each item by."""
    return [_place(item, above) for item, above in zip(items, _above(items), strict=True)]


def cell(grid_place: str, grid: EditableTable, row: EditableRow, column: int) -> str:
    """What the officer knows a cell by."""
    at = grid.rows.index(row) + 1
    words = next((each.line.text for each in row.cells if each.line.text.strip() and each.column != column), "")
    nth = next((n for n, each in enumerate(row.cells, start=1) if each.column == column), 1)
    return f"{grid_place} 第{at}行第{nth}格{f'（{_shortened(words, 20)}）' if words else ''}"


def _above(items: Sequence[Item]) -> list[_Above]:
    return [*accumulate(items, _Above.then, initial=_Above())][: len(items)]


def _text(item: Item) -> str:
    """A table is known by its first rows."""
    return (
        item.text
        if isinstance(item, EditableParagraph)
        else TABLE + "\n".join(row.text for row in item.rows[:_KNOWN_BY])
    )


_KNOWN_BY = 3


def _place(item: Item, above: _Above) -> str:
    heading = _shortened(above.path[-1][1], 30) if above.path else "文首"
    if isinstance(item, EditableTable):
        return f"“{heading}”下第{above.tables + 1}张表"
    if item.level is not None:
        return f"标题“{_shortened(item.text, 30)}”"
    return f"“{heading}”第{above.paragraphs + 1}段（{_shortened(item.text)}）"


def _shortened(text: str, length: int = _QUOTED) -> str:
    words = values.plain(text).replace(PARAGRAPH, " ").replace("\n", " ").strip()
    return words if len(words) <= length else words[:length] + "…"


_LONG = 12
"""A longer paragraph is the same wherever it stands under its heading."""


class Gone(Exception):  # noqa: N818 - the name is the reason
    """What was edited is no longer there."""


@dataclass(slots=True)
class EditableReport:
    """The report as it is by now."""

    reader: Reader
    items: list[Item]

    def says(self, at: int, texts: list[str]) -> bool:
        """Whether these paragraphs stand there already."""
        found = [skeleton(item.text) for item in self.items[at : at + len(texts)]]
        return found == [*map(skeleton, texts)]

    def between(self, edit: Edit) -> tuple[int, bool]:
        """The item that something new stands beside, and whether behind it. Raises Gone."""
        for sought, is_behind in (
            *((each, True) for each in edit.behind),
            *((each, False) for each in edit.ahead),
        ):
            found = location_of(sought, candidates(self.items))
            if found is not None:
                return found, is_behind
        raise Gone

    def is_beside(self, edit: Edit, place: int, *, is_behind: bool) -> bool:
        """Whether what was added stands there already, by itself or taken into the texts."""
        parts = edit.after.split(PARAGRAPH)
        first = place + 1 if is_behind else place - len(parts)
        if first >= 0 and [item.text for item in self.items[first : first + len(parts)]] == parts:
            return True
        near = candidates(self.items)
        under = [each.text for each in near if each.path == near[place].path]
        return len(edit.after) > _LONG and all(part in under for part in parts)

    def element(self, place: int, *, is_behind: bool) -> etree._Element:
        """What something new stands beside in the XML."""
        item = self.items[place]
        return item.element if isinstance(item, EditableTable) else item.paragraphs[-1 if is_behind else 0]

    def style(self, edit: Edit, place: int) -> str:
        """The style people gave it, if the report has it; else that of its neighbour, unless that is a heading."""
        styles = {style.name.lower(): key for key, style in self.reader.styles.items()}
        if edit.style in styles:
            return styles[edit.style]
        beside = self.items[place]
        is_text = isinstance(beside, EditableParagraph) and beside.level is None
        return styles.get(beside.style, "") if is_text and isinstance(beside, EditableParagraph) else ""

    def table(self, edit: Edit) -> tuple[int, EditableTable]:
        """The table of the edit, with its place. Raises Gone."""
        at = location_of(known(edit.table), candidates(self.items))
        grid = None if at is None else self.items[at]
        if at is None or not isinstance(grid, EditableTable):
            raise Gone
        return at, grid

    def find(self, sought: Sought, or_else: str | None = None) -> int:
        """The place of a paragraph. Raises Gone."""
        at = location_of(sought, candidates(self.items), or_else)
        if at is None or not isinstance(self.items[at], EditableParagraph):
            raise Gone
        return at


def known(sought: Sought | None) -> Sought:
    """What is to be found. Raises Gone where the edit does not say."""
    if sought is None:
        raise Gone
    return sought


def line_of(item: Item) -> EditableParagraph:
    """A paragraph. Raises Gone where a table stands by now."""
    if not isinstance(item, EditableParagraph):
        raise Gone
    return item
