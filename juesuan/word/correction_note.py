"""更正说明.docx: what a correction changed, to hand in."""

from collections.abc import Mapping
from typing import Any

from juesuan.model.identity import About
from juesuan.model.program_folders import TEMPLATES
from juesuan.word import fill, finish
from juesuan.wording.tags import Tag, Tree

NAME = "更正说明.docx"
"""Of the template, too."""


def docx(tree: Tree, about: About) -> bytes:
    """The Word file of a note, see ``wording.correction_tags``."""
    filled = fill.render(TEMPLATES / NAME, {name: _tagged(each) for name, each in tree.items()}, {})
    return finish.pack(finish.finish(filled, {}, about), about)


def _tagged(value: Any) -> Any:
    """Every text as a tag: what a person typed is never read as one."""
    if isinstance(value, str):
        return Tag(value)
    if isinstance(value, Mapping):
        return {name: _tagged(each) for name, each in value.items()}
    return [_tagged(each) for each in value] if isinstance(value, list) else value
