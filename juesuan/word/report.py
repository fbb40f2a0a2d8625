"""The Word file of the report, put together from the template, the attachments and the public tables."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from juesuan.model.document import Block
from juesuan.model.editions import Edition
from juesuan.model.identity import About
from juesuan.model.public_table_forms import PublicPart
from juesuan.ooxml import blocks
from juesuan.ooxml.package import WordFile
from juesuan.word import attachments, fill, finish, public_part
from juesuan.word.finish import Draft
from juesuan.wording import Vocabulary

if TYPE_CHECKING:
    from charts.data import Drawing


def filled(edition: Edition, words: Vocabulary, drawings: Mapping[str, "Drawing"], public: PublicPart) -> WordFile:
    """The template of the edition, filled in, with the attachments in their places and the public tables behind.

    Numbers are still in their marks. Raises ReportError for a fault of the template.
    """
    rendered = fill.render(edition.template, words.tags, drawings)
    return public_part.append(attachments.inlay(rendered, words.attachments, edition.template.name), public)


def read_back(filled: WordFile, draft: Draft) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of the report twice: with the marks around its numbers, and finished. Raises `NotWordFile`."""
    return blocks.of(filled), blocks.of(draft.word)


def numbered(draft: Draft, about: About, page_of: Mapping[str, int]) -> Draft:
    """The draft with the header of ``about`` and the page numbers of its contents, in ``page_of`` by bookmark."""
    return finish.number(finish.headed(draft, about), page_of)
