"""Headings of the finished report with nothing below them: their text is blank, or no template prints it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from juesuan.model.document import Block, Heading, Paragraph, SectionEnd
from juesuan.model.problems import Problem, warning

CODE = "T58"
_SHOWN = 40
_ATTACHED = "附件"


def told(blocks: Sequence[Block]) -> Iterator[Problem]:
    """A problem for each heading that the end or a heading not below it follows, with no line between.

    Those of attachments may stand alone: there 前言 is a title.
    """
    standing = [each for each in blocks if not isinstance(each, SectionEnd) and not _is_blank(each)]
    for block, following in pairwise((*standing, Heading(0, "", "", ""))):
        is_last = isinstance(following, Heading) and isinstance(block, Heading) and following.level <= block.level
        if isinstance(block, Heading) and is_last and not block.style.startswith(_ATTACHED):
            message = f"标题“{block.text[:_SHOWN]}”下面没有内容"
            yield warning(CODE, "Word 文件", message, "请在文字材料里写好这一节；版式里用不着的标题请删去。")


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()
