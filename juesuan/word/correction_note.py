"""更正说明.docx: the Word file that tells what a correction of the report changed, to be handed in with it."""

from collections.abc import Mapping
from typing import Any

from juesuan.model.editions import FormFile
from juesuan.model.identity import About
from juesuan.model.outputs import CORRECTION_NOTE
from juesuan.model.program_folders import TEMPLATES
from juesuan.word import fill, finish
from juesuan.wording.tags import Tag, Tree


def docx(tree: Tree | None, about: About) -> bytes:
    """The correction note as .docx; ``tree`` are its tags, see ``wording.correction``. Empty where it is None."""
    if tree is None:
        return b""
    template = FormFile(CORRECTION_NOTE, (TEMPLATES / CORRECTION_NOTE).read_bytes())
    filled = fill.render(template, {name: tagged(each) for name, each in tree.items()}, {})
    return finish.pack(finish.finish(filled, {}, about), about)


def tagged(value: Any) -> Any:
    """The same value with every text in it made a `Tag`, so that what a person typed is printed and never read."""
    if isinstance(value, str):
        return Tag(value)
    if isinstance(value, Mapping):
        return {name: tagged(each) for name, each in value.items()}
    return [tagged(each) for each in value] if isinstance(value, list) else value
