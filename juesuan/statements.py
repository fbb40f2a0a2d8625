"""Statements: every text a person wrote, as the report prints it, with its numbers in their marks."""

from dataclasses import dataclass

from juesuan.model import Cell


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph of 文字材料 or a cell of words, its tags filled."""

    cell: Cell
    """Its place; of a paragraph the file, its heading and its number under it."""
    text: str
    """With the marks around its numbers, see ``phrases``: printed from a figure, or typed by a person."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that a person typed into a text, with its unit; its mark follows those of the figures."""

    text: str
    cell: Cell
    confirmed: str = ""
    """What it was found to agree with, such as 〔业务指标〕B5 签约项目; empty where nothing vouches for it."""
    is_name: bool = False
    """Part of a name, a date, a list or a document's number: nothing that could be wrong as a quantity."""

    @property
    def is_unlinked(self) -> bool:
        """Whether it is a quantity that nobody vouches for."""
        return not (self.confirmed or self.is_name)
