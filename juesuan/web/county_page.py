"""汇总.html: the summary of a county as a page: what adds up to what, its charts, its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from juesuan.figures import phrases
from juesuan.model import values
from juesuan.model.public_table_forms import PublicCell, PublicPart, Rows
from juesuan.model.values import Figure
from juesuan.web import page_style
from juesuan.wording import html_templates
from juesuan.wording.tags import Tree

if TYPE_CHECKING:
    from charts.data import Drawing


@dataclass(frozen=True, slots=True)
class CountyCell:
    """A cell of a table as the page shows it."""

    text: str
    columns: int
    rows: int
    is_number: bool


def page(tree: Tree, tables: PublicPart, drawings: Mapping[str, "Drawing"]) -> bytes:
    """The page in UTF-8; ``tree`` are its tags, see ``wording.county_tags``, ``drawings`` its charts by name."""
    shown = [
        {
            "title": each.form.title,
            "heads": _cells(each.body.heads),
            "rows": _cells(each.rows),
            "notes": each.notes,
        }
        for each in tables.tables
    ]
    pictures = {name: (Markup(each.svg.decode()), each.alt) for name, each in drawings.items()}  # noqa: S704 - drawn here
    return _template().render(**tree, tables=shown, pictures=pictures).encode()


@cache
def _template() -> jinja2.Template:
    environment = html_templates.environment()
    environment.globals["style"] = page_style.style()
    return environment.get_template("county.html")


def _cells(rows: Rows) -> Sequence[Sequence[CountyCell]]:
    return [[CountyCell(_text(each), each.columns, each.rows, _is_number(each)) for each in row] for row in rows]


def _text(cell: PublicCell) -> str:
    if isinstance(cell.content, Figure):
        return values.plain(phrases.in_table(cell.content))
    return cell.content or ""


def _is_number(cell: PublicCell) -> bool:
    return isinstance(cell.content, Figure) or (cell.content or "").endswith("%")
