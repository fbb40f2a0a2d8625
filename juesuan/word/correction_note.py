"""更正说明.docx: the Word file that tells what a correction of the report changed, to be handed in with it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from juesuan.model.editions import FormFile
from juesuan.model.identity import About
from juesuan.model.outputs import CORRECTION_NOTE
from juesuan.model.program_folders import TEMPLATES
from juesuan.word import chart_pictures, fill, finish
from juesuan.wording.correction_tags import NO_PICTURE, OTHER_PICTURE
from juesuan.wording.tags import Tag, Tree, mapped

if TYPE_CHECKING:
    from charts.data import Drawing


def docx(tree: Tree | None, about: About, pictures: Mapping[str, "Drawing"]) -> bytes:
    """The correction note as .docx; ``tree`` are its tags, see ``wording.correction``. Empty where it is None.

    ``pictures`` are the charts of both versions by the digests that the tags have for them.
    """
    if tree is None:
        return b""
    template = FormFile(CORRECTION_NOTE, (TEMPLATES / CORRECTION_NOTE).read_bytes())
    tags = mapped(tree, Tag)  # what a person typed is printed and never read
    marks = {"": NO_PICTURE, **chart_pictures.tags_of(pictures)}
    for told, chart in zip(tree["图表"], tags["图表"], strict=True):
        chart |= {side: mapped(marks.get(told[side], OTHER_PICTURE), Tag) for side in ("原图", "新图")}
    filled = fill.render(template, tags, pictures)
    return finish.pack(finish.finish(filled, pictures, about), about)
