"""汇总.docx: the summary of a county in the house form, with its charts and, behind them, its tables."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from juesuan.model.editions import FormFile
from juesuan.model.identity import About
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.public_table_forms import PublicPart
from juesuan.word import fill, finish, public_part
from juesuan.wording.tags import Tag, Tree, mapped

if TYPE_CHECKING:
    from charts.data import Drawing

_TEMPLATE = "汇总.docx"


def docx(tree: Tree, tables: PublicPart, drawings: Mapping[str, "Drawing"], about: About) -> bytes:
    """The summary as .docx; ``tree`` are its tags, see ``wording.county_tags``; ``drawings`` are by name."""
    template = FormFile(_TEMPLATE, (TEMPLATES / _TEMPLATE).read_bytes())
    filled = public_part.append(fill.render(template, mapped(tree, Tag), drawings), tables)
    return finish.pack(finish.finish(filled, drawings, about), about)
