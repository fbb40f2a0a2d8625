"""第五部分 附表 as plain values: which tables an edition has, and a table as boxes that cover rows and columns."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from juesuan.model import Figure

NO_DATA = "本表无数据"
UPRIGHT_WIDTH, WIDE_WIDTH = 8844, 12756
"""What a page leaves for a table, in twentieths of a point: 156 mm upright, 225 mm across."""


@dataclass(frozen=True, slots=True)
class Form:
    """A table as the edition lists it."""

    number: int
    title: str
    kind: str
    """What it is filled with."""
    is_wide: bool
    """Whether it stands on a page that lies across."""
    note: str


@dataclass(frozen=True, slots=True)
class Forms:
    """The part of the edition."""

    part: str
    """Its heading."""
    tables: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with what it covers: words, or an amount, or nothing where the amount is not known."""

    content: str | Figure | None
    columns: int = 1
    rows: int = 1
    is_centred: bool = False


Rows = tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What a table is filled with."""

    shares: tuple[int, ...]
    """How wide the columns are, one against the other."""
    heads: Rows
    rows: Rows
    """Empty where the table has no data."""
    remarks: tuple[str, ...] = ()
    """What the workbook does not hold, in sentences."""


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table as it is published."""

    form: Form
    unit: str
    """编制单位."""
    body: Body

    @property
    def corner(self) -> str:
        """What stands in the corner above."""
        return f"公开{self.form.number:02}表"

    @property
    def widths(self) -> tuple[int, ...]:
        """Column widths in twentieths of a point; they fill the page."""
        whole, shares = WIDE_WIDTH if self.form.is_wide else UPRIGHT_WIDTH, self.body.shares
        edges = [whole * sum(shares[:place]) // sum(shares) for place in range(len(shares) + 1)]
        return tuple(right - left for left, right in pairwise(edges))

    @property
    def rows(self) -> Rows:
        """Its rows; one that says so where there is no data."""
        return self.body.rows or ((Box(NO_DATA, columns=len(self.body.shares), is_centred=True),),)

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences under the table."""
        return (self.form.note, *self.body.remarks)


@dataclass(frozen=True, slots=True)
class PublicPart:
    """第五部分 as it is published; without tables where the department leaves it out."""

    title: str
    tables: tuple[PublicTable, ...]


def read(path: Path) -> Forms:
    """The part as the edition has it; its tables are numbered in their order."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = (
        Form(number, each["title"], each["kind"], each["wide"], each["note"])
        for number, each in enumerate(data["tables"], start=1)
    )
    return Forms(data["part"], tuple(tables))


def placed(rows: Sequence[Sequence[Box]]) -> Iterator[tuple[int, int, Box]]:
    """Row and column of each box, both from 0, in reading order."""
    taken: set[tuple[int, int]] = set()
    for line, boxes in enumerate(rows):
        at = 0
        for box in boxes:
            while (line, at) in taken:
                at += 1
            yield line, at, box
            taken |= {(line + down, at + along) for down in range(box.rows) for along in range(box.columns)}
