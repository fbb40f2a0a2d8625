"""A Word file of the department's own -> an attachment, and what of it does not come through."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from juesuan.model import document
from juesuan.model.document import AttachedParagraph, AttachedTable, Attachment, Content, Picture, contents
from juesuan.model.omission import Loss, Omission
from juesuan.model.problems import Problem, Severity, hint
from juesuan.model.values import Cell
from juesuan.ooxml import numbering, outside_text, package, tracked_changes, walk, walked_file
from juesuan.ooxml.elements import W, value
from juesuan.ooxml.package import NotWordFile
from juesuan.ooxml.walked import WalkedParagraph, WalkedTable
from juesuan.reading.attachments import evaluations, grids, paragraphs, titles
from juesuan.reading.attachments.paragraphs import Source
from juesuan.reading.attachments.titles import FoundBlock
from juesuan.reading.losses import LEFT_OUT, OF_WORDS, Telling

_REVISED, _COMMENTED, _LISTED, _UNSEEN = "修订", "批注", "目录", "没有替代文字的图片"
_AS_PICTURE = "请复制它，用“选择性粘贴”改成图片；里面的数要核对的，写进正文。"
_TOLD: Mapping[Loss, Telling] = {
    **OF_WORDS,
    Loss.TEXT_BOX: (Severity.WARNING, LEFT_OUT, "请把里面的文字移到正文里。"),
    Loss.CHART: (Severity.WARNING, LEFT_OUT, _AS_PICTURE),
    Loss.ART: (Severity.WARNING, LEFT_OUT, _AS_PICTURE),
    Loss.GROUP: (Severity.WARNING, LEFT_OUT, _AS_PICTURE),
    Loss.SHAPE: (Severity.WARNING, LEFT_OUT, "不需要的请删去；需要的请改成图片。"),
    Loss.OBJECT: (Severity.WARNING, LEFT_OUT, "请把里面的内容写进正文，或粘贴为图片。"),
    Loss.OUTSIDE_PICTURE: (Severity.WARNING, LEFT_OUT, "请把图片插入到文件里，不要用链接。"),
    Loss.UNDISPLAYED_PICTURE: (Severity.WARNING, LEFT_OUT, "请另存为 PNG 或 JPG，再插入。"),
    Loss.HUGE_PICTURE: (Severity.WARNING, LEFT_OUT, "请把它缩小（例如不超过 7000×7000），再插入。"),
    Loss.BROKEN_PICTURE: (Severity.WARNING, LEFT_OUT, "它只剩一部分，请找到原来的图片，重新插入。"),
    Loss.CROPPED_PICTURE: (
        Severity.WARNING,
        "裁掉的部分会露出来",
        "请在 Word 里“压缩图片”，选“删除图片的裁剪区域”。",
    ),
    Loss.NESTED_TABLE: (Severity.HINT, "文字收进了外面的格子", "请看一眼成品。"),
    Loss.COVERED: (Severity.HINT, LEFT_OUT, "Word 里也看不见它；要的请移到看得见的格子里。"),
}
"""What is told of the losses that are told with their places."""
_TOLD_ONCE: Mapping[str, Telling] = {
    _REVISED: (Severity.HINT, "插入的收了，删除的没有收", "请看一眼成品；最好先接受或拒绝修订。"),
    _COMMENTED: (Severity.HINT, LEFT_OUT, ""),
    _LISTED: (Severity.HINT, LEFT_OUT, "报告有自己的目录。"),
    _UNSEEN: (
        Severity.HINT,
        "要给看不见图的人读",
        "请在 Word 里右击图片，“编辑替代文字”，写一句话。",
    ),
}
"""What is told of those that are told once of a file, wherever they stand."""
_SHOWN = 5


def take(name: str, data: bytes, problems: list[Problem]) -> Attachment:
    """The attachment in the file ``name``, such as 附件/整体支出.docx, in the styles of the report.

    What does not come through is added to ``problems``. Raises NotWordFile for what is none or holds nothing.
    """
    word = package.open_word(data)
    source = Source(name, walked_file.of(word), numbering.lists(word), problems, {})
    found = list(_found(source))
    if not found:
        raise NotWordFile("Word 文件里没有内容。")
    content = titles.styled(found)
    problems.extend(_losses(source))
    problems.extend(_notices(source, content))
    if not titles.has_title(content):
        advice = "请把标题的样式设为“标题”，目录里才列得出这份附件。"
        problems.append(hint("A06", name, "没有找到标题", advice))
    described = tuple(titles.described(content, PurePath(name).stem))
    tables = (each for each in described if isinstance(each, AttachedTable))
    evaluated = evaluations.read(tables, problems)
    return Attachment(name, described, _used_lists(source, described), evaluated=evaluated)


def _found(source: Source) -> Iterator[FoundBlock]:
    """The paragraphs, pictures and tables of the file, in order."""
    for block in walk.blocks(source.file):
        if isinstance(block, WalkedParagraph):
            yield from _paragraph(block, source)
        elif isinstance(block, WalkedTable):
            yield FoundBlock(grids.grid(block, source))
        elif isinstance(block, Omission):
            source.lost.setdefault(block.kind, []).append(source.cell(block.place))


def _paragraph(paragraph: WalkedParagraph, source: Source) -> Iterator[FoundBlock]:
    element = paragraph.element
    own = value(element.find(W + "pPr"), "outlineLvl")
    style = source.file.styles.get(value(element.find(W + "pPr"), "pStyle") or "")
    is_title = style is not None and style.name.lower() in {"title", "标题", "附件标题"}
    outline = paragraphs.look(element, source, "outlineLvl")
    level = 0 if style is None or is_title else style.level or 0
    if own is not None and outline.isdecimal() and not is_title:
        level = int(outline) + 1 if int(outline) < 9 else 0  # noqa: PLR2004 - 9 means body text
    side = {"end": "right"}.get(side := paragraphs.look(element, source, "jc"), side)
    for each in paragraphs.lines(paragraph, source):
        is_line = isinstance(each, AttachedParagraph) and bool(each.runs)
        yield FoundBlock(each, level if is_line else 0, side, is_title and is_line)


def _used_lists(source: Source, content: Sequence[Content]) -> Mapping[str, document.ItemList]:
    """The lists that a paragraph of the content is an item of, by name."""
    lines = (each for each in contents(content) if isinstance(each, AttachedParagraph) and each.item)
    names = {line.item[0]: None for line in lines if line.item}
    return {name: source.lists.lists[name] for name in names}


# ---- what is told


def _losses(source: Source) -> Iterator[Problem]:
    """A problem for each kind of loss, with its places."""
    for kind, places in source.lost.items():
        if kind in _TOLD:
            happened = f"有 {len(places)} 处{kind.value}" if len(places) > 1 else f"有{kind.value}"
            yield _problem(source, happened, _TOLD[kind], list(dict.fromkeys(places)))


def _notices(source: Source, content: Sequence[Content]) -> Iterator[Problem]:
    """A problem for each thing that is told once of the file, wherever it stands."""
    root = source.file.word.root
    pictures = (each for each in contents(content) if isinstance(each, Picture))
    is_there = {
        _REVISED: tracked_changes.are_in(root),
        _COMMENTED: next(root.iter(W + "commentReference"), None) is not None,
        _LISTED: bool(source.file.fields.contents),
        _UNSEEN: not all(picture.alt for picture in pictures),
    }
    yield from (_problem(source, f"有{kind}", _TOLD_ONCE[kind], []) for kind, is_it in is_there.items() if is_it)
    for words in filter(_says_something, outside_text.headers(source.file.word)):
        shown = " ".join(words.split())[:_QUOTED]
        yield hint("A20", source.name, f"页眉页脚里有“{shown}”，{LEFT_OUT}", "要公开的请写进正文。")


_QUOTED = 40


def _says_something(words: str) -> bool:
    """Whether words beside the pages are more than what stands around a page number."""
    return re.search(r"[^\W\d_第页共]", words) is not None


def _problem(source: Source, happened: str, telling: Telling, cells: list[Cell]) -> Problem:
    severity, result, advice = telling
    listed = "、".join(cell.address for cell in cells[:_SHOWN]) + ("等" if len(cells) > _SHOWN else "")
    message = f"{happened}，{result}" + (f"（{listed}）" if len(cells) > 1 else "")
    where = str(cells[0]) if cells else source.name
    code = "A02" if severity is Severity.WARNING else "A03"
    return Problem(code, severity, where, message, advice, cells=tuple(map(str, cells)) or (where,))
