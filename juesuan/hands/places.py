"""The report while edits are put into it: its paragraphs and tables, and where each edit belongs."""

from dataclasses import dataclass

from lxml import etree

from juesuan.hands import finding, outline
from juesuan.hands.edit import PARAGRAPH, Edit, Sought
from juesuan.hands.pairing import skeleton
from juesuan.hands.reading import Grid, Item, Line, Reader

_LONG = 12
"""A longer paragraph is the same wherever it stands under its heading."""


class Gone(Exception):  # noqa: N818 - the name is the reason
    """What was edited is no longer there."""


@dataclass(slots=True)
class Report:
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
            found = finding.find(sought, outline.candidates(self.items))
            if found is not None:
                return found, is_behind
        raise Gone

    def is_beside(self, edit: Edit, place: int, *, is_behind: bool) -> bool:
        """Whether what was added stands there already, by itself or taken into the texts."""
        parts = edit.after.split(PARAGRAPH)
        first = place + 1 if is_behind else place - len(parts)
        if first >= 0 and [item.text for item in self.items[first : first + len(parts)]] == parts:
            return True
        near = outline.candidates(self.items)
        under = [each.text for each in near if each.path == near[place].path]
        return len(edit.after) > _LONG and all(part in under for part in parts)

    def element(self, place: int, *, is_behind: bool) -> etree._Element:
        """What something new stands beside in the XML."""
        item = self.items[place]
        return item.element if isinstance(item, Grid) else item.paragraphs[-1 if is_behind else 0]

    def style(self, edit: Edit, place: int) -> str:
        """The style people gave it, if the report has it; else that of its neighbour, unless that is a heading."""
        styles = {style.name.lower(): key for key, style in self.reader.styles.items()}
        if edit.style in styles:
            return styles[edit.style]
        beside = self.items[place]
        is_text = isinstance(beside, Line) and beside.level is None
        return styles.get(beside.style, "") if is_text and isinstance(beside, Line) else ""

    def table(self, edit: Edit) -> tuple[int, Grid]:
        """The table of the edit, with its place. Raises Gone."""
        at = finding.find(known(edit.table), outline.candidates(self.items))
        grid = None if at is None else self.items[at]
        if at is None or not isinstance(grid, Grid):
            raise Gone
        return at, grid

    def find(self, sought: Sought, or_else: str | None = None) -> int:
        """The place of a paragraph. Raises Gone."""
        at = finding.find(sought, outline.candidates(self.items), or_else)
        if at is None or not isinstance(self.items[at], Line):
            raise Gone
        return at


def known(sought: Sought | None) -> Sought:
    """What is to be found. Raises Gone where the edit does not say."""
    if sought is None:
        raise Gone
    return sought


def line_of(item: Item) -> Line:
    """A paragraph. Raises Gone where a table stands by now."""
    if not isinstance(item, Line):
        raise Gone
    return item
