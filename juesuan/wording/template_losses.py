"""What a department's own template holds that Word and PDF do not show alike, or that no report takes over.

The shipped templates hold nothing of the kind.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from juesuan.model import editions
from juesuan.model.editions import Edition
from juesuan.model.omission import Loss, Omission
from juesuan.model.problems import Problem, hint, warning
from juesuan.ooxml import outside_text, package, walk, walked, walked_file
from juesuan.ooxml.walked import WalkedBlock, WalkedParagraph
from juesuan.wording import template

_NOT_IN_PDF = "只在 Word 文件里，PDF 里没有"
_WORD_ALONE = "请换成普通的文字，或者删去。"
_STRUCK = "在 Word 文件里印出来，PDF 里没有，也没有核对"
_AS_PICTURE = "请复制它，用“选择性粘贴”改成图片，或者删去。"
_TOLD: Mapping[Loss, tuple[str, str]] = {
    Loss.STRUCK: (_STRUCK, "不要的文字请删去；要的请去掉删除线。"),
    Loss.PLACEHOLDER: (_STRUCK, "请填写它，或者把它删去。"),
    Loss.HIDDEN: ("会随 Word 文件公开，PDF 里没有", "请删去它；需要的请取消隐藏。"),
    Loss.RAISED: ("在 PDF 里是普通文字", "请换一种写法，免得读错数。"),
    Loss.FIELD: ("在 Word 里会重新计算，PDF 里是现在的结果", "请选中它，按 Ctrl+Shift+F9 变成普通文字。"),
    Loss.BARE_FIELD: (_NOT_IN_PDF, _WORD_ALONE),
    Loss.AUTOMATIC: (_NOT_IN_PDF, _WORD_ALONE),
    Loss.SIGN: (_NOT_IN_PDF, _WORD_ALONE),
    Loss.EQUATION: (_NOT_IN_PDF, _WORD_ALONE),
    Loss.RUBY: (_NOT_IN_PDF, _WORD_ALONE),
    Loss.UNKNOWN: (_NOT_IN_PDF, _WORD_ALONE),
    Loss.FOOTNOTE: ("在 PDF 里写在括号里，里面的数没有核对", "请写进正文。"),
    Loss.ENDNOTE: ("在 PDF 里写在括号里，里面的数没有核对", "请写进正文。"),
    Loss.TEXT_BOX: ("在 PDF 里成了单独的段落", "请移到正文里。"),
    Loss.CHART: (_NOT_IN_PDF, _AS_PICTURE),
    Loss.ART: (_NOT_IN_PDF, _AS_PICTURE),
    Loss.GROUP: (_NOT_IN_PDF, _AS_PICTURE),
    Loss.SHAPE: (_NOT_IN_PDF, _AS_PICTURE),
    Loss.OBJECT: (_NOT_IN_PDF, _AS_PICTURE),
    Loss.EMBEDDED_FILE: (_NOT_IN_PDF, "请打开它，把内容粘贴到正文里。"),
    Loss.OUTSIDE_PICTURE: (_NOT_IN_PDF, "请把图片插入到文件里，不要用链接。"),
    Loss.UNDISPLAYED_PICTURE: (_NOT_IN_PDF, "请另存为 PNG 或 JPG，再插入。"),
    Loss.HUGE_PICTURE: (_NOT_IN_PDF, "请把它缩小（例如不超过 7000×7000），再插入。"),
    Loss.BROKEN_PICTURE: (_NOT_IN_PDF, "它只剩一部分，请找到原来的图片，重新插入。"),
    Loss.CROPPED_PICTURE: ("在 PDF 里没有裁剪", "请在 Word 里“压缩图片”，选“删除图片的裁剪区域”。"),
    Loss.NESTED_TABLE: ("在 PDF 里并进了外面的格子", "请改成一张表格。"),
    Loss.COVERED: ("会随 Word 文件公开，PDF 里没有", "请删去它。"),
}
"""What becomes of it in the report, and what to do."""
_LASTING = {"SEQ", "TOC", "PAGEREF", "REF", "HYPERLINK", "NOTEREF", "STYLEREF", "MERGEFIELD"}
"""The fields that have the same result on every day and in every place, or that the program fills itself."""
_UNQUOTED = {Loss.BARE_FIELD, Loss.AUTOMATIC}
_QUOTED = 20


@lru_cache(maxsize=1)
def told(edition: Edition) -> tuple[Problem, ...]:
    """A problem for each thing of the department's own template that Word and PDF do not show alike.

    They are kept: a template stays the same while the desk checks a year again and again.
    """
    word = template.opened(edition.template.data)
    file = edition.template.place
    within = (
        problem for place, each in _placed(walk.blocks(walked_file.of(word))) for problem in _of(each, file, place)
    )
    return tuple(dict.fromkeys((*within, *_beside_the_pages(word, edition))))


def _placed(blocks: tuple[WalkedBlock, ...]) -> Iterator[tuple[str, Omission]]:
    """Each thing with its place: the heading above it, and the paragraph or table below that heading."""
    heading, paragraphs, tables = "文首", 0, 0
    for block in blocks:
        place = f"“{heading}”第{paragraphs}段之后"
        if isinstance(block, WalkedParagraph):
            text = " ".join(block.text.split())
            paragraphs += bool(text)
            place = f"“{heading}”第{paragraphs}段{'' if text else '之后'}"
            if text and block.style.level:
                heading, paragraphs, tables = text, 0, 0
                place = f"标题“{heading}”"
        elif isinstance(block, walked.WalkedTable):
            tables += 1
            place = f"“{heading}”第{tables}个表格"
        yield from ((place, each) for each in walked.omissions([block]))


def _of(omission: Omission, file: str, place: str) -> Iterator[Problem]:
    where, kind = f"{file} {place}", omission.kind
    shown = "" if kind in _UNQUOTED else _quoted(omission.words)
    if kind is Loss.COMMENT:
        yield hint("T51", where, f"有批注{shown}，没有收进报告", "请按批注改好，再把它删去。")
    elif kind in _TOLD and not (kind is Loss.FIELD and _is_lasting(omission.words)):
        result, advice = _TOLD[kind]
        yield warning("T50", where, f"有{kind.value}{shown}，{result}", advice)


def _is_lasting(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() in _LASTING


def _beside_the_pages(word: package.WordFile, edition: Edition) -> Iterator[Problem]:
    """Words above and below the pages that the shipped template does not have there: the PDF has its own."""
    shipped = outside_text.headers(template.opened(editions.named(edition.name).template.data))
    for words in outside_text.headers(word):
        if words not in shipped:
            where = f"{edition.template.place} 页眉页脚"
            yield warning(
                "T50", where, f"{_quoted(words)}{_NOT_IN_PDF}", "请从页眉页脚里删去；要公开的请写进正文。"
            )


def _quoted(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= _QUOTED else line[:_QUOTED] + '…'}”" if line else ""
