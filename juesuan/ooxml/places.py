"""The places of paragraphs and tables as the officer counts them in a Word file."""

from lxml import etree
from msgspec import Struct

from juesuan.ooxml.elements import W
from juesuan.ooxml.walked import WalkedParagraph, texts


class Places(Struct):
    """The count by which paragraphs and tables are named, as they come by in reading order."""

    fixed: str = ""
    """The place of everything in a cell or a text box; otherwise empty."""
    paragraphs: int = 0
    """How many paragraphs that show words have come by."""
    tables: int = 0
    """How many tables have come by."""
    row: str = ""
    """The place of the row whose cells come by."""

    @property
    def here(self) -> str:
        """The place behind the last paragraph that shows words."""
        return self.fixed or f"第{self.paragraphs}段之后"

    def of(self, paragraph: etree._Element) -> str:
        """The place of the next paragraph."""
        if self.fixed or next(paragraph.iter(W + "t"), None) is None:
            return self.here
        return f"第{self.paragraphs + 1}段"

    def passed(self, paragraph: WalkedParagraph) -> None:
        """Counts a paragraph that shows words other than those of an equation."""
        shown = (piece.text for piece in texts(paragraph.pieces) if piece.form != "equation")
        self.paragraphs += not paragraph.is_covered and any(text.strip() for text in shown)
