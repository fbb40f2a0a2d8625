"""A line at the head of every page of a Word file, such as 草稿."""

from dataclasses import replace

from lxml import etree

from juesuan import wordxml
from juesuan.wordxml import R, W, WordFile

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
    root = wordxml.parse(part)
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
