"""A Word file without what no page shows: comments, macros, data, fonts, and what a file says of its history.

Who publishes a file publishes all of it.
"""

from collections.abc import Collection
from posixpath import basename

from lxml import etree

from juesuan.ooxml import package
from juesuan.ooxml.elements import W
from juesuan.ooxml.package import TYPES, WordFile

_UNSHOWN = {
    "activeXControlBinary", "attachedTemplate", "attachedToolbars", "comments", "commentsExtended",
    "commentsExtensible", "commentsIds", "control", "custom-properties", "customXml", "customXmlProps",
    "extended-properties", "font", "glossaryDocument", "keyMapCustomizations", "mailMergeHeaderSource",
    "mailMergeRecipientData", "mailMergeSource", "people", "printerSettings", "recipientData", "thumbnail",
    "vbaProject", "wordVbaData",
}  # fmt: skip
"""The kinds of parts, by the last word of their relation, that show nothing on a page."""
_MARKS = (
    "attachedTemplate", "commentRangeEnd", "commentRangeStart", "commentReference", "control", "dataBinding",
    "docVars", "embedBold", "embedBoldItalic", "embedItalic", "embedRegular", "embedSystemFonts",
    "embedTrueTypeFonts", "mailMerge", "rsids", "saveSubsetFonts",
)  # fmt: skip
"""The elements that lead to such parts, or hold such data themselves."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def cleared(word: WordFile) -> WordFile:
    """The file without what no page shows; the same one where it holds nothing of the kind.

    A template or a file with macros is an ordinary Word file afterwards. Raises `NotWordFile` for damaged XML.
    """
    made = {name: _without(name, data, word.main) for name, data in word.parts.items()}
    changed = {name: data for name, data in made.items() if data is not word.parts[name]}
    return package.of_parts({**word.parts, **changed}) if changed else word


def _without(name: str, data: bytes, main: str) -> bytes:
    if name == TYPES:
        return _typed(data, main)
    if name.endswith(".rels"):
        return _related(data)
    return _unmarked(data) if name.endswith(".xml") else data


def _typed(data: bytes, main: str) -> bytes:
    root = package.parse(data)
    stated = [each for each in root if each.get("PartName") == f"/{main}" and each.get("ContentType") != _WORD]
    for each in stated:
        each.set("ContentType", _WORD)
    return package.xml(root) if stated else data


def _related(data: bytes) -> bytes:
    root = package.parse(data)
    gone = [each for each in root if basename(each.get("Type", "")) in _UNSHOWN]
    return _changed(root, gone) if gone else data


def _unmarked(data: bytes) -> bytes:
    if not any(f":{name}".encode() in data for name in _MARKS):
        return data
    root = package.parse(data)
    gone = list(root.iter(*(W + name for name in _MARKS)))
    return package.in_names_of(data, _changed(root, gone)) if gone else data


def _changed(root: etree._Element, gone: Collection[etree._Element]) -> bytes:
    for each in gone:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    return package.xml(root)
