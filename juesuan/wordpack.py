"""A Word file put together again: its parts zipped, and the relations and types that a new part needs."""

import io
import zipfile
from datetime import datetime
from posixpath import dirname, join, relpath

from lxml import etree

from juesuan import wordxml
from juesuan.wordxml import WordFile

_TYPES = "[Content_Types].xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def packed(word: WordFile, when: datetime) -> bytes:
    """The file, its text as ``word.root`` now is: parts in a fixed order, all of one date."""
    text = wordxml.in_names_of(word.parts[word.main], xml(word.root))
    parts = {**word.parts, word.main: text}
    first = [_TYPES, "_rels/.rels", word.main]
    names = first + sorted(set(parts) - set(first))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o600 << 16  # on Windows, too
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return file.getvalue()


def xml(root: etree._Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def relate(parts: dict[str, bytes], source: str, kind: str, target: str) -> str:
    """Adds a relationship from one part to another; returns its id."""
    name = join(dirname(source), "_rels", f"{source.rpartition('/')[2]}.rels")
    root = wordxml.parse(parts[name])
    taken = {each.get("Id") for each in root}
    key = next(key for number in range(1, len(taken) + 2) if (key := f"rIdAttached{number}") not in taken)
    target = relpath(target, dirname(source))
    etree.SubElement(root, _RELATION, {"Id": key, "Type": _OFFICE + kind, "Target": target})
    parts[name] = xml(root)
    return key


def type_of_suffix(parts: dict[str, bytes], suffix: str, kind: str) -> None:
    """Says what parts with this suffix are, unless the file says so already."""
    root = wordxml.parse(parts[_TYPES])
    if all(each.get("Extension", "").lower() != suffix for each in root.iterfind(_TYPE + "Default")):
        root.insert(0, etree.Element(_TYPE + "Default", {"Extension": suffix, "ContentType": kind}))
        parts[_TYPES] = xml(root)


def type_of_part(parts: dict[str, bytes], name: str, kind: str) -> None:
    """Says what one part is."""
    root = wordxml.parse(parts[_TYPES])
    etree.SubElement(root, _TYPE + "Override", {"PartName": f"/{name}", "ContentType": kind})
    parts[_TYPES] = xml(root)
