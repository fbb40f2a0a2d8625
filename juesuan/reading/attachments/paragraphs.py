"""What is inside a paragraph of somebody's Word file: the words in their face, the pictures, and what is lost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import dropwhile, groupby

from lxml import etree

from juesuan.model.chinese import unprintable
from juesuan.model.document import BODY, AttachedParagraph, Picture, Run
from juesuan.model.problems import Problem
from juesuan.model.values import Cell
from juesuan.ooxml.elements import DRAWN, A, M, W, alt, flat, is_on, picture_ids, size, value
from juesuan.ooxml.fields import Fields
from juesuan.ooxml.letters import written
from juesuan.ooxml.numbering import Lists
from juesuan.ooxml.package import Style, WordFile
from juesuan.reading import cells

TEXT_BOX, CHART, ART, GROUP, SHAPE = "文本框", "图表", "SmartArt 图形", "组合图形", "形状（线条等）"
OBJECT, EQUATION, OUTSIDE, KIND = "嵌入的对象", "公式", "不在文件里的图片", "PDF 里显示不出来的图片"
CROPPED, RAISED, STRUCK, SIGN, HIDDEN = "裁剪过的图片", "上标或下标", "带删除线的文字", "特殊符号", "隐藏的文字"

_WIDEST, _TALLEST = 156.0, 200.0
"""mm; what a page of the report has room for."""
_RASTER = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_RAISED = str.maketrans("123", "¹²³")
_SIGNS = {
    "f0fc": "√", "f050": "√", "f0fe": "√", "f052": "√", "f0a8": "□", "f06f": "□", "f0a3": "□", "f06c": "●",
    "f06e": "■", "f0a7": "■", "f075": "◆", "f0b7": "●", "f0e0": "→",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that does not come through as it was."""

    kind: str


Piece = Run | Picture | Lost


@dataclass(frozen=True, slots=True)
class Source:
    """What a paragraph needs to know of the file around it."""

    file: str
    """As the places in it have it: 附件/整体支出.docx."""
    word: WordFile
    fields: Fields
    lists: Lists
    styles: Mapping[str, Style]
    targets: Mapping[str, str]
    notes: Mapping[tuple[str, str], str]
    """The text of each note, by footnote or endnote and its id."""
    problems: list[Problem]
    lost: dict[str, list[Cell]]
    """Where something of each kind does not come through as it was."""

    def chain(self, key: str | None) -> Iterator[etree._Element]:
        """The style and those it is based on."""
        seen = set()
        while key and key in self.lists.styles and key not in seen:
            seen.add(key)
            yield self.lists.styles[key]
            key = value(self.lists.styles[key], "basedOn")


def pieces(paragraph: etree._Element, source: Source) -> Iterator[Piece]:
    """The words and pictures in order; deletions, comments and the codes of fields are left out."""
    around = [each.find(W + "rPr") for each in source.chain(value(paragraph.find(W + "pPr"), "pStyle"))]
    for child in flat(paragraph):
        if child.tag == W + "r":
            yield from _run(child, around, source)
        elif child.tag in {M + "oMath", M + "oMathPara"}:
            yield Lost(EQUATION)


def _run(run: etree._Element, around: list[etree._Element | None], source: Source) -> Iterator[Piece]:
    own = run.find(W + "rPr")
    if is_on(own, "vanish"):
        yield Lost(HIDDEN)
        return
    looks = [own, *(each.find(W + "rPr") for each in source.chain(value(own, "rStyle"))), *around]
    face = _has(looks, "b"), _has(looks, "i"), _has(looks, "u")
    for child in flat(run):
        if child in source.fields.hidden:
            continue
        if child.tag in DRAWN:
            yield from _drawn(child, source)
        elif child.tag == W + "ruby":
            yield from (piece for base in child.iterfind(W + "rubyBase") for piece in pieces(base, source))
        elif text := _text(child, source):
            yield from _span(Run(text, *face), own)
        elif child.tag == W + "sym":
            yield Lost(SIGN)


def _has(looks: list[etree._Element | None], name: str) -> bool:
    """Whether the first look that speaks of it has it."""
    return next((is_on(look, name) for look in looks if value(look, name) is not None), False)


def _text(element: etree._Element, source: Source) -> str:
    if element.tag in {W + "footnoteReference", W + "endnoteReference"}:
        kind = str(element.tag).removeprefix(W).removesuffix("Reference")
        note = source.notes.get((kind, element.get(W + "id", "")), "")
        return f"（脚注：{note}）" if note else ""
    if element.tag == W + "sym":
        sign = _SIGNS.get(element.get(W + "char", "").lower(), "")
        return "" if unprintable(sign) else sign
    return written(element)


def _span(span: Run, look: etree._Element | None) -> Iterator[Piece]:
    place = value(look, "vertAlign")
    if place == "superscript" and set(span.text) <= set("123"):
        yield Run(span.text.translate(_RAISED), span.bold, span.italic, span.underlined)
        return
    yield span
    if place in {"superscript", "subscript"} and span.text.strip() and not span.text.startswith("（脚注"):
        yield Lost(RAISED)
    if is_on(look, "strike") or is_on(look, "dstrike"):
        yield Lost(STRUCK)


# ---- drawings


def _drawn(drawing: etree._Element, source: Source) -> Iterator[Picture | Lost]:
    kind = _kind(drawing)
    if kind:
        yield Lost(kind)
        return
    if any(part != "0" for cut in drawing.iter(A + "srcRect") for part in cut.attrib.values()):
        yield Lost(CROPPED)
    for key in picture_ids(drawing):
        yield _image(drawing, source.word.parts.get(source.targets.get(key, ""), b""))


def _kind(drawing: etree._Element) -> str:
    """What the drawing is; nothing where it is a picture."""
    if next(drawing.iter(W + "txbxContent"), None) is not None:
        return TEXT_BOX
    if drawing.tag == W + "object":
        return OBJECT
    graphic = next(drawing.iter(A + "graphicData"), None)
    kind = "" if graphic is None else graphic.get("uri", "").rpartition("/")[2]
    known = {"picture": "", "": "", "chart": CHART, "chartex": CHART, "diagram": ART}
    known |= {"wordprocessingGroup": GROUP, "wordprocessingCanvas": GROUP}
    return known.get(kind, SHAPE) or ("" if picture_ids(drawing) else SHAPE)


def _image(drawing: etree._Element, data: bytes) -> Picture | Lost:
    width, height = size(drawing)
    if not data or not width or not height:
        return Lost(OUTSIDE)
    if not data.startswith(_RASTER):
        return Lost(KIND)
    return fitted(Picture(alt(drawing), data, width, height), _WIDEST)


def fitted(image: Picture, widest: float) -> Picture:
    """The picture, made smaller where there is no room for it; mm."""
    scale = min(1.0, widest / image.width_mm, _TALLEST / image.height_mm)
    return Picture(image.alt, image.data, image.width_mm * scale, image.height_mm * scale)


def lines(paragraph: etree._Element, source: Source, cell: Cell) -> Iterator[AttachedParagraph | Picture]:
    """The words between its pictures, each a line; an item of a list is a line even without words.

    Empty paragraphs, which only keep a distance, are left out; what is lost is noted at ``cell``.
    """
    if paragraph in source.fields.hidden:
        return
    found = list(pieces(paragraph, source))
    for piece in found:
        if isinstance(piece, Lost):
            source.lost.setdefault(piece.kind, []).append(cell)
    is_gone = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
    item = None if is_gone else source.lists.item(paragraph)
    for piece_or_words in _parted(found):
        if isinstance(piece_or_words, Picture):
            yield piece_or_words
        elif spans := _trimmed(piece_or_words):
            yield _checked(AttachedParagraph(BODY, spans, cell, item), source)
            item = None
    if item and not any(isinstance(piece, Picture) for piece in found):
        yield AttachedParagraph(BODY, (), cell, item)


def _parted(pieces: Iterable[Piece]) -> Iterator[Picture | tuple[Run, ...]]:
    """Pictures, and the words between them."""
    seen = [piece for piece in pieces if not isinstance(piece, Lost)]
    for is_words, group in groupby(seen, key=lambda piece: isinstance(piece, Run)):
        held = list(group)
        if is_words:
            yield _joined(each for each in held if isinstance(each, Run))
        else:
            yield from (each for each in held if isinstance(each, Picture))


def _joined(spans: Iterable[Run]) -> tuple[Run, ...]:
    """Word cuts a sentence into runs wherever it was edited; those of one face are one."""
    faces = groupby(spans, key=lambda span: replace(span, text=""))
    return tuple(replace(face, text="".join(span.text for span in group)) for face, group in faces)


def _trimmed(spans: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without the spaces people indent with: the style does."""
    kept = list(dropwhile(lambda span: not span.text.strip(), spans))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _checked(line: AttachedParagraph, source: Source) -> AttachedParagraph:
    cells.text(line.text, line.cell, source.problems)
    return line


def look(paragraph: etree._Element, source: Source, name: str) -> str:
    """A property of the paragraph such as jc: its own, else that of its style."""
    properties = paragraph.find(W + "pPr")
    styles = source.chain(value(properties, "pStyle"))
    settings = (value(each, name) for each in (properties, *(style.find(W + "pPr") for style in styles)))
    return next((setting for setting in settings if setting is not None), "")
