"""The paragraphs and tables of a file in their order: under which heading each stands, and what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from juesuan import phrases
from juesuan.hands.edit import PARAGRAPH, TABLE
from juesuan.hands.finding import Candidate
from juesuan.hands.reading import Grid, Item, Line, Row

_QUOTED = 12


@dataclass(frozen=True, slots=True)
class _Above:
    """The headings above an item, and how many paragraphs stand under the last of them."""

    path: tuple[tuple[int, str], ...] = ()
    paragraphs: int = 0
    tables: int = 0

    def then(self, item: Item) -> "_Above":
        if isinstance(item, Grid):
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


def rows(grid: Grid, column: int | None = None) -> list[Candidate]:
    """The rows of a table; without what stands in one column, where that may have changed."""
    texts = ["", *(row.text if column is None else row.besides(column) for row in grid.rows), ""]
    return [Candidate(texts[at], texts[at - 1], texts[at + 1]) for at in range(1, len(texts) - 1)]


def places(items: Sequence[Item]) -> list[str]:
    """What the officer knows each item by."""
    return [_place(item, above) for item, above in zip(items, _above(items), strict=True)]


def cell(grid_place: str, grid: Grid, row: Row, column: int) -> str:
    """What the officer knows a cell by."""
    at = grid.rows.index(row) + 1
    words = next((each.line.text for each in row.cells if each.line.text.strip() and each.column != column), "")
    nth = next((n for n, each in enumerate(row.cells, start=1) if each.column == column), 1)
    return f"{grid_place} 第{at}行第{nth}格{f'（{_shortened(words, 20)}）' if words else ''}"


def _above(items: Sequence[Item]) -> list[_Above]:
    return [*accumulate(items, _Above.then, initial=_Above())][: len(items)]


def _text(item: Item) -> str:
    """A table is known by its first rows."""
    return item.text if isinstance(item, Line) else TABLE + "\n".join(row.text for row in item.rows[:_KNOWN_BY])


_KNOWN_BY = 3


def _place(item: Item, above: _Above) -> str:
    heading = _shortened(above.path[-1][1], 30) if above.path else "文首"
    if isinstance(item, Grid):
        return f"“{heading}”下第{above.tables + 1}张表"
    if item.level is not None:
        return f"标题“{_shortened(item.text, 30)}”"
    return f"“{heading}”第{above.paragraphs + 1}段（{_shortened(item.text)}）"


def _shortened(text: str, length: int = _QUOTED) -> str:
    words = phrases.plain(text).replace(PARAGRAPH, " ").replace("\n", " ").strip()
    return words if len(words) <= length else words[:length] + "…"
