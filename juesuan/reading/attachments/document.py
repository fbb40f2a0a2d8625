"""A Word file of the department's own -> an attachment, and what of it does not come through."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from lxml import etree

from juesuan.model import document
from juesuan.model.document import AttachedParagraph, Attachment, Picture, contents
from juesuan.model.problems import Problem, Severity, hint
from juesuan.model.values import Cell
from juesuan.ooxml import fields, numbering, package
from juesuan.ooxml.elements import W, flat, value
from juesuan.ooxml.letters import written
from juesuan.ooxml.package import NotWordFile, WordFile
from juesuan.reading.attachments import grids, paragraphs, titles
from juesuan.reading.attachments.paragraphs import Source
from juesuan.reading.attachments.titles import FoundBlock

_NOTES = ("footnote", "endnote")
_EMBEDDED = "嵌入的文件"
_REVISED, _COMMENTED, _LISTED, _UNSEEN = "修订", "批注", "目录", "没有替代文字的图片"
_AS_PICTURE = "请复制它，用“选择性粘贴”改成图片；里面的数要核对的，写进正文。"
_LEFT_OUT = "没有收进报告"
_TOLD: Mapping[str, tuple[Severity, str, str]] = {
    paragraphs.TEXT_BOX: (Severity.WARNING, _LEFT_OUT, "请把里面的文字移到正文里。"),
    paragraphs.CHART: (Severity.WARNING, _LEFT_OUT, _AS_PICTURE),
    paragraphs.ART: (Severity.WARNING, _LEFT_OUT, _AS_PICTURE),
    paragraphs.GROUP: (Severity.WARNING, _LEFT_OUT, _AS_PICTURE),
    paragraphs.SHAPE: (Severity.WARNING, _LEFT_OUT, "不需要的请删去；需要的请改成图片。"),
    paragraphs.OBJECT: (Severity.WARNING, _LEFT_OUT, "请把里面的内容写进正文，或粘贴为图片。"),
    paragraphs.EQUATION: (Severity.WARNING, _LEFT_OUT, "请写成普通文字，或粘贴为图片。"),
    _EMBEDDED: (Severity.WARNING, _LEFT_OUT, "请打开它，把内容粘贴到正文里。"),
    paragraphs.OUTSIDE: (Severity.WARNING, _LEFT_OUT, "请把图片插入到文件里，不要用链接。"),
    paragraphs.KIND: (Severity.WARNING, _LEFT_OUT, "请另存为 PNG 或 JPG，再插入。"),
    paragraphs.SIGN: (Severity.WARNING, _LEFT_OUT, "请换成普通的字。"),
    paragraphs.CROPPED: (
        Severity.WARNING,
        "裁掉的部分会露出来",
        "请在 Word 里“压缩图片”，选“删除图片的裁剪区域”。",
    ),
    paragraphs.RAISED: (Severity.WARNING, "成了普通文字", "请换一种写法，免得读错数。"),
    paragraphs.STRUCK: (Severity.WARNING, "照样收进来，不带删除线", "不要的文字请删去。"),
    paragraphs.HIDDEN: (Severity.HINT, _LEFT_OUT, "需要的请取消隐藏。"),
    grids.NESTED: (Severity.HINT, "文字收进了外面的格子", "请看一眼成品。"),
    _REVISED: (Severity.HINT, "插入的收了，删除的没有收", "请看一眼成品；最好先接受或拒绝修订。"),
    _COMMENTED: (Severity.HINT, _LEFT_OUT, ""),
    _LISTED: (Severity.HINT, _LEFT_OUT, "报告有自己的目录。"),
    _UNSEEN: (Severity.HINT, "要给看不见图的人读", "请在 Word 里右击图片，“编辑替代文字”，写一句话。"),
}  # fmt: skip
"""What becomes of each kind, and what to do."""
_SHOWN = 5


def take(name: str, data: bytes, problems: list[Problem]) -> Attachment:
    """The attachment in the file ``name``, such as 附件/整体支出.docx; raises NotWordFile."""
    word = package.open_word(data)
    body = word.root.find(W + "body")
    if body is None:
        raise NotWordFile("Word 文件里没有内容。")
    source = _source(name, word, body, problems)
    try:
        found = list(_found(body, source))
    except RecursionError:
        raise NotWordFile("Word 文件里的表格嵌套过深，不能读取；请简化后重新保存。") from None
    if not found:
        raise NotWordFile("Word 文件里没有内容。")
    content = titles.styled(found)
    _note_the_whole(body, source, sum(isinstance(each, Picture) and not each.alt for each in contents(content)))
    problems.extend(_told(source))
    if not titles.has_title(content):
        advice = "请把标题的样式设为“标题”，目录里才列得出这份附件。"
        problems.append(hint("A06", name, "没有找到标题", advice))
    described = tuple(titles.described(content, PurePath(name).stem))
    return Attachment(name, described, _used_lists(source, described))


def _source(name: str, word: WordFile, body: etree._Element, problems: list[Problem]) -> Source:
    return Source(
        file=name,
        word=word,
        fields=fields.fields(body),
        lists=numbering.lists(word),
        styles=package.styles(word),
        targets=package.related(word),
        notes=dict(_notes(word)),
        problems=problems,
        lost={},
    )


def _notes(word: WordFile) -> Iterator[tuple[tuple[str, str], str]]:
    for kind in _NOTES:
        part = package.part_of_kind(word, kind + "s")
        for note in part.iterfind(W + kind) if part is not None else ():
            yield (kind, note.get(W + "id", "")), "".join(_words(note)).strip()


def _words(note: etree._Element) -> Iterator[str]:
    for paragraph in note.iter(W + "p"):
        for run in flat(paragraph):
            if run.tag == W + "r":
                yield from (written(child) for child in flat(run))


def _found(body: etree._Element, source: Source) -> Iterator[FoundBlock]:
    """What stands in the body, in order; paragraphs are counted where they hold words."""
    count, tables = 0, 0
    for child in flat(body):
        if child.tag == W + "p":
            has_words = next(child.iter(W + "t"), None) is not None
            place = f"第{count + 1}段" if has_words else f"第{count}段之后"
            made = list(_paragraph(child, source, Cell(source.file, place)))
            count += any(each.text for each in made)
            yield from made
        elif child.tag == W + "tbl":
            tables += 1
            yield FoundBlock(grids.grid(child, source, tables))
        elif child.tag in {W + "altChunk", W + "subDoc"}:
            source.lost.setdefault(_EMBEDDED, []).append(Cell(source.file, f"第{count}段之后"))


def _paragraph(paragraph: etree._Element, source: Source, cell: Cell) -> Iterator[FoundBlock]:
    style = source.styles.get(value(paragraph.find(W + "pPr"), "pStyle") or "")
    is_title = style is not None and style.name.lower() in {"title", "标题", "附件标题"}
    outline = paragraphs.look(paragraph, source, "outlineLvl")
    level = 0 if style is None or is_title else style.level or 0
    own = value(paragraph.find(W + "pPr"), "outlineLvl")
    if own is not None and outline.isdecimal() and not is_title:
        level = int(outline) + 1 if int(outline) < 9 else 0  # noqa: PLR2004 - 9 means body text
    side = {"end": "right"}.get(side := paragraphs.look(paragraph, source, "jc"), side)
    for each in paragraphs.lines(paragraph, source, cell):
        is_line = isinstance(each, AttachedParagraph) and bool(each.runs)
        yield FoundBlock(each, level if is_line else 0, side, is_title and is_line)


def _used_lists(source: Source, content: tuple[object, ...]) -> Mapping[str, document.ItemList]:
    lines = (each for each in contents(content) if isinstance(each, AttachedParagraph) and each.item)  # type: ignore[arg-type]
    names = {line.item[0]: None for line in lines if line.item}
    return {name: source.lists.lists[name] for name in names}


# ---- what is told


def _note_the_whole(body: etree._Element, source: Source, undescribed: int) -> None:
    """What is told of the file once, wherever it stands."""
    whole = {
        _REVISED: next(body.iter(*(W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))), None) is not None,
        _COMMENTED: next(body.iter(W + "commentReference"), None) is not None,
        _LISTED: bool(source.fields.contents),
        _UNSEEN: bool(undescribed),
    }
    for kind, is_there in whole.items():
        if is_there:
            source.lost[kind] = []


def _told(source: Source) -> Iterator[Problem]:
    for kind, places in source.lost.items():
        severity, happened, advice = _TOLD[kind]
        cells = list(dict.fromkeys(places))
        count = f"有 {len(places)} 处{kind}" if len(places) > 1 else f"有{kind}"
        listed = "、".join(cell.address for cell in cells[:_SHOWN]) + ("等" if len(cells) > _SHOWN else "")
        message = f"{count}，{happened}" + (f"（{listed}）" if len(cells) > 1 else "")
        where = str(cells[0]) if cells else source.file
        code = "A02" if severity is Severity.WARNING else "A03"
        yield Problem(code, severity, where, message, advice, cells=tuple(map(str, cells)) or (where,))
