"""The letters in the elements of a Word file, as the page shows them, and what is lost with their look."""

from lxml import etree

from juesuan.model import raised
from juesuan.model.chinese import unprintable
from juesuan.model.omission import Loss
from juesuan.ooxml.elements import XML, M, W, is_on, value

_TEXT_OF = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_SPACE = str.maketrans("\t\r\n", "   ")
_SIGNS = {
    0xFC: "√", 0x50: "√", 0xFE: "√", 0x52: "√", 0xA8: "□", 0x6F: "□", 0xA3: "□", 0x6C: "●",
    0x6E: "■", 0xA7: "■", 0x75: "◆", 0xB7: "●", 0xE0: "→", 0xFB: "×", 0xFD: "×",
}  # fmt: skip
"""The letters like the signs of Wingdings and its like, by the last byte of their code."""
_SYMBOLS = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xE5: "∑", 0xA2: "′", 0xB2: "″", 0x2D: "−",
    0x25: "%", 0x28: "(", 0x29: ")", 0x2B: "+", 0x2C: ",", 0x2E: ".", 0x2F: "/", 0x3C: "<", 0x3D: "=", 0x3E: ">",
    **{digit: chr(digit) for digit in range(0x30, 0x3A)},
    **dict(zip(
        (*range(0x41, 0x56), *range(0x57, 0x5B)), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖ", strict=True,
    )),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}  # fmt: skip
"""The letters like those of the font Symbol."""
_OWN_AREA = range(0xE000, 0xF900)
"""Where a font has signs of its own."""
_TELLING = {W + name for name in ("vertAlign", "position", "strike", "dstrike", "caps", "smallCaps")}
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
    """The letter that looks like a sign (`w:sym`) of a font of signs; empty where none is known or printed."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if code >= _FIRST_LETTER and code not in _OWN_AREA:
        like = chr(code) if code <= _LAST_LETTER else ""
    elif element.get(W + "font", "").lower().startswith("symbol"):
        like = _SYMBOLS.get(code & 0xFF, "")
    else:
        like = _SIGNS.get(code & 0xFF, "")
    return "" if unprintable(like) else like


_FIRST_LETTER, _LAST_LETTER = 0x100, 0x10FFFF


def said(element: etree._Element | None) -> str:
    """All the letters inside an element, deleted, hidden and those of equations too; empty for None."""
    return "" if element is None else "".join(each.text or "" for each in element.iter(*_SAYING))


def seen(look: etree._Element | None, text: str) -> tuple[str, tuple[Loss, ...]]:
    """The letters as they are seen with their look, and what of the look they are shown without.

    Capitals are capitals; what stands above or below the line is in the letters of ``model.raised`` where there
    are such.
    """
    if look is None or not text or _TELLING.isdisjoint(each.tag for each in look):
        return text, ()
    if is_on(look, "caps") or is_on(look, "smallCaps"):
        text = "".join(each.upper() if len(each.upper()) == 1 else each for each in text)
    lost = (Loss.STRUCK,) if is_on(look, "strike") or is_on(look, "dstrike") else ()
    level = _level(look, text.strip())
    if level is None:
        return text, lost
    moved = raised.shifted(text.strip(), level)
    return (text.replace(text.strip(), moved), lost) if moved else (text, (*lost, Loss.RAISED))


def _level(look: etree._Element, text: str) -> raised.Level | None:
    """Where words stand: None for those on the line, and for those that are only moved a little as a whole."""
    stated = value(look, "vertAlign")
    if stated in {"superscript", "subscript"} and text:
        return "superscript" if stated == "superscript" else "subscript"
    moved = value(look, "position") or "0"
    if stated or not text.isdecimal() or len(text) > _LONGEST_POWER or not moved.strip("+-0"):
        return None
    return "subscript" if moved.startswith("-") else "superscript"


_LONGEST_POWER = 3
