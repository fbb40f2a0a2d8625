"""The department's own wording, as it is in a finished report, as a template beside the one that is used.

It is an offer: the program uses only what is in the folder 版式, into which the department puts it or not.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from juesuan.model import editions
from juesuan.model.printed_report import OwnWording
from juesuan.ooxml import package
from juesuan.wording import template

if TYPE_CHECKING:
    from lxml import etree

FOLDER = "报告的写法"
"""The folder of the offer, in that of the year."""
_WHEN = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of the parts of the file, so that it is the same each time."""


def written(edition: str, wording: Sequence[OwnWording]) -> Mapping[str, bytes]:
    """The files of the offer by name: template and list of tables of the edition, with the own wording in them.

    None where there is no wording that could stand in a template.
    """
    offered = {each.form: each.offered for each in wording if each.offered}
    if not offered:
        return {}
    shipped = editions.named(edition)
    word = package.open_word(shipped.template.data)
    for part in template.read(word, shipped.template.place):
        for paragraph in part:
            if paragraph.text in offered:
                _retyped(template.texts(paragraph.element), offered[paragraph.text])
    return {shipped.template.name: package.packed(word, _WHEN), shipped.tables.name: shipped.tables.data}


def _retyped(texts: "Sequence[etree._Element]", words: str) -> None:
    """Lets the first run of a paragraph hold all of its words."""
    for each in texts:
        each.text = ""
    texts[0].text = words
