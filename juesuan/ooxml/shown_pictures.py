"""The pictures of a Word file as the page shows them: how large, which part of them, where, and through what."""

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from juesuan.model.identity import digest
from juesuan.ooxml import canonical, drawings, elements, objects
from juesuan.ooxml.canonical import OpenedPart, local
from juesuan.ooxml.elements import DRAWN, WP, A, W, alt, picture_ids
from juesuan.ooxml.measures import VECTOR, Measures
from juesuan.ooxml.package import WordFile, related

_TWIP = 635
"""English metric units in a twentieth of a point."""
_BARE = {
    "prstGeom",
    "noFill",
    "stretch",
    "fillRect",
    "off",
    "ext",
    "extent",
    "docPr",
    "cNvPr",
    "graphic",
    "graphicData",
    "extLst",
}


class ShownPicture(Struct, frozen=True):
    """A picture with all that decides how it looks."""

    key: str
    """The digest of its data."""
    text: str
    """Its alternative text."""
    place: str
    """The words before it."""
    measures: Measures
    """Its sizes, in twentieths of a point, and the rest in words that are only compared."""


def found(word: WordFile) -> list[ShownPicture]:
    """The pictures of the text in reading order; drawings of other kinds are objects."""
    part, targets = OpenedPart(word, word.main, word.root), related(word)
    return [
        ShownPicture(
            digest(b"".join(word.parts.get(targets.get(key, ""), b"") for key in picture_ids(each))),
            alt(each),
            objects.before(each),
            dict(_measures(each, part)),
        )
        for each in _drawn(word.root)
        if drawings.kind(each) is None
    ]


def _drawn(root: etree._Element) -> Iterator[etree._Element]:
    for run in root.iter(W + "r"):
        yield from (child for child in elements.flat(run) if child.tag in DRAWN)


def _measures(drawing: etree._Element, part: OpenedPart) -> Iterator[tuple[str, str]]:
    for tag in (WP + "extent", A + "ext"):
        for each in drawing.iter(tag):
            for name in ("cx", "cy"):
                if (length := each.get(name, "")).isdecimal():
                    yield f"{local(each)}.{name}", str(int(length) // _TWIP)
    for name in ("srcRect", "xfrm", "positionH", "positionV", "docPr"):
        for each in drawing.iter("{*}" + name):
            kept = {str(key): str(text) for key, text in each.attrib.items() if text not in {"0", "false"}}
            del_names = {"id", "name", "descr", "title", "relativeFrom"}
            words = " ".join(f"{key} {text}" for key, text in sorted(kept.items()) if key not in del_names)
            inside = "" if name == "xfrm" else "".join(canonical.of(child, part) for child in each)
            yield name, (words + inside).strip()
    yield "kind", " ".join(local(each) for each in drawing if local(each) != "inline")
    if vectors := [canonical.of(each, part) for each in drawing.iter("{*}svgBlip")]:
        yield VECTOR, "".join(vectors)
    yield "effects", " ".join(sorted(_effects(drawing, part)))


def _effects(drawing: etree._Element, part: OpenedPart) -> Iterator[str]:
    """All that is laid over the picture or done to it: opacity, colours, a shape, a line, shadows."""
    for holder in ("blip", "spPr", "shape", "imagedata", "stretch"):
        for each in drawing.iter("{*}" + holder):
            for child in each:
                if local(child) != "xfrm" and not _is_bare(child):
                    yield canonical.of(child, part)
    for shape in drawing.iter("{urn:schemas-microsoft-com:vml}shape"):
        yield shape.get("style", "")
    for geometry in drawing.iter(A + "prstGeom"):
        if geometry.get("prst", "rect") != "rect":
            yield geometry.get("prst", "")


def _is_bare(element: etree._Element) -> bool:
    """Whether the element says only what is so without it: no fill, no line, all of the picture."""
    name = local(element)
    if name == "ln":
        return all(local(each) == "noFill" for each in element)
    return name in _BARE and not any(text not in {"0", "rect"} for text in element.attrib.values())


_SAID = {
    "extent": "大小",
    "ext": "大小",
    "srcRect": "裁剪",
    "xfrm": "旋转或翻转",
    "kind": "环绕方式",
    "docPr": "隐藏或链接",
}


def said(name: str) -> str:
    """The change of a measure of a picture in the words of the officer, such as 大小改了."""
    words = _SAID.get(name.partition(".")[0], "位置" if name.startswith("position") else "透明度、颜色或其他效果")
    return f"{words}改了"
