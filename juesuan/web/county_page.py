"""汇总.html and 审读汇总.html: what is said of all departments at once, as a page with its tables."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from juesuan.model.public_table_forms import PublicPart
from juesuan.web import page_style, shown_tables
from juesuan.wording import html_templates
from juesuan.wording.tags import Tree

if TYPE_CHECKING:
    from charts.data import Drawing


def page(tree: Tree, tables: PublicPart, drawings: Mapping[str, "Drawing"]) -> bytes:
    """汇总 in UTF-8; ``tree`` are its tags, see ``wording.county_tags``, ``drawings`` its charts by name."""
    pictures = {name: (_svg(each), each.alt) for name, each in drawings.items()}
    return _template("county.html").render(**tree, tables=shown_tables.shown(tables), pictures=pictures).encode()


def audits(tables: PublicPart, folder: str, pages: Sequence[tuple[str, str, str]]) -> bytes:
    """审读汇总 in UTF-8; ``pages`` are name, result and the page, seen from here, of each file."""
    linked = [(name, state, quote(place)) for name, state, place in pages]
    tables_shown = shown_tables.shown(tables)
    return _template("audits.html").render(folder=folder, pages=linked, tables=tables_shown).encode()


def _svg(drawing: "Drawing") -> Markup:
    return Markup(drawing.svg.decode())  # noqa: S704 - drawn by the program


@cache
def _template(name: str) -> jinja2.Template:
    environment = html_templates.environment()
    environment.globals["style"] = page_style.style("county.css")
    return environment.get_template(name)
