"""Parts that a Word file gets beside its text: the pictures and lists of attachments, and a header for every page.

Each comes with its relationship and its content type.
"""

import hashlib
from collections.abc import Mapping, Sequence
from posixpath import dirname, join

from lxml import etree

from juesuan.model.document import Attachment, ItemList, Level, Picture, contents
from juesuan.ooxml import package, parts
from juesuan.ooxml.elements import PIC, WP, A, R, W, declaring, element
from juesuan.ooxml.package import WordFile
from juesuan.ooxml.parts import NewPart

_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
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
"""The indents of an item: those of running text, so that it begins where a paragraph would."""


# ---- pictures


def with_pictures(word: WordFile, attachments: Sequence[Attachment]) -> tuple[WordFile, Mapping[bytes, str]]:
    """The file with the pictures of all attachments, each once, and the relationship id of each by its data.

    The data must begin as that of a format that Word can show: PNG, JPEG, GIF, BMP or TIFF.
    """
    relations = dict[bytes, str]()
    images = (
        each for attachment in attachments for each in contents(attachment.content) if isinstance(each, Picture)
    )
    for data in dict.fromkeys(image.data for image in images):
        suffix = next(suffix for start, suffix in _SUFFIXES.items() if data.startswith(start))
        name = join(dirname(word.main), "media", f"{hashlib.sha256(data).hexdigest()[:16]}.{suffix}")
        word, relations[data] = parts.added(word, NewPart(name, data, "image", f"image/{suffix}"), word.main)
    return word, relations


def drawing(image: Picture, relation: str) -> etree._Element:
    """The element that shows the picture in a line of text; ``relation`` is the id that refers to its data."""
    size = {"cx": str(round(image.width_mm * _EMU_PER_MM)), "cy": str(round(image.height_mm * _EMU_PER_MM))}
    data = element(A + "graphicData", _picture(size, relation), uri=PIC[1:-1])
    inline = element(
        WP + "inline",
        element(WP + "extent", **size),
        element(WP + "docPr", id="1", name="图片", descr=image.alt),
        element(A + "graphic", data),
        **{f"dist{side}": "0" for side in "TBLR"},
    )
    return declaring("wp a pic r", "drawing", inline)


def _picture(size: Mapping[str, str], relation: str) -> etree._Element:
    """The picture as DrawingML describes it: its name, its data and its frame of this ``size`` in EMU."""
    names = element(PIC + "nvPicPr", element(PIC + "cNvPr", id="0", name="图片"), element(PIC + "cNvPicPr"))
    blip = element(A + "blip")
    blip.set(R + "embed", relation)
    frame = element(A + "xfrm", element(A + "off", x="0", y="0"), element(A + "ext", **size))
    shape = element(PIC + "spPr", frame, element(A + "prstGeom", element(A + "avLst"), prst="rect"))
    fill = element(PIC + "blipFill", blip, element(A + "stretch", element(A + "fillRect")))
    return element(PIC + "pic", names, fill, shape)


# ---- lists


def with_lists(word: WordFile, attachments: Sequence[Attachment]) -> tuple[WordFile, list[Mapping[str, str]]]:
    """The file with the lists of all attachments, and for each attachment the new number of each of its lists.

    The numbers are the ids (`w:numId`) by which paragraphs refer to a list; none was used in the file before.
    """
    if not any(attachment.lists for attachment in attachments):
        return word, [{} for _ in attachments]
    word, root = numbering(word)
    numbers = [_add_lists(root, attachment.lists) for attachment in attachments]
    return parts.changed(word, "numbering", root), numbers


def numbering(word: WordFile) -> tuple[WordFile, etree._Element]:
    """The file with a part that holds its lists, new and empty where it had none; and that part's XML."""
    empty = package.xml(declaring("w", "numbering"))
    name = join(dirname(word.main), "numbering.xml")
    word = parts.having(word, NewPart(name, empty, "numbering", _NUMBERING))
    return word, package.parse(word.parts[package.name_of_kind(word, "numbering")])


def _add_lists(root: etree._Element, lists: Mapping[str, ItemList]) -> Mapping[str, str]:
    """Adds the lists and their forms to the part ``root``; returns the new number of each list by its old one."""
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
    """A number that none of the elements called ``name`` has yet as its attribute ``key``."""
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


# ---- the head of every page

_HEADER, _KEY = "headerOfDraft.xml", "rIdHeaderOfDraft"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def head(word: WordFile, words: str) -> WordFile:
    """The file with ``words`` at the head of every page, in place of whatever headers it has."""
    part = NewPart(join(dirname(word.main), _HEADER), _header(words), "header", _CONTENT, _KEY)
    word, key = parts.added(package.copied(word), part, word.main)
    for section in word.root.iter(W + "sectPr"):
        if next(section.iterancestors(W + "sectPrChange"), None) is not None:
            continue  # how it was before a change that Word keeps; there nothing may refer to a header
        for old in section.findall(W + "headerReference"):
            section.remove(old)
        for place, kind in enumerate(("default", "even", "first")):
            reference = element("headerReference", type=kind)
            reference.set(R + "id", key)
            section.insert(place, reference)
    return word


def _header(words: str) -> bytes:
    fonts = element("rFonts", ascii="黑体", hAnsi="黑体", eastAsia="黑体")
    text = element("t")
    text.text = words
    run = element("r", element("rPr", fonts, element("sz", val="28")), text)
    return package.xml(declaring("w", "hdr", element("p", element("pPr", element("jc", val="center")), run)))
