"""What a text says about figures: its paragraphs become statements, and each number a claim with its place.

``ClaimedText`` reads paragraphs and their tables; the ways of saying are data (templates/说法.toml). Nothing here
judges: whether claims agree is for the checks. Nothing is raised for what a text says; a fault of 说法.toml is a
``ReportError`` with its line.
"""

from juesuan.claims.claim import Aspect, Claim, FigureStatement, Place
from juesuan.claims.sayings import sayings
from juesuan.claims.tables import TableClaim, TableColumn
from juesuan.claims.text import ClaimedText

__all__ = ["Aspect", "Claim", "ClaimedText", "FigureStatement", "Place", "TableClaim", "TableColumn", "sayings"]
