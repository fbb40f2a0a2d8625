"""更正说明.docx: what a correction changed, to hand in."""

from collections.abc import Mapping
from typing import Any

from juesuan.model.editions import FormFile
from juesuan.model.identity import About
from juesuan.model.outputs import CORRECTION_NOTE
from juesuan.model.program_folders import TEMPLATES
from juesuan.word import fill, finish
from juesuan.wording.tags import Tag, Tree


def docx(tree: Tree | None, about: About) -> bytes:
    """The Word file of a note, see ``wording.correction``; empty where there is none."""
    if tree is None:
        return b""
    template = FormFile(CORRECTION_NOTE, (TEMPLATES / CORRECTION_NOTE).read_bytes())
    filled = fill.render(template, {name: _tagged(each) for name, each in tree.items()}, {})
    return finish.pack(finish.finish(filled, {}, about), about)


def _tagged(value: Any) -> Any:
    """Every text as a tag: what a person typed is never read as one."""
    if isinstance(value, str):
        return Tag(value)
    if isinstance(value, Mapping):
        return {name: _tagged(each) for name, each in value.items()}
    return [_tagged(each) for each in value] if isinstance(value, list) else value
