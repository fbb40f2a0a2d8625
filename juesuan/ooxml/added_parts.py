"""What an attachment brings into the file beside its text: pictures and lists, with their relations and types."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from posixpath import dirname, join

from lxml import etree

from juesuan.model.document import Attachment, ItemList, Level, Picture, contents
from juesuan.ooxml import package
from juesuan.ooxml.elements import WP, A, R, W
from juesuan.ooxml.package import WordFile

_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PIC = f"{{{_PICTURE}}}"
_SUFFIXES = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
_EMU_PER_MM = 36_000
_INDENT = {"left": "0", "firstLineChars": "200", "firstLine": "630"}
"""Of running text: an item stands where a paragraph would."""


def element(name: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of WordprocessingML with its attributes and children."""
    made = etree.Element(W + name, {W + key: value for key, value in attributes.items()})
    made.extend(children)
    return made


# ---- pictures


def with_pictures(
    word: WordFile, attachments: Sequence[Attachment]
) -> tuple[dict[str, bytes], Mapping[bytes, str]]:
    """The parts with the pictures of all attachments, each once, and the relationship of each."""
    parts, relations = dict(word.parts), dict[bytes, str]()
    images = (
        each for attachment in attachments for each in contents(attachment.content) if isinstance(each, Picture)
    )
    for data in dict.fromkeys(image.data for image in images):
        suffix = next(suffix for start, suffix in _SUFFIXES.items() if data.startswith(start))
        name = join(dirname(word.main), "media", f"{hashlib.sha256(data).hexdigest()[:16]}.{suffix}")
        parts[name] = data
        relations[data] = package.relate(parts, word.main, "image", name)
        package.type_of_suffix(parts, suffix, f"image/{suffix}")
    return parts, relations


def drawing(image: Picture, relation: str) -> etree._Element:
    """The picture in a line of text."""
    size = {"cx": str(round(image.width_mm * _EMU_PER_MM)), "cy": str(round(image.height_mm * _EMU_PER_MM))}
    made = etree.Element(W + "drawing", nsmap={"wp": WP[1:-1], "a": A[1:-1], "pic": _PICTURE, "r": R[1:-1]})
    inline = etree.SubElement(made, WP + "inline", {f"dist{side}": "0" for side in "TBLR"})
    etree.SubElement(inline, WP + "extent", size)
    etree.SubElement(inline, WP + "docPr", {"id": "1", "name": "图片", "descr": image.alt})
    data = etree.SubElement(etree.SubElement(inline, A + "graphic"), A + "graphicData", {"uri": _PICTURE})
    picture = etree.SubElement(data, _PIC + "pic")
    names = etree.SubElement(picture, _PIC + "nvPicPr")
    etree.SubElement(names, _PIC + "cNvPr", {"id": "0", "name": "图片"})
    etree.SubElement(names, _PIC + "cNvPicPr")
    fill = etree.SubElement(picture, _PIC + "blipFill")
    etree.SubElement(fill, A + "blip", {R + "embed": relation})
    etree.SubElement(etree.SubElement(fill, A + "stretch"), A + "fillRect")
    shape = etree.SubElement(picture, _PIC + "spPr")
    frame = etree.SubElement(shape, A + "xfrm")
    etree.SubElement(frame, A + "off", {"x": "0", "y": "0"})
    etree.SubElement(frame, A + "ext", size)
    etree.SubElement(etree.SubElement(shape, A + "prstGeom", {"prst": "rect"}), A + "avLst")
    return made


# ---- lists


def with_lists(
    word: WordFile, attachments: Sequence[Attachment]
) -> tuple[dict[str, bytes], list[Mapping[str, str]]]:
    """The parts with the lists of all attachments under numbers of their own, and those numbers by attachment."""
    parts = dict(word.parts)
    if not any(attachment.lists for attachment in attachments):
        return parts, [{} for _ in attachments]
    name, root = numbering(parts, word)
    numbers = [_add_lists(root, attachment.lists) for attachment in attachments]
    parts[name] = package.xml(root)
    return parts, numbers


def numbering(parts: dict[str, bytes], word: WordFile) -> tuple[str, etree._Element]:
    """Name and root of the part that holds the lists; a new one where the file has none."""
    root = package.part_of_kind(word, "numbering")
    if root is not None:
        return next(name for name in package.related(word).values() if name.endswith("numbering.xml")), root
    name = join(dirname(word.main), "numbering.xml")
    package.relate(parts, word.main, "numbering", name)
    package.type_of_part(parts, name, _NUMBERING)
    return name, etree.Element(W + "numbering", nsmap={"w": W[1:-1]})


def _add_lists(root: etree._Element, lists: Mapping[str, ItemList]) -> Mapping[str, str]:
    """Adds each kind of list and each list to the end of their kind; returns the new number of each."""
    kinds: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for name, found in lists.items():
        if found.kind not in kinds:
            kinds[found.kind] = free(root, "abstractNum", "abstractNumId")
            levels = (_level(level, place) for place, level in enumerate(found.levels))
            multi = element("multiLevelType", val="multilevel")
            kind = element("abstractNum", multi, *levels, abstractNumId=kinds[found.kind])
            root.insert(len(root.findall(W + "abstractNum")), kind)
        numbers[name] = free(root, "num", "numId")
        begins = (
            element("lvlOverride", element("startOverride", val=str(start)), ilvl=str(place))
            for place, start in sorted(found.starts.items())
        )
        kind_id = element("abstractNumId", val=kinds[found.kind])
        root.append(element("num", kind_id, *begins, numId=numbers[name]))
    return numbers


def free(root: etree._Element, name: str, key: str) -> str:
    """A number that none of the elements of this name has yet."""
    return str(max((int(each.get(W + key, "0")) for each in root.iterfind(W + name)), default=0) + 1)


def _level(level: Level, place: int) -> etree._Element:
    restart = [element("lvlRestart", val=str(level.restarts_after))] if level.restarts_after >= 0 else []
    return element(
        "lvl",
        element("start", val=str(level.start)),
        element("numFmt", val=level.form),
        *restart,
        *([element("isLgl")] if level.is_legal else []),
        element("suff", val="space" if level.has_space else "nothing"),
        element("lvlText", val=level.text),
        element("lvlJc", val="left"),
        element("pPr", element("ind", **_INDENT)),
        ilvl=str(place),
    )


_PART, _KEY = "headerOfDraft.xml", "rIdHeaderOfDraft"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_TYPES = "[Content_Types].xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def head(word: WordFile, words: str) -> WordFile:
    """The file with ``words`` at the head of every page, in place of whatever headers it has."""
    for section in word.root.iter(W + "sectPr"):
        if next(section.iterancestors(W + "sectPrChange"), None) is not None:
            continue  # how it was before a change that Word keeps; there nothing may refer to a header
        for old in section.findall(W + "headerReference"):
            section.remove(old)
        for place, kind in enumerate(("default", "even", "first")):
            section.insert(place, etree.Element(W + "headerReference", {W + "type": kind, R + "id": _KEY}))
    folder, _, name = word.main.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    added = {
        f"{folder}/{_PART}": _header(words),
        relations: _with(word.parts[relations], _RELATIONS, {"Id": _KEY, "Type": _KIND, "Target": _PART}),
        _TYPES: _with(word.parts[_TYPES], _OVERRIDE, {"PartName": f"/{folder}/{_PART}", "ContentType": _CONTENT}),
    }
    return replace(word, parts={**word.parts, **added})


def _with(part: bytes, tag: str, attributes: dict[str, str]) -> bytes:
    root = package.parse(part)
    etree.SubElement(root, tag, attributes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _header(words: str) -> bytes:
    root = etree.Element(W + "hdr", nsmap={"w": W[1:-1]})
    paragraph = etree.SubElement(root, W + "p")
    properties = etree.SubElement(paragraph, W + "pPr")
    etree.SubElement(properties, W + "jc", {W + "val": "center"})
    run = etree.SubElement(paragraph, W + "r")
    look = etree.SubElement(run, W + "rPr")
    fonts = {W + face: "黑体" for face in ("ascii", "hAnsi", "eastAsia")}
    etree.SubElement(look, W + "rFonts", fonts)
    etree.SubElement(look, W + "sz", {W + "val": "28"})
    etree.SubElement(run, W + "t").text = words
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
