"""How much there is to lay out: more than any report has is refused before the layout, which takes minutes."""

from collections.abc import Iterable, Iterator

from juesuan.model import values
from juesuan.model.document import Block, Heading, Paragraph, Table
from juesuan.model.problems import ReportError, error

_OF_A_PARAGRAPH = 40
"""The signs whose layout takes as long as to begin a paragraph or a cell does."""
_MOST = 480_000
"""Signs; a report of two hundred pages has 210,000 of them, one of four hundred 440,000."""


def require_usual(blocks: Iterable[Block]) -> None:
    """Raises ReportError (R81) where the blocks are more than can be laid out in a quarter of a minute."""
    lengths = [len(values.plain(text)) for text in _texts(blocks)]
    signs, extra = sum(lengths), _OF_A_PARAGRAPH * len(lengths)
    if signs + extra > _MOST:
        message = (
            f"太长，有 {signs} 个字、{len(lengths)} 段（表格一格算一段，每段另算 {_OF_A_PARAGRAPH} 个字），"
            f"合计 {signs + extra}，超过 {_MOST}，排不成报告"
        )
        advice = "请看看文字材料、附件、模板和改过的 Word 文件里混进了什么，删去用不着的内容。"
        raise ReportError(error("R81", "报告", message, advice))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of each paragraph, cells included."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Table):
            yield from (each.text for row in block.rows for cell in row for each in cell.paragraphs or (_EMPTY,))


_EMPTY = Paragraph("", ())
"""What a cell without a paragraph costs, too."""
