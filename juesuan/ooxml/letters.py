"""The letters in the elements of a Word file, as the page shows them, and what is lost with their look."""

from collections.abc import Iterator

from lxml import etree

from juesuan.model.omission import Loss
from juesuan.ooxml.elements import XML, M, W, is_on, value

_TEXT_OF = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_SPACE = str.maketrans("\t\r\n", "   ")
_SIGNS = {
    "f0fc": "√", "f050": "√", "f0fe": "√", "f052": "√", "f0a8": "□", "f06f": "□", "f0a3": "□", "f06c": "●",
    "f06e": "■", "f0a7": "■", "f075": "◆", "f0b7": "●", "f0e0": "→",
}  # fmt: skip
_TELLING = {W + name for name in ("vertAlign", "strike", "dstrike", "caps", "smallCaps")}
_SAYING = (W + "t", W + "delText", M + "t")


def written(element: etree._Element) -> str:
    """The text of one element of a run as it stands on the page."""
    if element.tag == W + "t":
        text = (element.text or "").translate(_SPACE)
        return text if element.get(XML + "space") == "preserve" else text.strip(" ")
    if element.tag == W + "br":
        return "" if element.get(W + "type") in {"page", "column"} else "\n"
    return _TEXT_OF.get(str(element.tag), "")


def sign(element: etree._Element) -> str:
    """The ordinary letter that looks like a sign (`w:sym`) of a font of signs; empty where none is known."""
    return _SIGNS.get(element.get(W + "char", "").lower(), "")


def said(element: etree._Element | None) -> str:
    """All the letters inside an element, deleted, hidden and those of equations too; empty for None."""
    return "" if element is None else "".join(each.text or "" for each in element.iter(*_SAYING))


def losses(look: etree._Element | None, text: str) -> Iterator[Loss]:
    """The losses where letters are shown without their look: raised or lowered, struck through, in capitals."""
    if look is None or not text or _TELLING.isdisjoint(each.tag for each in look):
        return
    if value(look, "vertAlign") in {"superscript", "subscript"} and text.strip():
        yield Loss.RAISED
    if is_on(look, "strike") or is_on(look, "dstrike"):
        yield Loss.STRUCK
    if (is_on(look, "caps") or is_on(look, "smallCaps")) and text != text.upper():
        yield Loss.CAPITALS
