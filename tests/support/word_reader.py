"""What Word makes of tracked changes when all are accepted or rejected; written without the program's own code."""

import io
import zipfile
from copy import deepcopy
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTENT = {W + "r", W + "hyperlink", W + "fldSimple"}
_HELD = (W + "t", W + "drawing", W + "fldChar", W + "instrText", W + "tab", W + "br", W + "pict", W + "object")


def accepted(data: bytes) -> bytes:
    """The file after 全部接受."""
    return _settled(data, gone="del", stays="ins")


def rejected(data: bytes) -> bytes:
    """The file after 全部拒绝."""
    return _settled(data, gone="ins", stays="del")


def part(data: bytes, name: str = "word/document.xml") -> Any:
    """The root of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def styles(data: bytes) -> list[str]:
    """The style of each paragraph, by name, in order; those in tables, too."""
    names = {
        style.get(W + "styleId"): style.find(W + "name").get(W + "val")
        for style in part(data, "word/styles.xml").iter(W + "style")
    }
    ids = (paragraph.find(f"{W}pPr/{W}pStyle") for paragraph in part(data).iter(W + "p"))
    return ["" if style is None else names.get(style.get(W + "val"), "?") for style in ids]


def changed(data: bytes) -> list[str]:
    """Every stretch deleted, as -text, or inserted, as +text, in order; [图] stands for a picture."""
    found = []
    for mark in part(data).iter(W + "ins", W + "del"):
        words = "".join(_word(each) for each in mark.iter(W + "t", W + "delText", W + "drawing", W + "tab"))
        if words:
            found.append(("+" if mark.tag == W + "ins" else "-") + words)
    return found


def _word(element: Any) -> str:
    kinds = {W + "drawing": "[图]", W + "tab": "\t"}
    return kinds.get(element.tag, element.text or "")


def _settled(data: bytes, *, gone: str, stays: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root: Any = etree.fromstring(parts["word/document.xml"])
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}{gone}") is not None:
            row.getparent().remove(row)
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None:
            table.getparent().remove(table)
    for mark in [each for each in root.iter(W + gone) if each.getparent().tag not in {W + "rPr", W + "trPr"}]:
        mark.getparent().remove(mark)
    for mark in [each for each in root.iter(W + stays) if each.getparent().tag not in {W + "rPr", W + "trPr"}]:
        _unwrap(mark)
    _ends(root, gone)
    _former(root, keeps_old=stays == "del")
    for element in list(root.iter(W + "delText", W + "delInstrText")):
        element.tag = W + ("t" if element.tag == W + "delText" else "instrText")
    for mark in list(root.iter(W + "ins", W + "del")):
        mark.getparent().remove(mark)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def _ends(root: Any, gone: str) -> None:
    """A paragraph whose end goes runs into the next one, which keeps its own look; an empty one just goes."""
    for paragraph in list(root.iter(W + "p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is None:
            continue
        following = paragraph.getnext()
        rest = [child for child in paragraph if child.tag != W + "pPr"]
        if any(_holds(child) for child in rest):
            assert following is not None, "the last paragraph of a text cannot run into another"
            assert following.tag == W + "p", "a paragraph cannot run into a table"
            place = 1 if following.find(W + "pPr") is not None else 0
            for child in reversed(rest):
                following.insert(place, child)
        paragraph.getparent().remove(paragraph)


def _holds(child: Any) -> bool:
    return child.tag in _CONTENT and next(child.iter(*_HELD), None) is not None


def _former(root: Any, *, keeps_old: bool) -> None:
    """Looks of paragraphs and of sections as they were, or as they are."""
    for change in list(root.iter(W + "pPrChange", W + "sectPrChange")):
        now = change.getparent()
        if keeps_old:
            kept = [deepcopy(each) for each in now if each.tag in _stays(now)]
            for child in list(now):
                now.remove(child)
            is_section = now.tag == W + "sectPr"
            now.extend([*(kept if is_section else []), *change[0], *([] if is_section else kept)])
        else:
            now.remove(change)


def _stays(look: Any) -> set[str]:
    if look.tag == W + "sectPr":
        return {W + "headerReference", W + "footerReference"}
    return {W + "rPr", W + "sectPr"}


def instructions(data: bytes) -> list[str]:
    """What the fields of the text compute, in order."""
    found = []
    for each in part(data).iter(W + "instrText", W + "fldSimple"):
        found.append(each.text or "" if each.tag == W + "instrText" else each.get(W + "instr"))
    return found
