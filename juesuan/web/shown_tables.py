"""The tables of a summary as a page shows them."""

from collections.abc import Sequence

from msgspec import Struct

from juesuan.figures import phrases
from juesuan.model import values
from juesuan.model.public_table_forms import PublicCell, PublicPart, Rows
from juesuan.model.values import Figure


class WebCell(Struct, frozen=True):
    """A cell of a table as the page shows it."""

    text: str
    columns: int
    rows: int
    look: str
    """Its class: n for a number, c for what stands in the middle of its column; empty for other words."""


class ShownTable(Struct, frozen=True):
    """A table as the page shows it, for the macro of tables.html."""

    title: str
    heads: Sequence[Sequence[WebCell]]
    rows: Sequence[Sequence[WebCell]]
    notes: Sequence[str]


def shown(part: PublicPart) -> Sequence[ShownTable]:
    """The tables with their amounts in 万元."""
    return [
        ShownTable(each.form.title, _cells(each.body.heads), _cells(each.rows), each.notes) for each in part.tables
    ]


def _cells(rows: Rows) -> Sequence[Sequence[WebCell]]:
    return [[WebCell(_text(each), each.columns, each.rows, _look(each)) for each in row] for row in rows]


def _text(cell: PublicCell) -> str:
    if isinstance(cell.content, Figure):
        return values.plain(phrases.in_table(cell.content))
    return cell.content or ""


def _look(cell: PublicCell) -> str:
    if isinstance(cell.content, Figure) or (cell.content or "").endswith("%"):
        return "n"
    return "c" if cell.is_centred else ""
