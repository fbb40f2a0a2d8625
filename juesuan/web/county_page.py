"""汇总.html and 审读汇总.html: what is said of all departments at once, as a page with its tables."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import jinja2
from msgspec import Struct

from juesuan.model.public_table_forms import PublicPart
from juesuan.web import page_style, report_page, shown_tables
from juesuan.web.whole_numbers import whole
from juesuan.wording.tags import Tree, mapped

if TYPE_CHECKING:
    from charts.data import Drawing


class ListedDepartment(Struct, frozen=True):
    """A department in the list at the head of the page, which can be sorted by each of its columns."""

    name: str
    folder: str
    state: str
    counts: tuple[int, ...]
    """How many errors, warnings and hints are not explained."""
    place: str
    """The place of its 核对报告, as seen from the page; empty where there is none."""

    @property
    def link(self) -> str:
        """The place as an address."""
        return quote(self.place)


def page(
    tree: Tree, tables: PublicPart, drawings: Mapping[str, "Drawing"], listed: Sequence[ListedDepartment]
) -> bytes:
    """汇总 in UTF-8: its tags, see ``wording.county_tags``, its charts by name, the departments to choose from.

    The first of the ``tables`` is left out: the list says the same.
    """
    pictures = {name: (report_page.shown(each), each.alt) for name, each in drawings.items()}
    shown = shown_tables.shown(tables)[1:]
    made = _template("county.html").render(
        mapped(tree, whole), tables=shown, pictures=pictures, departments=listed
    )
    return made.encode()


def audits(tables: PublicPart, folder: str, pages: Sequence[tuple[str, str, str]]) -> bytes:
    """审读汇总 in UTF-8; ``pages`` are name, result and the page, seen from here, of each file."""
    linked = [(name, state, quote(place)) for name, state, place in pages]
    tables_shown = shown_tables.shown(tables)
    return _template("audits.html").render(folder=folder, pages=linked, tables=tables_shown).encode()


def script() -> str:
    """The script of ``page``, as it stands between its tags."""
    return f"\n{page_style.script('county.js')}\n"


@cache
def _template(name: str) -> jinja2.Template:
    environment = page_style.environment("county.css")
    environment.globals["script"] = page_style.script("county.js")
    return environment.get_template(name)
