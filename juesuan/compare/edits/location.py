"""The places of paragraphs, tables and rows: found again in a report made anew, and named for the officer."""

from collections.abc import Sequence
from itertools import accumulate

from lxml import etree
from msgspec import Struct

from juesuan.compare import alignment
from juesuan.compare.alignment import likeness, share, skeleton
from juesuan.model import values
from juesuan.model.edit import PARAGRAPH, TABLE, Edit, Sought
from juesuan.ooxml.editable_text import EditableParagraph, EditableRow, EditableTable, Item, Reader


class Candidate(Struct, frozen=True):
    """A paragraph, table or row that an edit may refer to."""

    text: str
    previous: str = ""
    """The text that stands before it; empty at the beginning."""
    following: str = ""
    """The text that stands behind it; empty at the end."""
    path: tuple[str, ...] = ()
    """The headings above it, the highest first."""


def sought(at: int, candidates: Sequence[Candidate]) -> Sought:
    """All that must be kept of the candidate at this place, so that it can be found again in another report."""
    this = candidates[at]
    own = skeleton(this.text)
    others = {each.text for each in candidates if skeleton(each.text) != own}
    near = sorted(
        (text for text in others if share(text, this.text) > alignment.LEAST_FOUND),
        key=lambda text: (-share(text, this.text), text),
    )
    return Sought(
        text=this.text,
        rivals=tuple(near[:_MOST_RIVALS]),
        previous=(this.previous,),
        following=(this.following,),
        path=this.path,
        nth=sum(skeleton(each.text) == own for each in candidates[:at]),
    )


_MOST_RIVALS = 3


def location_of(meant: Sought, candidates: Sequence[Candidate], or_else: str | None = None) -> int | None:
    """The place, among the candidates, of the one that an edit refers to; None where it is no longer there.

    ``or_else`` is another text that it may have by now.
    """
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


class _Above(Struct, frozen=True):
    """The headings above an item, and how many paragraphs and tables stand between the last of them and it."""

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
    """Every paragraph and table as one that an edit may refer to."""
    texts = ["", *(_text(item) for item in items), ""]
    return [
        Candidate(texts[at], texts[at - 1], texts[at + 1], tuple(text for _, text in above.path))
        for at, above in enumerate(_above(items), start=1)
    ]


def rows(grid: EditableTable, column: int | None = None) -> list[Candidate]:
    """Every row of a table as one that an edit may refer to; without the cell in ``column``, which may differ."""
    texts = ["", *(row.text if column is None else row.besides(column) for row in grid.rows), ""]
    return [Candidate(texts[at], texts[at - 1], texts[at + 1]) for at in range(1, len(texts) - 1)]


def places(items: Sequence[Item]) -> list[str]:
    """The place of each paragraph and table for the officer, such as “收入”第2段（本年收入…）."""
    return [_place(item, above) for item, above in zip(items, _above(items), strict=True)]


def cell(grid_place: str, grid: EditableTable, row: EditableRow, column: int) -> str:
    """The place of a cell for the officer: table, row, number in the row, and the first words of the row."""
    at = grid.rows.index(row) + 1
    words = next((each.line.text for each in row.cells if each.line.text.strip() and each.column != column), "")
    nth = next((n for n, each in enumerate(row.cells, start=1) if each.column == column), 1)
    return f"{grid_place} 第{at}行第{nth}格{f'（{_shortened(words, 20)}）' if words else ''}"


def _above(items: Sequence[Item]) -> list[_Above]:
    return [*accumulate(items, _Above.then, initial=_Above())][: len(items)]


def _text(item: Item) -> str:
    """The text by which an item is found again; of a table that of its first rows."""
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
"""The letters beyond which an added paragraph counts as there wherever it stands under its heading."""


class Gone(Exception):  # noqa: N818 - the name is the reason
    """Raised where the paragraph, table or row that an edit refers to is no longer in the report."""


class EditableReport(Struct):
    """The new report with the edits that have been put into it so far."""

    reader: Reader
    items: list[Item]
    """Its paragraphs and tables in order, kept in step with the XML."""

    def says(self, at: int, texts: list[str]) -> bool:
        """Whether paragraphs with these texts, numbers aside, stand from the place ``at`` on."""
        found = [skeleton(item.text) for item in self.items[at : at + len(texts)]]
        return found == [*map(skeleton, texts)]

    def between(self, edit: Edit) -> tuple[int, bool]:
        """The place of the item that an added or moved one belongs beside, and whether behind it. Raises Gone."""
        for sought, is_behind in (
            *((each, True) for each in edit.behind),
            *((each, False) for each in edit.ahead),
        ):
            found = location_of(sought, candidates(self.items))
            if found is not None:
                return found, is_behind
        raise Gone

    def is_beside(self, edit: Edit, place: int, *, is_behind: bool) -> bool:
        """Whether the added paragraphs stand there already, put in before or by way of the officer's texts."""
        parts = edit.after.split(PARAGRAPH)
        first = place + 1 if is_behind else place - len(parts)
        if first >= 0 and [item.text for item in self.items[first : first + len(parts)]] == parts:
            return True
        near = candidates(self.items)
        under = [each.text for each in near if each.path == near[place].path]
        return len(edit.after) > _LONG and all(part in under for part in parts)

    def element(self, place: int, *, is_behind: bool) -> etree._Element:
        """The element, of the item at this place, that something new is put before or behind."""
        item = self.items[place]
        return item.element if isinstance(item, EditableTable) else item.paragraphs[-1 if is_behind else 0]

    def style(self, edit: Edit, place: int) -> str:
        """The id of the style for an added paragraph: the one people gave it, if the report has that.

        Else it is that of the item at ``place``; empty where that is a heading or a table.
        """
        styles = {style.name.lower(): key for key, style in self.reader.styles.items()}
        if edit.style in styles:
            return styles[edit.style]
        beside = self.items[place]
        is_text = isinstance(beside, EditableParagraph) and beside.level is None
        return styles.get(beside.style, "") if is_text and isinstance(beside, EditableParagraph) else ""

    def table(self, edit: Edit) -> tuple[int, EditableTable]:
        """The place of the table that the edit is in, and the table. Raises Gone."""
        at = location_of(known(edit.table), candidates(self.items))
        grid = None if at is None else self.items[at]
        if at is None or not isinstance(grid, EditableTable):
            raise Gone
        return at, grid

    def find(self, sought: Sought, or_else: str | None = None) -> int:
        """The place of a paragraph, see ``location_of``. Raises Gone where it is not there, or is a table."""
        at = location_of(sought, candidates(self.items), or_else)
        if at is None or not isinstance(self.items[at], EditableParagraph):
            raise Gone
        return at


def known(sought: Sought | None) -> Sought:
    """``sought`` itself. Raises Gone where it is None: the edit does not say what it refers to."""
    if sought is None:
        raise Gone
    return sought


def line_of(item: Item) -> EditableParagraph:
    """The item, which must be a paragraph. Raises Gone where it is a table."""
    if not isinstance(item, EditableParagraph):
        raise Gone
    return item
